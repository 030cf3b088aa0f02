//! Baskets to price: the words the tables use and the generators the properties use.

use caserita_domain::{
    catalog::Wholesale,
    pricing::{Discount, DraftLine, Measure},
    tax::{TaxClass, TaxRates},
};
use caserita_money::{Money, Percent, Quantity};
use chrono::NaiveDate;
use proptest::prelude::*;

/// An amount as a person writes it.
pub fn soles(text: &str) -> Money {
    text.parse().expect("the table holds amounts")
}

/// So many whole units.
pub fn units(count: i64) -> Measure {
    Measure::Quantity(Quantity::units(count))
}

/// A weight.
pub fn kilos(text: &str) -> Measure {
    Measure::Quantity(text.parse().expect("the table holds weights"))
}

/// The rates of 2026-03-01: 18 % and S/ 0.50 a bag.
pub fn march() -> TaxRates {
    TaxRates::on(NaiveDate::from_ymd_opt(2026, 3, 1).expect("the first of March exists"))
}

/// A plain line: shelf price, how much, class.
pub fn draft(list_price: &str, measure: Measure, tax_class: TaxClass) -> DraftLine {
    let list_price = soles(list_price);
    DraftLine { list_price, wholesale: None, manual_price: None, measure, discount: None, tax_class, is_bag: false }
}

/// A line with a cheaper price from a quantity on.
pub fn tiered(list_price: &str, lower: &str, from: &str, measure: Measure) -> DraftLine {
    let from = from.parse().expect("the table holds quantities");
    DraftLine { wholesale: Some(Wholesale { price: soles(lower), from }), ..draft(list_price, measure, TaxClass::Gravado) }
}

/// No discount, a share, or soles off.
pub fn discount() -> impl Strategy<Value = Option<Discount>> {
    prop_oneof![
        Just(None),
        (0_i32..=10_000).prop_map(|share| Some(Discount::Percent(Percent::from_basis_points(share)))),
        (0_i64..=100_000).prop_map(|cents| Some(Discount::Amount(Money::from_cents(cents)))),
    ]
}

/// Between one and forty lines as a shop sells them.
pub fn basket() -> impl Strategy<Value = Vec<DraftLine>> {
    prop::collection::vec(line(), 1..40)
}

fn line() -> impl Strategy<Value = DraftLine> {
    let class = prop_oneof![Just(TaxClass::Gravado), Just(TaxClass::Exonerado), Just(TaxClass::Inafecto)];
    (1_i64..=50_000, measure(), wholesale(), discount(), class, prop::bool::weighted(0.1)).prop_map(
        |(cents, measure, wholesale, discount, tax_class, is_bag)| DraftLine {
            list_price: Money::from_cents(cents),
            wholesale,
            manual_price: None,
            measure,
            discount,
            tax_class,
            is_bag,
        },
    )
}

fn measure() -> impl Strategy<Value = Measure> {
    prop_oneof![
        (1_i64..=48).prop_map(units),
        (1_i64..=30_000).prop_map(|grams| Measure::Quantity(Quantity::from_thousandths(grams))),
        (1_i64..=10_000).prop_map(|cents| Measure::Amount(Money::from_cents(cents))),
    ]
}

fn wholesale() -> impl Strategy<Value = Option<Wholesale>> {
    prop::option::of(
        (1_i64..=50_000, 1_i64..=24)
            .prop_map(|(cents, from)| Wholesale { price: Money::from_cents(cents), from: Quantity::units(from) }),
    )
}
