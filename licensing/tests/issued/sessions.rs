//! When a lock begins: at four in the morning with no session open, and what sessions can do about it.

use caserita_licensing::{
    Decision, Facts, Plan, Session, State, decide,
    lima::{self, DAY, HOUR, MINUTE},
};
use proptest::{collection::vec, prelude::*};

use crate::{
    fixture::*,
    till::{CLOSED, Till},
};

/// The first quiet hour after the end of [`Till::member`], and the one after it.
const FIRST: &str = "2026-02-06T04:00:00";
const SECOND: &str = "2026-02-07T04:00:00";

fn at_four(moment: i64) -> bool {
    (moment - at(FIRST)) % DAY == 0
}

#[test]
fn an_open_session_holds_the_lock_back_to_the_next_quiet_hour() {
    let till = Till::member().open_since("2026-02-05T20:00:00");
    assert_eq!((till.state(FIRST), till.at(FIRST).until), (State::Grace, Some(at(SECOND))));
    assert_eq!(till.state("2026-02-07T03:59:59"), State::Grace);
    assert_eq!(till.state(SECOND), State::LockedReadonly, "a session that is never closed is no licence");
    let forgotten = Till::member().open_since("2026-01-03T08:00:00");
    assert_eq!(forgotten.at("2026-03-01T12:00:00").locked_since, Some(at(SECOND)));
}

#[test]
fn a_till_opened_in_the_night_after_the_end_is_not_locked_under_the_customer() {
    let till = Till::member().open_since("2026-02-06T01:30:00");
    assert_eq!(till.state(FIRST), State::Grace);
    assert_eq!(till.state("2026-02-06T22:00:00"), State::Grace);
}

#[test]
fn a_session_closed_by_day_after_the_end_locks_nothing_before_the_night() {
    let closed = Till::member().closed_since("2026-02-06T13:00:00");
    let noon = closed.at("2026-02-06T13:00:00");
    assert_eq!((noon.state, noon.until), (State::Grace, Some(at(SECOND))));
    assert_eq!(closed.state(SECOND), State::LockedReadonly);
    let before = Till::member().closed_since("2026-02-05T22:00:00");
    assert_eq!(before.at(FIRST).locked_since, Some(at(FIRST)));
}

#[test]
fn the_next_shift_opens_that_day_and_holds_nothing_back_any_further() {
    let next = Till::member().open_since("2026-02-06T13:05:00");
    assert_eq!((next.state("2026-02-06T20:00:00"), next.state(SECOND)), (State::Grace, State::LockedReadonly));
    let last = Till::member().closed_since("2026-02-07T02:00:00");
    assert_eq!((last.state("2026-02-07T03:00:00"), last.state(SECOND)), (State::Grace, State::LockedReadonly));
    assert_eq!(Till::member().open_since("2026-02-07T03:59:00").state(SECOND), State::LockedReadonly);
}

#[test]
fn a_session_that_could_not_have_been_opened_holds_nothing() {
    assert_eq!(Till::member().open_since(SECOND).state("2026-02-07T04:01:00"), State::LockedReadonly);
    assert_eq!(Till::member().open_since("2026-02-08T02:00:00").state("2026-02-08T02:01:00"), State::LockedReadonly);
}

#[test]
fn a_lease_that_takes_time_away_waits_for_the_night_too() {
    // Paid through June at first; then, on 10 March in the middle of the day, a correction: only January was.
    let mut terms = lease();
    (terms.rev, terms.issued_at) = (2, at("2026-03-10T09:00:00"));
    let mut till = Till::new(&licence(Plan::Membership), &terms).open_since("2026-03-10T08:00:00");
    till.taken_at = Some(at("2026-03-10T15:00:00"));
    assert_eq!(till.state("2026-03-10T15:00:00"), State::Grace, "not under the customer");
    assert_eq!(till.at("2026-03-11T04:00:00").locked_since, Some(at("2026-03-11T04:00:00")));
    till.taken_at = Some(at("2026-09-01T00:00:00"));
    assert_eq!(till.state("2026-03-14T04:00:00"), State::LockedReadonly, "an edited date of arrival postpones little");
    let after = Till { session: Session::Open { since: at("2026-03-10T16:00:00") }, ..till };
    assert_eq!(after.state("2026-03-14T04:00:00"), State::LockedReadonly);
}

