//! What a file sent to SUNAT is called. The name is half of its identity: SUNAT refuses a document whose name and `cbc:ID`
//! differ (1036), and looks for duplicates by it.

use std::{fmt, str::FromStr};

use caserita_domain::document::is_contingency;
use chrono::NaiveDate;
use thiserror::Error;

use crate::{catalog::DocType, document::FileKind};

/// The longest correlative number: eight digits.
const MAX_NUMBER: u32 = 99_999_999;
/// The last file of one kind in one day.
const MAX_BATCH: u32 = 99_999;

/// The name of a file, without ending: `20123456786-03-B001-123`, `20123456786-RC-20260302-1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FileName {
    ruc: String,
    about: About,
}

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum About {
    Document { kind: DocType, series: String, number: u32 },
    Batch { kind: FileKind, date: NaiveDate, number: u32 },
}

/// Why something cannot be the name of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum FileNameError {
    /// Not eleven digits beginning with 1 or 2. The check digit is not looked at: SUNAT does not (README §4).
    #[error("a file name begins with a RUC of eleven digits")]
    Ruc,
    /// Not four capital letters and digits.
    #[error("a series has four capital letters and digits")]
    Series,
    /// Zero, or more digits than SUNAT takes.
    #[error("a number goes from 1 to 99999999, that of a file of several papers to 99999")]
    Number,
    /// Not a date `YYYYMMDD`.
    #[error("the date of a file of several papers is written YYYYMMDD")]
    Date,
    /// Not the parts of a name, or a kind we do not send.
    #[error("not the name of a file sent to SUNAT")]
    Shape,
}

impl FileName {
    /// The name of one paper.
    ///
    /// # Errors
    /// A RUC, series or number outside what SUNAT's rule for names takes.
    pub fn document(ruc: &str, kind: DocType, series: &str, number: u32) -> Result<FileName, FileNameError> {
        let electronic = series.len() == 4 && series.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit());
        let series_fits = electronic || is_contingency(series);
        if !series_fits {
            return Err(FileNameError::Series);
        }
        let number = in_range(number, MAX_NUMBER)?;
        Ok(FileName { ruc: checked_ruc(ruc)?, about: About::Document { kind, series: series.to_owned(), number } })
    }

    /// The name of the `number`th file of its kind generated on `date`.
    ///
    /// # Errors
    /// A RUC or number outside what SUNAT's rule for names takes.
    pub fn batch(ruc: &str, kind: FileKind, date: NaiveDate, number: u32) -> Result<FileName, FileNameError> {
        let number = in_range(number, MAX_BATCH)?;
        Ok(FileName { ruc: checked_ruc(ruc)?, about: About::Batch { kind, date, number } })
    }

    /// Whose file it is.
    pub fn ruc(&self) -> &str {
        &self.ruc
    }

    /// What `cbc:ID` must say inside, and `ReferenceID` in the answer: `B001-123`, `RC-20260302-1`.
    pub fn document_id(&self) -> String {
        match &self.about {
            About::Document { series, number, .. } => format!("{series}-{number}"),
            About::Batch { kind, date, number } => format!("{}-{}-{number}", kind.code(), date.format("%Y%m%d")),
        }
    }

    /// Kind, series and number of one paper; `None` for a file of several.
    pub fn paper(&self) -> Option<(DocType, &str, u32)> {
        match &self.about {
            About::Document { kind, series, number } => Some((*kind, series, *number)),
            About::Batch { .. } => None,
        }
    }

    /// Whether it is answered with a ticket instead of a CDR.
    pub const fn is_batch(&self) -> bool {
        matches!(self.about, About::Batch { .. })
    }
}

impl fmt::Display for FileName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.about {
            About::Document { kind, .. } => write!(f, "{}-{}-{}", self.ruc, kind.code(), self.document_id()),
            About::Batch { .. } => write!(f, "{}-{}", self.ruc, self.document_id()),
        }
    }
}

/// Reads a name without ending. A padded number is taken: other programs pad.
impl FromStr for FileName {
    type Err = FileNameError;

