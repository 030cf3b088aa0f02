//! Paid sales: finding, showing, printing again, voiding.

mod detail;
mod paper;
mod void;

pub use caserita_store::SaleListRow;
pub use detail::{SaleDetail, SaleQuery, Voided};
pub(crate) use paper::{heading, pages, receipt};
