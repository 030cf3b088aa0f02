//! Resumen diario: many boletas told at once, or voided.

use std::collections::{BTreeMap, BTreeSet};

use caserita_money::{Money, Percent};
use chrono::NaiveDate;

use super::{Customer, DocNumber, DocTotals, FileId, FileKind, Issuer, Refusal, sale::IDENTITY_ABOVE};
use crate::catalog::{Condition, DocType};

/// Lines of one summary, at most.
pub const MOST_SUMMARY_LINES: usize = 500;

/// One boleta or note of boletas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SummaryLine {
    /// Which.
    pub number: DocNumber,
    /// Its day.
    pub issued: NaiveDate,
    /// Told, corrected or voided.
    pub condition: Condition,
    /// Who bought.
    pub customer: Customer,
    /// Its figures; a void repeats them.
    pub totals: DocTotals,
    /// Its IGV rate; nought in the Nuevo RUS.
    pub igv_rate: Percent,
    /// The boleta a note corrects.
    pub affected: Option<DocNumber>,
}

/// A daily summary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    pub(crate) id: FileId,
    pub(crate) day: NaiveDate,
    pub(crate) issuer: Issuer,
    pub(crate) lines: Vec<SummaryLine>,
}

impl Summary {
    /// A summary made on `made`, number `number` of that day.
    pub fn new(issuer: Issuer, made: NaiveDate, number: u32, lines: Vec<SummaryLine>) -> Result<Summary, Refusal> {
        let id = FileId::new(FileKind::Summary, made, number)?;
        if !(1..=MOST_SUMMARY_LINES).contains(&lines.len()) {
            return Err(Refusal::SummarySize(lines.len()));
        }
        let day = one_day(lines.iter().map(|line| line.issued))?;
        let mut seen = BTreeSet::new();
        for line in &lines {
            check(line)?;
            if !seen.insert(&line.number) {
                return Err(Refusal::SummaryTwice(line.number.to_string()));
            }
        }
        Ok(Summary { id, day, issuer, lines })
    }

    /// Lines as summaries can hold them: each of one day, 500 at most.
    pub fn split(lines: Vec<SummaryLine>) -> Vec<Vec<SummaryLine>> {
        let mut days: BTreeMap<NaiveDate, Vec<SummaryLine>> = BTreeMap::new();
        for line in lines {
            days.entry(line.issued).or_default().push(line);
        }
        days.into_values()
            .flat_map(|lines| lines.chunks(MOST_SUMMARY_LINES).map(<[_]>::to_vec).collect::<Vec<_>>())
            .collect()
    }

    /// Its identity.
    pub fn id(&self) -> &FileId {
        &self.id
    }
}

/// The one day of these documents.
pub(super) fn one_day(mut days: impl Iterator<Item = NaiveDate>) -> Result<NaiveDate, Refusal> {
    let first = days.next().ok_or(Refusal::SummarySize(0))?;
    if days.all(|day| day == first) { Ok(first) } else { Err(Refusal::SummaryDays) }
}

fn check(line: &SummaryLine) -> Result<(), Refusal> {
    let is_note = line.number.kind() != DocType::Boleta;
    let fits = line.number.is_of_boletas() && line.affected.is_some() == is_note;
    if !fits || line.affected.as_ref().is_some_and(|affected| affected.kind() != DocType::Boleta) {
        return Err(Refusal::WrongPaper(line.number.to_string()));
    }
    if line.totals.total > IDENTITY_ABOVE && !line.customer.is_identified() {
        return Err(Refusal::CustomerIdentity);
    }
    if line.totals.total < Money::ZERO || line.totals.value() + line.totals.tax() != line.totals.total {
        return Err(Refusal::Totals { lines: line.totals.value() + line.totals.tax(), said: line.totals.total });
    }
    Ok(())
}
