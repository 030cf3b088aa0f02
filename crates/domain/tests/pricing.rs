//! A basket's amounts: a boleta that passes SUNAT's validation stylesheets, the rules of price and discount, and what every
//! basket obeys.

mod baskets;

use baskets::{basket, discount, draft, kilos, march, soles, tiered, units};
use caserita_domain::{
    catalog::Wholesale,
    pricing::{Discount, DraftLine, Measure, PriceSource, price, unit_price},
    tax::{TaxClass, TaxRates},
};
use caserita_money::{Money, Percent, Quantity};
use proptest::prelude::*;

/// Two bottles, two and a half kilos of potatoes, two bags: the onerous lines of a boleta that passes SUNAT's stylesheets.
fn example() -> Vec<DraftLine> {
    vec![
        draft("5.90", units(2), TaxClass::Gravado),
        draft("2.00", kilos("2.5"), TaxClass::Exonerado),
        DraftLine { is_bag: true, ..draft("0.20", units(2), TaxClass::Gravado) },
    ]
}

#[test]
fn law_06_a_basket_has_the_figures_of_a_boleta_that_passes_sunats_rules() {
    let priced = price(&example(), None, march());
    let lines: Vec<_> = priced.lines.iter().map(|line| (line.net, line.base, line.igv, line.icbper)).collect();
    let expected = [("11.80", "10.00", "1.80", "0.00"), ("5.00", "5.00", "0.00", "0.00"), ("0.40", "0.34", "0.06", "1.00")];
    assert_eq!(lines, expected.map(|(net, base, igv, icbper)| (soles(net), soles(base), soles(igv), soles(icbper))));
    let totals = priced.totals;
    assert_eq!((totals.taxable, totals.igv), (soles("10.34"), soles("1.86")));
    assert_eq!((totals.exempt, totals.unaffected), (soles("5.00"), Money::ZERO));
    assert_eq!((totals.icbper, totals.bags), (soles("1.00"), 2));
    assert_eq!(totals.total, soles("18.20"));
}

#[test]
fn an_empty_basket_costs_nothing() {
    let priced = price(&[], Some(Discount::Amount(soles("5.00"))), march());
    assert_eq!(priced.totals, caserita_domain::pricing::Totals::default());
}

#[test]
fn law_06_a_discount_never_touches_the_bag_tax() {
    let priced = price(&example(), Some(Discount::Percent(Percent::WHOLE)), march());
    assert_eq!(priced.totals.total, soles("1.00"), "all is given away but what the state asks for");
    assert_eq!(priced.totals.igv, Money::ZERO);
}

#[test]
fn law_06_ticket_discount_is_spread_over_the_lines_in_proportion() {
    let priced = price(&example(), Some(Discount::Amount(soles("1.72"))), march());
    let shares: Vec<Money> = priced.lines.iter().map(|line| line.ticket_discount).collect();
    assert_eq!(shares, [soles("1.18"), soles("0.50"), soles("0.04")], "a tenth of 11.80, 5.00 and 0.40");
    assert_eq!(priced.totals.total, soles("16.48"));
}

#[test]
fn wholesale_begins_exactly_at_its_quantity() {
    let rice = |measure| tiered("4.20", "3.90", "6", measure);
    for (measure, expected, source) in [
        (units(5), "4.20", PriceSource::List),
        (units(6), "3.90", PriceSource::Wholesale),
        (kilos("5.999"), "4.20", PriceSource::List),
        (Measure::Amount(soles("23.39")), "4.20", PriceSource::List),
        (Measure::Amount(soles("23.40")), "3.90", PriceSource::Wholesale),
    ] {
        assert_eq!(unit_price(&rice(measure)), (soles(expected), source), "{measure:?}");
    }
}

#[test]
fn a_price_set_by_hand_wins_over_list_and_wholesale() {
    let line = DraftLine { manual_price: Some(soles("4.00")), ..tiered("4.20", "3.90", "6", units(12)) };
    assert_eq!(unit_price(&line), (soles("4.00"), PriceSource::Manual));
}

#[test]
fn a_line_asked_for_by_amount_costs_that_amount() {
    for (unit, thousandths) in [("4.20", 1190), ("38.00", 132), ("400.00", 13)] {
        let priced = price(&[draft(unit, Measure::Amount(soles("5.00")), TaxClass::Inafecto)], None, march());
        assert_eq!(priced.lines[0].quantity, Quantity::from_thousandths(thousandths));
        assert_eq!(priced.totals.total, soles("5.00"), "even where a thousandth of {unit} is worth céntimos");
    }
}

#[test]
fn a_discount_takes_at_most_the_line_and_at_least_nothing() {
    for (discount, off) in [
        (Discount::Amount(soles("99.00")), "10.00"),
        (Discount::Amount(soles("-1.00")), "0.00"),
        (Discount::Percent(Percent::from_basis_points(20_000)), "10.00"),
        (Discount::Percent(Percent::from_basis_points(-500)), "0.00"),
        (Discount::Percent(Percent::from_basis_points(1000)), "1.00"),
    ] {
        assert_eq!(discount.of(soles("10.00")), soles(off), "{discount:?}");
    }
}

