//! Cases worth seeing one by one: rules of law, edges, and what must be refused.

use caserita_money::{Money, Percent, Quantity, div_half_up, split_by_weight};

const IGV: Percent = Percent::from_basis_points(1800);

fn soles(text: &str) -> Money {
    text.parse().expect("the table holds amounts")
}

fn kilos(text: &str) -> Quantity {
    text.parse().expect("the table holds quantities")
}

#[test]
fn law_05_halves_round_away_from_zero() {
    for (numerator, denominator, expected) in [
        (5, 10, 1),
        (4, 10, 0),
        (-5, 10, -1),
        (-4, 10, 0),
        (15, 10, 2),
        (25, 10, 3),
        (1, 3, 0),
        (2, 3, 1),
        (-2, 3, -1),
        (0, 7, 0),
    ] {
        assert_eq!(div_half_up(numerator, denominator), expected, "{numerator} / {denominator}");
    }
}

#[test]
fn division_beyond_the_range_saturates_instead_of_wrapping() {
    assert_eq!(div_half_up(i128::from(i64::MAX) * 10, 1), i64::MAX);
    assert_eq!(div_half_up(i128::from(i64::MIN) * 10, 1), i64::MIN);
}

#[test]
fn law_05_cash_leaves_out_the_centimos_that_have_no_coin() {
    for (due, cash) in
        [("9.96", "9.90"), ("9.99", "9.90"), ("9.90", "9.90"), ("0.09", "0.00"), ("0.00", "0.00"), ("-9.96", "-10.00")]
    {
        assert_eq!(soles(due).cash_rounded_down(), soles(cash), "BCRP Circular 0033-2018 on {due}");
    }
}

#[test]
fn law_05_shelf_prices_split_into_base_and_igv() {
    for (price, base) in [
        ("118.00", "100.00"),
        ("11.80", "10.00"),
        ("5.90", "5.00"),
        ("1.00", "0.85"),
        ("0.40", "0.34"),
        ("0.10", "0.08"),
        ("0.01", "0.01"),
        ("0.00", "0.00"),
    ] {
        assert_eq!(IGV.base_of_included(soles(price)), soles(base), "base of {price}");
    }
}

#[test]
fn law_05_weighed_goods_cost_price_by_weight() {
    for (price, weight, cost) in [
        ("9.80", "0.845", "8.28"),
        ("2.00", "2.5", "5.00"),
        ("3.60", "0.005", "0.02"),
        ("3.60", "0.001", "0.00"),
        ("6.25", "2.000", "12.50"),
    ] {
        assert_eq!(soles(price).times(kilos(weight)), soles(cost), "{weight} kg at {price}");
    }
}

#[test]
fn five_soles_of_rice_weigh_what_they_buy() {
    assert_eq!(soles("5.00").buys_at(soles("4.20")), Some(kilos("1.190")));
    assert_eq!(soles("5.00").buys_at(Money::ZERO), None);
}

#[test]
fn law_05_left_over_centimos_go_to_the_largest_remainders_then_to_the_first() {
    let split = |total: i64, weights: &[i64]| -> Vec<i64> {
        let weights: Vec<Money> = weights.iter().copied().map(Money::from_cents).collect();
        split_by_weight(Money::from_cents(total), &weights).into_iter().map(Money::cents).collect()
    };
    assert_eq!(split(100, &[1, 1, 1]), [34, 33, 33]);
    assert_eq!(split(-100, &[1, 1, 1]), [-34, -33, -33]);
    assert_eq!(split(10, &[1, 2, 4]), [1, 3, 6], "remainders 3/7, 6/7, 5/7: two céntimos left");
    assert_eq!(split(5, &[0, 0]), [5, 0], "no weight at all: the first takes it");
    assert_eq!(split(5, &[0, -9, 3]), [0, 0, 5], "a line of nothing or less bears nothing");
    assert_eq!(split(0, &[7, 7]), [0, 0]);
    assert!(split(5, &[]).is_empty());
}

#[test]
fn amounts_are_written_for_a_ticket_column() {
    for (cents, text) in [
        (0, "0.00"),
        (5, "0.05"),
        (-5, "-0.05"),
        (123_456, "1,234.56"),
        (100_000_000_000, "1,000,000,000.00"),
        (99_999, "999.99"),
    ] {
        assert_eq!(Money::from_cents(cents).to_string(), text);
    }
    assert_eq!(format!("{:>10}", Money::from_cents(-123_450)), " -1,234.50");
    assert_eq!(format!("{:<8}|", kilos("0.845")), "0.845   |");
}

#[test]
fn quantities_show_decimals_only_when_there_are_any() {
    for (thousandths, text) in [(2000, "2"), (845, "0.845"), (-845, "-0.845"), (1500, "1.500"), (0, "0"), (-3000, "-3")] {
        assert_eq!(Quantity::from_thousandths(thousandths).to_string(), text);
    }
}

#[test]
fn percentages_show_no_needless_zero() {
    for (basis_points, text) in [(1800, "18 %"), (1050, "10.5 %"), (1, "0.01 %"), (0, "0 %"), (10_000, "100 %")] {
        assert_eq!(Percent::from_basis_points(basis_points).to_string(), text);
    }
}

#[test]
fn what_is_not_an_amount_is_refused() {
    for text in [
        "",
        ".",
        "-",
        "--1",
        "+1",
        "1.234",
        "1..2",
        "1.2.3",
        "abc",
        "1e3",
        "S/ 1",
        " 1",
        "1 ",
        "١",
        "NaN",
        "99999999999999999999",
    ] {
        assert!(text.parse::<Money>().is_err(), "{text:?} is not an amount in soles");
    }
    for text in ["", ".", "1.2345", "1,5", "kg", "1 kg", "99999999999999999999"] {
        assert!(text.parse::<Quantity>().is_err(), "{text:?} is not a quantity");
    }
}

#[test]
fn short_ways_to_write_an_amount_are_understood() {
    for (text, cents) in
        [("12", 1200), ("12.5", 1250), (".5", 50), ("12.", 1200), ("0012.30", 1230), ("-3.20", -320), ("1,234.50", 123_450)]
    {
        assert_eq!(text.parse(), Ok(Money::from_cents(cents)), "{text}");
    }
}

#[test]
fn a_ceiling_sees_the_share_rounded_up() {
    for (part, whole, basis_points) in
        [("1.00", "3.00", 3334), ("5.00", "100.00", 500), ("0.00", "3.00", 0), ("5.00", "0.00", 0)]
    {
        let share = Percent::share_rounded_up(soles(part), soles(whole));
        assert_eq!(share.basis_points(), basis_points, "{part} of {whole}");
    }
}

#[test]
fn law_05_stored_amounts_are_whole_numbers() {
    assert_eq!(
        serde_json::to_string(&(Money::from_cents(1250), Quantity::ONE, IGV)).expect("integers serialise"),
        "[1250,1000,1800]"
    );
    for float in ["12.5", "12.0", "1e3", "\"12\""] {
        assert!(serde_json::from_str::<Money>(float).is_err(), "{float} must not become an amount");
        assert!(serde_json::from_str::<Quantity>(float).is_err(), "{float} must not become a quantity");
        assert!(serde_json::from_str::<Percent>(float).is_err(), "{float} must not become a percentage");
    }
}
