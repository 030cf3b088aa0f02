//! Every plan at every stage with every session, crossed with everything that is only to be said beside it: what is wrong
//! with the clock or the machine never changes what a till may do.

use std::collections::BTreeSet;

use caserita_licensing::{ClockFault, DeviceVerdict, Facts, Flag, Plan, Session, State, decide};

use crate::{
    fixture::*,
    till::{CLOSED, Till},
};

use State::{Active, Grace, LockedReadonly as Locked, Suspended, Trial, Warn};

/// Paid through 31 January, grace through 5 February: the quiet hours are those of the 6th and the 7th. The trial of a till
/// without papers was begun to end with the same day.
const NOWS: [&str; 7] = [
    "2026-01-10T12:00:00",
    "2026-01-28T12:00:00",
    "2026-02-03T12:00:00",
    "2026-02-06T03:59:59",
    "2026-02-06T04:00:00",
    "2026-02-06T15:00:00",
    "2026-02-07T04:00:00",
];

fn sessions() -> [Session; 5] {
    [
        CLOSED,
        Session::Closed { since: Some(at("2026-02-05T22:00:00")) },
        Session::Open { since: at("2026-02-05T20:00:00") },
        Session::Closed { since: Some(at("2026-02-06T13:00:00")) },
        Session::Open { since: at("2026-03-01T09:00:00") },
    ]
}

/// What each plan comes to at each moment with no session in the way, and with one.
const TABLE: [(Option<Plan>, [State; 7], [State; 7]); 4] = [
    (None, [Trial, Trial, Grace, Grace, Locked, Locked, Locked], [Trial, Trial, Grace, Grace, Grace, Grace, Locked]),
    (
        Some(Plan::Trial),
        [Trial, Trial, Grace, Grace, Locked, Locked, Locked],
        [Trial, Trial, Grace, Grace, Grace, Grace, Locked],
    ),
    (
        Some(Plan::Membership),
        [Active, Warn, Grace, Grace, Locked, Locked, Locked],
        [Active, Warn, Grace, Grace, Grace, Grace, Locked],
    ),
    (Some(Plan::Perpetual), [Active; 7], [Active; 7]),
];

/// Suspended by a lease that was signed and taken in on the 5th: the quiet hours are the same two.
const WHEN_SUSPENDED: [bool; 7] = [false, false, false, false, true, true, true];

fn till(plan: Option<Plan>, reason: Option<&str>) -> Till {
    let mut terms = lease();
    if let Some(reason) = reason {
        (terms.suspended, terms.issued_at) = (Some(reason.to_owned()), at("2026-02-05T10:00:00"));
    }
    plan.map_or_else(Till::trial, |plan| Till::new(&licence(plan), &terms))
}

fn expected(plan: Option<Plan>, moment: usize, session: usize, suspended: bool) -> State {
    let (_, free, held) = TABLE[TABLE.iter().position(|row| row.0 == plan).expect("each plan has its row")];
    let holds = matches!(session, 2 | 3);
    let shut = WHEN_SUSPENDED[moment] && (!holds || moment == 6);
    if suspended && shut {
        Suspended
    } else if holds {
        held[moment]
    } else {
        free[moment]
    }
}

const CLOCKS: [Option<ClockFault>; 4] =
    [None, Some(ClockFault::Behind), Some(ClockFault::Ahead), Some(ClockFault::Unreadable)];
const DEVICES: [DeviceVerdict; 4] =
    [DeviceVerdict::Same, DeviceVerdict::Changed, DeviceVerdict::Moved, DeviceVerdict::KeyAlone];

#[test]
fn what_is_said_beside_a_state_never_changes_it() {
    let mut rows = 0;
    for (plan, suspended) in TABLE.iter().flat_map(|row| [(row.0, false), (row.0, row.0.is_some())]) {
        let till = till(plan, suspended.then_some("Cheque devuelto"));
        for (moment, now) in NOWS.into_iter().enumerate() {
            for (at_session, session) in sessions().into_iter().enumerate() {
                for (clock, device) in CLOCKS.into_iter().flat_map(|clock| DEVICES.map(|device| (clock, device))) {
                    for build in ["2026-01-01", "2027-06-01"] {
                        let first_start = at("2025-12-31T00:00:00");
                        let facts = Facts { session, clock, device, first_start, build: day(build), ..till.facts(now) };
                        let decision = decide(&facts);
                        let state = expected(plan, moment, at_session, suspended);
                        assert_eq!(decision.state, state, "{plan:?} {suspended} {now} {session:?} {clock:?} {device:?}");
                        assert_eq!(decision.locked_since.is_some(), state.is_locked());
                        let pending = suspended && state != Suspended;
                        let said = flags(clock, device, plan.is_some() && build == "2027-06-01", pending);
                        assert_eq!(decision.flags, said, "{plan:?} {now}");
                        rows += 1;
                    }
                }
            }
        }
    }
    assert_eq!(rows, 8 * 7 * 5 * 4 * 4 * 2);
}

fn flags(clock: Option<ClockFault>, device: DeviceVerdict, not_covered: bool, pending: bool) -> BTreeSet<Flag> {
    let all = [
        (Flag::ClockSuspect, clock.is_some()),
        (Flag::DeviceMoved, device == DeviceVerdict::Moved),
        (Flag::BuildNotCovered, not_covered),
        (Flag::SuspensionPending, pending),
    ];
    all.into_iter().filter(|(_, raised)| *raised).map(|(flag, _)| flag).collect()
}

#[test]
fn a_key_that_is_gone_or_a_lease_that_cannot_be_read_serves_a_week_in_every_plan() {
    // A trial long over, so that only the papers speak; noticed at noon of the 10th, so the week ends at noon of the 17th.
    let noticed = at("2026-01-10T12:00:00");
    let nows = ["2026-01-11T12:00:00", "2026-01-17T12:00:00", "2026-01-18T03:59:59", "2026-01-18T04:00:00"];
    let table = [
        (None, [Locked; 4]),
        (Some(Plan::Trial), [Trial, Grace, Grace, Locked]),
        (Some(Plan::Membership), [Active, Grace, Grace, Locked]),
        (Some(Plan::Perpetual), [Active, Grace, Grace, Locked]),
    ];
    for (plan, states) in table {
        let till = till(plan, None);
        for (now, state) in nows.into_iter().zip(states) {
            for (clock, device) in CLOCKS.into_iter().flat_map(|clock| {
                [(clock, DeviceVerdict::KeyMissing), (clock, DeviceVerdict::Same), (clock, DeviceVerdict::Moved)]
            }) {
                let first_start = at("2025-01-01T00:00:00");
                let facts = Facts { clock, device, first_start, unreadable_since: Some(noticed), ..till.facts(now) };
                let decision = decide(&facts);
                assert_eq!(decision.state, state, "{plan:?} {now} {device:?}");
                let missing = device == DeviceVerdict::KeyMissing;
                let said = [Flag::DeviceKeyMissing, Flag::LeaseUnreadable].map(|flag| decision.flags.contains(&flag));
                assert_eq!(said, [missing, !missing]);
                let gone = Facts { unreadable_since: None, device: DeviceVerdict::KeyMissing, ..facts };
                assert_eq!(decide(&gone).state, Locked, "a lease of a machine that this one is not");
            }
        }
    }
}
