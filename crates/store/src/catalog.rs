//! Products and what is needed to find and sell them.

mod category;
mod item;
mod list;
mod presentation;
mod product;
mod search;
mod shelf;
mod text;

pub use category::{Category, CategoryRow};
pub use item::SaleItem;
pub use list::{Find, ListFilter, ProductListRow};
pub use presentation::Presentation;
pub use product::Product;
pub use search::SearchMatch;
pub(crate) use search::words_query;
