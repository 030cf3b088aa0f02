//! Documents as text: armour for files and mail, a compact line for a QR code, and the exact bytes inside.
//!
//! The reader takes one form only: lines of 64 columns, one spelling of base64, nothing between the blocks. Whatever is
//! altered is then either refused here or fails its signature; there is no bit in a file that does not matter.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{base32, keys::Kid, parts, refusal::Refusal};

/// The largest payload, in bytes.
pub const MAX_PAYLOAD: usize = 4096;
/// The largest file, in bytes.
pub const MAX_TEXT: usize = 64 * 1024;
const MAX_BLOCKS: usize = 64;
const COLUMNS: usize = 64;
const SIGNATURE_BYTES: usize = 64;
const BOM: char = '\u{feff}';
const COMPACT: &str = "CASERITA:";
const BEGIN: &str = "-----BEGIN POS ";

/// What a block says it is. Each kind signs under its own prefix, so that no document passes for one of another kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A key certificate, signed by a root.
    Key,
    /// A licence.
    Licence,
    /// A lease.
    Lease,
    /// A device's request, signed by the device.
    Request,
    /// The time, as an answer to one request.
    Time,
}

impl Kind {
    const ALL: [Kind; 5] = [Kind::Key, Kind::Licence, Kind::Lease, Kind::Request, Kind::Time];

    /// The word in the armour line.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Kind::Key => "KEY",
            Kind::Licence => "LICENCE",
            Kind::Lease => "LEASE",
            Kind::Request => "REQUEST",
            Kind::Time => "TIME",
        }
    }

    fn from_word(word: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.word() == word)
    }
}

/// One document as it was carried: its kind, the key it names and the signed bytes. Holding one proves nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Block {
    pub(crate) kind: Kind,
    pub(crate) kid: Kid,
    pub(crate) payload: Vec<u8>,
    pub(crate) signature: [u8; SIGNATURE_BYTES],
}

impl Block {
    /// What it says it is.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// The key it says it was signed by.
    #[must_use]
    pub const fn kid(&self) -> Kid {
        self.kid
    }

    /// Bytes of payload and signature together.
    #[must_use]
    pub fn size(&self) -> usize {
        self.payload.len() + SIGNATURE_BYTES
    }

    pub(crate) fn signed_bytes(&self) -> Vec<u8> {
        signed_bytes(self.kind, self.kid, &self.payload)
    }

    /// The block in armour, with `\n` line ends.
    #[must_use]
    pub fn armoured(&self) -> String {
        let (payload, signature) = (URL_SAFE_NO_PAD.encode(&self.payload), URL_SAFE_NO_PAD.encode(self.signature));
        let body = format!("{}.{payload}.{signature}", self.kid);
        let mut text = format!("{BEGIN}{} v1-----\n", self.kind.word());
        let mut rest = body.as_str();
        while !rest.is_empty() {
            let (line, after) = rest.split_at(rest.len().min(COLUMNS));
            text.push_str(line);
            text.push('\n');
            rest = after;
        }
        text + &format!("-----END POS {} v1-----\n", self.kind.word())
    }

    /// The block as one line of capitals, digits and colons: what a QR code holds in its dense mode.
    #[must_use]
    pub fn compact(&self) -> String {
        let bytes = [self.payload.as_slice(), &self.signature].concat();
        format!("{COMPACT}{}1:{}:{}", self.kind.word(), self.kid.to_string().to_ascii_uppercase(), base32::encode(&bytes))
    }

    /// The compact text in pieces of about so many letters, one for each QR code; a short one stays whole. [`read`] takes
    /// them in any order.
    #[must_use]
    pub fn compact_parts(&self, letters: usize) -> Vec<String> {
        parts::split(&self.compact(), letters)
    }
}

pub(crate) fn signed_bytes(kind: Kind, kid: Kid, payload: &[u8]) -> Vec<u8> {
    let prefix = format!("POS-{}-v1", kind.word());
    [prefix.as_bytes(), &[0], kid.as_bytes(), &[0], payload].concat()
}

