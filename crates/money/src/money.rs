//! Amounts in soles.

use std::{
    fmt,
    iter::Sum,
    ops::{Add, AddAssign, Neg, Sub, SubAssign},
    str::FromStr,
};

use serde::{Deserialize, Serialize};

use crate::{Quantity, rounding::div_half_up};

/// An amount of soles in integer céntimos. May be negative (a difference, a rounding).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Money(i64);

impl Money {
    /// No money.
    pub const ZERO: Money = Money(0);
    /// The largest amount a person may type: ten million soles. Sums stay far from overflow.
    pub const MAX_INPUT: Money = Money(1_000_000_000);

    /// An amount from céntimos.
    pub const fn from_cents(cents: i64) -> Money {
        Money(cents)
    }

    /// The amount in céntimos.
    pub const fn cents(self) -> i64 {
        self.0
    }

    /// Whether this is exactly zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether this is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// The price of `quantity` units at this unit price, to the nearest céntimo, halves away from zero.
    pub fn times(self, quantity: Quantity) -> Money {
        Money(div_half_up(i128::from(self.0) * i128::from(quantity.thousandths()), 1000))
    }

    /// How much of something costs this amount at `unit_price`, to the nearest thousandth. `None` when the price is not
    /// positive.
    pub fn buys_at(self, unit_price: Money) -> Option<Quantity> {
        (unit_price.0 > 0)
            .then(|| Quantity::from_thousandths(div_half_up(i128::from(self.0) * 1000, i128::from(unit_price.0))))
    }

    /// The amount rounded down to a whole multiple of S/ 0.10, in the consumer's favour, as cash must be since the S/ 0.05
    /// coin left circulation (BCRP Circular 0033-2018, Ley 29571 art. 44). Only ever applied to a cash part.
    pub fn cash_rounded_down(self) -> Money {
        Money(self.0.div_euclid(10) * 10)
    }

    /// The smaller of two amounts.
    pub fn min(self, other: Money) -> Money {
        Money(self.0.min(other.0))
    }

    /// The larger of two amounts.
    pub fn max(self, other: Money) -> Money {
        Money(self.0.max(other.0))
    }
}

/// `1,234.50`, with a minus sign in front when negative and no currency: the reader's column says S/.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let soles = (self.0.unsigned_abs() / 100).to_string();
        let mut grouped = String::new();
        for (index, digit) in soles.chars().enumerate() {
            if index > 0 && (soles.len() - index).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let sign = if self.0 < 0 { "-" } else { "" };
        f.pad(&format!("{sign}{grouped}.{:02}", self.0.unsigned_abs() % 100))
    }
}

/// The text is not an amount: digits, at most one dot, at most two decimals, optional thousands commas.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ParseMoneyError;

impl fmt::Display for ParseMoneyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an amount in soles")
    }
}

impl std::error::Error for ParseMoneyError {}

impl FromStr for Money {
    type Err = ParseMoneyError;

    fn from_str(text: &str) -> Result<Money, ParseMoneyError> {
        let (sign, digits) = match text.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, text),
        };
        let plain = without_thousands(digits).ok_or(ParseMoneyError)?;
        crate::rounding::parse_scaled(&plain, 2).map(|cents| Money(sign * cents)).ok_or(ParseMoneyError)
    }
}

/// Takes thousands commas out of `1,234.50`. A comma anywhere else is refused: someone who types `2,50` means 2.50, and
/// must not be charged 250.
fn without_thousands(digits: &str) -> Option<String> {
    let (whole, rest) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
    let mut groups = whole.split(',');
    let first = groups.next().unwrap_or_default();
    let grouped = whole.contains(',');
    let sound = !rest.contains(',') && (!grouped || (1..=3).contains(&first.len())) && groups.all(|group| group.len() == 3);
    sound.then(|| digits.replace(',', ""))
}

impl Add for Money {
    type Output = Money;
    fn add(self, other: Money) -> Money {
        Money(self.0 + other.0)
    }
}

impl Sub for Money {
    type Output = Money;
    fn sub(self, other: Money) -> Money {
        Money(self.0 - other.0)
    }
}

impl Neg for Money {
    type Output = Money;
    fn neg(self) -> Money {
        Money(-self.0)
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Money) {
        *self = *self + other;
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Money) {
        *self = *self - other;
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Money>>(items: I) -> Money {
        items.fold(Money::ZERO, Add::add)
    }
}