    fn from_str(text: &str) -> Result<FileName, FileNameError> {
        let parts: Vec<&str> = text.split('-').collect();
        let [ruc, kind, middle, number] = parts[..] else { return Err(FileNameError::Shape) };
        let digits = !number.is_empty() && number.len() <= 8 && number.bytes().all(|byte| byte.is_ascii_digit());
        let number = number.parse().ok().filter(|_| digits).ok_or(FileNameError::Number)?;
        let batch = [FileKind::Summary, FileKind::Voided].into_iter().find(|batch| batch.code() == kind);
        match (batch, DocType::from_code(kind)) {
            (Some(kind), _) => FileName::batch(ruc, kind, date(middle)?, number),
            (None, Some(kind)) => FileName::document(ruc, kind, middle, number),
            (None, None) => Err(FileNameError::Shape),
        }
    }
}

fn date(text: &str) -> Result<NaiveDate, FileNameError> {
    let written = NaiveDate::parse_from_str(text, "%Y%m%d").map_err(|_| FileNameError::Date)?;
    let exact = written.format("%Y%m%d").to_string() == text;
    exact.then_some(written).ok_or(FileNameError::Date)
}

fn checked_ruc(ruc: &str) -> Result<String, FileNameError> {
    let fits = ruc.len() == 11 && ruc.starts_with(['1', '2']) && ruc.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(ruc.to_owned()) } else { Err(FileNameError::Ruc) }
}

fn in_range(number: u32, last: u32) -> Result<u32, FileNameError> {
    if (1..=last).contains(&number) { Ok(number) } else { Err(FileNameError::Number) }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RUC: &str = "20123456786";

    #[test]
    fn a_paper_is_named_after_what_it_says_inside() {
        let name = FileName::document(RUC, DocType::Boleta, "B001", 123).expect("a name");
        assert_eq!(name.to_string(), "20123456786-03-B001-123", "the number is not padded");
        assert_eq!(name.document_id(), "B001-123");
        assert_eq!(name.paper(), Some((DocType::Boleta, "B001", 123)));
        assert!(!name.is_batch());
    }

    #[test]
    fn a_summary_is_named_after_the_day_it_was_made() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        let name = FileName::batch(RUC, FileKind::Summary, day, 1).expect("a name");
        assert_eq!((name.to_string().as_str(), name.document_id().as_str()), ("20123456786-RC-20260302-1", "RC-20260302-1"));
        assert!(name.is_batch());
        assert_eq!(name.paper(), None);
        let voided = FileName::batch(RUC, FileKind::Voided, day, 12).expect("a name");
        assert_eq!(voided.to_string(), "20123456786-RA-20260302-12");
    }

    #[test]
    fn what_is_no_name_says_why() {
        let day = NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
        for ruc in ["2012345678", "30123456786", "2012345678a", "../../../../"] {
            assert_eq!(FileName::document(ruc, DocType::Boleta, "B001", 1), Err(FileNameError::Ruc), "{ruc}");
        }
        for series in ["B01", "b001", "B0-1", "B001/", ""] {
            assert_eq!(FileName::document(RUC, DocType::Boleta, series, 1), Err(FileNameError::Series), "{series}");
        }
        assert_eq!(FileName::document(RUC, DocType::Boleta, "B001", 0), Err(FileNameError::Number));
        assert_eq!(FileName::document(RUC, DocType::Boleta, "B001", 100_000_000), Err(FileNameError::Number));
        assert_eq!(FileName::batch(RUC, FileKind::Summary, day, 100_000), Err(FileNameError::Number));
        for (text, why) in [
            ("20123456786-03-B001", FileNameError::Shape),
            ("20123456786-09-T001-1", FileNameError::Shape),
            ("20123456786-03-B001-+1", FileNameError::Number),
            ("20123456786-03-B001-", FileNameError::Number),
            ("20123456786-RC-20261302-1", FileNameError::Date),
            ("20123456786-RC-2026032-1", FileNameError::Date),
        ] {
            assert_eq!(text.parse::<FileName>(), Err(why), "{text}");
        }
    }

    proptest! {
        #[test]
        fn a_name_reads_back_as_itself(series in "[FB][A-Z0-9]{3}", number in 1u32..=MAX_NUMBER, kind in 0usize..4) {
            let name = FileName::document(RUC, DocType::ALL[kind], &series, number).expect("a name");
            prop_assert_eq!(name.to_string().parse::<FileName>(), Ok(name));
        }

        #[test]
        fn no_text_makes_the_reader_panic(text in "\\PC*") {
            let _ = text.parse::<FileName>();
        }
    }
}