#[test]
fn every_end_at_any_hour_locks_at_four() {
    let quiet = |decision: &Decision| decision.locked_since.map(at_four);
    for hour in 0..48 {
        let mut terms = lease();
        (terms.paid_through, terms.issued_at, terms.server_time) = (None, bought() + hour * HOUR, bought() + hour * HOUR);
        let mut far = terms.clone();
        (far.paid_through, far.offline_max_days) = (Some(day("2026-12-31")), Some(20));
        for till in
            [Till::new(&licence(Plan::Membership), &terms), Till::new(&licence(Plan::Membership), &far), Till::trial()]
        {
            for session in [CLOSED, Session::Open { since: bought() }, Session::Closed { since: Some(bought() + hour) }] {
                let facts = Facts { session, first_start: bought() + hour * HOUR, ..till.facts(FIRST) };
                let decision = decide(&Facts { now: at("2026-06-01T13:00:00"), ..facts });
                assert_eq!(quiet(&decision), Some(true), "{hour}");
            }
        }
    }
}

#[test]
fn every_minute_of_two_months_gives_a_state_that_never_goes_back_by_itself() {
    for session in [
        CLOSED,
        Session::Open { since: at("2026-02-05T20:00:00") },
        Session::Closed { since: Some(at("2026-02-06T23:00:00")) },
    ] {
        let till = Till { session, ..Till::member() };
        let facts = till.facts("2026-01-02T12:00:00");
        let mut last = State::Active;
        for now in (bought()..bought() + 2 * MONTH).step_by(usize::try_from(7 * MINUTE).unwrap()) {
            let state = decide(&Facts { now, ..facts.clone() }).state;
            assert!(state >= last, "{last:?} became {state:?}");
            last = state;
        }
        assert_eq!(last, State::LockedReadonly);
    }
}

/// The trial, a membership and a contact that ends at noon.
fn kinds() -> [Till; 3] {
    let mut contact = lease();
    (contact.paid_through, contact.offline_max_days) = (Some(day("2026-12-31")), Some(30));
    [Till::trial(), Till::member(), Till::new(&licence(Plan::Membership), &contact)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Sessions opened and closed at will, as far as the gate lets them, from before the end until long after it.
    #[test]
    fn no_sequence_of_sessions_sells_on_and_no_lock_comes_by_day(
        kind in 0..3_usize,
        steps in vec((1..600_i64, any::<bool>()), 1..400),
    ) {
        let mut till = kinds().into_iter().nth(kind).expect("three");
        till.session = CLOSED;
        let start = at("2026-01-30T00:00:00");
        let end = match kind {
            0 => bought() + 37 * DAY,
            1 => at("2026-02-06T00:00:00"),
            _ => bought() + 35 * DAY,
        };
        let (mut now, mut locked) = (start, None);
        let mut held_at_first = false;
        for (minutes, acts) in steps.into_iter().chain(vec![(600, true); 60]) {
            let next = now + minutes * MINUTE;
            while now < next {
                now = (now + 10 * MINUTE).min(next);
                let decision = decide(&Facts { now, ..till.facts(FIRST) });
                match (locked, decision.locked_since) {
                    (None, Some(since)) => {
                        prop_assert!(at_four(since), "by day");
                        prop_assert!(since <= now && now - since <= 10 * MINUTE, "back-dated");
                        prop_assert_eq!(since, lima::quiet_from(end) + if held_at_first { DAY } else { 0 });
                        locked = Some(since);
                    }
                    (Some(before), since) => prop_assert_eq!(since, Some(before), "it stays locked, since then"),
                    (None, None) => {}
                }
            }
            let may_open = !decide(&Facts { now, ..till.facts(FIRST) }).state.is_locked();
            till.session = match till.session {
                Session::Closed { .. } if acts && may_open => Session::Open { since: now },
                Session::Open { .. } if acts => Session::Closed { since: Some(now) },
                other => other,
            };
            if now <= lima::quiet_from(end) {
                held_at_first = matches!(till.session, Session::Open { .. });
            }
        }
        prop_assert!(locked.is_some());
    }
}
