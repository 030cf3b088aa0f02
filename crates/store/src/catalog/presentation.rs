//! Presentations: the unit, the six pack, the sack; each with its price and barcodes over one stock.

use caserita_domain::catalog::Wholesale;
use caserita_money::{Money, Quantity};
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::product::reindex;
use crate::{
    Change, Patch, Reader, Register, Result,
    value::{money, money_maybe, quantity, quantity_maybe},
};

/// One way a product is sold.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Presentation {
    /// Identity.
    pub id: Uuid,
    /// Of which product.
    pub product_id: Uuid,
    /// Order; the first active one is the base one.
    pub position: i64,
    /// «Botella», «Six pack».
    pub name: String,
    /// Unit shown beside a quantity: und, kg, six.
    pub unit: String,
    /// Base units in it, thousandths.
    pub factor: Quantity,
    /// Price of one, tax included.
    pub price: Money,
    /// Cheaper price of one, from `wholesale_from` on.
    pub wholesale_price: Option<Money>,
    /// Quantity of this presentation from which it is cheaper, thousandths.
    pub wholesale_from: Option<Quantity>,
    /// Whether it can be sold.
    pub active: bool,
    /// Its barcodes, each unique in the shop.
    pub barcodes: Vec<String>,
}

impl Presentation {
    /// The cheaper price, when both its fields are set.
    pub fn wholesale(&self) -> Option<Wholesale> {
        Some(Wholesale { price: self.wholesale_price?, from: self.wholesale_from? })
    }
}

impl Register for Presentation {
    fn id(&self) -> Uuid {
        self.id
    }

    fn change(patch: Patch) -> Change {
        Change::Presentation(patch)
    }

    fn load(connection: &Connection, id: Uuid) -> Result<Option<Presentation>> {
        let mut statement = connection.prepare_cached("SELECT * FROM presentation WHERE id = ?1")?;
        let found = statement.query_row([id], presentation).optional()?;
        found.map(|found| with_barcodes(connection, found)).transpose()
    }

    fn save(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO presentation (id, product_id, position, name, unit, factor, price, wholesale_price,
                                           wholesale_from, active)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)
                 ON CONFLICT (id) DO UPDATE SET position = excluded.position, name = excluded.name, unit = excluded.unit,
                     factor = excluded.factor, price = excluded.price, wholesale_price = excluded.wholesale_price,
                     wholesale_from = excluded.wholesale_from, active = excluded.active",
            )?
            .execute(params![
                self.id,
                self.product_id,
                self.position,
                self.name,
                self.unit,
                self.factor.thousandths(),
                self.price.cents(),
                self.wholesale_price.map(Money::cents),
                self.wholesale_from.map(Quantity::thousandths),
                self.active,
            ])?;
        connection.prepare_cached("DELETE FROM barcode WHERE presentation_id = ?1")?.execute([self.id])?;
        let mut insert = connection.prepare_cached("INSERT INTO barcode (code, presentation_id) VALUES (?1, ?2)")?;
        for code in &self.barcodes {
            insert.execute(params![code, self.id])?;
        }
        reindex(connection, self.product_id)
    }
}

fn presentation(row: &rusqlite::Row) -> rusqlite::Result<Presentation> {
    Ok(Presentation {
        id: row.get("id")?,
        product_id: row.get("product_id")?,
        position: row.get("position")?,
        name: row.get("name")?,
        unit: row.get("unit")?,
        factor: quantity(row, "factor")?,
        price: money(row, "price")?,
        wholesale_price: money_maybe(row, "wholesale_price")?,
        wholesale_from: quantity_maybe(row, "wholesale_from")?,
        active: row.get("active")?,
        barcodes: Vec::new(),
    })
}

fn with_barcodes(connection: &Connection, mut found: Presentation) -> Result<Presentation> {
    let mut statement = connection.prepare_cached("SELECT code FROM barcode WHERE presentation_id = ?1 ORDER BY code")?;
    found.barcodes = statement.query_map([found.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    Ok(found)
}

impl Reader<'_> {
    /// A product's presentations, the base one first, those no longer sold last.
    pub fn presentations(&self, product_id: Uuid) -> Result<Vec<Presentation>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT * FROM presentation WHERE product_id = ?1 ORDER BY active DESC, position, id")?;
        let found: Vec<Presentation> = statement.query_map([product_id], presentation)?.collect::<rusqlite::Result<_>>()?;
        found.into_iter().map(|presentation| with_barcodes(self.connection, presentation)).collect()
    }

    /// The name of the product that already has this barcode, and its presentation.
    pub fn barcode_owner(&self, code: &str) -> Result<Option<(String, Uuid)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT p.name, s.id FROM barcode b JOIN presentation s ON s.id = b.presentation_id
             JOIN product p ON p.id = s.product_id WHERE b.code = ?1",
        )?;
        Ok(statement.query_row([code], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalog::shelf;

    #[test]
    fn a_presentation_no_longer_sold_is_not_the_base_one() {
        let (_folder, store) = shelf::stocked(1, |_| "Agua".to_owned());
        let product = store.read(|reader| reader.product_by_sku("P00001")).expect("it reads").expect("it is there");
        let [unit] = &store.read(|reader| reader.presentations(product.id)).expect("it reads")[..] else {
            panic!("it has one");
        };
        let (gone, pack) = (Presentation { active: false, ..unit.clone() }, Uuid::from_u128(7));
        store
            .write(2_000, |tx| {
                tx.set(&gone)?;
                tx.set(&shelf::presentation(pack, product.id, 1, "Sixpack", true))
            })
            .expect("it is stored");
        let read = |reader: Reader<'_>| -> Result<()> {
            let order: Vec<Uuid> = reader.presentations(product.id)?.iter().map(|found| found.id).collect();
            assert_eq!(order, [pack, gone.id], "what is sold comes first");
            assert_eq!(reader.item_by_code("P00001")?.map(|item| item.presentation_id), Some(pack));
            assert_eq!(reader.products(crate::Find::Words(""), None, Default::default(), None, 10)?[0].unit, "und");
            assert_eq!(reader.search_words("unidad", 0, 10)?, [], "nobody looks for what is no longer sold");
            assert_eq!(reader.search_words("sixpack", 0, 10)?.len(), 1);
            Ok(())
        };
        store.read(|reader| read(*reader)).expect("it reads");
    }
}
