//! The drawer: counting pieces, giving change with the fewest of them.

use caserita_domain::cash::{
    CountError, DENOMINATIONS, MovementKind, Pieces, QUICK_NOTES, count_total, expected_cash, fewest_pieces,
};
use caserita_money::Money;
use proptest::prelude::*;

const fn piece(cents: i64, count: i64) -> Pieces {
    Pieces { value: Money::from_cents(cents), count }
}

/// The smallest number of pieces that makes each multiple of S/ 0.10 up to `tenths`, by trying every last piece.
fn smallest_counts(tenths: usize) -> Vec<i64> {
    let mut best = vec![0_i64; tenths + 1];
    for amount in 1..=tenths {
        best[amount] = DENOMINATIONS
            .iter()
            .filter_map(|value| amount.checked_sub(usize::try_from(value.cents() / 10).ok()?))
            .map(|rest| best[rest] + 1)
            .min()
            .unwrap_or(i64::MAX);
    }
    best
}

#[test]
fn change_of_three_sixty_is_three_pieces_and_no_more() {
    assert_eq!(fewest_pieces(Money::from_cents(360)), [piece(200, 1), piece(100, 1), piece(50, 1), piece(10, 1)]);
    assert_eq!(
        fewest_pieces(Money::from_cents(3_260)),
        [piece(2_000, 1), piece(1_000, 1), piece(200, 1), piece(50, 1), piece(10, 1)]
    );
    assert!(fewest_pieces(Money::ZERO).is_empty());
    assert!(fewest_pieces(Money::from_cents(-500)).is_empty(), "nothing is given back for a debt");
}

#[test]
fn change_never_needs_more_pieces_than_the_best_hand_would_use() {
    let tenths = 3_000;
    for (amount, best) in smallest_counts(tenths).into_iter().enumerate() {
        let cents = i64::try_from(amount).expect("small") * 10;
        let used: i64 = fewest_pieces(Money::from_cents(cents)).iter().map(|pieces| pieces.count).sum();
        assert_eq!(used, best, "change of {}", Money::from_cents(cents));
    }
}

#[test]
fn only_peruvian_money_in_sensible_numbers_is_counted() {
    assert_eq!(count_total(&[piece(20_000, 1), piece(10, 3)]), Ok(Money::from_cents(20_030)));
    assert_eq!(count_total(&[]), Ok(Money::ZERO));
    for wrong in [piece(5, 1), piece(300, 1), piece(-100, 1), piece(100, -1), piece(100, 1_000_001)] {
        assert_eq!(count_total(&[piece(100, 1), wrong]), Err(CountError), "{wrong:?}");
    }
}

#[test]
fn quick_notes_are_notes_that_exist() {
    assert!(QUICK_NOTES.iter().all(|note| DENOMINATIONS.contains(note)));
    assert!(QUICK_NOTES.is_sorted() && DENOMINATIONS.iter().rev().is_sorted());
}

#[test]
fn law_05_the_drawer_should_hold_float_plus_takings_plus_movements() {
    let soles = |whole: i64| Money::from_cents(whole * 100);
    assert_eq!(expected_cash(soles(100), soles(350), soles(20), soles(200)), soles(270));
}

#[test]
fn stored_movement_names_read_back() {
    for kind in [MovementKind::Income, MovementKind::Withdrawal] {
        assert_eq!(MovementKind::parse(kind.as_str()), Some(kind));
    }
    assert_eq!(MovementKind::parse("gift"), None);
}

proptest! {
    #[test]
    fn law_05_change_pieces_are_worth_the_change(cents in 0_i64..=100_000_000) {
        let amount = Money::from_cents(cents);
        let pieces = fewest_pieces(amount);
        prop_assert_eq!(count_total(&pieces), Ok(amount.cash_rounded_down()));
        prop_assert!(pieces.iter().all(|piece| piece.count > 0));
        prop_assert!(pieces.is_sorted_by(|larger, smaller| larger.value > smaller.value));
    }
}
