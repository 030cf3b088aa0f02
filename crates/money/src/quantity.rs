//! How much of something.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, Neg, Sub},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use crate::rounding::div_half_up;

/// A quantity in integer thousandths of its unit: 1000 is one unit, 845 is 0.845 kg. Negative for what leaves the shelf.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(i64);

impl Quantity {
    /// None of it.
    pub const ZERO: Quantity = Quantity(0);
    /// Exactly one unit.
    pub const ONE: Quantity = Quantity(1000);
    /// The largest quantity a person may type: one hundred thousand units.
    pub const MAX_INPUT: Quantity = Quantity(100_000_000);

    /// A quantity from thousandths.
    pub const fn from_thousandths(thousandths: i64) -> Quantity {
        Quantity(thousandths)
    }

    /// A whole number of units.
    pub const fn units(units: i64) -> Quantity {
        Quantity(units * 1000)
    }

    /// The quantity in thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// Whether there is no fraction of a unit in it.
    pub const fn is_whole(self) -> bool {
        self.0 % 1000 == 0
    }

    /// This many presentations of `factor` base units each, in base units, to the nearest thousandth.
    pub fn of_factor(self, factor: Quantity) -> Quantity {
        Quantity(div_half_up(i128::from(self.0) * i128::from(factor.0), 1000))
    }
}

/// `2` when whole, otherwise three decimals: `0.845`.
impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (units, fraction) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if fraction == 0 { f.pad(&format!("{sign}{units}")) } else { f.pad(&format!("{sign}{units}.{fraction:03}")) }
    }
}

/// The text is not a quantity: digits, at most one dot, at most three decimals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseQuantityError;

impl fmt::Display for ParseQuantityError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a quantity")
    }
}

impl std::error::Error for ParseQuantityError {}

impl FromStr for Quantity {
    type Err = ParseQuantityError;

    fn from_str(text: &str) -> Result<Quantity, ParseQuantityError> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        crate::rounding::parse_scaled(digits, 3).map(|parsed| Quantity(sign * parsed)).ok_or(ParseQuantityError)
    }
}

impl Add for Quantity {
    type Output = Quantity;
    fn add(self, other: Quantity) -> Quantity {
        Quantity(self.0 + other.0)
    }
}

impl Sub for Quantity {
    type Output = Quantity;
    fn sub(self, other: Quantity) -> Quantity {
        Quantity(self.0 - other.0)
    }
}

impl Neg for Quantity {
    type Output = Quantity;
    fn neg(self) -> Quantity {
        Quantity(-self.0)
    }
}

impl Sum for Quantity {
    fn sum<I: Iterator<Item = Quantity>>(items: I) -> Quantity {
        items.fold(Quantity::ZERO, Add::add)
    }
}
