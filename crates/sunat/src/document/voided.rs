//! Comunicación de baja: facturas and their notes voided.

use chrono::NaiveDate;

use super::{DocNumber, FileId, FileKind, Issuer, Refusal, summary::one_day};
use crate::{document::MOST_SUMMARY_LINES, text::one_line};

/// A document to void.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoidedDoc {
    /// Which.
    pub number: DocNumber,
    /// Its day.
    pub issued: NaiveDate,
    /// Why, 3 to 100 letters.
    pub reason: String,
}

/// A communication of voided documents.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VoidedDocs {
    pub(crate) id: FileId,
    pub(crate) day: NaiveDate,
    pub(crate) issuer: Issuer,
    pub(crate) lines: Vec<VoidedDoc>,
}

impl VoidedDocs {
    /// A communication made on `made`, number `number` of that day.
    pub fn new(issuer: Issuer, made: NaiveDate, number: u32, lines: Vec<VoidedDoc>) -> Result<VoidedDocs, Refusal> {
        let id = FileId::new(FileKind::Voided, made, number)?;
        if !(1..=MOST_SUMMARY_LINES).contains(&lines.len()) {
            return Err(Refusal::SummarySize(lines.len()));
        }
        let day = one_day(lines.iter().map(|line| line.issued))?;
        let lines = lines.into_iter().map(checked).collect::<Result<Vec<VoidedDoc>, Refusal>>()?;
        Ok(VoidedDocs { id, day, issuer, lines })
    }

    /// Its identity.
    pub fn id(&self) -> &FileId {
        &self.id
    }
}

fn checked(line: VoidedDoc) -> Result<VoidedDoc, Refusal> {
    if line.number.is_of_boletas() {
        return Err(Refusal::WrongPaper(line.number.to_string()));
    }
    let reason = one_line(&line.reason, 100);
    if reason.chars().count() < 3 {
        return Err(Refusal::VoidReason);
    }
    Ok(VoidedDoc { reason, ..line })
}
