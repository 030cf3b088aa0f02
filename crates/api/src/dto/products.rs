//! The catalogue and its stock.

use caserita_app::{catalog as app, model};
use caserita_domain::catalog;
use caserita_money::{Money, Quantity};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Text, cart::TaxClass, instant, list, money, quantity, text::maybe, wire_enum};
use crate::cursor;

wire_enum! {
    /// The nature of a product.
    ProductKind = catalog::ProductKind { Good, Service, Bag }
}

wire_enum! {
    /// Which products to list.
    ProductFilter = model::ListFilter { All, Low, Inactive, NoBarcode }
}

/// What to list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductQuery {
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub q: Text,
    pub category: Option<Uuid>,
    #[param(inline)]
    pub filter: Option<ProductFilter>,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

/// One row of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProductRow {
    pub id: Uuid,
    pub sku: String,
    pub name: String,
    pub category: Option<String>,
    pub kind: ProductKind,
    pub unit: String,
    pub price: i64,
    pub tax_class: TaxClass,
    pub on_hand: Option<i64>,
    pub min_stock: Option<i64>,
    /// At or under its minimum.
    pub low: bool,
    pub active: bool,
    pub barcode: Option<String>,
    pub weighed: bool,
}

impl From<model::ProductListRow> for ProductRow {
    fn from(row: model::ProductListRow) -> ProductRow {
        ProductRow {
            id: row.id,
            sku: row.sku,
            name: row.name,
            category: row.category,
            kind: row.kind.into(),
            unit: row.unit,
            price: row.price.cents(),
            tax_class: row.tax_class.into(),
            low: row.on_hand.zip(row.min_stock).is_some_and(|(on_hand, least)| on_hand <= least),
            on_hand: row.on_hand.map(Quantity::thousandths),
            min_stock: row.min_stock.map(Quantity::thousandths),
            active: row.active,
            barcode: row.barcode,
            weighed: row.weighed,
        }
    }
}

/// A page of products.
#[derive(Serialize, ToSchema)]
pub(crate) struct ProductPage {
    pub rows: Vec<ProductRow>,
    pub next: Option<String>,
}

impl From<model::Page<model::ProductListRow, (String, i64)>> for ProductPage {
    fn from(page: model::Page<model::ProductListRow, (String, i64)>) -> ProductPage {
        ProductPage { rows: list(page.rows), next: page.next.as_ref().map(cursor::encode) }
    }
}

/// A presentation as its editor sends it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PresentationInput {
    /// The one it changes; null for a new one.
    pub id: Option<Uuid>,
    pub name: Text,
    pub unit: Text,
    /// Base units in it.
    pub factor: i64,
    pub price: i64,
    pub wholesale_price: Option<i64>,
    pub wholesale_from: Option<i64>,
    pub barcodes: Vec<Text>,
    pub active: bool,
}

impl From<PresentationInput> for app::PresentationInput {
    fn from(input: PresentationInput) -> app::PresentationInput {
        app::PresentationInput {
            id: input.id,
            name: input.name.into(),
            unit: input.unit.into(),
            factor: quantity(input.factor),
            price: money(input.price),
            wholesale_price: input.wholesale_price.map(money),
            wholesale_from: input.wholesale_from.map(quantity),
            barcodes: list(input.barcodes),
            active: input.active,
        }
    }
}

/// A product as its editor sends it, the base presentation first.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductInput {
    /// Null to be given one.
    pub sku: Option<Text>,
    pub name: Text,
    pub short_name: Option<Text>,
    pub category_id: Option<Uuid>,
    pub brand: Option<Text>,
    pub kind: ProductKind,
    pub tax_class: TaxClass,
    pub weighed: bool,
    pub base_unit: Text,
    pub tracks_stock: bool,
    pub min_stock: Option<i64>,
    /// Of a base unit.
    pub cost: Option<i64>,
    /// Place among the quick keys.
    pub quick_position: Option<i64>,
    pub active: bool,
    pub presentations: Vec<PresentationInput>,
}

impl From<ProductInput> for app::ProductInput {
    fn from(input: ProductInput) -> app::ProductInput {
        app::ProductInput {
            sku: maybe(input.sku),
            name: input.name.into(),
            short_name: maybe(input.short_name),
            category_id: input.category_id,
            brand: maybe(input.brand),
            kind: input.kind.into(),
            tax_class: input.tax_class.into(),
            weighed: input.weighed,
            base_unit: input.base_unit.into(),
            tracks_stock: input.tracks_stock,
            min_stock: input.min_stock.map(quantity),
            cost: input.cost.map(money),
            quick_position: input.quick_position,
            active: input.active,
            presentations: list(input.presentations),
        }
    }
}

