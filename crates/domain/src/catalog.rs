//! What a shop sells.

use caserita_money::{Money, Quantity};
use serde::{Deserialize, Serialize};

/// A cheaper price from a quantity on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Wholesale {
    /// Price of one, tax included.
    pub price: Money,
    /// From this quantity of the presentation.
    pub from: Quantity,
}

/// The nature of a product.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProductKind {
    /// Goods on a shelf.
    Good,
    /// Work done; no stock.
    Service,
    /// A plastic bag; carries ICBPER.
    Bag,
}

impl ProductKind {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            ProductKind::Good => "good",
            ProductKind::Service => "service",
            ProductKind::Bag => "bag",
        }
    }

    /// The kind stored under `name`.
    pub fn parse(name: &str) -> Option<ProductKind> {
        [ProductKind::Good, ProductKind::Service, ProductKind::Bag].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// Whether `quantity` can be sold: positive, within reach, and whole unless the product is weighed.
pub fn quantity_is_sellable(quantity: Quantity, weighed: bool) -> bool {
    quantity > Quantity::ZERO && quantity <= Quantity::MAX_INPUT && (weighed || quantity.is_whole())
}
