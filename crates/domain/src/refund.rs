//! What a part of a sold line is worth when it comes back.

use caserita_money::{Money, Quantity, div_half_up};

/// The amounts of a line, or of what is left of it, or of a part of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Part {
    /// How much of the presentation, thousandths.
    pub quantity: Quantity,
    /// Before discounts.
    pub gross: Money,
    /// What was paid for it, tax included, without ICBPER.
    pub net: Money,
    /// IGV in `net`.
    pub igv: Money,
    /// Bag tax.
    pub icbper: Money,
    /// Bags that carried it.
    pub bags: i64,
}

impl Part {
    /// `net` without IGV.
    pub fn base(&self) -> Money {
        self.net - self.igv
    }

    /// What it takes off the sale's total.
    pub fn total(&self) -> Money {
        self.net + self.icbper
    }

    /// What is left when `other` has come back.
    pub fn less(&self, other: &Part) -> Part {
        Part {
            quantity: self.quantity - other.quantity,
            gross: self.gross - other.gross,
            net: self.net - other.net,
            igv: self.igv - other.igv,
            icbper: self.icbper - other.icbper,
            bags: self.bags - other.bags,
        }
    }

    /// So much of what is left: its share of each amount, half up; all that is left, exactly. So whatever is brought back in
    /// whatever pieces, the pieces add up to the line. None when there is not so much, or it would be worth nothing although
    /// the line is not.
    pub fn take(&self, quantity: Quantity) -> Option<Part> {
        if quantity <= Quantity::ZERO || quantity > self.quantity {
            return None;
        }
        if quantity == self.quantity {
            return Some(*self);
        }
        let share = |amount: i64| {
            div_half_up(i128::from(amount) * i128::from(quantity.thousandths()), i128::from(self.quantity.thousandths()))
        };
        let money = |amount: Money| Money::from_cents(share(amount.cents()));
        let net = money(self.net);
        if net.is_zero() && !self.net.is_zero() {
            return None;
        }
        let bags = share(self.bags);
        let icbper = if self.bags == 0 { Money::ZERO } else { Money::from_cents(self.icbper.cents() / self.bags * bags) };
        Some(Part { quantity, gross: money(self.gross).max(net), net, igv: money(self.igv).min(net), icbper, bags })
    }
}
