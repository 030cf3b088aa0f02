//! Products for the tests of the catalogue.

#![cfg(test)]

use caserita_domain::{catalog::ProductKind, tax::TaxClass};
use caserita_money::{Money, Quantity};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{Presentation, Product, Store};

/// A product of this code and name.
pub(super) fn product(id: Uuid, sku: &str, name: &str) -> Product {
    Product {
        id,
        sku: sku.to_owned(),
        name: name.to_owned(),
        short_name: None,
        category_id: None,
        brand: None,
        kind: ProductKind::Good,
        tax_class: TaxClass::Gravado,
        weighed: false,
        base_unit: "und".to_owned(),
        tracks_stock: true,
        min_stock: None,
        cost: None,
        quick_position: None,
        active: true,
        updated_at: 0,
        updated_by: None,
    }
}

/// One way to sell it.
pub(super) fn presentation(id: Uuid, product_id: Uuid, position: i64, name: &str, active: bool) -> Presentation {
    Presentation {
        id,
        product_id,
        position,
        name: name.to_owned(),
        unit: "und".to_owned(),
        factor: Quantity::units(1),
        price: Money::from_cents(100),
        wholesale_price: None,
        wholesale_from: None,
        active,
        barcodes: Vec::new(),
    }
}

/// A store of so many products, numbered from 1, each sold by the unit.
pub(super) fn stocked(count: i64, name: impl Fn(i64) -> String) -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path(), 0).expect("a new store opens").store;
    let stock = store.write(1_000, |tx| -> crate::Result<()> {
        for number in 1..=count {
            let id = tx.new_id();
            tx.set(&product(id, &format!("P{number:05}"), &name(number)))?;
            tx.set(&presentation(tx.new_id(), id, 0, "Unidad", true))?;
        }
        Ok(())
    });
    stock.expect("it is stocked");
    (folder, store)
}
