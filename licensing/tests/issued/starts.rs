//! A first start under a wrong clock, a trial that counts days of use, and answers about the time that count once.

use caserita_licensing::{
    Facts, Reading, Refusal, Stamp, State, TrustedTime, decide,
    lima::{DAY, HOUR},
    server_time::{TimeTerms, VerifiedTime},
    voice::{Grant, Unlocks},
};

use crate::{fixture::*, till::Till};

const NONCE: [u8; 8] = [5; 8];

/// The build is a year older than the shop's first day.
fn built() -> i64 {
    day_at("2025-01-02")
}

fn day_at(text: &str) -> i64 {
    at(&format!("{text}T00:00:00"))
}

fn read(boot: u64, mono: i64, os: i64) -> Reading {
    Reading { os: Some(os), mono, boot }
}

fn began(os: i64) -> Stamp {
    Stamp::first(TrustedTime::new(built()).observe(read(1, 0, os)), None)
}

/// As it comes back from where it was kept.
fn kept(stamp: &Stamp) -> Stamp {
    let seal = device().seal_key();
    Stamp::open(&stamp.next().sealed(&seal), &seal).expect("its own seal")
}

fn answer(at: i64) -> VerifiedTime {
    let terms = TimeTerms { device: device().public(), nonce: NONCE, at };
    store().time(&file(&[leases().time(&terms).expect("signed")]), NONCE).expect("an answer")
}

fn state(stamp: &Stamp) -> State {
    let till = Till::trial();
    let facts = till.facts("2026-01-02T12:00:00");
    decide(&Facts { now: stamp.time.now(), first_start: stamp.first_start, ..facts }).state
}

fn used(stamp: &Stamp) -> i64 {
    stamp.time.now() - stamp.first_start
}

#[test]
fn a_first_start_under_a_wrong_clock_is_dated_by_the_first_one_believed() {
    for wrong in ["2010-01-01", "2099-01-01"] {
        let first = kept(&began(day_at(wrong)).observe(read(1, 5 * HOUR, day_at(wrong))));
        assert_eq!((first.undated, used(&first), state(&first)), (true, 5 * HOUR, State::Trial), "{wrong}");
        let right = kept(&first.observe(read(1, 6 * HOUR, bought())));
        assert_eq!((right.time.now(), used(&right), state(&right)), (bought(), 6 * HOUR, State::Trial), "{wrong}");
        let later = right.observe(read(2, 0, bought() + 20 * DAY));
        assert_eq!((used(&later), later.first_start), (20 * DAY + 6 * HOUR, right.first_start), "and never again");
    }
}

#[test]
fn a_newer_build_under_a_clock_that_is_still_wrong_is_no_day_of_use() {
    let first = began(day_at("2010-01-01")).observe(read(1, 5 * HOUR, 0));
    let updated = kept(&first.not_before(built() + 200 * DAY).observe(read(1, 6 * HOUR, 0)));
    assert_eq!((used(&updated), updated.undated), (6 * HOUR, true));
    let dated = began(bought()).not_before(bought() + 10 * DAY);
    assert_eq!(dated.first_start, bought(), "a date that stands stays");
}

#[test]
fn a_clock_that_was_right_from_the_start_moves_nothing() {
    let first = began(bought());
    assert_eq!((first.undated, first.first_start), (false, bought()));
    for os in [bought() - 9000 * DAY, bought() + 30 * DAY, bought() + 9000 * DAY, bought() + 31 * DAY] {
        assert_eq!(kept(&first.observe(read(2, 0, os))).observe(read(3, 0, os)).first_start, bought());
    }
}

#[test]
fn wrong_right_and_wrong_again_starts_no_second_trial() {
    let right = began(day_at("2010-01-01")).observe(read(1, HOUR, bought()));
    let first = right.first_start;
    let mut stamp = right;
    for (boot, os) in [(2, day_at("2010-01-01")), (3, day_at("2099-01-01")), (4, bought() + 39 * DAY)] {
        stamp = kept(&stamp.observe(read(boot, 0, os)).observe(read(boot, HOUR, os)));
        assert_eq!((stamp.first_start, stamp.undated), (first, false));
    }
    assert_eq!(state(&stamp), State::LockedReadonly);
}

#[test]
fn a_till_that_lost_its_memory_is_as_old_as_its_log() {
    let time = TrustedTime::new(bought() + 10 * DAY).observe(read(1, 0, day_at("2010-01-01")));
    let lost = Stamp::regained(bought(), time, None);
    let right = lost.observe(read(1, HOUR, bought() + 50 * DAY));
    assert_eq!((right.first_start, state(&right)), (bought(), State::LockedReadonly));
    let ahead = Stamp::regained(bought() + 1400 * DAY, TrustedTime::new(bought()), None);
    let over = ahead.observe(read(1, 0, bought())).observe(read(2, 0, bought() + 39 * DAY));
    assert_eq!((over.first_start, state(&over)), (bought(), State::LockedReadonly), "a date to come is none");
}

#[test]
fn a_place_put_back_after_all_were_lost_does_not_outrank_what_was_remembered_since() {
    let seal = device().seal_key();
    let old = (0..500).fold(began(bought()), |stamp, _| stamp.next());
    let lost = TrustedTime::new(bought() + HOUR).observe(read(2, 0, bought() + 20 * DAY));
    let since = Stamp::regained(bought(), lost, None).next();
    let places = [Some(old.sealed(&seal)), Some(since.sealed(&seal)), None];
    let found = Stamp::newest(&places.each_ref().map(Option::as_deref), &seal).stamp.unwrap();
    assert_eq!(found.time.now(), bought() + 20 * DAY);
}

