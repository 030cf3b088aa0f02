//! A new document for one that SUNAT rejected: its number is spent, its sale is not.

use caserita_domain::{
    access::Ability,
    document::IdentityType,
    reissue::{NoReissue, is_correctable, is_lost},
};
use caserita_store::{Customer, DocStanding, FiscalDoc, Reader};
use caserita_sunat::document::Refusal;
use uuid::Uuid;

use super::{detail::DocDetail, settings::settings};
use crate::{
    App, Call, Error, Result,
    gate::{Act, Op},
    printing::Payload,
    sales::document_ticket,
    settings::printer,
};
use caserita_licensing::Deed;

impl App {
    /// Issues a rejected document anew: next number of its kind, today, the same goods and amounts. The buyer is whoever
    /// `customer_id` says; else the one it was made out to, as their card is now; a note goes to the buyer of what it
    /// corrects. Answers the new document; the old one stays rejected for ever.
    pub fn reissue_document(&self, call: &Call, id: Uuid, customer_id: Option<Uuid>) -> Result<DocDetail> {
        let new: Uuid = self.transact(call, Op::audited("document.reissue", Ability::Reprint, Deed::SendIssued), |act| {
            let old = act.tx.fiscal_doc(id)?.ok_or(Error::NotFound)?;
            let corrects = replaceable(act.tx, &old)?;
            let doc = self.anew(act, &old, corrects.as_ref(), customer_id)?;
            let doc = self.give_out(act.tx, doc)?;
            act.tx.end_fiscal_wait(id)?;
            act.about(id);
            act.note("number", doc.full_number());
            act.note("replaces", old.doc.full_number());
            let ticket = document_ticket(act.tx, doc.id)?;
            let profile = printer(act.tx)?;
            Payload::new(Some(ticket), false).queue(act.tx, &profile, &doc.full_number(), Some(doc.sale_id), false)?;
            Ok(doc.id)
        })?;
        self.document_now(new)
    }

    /// The document that takes another's place.
    fn anew(
        &self,
        act: &Act<'_, '_>,
        old: &DocStanding,
        corrects: Option<&DocStanding>,
        customer_id: Option<Uuid>,
    ) -> Result<FiscalDoc> {
        let (series, last) = act.tx.series(self.till_id, old.doc.kind)?.ok_or(Error::DocumentsOff)?;
        let doc = FiscalDoc {
            id: act.tx.new_id(),
            series,
            number: last + 1,
            till_id: self.till_id,
            affected_id: corrects.map(|affected| affected.doc.id),
            replaces_id: Some(old.doc.id),
            issued_at: act.tx.now(),
            business_date: act.today(),
            ..old.doc.clone()
        };
        made_out(act.tx, doc, corrects, customer_id)
    }
}

/// Puts the buyer in.
fn made_out(
    reader: &Reader<'_>,
    doc: FiscalDoc,
    corrects: Option<&DocStanding>,
    customer_id: Option<Uuid>,
) -> Result<FiscalDoc> {
    let doc = match (customer_id, corrects) {
        (Some(id), _) => made_out_to(doc, reader.customer(id)?.ok_or(Error::CustomerGone)?),
        (None, Some(DocStanding { doc: affected, .. })) => FiscalDoc {
            customer_id: affected.customer_id,
            customer_doc: affected.customer_doc,
            customer_number: affected.customer_number.clone(),
            customer_name: affected.customer_name.clone(),
            ..doc
        },
        (None, None) => match doc.customer_id.map(|id| reader.customer(id)).transpose()?.flatten() {
            Some(card) => made_out_to(doc, card),
            None => doc,
        },
    };
    if !doc.kind.is_of_boletas() && doc.customer_doc != IdentityType::Ruc {
        return Err(Refusal::CustomerRuc.into());
    }
    Ok(doc)
}

/// Somebody without a document is nobody to SUNAT.
fn made_out_to(doc: FiscalDoc, card: Customer) -> FiscalDoc {
    let known = card.doc_type != IdentityType::None;
    FiscalDoc {
        customer_id: Some(card.id),
        customer_doc: card.doc_type,
        customer_number: card.doc_number.filter(|_| known),
        customer_name: known.then_some(card.name),
        ..doc
    }
}

/// Whether a document can be issued anew, and which one it then corrects, if it is a note.
pub(super) fn replaceable(reader: &Reader<'_>, old: &DocStanding) -> Result<Option<DocStanding>> {
    let doc = &old.doc;
    if old.replaced_by.is_some() {
        return Err(NoReissue::Replaced.into());
    }
    let live = reader.fiscal_doc_of_sale(doc.sale_id)?.ok_or(Error::Internal("a document without its sale's"))?;
    let orphan = doc.affected_id.is_some_and(|affected| affected != live.doc.id);
    if !is_lost(old.state, orphan) {
        return Err(NoReissue::NotRejected.into());
    }
    if Some(doc.environment) != settings(reader)?.environment {
        return Err(NoReissue::Elsewhere.into());
    }
    // Of a void sale nothing is issued but the note that undoes its document.
    let undoes = doc.affected_id.is_some() && doc.refund_id.is_none() && doc.charge_id.is_none();
    if old.void_asked || (!undoes && reader.sale_void(doc.sale_id)?.is_some()) {
        return Err(Error::AlreadyVoided);
    }
    if doc.affected_id.is_none() {
        return if has_paperless_refunds(reader, doc.sale_id)? { Err(NoReissue::Returned.into()) } else { Ok(None) };
    }
    if !is_correctable(live.state, live.void_asked) {
        return Err(NoReissue::NothingToCorrect.into());
    }
    Ok(Some(live))
}

/// Whether goods came back while there was no document to correct: a new one would tell of them as sold.
fn has_paperless_refunds(reader: &Reader<'_>, sale_id: Uuid) -> Result<bool> {
    let notes = reader.fiscal_notes_of_sale(sale_id)?;
    let refunds = reader.refunds_of(sale_id)?;
    Ok(refunds.iter().any(|refund| notes.iter().all(|note| note.doc.refund_id != Some(refund.id))))
}
