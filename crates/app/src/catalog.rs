//! The catalogue and its stock.

mod list;
mod product;
mod stock;

pub use list::ProductQuery;
pub(crate) use product::save as save_product;
pub use product::{PresentationInput, ProductDetail, ProductInput};
pub use stock::NamedStockMovement;
