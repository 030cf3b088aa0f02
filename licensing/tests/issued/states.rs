//! The table of states, edge by edge.

use caserita_licensing::{ClockFault, DeviceVerdict, Facts, Flag, Plan, Rights, Session, State, decide};

use crate::{
    fixture::*,
    till::{CLOSED, Till},
};

#[test]
fn a_membership_goes_from_active_through_warning_and_grace_to_locked() {
    // Paid through 31 January; 7 days of warning; 5 of grace, so selling ends with 5 February and the lock is on 6 at 04:00.
    let table = [
        ("2026-01-02T12:00:00", State::Active, Some("2026-01-25T00:00:00"), Some(29)),
        ("2026-01-24T23:59:59", State::Active, Some("2026-01-25T00:00:00"), Some(7)),
        ("2026-01-25T00:00:00", State::Warn, Some("2026-02-01T00:00:00"), Some(6)),
        ("2026-01-31T23:59:59", State::Warn, Some("2026-02-01T00:00:00"), Some(0)),
        ("2026-02-01T00:00:00", State::Grace, Some("2026-02-06T04:00:00"), Some(4)),
        ("2026-02-05T23:59:59", State::Grace, Some("2026-02-06T04:00:00"), Some(0)),
        ("2026-02-06T03:59:59", State::Grace, Some("2026-02-06T04:00:00"), Some(0)),
        ("2026-02-06T04:00:00", State::LockedReadonly, None, Some(0)),
        ("2026-02-07T02:00:00", State::LockedReadonly, None, Some(0)),
        ("2030-01-01T00:00:00", State::LockedReadonly, None, Some(0)),
    ];
    for (now, state, until, days_left) in table {
        let decision = Till::member().at(now);
        assert_eq!((decision.state, decision.until, decision.days_left), (state, until.map(at), days_left), "{now}");
        let locked = state.is_locked().then(|| at("2026-02-06T04:00:00"));
        assert_eq!(decision.locked_since, locked, "{now}");
    }
}

#[test]
fn a_new_till_has_thirty_days_of_everything_on_one_till() {
    let till = Till::trial();
    let table = [
        ("2026-01-02T12:00:00", State::Trial),
        ("2026-02-01T11:59:59", State::Trial),
        ("2026-02-01T12:00:00", State::Grace),
        ("2026-02-08T12:00:00", State::Grace),
        ("2026-02-09T03:59:59", State::Grace),
        ("2026-02-09T04:00:00", State::LockedReadonly),
    ];
    for (now, state) in table {
        assert_eq!(till.state(now), state, "{now}");
    }
    let rights = Rights::of(&till.facts("2026-01-02T12:00:00"));
    assert_eq!((rights.entitlements.len(), rights.max_tills), (5, 1));
    assert_eq!(till.at("2025-01-01T00:00:00").state, State::Trial, "a first start in the future counts from now");
}

#[test]
fn a_licence_brings_its_own_rights() {
    let till = Till::member();
    let rights = Rights::of(&till.facts("2026-01-03T00:00:00"));
    assert_eq!(rights.entitlements.iter().collect::<Vec<_>>(), ["documents", "minimarket"]);
}

#[test]
fn a_trial_licence_is_a_longer_trial() {
    let till = Till::new(&licence(Plan::Trial), &lease());
    assert_eq!(till.state("2026-01-31T23:59:59"), State::Trial, "no warning: a trial says its days anyway");
    assert_eq!(till.state("2026-02-01T00:00:00"), State::Grace);
    assert_eq!(till.state("2026-02-06T04:00:00"), State::LockedReadonly);
}