/// One way a product is sold.
#[derive(Serialize, ToSchema)]
pub(crate) struct Presentation {
    pub id: Uuid,
    pub name: String,
    pub unit: String,
    pub factor: i64,
    pub price: i64,
    pub wholesale_price: Option<i64>,
    pub wholesale_from: Option<i64>,
    pub barcodes: Vec<String>,
    pub active: bool,
}

impl From<model::Presentation> for Presentation {
    fn from(presentation: model::Presentation) -> Presentation {
        Presentation {
            id: presentation.id,
            name: presentation.name,
            unit: presentation.unit,
            factor: presentation.factor.thousandths(),
            price: presentation.price.cents(),
            wholesale_price: presentation.wholesale_price.map(Money::cents),
            wholesale_from: presentation.wholesale_from.map(Quantity::thousandths),
            barcodes: presentation.barcodes,
            active: presentation.active,
        }
    }
}

/// A product with all that belongs to it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Product {
    pub id: Uuid,
    pub sku: String,
    pub name: String,
    pub short_name: Option<String>,
    pub category_id: Option<Uuid>,
    pub brand: Option<String>,
    pub kind: ProductKind,
    pub tax_class: TaxClass,
    pub weighed: bool,
    pub base_unit: String,
    pub tracks_stock: bool,
    pub min_stock: Option<i64>,
    pub cost: Option<i64>,
    pub quick_position: Option<i64>,
    pub active: bool,
    pub presentations: Vec<Presentation>,
    pub on_hand: Option<i64>,
    pub updated_at: DateTime<Utc>,
    pub updated_by: String,
}

impl From<app::ProductDetail> for Product {
    fn from(detail: app::ProductDetail) -> Product {
        let app::ProductDetail { product, presentations, on_hand, updated_by } = detail;
        Product {
            id: product.id,
            sku: product.sku,
            name: product.name,
            short_name: product.short_name,
            category_id: product.category_id,
            brand: product.brand,
            kind: product.kind.into(),
            tax_class: product.tax_class.into(),
            weighed: product.weighed,
            base_unit: product.base_unit,
            tracks_stock: product.tracks_stock,
            min_stock: product.min_stock.map(Quantity::thousandths),
            cost: product.cost.map(Money::cents),
            quick_position: product.quick_position,
            active: product.active,
            presentations: list(presentations),
            on_hand: on_hand.map(Quantity::thousandths),
            updated_at: instant(product.updated_at),
            updated_by,
        }
    }
}

/// A correction of stock, in base units.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AdjustInput {
    pub delta: i64,
    pub reason: Text,
}

/// Where the next page begins.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct AfterQuery {
    pub after: Option<String>,
}

/// Why stock moved.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum MovementReason {
    Sale,
    Void,
    Adjustment,
    Initial,
}

impl MovementReason {
    fn stored(name: &str) -> MovementReason {
        match name {
            "sale" => MovementReason::Sale,
            "void" => MovementReason::Void,
            "initial" => MovementReason::Initial,
            _ => MovementReason::Adjustment,
        }
    }
}

/// One row of a product's kardex.
#[derive(Serialize, ToSchema)]
pub(crate) struct StockMovement {
    pub at: DateTime<Utc>,
    pub kind: MovementReason,
    /// Base units in (positive) or out (negative).
    pub quantity: i64,
    /// The sale's number.
    pub reference: Option<String>,
    pub reason: Option<String>,
    pub user: String,
}

impl From<app::NamedStockMovement> for StockMovement {
    fn from(named: app::NamedStockMovement) -> StockMovement {
        StockMovement {
            at: instant(named.movement.at),
            kind: MovementReason::stored(&named.movement.kind),
            quantity: named.movement.quantity.thousandths(),
            reference: named.movement.reference,
            reason: named.movement.reason,
            user: named.user,
        }
    }
}

/// A page of a kardex, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct MovementPage {
    pub rows: Vec<StockMovement>,
    pub next: Option<String>,
}

impl From<model::Page<app::NamedStockMovement>> for MovementPage {
    fn from(page: model::Page<app::NamedStockMovement>) -> MovementPage {
        MovementPage { rows: list(page.rows), next: page.next.as_ref().map(cursor::encode) }
    }
}

/// A shelf of the catalogue.
#[derive(Serialize, ToSchema)]
pub(crate) struct Category {
    pub id: Uuid,
    pub name: String,
    /// Active products.
    pub products: i64,
}

impl From<model::CategoryRow> for Category {
    fn from(row: model::CategoryRow) -> Category {
        Category { id: row.id, name: row.name, products: row.products }
    }
}

/// A new shelf.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CategoryInput {
    pub name: Text,
}
