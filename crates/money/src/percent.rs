//! Percentages.

use serde::{Deserialize, Serialize};

use crate::{Money, rounding::div_half_up};

/// A percentage in integer basis points: 1800 is 18 %.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Percent(i32);

impl Percent {
    /// Nothing.
    pub const ZERO: Percent = Percent(0);
    /// All of it.
    pub const WHOLE: Percent = Percent(10_000);

    /// A percentage from basis points.
    pub const fn from_basis_points(basis_points: i32) -> Percent {
        Percent(basis_points)
    }

    /// The percentage in basis points.
    pub const fn basis_points(self) -> i32 {
        self.0
    }

    /// This share of `amount`, to the nearest céntimo, halves away from zero.
    pub fn of(self, amount: Money) -> Money {
        Money::from_cents(div_half_up(i128::from(amount.cents()) * i128::from(self.0), 10_000))
    }

    /// What `amount` was before this percentage was put on top of it, to the nearest céntimo: the base of a price that
    /// includes its tax.
    pub fn base_of_included(self, amount: Money) -> Money {
        Money::from_cents(div_half_up(i128::from(amount.cents()) * 10_000, 10_000 + i128::from(self.0)))
    }

    /// Which share of `whole` is `part`, rounded up, so that a ceiling is never passed by a fraction of a basis point.
    /// Zero when `whole` is not positive.
    pub fn share_rounded_up(part: Money, whole: Money) -> Percent {
        if whole.cents() <= 0 {
            return Percent::ZERO;
        }
        let scaled = i128::from(part.cents()) * 10_000;
        let share =
            scaled.div_euclid(i128::from(whole.cents())) + i128::from(scaled.rem_euclid(i128::from(whole.cents())) > 0);
        Percent(i32::try_from(share).unwrap_or(i32::MAX))
    }
}

/// `18 %`, or `12.5 %` when it is not whole.
impl std::fmt::Display for Percent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let text = format!("{}.{:02}", self.0.unsigned_abs() / 100, self.0.unsigned_abs() % 100);
        write!(f, "{sign}{} %", text.trim_end_matches('0').trim_end_matches('.'))
    }
}
