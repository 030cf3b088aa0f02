//! The demo shop: a stocked minimarket out of `assets/demo/minimarket.json`.

use std::collections::HashMap;

use caserita_domain::{access::Role, catalog::ProductKind, document::IdentityType, tax::TaxClass};
use caserita_money::{Money, Quantity};
use caserita_store::{Category, Change, Customer, StockAdjustment, Tx, User};
use serde::Deserialize;
use uuid::Uuid;

use crate::{
    Error, Result,
    catalog::{PresentationInput, ProductInput, save_product},
    session::hash_pin,
    settings::Shop,
};

const FILE: &str = include_str!("../../../../assets/demo/minimarket.json");

#[derive(Deserialize)]
pub(super) struct Demo {
    shop: DemoShop,
    users: Vec<DemoUser>,
    customers: Vec<DemoCustomer>,
    categories: Vec<String>,
    products: Vec<DemoProduct>,
}

#[derive(Deserialize)]
struct DemoShop {
    trade_name: String,
    legal_name: String,
    ruc: String,
    address: String,
    phone: String,
    receipt_message: String,
}

#[derive(Deserialize)]
struct DemoUser {
    name: String,
    role: Role,
    pin: String,
}

#[derive(Deserialize)]
struct DemoCustomer {
    doc_type: IdentityType,
    doc_number: Option<String>,
    name: String,
    alias: Option<String>,
    phone: Option<String>,
}

#[derive(Deserialize)]
struct DemoProduct {
    name: String,
    short_name: Option<String>,
    brand: Option<String>,
    category: String,
    kind: ProductKind,
    tax_class: TaxClass,
    weighed: bool,
    base_unit: String,
    tracks_stock: bool,
    stock: Option<Quantity>,
    min_stock: Option<Quantity>,
    cost: Option<Money>,
    quick_position: Option<i64>,
    presentations: Vec<DemoPresentation>,
}

#[derive(Deserialize)]
struct DemoPresentation {
    name: String,
    unit: String,
    factor: Quantity,
    price: Money,
    wholesale_price: Option<Money>,
    wholesale_from: Option<Quantity>,
    barcodes: Vec<String>,
}

pub(super) fn file() -> Result<Demo> {
    Ok(serde_json::from_str(FILE)?)
}

impl Demo {
    pub(super) fn shop(&self) -> Shop {
        Shop {
            trade_name: self.shop.trade_name.clone(),
            legal_name: Some(self.shop.legal_name.clone()),
            ruc: Some(self.shop.ruc.clone()),
            address: Some(self.shop.address.clone()),
            phone: Some(self.shop.phone.clone()),
            receipt_message: Some(self.shop.receipt_message.clone()),
            demo: true,
            ..Shop::default()
        }
    }
}

/// Adds the demo's people. Answers its owner.
pub(super) fn people(tx: &mut Tx<'_>, demo: &Demo) -> Result<Uuid> {
    let mut owner = None;
    for person in &demo.users {
        let user = User { id: tx.new_id(), name: person.name.clone(), role: person.role, active: true };
        tx.set(&user)?;
        tx.set_pin(user.id, &hash_pin(&person.pin)?)?;
        if user.role == Role::Owner {
            owner = Some(user.id);
        }
    }
    owner.ok_or(Error::LastOwner)
}

/// Adds the demo's catalogue, stock and customers.
pub(super) fn stock(tx: &mut Tx<'_>, by: Uuid) -> Result<()> {
    let demo = file()?;
    let mut categories = HashMap::new();
    for name in demo.categories {
        let id = tx.new_id();
        tx.set(&Category { id, name: name.clone() })?;
        categories.insert(name, id);
    }
    for product in demo.products {
        let (id, stock) = (tx.new_id(), product.stock);
        let category_id = categories.get(&product.category).copied();
        save_product(tx, by, id, product.input(category_id))?;
        if let Some(quantity) = stock.filter(|quantity| *quantity != Quantity::ZERO) {
            let (adjustment, at, reason) = (tx.new_id(), tx.now(), "Stock inicial".to_owned());
            let initial =
                StockAdjustment { id: adjustment, product_id: id, quantity, at, user_id: by, reason, initial: true };
            tx.record(Change::StockAdjust(initial))?;
        }
    }
    for customer in demo.customers {
        tx.set(&Customer {
            id: tx.new_id(),
            doc_type: customer.doc_type,
            doc_number: customer.doc_number,
            name: customer.name,
            alias: customer.alias,
            phone: customer.phone,
            address: None,
            email: None,
        })?;
    }
    Ok(())
}

impl DemoProduct {
    fn input(self, category_id: Option<Uuid>) -> ProductInput {
        ProductInput {
            sku: None,
            name: self.name,
            short_name: self.short_name,
            category_id,
            brand: self.brand,
            kind: self.kind,
            tax_class: self.tax_class,
            weighed: self.weighed,
            base_unit: self.base_unit,
            tracks_stock: self.tracks_stock,
            min_stock: self.min_stock,
            cost: self.cost,
            quick_position: self.quick_position,
            active: true,
            presentations: self.presentations.into_iter().map(DemoPresentation::input).collect(),
        }
    }
}

impl DemoPresentation {
    fn input(self) -> PresentationInput {
        PresentationInput {
            id: None,
            name: self.name,
            unit: self.unit,
            factor: self.factor,
            price: self.price,
            wholesale_price: self.wholesale_price,
            wholesale_from: self.wholesale_from,
            barcodes: self.barcodes,
            active: true,
        }
    }
}
