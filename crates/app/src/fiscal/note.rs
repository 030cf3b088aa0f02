//! Notes: what corrects a document, out of a return or a charge.

use caserita_domain::{
    business_day::business_date,
    document::DocKind,
    fiscal::{DocEvent, DocState},
    payment::Tender,
    tax::TaxRates,
};
use caserita_money::{Money, Quantity};
use caserita_store::{Change, Charge, DocStanding, FiscalDoc, FiscalEvent, Reader, Refund, RefundLine, Sale, SaleLine, Tx};
use caserita_sunat::{
    catalog::{CreditReason, DebitReason, unit_code},
    document::{Affected, LineInput, Note, NoteInput, Reason},
};
use uuid::Uuid;

use super::{
    issue::{bags, buyer, doc_number, lima, line_input},
    settings::issuer,
};
use crate::{App, Error, Result, till::instant};

impl App {
    /// Issues the credit note of a refund that is on record.
    pub(crate) fn issue_credit(&self, tx: &mut Tx<'_>, refund: &Refund, affected: &DocStanding) -> Result<FiscalDoc> {
        let note = FiscalDoc {
            refund_id: Some(refund.id),
            issued_at: refund.at,
            reason_code: Some(refund.reason_code.clone()),
            reason: Some(refund.reason.clone()),
            ..self.note_of(tx, affected, credit_kind(affected.doc.kind))?
        };
        self.give_out(tx, note)
    }

    /// Issues the debit note of a charge that is on record.
    pub(crate) fn issue_debit(&self, tx: &mut Tx<'_>, charge: &Charge, affected: &DocStanding) -> Result<FiscalDoc> {
        let note = FiscalDoc {
            charge_id: Some(charge.id),
            issued_at: charge.at,
            reason_code: Some(charge.kind.code().to_owned()),
            reason: Some(charge.reason.clone()),
            ..self.note_of(tx, affected, debit_kind(affected.doc.kind))?
        };
        self.give_out(tx, note)
    }

    /// Undoes by credit note a document whose sale is void and whose days to be voided are over: there was no line meanwhile.
    pub(super) fn annul(&self, affected: &DocStanding, reason: String) -> Result<()> {
        self.transact_system(|tx| {
            let note = FiscalDoc {
                issued_at: tx.now(),
                reason_code: Some(CreditReason::Annulment.code().to_owned()),
                reason: Some(reason),
                ..self.note_of(tx, affected, credit_kind(affected.doc.kind))?
            };
            let note = self.give_out(tx, note)?;
            let mut told = FiscalEvent::new(tx.new_id(), affected.doc.id, DocEvent::Annulled, tx.now());
            told.text = Some(note.full_number());
            Ok(tx.record(Change::FiscalDocEvent(told))?)
        })
    }

    /// A note with the next number of its kind, to the buyer of what it corrects; what it is for is still missing.
    fn note_of(&self, tx: &Tx<'_>, affected: &DocStanding, kind: DocKind) -> Result<FiscalDoc> {
        let (series, last) = tx.series(self.till_id, kind)?.ok_or(Error::DocumentsOff)?;
        Ok(FiscalDoc {
            id: tx.new_id(),
            kind,
            series,
            number: last + 1,
            till_id: self.till_id,
            refund_id: None,
            charge_id: None,
            affected_id: Some(affected.doc.id),
            replaces_id: None,
            business_date: business_date(instant(tx.now())),
            ..affected.doc.clone()
        })
    }
}

/// The kind of note that takes something off a document.
pub(crate) fn credit_kind(affected: DocKind) -> DocKind {
    if affected.is_of_boletas() { DocKind::CreditoBoleta } else { DocKind::CreditoFactura }
}

/// The kind of note that charges something on a document.
pub(crate) fn debit_kind(affected: DocKind) -> DocKind {
    if affected.is_of_boletas() { DocKind::DebitoBoleta } else { DocKind::DebitoFactura }
}

/// What a note says, out of the return or the charge it is for.
struct Content {
    reason: Reason,
    lines: Vec<LineInput>,
    total: Money,
}

