//! A presentation with all a cart needs to know of it.

use caserita_domain::{barcode, catalog::Wholesale, tax::TaxClass};
use caserita_money::{Money, Quantity};
use rusqlite::{OptionalExtension, Row};
use uuid::Uuid;

use crate::{
    Reader, Result,
    value::{collect, money, money_maybe, named, quantity, quantity_maybe},
};

/// One sellable thing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleItem {
    /// The presentation.
    pub presentation_id: Uuid,
    /// Its product.
    pub product_id: Uuid,
    /// Product name.
    pub name: String,
    /// Product name for narrow paper.
    pub short_name: Option<String>,
    /// Presentation name.
    pub detail: String,
    /// Unit beside a quantity.
    pub unit: String,
    /// Base units in one, thousandths.
    pub factor: Quantity,
    /// Price of one.
    pub price: Money,
    /// Cheaper from a quantity on.
    pub wholesale: Option<Wholesale>,
    /// Sold by weight.
    pub weighed: bool,
    /// Carries ICBPER.
    pub is_bag: bool,
    /// IGV class.
    pub tax_class: TaxClass,
    /// Whether sales move its stock.
    pub tracks_stock: bool,
    /// Base units there are, when tracked.
    pub on_hand: Option<Quantity>,
    /// Cost of a base unit.
    pub cost: Option<Money>,
    /// Whether both product and presentation are active.
    pub active: bool,
    /// One of its barcodes.
    pub code: Option<String>,
}

/// The columns every item query selects, over presentation `s` and product `p`.
pub(super) const COLUMNS: &str = "s.id, s.product_id, p.name AS product_name, p.short_name, s.name AS detail, s.unit,
    s.factor, s.price, s.wholesale_price, s.wholesale_from, p.weighed, p.kind = 'bag' AS is_bag, p.tax_class,
    p.tracks_stock, p.cost, s.active AND p.active AS active,
    (SELECT on_hand FROM stock_level l WHERE l.product_id = p.id) AS on_hand,
    (SELECT code FROM barcode b WHERE b.presentation_id = s.id LIMIT 1) AS code";

pub(super) fn item(row: &Row) -> Result<SaleItem> {
    let tracks_stock: bool = row.get("tracks_stock")?;
    let wholesale = money_maybe(row, "wholesale_price")?.zip(quantity_maybe(row, "wholesale_from")?);
    Ok(SaleItem {
        presentation_id: row.get("id")?,
        product_id: row.get("product_id")?,
        name: row.get("product_name")?,
        short_name: row.get("short_name")?,
        detail: row.get("detail")?,
        unit: row.get("unit")?,
        factor: quantity(row, "factor")?,
        price: money(row, "price")?,
        wholesale: wholesale.map(|(price, from)| Wholesale { price, from }),
        weighed: row.get("weighed")?,
        is_bag: row.get("is_bag")?,
        tax_class: named(row, "tax_class", TaxClass::parse)?,
        tracks_stock,
        on_hand: if tracks_stock { Some(quantity_maybe(row, "on_hand")?.unwrap_or_default()) } else { None },
        cost: money_maybe(row, "cost")?,
        active: row.get("active")?,
        code: row.get("code")?,
    })
}

impl Reader<'_> {
    /// What a presentation sells.
    pub fn sale_item(&self, presentation_id: Uuid) -> Result<Option<SaleItem>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM presentation s JOIN product p ON p.id = s.product_id WHERE s.id = ?1"
        ))?;
        statement.query_row([presentation_id], |row| Ok(item(row))).optional()?.transpose()
    }

    /// The item with exactly this code: a barcode in any spelling a reader may send, else the shop's own code.
    pub fn item_by_code(&self, code: &str) -> Result<Option<SaleItem>> {
        let mut by_barcode = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM barcode x JOIN presentation s ON s.id = x.presentation_id
             JOIN product p ON p.id = s.product_id WHERE x.code = ?1"
        ))?;
        for spelling in barcode::spellings(code) {
            if let Some(found) = by_barcode.query_row([spelling], |row| Ok(item(row))).optional()? {
                return found.map(Some);
            }
        }
        let mut by_sku = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM product p JOIN presentation s ON s.product_id = p.id
             WHERE p.sku = ?1 ORDER BY s.active DESC, s.position LIMIT 1"
        ))?;
        by_sku.query_row([code], |row| Ok(item(row))).optional()?.transpose()
    }

    /// Active presentations of one product, the base one first.
    pub fn items_of(&self, product_id: Uuid) -> Result<Vec<SaleItem>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM product p JOIN presentation s ON s.product_id = p.id
             WHERE p.id = ?1 AND p.active = 1 AND s.active = 1 ORDER BY s.position, s.id"
        ))?;
        collect(statement.query([product_id])?, item)
    }

    /// The base presentations of the products on quick keys, in their order.
    pub fn quick_items(&self) -> Result<Vec<SaleItem>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM product p JOIN presentation s ON s.product_id = p.id
             WHERE p.quick_position IS NOT NULL AND p.active = 1 AND s.active = 1
               AND s.position = (SELECT MIN(position) FROM presentation WHERE product_id = p.id AND active = 1)
             ORDER BY p.quick_position, p.seq"
        ))?;
        collect(statement.query([])?, item)
    }
}