/// Every block of a text, armoured or compact, in their order.
///
/// # Errors
/// [`Refusal::Empty`], [`Refusal::TooLarge`], [`Refusal::TooNew`] for another version, [`Refusal::Incomplete`] when a piece is
/// missing, else [`Refusal::Damaged`].
pub fn read(text: &str) -> Result<Vec<Block>, Refusal> {
    if text.len() > MAX_TEXT {
        return Err(Refusal::TooLarge);
    }
    // A picture or a letter picked by mistake is no damaged licence.
    let loud = text.to_ascii_uppercase();
    if !loud.contains(BEGIN) && !loud.contains(COMPACT) {
        return Err(Refusal::Empty);
    }
    let mut lines = text.strip_prefix(BOM).unwrap_or(text).split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let (mut blocks, mut pieces) = (Vec::new(), Vec::new());
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        if parts::is_piece(line) {
            pieces.push(line);
            continue;
        }
        let block = if line.starts_with(COMPACT) { from_compact(line)? } else { from_armour(line, &mut lines)? };
        blocks.push(block);
    }
    for text in parts::join(&pieces)? {
        blocks.push(from_compact(&text)?);
    }
    match blocks.len() {
        0 => Err(Refusal::Empty),
        1..=MAX_BLOCKS => Ok(blocks),
        _ => Err(Refusal::TooLarge),
    }
}

fn from_armour<'a>(first: &str, lines: &mut impl Iterator<Item = &'a str>) -> Result<Block, Refusal> {
    let name = first.strip_prefix(BEGIN).and_then(|rest| rest.strip_suffix("-----")).ok_or(Refusal::Damaged)?;
    let (word, version) = name.split_once(" v").ok_or(Refusal::Damaged)?;
    let kind = versioned(word, version)?;
    let end = format!("-----END POS {name}-----");
    let (mut body, mut open) = (String::new(), true);
    for line in lines {
        if line == end {
            return from_body(kind, &body);
        }
        // Only the last line of a body may be short, so that no line end can move.
        if !open || line.is_empty() || line.len() > COLUMNS {
            return Err(Refusal::Damaged);
        }
        open = line.len() == COLUMNS;
        body.push_str(line);
    }
    Err(Refusal::Damaged)
}

fn from_body(kind: Kind, body: &str) -> Result<Block, Refusal> {
    let mut parts = body.split('.');
    let (Some(kid), Some(payload), Some(signature), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(Refusal::Damaged);
    };
    let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| Refusal::Damaged)?;
    let signature = URL_SAFE_NO_PAD.decode(signature).map_err(|_| Refusal::Damaged)?;
    assemble(kind, kid, payload, &signature)
}

fn from_compact(line: &str) -> Result<Block, Refusal> {
    let mut parts = line.strip_prefix(COMPACT).ok_or(Refusal::Damaged)?.split(':');
    let (Some(name), Some(kid), Some(bytes), None) = (parts.next(), parts.next(), parts.next(), parts.next()) else {
        return Err(Refusal::Damaged);
    };
    let digits = name.find(|letter: char| letter.is_ascii_digit()).ok_or(Refusal::Damaged)?;
    let kind = versioned(&name[..digits], &name[digits..])?;
    if kid.contains(|letter: char| letter.is_ascii_lowercase()) {
        return Err(Refusal::Damaged);
    }
    let bytes = base32::decode(bytes).ok_or(Refusal::Damaged)?;
    let at = bytes.len().checked_sub(SIGNATURE_BYTES).ok_or(Refusal::Damaged)?;
    assemble(kind, &kid.to_ascii_lowercase(), bytes[..at].to_vec(), &bytes[at..])
}

