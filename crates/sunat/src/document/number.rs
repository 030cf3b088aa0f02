//! Series and numbers, of documents and of files.

use std::fmt;

use caserita_domain::document::{is_contingency, ruc_is_valid};
use chrono::NaiveDate;

use super::Refusal;
use crate::catalog::DocType;

/// The identity of a document within its issuer: kind, series and number.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct DocNumber {
    kind: DocType,
    series: String,
    number: u32,
}

impl DocNumber {
    /// A number of an electronic series: `F` and three letters or digits for facturas, `B` for boletas, either for notes; or
    /// of a pre-printed one, one to four digits, for facturas and boletas of a contingency. 1 to 99999999 (1001).
    pub fn new(kind: DocType, series: &str, number: i64) -> Result<DocNumber, Refusal> {
        let letters: &[u8] = match kind {
            DocType::Factura => b"F",
            DocType::Boleta => b"B",
            DocType::NotaCredito | DocType::NotaDebito => b"FB",
        };
        let fits = match series.as_bytes() {
            [first, rest @ ..] => {
                letters.contains(first)
                    && rest.len() == 3
                    && rest.iter().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
            }
            [] => false,
        };
        let by_hand = is_contingency(series) && matches!(kind, DocType::Factura | DocType::Boleta);
        if !fits && !by_hand {
            return Err(Refusal::Series(series.to_owned()));
        }
        let within = u32::try_from(number).ok().filter(|number| (1..=99_999_999).contains(number));
        Ok(DocNumber { kind, series: series.to_owned(), number: within.ok_or(Refusal::Number(number))? })
    }

    /// Kind of document.
    pub fn kind(&self) -> DocType {
        self.kind
    }

    /// Series.
    pub fn series(&self) -> &str {
        &self.series
    }

    /// Number within the series.
    pub fn number(&self) -> u32 {
        self.number
    }

    /// Whether it is a boleta or corrects one: such documents go by daily summary.
    pub fn is_of_boletas(&self) -> bool {
        self.kind == DocType::Boleta || self.series.starts_with('B')
    }
}

/// `B001-12`, as the XML and the file name have it: not padded.
impl fmt::Display for DocNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.series, self.number)
    }
}

/// A kind of file that tells of many documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FileKind {
    /// Resumen diario de boletas.
    Summary,
    /// Comunicación de baja.
    Voided,
}

impl FileKind {
    /// `RC` or `RA`.
    pub const fn code(self) -> &'static str {
        match self {
            FileKind::Summary => "RC",
            FileKind::Voided => "RA",
        }
    }
}

/// The identity of a summary or communication: `RC-20260302-1`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct FileId {
    kind: FileKind,
    day: NaiveDate,
    number: u32,
}

impl FileId {
    /// The file of this number among those made on `day`.
    pub fn new(kind: FileKind, day: NaiveDate, number: u32) -> Result<FileId, Refusal> {
        if !(1..=99_999).contains(&number) {
            return Err(Refusal::FileNumber(number));
        }
        Ok(FileId { kind, day, number })
    }

    /// Summary or communication.
    pub fn kind(&self) -> FileKind {
        self.kind
    }

    /// When it was made.
    pub fn day(&self) -> NaiveDate {
        self.day
    }
}

impl fmt::Display for FileId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}", self.kind.code(), self.day.format("%Y%m%d"), self.number)
    }
}

/// A RUC with its check digit, or the refusal.
pub(super) fn issuer_ruc(ruc: &str) -> Result<String, Refusal> {
    if ruc_is_valid(ruc) { Ok(ruc.to_owned()) } else { Err(Refusal::IssuerRuc) }
}
