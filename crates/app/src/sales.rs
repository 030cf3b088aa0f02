//! Paid sales: finding, showing, printing again, voiding, taking back, charging more.

mod charge;
mod detail;
mod paper;
mod refund;
mod void;

pub use caserita_store::SaleListRow;
pub use charge::{ChargeDetail, ChargeInput};
pub use detail::{RefundDetail, SaleDetail, SaleQuery, Voided};
pub(crate) use paper::{document_pages, document_ticket, heading, receipt};
pub use refund::{RefundInput, RefundQuote, Returned};
