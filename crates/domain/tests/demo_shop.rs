//! The demo shop obeys the rules of a real one. `assets/demo/README.md` lists what is asserted here.

use std::collections::HashSet;

use caserita_domain::{
    access::Role,
    barcode::gtin_is_valid,
    catalog::ProductKind,
    document::{IdentityType, ruc_is_valid},
    pin::is_weak,
    tax::TaxClass,
};
use caserita_money::{Money, Quantity};
use serde::Deserialize;

#[derive(Deserialize)]
struct Demo {
    shop: Shop,
    users: Vec<User>,
    customers: Vec<Customer>,
    categories: Vec<String>,
    products: Vec<Product>,
}

#[derive(Deserialize)]
struct Shop {
    ruc: String,
}

#[derive(Deserialize)]
struct User {
    role: Role,
    pin: String,
}

#[derive(Deserialize)]
struct Customer {
    doc_type: IdentityType,
    doc_number: Option<String>,
}

#[derive(Deserialize)]
struct Product {
    name: String,
    short_name: String,
    category: String,
    kind: ProductKind,
    tax_class: TaxClass,
    weighed: bool,
    base_unit: String,
    tracks_stock: bool,
    stock: Quantity,
    min_stock: Option<Quantity>,
    cost: Money,
    quick_position: Option<u8>,
    presentations: Vec<Presentation>,
}

#[derive(Deserialize)]
struct Presentation {
    unit: String,
    factor: Quantity,
    price: Money,
    wholesale_price: Option<Money>,
    wholesale_from: Option<Quantity>,
    barcodes: Vec<String>,
}

impl Product {
    fn base(&self) -> &Presentation {
        &self.presentations[0]
    }
}

fn demo() -> Demo {
    serde_json::from_str(include_str!("../../../assets/demo/minimarket.json")).expect("the demo shop is readable")
}

fn all_differ<'a>(values: impl Iterator<Item = &'a str>) -> bool {
    let mut seen = HashSet::new();
    values.into_iter().all(|value| seen.insert(value))
}

#[test]
fn its_size_is_that_of_a_bodega_and_its_names_are_unique() {
    let demo = demo();
    assert!((280..=360).contains(&demo.products.len()), "{} products", demo.products.len());
    assert!(all_differ(demo.products.iter().map(|product| product.name.as_str())));
    assert!(all_differ(demo.products.iter().map(|product| product.short_name.as_str())));
    assert!(all_differ(demo.categories.iter().map(String::as_str)));
    for product in &demo.products {
        assert!(product.short_name.chars().count() <= 25, "{} fits the name column", product.short_name);
        assert!(demo.categories.contains(&product.category), "{}", product.name);
    }
}

#[test]
fn people_and_papers_are_acceptable() {
    let demo = demo();
    assert!(ruc_is_valid(&demo.shop.ruc));
    assert!(demo.customers.iter().all(|customer| customer.doc_type.accepts(customer.doc_number.as_deref())));
    assert!(demo.users.iter().all(|user| !is_weak(&user.pin)));
    for role in Role::ALL {
        assert!(demo.users.iter().any(|user| user.role == role), "someone is {role:?}");
    }
}

#[test]
fn every_barcode_is_peruvian_right_and_used_once() {
    let demo = demo();
    let codes = || demo.products.iter().flat_map(|product| &product.presentations).flat_map(|one| &one.barcodes);
    assert!(codes().all(|code| code.len() == 13 && code.starts_with("775") && gtin_is_valid(code)));
    assert!(all_differ(codes().map(String::as_str)));
    assert!(demo.products.iter().any(|product| product.base().barcodes.len() > 1), "a product with two codes");
}

#[test]
fn the_first_presentation_is_the_base_and_weighed_goods_have_no_other() {
    for product in demo().products {
        assert_eq!((product.base().factor, &product.base().unit), (Quantity::ONE, &product.base_unit), "{}", product.name);
        let measured = ["kg", "lt"].contains(&product.base_unit.as_str());
        assert_eq!(product.weighed, measured, "{}", product.name);
        assert!(
            !product.weighed || (product.presentations.len() == 1 && product.base().barcodes.is_empty()),
            "{}",
            product.name
        );
    }
}

#[test]
fn nothing_is_sold_under_its_cost_and_buying_more_is_never_dearer() {
    for product in demo().products {
        let list = product.base().price;
        for sold in &product.presentations {
            let cost = product.cost.times(sold.factor);
            assert!(cost < sold.price && sold.price <= list.times(sold.factor), "{} {}", product.name, sold.unit);
            assert_eq!(sold.wholesale_price.is_some(), sold.wholesale_from.is_some(), "{}", product.name);
            assert!(sold.wholesale_price.is_none_or(|price| cost < price && price < sold.price), "{}", product.name);
            assert!(sold.wholesale_from.is_none_or(|from| from > Quantity::ONE), "{}", product.name);
        }
    }
}

#[test]
fn stock_is_kept_for_goods_and_not_for_services() {
    let demo = demo();
    for product in &demo.products {
        assert_eq!(product.tracks_stock, product.kind != ProductKind::Service, "{}", product.name);
        assert_eq!(product.tracks_stock, product.min_stock.is_some(), "{}", product.name);
        assert!(product.stock >= Quantity::ZERO && (product.weighed || product.stock.is_whole()), "{}", product.name);
    }
    let low = demo.products.iter().filter(|product| product.min_stock.is_some_and(|least| product.stock <= least));
    assert!((8..=30).contains(&low.count()), "some shelves need filling");
}

#[test]
fn quick_keys_are_the_eighteen_positions() {
    let mut positions: Vec<u8> = demo().products.iter().filter_map(|product| product.quick_position).collect();
    positions.sort_unstable();
    assert_eq!(positions, (1..=18).collect::<Vec<u8>>());
}

#[test]
fn every_kind_and_tax_class_can_be_tried() {
    let demo = demo();
    for class in [TaxClass::Gravado, TaxClass::Exonerado, TaxClass::Inafecto] {
        assert!(demo.products.iter().any(|product| product.tax_class == class), "{class:?}");
    }
    assert_eq!(demo.products.iter().filter(|product| product.kind == ProductKind::Bag).count(), 3);
    assert!(demo.products.iter().any(|product| product.kind == ProductKind::Service));
    assert!(demo.products.iter().any(|product| product.base().price.cents() % 10 != 0), "cash rounding can be tried");
}
