//! Tenders received before the last one closes the sale.

use caserita_domain::{
    access::Ability,
    cash::{Pieces, fewest_pieces},
    document::full_number,
    payment::{self, PaymentError, Tender},
};
use caserita_money::Money;
use uuid::Uuid;

use super::{
    change::{items, priced},
    draft::{Draft, Received},
    view::Cart,
};
use crate::{App, Call, Door, Error, Result, gate::Op, settings::optional};
use caserita_licensing::Deed;

/// What would go back for so much cash.
#[derive(Debug, Clone)]
pub struct ChangeQuote {
    /// What is due in cash.
    pub cash_due: Money,
    /// What was handed over.
    pub received: Money,
    /// What goes back.
    pub change: Money,
    /// What is still missing.
    pub short: Money,
    /// The fewest notes and coins that make the change.
    pub breakdown: Vec<Pieces>,
}

impl From<PaymentError> for Error {
    fn from(error: PaymentError) -> Error {
        match error {
            PaymentError::Short(missing) => Error::PaymentShort { missing },
            PaymentError::ExceedsRemaining(remaining) => Error::ExceedsRemaining { remaining },
            PaymentError::Invalid => Error::AmountInvalid,
            PaymentError::CodeRequired => Error::CodeRequired,
        }
    }
}

impl App {
    /// Takes part of the total by a tender other than cash. Stored at once: the money is already there.
    pub fn add_payment(&self, call: &Call, tender: Tender, amount: Money, code: Option<String>) -> Result<Cart> {
        let code = optional(code);
        self.change_cart(call, Op::audited("cart.payment", Ability::Sell, Deed::FinishSale), None, |act, draft| {
            if draft.lines.is_empty() {
                return Err(Error::CartEmpty);
            }
            let total = priced(act.tx, draft, &items(act.tx, draft)?, self.today())?.totals.total;
            payment::accept_other(tender, amount, payment::due(total, draft.paid()), code.as_deref())?;
            if let Some(code) = &code {
                let same = |paid: &Received| paid.tender == tender && paid.operation_code.as_ref() == Some(code);
                if draft.payments.iter().any(same) {
                    return Err(Error::CodeRepeated { number: code.clone() });
                }
                if let Some((series, number)) = act.tx.sale_paid_with(tender, code, self.today())? {
                    return Err(Error::CodeRepeated { number: full_number(&series, number) });
                }
            }
            act.note("tender", tender.as_str());
            act.note("amount", amount.cents());
            draft.payments.push(Received { id: act.tx.new_id(), tender, amount, operation_code: code });
            Ok(())
        })?;
        self.cart_now()
    }

    /// Takes a tender back off.
    pub fn remove_payment(&self, call: &Call, id: Uuid) -> Result<Cart> {
        self.change_any_cart(
            call,
            Op::audited("cart.payment_removed", Ability::Sell, Deed::FinishSale),
            None,
            |act, draft| {
                let at = draft.payments.iter().position(|payment| payment.id == id).ok_or(Error::NotFound)?;
                let removed = draft.payments.remove(at);
                act.note("tender", removed.tender.as_str());
                act.note("amount", removed.amount.cents());
                Ok(())
            },
        )?;
        self.cart_now()
    }

    /// What would go back if the customer handed over `received`.
    pub fn change_for(&self, door: Door, received: Money) -> Result<ChangeQuote> {
        self.allowed(door, Ability::Sell)?;
        if received.is_negative() || received > Money::MAX_INPUT {
            return Err(Error::AmountInvalid);
        }
        let row = self.store.read(|reader| reader.open_cart::<Draft>(self.till_id))?;
        let draft = row.map(|row| row.draft).unwrap_or_default();
        let total = self.store.read(|reader| priced(reader, &draft, &items(reader, &draft)?, self.today()))?.totals.total;
        let due = payment::due(total, draft.paid());
        let change = (received - due.cash).max(Money::ZERO);
        Ok(ChangeQuote {
            cash_due: due.cash,
            received,
            change,
            short: (due.cash - received).max(Money::ZERO),
            breakdown: fewest_pieces(change),
        })
    }
}
