//! The drawer's day: open, move, look (X), count, close (Z).

mod close;
mod figures;
mod movement;
mod open;
pub(crate) mod report;

pub use close::CloseInput;
pub use figures::{CashierTotal, Figures, SeriesFigure, TenderTotal};
pub use movement::MovementInput;
pub(crate) use open::name;
pub use open::{CashState, NamedMovement, OpenSession};
