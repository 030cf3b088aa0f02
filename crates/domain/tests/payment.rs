//! Paying: any mix of tenders makes the total, and only cash is rounded or gives change.

use caserita_domain::payment::{CashPart, PaymentError, Tender, accept_other, due, take_cash};
use caserita_money::Money;
use proptest::prelude::*;

const CODE: Option<&str> = Some("00123456");

fn soles(text: &str) -> Money {
    text.parse().expect("the table holds amounts")
}

fn money(cents: std::ops::RangeInclusive<i64>) -> impl Strategy<Value = Money> {
    cents.prop_map(Money::from_cents)
}

fn other_tender() -> impl Strategy<Value = Tender> {
    prop_oneof![Just(Tender::Yape), Just(Tender::Plin), Just(Tender::Card), Just(Tender::Transfer)]
}

#[test]
fn law_05_cash_due_is_rounded_down_and_the_rounding_is_its_own_figure() {
    for (total, paid, cash, rounding) in [
        ("9.96", "0.00", "9.90", "-0.06"),
        ("9.90", "0.00", "9.90", "0.00"),
        ("18.27", "10.00", "8.20", "-0.07"),
        ("18.27", "18.27", "0.00", "0.00"),
        ("0.00", "0.00", "0.00", "0.00"),
    ] {
        let due = due(soles(total), soles(paid));
        assert_eq!((due.cash, due.rounding), (soles(cash), soles(rounding)), "{total} with {paid} paid");
    }
}

#[test]
fn change_comes_from_cash_alone() {
    let due = due(soles("37.46"), soles("20.00"));
    let expected = CashPart { amount: soles("17.40"), received: soles("50.00"), change: soles("32.60") };
    assert_eq!(take_cash(due, Some(soles("50.00"))), Ok(expected));
}

#[test]
fn no_figure_means_exactly_what_is_due() {
    let due = due(soles("9.96"), Money::ZERO);
    let expected = CashPart { amount: soles("9.90"), received: soles("9.90"), change: Money::ZERO };
    assert_eq!(take_cash(due, None), Ok(expected));
}

#[test]
fn cash_that_does_not_reach_is_refused_with_what_is_missing() {
    let due = due(soles("9.96"), Money::ZERO);
    assert_eq!(take_cash(due, Some(soles("5.00"))), Err(PaymentError::Short(soles("4.90"))));
    assert_eq!(take_cash(due, Some(soles("-1.00"))), Err(PaymentError::Invalid));
    assert_eq!(take_cash(due, Some(Money::MAX_INPUT + soles("0.01"))), Err(PaymentError::Invalid));
}

#[test]
fn wallets_and_transfers_need_their_operation_number() {
    let due = due(soles("10.00"), Money::ZERO);
    for tender in [Tender::Yape, Tender::Plin, Tender::Transfer] {
        for code in [None, Some(""), Some("  ")] {
            assert_eq!(
                accept_other(tender, soles("5.00"), due, code),
                Err(PaymentError::CodeRequired),
                "{tender:?} {code:?}"
            );
        }
        assert_eq!(accept_other(tender, soles("5.00"), due, CODE), Ok(()));
    }
    assert_eq!(accept_other(Tender::Card, soles("5.00"), due, None), Ok(()), "the bank's terminal keeps the card's voucher");
}

#[test]
fn cash_is_not_taken_as_another_tender() {
    let due = due(soles("10.00"), Money::ZERO);
    assert_eq!(accept_other(Tender::Cash, soles("5.00"), due, CODE), Err(PaymentError::Invalid));
}

#[test]
fn stored_tender_names_read_back() {
    for tender in Tender::ALL {
        assert_eq!(Tender::parse(tender.as_str()), Some(tender));
        let json = serde_json::to_string(&tender).expect("a name serialises");
        assert_eq!(json, format!("\"{}\"", tender.as_str()), "the database and the API use one name");
    }
    assert_eq!(Tender::parse("bitcoin"), None);
}

proptest! {
    #[test]
    fn law_05_payments_and_rounding_make_the_total(
        total in money(0..=1_000_000),
        offers in prop::collection::vec((other_tender(), money(-50..=400_000)), 0..6),
        extra in money(0..=20_000),
    ) {
        let mut paid = Money::ZERO;
        for (tender, amount) in offers {
            let now = due(total, paid);
            match accept_other(tender, amount, now, CODE) {
                Ok(()) => paid += amount,
                Err(error) => prop_assert!(amount > now.remaining || amount <= Money::ZERO, "{error}"),
            }
            prop_assert!(paid <= total, "tenders without change never pass the total");
        }
        let due = due(total, paid);
        let cash = take_cash(due, Some(due.cash + extra)).expect("enough cash was given");
        prop_assert_eq!(paid + cash.amount, total + due.rounding);
        prop_assert_eq!(cash.received - cash.change, cash.amount);
        prop_assert_eq!(cash.change, extra);
    }

    #[test]
    fn law_05_rounding_gives_away_less_than_ten_centimos_and_never_takes(
        total in money(0..=10_000_000), paid in money(0..=10_000_000),
    ) {
        let due = due(total, paid.min(total));
        prop_assert!((-9..=0).contains(&due.rounding.cents()));
        prop_assert_eq!(due.cash - due.rounding, due.remaining);
        prop_assert_eq!(due.cash.cents() % 10, 0, "there is a coin for it");
        prop_assert!(paid < total || due.rounding.is_zero(), "what other tenders paid in full is never rounded");
    }

    #[test]
    fn law_05_the_exact_amount_can_be_paid_without_cash(total in money(1..=1_000_000_000), tender in other_tender()) {
        prop_assert_eq!(accept_other(tender, total, due(total, Money::ZERO), CODE), Ok(()));
        let left = due(total, total);
        prop_assert_eq!((left.remaining, left.cash, left.rounding), (Money::ZERO, Money::ZERO, Money::ZERO));
    }

    #[test]
    fn a_centimo_over_what_remains_is_refused(
        total in money(1..=1_000_000), paid in money(0..=1_000_000), tender in other_tender(),
    ) {
        let due = due(total, paid.min(total));
        let over = due.remaining + Money::from_cents(1);
        prop_assert_eq!(accept_other(tender, over, due, CODE), Err(PaymentError::ExceedsRemaining(due.remaining)));
    }

    #[test]
    fn notes_and_coins_in_give_notes_and_coins_back(total in money(0..=100_000), pieces in 0_i64..=20_000) {
        let due = due(total, Money::ZERO);
        if let Ok(part) = take_cash(due, Some(Money::from_cents(pieces * 10))) {
            prop_assert_eq!(part.change.cents() % 10, 0);
        }
    }
}