#[test]
fn time_never_locks_a_perpetual_licence() {
    for paid in [None, Some(day("2026-01-31"))] {
        let mut lease = lease();
        (lease.paid_through, lease.offline_max_days) = (paid, Some(1));
        let till = Till::new(&licence(Plan::Perpetual), &lease);
        for now in ["2026-01-02T12:00:00", "2026-02-28T12:00:00", "2100-06-01T00:00:00", "9999-01-01T00:00:00"] {
            let decision = till.at(now);
            assert_eq!((decision.state, decision.until, decision.days_left), (State::Active, None, None), "{now}");
            assert!(!decision.flags.contains(&Flag::ContactNeeded));
        }
        assert!(till.at("2100-06-01T00:00:00").flags.contains(&Flag::UpdatesEnded));
        for clock in [ClockFault::Behind, ClockFault::Ahead, ClockFault::Unreadable] {
            let till = Till { clock: Some(clock), ..Till::new(&licence(Plan::Perpetual), &lease) };
            let decision = till.at("2100-06-01T00:00:00");
            assert!(decision.state == State::Active && decision.flags.contains(&Flag::ClockSuspect));
        }
    }
}

#[test]
fn a_sale_begun_before_the_lock_is_finished_after_it() {
    let decision = Till::member().at("2026-02-06T04:05:00");
    let begun = at("2026-02-06T03:58:00");
    assert!(decision.may_finish(begun, at("2026-02-06T04:05:00")));
    assert!(!decision.may_finish(at("2026-02-06T04:00:00"), at("2026-02-06T04:05:00")), "a new one");
    assert!(!decision.may_finish(begun, at("2026-02-06T16:00:00")), "but a cart is no licence either");
    let late = Till::member().open_since("2026-02-05T20:00:00").at("2026-02-05T23:59:00");
    assert!(late.may_finish(at("2026-02-05T23:50:00"), at("2026-02-05T23:59:00")));
}

#[test]
fn a_newer_lease_unlocks_at_once() {
    let mut renewed = lease();
    (renewed.rev, renewed.paid_through) = (2, Some(day("2026-02-28")));
    assert_eq!(Till::member().state("2026-02-10T10:00:00"), State::LockedReadonly);
    assert_eq!(Till::new(&licence(Plan::Membership), &renewed).state("2026-02-10T10:00:00"), State::Active);
}

#[test]
fn a_code_unlocks_for_its_days() {
    let mut till = Till::member();
    let (_, held) = till.pair.clone().unwrap();
    let secret = leases().voice_secret(&held.terms().device);
    let call = caserita_licensing::voice::Call { lease_id: "E-0001", rev: 1, device: &held.terms().device, counter: 1 };
    let code = caserita_licensing::voice::make(&secret, call, 3).unwrap();
    let now = at("2026-02-10T10:00:00");
    till.unlocks.attempt(&code, &held, till.state("2026-02-10T10:00:00"), now).unwrap();
    assert_eq!(till.at("2026-02-10T10:00:00").until, Some(at("2026-02-14T04:00:00")));
    assert_eq!(till.state("2026-02-13T10:00:00"), State::Grace, "three days, and the wait for the night");
    assert_eq!(till.state("2026-02-14T04:00:00"), State::LockedReadonly);
}

fn suspended(plan: Plan) -> Till {
    let mut lease = lease();
    lease.suspended = Some("Cheque devuelto".to_owned());
    lease.issued_at = at("2026-01-10T10:00:00");
    Till::new(&licence(plan), &lease)
}

#[test]
fn a_suspension_waits_for_the_quiet_hour_in_every_plan() {
    for plan in [Plan::Perpetual, Plan::Membership, Plan::Trial] {
        let mut till = suspended(plan);
        till.taken_at = Some(at("2026-01-10T18:00:00"));
        let evening = till.at("2026-01-10T23:00:00");
        assert!(!evening.state.is_locked() && evening.flags.contains(&Flag::SuspensionPending));
        assert_eq!(evening.until, Some(at("2026-01-11T04:00:00")));
        let morning = till.at("2026-01-11T04:00:00");
        assert_eq!((morning.state, morning.locked_since), (State::Suspended, Some(at("2026-01-11T04:00:00"))));
    }
}

#[test]
fn a_suspension_that_arrives_days_late_still_waits_for_one_quiet_hour_and_no_longer() {
    let mut till = suspended(Plan::Perpetual);
    till.taken_at = Some(at("2026-01-12T18:00:00"));
    assert_eq!(till.state("2026-01-12T23:00:00"), State::Active);
    assert_eq!(till.state("2026-01-13T04:00:00"), State::Suspended);
    till.taken_at = Some(at("2026-06-01T10:00:00"));
    assert_eq!(till.state("2026-01-14T04:00:00"), State::Suspended, "an edited date of arrival postpones little");
}

