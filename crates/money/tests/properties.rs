//! What holds for every amount, not only for the ones somebody thought of.

use caserita_money::{Money, Percent, Quantity, div_half_up, split_by_weight};
use proptest::prelude::*;

/// Any amount a person may type or a return may owe.
fn amount() -> impl Strategy<Value = Money> {
    let limit = Money::MAX_INPUT.cents();
    prop_oneof![-2_000_i64..=2_000, -limit..=limit].prop_map(Money::from_cents)
}

fn price() -> impl Strategy<Value = Money> {
    prop_oneof![1_i64..=500, 1..=Money::MAX_INPUT.cents()].prop_map(Money::from_cents)
}

fn quantity() -> impl Strategy<Value = Quantity> {
    let limit = Quantity::MAX_INPUT.thousandths();
    prop_oneof![1_i64..=5_000, -limit..=limit].prop_map(Quantity::from_thousandths)
}

fn weights() -> impl Strategy<Value = Vec<Money>> {
    prop::collection::vec(
        prop_oneof![Just(0), -50_i64..=50, 0..=Money::MAX_INPUT.cents()].prop_map(Money::from_cents),
        1..40,
    )
}

fn rate() -> impl Strategy<Value = Percent> {
    (0_i32..=10_000).prop_map(Percent::from_basis_points)
}

