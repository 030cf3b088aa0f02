//! IGV and ICBPER against figures that pass SUNAT's validation stylesheets, and their bounds for every amount.

use caserita_domain::tax::{TaxClass, TaxRates, split_included};
use caserita_money::Money;
use chrono::NaiveDate;
use proptest::prelude::*;

fn soles(text: &str) -> Money {
    text.parse().expect("the table holds amounts")
}

fn rates_of(day: &str) -> TaxRates {
    TaxRates::on(day.parse::<NaiveDate>().expect("the table holds dates"))
}

#[test]
fn law_06_line_values_are_those_that_pass_sunats_rules() {
    for (amount, class, base, igv) in [
        ("118.00", TaxClass::Gravado, "100.00", "18.00"),
        ("11.80", TaxClass::Gravado, "10.00", "1.80"),
        ("0.40", TaxClass::Gravado, "0.34", "0.06"),
        ("5.00", TaxClass::Exonerado, "5.00", "0.00"),
        ("5.00", TaxClass::Inafecto, "5.00", "0.00"),
        ("0.01", TaxClass::Gravado, "0.01", "0.00"),
        ("0.00", TaxClass::Gravado, "0.00", "0.00"),
    ] {
        let split = split_included(soles(amount), class, rates_of("2026-03-01"));
        assert_eq!((split.base, split.igv), (soles(base), soles(igv)), "{amount} {class:?}");
    }
}

#[test]
fn law_06_the_bag_tax_is_that_of_its_day() {
    for (day, per_bag) in [
        ("2019-07-31", "0.00"),
        ("2019-08-01", "0.10"),
        ("2019-12-31", "0.10"),
        ("2020-01-01", "0.20"),
        ("2021-01-01", "0.30"),
        ("2022-12-31", "0.40"),
        ("2023-01-01", "0.50"),
        ("2026-03-01", "0.50"),
        ("2099-12-31", "0.50"),
    ] {
        assert_eq!(rates_of(day).icbper, soles(per_bag), "Ley 30884, art. 12, on {day}");
    }
}

#[test]
fn the_general_rate_is_eighteen_percent() {
    assert_eq!(rates_of("2026-03-01").igv.basis_points(), 1800);
}

proptest! {
    #[test]
    fn law_06_base_and_igv_make_the_amount(cents in 0_i64..=1_000_000_000) {
        let amount = Money::from_cents(cents);
        let rates = rates_of("2026-03-01");
        for class in [TaxClass::Gravado, TaxClass::Exonerado, TaxClass::Inafecto] {
            let split = split_included(amount, class, rates);
            prop_assert_eq!(split.base + split.igv, amount);
            prop_assert!(!split.igv.is_negative());
            prop_assert!(class == TaxClass::Gravado || split.igv.is_zero(), "only gravado carries IGV");
        }
        let gravado = split_included(amount, TaxClass::Gravado, rates);
        let recomputed = rates.igv.of(gravado.base);
        prop_assert!((recomputed - gravado.igv).cents().abs() <= 1, "base × 18 % is a céntimo away at most");
    }
}