#[test]
fn a_suspended_till_with_an_open_session_is_suspended_a_day_later_at_most() {
    let till = suspended(Plan::Membership).open_since("2026-01-10T08:00:00");
    assert_eq!(till.state("2026-01-11T12:00:00"), State::Active);
    assert_eq!(till.state("2026-01-12T04:00:00"), State::Suspended);
    assert_eq!(suspended(Plan::Membership).state("2026-03-01T12:00:00"), State::Suspended, "its own text, not the lock's");
}

#[test]
fn a_membership_must_be_heard_of_now_and_then_when_it_says_so() {
    let mut terms = lease();
    (terms.paid_through, terms.offline_max_days) = (Some(day("2026-12-31")), Some(45));
    let till = Till::new(&licence(Plan::Membership), &terms);
    assert_eq!(till.state("2026-02-01T12:00:00"), State::Active, "thirty days without a line");
    let warning = till.at("2026-02-15T12:00:00");
    assert_eq!(warning.state, State::Warn);
    assert!(warning.flags.contains(&Flag::ContactNeeded));
    assert_eq!(till.state("2026-02-16T12:00:00"), State::Grace);
    assert_eq!(till.state("2026-02-22T03:59:59"), State::Grace, "five days of grace end at noon of the 21st");
    assert_eq!(till.state("2026-02-22T04:00:00"), State::LockedReadonly);
    terms.offline_max_days = None;
    assert_eq!(Till::new(&licence(Plan::Membership), &terms).state("2026-12-20T12:00:00"), State::Active);
}

#[test]
fn the_last_good_lease_serves_a_week_when_the_stored_one_is_unreadable_or_the_key_is_gone() {
    let mut till = Till::new(&licence(Plan::Perpetual), &lease());
    till.unreadable_since = Some(at("2026-03-01T12:00:00"));
    let during = till.at("2026-03-08T11:59:59");
    assert!(during.state == State::Active && during.flags.contains(&Flag::LeaseUnreadable));
    assert_eq!(till.state("2026-03-08T12:00:00"), State::Grace, "not in the middle of the day");
    assert_eq!(till.at("2026-03-09T04:00:00").locked_since, Some(at("2026-03-09T04:00:00")));
    till.session = Session::Open { since: at("2026-03-08T07:00:00") };
    assert_eq!(till.state("2026-03-09T04:00:00"), State::Grace, "nor under a customer");
    assert_eq!(till.at("2026-03-10T12:00:00").locked_since, Some(at("2026-03-10T04:00:00")));
    till.session = CLOSED;
    till.device = DeviceVerdict::KeyMissing;
    let keyless = till.at("2026-03-05T12:00:00");
    assert!(keyless.state == State::Active && keyless.flags.contains(&Flag::DeviceKeyMissing));
    till.unreadable_since = None;
    assert_eq!(till.state("2026-03-05T12:00:00"), State::LockedReadonly, "a lease of a machine that this one is not");
    let mut ended = Till::member();
    ended.unreadable_since = Some(at("2026-03-01T12:00:00"));
    for session in [CLOSED, Session::Open { since: at("2026-01-03T08:00:00") }] {
        ended.session = session;
        for now in ["2026-03-02T12:00:00", "2026-03-08T12:00:00", "2026-03-08T13:00:00"] {
            assert_eq!(ended.state(now), State::LockedReadonly, "it serves no longer than it would have");
        }
    }
}

#[test]
fn a_lease_that_cannot_be_read_is_no_way_out_of_a_suspension() {
    let mut till = suspended(Plan::Perpetual);
    till.unreadable_since = Some(at("2026-03-01T12:00:00"));
    assert_eq!(till.state("2026-03-08T11:59:59"), State::Suspended);
    assert_eq!(till.state("2026-03-08T12:00:00"), State::LockedReadonly);
}

