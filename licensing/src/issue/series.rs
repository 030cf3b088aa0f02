//! Series of documents that a lease may name.
//!
//! Two tills that give numbers of one series give one number twice, and SUNAT takes the second for the first. A till takes the
//! series that its lease names, one of each kind; of a kind that is not named it makes its own from its number. After a copy
//! was restored it goes on in a series that the copy cannot know: the tens move by five, counted in base 36 (B001, B051,
//! B0A1…). So two series are apart only when neither can become the other.

/// What a series of each kind begins with: boletas and facturas, their notas de crédito and their notas de débito. A till
/// takes a series for the kind with the longest beginning that fits.
const BEGINNINGS: [&str; 6] = ["BC", "FC", "BD", "FD", "B", "F"];
/// What series of SUNAT's test service begin with.
const TEST: [&str; 6] = ["BX", "BY", "BZ", "FX", "FY", "FZ"];
/// What the tens move by when a copy is restored.
const TENS: u32 = 5;

/// Why a series cannot be named.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SeriesFault {
    /// Not four capital letters or digits of which the first is `B` or `F`.
    #[error("{0} is no series")]
    Form(String),
    /// One of the test service.
    #[error("{0} is a series of the test service")]
    Test(String),
    /// The second of its kind in one lease.
    #[error("{0} is the second of its kind")]
    Second(String),
}

/// Whether a lease may name these.
///
/// # Errors
/// [`SeriesFault`] with the first series that it may not.
pub fn check(named: &[String]) -> Result<(), SeriesFault> {
    for (at, series) in named.iter().enumerate() {
        let letters = series.bytes().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit());
        if series.len() != 4 || !letters || !series.starts_with(['B', 'F']) {
            return Err(SeriesFault::Form(series.clone()));
        }
        if TEST.iter().any(|beginning| series.starts_with(beginning)) {
            return Err(SeriesFault::Test(series.clone()));
        }
        if named[..at].iter().any(|other| beginning_of(other) == beginning_of(series)) {
            return Err(SeriesFault::Second(series.clone()));
        }
    }
    Ok(())
}

/// The series that a till makes from its number, of each kind that it has room for.
#[must_use]
pub fn of_number(till: u32) -> Vec<String> {
    BEGINNINGS.iter().filter_map(|beginning| made(beginning, till)).collect()
}

/// Every series of a till: those named in its lease, and for each other kind the one that it makes from its number.
#[must_use]
pub fn of_till(till: u32, named: &[String]) -> Vec<String> {
    let unnamed = |beginning: &&&str| !named.iter().any(|series| beginning_of(series) == Some(**beginning));
    let made = BEGINNINGS.iter().filter(unnamed).filter_map(|beginning| made(beginning, till));
    named.iter().cloned().chain(made).collect()
}

/// Whether two tills with these series could give one number twice, now or after copies were restored.
#[must_use]
pub fn collide(one: &str, other: &str) -> bool {
    match (parts(one), parts(other)) {
        (Some((one, tens, end)), Some((other, others_tens, others_end))) => {
            one == other && end == others_end && tens % TENS == others_tens % TENS
        }
        _ => one == other,
    }
}

fn made(beginning: &str, till: u32) -> Option<String> {
    let series = format!("{beginning}{till:0width$}", width = 4 - beginning.len());
    (series.len() == 4).then_some(series)
}

fn beginning_of(series: &str) -> Option<&'static str> {
    BEGINNINGS.into_iter().find(|beginning| series.starts_with(beginning))
}

/// The two letters before the tens, the tens and what follows them.
fn parts(series: &str) -> Option<(&str, u32, &str)> {
    Some((series.get(..2)?, series.get(2..3)?.chars().next()?.to_digit(36)?, series.get(3..)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(words: &str) -> Vec<String> {
        words.split(' ').map(str::to_owned).collect()
    }

    #[test]
    fn a_series_is_written_as_sunat_writes_those_of_real_documents() {
        for good in ["B001", "F001", "BC01 FC01 BD01 FD01", "B00A", "BAAA FAZZ"] {
            assert_eq!(check(&named(good)), Ok(()), "{good}");
        }
        for bad in ["B01", "B0001", "b001", "0001", "E001", "EB01", "NV01", "B0-1", "B0Ñ", "ÑB1", "B 01", ""] {
            assert_eq!(check(&[bad.to_owned()]), Err(SeriesFault::Form(bad.to_owned())), "{bad}");
        }
        for test in ["BX01", "BY01", "BZ01", "FX01", "FY01", "FZ01"] {
            assert_eq!(check(&named(test)), Err(SeriesFault::Test(test.to_owned())));
        }
        for second in ["B001", "B002"] {
            let named = named(&format!("B001 F001 BC01 {second}"));
            assert_eq!(check(&named), Err(SeriesFault::Second(second.to_owned())));
        }
        assert_eq!(check(&[]), Ok(()));
    }

    #[test]
    fn a_number_makes_a_series_of_each_kind() {
        assert_eq!(of_number(1), named("BC01 FC01 BD01 FD01 B001 F001"));
        assert_eq!(of_number(12), named("BC12 FC12 BD12 FD12 B012 F012"));
        assert_eq!(of_number(100), named("B100 F100"), "two letters leave room for 99 tills");
        assert_eq!(of_number(1000), Vec::<String>::new());
    }

    #[test]
    fn what_is_named_takes_the_place_of_what_the_number_makes() {
        assert_eq!(of_till(2, &named("B100 FC10")), named("B100 FC10 BC02 BD02 FD02 F002"));
        assert_eq!(of_till(2, &[]), of_number(2));
    }

    #[test]
    fn two_series_collide_when_one_becomes_the_other() {
        for (one, other) in [("B001", "B001"), ("B001", "B051"), ("B0A1", "B051"), ("B051", "B0Z1"), ("FC02", "FC52")] {
            assert!(collide(one, other) && collide(other, one), "{one} {other}");
        }
        for (one, other) in [("B001", "B002"), ("B001", "F001"), ("B001", "B011"), ("B001", "B101"), ("B001", "BC01")] {
            assert!(!collide(one, other) && !collide(other, one), "{one} {other}");
        }
    }

    #[test]
    fn tills_1_to_49_are_apart_by_their_numbers() {
        let tills: Vec<Vec<String>> = (1..=49).map(of_number).collect();
        for (at, one) in tills.iter().enumerate() {
            let others = tills[at + 1..].iter().flatten();
            assert!(others.clone().all(|other| one.iter().all(|series| !collide(series, other))), "{one:?}");
        }
        assert!(collide(&of_number(1)[4], &of_number(51)[4]), "the next would use what the first uses after a restore");
    }
}
