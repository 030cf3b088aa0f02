//! How every change to the open cart is made: load, change, store, in one transaction.

use caserita_domain::{
    document::DocKind,
    pricing::{Priced, price},
};
use caserita_store::{CartState, Reader, SaleItem};
use chrono::NaiveDate;
use uuid::Uuid;

use super::draft::Draft;
use crate::{
    App, Approval, Call, Error, Result, fiscal,
    gate::{Act, Op},
};

impl App {
    /// Goes on with the open cart, or begins one when there is none and the licence lets a sale begin.
    pub(super) fn change_cart(
        &self,
        call: &Call,
        op: Op,
        approval: Option<&Approval>,
        change: impl FnOnce(&mut Act<'_, '_>, &mut Draft) -> Result<()>,
    ) -> Result<()> {
        self.change_any_cart(call, op, approval, |act, draft| {
            act.pass.check_sale(draft.begun())?;
            change(act, draft)
        })
    }

    /// The same for what only takes out of a cart: no lock stands in its way.
    pub(super) fn change_any_cart(
        &self,
        call: &Call,
        op: Op,
        approval: Option<&Approval>,
        change: impl FnOnce(&mut Act<'_, '_>, &mut Draft) -> Result<()>,
    ) -> Result<()> {
        self.transact_approved(call, op, approval, |act| {
            let (id, mut draft) = match act.tx.open_cart::<Draft>(self.till_id)? {
                Some(row) => (row.id, row.draft),
                None => (act.tx.new_id(), Draft::default()),
            };
            act.about(id);
            let begun = draft.begun().unwrap_or(act.pass.now());
            change(act, &mut draft)?;
            draft.begun_at = (!draft.lines.is_empty()).then_some(begun);
            self.store_cart(act, id, draft)
        })
    }

    /// Stores the open cart with who last touched it.
    pub(super) fn store_cart(&self, act: &mut Act<'_, '_>, id: Uuid, mut draft: Draft) -> Result<()> {
        draft.version += 1;
        draft.cashier_id = Some(act.user.id);
        Ok(act.tx.save_cart(id, self.till_id, CartState::Open, &draft)?)
    }
}

/// What each line sells, in the draft's order.
pub(super) fn items(reader: &Reader<'_>, draft: &Draft) -> Result<Vec<SaleItem>> {
    draft.lines.iter().map(|line| reader.sale_item(line.presentation_id)?.ok_or(Error::NotFound)).collect()
}

/// Prices the draft under the shop's rates of `day`.
pub(super) fn priced(reader: &Reader<'_>, draft: &Draft, items: &[SaleItem], day: NaiveDate) -> Result<Priced> {
    let lines: Vec<_> = draft.lines.iter().zip(items).map(|(line, item)| line.pricing(item)).collect();
    Ok(price(&lines, draft.discount.as_ref().map(|given| given.value), fiscal::rates(reader, day)?))
}

/// The paper a draft will end in: what somebody chose, as long as the shop can still give it, else the usual one.
pub(super) fn doc_kind(reader: &Reader<'_>, licensed: bool, draft: &Draft) -> Result<DocKind> {
    let buyer = draft.customer_id.map(|id| reader.customer(id)).transpose()?.flatten();
    if let Some(by_hand) = &draft.by_hand {
        return Ok(by_hand.kind);
    }
    let usual = fiscal::default_kind(reader, licensed, buyer.map(|buyer| buyer.doc_type))?;
    Ok(match draft.doc_kind {
        Some(chosen) if usual.is_electronic() => chosen,
        _ => usual,
    })
}
