//! What a cashier changes on a line or on the ticket.

use caserita_domain::{
    access::{Ability, Limited},
    catalog::quantity_is_sellable,
    document::DocKind,
    pricing::{Discount, Measure, Priced},
};
use caserita_money::{Money, Percent, Quantity as Amount};
use caserita_store::SaleItem;
use uuid::Uuid;

use super::{
    change::{items, priced},
    draft::{ByHand, Draft, Given},
    view::Cart,
};
use crate::{
    App, Approval, Call, Error, Result, fiscal,
    gate::{Act, Op},
    settings::{self, required},
};
use caserita_licensing::Deed;

/// How much, as a person says it: so many, or for so much money. Neither means one.
#[derive(Debug, Clone, Copy, Default)]
pub struct Quantity {
    /// So many units or kilograms.
    pub quantity: Option<Amount>,
    /// As much as this buys.
    pub amount: Option<Money>,
}

impl Quantity {
    pub(super) fn measure(self, item: &SaleItem) -> Result<Measure> {
        match (self.quantity, self.amount) {
            (None, Some(amount)) if !item.weighed || amount <= Money::ZERO || amount > Money::MAX_INPUT => {
                Err(Error::AmountInvalid)
            }
            (None, Some(amount)) => Ok(Measure::Amount(amount)),
            (None, None) if item.weighed => Err(Error::WeightRequired),
            (quantity, _) => {
                let quantity = quantity.unwrap_or(Amount::ONE);
                if quantity_is_sellable(quantity, item.weighed) {
                    Ok(Measure::Quantity(quantity))
                } else {
                    Err(Error::QuantityInvalid)
                }
            }
        }
    }
}

/// A reduction as a person says it: a share or céntimos. Zero takes an earlier one away.
#[derive(Debug, Clone, Copy)]
pub struct Off {
    /// A share.
    pub percent: Option<Percent>,
    /// Céntimos.
    pub amount: Option<Money>,
}

impl Off {
    /// The discount meant, `None` to take it away, held against what it applies to.
    fn on(self, whole: Money) -> Result<Option<Discount>> {
        let discount = match (self.percent, self.amount) {
            (Some(percent), _) if !(0..=10_000).contains(&percent.basis_points()) => return Err(Error::DiscountTooLarge),
            (Some(percent), _) => Discount::Percent(percent),
            (None, Some(amount)) if amount.is_negative() => return Err(Error::AmountInvalid),
            (None, Some(amount)) if amount > whole => return Err(Error::DiscountTooLarge),
            (None, Some(amount)) => Discount::Amount(amount),
            (None, None) => return Ok(None),
        };
        Ok((!discount.of(whole).is_zero()).then_some(discount))
    }
}

impl App {
    /// Changes how much of a line is sold.
    pub fn set_quantity(&self, call: &Call, line_no: i64, quantity: Quantity) -> Result<Cart> {
        self.change_cart(call, Op::local("cart.quantity", Ability::Sell, Deed::FinishSale), None, |act, draft| {
            let line = draft.line(line_no)?;
            let item = act.tx.sale_item(line.presentation_id)?.ok_or(Error::NotFound)?;
            let before = std::mem::replace(&mut line.measure, quantity.measure(&item)?);
            if let (Measure::Quantity(had), Measure::Quantity(has)) = (before, line.measure)
                && has < had
            {
                act.audit();
                act.note("product", item.name);
                act.note("from", had.thousandths());
                act.note("to", has.thousandths());
            }
            line.discount.take_if(|given| matches!(given.value, Discount::Amount(_)));
            self.recheck_discount(act, draft)
        })?;
        self.cart_now()
    }