#[test]
fn a_discount_in_soles_is_held_against_the_ceiling_rounded_up() {
    let share = Discount::Amount(soles("1.00")).share_of(soles("19.99"));
    assert_eq!(share.basis_points(), 501, "5.0025 % is over a ceiling of 5 %");
}

proptest! {
    #[test]
    fn law_06_lines_add_up_to_every_total(lines in basket(), off in discount()) {
        let priced = price(&lines, off, march());
        let totals = priced.totals;
        prop_assert_eq!(totals.total, priced.lines.iter().map(|line| line.net + line.icbper).sum::<Money>());
        prop_assert_eq!(totals.total, totals.taxable + totals.exempt + totals.unaffected + totals.igv + totals.icbper);
        prop_assert_eq!(totals.total, totals.subtotal - totals.saved() + totals.icbper);
        prop_assert!(!totals.total.is_negative());
    }

    #[test]
    fn law_06_each_line_is_its_base_and_its_igv(lines in basket(), off in discount()) {
        let priced = price(&lines, off, march());
        for (line, draft) in priced.lines.iter().zip(&lines) {
            prop_assert_eq!(line.base + line.igv, line.net);
            prop_assert_eq!(line.net, line.gross - line.discount - line.ticket_discount);
            prop_assert!(!line.net.is_negative() && !line.igv.is_negative());
            prop_assert!(draft.tax_class == TaxClass::Gravado || line.igv.is_zero());
            let drift = (march().igv.of(line.base) - line.igv).cents().abs();
            prop_assert!(drift <= 1 || draft.tax_class != TaxClass::Gravado, "base × 18 % is a céntimo away at most");
        }
    }

    #[test]
    fn law_06_the_ticket_igv_stays_within_sunats_tolerance(lines in basket(), off in discount()) {
        let totals = price(&lines, off, march()).totals;
        let drift = (march().igv.of(totals.taxable) - totals.igv).cents().abs();
        prop_assert!(drift <= 100, "one sol is what SUNAT lets pass; {} lines drifted {drift} céntimos", lines.len());
    }

    #[test]
    fn law_05_ticket_discount_is_spread_exactly(lines in basket(), off in discount()) {
        let priced = price(&lines, off, march());
        let amounts: Money = priced.lines.iter().map(|line| line.amount()).sum();
        prop_assert_eq!(priced.totals.ticket_discount, off.map_or(Money::ZERO, |off| off.of(amounts)));
        for line in &priced.lines {
            prop_assert!(!line.ticket_discount.is_negative() && line.ticket_discount <= line.amount());
            let exact = i128::from(priced.totals.ticket_discount.cents()) * i128::from(line.amount().cents());
            let error = i128::from(line.ticket_discount.cents()) * i128::from(amounts.cents()) - exact;
            prop_assert!(error.abs() < i128::from(amounts.cents()).max(1), "less than a céntimo from its exact part");
        }
    }

    #[test]
    fn the_order_of_the_lines_does_not_change_what_is_paid(lines in basket(), off in discount()) {
        let backwards: Vec<DraftLine> = lines.iter().rev().cloned().collect();
        prop_assert_eq!(price(&lines, off, march()).totals.total, price(&backwards, off, march()).totals.total);
    }

    #[test]
    fn without_ticket_discount_a_line_costs_the_same_alone_or_in_company(lines in basket()) {
        let together = price(&lines, None, march());
        for (line, draft) in together.lines.iter().zip(&lines) {
            prop_assert_eq!(&price(std::slice::from_ref(draft), None, march()).lines[0], line);
        }
    }

    #[test]
    fn law_06_each_bag_carries_its_tax_once(count in 0_i64..=500, off in discount(), year in 2016_i32..=2030) {
        let bag = DraftLine { is_bag: true, ..draft("0.10", units(count), TaxClass::Gravado) };
        let rates = TaxRates::on(chrono::NaiveDate::from_ymd_opt(year, 12, 31).expect("a date"));
        let totals = price(&[bag], off, rates).totals;
        prop_assert_eq!(totals.bags, count);
        prop_assert_eq!(totals.icbper.cents(), rates.icbper.cents() * count);
    }

    #[test]
    fn taking_more_never_raises_the_price_of_one(
        list in 2_i64..10_000, lower in 1_i64..10_000, from in 1_i64..50, fewer in 1_i64..100, more in 0_i64..100,
    ) {
        let tier = Wholesale { price: Money::from_cents(lower.min(list - 1)), from: Quantity::units(from) };
        let plain = |count| draft("1.00", units(count), TaxClass::Gravado);
        let of = |count| DraftLine { wholesale: Some(tier), list_price: Money::from_cents(list), ..plain(count) };
        prop_assert!(unit_price(&of(fewer + more)).0 <= unit_price(&of(fewer)).0);
    }
}
