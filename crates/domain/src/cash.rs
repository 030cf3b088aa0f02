//! The drawer: notes and coins, movements, the figures of a closing.

use caserita_money::Money;
use serde::{Deserialize, Serialize};

/// Peruvian notes and coins in circulation, in céntimos, largest first (the S/ 0.05 coin left in 2019).
pub const DENOMINATIONS: [Money; 11] = [
    Money::from_cents(20_000),
    Money::from_cents(10_000),
    Money::from_cents(5_000),
    Money::from_cents(2_000),
    Money::from_cents(1_000),
    Money::from_cents(500),
    Money::from_cents(200),
    Money::from_cents(100),
    Money::from_cents(50),
    Money::from_cents(20),
    Money::from_cents(10),
];

/// Notes offered as one key when paying, smallest first.
pub const QUICK_NOTES: [Money; 5] = [
    Money::from_cents(1_000),
    Money::from_cents(2_000),
    Money::from_cents(5_000),
    Money::from_cents(10_000),
    Money::from_cents(20_000),
];

/// So many pieces of one denomination.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pieces {
    /// Face value.
    pub value: Money,
    /// How many; never negative.
    pub count: i64,
}

/// The fewest notes and coins that make `amount`, largest first. A rest under S/ 0.10 has no coin and is left out.
pub fn fewest_pieces(amount: Money) -> Vec<Pieces> {
    let mut left = amount.max(Money::ZERO).cents();
    let mut pieces = Vec::new();
    for value in DENOMINATIONS {
        let count = left / value.cents();
        left %= value.cents();
        if count > 0 {
            pieces.push(Pieces { value, count });
        }
    }
    pieces
}

/// A count names something that is not Peruvian money, or fewer than none of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a count of Peruvian notes and coins")]
pub struct CountError;

/// What counted pieces are worth.
pub fn count_total(pieces: &[Pieces]) -> Result<Money, CountError> {
    pieces
        .iter()
        .map(|piece| {
            let known = DENOMINATIONS.contains(&piece.value) && (0..=1_000_000).contains(&piece.count);
            known.then(|| Money::from_cents(piece.value.cents() * piece.count)).ok_or(CountError)
        })
        .sum::<Result<Money, CountError>>()
}

/// Cash put in or taken out of the drawer apart from sales.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MovementKind {
    /// Ingreso.
    Income,
    /// Retiro.
    Withdrawal,
}

impl MovementKind {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            MovementKind::Income => "income",
            MovementKind::Withdrawal => "withdrawal",
        }
    }

    /// The kind stored under `name`.
    pub fn parse(name: &str) -> Option<MovementKind> {
        [MovementKind::Income, MovementKind::Withdrawal].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Cash that should be in the drawer.
pub fn expected_cash(float: Money, taken: Money, income: Money, withdrawn: Money) -> Money {
    float + taken + income - withdrawn
}
