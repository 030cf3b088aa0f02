//! Codes read out over the telephone.

use caserita_licensing::{
    LeaseTerms, Plan, State, VerifiedLease,
    lima::{DAY, MINUTE},
    voice::{self, Call, Grant, Unlocks, VoiceRefusal},
};
use proptest::prelude::*;

use crate::fixture::*;

fn code(terms: &LeaseTerms, counter: u32, days: u32) -> String {
    let secret = leases().voice_secret(&terms.device);
    let call = Call { lease_id: &terms.id, rev: terms.rev, device: &terms.device, counter };
    voice::make(&secret, call, days).expect("days that a code lends")
}

fn held(terms: &LeaseTerms) -> VerifiedLease {
    permission(&licence(Plan::Membership), terms).1
}

fn try_code(unlocks: &mut Unlocks, typed: &str, lease: &VerifiedLease, now: i64) -> Result<Grant, VoiceRefusal> {
    unlocks.attempt(typed, lease, State::LockedReadonly, now)
}

#[test]
fn a_code_is_ten_letters_and_lends_its_days_once() {
    let lease = held(&lease());
    let mut unlocks = Unlocks::default();
    let first = code(lease.terms(), 1, 7);
    assert_eq!(first.replace('-', "").len(), 10);
    assert_eq!(try_code(&mut unlocks, &first, &lease, 5), Ok(Grant { counter: 1, days: 7, at: 5 }));
    assert_eq!(try_code(&mut unlocks, &first, &lease, 6), Err(VoiceRefusal::Used));
    assert_eq!(try_code(&mut unlocks, &code(lease.terms(), 2, 15), &lease, 7).map(|grant| grant.days), Ok(15));
    assert_eq!(try_code(&mut unlocks, &code(lease.terms(), 3, 3), &lease, 8), Err(VoiceRefusal::NoMore), "two in a row");
}

#[test]
fn a_real_lease_starts_the_count_again_and_ends_the_lent_days() {
    let mut unlocks = Unlocks::default();
    let lease_one = held(&lease());
    for counter in [1, 2] {
        try_code(&mut unlocks, &code(lease_one.terms(), counter, 15), &lease_one, 5).unwrap();
    }
    let mut renewed = lease();
    (renewed.rev, renewed.unlock_counter) = (2, 2);
    let renewed = held(&renewed);
    assert_eq!(unlocks.lengthen(renewed.terms(), 100), 100);
    assert_eq!(unlocks.next_counter(renewed.terms()), 3);
    assert!(try_code(&mut unlocks, &code(lease_one.terms(), 2, 15), &renewed, 9).is_err(), "a code of the old lease");
    assert!(try_code(&mut unlocks, &code(renewed.terms(), 3, 3), &renewed, 9).is_ok());
    let again = try_code(&mut unlocks, &code(lease_one.terms(), 1, 15), &lease_one, 10);
    assert_eq!(again, Err(VoiceRefusal::NoMore), "the old one put back has its codes behind it");
    assert_eq!(try_code(&mut unlocks, &code(renewed.terms(), 3, 3), &renewed, 11), Err(VoiceRefusal::Used));
}

#[test]
fn it_is_read_as_it_is_heard() {
    let lease = held(&lease());
    let plain = code(lease.terms(), 1, 3);
    let heard = plain.to_lowercase().replace('0', "o").replace('1', "l").replace('-', " ");
    let spaced: String = plain.chars().flat_map(|letter| [letter, ' ']).collect();
    for typed in [heard, spaced, plain.replace('0', "O").replace('1', "I")] {
        assert!(try_code(&mut Unlocks::default(), &typed, &lease, 0).is_ok(), "{typed}");
    }
}

#[test]
fn five_wrong_codes_are_followed_by_ten_minutes() {
    let lease = held(&lease());
    let mut unlocks = Unlocks::default();
    for left in (1..5).rev() {
        assert_eq!(try_code(&mut unlocks, "00000-00000", &lease, 0), Err(VoiceRefusal::Wrong { left }));
        assert_eq!(try_code(&mut unlocks, "corto", &lease, 0), Err(VoiceRefusal::NotACode), "a slip is no try");
    }
    let until = 10 * MINUTE;
    assert_eq!(try_code(&mut unlocks, "00000-00000", &lease, 0), Err(VoiceRefusal::Paused { until }));
    let good = code(lease.terms(), 1, 3);
    assert_eq!(try_code(&mut unlocks, &good, &lease, until - 1), Err(VoiceRefusal::Paused { until }), "even the right one");
    assert!(try_code(&mut unlocks, &good, &lease, until).is_ok());
}

