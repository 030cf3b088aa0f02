//! The tables that a PC's firmware leaves about the machine: its UUID and the serial number of its board.

const SYSTEM: u8 = 1;
const BOARD: u8 = 2;
const END: u8 = 127;
const UUID_AT: usize = 8;
const SERIAL_AT: usize = 7;

/// What the tables say of the machine.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) uuid: Option<String>,
    pub(super) board: Option<String>,
}

/// Reads the tables; stops at the first that is not whole.
pub(super) fn read(mut tables: &[u8]) -> Told {
    let mut told = Told::default();
    while let Some((Table { kind, fixed, texts }, rest)) = next(tables) {
        match kind {
            SYSTEM if told.uuid.is_none() => {
                told.uuid = fixed.get(UUID_AT..UUID_AT + 16).map(|bytes| bytes.iter().map(|b| format!("{b:02x}")).collect());
            }
            BOARD if told.board.is_none() => told.board = fixed.get(SERIAL_AT).and_then(|number| text(texts, *number)),
            END => break,
            _ => {}
        }
        tables = rest;
    }
    told
}

/// One table: its kind, its fixed part, and the texts after it.
struct Table<'a> {
    kind: u8,
    fixed: &'a [u8],
    texts: &'a [u8],
}

/// The first table, and what follows. Its texts end with two zeros.
fn next(tables: &[u8]) -> Option<(Table<'_>, &[u8])> {
    let (kind, length) = (*tables.first()?, usize::from(*tables.get(1)?));
    let (fixed, after) = tables.split_at_checked(length.max(4))?;
    let end = after.windows(2).position(|pair| pair == [0, 0])?;
    Some((Table { kind, fixed, texts: after.get(..end)? }, after.get(end + 2..)?))
}

/// The text of a number, from 1; 0 is none.
fn text(texts: &[u8], number: u8) -> Option<String> {
    let bytes = texts.split(|byte| *byte == 0).nth(usize::from(number).checked_sub(1)?)?;
    let text = String::from_utf8_lossy(bytes).trim().to_owned();
    (!text.is_empty()).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(kind: u8, fixed: &[u8], texts: &[&str]) -> Vec<u8> {
        let mut table = vec![kind, u8::try_from(fixed.len() + 4).expect("short"), 0, 0];
        table.extend(fixed);
        for text in texts {
            table.extend(text.as_bytes());
            table.push(0);
        }
        table.extend(if texts.is_empty() { &[0, 0][..] } else { &[0] });
        table
    }

    #[test]
    fn the_uuid_and_the_serial_number_of_the_board_are_found_among_other_tables() {
        let uuid: Vec<u8> = (0..16).collect();
        let system = [&[1, 2, 3, 4][..], &uuid, &[6]].concat();
        let all = [
            table(0, &[1, 2], &["Maker", "1.0"]),
            table(SYSTEM, &system, &["Maker", "PC"]),
            table(BOARD, &[1, 2, 0, 3], &["Maker", "Board", " SN-4711 "]),
            table(END, &[], &[]),
        ]
        .concat();
        let told = read(&all);
        assert_eq!(told.uuid.as_deref(), Some("000102030405060708090a0b0c0d0e0f"));
        assert_eq!(told.board.as_deref(), Some("SN-4711"));
    }

    #[test]
    fn whatever_is_cut_off_or_nonsense_tells_nothing_and_does_no_harm() {
        let whole = table(BOARD, &[1, 2, 0, 9], &["Maker"]);
        assert_eq!(read(&whole), Told::default(), "a text that is not there");
        for cut in 0..whole.len() {
            let _ = read(&whole[..cut]);
        }
        assert_eq!(read(&[SYSTEM, 255, 0, 0, 1]), Told::default());
    }
}
