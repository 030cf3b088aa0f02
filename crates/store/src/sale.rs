//! Paid sales: written once, with everything that follows from them.

mod list;
mod query;
mod record;

pub(crate) use list::number_in;
pub use list::{SaleFilter, SaleListRow};
pub use query::SeriesNumbers;
pub use record::{CustomerSnapshot, Payment, Reprint, Sale, SaleLine, SaleVoid};
pub(crate) use record::{insert, reprint, void};
