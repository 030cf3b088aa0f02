//! The three scaled integers every amount is made of, and the few named ways to round them.
//!
//! An amount of money is integer céntimos, a quantity integer thousandths of its unit, a percentage integer basis
//! points. They are separate types so that the compiler refuses to add kilos to soles. Everything that must round does so
//! here, by name; nothing else in the workspace divides an amount.

mod money;
mod percent;
mod quantity;
mod rounding;

pub use money::{Money, ParseMoneyError};
pub use percent::Percent;
pub use quantity::{ParseQuantityError, Quantity};
pub use rounding::{div_half_up, split_by_weight};