    /// Sells a line at another price. Below the shelf price the drop is held against the ceiling.
    pub fn set_price(
        &self,
        call: &Call,
        line_no: i64,
        price: Money,
        reason: &str,
        approval: Option<&Approval>,
    ) -> Result<Cart> {
        if price <= Money::ZERO || price > Money::MAX_INPUT {
            return Err(Error::PriceInvalid);
        }
        let reason = required(reason, Error::ReasonRequired)?;
        self.change_cart(call, Op::audited("cart.price", Ability::Sell, Deed::FinishSale), approval, |act, draft| {
            let presentation = draft.line(line_no)?.presentation_id;
            let item = act.tx.sale_item(presentation)?.ok_or(Error::NotFound)?;
            let approved_by = match price < item.price {
                true => act.within(Limited::PriceDrop(Percent::share_rounded_up(item.price - price, item.price)))?,
                false => None,
            };
            act.note("product", item.name);
            act.note("from", item.price.cents());
            act.note("to", price.cents());
            act.note("reason", reason.as_str());
            draft.line(line_no)?.manual_price = Some(Given { value: price, reason, approved_by });
            Ok(())
        })?;
        self.cart_now()
    }

    /// Discounts a line.
    pub fn discount_line(
        &self,
        call: &Call,
        line_no: i64,
        off: Off,
        reason: &str,
        approval: Option<&Approval>,
    ) -> Result<Cart> {
        self.change_cart(
            call,
            Op::audited("cart.line_discount", Ability::Sell, Deed::FinishSale),
            approval,
            |act, draft| {
                let at = draft.lines.iter().position(|line| line.line_no == line_no).ok_or(Error::LineUnknown)?;
                draft.line(line_no)?.discount = None;
                let priced = self.priced_draft(act, draft)?;
                let gross = priced.lines.get(at).map_or(Money::ZERO, |line| line.gross);
                let given = give(act, off, gross, &Already::on(draft, &priced), reason)?;
                act.note("product", act.tx.sale_item(draft.line(line_no)?.presentation_id)?.map(|item| item.name));
                draft.line(line_no)?.discount = given;
                Ok(())
            },
        )?;
        self.cart_now()
    }

    /// Discounts the whole ticket.
    pub fn discount_ticket(&self, call: &Call, off: Off, reason: &str, approval: Option<&Approval>) -> Result<Cart> {
        self.change_cart(call, Op::audited("cart.discount", Ability::Sell, Deed::FinishSale), approval, |act, draft| {
            if draft.lines.is_empty() {
                return Err(Error::CartEmpty);
            }
            draft.discount = None;
            let priced = self.priced_draft(act, draft)?;
            let whole = priced.totals.subtotal - priced.totals.line_discounts;
            draft.discount = give(act, off, whole, &Already::on(draft, &priced), reason)?;
            Ok(())
        })?;
        self.cart_now()
    }

    /// Takes a line off; the audit keeps what it was.
    pub fn remove_line(&self, call: &Call, line_no: i64) -> Result<Cart> {
        self.change_any_cart(call, Op::audited("cart.remove", Ability::Sell, Deed::FinishSale), None, |act, draft| {
            let at = draft.lines.iter().position(|line| line.line_no == line_no).ok_or(Error::LineUnknown)?;
            let items = items(act.tx, draft)?;
            let priced = priced(act.tx, draft, &items, act.today())?;
            let amount = priced.lines.get(at).map_or(Money::ZERO, |line| line.amount());
            act.note("product", items.get(at).map(|item| item.name.clone()));
            act.note("amount", amount.cents());
            draft.lines.remove(at);
            if draft.lines.is_empty() && !draft.payments.is_empty() {
                return Err(Error::CartHasPayments);
            }
            draft.last_line = draft.lines.last().map(|line| line.line_no);
            self.recheck_discount(act, draft)
        })?;
        self.cart_now()
    }

    /// Says who buys, or that it does not matter.
    pub fn set_customer(&self, call: &Call, customer: Option<Uuid>) -> Result<Cart> {
        self.change_cart(call, Op::local("cart.customer", Ability::Sell, Deed::FinishSale), None, |act, draft| {
            if let Some(id) = customer {
                act.tx.customer(id)?.ok_or(Error::NotFound)?;
            }
            draft.customer_id = customer;
            draft.doc_kind = None;
            Ok(())
        })?;
        self.cart_now()
    }