#[test]
fn an_answer_dates_a_first_start_as_a_clock_does() {
    let first = began(day_at("2099-01-01")).observe(read(1, 5 * HOUR, day_at("2099-01-01")));
    let told = first.asking(NONCE).told(answer(bought()), read(1, 5 * HOUR, day_at("2099-01-01"))).unwrap();
    assert_eq!((told.time.now(), used(&told), told.undated), (bought(), 5 * HOUR, false));
}

#[test]
fn an_answer_that_sets_time_back_gives_no_used_day_back() {
    // Its clock was four years ahead at the first start, which is believed; twelve days later an answer sets it right.
    let ahead = began(bought() + 1400 * DAY).observe(read(1, 12 * DAY, bought() + 1412 * DAY));
    let told = ahead.asking(NONCE).told(answer(bought() + 12 * DAY), read(1, 12 * DAY, 0)).unwrap();
    assert_eq!((told.first_start, used(&told)), (bought(), 12 * DAY));
    let over = told.observe(read(1, 50 * DAY, bought() + 50 * DAY));
    assert_eq!(state(&over), State::LockedReadonly, "not a trial of four years");
}

#[test]
fn an_answer_counts_once_and_an_older_one_never() {
    let stamp = began(bought());
    let first = kept(&stamp.asking(NONCE).told(answer(bought() + DAY), read(1, HOUR, 0)).unwrap());
    assert_eq!(first.answered, Some(bought() + DAY));
    for old in [bought() + DAY, bought(), bought() + DAY - 1] {
        assert!(!first.asking(NONCE).accepts_answer(old));
        assert_eq!(first.asking(NONCE).told(answer(old), read(1, 2 * HOUR, 0)), Err(Refusal::OtherRequest));
    }
    assert!(first.asking(NONCE).accepts_answer(bought() + DAY + 1));
    assert!(!first.accepts_answer(bought() + DAY + 1), "nothing was asked since");
    assert!(first.asking(NONCE).told(answer(bought() + 2 * DAY), read(1, 2 * HOUR, 0)).is_ok());
}

#[test]
fn an_answer_is_waited_for_a_week() {
    let asked = kept(&began(bought()).asking(NONCE));
    let after = |days: i64| asked.observe(read(1, days * DAY, bought() + days * DAY));
    assert_eq!(after(2).asking([8; 8]).asked, asked.asked, "the answer to any copy of a request is an answer");
    assert_eq!(after(3).asking([8; 8]).open_question().map(|asked| asked.nonce), Some([8; 8]), "with days to answer in");
    assert!(after(6).told(answer(bought()), read(1, 6 * DAY, 0)).is_ok());
    let late = after(7);
    assert_eq!(late.told(answer(bought()), read(1, 7 * DAY, 0)), Err(Refusal::OtherRequest), "kept in a drawer");
}

#[test]
fn papers_put_back_are_older_than_those_the_till_went_by() {
    let (licence, first) = permission(&licence(caserita_licensing::Plan::Membership), &lease());
    let mut terms = lease();
    (terms.rev, terms.issued_at) = (2, terms.issued_at + DAY);
    let (_, second) = permission(licence.terms(), &terms);
    let stamp = kept(&began(bought()).going_by(&licence, &second));
    assert!(stamp.went_by_newer(&licence, &first) && !stamp.went_by_newer(&licence, &second));
    assert!(!began(bought()).went_by_newer(&licence, &first), "nothing was gone by yet");
    let missing = kept(&stamp.missing_papers());
    assert_eq!(missing.missing_since, Some(bought()));
    let brought = missing.observe(read(2, 0, bought() + 20 * DAY)).going_by(&licence, &second);
    assert_eq!(brought.missing_papers().missing_since, Some(bought()), "no other week when they are put back again");
    assert_eq!(brought.going_by(&licence, &first).missing_since, None, "other papers, another story");
    let later =
        (0..11).fold(brought, |stamp, month| stamp.observe(read(3 + month, 0, bought() + 35 * DAY * (month as i64 + 1))));
    assert_eq!(later.missing_papers().missing_since, Some(later.time.now()), "a year later");
}

#[test]
fn hoarded_answers_do_not_stop_time() {
    let mut stamp = began(bought()).asking(NONCE).told(answer(bought() + 1), read(1, 0, 0)).unwrap();
    for days in 1..100 {
        stamp = kept(&stamp.observe(read(1, days * DAY, 0)));
        stamp = stamp.asking(NONCE).told(answer(bought() + 1 + days), read(1, days * DAY, 0)).unwrap();
        assert_eq!(stamp.time.now(), bought() + 1 + days * DAY, "it cannot be earlier than the last answer and the uptime");
    }
}

#[test]
fn lent_days_do_not_outlive_the_correction_of_a_clock_that_was_ahead() {
    let (_, held) = permission(&licence(caserita_licensing::Plan::Membership), &lease());
    let far = bought() + 20_000 * DAY;
    let code = caserita_licensing::voice::make(
        &leases().voice_secret(&device().public()),
        caserita_licensing::voice::Call { lease_id: "E-0001", rev: 1, device: &device().public(), counter: 1 },
        3,
    );
    let mut unlocks = Unlocks::default();
    assert_eq!(
        unlocks.attempt(&code.unwrap(), &held, State::LockedReadonly, far),
        Ok(Grant { counter: 1, days: 3, at: far })
    );
    let stamp = Stamp { unlocks, ..began(bought()) };
    let told = stamp.asking(NONCE).told(answer(bought() + DAY), read(1, HOUR, far)).unwrap();
    assert_eq!(told.unlocks.lengthen(held.terms(), bought()), bought() + 4 * DAY, "three days from now, not from 2080");
}