/// The note `doc` of the sale, on the document `affected_id`.
pub(super) fn note_document(reader: &Reader<'_>, doc: &FiscalDoc, sale: &Sale, affected_id: Uuid) -> Result<Note> {
    let affected = reader.fiscal_doc(affected_id)?.ok_or(Error::Internal("a note of nothing"))?.doc;
    // Its lines were priced under the rates of the sale, whatever day its document was issued on.
    let rates = TaxRates::of(affected.regime, sale.business_date);
    let Content { reason, lines, total } = match doc.charge_id {
        Some(charge_id) => charged(reader, sale, charge_id)?,
        None => credited(reader, doc, sale, rates)?,
    };
    Ok(Note::new(NoteInput {
        reason,
        description: doc.reason.clone().unwrap_or_default(),
        series: doc.series.clone(),
        number: doc.number,
        issued_at: lima(doc.issued_at).1,
        affected: Affected {
            number: doc_number(&affected)?,
            issued: affected.business_date,
            left: affected.total - credited_before(reader, doc, affected_id)?,
        },
        issuer: issuer(reader)?,
        customer: buyer(doc.customer_doc, doc.customer_number.as_deref(), doc.customer_name.as_deref())?,
        regime: affected.regime,
        rates,
        lines,
        instalments: Vec::new(),
        total,
    })?)
}

/// What credit notes took off a document before this one. Those issued since do not count against one that is signed late.
fn credited_before(reader: &Reader<'_>, doc: &FiscalDoc, affected_id: Uuid) -> Result<Money> {
    let counts = |note: &DocStanding| {
        let standing = note.state != DocState::Rejected && note.replaced_by.is_none();
        note.doc.charge_id.is_none() && note.doc.issued_at < doc.issued_at && standing
    };
    let notes = reader.fiscal_notes_of(affected_id)?;
    Ok(notes.into_iter().filter(counts).map(|note| note.doc.total).sum())
}

/// What a credit note gives back: a return, or the whole sale when it is void.
pub(crate) fn given_back(reader: &Reader<'_>, note: &FiscalDoc, sale: &Sale) -> Result<Refund> {
    if let Some(id) = note.refund_id {
        let refund = reader.refunds_of(sale.id)?.into_iter().find(|refund| refund.id == id);
        return refund.ok_or(Error::Internal("a note without its refund"));
    }
    let void = reader.sale_void(sale.id)?.ok_or(Error::Internal("a note for nothing"))?;
    let rates = TaxRates::of(note.regime, sale.business_date);
    let line = |sold: &SaleLine| RefundLine {
        line_no: sold.line_no,
        quantity: sold.quantity,
        restock: true,
        gross: sold.gross,
        net: sold.base + sold.igv,
        base: sold.base,
        igv: sold.igv,
        icbper: sold.icbper,
        bags: bags(sold.icbper, rates),
    };
    Ok(Refund {
        id: note.id,
        sale_id: sale.id,
        session_id: void.session_id,
        at: void.at,
        user_id: void.user_id,
        approved_by: void.approved_by,
        reason_code: note.reason_code.clone().unwrap_or_default(),
        reason: void.reason,
        tender: sale.payments.first().map_or(Tender::Cash, |payment| payment.tender),
        total: sale.totals.total,
        paid_back: sale.totals.total + sale.rounding,
        lines: sale.lines.iter().map(line).collect(),
    })
}

fn credited(reader: &Reader<'_>, doc: &FiscalDoc, sale: &Sale, rates: TaxRates) -> Result<Content> {
    let refund = given_back(reader, doc, sale)?;
    let reason = doc.reason_code.as_deref().and_then(CreditReason::from_code).ok_or(Error::Internal("no motive"))?;
    let mut lines = Vec::new();
    for back in &refund.lines {
        let sold = sale.lines.iter().find(|line| line.line_no == back.line_no).ok_or(Error::Internal("no such line"))?;
        lines.push(LineInput {
            quantity: back.quantity,
            gross: back.gross,
            net: back.net,
            base: back.base,
            igv: back.igv,
            icbper: back.icbper,
            bags: back.bags,
            ..line_input(reader, sold, rates)?
        });
    }
    Ok(Content { reason: Reason::Credit(reason), lines, total: refund.total })
}

fn charged(reader: &Reader<'_>, sale: &Sale, charge_id: Uuid) -> Result<Content> {
    let charges = reader.charges_of(sale.id)?;
    let charge = charges.iter().find(|one| one.id == charge_id).ok_or(Error::Internal("a note without its charge"))?;
    let reason = DebitReason::from_code(charge.kind.code()).ok_or(Error::Internal("no motive"))?;
    let line = LineInput {
        description: charge_words(charge),
        code: None,
        unit: unit_code("", true),
        quantity: Quantity::units(1),
        class: charge.tax_class,
        gross: charge.total,
        net: charge.total,
        base: charge.base,
        igv: charge.igv,
        icbper: Money::ZERO,
        bags: 0,
    };
    Ok(Content { reason: Reason::Debit(reason), lines: vec![line], total: charge.total })
}

/// What a charge is called on its note: `Intereses por mora: pagó un mes tarde`.
pub(crate) fn charge_words(charge: &Charge) -> String {
    let name = DebitReason::from_code(charge.kind.code()).map(DebitReason::name).unwrap_or_default();
    format!("{name}: {}", charge.reason)
}
