//! How a total is paid: any mix of tenders, cash rounded down, change from cash alone.

use caserita_money::Money;
use serde::{Deserialize, Serialize};

/// A way to pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Tender {
    /// Efectivo.
    Cash,
    /// Yape wallet.
    Yape,
    /// Plin wallet.
    Plin,
    /// Card on the bank's own terminal.
    Card,
    /// Bank transfer.
    Transfer,
}

impl Tender {
    /// Every tender, in the order a closing lists them.
    pub const ALL: [Tender; 5] = [Tender::Cash, Tender::Yape, Tender::Plin, Tender::Card, Tender::Transfer];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Tender::Cash => "cash",
            Tender::Yape => "yape",
            Tender::Plin => "plin",
            Tender::Card => "card",
            Tender::Transfer => "transfer",
        }
    }

    /// The tender stored under `name`.
    pub fn parse(name: &str) -> Option<Tender> {
        Tender::ALL.into_iter().find(|tender| tender.as_str() == name)
    }

    /// Whether the operation number must be written down: a wallet or transfer that cannot be looked up later is how fake
    /// payments pass.
    pub const fn needs_code(self) -> bool {
        matches!(self, Tender::Yape | Tender::Plin | Tender::Transfer)
    }
}

/// What is left to take once the other tenders are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Total less what other tenders paid.
    pub remaining: Money,
    /// What to take in cash.
    pub cash: Money,
    /// What cash rounding gives away; zero or negative, more than −10 céntimos.
    pub rounding: Money,
}

/// The due after `paid` by tenders other than cash. A rest under S/ 0.10 is due in cash like any other rest, and since no
/// coin can pay it, cash rounding gives it away: a cashier is never left with céntimos nobody can hand over.
pub fn due(total: Money, paid: Money) -> Due {
    let remaining = total - paid;
    let cash = remaining.cash_rounded_down();
    Due { remaining, cash, rounding: cash - remaining }
}

/// Cash handed over and what goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CashPart {
    /// Stays in the drawer.
    pub amount: Money,
    /// Came over the counter.
    pub received: Money,
    /// Goes back.
    pub change: Money,
}

/// Why a payment is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaymentError {
    /// Less cash than due.
    #[error("{0} is missing")]
    Short(Money),
    /// A tender without change was offered more than what remains.
    #[error("more than the remaining {0}")]
    ExceedsRemaining(Money),
    /// Zero, negative or absurdly large.
    #[error("not an amount to pay with")]
    Invalid,
    /// A wallet or transfer without its operation number.
    #[error("operation number missing")]
    CodeRequired,
}

/// Takes cash for what is due. No `received` means exactly the due.
pub fn take_cash(due: Due, received: Option<Money>) -> Result<CashPart, PaymentError> {
    let received = received.unwrap_or(due.cash);
    if received.is_negative() || received > Money::MAX_INPUT {
        return Err(PaymentError::Invalid);
    }
    if received < due.cash {
        return Err(PaymentError::Short(due.cash - received));
    }
    Ok(CashPart { amount: due.cash, received, change: received - due.cash })
}

/// Accepts `amount` by a tender other than cash, which gives no change.
pub fn accept_other(tender: Tender, amount: Money, due: Due, code: Option<&str>) -> Result<(), PaymentError> {
    if tender == Tender::Cash || amount <= Money::ZERO || amount > Money::MAX_INPUT {
        return Err(PaymentError::Invalid);
    }
    if amount > due.remaining {
        return Err(PaymentError::ExceedsRemaining(due.remaining));
    }
    if tender.needs_code() && code.is_none_or(|code| code.trim().is_empty()) {
        return Err(PaymentError::CodeRequired);
    }
    Ok(())
}
