//! Products as registers, and the words they are found by.

use caserita_domain::{catalog::ProductKind, tax::TaxClass};
use caserita_money::{Money, Quantity};
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::text::{sort_name, words};
use crate::{
    Change, Millis, Patch, Reader, Register, Result,
    value::{money_maybe, named, quantity_maybe},
};

/// Something the shop sells. Its prices stand on its presentations.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Product {
    /// Identity.
    pub id: Uuid,
    /// The shop's own code, unique.
    pub sku: String,
    /// Full name.
    pub name: String,
    /// Name for narrow paper.
    pub short_name: Option<String>,
    /// Shelf.
    pub category_id: Option<Uuid>,
    /// Brand.
    pub brand: Option<String>,
    /// Nature.
    pub kind: ProductKind,
    /// IGV class.
    pub tax_class: TaxClass,
    /// Sold by weight.
    pub weighed: bool,
    /// Unit its stock is kept in.
    pub base_unit: String,
    /// Whether sales move its stock.
    pub tracks_stock: bool,
    /// Level at which to buy more; thousandths of the base unit.
    pub min_stock: Option<Quantity>,
    /// Last known cost of a base unit.
    pub cost: Option<Money>,
    /// Place among the quick keys.
    pub quick_position: Option<i64>,
    /// Whether it can be sold.
    pub active: bool,
    /// Last edit, milliseconds UTC.
    pub updated_at: Millis,
    /// Who edited it last.
    pub updated_by: Option<Uuid>,
}

impl Register for Product {
    fn id(&self) -> Uuid {
        self.id
    }

    fn change(patch: Patch) -> Change {
        Change::Product(patch)
    }

    fn load(connection: &Connection, id: Uuid) -> Result<Option<Product>> {
        let mut statement = connection.prepare_cached("SELECT * FROM product WHERE id = ?1")?;
        statement.query_row([id], |row| Ok(product(row))).optional()?.transpose()
    }

    fn save(&self, connection: &Connection) -> Result<()> {
        let seq: i64 = connection
            .prepare_cached(
                "INSERT INTO product (id, sku, name, short_name, category_id, brand, kind, tax_class, weighed, base_unit,
                                      tracks_stock, min_stock, cost, quick_position, active, updated_at, updated_by,
                                      sort_name, words)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, '')
                 ON CONFLICT (id) DO UPDATE SET sku = excluded.sku, name = excluded.name, short_name = excluded.short_name,
                     category_id = excluded.category_id, brand = excluded.brand, kind = excluded.kind,
                     tax_class = excluded.tax_class, weighed = excluded.weighed, base_unit = excluded.base_unit,
                     tracks_stock = excluded.tracks_stock, min_stock = excluded.min_stock, cost = excluded.cost,
                     quick_position = excluded.quick_position, active = excluded.active,
                     updated_at = excluded.updated_at, updated_by = excluded.updated_by, sort_name = excluded.sort_name
                 RETURNING seq",
            )?
            .query_row(
                params![
                    self.id,
                    self.sku,
                    self.name,
                    self.short_name,
                    self.category_id,
                    self.brand,
                    self.kind.as_str(),
                    self.tax_class.as_str(),
                    self.weighed,
                    self.base_unit,
                    self.tracks_stock,
                    self.min_stock.map(Quantity::thousandths),
                    self.cost.map(Money::cents),
                    self.quick_position,
                    self.active,
                    self.updated_at,
                    self.updated_by,
                    sort_name(&self.name),
                ],
                |row| row.get(0),
            )?;
        connection
            .prepare_cached(
                "INSERT INTO product_rank (seq, sold, active) VALUES (?1, 0, ?2)
                 ON CONFLICT (seq) DO UPDATE SET active = excluded.active",
            )?
            .execute(params![seq, self.active])?;
        reindex(connection, self.id)
    }
}

fn product(row: &Row) -> Result<Product> {
    Ok(Product {
        id: row.get("id")?,
        sku: row.get("sku")?,
        name: row.get("name")?,
        short_name: row.get("short_name")?,
        category_id: row.get("category_id")?,
        brand: row.get("brand")?,
        kind: named(row, "kind", ProductKind::parse)?,
        tax_class: named(row, "tax_class", TaxClass::parse)?,
        weighed: row.get("weighed")?,
        base_unit: row.get("base_unit")?,
        tracks_stock: row.get("tracks_stock")?,
        min_stock: quantity_maybe(row, "min_stock")?,
        cost: money_maybe(row, "cost")?,
        quick_position: row.get("quick_position")?,
        active: row.get("active")?,
        updated_at: row.get("updated_at")?,
        updated_by: row.get("updated_by")?,
    })
}

/// Writes the words a product is found by: its names, brand, code, category and the presentations it is sold in.
pub(crate) fn reindex(connection: &Connection, id: Uuid) -> Result<()> {
    let found: Option<(i64, String)> = connection
        .prepare_cached(
            "SELECT p.seq, concat_ws (' ', p.name, p.short_name, p.brand, p.sku, c.name,
                        (SELECT group_concat (name, ' ' ORDER BY position, id) FROM presentation
                         WHERE product_id = p.id AND active = 1))
             FROM product p LEFT JOIN category c ON c.id = p.category_id WHERE p.id = ?1",
        )?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    let Some((seq, text)) = found else { return Ok(()) };
    connection.prepare_cached("UPDATE product SET words = ?2 WHERE seq = ?1")?.execute(params![seq, words(&text)])?;
    for table in ["product_words", "product_trigrams"] {
        connection
            .prepare_cached(&format!("INSERT OR REPLACE INTO {table} (rowid, text) VALUES (?1, ?2)"))?
            .execute(params![seq, text])?;
    }
    Ok(())
}

impl Reader<'_> {
    /// One product.
    pub fn product(&self, id: Uuid) -> Result<Option<Product>> {
        Product::load(self.connection, id)
    }

    /// How many products there are, sold or not.
    pub fn product_count(&self) -> Result<i64> {
        Ok(self.connection.query_row("SELECT COUNT(*) FROM product_rank", [], |row| row.get(0))?)
    }

    /// The product with this code of the shop's own.
    pub fn product_by_sku(&self, sku: &str) -> Result<Option<Product>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM product WHERE sku = ?1")?;
        statement.query_row([sku], |row| Ok(product(row))).optional()?.transpose()
    }

    /// The next free code of the shop's own: `P00001`, counting products.
    pub fn next_sku(&self) -> Result<String> {
        let last: i64 = self.connection.query_row("SELECT COALESCE(MAX(seq), 0) FROM product", [], |row| row.get(0))?;
        let mut next = last + 1;
        loop {
            let sku = format!("P{next:05}");
            if self.product_by_sku(&sku)?.is_none() {
                return Ok(sku);
            }
            next += 1;
        }
    }
}
