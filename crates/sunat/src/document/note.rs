//! Credit and debit notes.

use caserita_domain::{fiscal::Regime, tax::TaxRates};
use caserita_money::Money;
use chrono::{NaiveDate, NaiveDateTime};

use super::{
    Customer, DocNumber, DocTotals, Instalment, Issuer, Line, LineInput, Refusal,
    sale::{IDENTITY_ABOVE, check_instalments, document_lines},
};
use crate::{
    catalog::{CreditReason, DebitReason, DocType},
    text::one_line,
};

/// Why, and by that which of the two.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// A credit note.
    Credit(CreditReason),
    /// A debit note.
    Debit(DebitReason),
}

impl Reason {
    /// The kind of note.
    pub const fn doc_type(self) -> DocType {
        match self {
            Reason::Credit(_) => DocType::NotaCredito,
            Reason::Debit(_) => DocType::NotaDebito,
        }
    }

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Reason::Credit(reason) => reason.code(),
            Reason::Debit(reason) => reason.code(),
        }
    }
}

/// The boleta or factura a note corrects.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Affected {
    /// Which.
    pub number: DocNumber,
    /// Its day.
    pub issued: NaiveDate,
    /// What is left of it: its total less the credit notes it already has.
    pub left: Money,
}

/// What a note is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteInput {
    /// Motive.
    pub reason: Reason,
    /// The motive in words.
    pub description: String,
    /// Series.
    pub series: String,
    /// Number.
    pub number: i64,
    /// When, on the wall clock in Lima.
    pub issued_at: NaiveDateTime,
    /// What it corrects.
    pub affected: Affected,
    /// Who sells.
    pub issuer: Issuer,
    /// Who bought.
    pub customer: Customer,
    /// The issuer's regime.
    pub regime: Regime,
    /// Rates of the corrected document's day.
    pub rates: TaxRates,
    /// What comes back or is charged.
    pub lines: Vec<LineInput>,
    /// New instalments: only for [`CreditReason::Instalments`], whose lines are all without price (3315).
    pub instalments: Vec<Instalment>,
    /// Its total, as shown.
    pub total: Money,
}

/// A credit or debit note.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub(crate) number: DocNumber,
    pub(crate) reason: Reason,
    pub(crate) description: String,
    pub(crate) issued_at: NaiveDateTime,
    pub(crate) affected: Affected,
    pub(crate) issuer: Issuer,
    pub(crate) customer: Customer,
    pub(crate) regime: Regime,
    pub(crate) rates: TaxRates,
    pub(crate) lines: Vec<Line>,
    pub(crate) instalments: Vec<Instalment>,
    pub(crate) totals: DocTotals,
}

impl Note {
    /// The note, or the first rule it would break.
    pub fn new(input: NoteInput) -> Result<Note, Refusal> {
        let number = DocNumber::new(input.reason.doc_type(), &input.series, input.number)?;
        let affected = &input.affected;
        if !matches!(affected.number.kind(), DocType::Factura | DocType::Boleta)
            || number.is_of_boletas() != affected.number.is_of_boletas()
        {
            return Err(Refusal::NoteSeries);
        }
        if input.issued_at.date() < affected.issued {
            return Err(Refusal::NoteDate);
        }
        let description = one_line(&input.description, 501);
        if description.is_empty() || description.chars().count() > 500 {
            return Err(Refusal::ReasonText);
        }
        let lines = document_lines(input.lines, input.rates, input.regime)?;
        let totals = DocTotals::of(&lines);
        if totals.total != input.total {
            return Err(Refusal::Totals { lines: totals.total, said: input.total });
        }
        let is_debit = matches!(input.reason, Reason::Debit(_));
        if is_debit && number.is_of_boletas() && totals.total > IDENTITY_ABOVE && !input.customer.is_identified() {
            return Err(Refusal::CustomerIdentity);
        }
        check_reason(input.reason, affected, &totals, &input.instalments, input.issued_at.date())?;
        Ok(Note {
            number,
            reason: input.reason,
            description,
            issued_at: input.issued_at,
            affected: input.affected,
            issuer: input.issuer,
            customer: input.customer,
            regime: input.regime,
            rates: input.rates,
            lines,
            instalments: input.instalments,
            totals,
        })
    }

    /// Its identity.
    pub fn number(&self) -> &DocNumber {
        &self.number
    }

    /// Its figures.
    pub fn totals(&self) -> &DocTotals {
        &self.totals
    }
}

fn check_reason(
    reason: Reason,
    affected: &Affected,
    totals: &DocTotals,
    instalments: &[Instalment],
    today: NaiveDate,
) -> Result<(), Refusal> {
    let Reason::Credit(credit) = reason else {
        return if instalments.is_empty() { Ok(()) } else { Err(Refusal::NoteReason) };
    };
    if affected.number.is_of_boletas() && !credit.suits_boleta() {
        return Err(Refusal::NoteReason);
    }
    if credit == CreditReason::Instalments {
        return if totals.total.is_zero() {
            check_instalments(instalments, affected.left, today)
        } else {
            Err(Refusal::NoteTotal(totals.total))
        };
    }
    if !instalments.is_empty() {
        return Err(Refusal::NoteReason);
    }
    if totals.total > affected.left {
        return Err(Refusal::NoteTotal(totals.total));
    }
    Ok(())
}