#[test]
fn days_counted_from_a_moment_to_come_are_none() {
    let mut till = Till::new(&licence(Plan::Perpetual), &lease());
    till.unreadable_since = Some(at("2099-01-01T00:00:00"));
    assert_eq!(till.state("2026-03-08T12:00:00"), State::LockedReadonly, "left behind by a clock that was ahead");
}

#[test]
fn flags_take_nothing_away() {
    let mut till = Till::member();
    for (device, flag) in
        [(DeviceVerdict::Moved, Some(Flag::DeviceMoved)), (DeviceVerdict::Changed, None), (DeviceVerdict::KeyAlone, None)]
    {
        till.device = device;
        let decision = till.at("2026-01-03T00:00:00");
        assert_eq!(decision.state, State::Active);
        assert_eq!(decision.flags.into_iter().next(), flag);
    }
    let mut covered = licence(Plan::Perpetual);
    covered.updates_through = Some(day("2025-12-31"));
    let till = Till::new(&covered, &lease());
    let decision = till.at("2026-01-03T00:00:00");
    assert_eq!(decision.state, State::Active, "a build that is not covered is for the updater to go back from");
    assert!(decision.flags.contains(&Flag::BuildNotCovered));
}

#[test]
fn a_licence_holds_from_its_day_and_only_with_its_own_lease() {
    let mut early = licence(Plan::Perpetual);
    early.not_before = at("2026-01-20T00:00:00");
    assert_eq!(Till::new(&early, &lease()).state("2026-01-10T00:00:00"), State::Trial);
    assert_eq!(Till::new(&early, &lease()).state("2026-01-20T00:00:00"), State::Active);
    let mut other = Till::member();
    let mut stranger = licence(Plan::Perpetual);
    stranger.id = "L-0002".to_owned();
    let mut theirs = lease();
    theirs.licence_id = "L-0002".to_owned();
    let (licence, _) = permission(&stranger, &theirs);
    other.pair = other.pair.map(|(_, lease)| (licence, lease));
    assert_eq!(other.state("2026-03-10T00:00:00"), State::LockedReadonly, "a licence with the lease of another");
}

#[test]
fn a_membership_lease_without_a_day_has_nothing_paid() {
    let mut terms = lease();
    terms.paid_through = None;
    let till = Till::new(&licence(Plan::Membership), &terms);
    assert_eq!(till.state("2026-01-02T12:00:01"), State::Grace);
    assert_eq!(till.state("2026-01-09T00:00:00"), State::LockedReadonly);
}

#[test]
fn what_is_said_about_the_next_change_comes_true() {
    let starts = ["2026-01-02T12:00:00", "2026-01-30T10:00:00", "2026-02-03T03:00:00"];
    let sessions = [
        CLOSED,
        Session::Open { since: at("2026-01-02T08:00:00") },
        Session::Closed { since: Some(at("2026-01-03T01:00:00")) },
    ];
    for plan in [Plan::Membership, Plan::Trial] {
        for session in sessions {
            for start in starts {
                let till = Till { session, ..Till::new(&licence(plan), &lease()) };
                let decision = till.at(start);
                let until = decision.until.expect("these end");
                let decide_at = |now| decide(&Facts { now, ..till.facts(start) }).state;
                assert_eq!(decide_at(until - 1), decision.state);
                assert_ne!(decide_at(until), decision.state);
            }
        }
    }
}

#[test]
fn no_moment_makes_it_fail() {
    for till in [Till::member(), Till::trial(), suspended(Plan::Perpetual)] {
        let facts = till.facts("2026-01-02T12:00:00");
        for moment in [i64::MIN, -1, 0, i64::MAX] {
            for session in [CLOSED, Session::Open { since: moment }, Session::Closed { since: Some(moment) }] {
                let odd = Facts {
                    now: moment,
                    first_start: moment,
                    session,
                    lease_taken_at: Some(moment),
                    unreadable_since: Some(moment),
                    ..facts.clone()
                };
                let decision = decide(&odd);
                let _ = decision.may_finish(moment, moment);
            }
        }
    }
}