    /// Chooses the paper the sale ends in; none is the shop's usual one for its customer.
    pub fn set_document(&self, call: &Call, kind: Option<DocKind>) -> Result<Cart> {
        self.change_cart(call, Op::local("cart.document", Ability::Sell, Deed::FinishSale), None, |act, draft| {
            if let Some(kind) = kind {
                fiscal::check_kind(act, kind)?;
            }
            draft.doc_kind = kind;
            draft.by_hand = None;
            Ok(())
        })?;
        self.cart_now()
    }

    /// Says that the sale was already written on a pre-printed paper (contingencia): it keeps that paper's number and day.
    pub fn set_by_hand(&self, call: &Call, by_hand: Option<ByHand>) -> Result<Cart> {
        self.change_cart(call, Op::local("cart.by_hand", Ability::Sell, Deed::FinishSale), None, |act, draft| {
            if let Some(paper) = &by_hand {
                fiscal::check_kind(act, paper.kind)?;
                fiscal::check_by_hand(act, paper)?;
            }
            draft.by_hand = by_hand;
            Ok(())
        })?;
        self.cart_now()
    }

    /// A ticket discount was given on what was in the cart then: so many soles are taken back when the cart shrinks, and a
    /// share when, together with the lines' own, it now passes the ceiling of whoever gave it alone.
    fn recheck_discount(&self, act: &Act<'_, '_>, draft: &mut Draft) -> Result<()> {
        let Some(given) = &draft.discount else { return Ok(()) };
        let alone = given.approved_by.is_none();
        let stands = match given.value {
            Discount::Amount(_) => false,
            Discount::Percent(_) if draft.lines.is_empty() => false,
            Discount::Percent(_) if alone => {
                let already = Already::on(draft, &self.priced_draft(act, draft)?);
                let share = Percent::share_rounded_up(already.given, already.subtotal);
                settings::ceiling(act.tx, act.user.role)?.allows(Limited::Discount(share))
            }
            Discount::Percent(_) => true,
        };
        if !stands {
            draft.discount = None;
        }
        Ok(())
    }

    fn priced_draft(&self, act: &Act<'_, '_>, draft: &Draft) -> Result<Priced> {
        priced(act.tx, draft, &items(act.tx, draft)?, act.today())
    }
}

/// What the ticket was reduced by so far without anyone else's PIN, so that small discounts cannot add up past a ceiling.
struct Already {
    given: Money,
    subtotal: Money,
}

impl Already {
    fn on(draft: &Draft, priced: &Priced) -> Already {
        let alone = |given: Option<&Given<Discount>>| given.is_some_and(|given| given.approved_by.is_none());
        let on_lines = draft.lines.iter().zip(&priced.lines).filter(|(line, _)| alone(line.discount.as_ref()));
        let on_ticket = if alone(draft.discount.as_ref()) { priced.totals.ticket_discount } else { Money::ZERO };
        Already {
            given: on_lines.map(|(_, amounts)| amounts.discount).sum::<Money>() + on_ticket,
            subtotal: priced.totals.subtotal,
        }
    }
}

/// Holds a reduction against the ceiling, alone and together with what was already given, and notes it.
fn give(act: &mut Act<'_, '_>, off: Off, whole: Money, already: &Already, reason: &str) -> Result<Option<Given<Discount>>> {
    let Some(discount) = off.on(whole)? else { return Ok(None) };
    let reason = required(reason, Error::ReasonRequired)?;
    let together = Percent::share_rounded_up(already.given + discount.of(whole), already.subtotal);
    let asked = discount.share_of(whole).max(together.min(Percent::WHOLE));
    let approved_by = act.within(Limited::Discount(asked))?;
    act.note("off", discount.of(whole).cents());
    act.note("of", whole.cents());
    act.note("reason", reason.as_str());
    Ok(Some(Given { value: discount, reason, approved_by }))
}
