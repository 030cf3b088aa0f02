//! Amounts in words: *SON CIENTO DIECIOCHO CON 00/100 SOLES* (legend 1000).

use caserita_money::Money;

const UNDER_THIRTY: [&str; 30] = [
    "CERO",
    "UNO",
    "DOS",
    "TRES",
    "CUATRO",
    "CINCO",
    "SEIS",
    "SIETE",
    "OCHO",
    "NUEVE",
    "DIEZ",
    "ONCE",
    "DOCE",
    "TRECE",
    "CATORCE",
    "QUINCE",
    "DIECISÉIS",
    "DIECISIETE",
    "DIECIOCHO",
    "DIECINUEVE",
    "VEINTE",
    "VEINTIUNO",
    "VEINTIDÓS",
    "VEINTITRÉS",
    "VEINTICUATRO",
    "VEINTICINCO",
    "VEINTISÉIS",
    "VEINTISIETE",
    "VEINTIOCHO",
    "VEINTINUEVE",
];
const TENS: [&str; 10] = ["", "", "", "TREINTA", "CUARENTA", "CINCUENTA", "SESENTA", "SETENTA", "OCHENTA", "NOVENTA"];
const HUNDREDS: [&str; 10] = [
    "",
    "CIENTO",
    "DOSCIENTOS",
    "TRESCIENTOS",
    "CUATROCIENTOS",
    "QUINIENTOS",
    "SEISCIENTOS",
    "SETECIENTOS",
    "OCHOCIENTOS",
    "NOVECIENTOS",
];

/// The legend of an amount in soles. The sign is not told: a document's amounts are never negative.
pub fn amount_in_words(amount: Money) -> String {
    let cents = amount.cents().unsigned_abs();
    let soles = cents / 100;
    // «UN MILLÓN DE SOLES», but «UN MILLÓN CON 00/100 SOLES»: the form with céntimos is the one documents use.
    format!("SON {} CON {:02}/100 SOLES", whole(soles), cents % 100)
}

fn whole(number: u64) -> String {
    let (millions, rest) = (number / 1_000_000, number % 1_000_000);
    let mut words = Vec::new();
    match millions {
        0 => {}
        1 => words.push("UN MILLÓN".to_owned()),
        many => words.push(format!("{} MILLONES", shortened(&whole(many)))),
    }
    match rest / 1000 {
        0 => {}
        1 => words.push("MIL".to_owned()),
        many => words.push(format!("{} MIL", shortened(&under_thousand(many)))),
    }
    if !rest.is_multiple_of(1000) || number == 0 {
        words.push(under_thousand(rest % 1000));
    }
    words.join(" ")
}

/// UNO before a noun: VEINTIÚN MIL, TREINTA Y UN MILLONES.
fn shortened(words: &str) -> String {
    match (words.strip_suffix("VEINTIUNO"), words.strip_suffix("UNO")) {
        (Some(before), _) => format!("{before}VEINTIÚN"),
        (None, Some(before)) => format!("{before}UN"),
        (None, None) => words.to_owned(),
    }
}

fn under_thousand(number: u64) -> String {
    let (hundreds, rest) = (number / 100, number % 100);
    match (hundreds, rest) {
        (0, _) => under_hundred(rest),
        (1, 0) => "CIEN".to_owned(),
        (_, 0) => word(&HUNDREDS, hundreds).to_owned(),
        _ => format!("{} {}", word(&HUNDREDS, hundreds), under_hundred(rest)),
    }
}

fn under_hundred(number: u64) -> String {
    match (number, number % 10) {
        (0..30, _) => word(&UNDER_THIRTY, number).to_owned(),
        (_, 0) => word(&TENS, number / 10).to_owned(),
        (_, units) => format!("{} Y {}", word(&TENS, number / 10), word(&UNDER_THIRTY, units)),
    }
}

fn word(table: &[&'static str], index: u64) -> &'static str {
    usize::try_from(index).ok().and_then(|index| table.get(index)).copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_read_as_people_write_them() {
        for (cents, words) in [
            (0, "CERO CON 00/100"),
            (5, "CERO CON 05/100"),
            (100, "UNO CON 00/100"),
            (2100, "VEINTIUNO CON 00/100"),
            (3_150, "TREINTA Y UNO CON 50/100"),
            (10_000, "CIEN CON 00/100"),
            (10_100, "CIENTO UNO CON 00/100"),
            (11_800, "CIENTO DIECIOCHO CON 00/100"),
            (70_001, "SETECIENTOS CON 01/100"),
            (100_000, "MIL CON 00/100"),
            (2_100_000, "VEINTIÚN MIL CON 00/100"),
            (3_100_100, "TREINTA Y UN MIL UNO CON 00/100"),
            (10_000_000, "CIEN MIL CON 00/100"),
            (100_000_000, "UN MILLÓN CON 00/100"),
            (2_100_000_099, "VEINTIÚN MILLONES CON 99/100"),
            (123_456_789, "UN MILLÓN DOSCIENTOS TREINTA Y CUATRO MIL QUINIENTOS SESENTA Y SIETE CON 89/100"),
        ] {
            assert_eq!(amount_in_words(Money::from_cents(cents)), format!("SON {words} SOLES"), "{cents} céntimos");
        }
        assert!(amount_in_words(Money::from_cents(i64::MAX)).len() < 300, "however much it is, it ends");
    }
}
