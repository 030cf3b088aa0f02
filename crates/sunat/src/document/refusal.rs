//! Why there is no such document.

use caserita_money::Money;

/// A rule that the data of a document breaks. Each names SUNAT's return code where there is one.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// The issuer's RUC is not one.
    #[error("the issuer's RUC is not valid")]
    IssuerRuc,
    /// The issuer has no razón social (1037).
    #[error("the issuer has no legal name")]
    IssuerName,
    /// The issuer's address is missing or its ubigeo is not six digits (4093, 3030).
    #[error("the issuer's address is not complete")]
    IssuerAddress,
    /// The series does not fit the kind of document (1001).
    #[error("series {0} does not fit this kind of document")]
    Series(String),
    /// Numbers run from 1 to 99999999 (1001).
    #[error("{0} is not a document number")]
    Number(i64),
    /// Nothing is sold.
    #[error("the document has no lines")]
    NoLines,
    /// Lines are numbered with three digits (2023).
    #[error("{0} lines are too many")]
    TooManyLines(usize),
    /// A line without a description (2026).
    #[error("line {0} has no description")]
    Description(usize),
    /// A quantity that is not above nought (2024).
    #[error("line {0} has no quantity")]
    Quantity(usize),
    /// A line worth nothing, not even as a gift (3105).
    #[error("line {0} has no value")]
    Worthless(usize),
    /// The figures of a line contradict each other.
    #[error("the figures of line {0} do not add up")]
    LineFigures(usize),
    /// The lines add up to something else than the totals that were shown.
    #[error("lines add up to {lines}, the sale says {said}")]
    Totals {
        /// Sum of the lines.
        lines: Money,
        /// What the ticket says.
        said: Money,
    },
    /// A factura is made out to a RUC (2800).
    #[error("a factura needs the customer's RUC")]
    CustomerRuc,
    /// A boleta above S/ 700 names its customer (2514).
    #[error("above S/ 700 the customer must be identified")]
    CustomerIdentity,
    /// The number does not fit its kind of document (2801, 4207).
    #[error("the customer's document number is not valid")]
    CustomerNumber,
    /// A name of fewer than three letters (2021).
    #[error("the customer's name is too short")]
    CustomerName,
    /// A shop of the Nuevo RUS gives boletas only.
    #[error("a shop of the NRUS cannot give a factura")]
    NrusFactura,
    /// A boleta of the Nuevo RUS carries no ICBPER (3240).
    #[error("a document of the NRUS cannot carry ICBPER")]
    NrusIcbper,
    /// A boleta states no payment terms (3128).
    #[error("a boleta is paid at once")]
    BoletaOnCredit,
    /// Credit without instalments, more than 999, or not adding up to what is owed (3249, 3319, 3265, 3266).
    #[error("the instalments do not add up to the amount owed")]
    Instalments,
    /// An instalment that is not due after the day of issue (3267).
    #[error("instalment {0} is not due after the day of issue")]
    InstalmentDate(usize),
    /// A note of a boleta has a series in B, one of a factura in F (2116, 2119).
    #[error("the note's series does not fit the document it corrects")]
    NoteSeries,
    /// A note of an older day than what it corrects (2885).
    #[error("the note is older than the document it corrects")]
    NoteDate,
    /// A credit note above what it corrects (3286, 3503).
    #[error("the note is for {0}, more than is left of the document")]
    NoteTotal(Money),
    /// A motive that SUNAT does not take for this document (4367).
    #[error("this motive does not suit the document")]
    NoteReason,
    /// A motive without words, or more than 500 letters (2136).
    #[error("the motive must be written, in up to 500 letters")]
    ReasonText,
    /// A summary holds 1 to 500 lines.
    #[error("a summary of {0} lines")]
    SummarySize(usize),
    /// All documents of a summary are of one day.
    #[error("the documents are not of one day")]
    SummaryDays,
    /// A document twice in one summary.
    #[error("{0} is in the summary twice")]
    SummaryTwice(String),
    /// Only boletas and their notes go by summary; facturas and theirs by communication (2308).
    #[error("{0} does not go by this paper")]
    WrongPaper(String),
    /// The motive of a void has 3 to 100 letters (2346).
    #[error("the motive of a void has 3 to 100 letters")]
    VoidReason,
    /// A file number runs from 1 to 99999.
    #[error("{0} is not a file number")]
    FileNumber(u32),
}