proptest! {
    #[test]
    fn law_05_division_takes_the_nearest_integer_and_ties_leave_zero(
        numerator in any::<i64>().prop_map(i128::from),
        denominator in prop_oneof![1_i128..=12, 1_i128..=1_000_000_000],
    ) {
        let rounded = i128::from(div_half_up(numerator, denominator));
        let twice_the_error = 2 * (rounded * denominator - numerator);
        prop_assert!(twice_the_error.abs() <= denominator, "no other integer is nearer");
        if twice_the_error.abs() == denominator {
            prop_assert_eq!(twice_the_error.signum(), numerator.signum(), "a tie moves away from zero");
        }
        let mirrored = div_half_up(-numerator, denominator);
        prop_assert_eq!(mirrored, div_half_up(numerator, denominator).saturating_neg(), "a return mirrors its sale");
    }

    #[test]
    fn law_05_split_parts_add_up_to_the_total(total in amount(), weights in weights()) {
        let parts = split_by_weight(total, &weights);
        prop_assert_eq!(parts.len(), weights.len());
        prop_assert_eq!(parts.into_iter().sum::<Money>(), total);
    }

    #[test]
    fn law_05_split_parts_stay_within_a_centimo_of_their_share(total in amount(), weights in weights()) {
        let whole: i128 = weights.iter().map(|weight| i128::from(weight.cents().max(0))).sum();
        prop_assume!(whole > 0);
        for (part, weight) in split_by_weight(total, &weights).iter().zip(&weights) {
            let exact = i128::from(total.cents()) * i128::from(weight.cents().max(0));
            let error = i128::from(part.cents()) * whole - exact;
            prop_assert!(error.abs() < whole, "a part differs from its exact share by less than one céntimo");
            prop_assert!(weight.cents() > 0 || part.is_zero(), "what weighs nothing bears nothing");
        }
    }

    #[test]
    fn a_discount_split_over_lines_never_exceeds_a_line(weights in weights(), share in 0_i64..=10_000) {
        let lines: Vec<Money> = weights.into_iter().map(|weight| weight.max(Money::ZERO)).collect();
        let off = Percent::from_basis_points(i32::try_from(share).unwrap_or(0)).of(lines.iter().copied().sum());
        for (part, line) in split_by_weight(off, &lines).iter().zip(&lines) {
            prop_assert!(!part.is_negative() && part <= line, "{part} taken off a line of {line}");
        }
    }

    #[test]
    fn split_depends_on_order_only_for_equal_remainders(total in price(), weight in price(), count in 1_usize..30) {
        let parts = split_by_weight(total, &vec![weight; count]);
        prop_assert!(parts.is_sorted_by(|earlier, later| earlier >= later), "the earlier line takes the left-over céntimo");
        let spread = parts[0] - parts[count - 1];
        prop_assert!(spread <= Money::from_cents(1), "equal lines differ by one céntimo at most");
    }

    #[test]
    fn law_05_a_line_is_within_half_a_centimo_of_price_by_quantity(price in price(), quantity in quantity()) {
        let exact = i128::from(price.cents()) * i128::from(quantity.thousandths());
        let error = i128::from(price.times(quantity).cents()) * 1000 - exact;
        prop_assert!(error.abs() <= 500);
        prop_assert_eq!(price.times(-quantity), -price.times(quantity), "the refund of a line is minus the line");
    }

    #[test]
    fn law_05_whole_units_never_round(price in price(), units in 0_i64..=100_000) {
        prop_assert_eq!(price.times(Quantity::units(units)).cents(), price.cents() * units);
    }

    #[test]
    fn what_an_amount_buys_costs_that_amount_again(price in price(), paid in price()) {
        let bought = paid.buys_at(price).expect("the price is positive");
        let error = (price.times(bought) - paid).cents().abs();
        let half_a_thousandth = price.cents() / 2000 + 1;
        prop_assert!(error <= half_a_thousandth, "{bought} at {price} is {error} céntimos away from {paid}");
    }

    #[test]
    fn what_a_price_under_ten_soles_buys_costs_exactly_what_was_asked(price in 1_i64..1000, paid in price()) {
        let price = Money::from_cents(price);
        let bought = paid.buys_at(price).expect("the price is positive");
        prop_assert_eq!(price.times(bought), paid, "half a thousandth of it is worth less than half a céntimo");
    }

    #[test]
    fn nothing_is_bought_at_no_price(paid in amount(), price in i64::MIN..=0) {
        prop_assert_eq!(paid.buys_at(Money::from_cents(price)), None);
    }

    #[test]
    fn law_05_cash_is_rounded_in_the_consumers_favour_by_less_than_ten_centimos(due in amount()) {
        let cash = due.cash_rounded_down();
        prop_assert!(cash <= due);
        prop_assert!((due - cash).cents() <= 9);
        prop_assert_eq!(cash.cents() % 10, 0);
        prop_assert_eq!(cash.cash_rounded_down(), cash);
    }

    #[test]
    fn law_05_base_and_tax_make_the_amount_and_the_tax_is_the_rate_of_the_base(amount in amount(), rate in rate()) {
        let base = rate.base_of_included(amount);
        let tax = amount - base;
        prop_assert_eq!(base + tax, amount);
        prop_assert!((rate.of(base) - tax).cents().abs() <= 1, "SUNAT's own formula is a céntimo away at most");
        prop_assert_eq!(rate.base_of_included(-amount), -base, "a return mirrors its sale");
    }

    #[test]
    fn a_share_stays_within_the_whole(amount in amount(), rate in rate()) {
        prop_assert!((rate.of(amount)).cents().abs() <= amount.cents().abs());
        prop_assert_eq!(Percent::WHOLE.of(amount), amount);
        prop_assert_eq!(Percent::ZERO.of(amount), Money::ZERO);
    }

    #[test]
    fn a_share_is_rounded_up_so_that_no_ceiling_is_slipped_under(part in price(), whole in price()) {
        let share = i128::from(Percent::share_rounded_up(part, whole).basis_points());
        let (scaled, whole) = (i128::from(part.cents()) * 10_000, i128::from(whole.cents()));
        if share < i128::from(i32::MAX) {
            prop_assert!(share * whole >= scaled, "never less than the exact share");
            prop_assert!((share - 1) * whole < scaled, "and less than a basis point more");
        }
    }

    #[test]
    fn an_amount_is_read_back_as_it_was_written(amount in amount()) {
        prop_assert_eq!(amount.to_string().parse(), Ok(amount));
        prop_assert_eq!(amount.to_string().replace(',', "").parse(), Ok(amount), "the thousands commas are optional");
    }

    #[test]
    fn a_quantity_is_read_back_as_it_was_written(quantity in quantity()) {
        prop_assert_eq!(quantity.to_string().parse(), Ok(quantity));
    }

    #[test]
    fn reading_never_panics(text in ".{0,24}") {
        let _ = text.parse::<Money>();
        let _ = text.parse::<Quantity>();
    }

    #[test]
    fn packs_of_whole_factors_hold_exactly_their_units(packs in 0_i64..=1_000, factor in 1_i64..=200) {
        prop_assert_eq!(Quantity::units(packs).of_factor(Quantity::units(factor)), Quantity::units(packs * factor));
    }
}
