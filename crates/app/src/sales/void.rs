//! Undoing a sale before its Z, and printing it again.

use caserita_domain::{
    access::{Ability, Limited},
    fiscal::{DocEvent, Remedy, to_void},
};
use caserita_store::{Change, FiscalEvent, PrintJob, Reader, Reprint, Sale, SaleVoid};
use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    detail::SaleDetail,
    paper::{number_of, receipt},
};
use crate::{
    App, Approval, Call, Error, Result,
    gate::Op,
    printing::Payload,
    settings::{self, required},
};
use caserita_licensing::Deed;

/// SUNAT takes no motive of fewer letters.
const SHORTEST_REASON: usize = 3;

/// Whether a sale can be voided before SUNAT today, and the document that a void has to be asked for, if any.
pub(super) fn voidable(reader: &Reader<'_>, sale: &Sale, today: NaiveDate) -> Result<Option<Uuid>> {
    if !reader.refunds_of(sale.id)?.is_empty() {
        return Err(Error::SaleRefunded);
    }
    if !reader.charges_of(sale.id)?.is_empty() {
        return Err(Error::SaleCharged);
    }
    let Some(standing) = reader.fiscal_doc_of_sale(sale.id)? else { return Ok(None) };
    let doc = &standing.doc;
    match to_void(doc.kind, standing.state, standing.void_asked, false, doc.business_date, today)? {
        Remedy::Nothing => Ok(None),
        Remedy::Summary | Remedy::Communication => Ok(Some(doc.id)),
    }
}

impl App {
    /// Undoes a sale of the open session: stock comes back, its money leaves the figures, the sale itself stays as it was.
    pub fn void_sale(&self, call: &Call, id: Uuid, reason: &str, approval: Option<&Approval>) -> Result<SaleDetail> {
        let reason = required(reason, Error::ReasonRequired)?;
        self.transact_approved(call, Op::audited("sale.void", Ability::VoidSale, Deed::UndoIssued), approval, |act| {
            let sale = act.tx.sale(id)?.ok_or(Error::NotFound)?;
            if act.tx.sale_void(id)?.is_some() {
                return Err(Error::AlreadyVoided);
            }
            let session = act.tx.open_cash_session(self.till_id)?.filter(|session| session.id == sale.session_id);
            let session = session.ok_or(Error::SaleSessionClosed)?;
            let document = voidable(act.tx, &sale, act.today())?;
            if document.is_some() && reason.chars().count() < SHORTEST_REASON {
                return Err(Error::ReasonRequired);
            }
            let total = sale.totals.total + sale.rounding;
            let approved_by = act.within(Limited::Void(total))?;
            act.about(id);
            act.note("number", number_of(act.tx, &sale)?);
            act.note("total", total.cents());
            act.note("reason", reason.as_str());
            let (at, user_id) = (act.tx.now(), act.user.id);
            if let Some(document) = document {
                let mut asked = FiscalEvent::new(act.tx.new_id(), document, DocEvent::VoidAsked, at);
                asked.user_id = Some(user_id);
                asked.text = Some(reason.clone());
                act.tx.record(Change::FiscalDocEvent(asked))?;
            }
            act.tx.record(Change::SaleVoid(SaleVoid {
                sale_id: id,
                session_id: session.id,
                at,
                user_id,
                approved_by,
                reason,
            }))?;
            Ok(())
        })?;
        self.sale_now(id)
    }

    /// Prints a sale again, marked and counted as a copy.
    pub fn reprint_sale(&self, call: &Call, id: Uuid) -> Result<PrintJob> {
        let job = self.transact(call, Op::audited("sale.reprint", Ability::Reprint, Deed::Reprint), |act| {
            let sale = act.tx.sale(id)?.ok_or(Error::NotFound)?;
            let ticket = receipt(act.tx, &sale, true)?;
            let profile = settings::printer(act.tx)?;
            act.about(id);
            let title = number_of(act.tx, &sale)?;
            let queued = Payload::new(Some(ticket), false).queue(act.tx, &profile, &title, Some(id), true)?;
            let session_id = act.tx.open_cash_session(self.till_id)?.map(|session| session.id);
            let reprint = Reprint { id: act.tx.new_id(), sale_id: id, session_id, at: act.tx.now(), user_id: act.user.id };
            act.tx.record(Change::Reprint(reprint))?;
            queued.ok_or(Error::NoPrinter)
        })?;
        self.print_job(job)
    }
}