#[test]
fn a_pause_ends_with_the_correction_of_a_clock_that_was_ahead() {
    let lease = held(&lease());
    let mut unlocks = Unlocks::default();
    let (ahead, now) = (70 * 365 * DAY, 5 * DAY);
    for _ in 0..5 {
        try_code(&mut unlocks, "00000-00000", &lease, ahead).unwrap_err();
    }
    let good = code(lease.terms(), 1, 3);
    let until = now + 10 * MINUTE;
    assert_eq!(try_code(&mut unlocks, &good, &lease, now), Err(VoiceRefusal::Paused { until }), "ten minutes, not decades");
    assert_eq!(
        try_code(&mut unlocks, &good, &lease, now + MINUTE),
        Err(VoiceRefusal::Paused { until }),
        "from the first look"
    );
    assert!(try_code(&mut unlocks, &good, &lease, until).is_ok());
}

#[test]
fn a_code_is_only_heard_where_days_are_needed() {
    let lease = held(&lease());
    for state in State::ALL {
        let outcome = Unlocks::default().attempt(&code(lease.terms(), 1, 3), &lease, state, 0);
        let needed = matches!(state, State::Grace | State::LockedReadonly);
        assert_eq!(outcome.is_ok(), needed, "{state:?}");
        assert!(needed || outcome == Err(VoiceRefusal::NotNeeded));
    }
    let mut silent = crate::fixture::lease();
    silent.voice_secret = None;
    assert_eq!(try_code(&mut Unlocks::default(), "00000-00000", &held(&silent), 0), Err(VoiceRefusal::NoSecret));
}

#[test]
fn a_code_of_another_till_lease_counter_or_number_of_days_is_wrong() {
    let mine = lease();
    let held = held(&mine);
    let secret = leases().voice_secret(&mine.device);
    let call = |lease_id, rev, device, counter| voice::make(&secret, Call { lease_id, rev, device, counter }, 7).unwrap();
    let other = other_device();
    for typed in [
        call("E-0002", 1, &mine.device, 1),
        call(&mine.id, 2, &mine.device, 1),
        call(&mine.id, 1, &other, 1),
        call(&mine.id, 1, &mine.device, 7),
        voice::make(
            &leases().voice_secret(&other),
            Call { lease_id: &mine.id, rev: 1, device: &mine.device, counter: 1 },
            7,
        )
        .unwrap(),
    ] {
        assert_eq!(try_code(&mut Unlocks::default(), &typed, &held, 0), Err(VoiceRefusal::Wrong { left: 4 }), "{typed}");
    }
    assert_eq!(voice::make(&secret, Call { lease_id: "E", rev: 1, device: &other, counter: 1 }, 30), None);
}

#[test]
fn lent_days_begin_at_the_end_of_grace_or_when_they_are_typed() {
    let lease = held(&lease());
    let mut unlocks = Unlocks::default();
    try_code(&mut unlocks, &code(lease.terms(), 1, 3), &lease, 50 * DAY).unwrap();
    assert_eq!(unlocks.lengthen(lease.terms(), 60 * DAY), 63 * DAY);
    assert_eq!(unlocks.lengthen(lease.terms(), 40 * DAY), 53 * DAY, "typed ten days after the end");
}

#[test]
fn a_till_that_lost_its_memory_takes_no_code_until_a_real_lease() {
    let held = held(&lease());
    let mut unlocks = Unlocks::spent(held.terms());
    assert_eq!(try_code(&mut unlocks, &code(held.terms(), 1, 3), &held, 5), Err(VoiceRefusal::NoMore));
    assert_eq!(unlocks.lengthen(held.terms(), 100), 100);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn no_guess_is_taken(guess in "[0-9A-HJKMNP-TV-Z]{10}") {
        let terms = lease();
        let good = [1, 2].iter().any(|counter| voice::DAYS.iter().any(|days| code(&terms, *counter, *days).replace('-', "") == guess));
        let outcome = try_code(&mut Unlocks::default(), &guess, &held(&terms), 0);
        prop_assert_eq!(outcome.is_ok(), good);
    }
}