fn versioned(word: &str, version: &str) -> Result<Kind, Refusal> {
    let kind = Kind::from_word(word).ok_or(Refusal::Damaged)?;
    match version.parse::<u16>() {
        Ok(1) if version == "1" => Ok(kind),
        Ok(newer) if newer > 1 => Err(Refusal::TooNew),
        _ => Err(Refusal::Damaged),
    }
}

fn assemble(kind: Kind, kid: &str, payload: Vec<u8>, signature: &[u8]) -> Result<Block, Refusal> {
    if payload.len() > MAX_PAYLOAD {
        return Err(Refusal::TooLarge);
    }
    let signature = signature.try_into().map_err(|_| Refusal::Damaged)?;
    Ok(Block { kind, kid: kid.parse()?, payload, signature })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block() -> Block {
        let kid = "0123456789abcdef".parse().unwrap();
        Block { kind: Kind::Lease, kid, payload: vec![7; 100], signature: [9; 64] }
    }

    #[test]
    fn armour_and_compact_text_carry_the_same_block() {
        assert_eq!(read(&block().armoured()), Ok(vec![block()]));
        assert_eq!(read(&block().compact()), Ok(vec![block()]));
        let parts = block().compact_parts(100);
        assert!(parts.len() > 1 && parts.iter().all(|part| part.len() < 140));
        assert_eq!(read(&parts.join("\r\n")), Ok(vec![block()]));
        assert_eq!(read(&parts[1..].join("\n")), Err(Refusal::Incomplete));
        let dense = |letter: char| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == ':';
        assert!(block().compact().chars().all(dense), "fits the dense mode of a QR code");
        assert!(block().armoured().lines().all(|line| line.len() <= COLUMNS));
    }

    #[test]
    fn line_ends_of_windows_a_mark_of_notepad_and_empty_lines_do_no_harm() {
        let text = format!("\u{feff}\n{}\n\n{}", block().armoured(), block().armoured()).replace('\n', "\r\n");
        assert_eq!(read(&text), Ok(vec![block(), block()]));
    }

    #[test]
    fn whatever_is_not_one_of_our_blocks_is_refused() {
        let good = block().armoured();
        let cases = [
            (String::new(), Refusal::Empty),
            ("\n\r\n".to_owned(), Refusal::Empty),
            ("hola".to_owned(), Refusal::Empty),
            ("\u{fffd}PNG\r\n\u{1a}".to_owned(), Refusal::Empty),
            (format!("hola\n{good}"), Refusal::Damaged),
            (format!("{good}hola"), Refusal::Damaged),
            (good.replace(" v1", " v2"), Refusal::TooNew),
            (good.replace(" v1", " v01"), Refusal::Damaged),
            (good.replace("POS LEASE", "POS LOAN"), Refusal::Damaged),
            (good.replace("END POS LEASE", "END POS LICENCE"), Refusal::Damaged),
            (good.replace("0123456789abcdef", "0123456789ABCDEF"), Refusal::Damaged),
            (good.replacen('.', "", 1), Refusal::Damaged),
            (good.lines().take(2).collect::<Vec<_>>().join("\n"), Refusal::Damaged),
            (good.replacen("\nBwcH", "\n\nBwcH", 1).replacen("def.", "def.\n", 1), Refusal::Damaged),
            ("x".repeat(MAX_TEXT + 1), Refusal::TooLarge),
            (good.repeat(MAX_BLOCKS + 1), Refusal::TooLarge),
            (block().compact().replace("LEASE1", "LEASE2"), Refusal::TooNew),
            (block().compact().to_lowercase(), Refusal::Damaged),
            ("CASERITA:LEASE1".to_owned(), Refusal::Damaged),
        ];
        for (text, expected) in cases {
            assert_eq!(read(&text), Err(expected), "{text}");
        }
        let fat = Block { payload: vec![0; MAX_PAYLOAD + 1], ..block() };
        assert_eq!(read(&fat.armoured()), Err(Refusal::TooLarge));
    }
}
