//! Paid sales: finding, showing, printing again, voiding.

mod detail;
mod paper;
mod refund;
mod void;

pub use caserita_store::SaleListRow;
pub use detail::{RefundDetail, SaleDetail, SaleQuery, Voided};
pub(crate) use paper::{document_pages, heading, receipt};
pub use refund::{RefundInput, RefundQuote, Returned};
