//! Putting a cart aside for a moment, or for good.

use caserita_domain::access::Ability;
use caserita_store::{CartRow, CartState, Reader};
use uuid::Uuid;

use super::{
    change::{items, priced},
    draft::Draft,
    view::{Cart, HeldCart},
};
use crate::{
    App, Call, Door, Error, Result,
    gate::{Act, Op},
    settings::{optional, required},
    till::instant,
};
use caserita_licensing::Deed;

impl App {
    /// Puts the open cart on hold under a name, for any till to recall.
    pub fn hold(&self, call: &Call, name: Option<String>) -> Result<Cart> {
        self.transact(call, Op::audited("cart.hold", Ability::Sell, Deed::FinishSale), |act| {
            let row = self.filled_cart(act)?;
            act.about(row.id);
            put_aside(act, row, optional(name))
        })?;
        self.cart_now()
    }

    /// Carts on hold, oldest first.
    pub fn held(&self, door: Door) -> Result<Vec<HeldCart>> {
        self.allowed(door, Ability::Sell)?;
        self.store.read(|reader| {
            reader
                .held_carts::<Draft>()?
                .into_iter()
                .map(|row| {
                    let items = items(reader, &row.draft)?;
                    let cashier = row.draft.cashier_id.and_then(|id| reader.user(id).transpose()).transpose()?;
                    Ok(HeldCart {
                        id: row.id,
                        name: row.draft.hold_name.clone().unwrap_or_default(),
                        total: priced(reader, &row.draft, &items, self.today())?.totals.total,
                        lines: row.draft.lines.len(),
                        held_at: instant(row.draft.held_at.unwrap_or(row.updated_at)),
                        cashier: cashier.map(|user| user.name).unwrap_or_default(),
                    })
                })
                .collect()
        })
    }

    /// Brings a cart back from hold. A cart being filled is put on hold first.
    pub fn recall(&self, call: &Call, id: Uuid) -> Result<Cart> {
        self.transact(call, Op::audited("cart.recall", Ability::Sell, Deed::FinishSale), |act| {
            let row = act.tx.cart::<Draft>(id)?.filter(|row| row.state == CartState::Held).ok_or(Error::NotFound)?;
            match act.tx.open_cart::<Draft>(self.till_id)? {
                Some(open) if !open.draft.is_blank() => put_aside(act, open, None)?,
                Some(open) => act.tx.drop_cart(open.id)?,
                None => {}
            }
            act.about(row.id);
            act.tx.touch(caserita_store::Topic::Held);
            self.store_cart(act, row.id, Draft { held_at: None, ..row.draft })
        })?;
        self.cart_now()
    }

    /// Gives the open cart up; the audit keeps what was in it.
    pub fn discard(&self, call: &Call, reason: &str) -> Result<Cart> {
        let reason = required(reason, Error::ReasonRequired)?;
        self.transact(call, Op::audited("cart.discard", Ability::Sell, Deed::FinishSale), |act| {
            let row = self.filled_cart(act)?;
            if !row.draft.payments.is_empty() {
                return Err(Error::CartHasPayments);
            }
            let items = items(act.tx, &row.draft)?;
            act.about(row.id);
            act.note("reason", reason);
            let priced = priced(act.tx, &row.draft, &items, self.today())?;
            act.note("total", priced.totals.total.cents());
            act.note("products", items.into_iter().map(|item| item.name).collect::<Vec<_>>());
            Ok(act.tx.drop_cart(row.id)?)
        })?;
        self.cart_now()
    }

    /// Whether some cart, open or held, has money that no sale accounts for yet.
    pub(crate) fn has_money_waiting(&self, reader: &Reader<'_>) -> Result<bool> {
        let open = reader.open_cart::<Draft>(self.till_id)?;
        let held = reader.held_carts::<Draft>()?;
        Ok(open.into_iter().chain(held).any(|row| !row.draft.payments.is_empty()))
    }

    pub(super) fn filled_cart(&self, act: &Act<'_, '_>) -> Result<CartRow<Draft>> {
        act.tx.open_cart::<Draft>(self.till_id)?.filter(|row| !row.draft.lines.is_empty()).ok_or(Error::CartEmpty)
    }
}

fn put_aside(act: &mut Act<'_, '_>, row: CartRow<Draft>, name: Option<String>) -> Result<()> {
    let mut draft = row.draft;
    draft.hold_name = name.or(draft.hold_name);
    draft.held_at = Some(act.tx.now());
    draft.version += 1;
    Ok(act.tx.save_cart(row.id, row.till_id, CartState::Held, &draft)?)
}
