//! The catalogue page by page.

use caserita_domain::{catalog::ProductKind, tax::TaxClass};
use caserita_money::{Money, Quantity};
use rusqlite::{Row, params};
use uuid::Uuid;

use super::search::words_query;
use crate::{
    Reader, Result,
    value::{money, named, quantity_maybe},
};

/// Which products to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListFilter {
    /// Active ones.
    #[default]
    All,
    /// At or under their minimum.
    Low,
    /// No longer sold.
    Inactive,
    /// Without any barcode.
    NoBarcode,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductListRow {
    /// Position for paging among equal names.
    pub seq: i64,
    /// Identity.
    pub id: Uuid,
    /// The shop's own code.
    pub sku: String,
    /// Name.
    pub name: String,
    /// Category name.
    pub category: Option<String>,
    /// Nature.
    pub kind: ProductKind,
    /// Unit of the base presentation.
    pub unit: String,
    /// Price of the base presentation.
    pub price: Money,
    /// IGV class.
    pub tax_class: TaxClass,
    /// Base units there are, when tracked.
    pub on_hand: Option<Quantity>,
    /// Minimum.
    pub min_stock: Option<Quantity>,
    /// Whether it can be sold.
    pub active: bool,
    /// One barcode.
    pub barcode: Option<String>,
    /// Sold by weight.
    pub weighed: bool,
}

impl Reader<'_> {
    /// A page of products by name, after the one with this name and position.
    pub fn products(
        &self,
        text: &str,
        category: Option<Uuid>,
        filter: ListFilter,
        after: Option<(&str, i64)>,
        limit: i64,
    ) -> Result<Vec<ProductListRow>> {
        let query = words_query(text);
        let hits =
            if query.is_some() { "AND p.seq IN (SELECT rowid FROM product_words WHERE product_words MATCH ?1)" } else { "" };
        let condition = match filter {
            ListFilter::All => "p.active = 1",
            ListFilter::Low => "p.active = 1 AND p.tracks_stock = 1 AND COALESCE(l.on_hand, 0) <= p.min_stock",
            ListFilter::Inactive => "p.active = 0",
            ListFilter::NoBarcode => {
                "p.active = 1 AND NOT EXISTS (SELECT 1 FROM presentation x JOIN barcode b ON b.presentation_id = x.id
                                              WHERE x.product_id = p.id)"
            }
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT p.*, c.name AS category, l.on_hand, s.unit, s.price,
                    (SELECT code FROM barcode b WHERE b.presentation_id = s.id LIMIT 1) AS barcode
             FROM product p
             JOIN presentation s ON s.id = (SELECT id FROM presentation WHERE product_id = p.id ORDER BY position LIMIT 1)
             LEFT JOIN category c ON c.id = p.category_id
             LEFT JOIN stock_level l ON l.product_id = p.id
             WHERE {condition} AND ?1 IS ?1 {hits} AND (?2 IS NULL OR p.category_id = ?2)
               AND (p.name COLLATE NOCASE, p.seq) > (?3, ?4)
             ORDER BY p.name COLLATE NOCASE, p.seq LIMIT ?5"
        ))?;
        let (name, seq) = after.unwrap_or(("", -1));
        let mut rows = statement.query(params![query, category, name, seq, limit])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(list_row(row)?);
        }
        Ok(found)
    }
}

fn list_row(row: &Row) -> Result<ProductListRow> {
    let tracks_stock: bool = row.get("tracks_stock")?;
    Ok(ProductListRow {
        seq: row.get("seq")?,
        id: row.get("id")?,
        sku: row.get("sku")?,
        name: row.get("name")?,
        category: row.get("category")?,
        kind: named(row, "kind", ProductKind::parse)?,
        unit: row.get("unit")?,
        price: money(row, "price")?,
        tax_class: named(row, "tax_class", TaxClass::parse)?,
        on_hand: if tracks_stock { Some(quantity_maybe(row, "on_hand")?.unwrap_or_default()) } else { None },
        min_stock: quantity_maybe(row, "min_stock")?,
        active: row.get("active")?,
        barcode: row.get("barcode")?,
        weighed: row.get("weighed")?,
    })
}
