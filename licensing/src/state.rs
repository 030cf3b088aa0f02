//! What a till may do now, derived from what was signed and what time it is; never stored.
//!
//! Time alone moves a till from warning to grace. A lock begins in the quiet hour, at 04:00 in Lima, and never under a
//! customer: at the first one at or after the end at which no cash session is open. A session that is open then holds it
//! back to the next one, and no further: neither a session that is never closed nor a shift that follows another may be a
//! licence that never ends. So, in whichever way sessions are opened and closed, a till sells less than two days past its
//! end.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    device::DeviceVerdict,
    lease::{LeaseTerms, VerifiedLease},
    licence::{Entitlement, Plan, VerifiedLicence},
    lima::{self, DAY, HOUR},
    time::ClockFault,
    voice::Unlocks,
};

/// Days of full use from the first start of a till.
pub const TRIAL_DAYS: u32 = 30;
/// Days after those in which it still sells.
pub const TRIAL_GRACE_DAYS: u32 = 7;
/// Days for which the last good lease serves when the stored one cannot be read.
pub const UNREADABLE_DAYS: i64 = 7;
/// The longest an open cash session holds a lock back: from one quiet hour to the next.
const SESSION_HOLD: i64 = DAY;
/// The longest that what a lease takes away waits for the till to have seen it.
const SEEN_WAIT: i64 = 3 * DAY;
/// How long after the lock a sale that was begun before it may still be finished.
const FINISH: i64 = 12 * HOUR;

/// What a till is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum State {
    /// Full use, not yet paid.
    Trial,
    /// Full use.
    Active,
    /// Full use; what was paid for ends soon.
    Warn,
    /// Full use; what was paid for has ended.
    Grace,
    /// No new sales; everything that is the owner's stays reachable.
    LockedReadonly,
    /// As locked, because the seller says so.
    Suspended,
}

impl State {
    /// Every state.
    pub const ALL: [State; 6] =
        [State::Trial, State::Active, State::Warn, State::Grace, State::LockedReadonly, State::Suspended];

    /// The word of the specification.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            State::Trial => "TRIAL",
            State::Active => "ACTIVE",
            State::Warn => "WARN",
            State::Grace => "GRACE",
            State::LockedReadonly => "LOCKED_READONLY",
            State::Suspended => "SUSPENDED",
        }
    }

    /// Whether new sales are refused.
    #[must_use]
    pub const fn is_locked(self) -> bool {
        matches!(self, State::LockedReadonly | State::Suspended)
    }
}

/// What should be said beside the state; none of these takes anything away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Flag {
    /// The machine's clock is wrong or cannot be read.
    ClockSuspect,
    /// The till was moved to another machine, or copied.
    DeviceMoved,
    /// The till's key is gone: it must be activated again.
    DeviceKeyMissing,
    /// Newer builds are not covered.
    UpdatesEnded,
    /// This very build is not covered: go back to the fallback version.
    BuildNotCovered,
    /// The stored lease cannot be read; the last good one serves for some days.
    LeaseUnreadable,
    /// What ends is not the payment but the time without a newer lease: connect, or bring a file.
    ContactNeeded,
    /// A suspension waits for the quiet hour.
    SuspensionPending,
}

/// The cash session of the till.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Session {
    /// Open since, in trusted Unix milliseconds.
    Open {
        /// The moment.
        since: i64,
    },
    /// Closed since, if one was ever open.
    Closed {
        /// The moment.
        since: Option<i64>,
    },
}

/// Everything the decision rests on.
#[derive(Debug, Clone)]
pub struct Facts<'a> {
    /// Trusted now, in Unix milliseconds.
    pub now: i64,
    /// What is wrong with the clock.
    pub clock: Option<ClockFault>,
    /// When the till was first started.
    pub first_start: i64,
    /// The licence and the lease in force: [`crate::Store::current`].
    pub permission: Option<(&'a VerifiedLicence, &'a VerifiedLease)>,
    /// When that lease was taken in, in trusted Unix milliseconds; none counts as when it was signed.
    pub lease_taken_at: Option<i64>,
    /// Since when the stored lease cannot be read, or the till's key is gone. The permission above is then the last good one.
    pub unreadable_since: Option<i64>,
    /// Days lent by voice.
    pub unlocks: &'a Unlocks,
    /// The cash session.
    pub session: Session,
    /// What the key and the machine say.
    pub device: DeviceVerdict,
    /// The day of this build.
    pub build: NaiveDate,
}

/// What follows from the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What the till is allowed.
    pub state: State,
    /// When the state changes if nothing else does, in Unix milliseconds; closing a session or a document may change it
    /// sooner.
    pub until: Option<i64>,
    /// Whole days, in Lima, until what was paid for ends; in grace, until selling ends. None when nothing ends.
    pub days_left: Option<u32>,
    /// Since when new sales are refused.
    pub locked_since: Option<i64>,
    /// What should be said beside it.
    pub flags: BTreeSet<Flag>,
}

impl Decision {
    /// Whether a sale that was begun at a moment may be finished now: the lock is decided when a sale starts, never in the
    /// middle of one.
    #[must_use]
    pub fn may_finish(&self, begun_at: i64, now: i64) -> bool {
        self.locked_since.is_none_or(|since| begun_at < since && now < since.saturating_add(FINISH))
    }
}

/// What may be used: the trades and modules, and on how many tills.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rights {
    /// Words of trades and modules.
    pub entitlements: BTreeSet<String>,
    /// Tills that may have a lease.
    pub max_tills: u32,
}

impl Rights {
    /// Whether a trade or module may be used.
    #[must_use]
    pub fn includes(&self, entitlement: Entitlement) -> bool {
        self.entitlements.contains(entitlement.word())
    }

    /// The rights of the facts: those of the licence in force, or those of a trial, which are all of them on one till.
    #[must_use]
    pub fn of(facts: &Facts<'_>) -> Rights {
        match usable(facts) {
            Some((licence, _)) => {
                Rights { entitlements: licence.terms().entitlements.clone(), max_tills: licence.terms().max_tills }
            }
            None => {
                let all = Entitlement::ALL.map(|entitlement| entitlement.word().to_owned());
                Rights { entitlements: all.into(), max_tills: 1 }
            }
        }
    }
}

/// The ends that time alone brings.
struct Ends {
    before: State,
    warn_from: i64,
    paid_until: i64,
    sells_until: i64,
}

/// Decides. Pure: the same facts give the same answer.
#[must_use]
pub fn decide(facts: &Facts<'_>) -> Decision {
    let permission = usable(facts);
    let mut decision = match permission {
        Some((licence, _)) if licence.terms().plan == Plan::Perpetual => endless(),
        Some((licence, lease)) => by_time(facts, &ends_of(licence.terms().plan, lease.terms(), facts.unlocks)),
        None => by_time(facts, &trial_ends(facts)),
    };
    if let Some((_, lease)) = permission.filter(|(_, lease)| lease.terms().suspended.is_some()) {
        suspend(facts, lease.terms(), &mut decision);
    }
    flag(facts, permission, &mut decision);
    decision
}

/// The permission, if it holds now.
fn usable<'a>(facts: &Facts<'a>) -> Option<(&'a VerifiedLicence, &'a VerifiedLease)> {
    let (licence, lease) = facts.permission?;
    let ours = lease.terms().licence_id == licence.terms().id && facts.now >= licence.terms().not_before;
    let serves = match (facts.unreadable_since, facts.device) {
        (Some(since), _) => since <= facts.now && facts.now < since.saturating_add(UNREADABLE_DAYS * DAY),
        (None, DeviceVerdict::KeyMissing) => false,
        (None, _) => true,
    };
    (ours && serves).then_some((licence, lease))
}

const fn endless() -> Decision {
    Decision { state: State::Active, until: None, days_left: None, locked_since: None, flags: BTreeSet::new() }
}

fn ends_of(plan: Plan, lease: &LeaseTerms, unlocks: &Unlocks) -> Ends {
    let paid_until = lease.paid_until();
    let days = |days: u32| i64::from(days) * DAY;
    let (before, warn_days) = if plan == Plan::Trial { (State::Trial, 0) } else { (State::Active, lease.warn_days) };
    let grace_end = paid_until.saturating_add(days(lease.grace_days));
    Ends {
        before,
        warn_from: paid_until.saturating_sub(days(warn_days)),
        paid_until,
        sells_until: unlocks.lengthen(lease, grace_end),
    }
}

/// The ends of a till without a permission in force: those of its trial, or of the days for which a permission served that
/// cannot be read any more.
fn trial_ends(facts: &Facts<'_>) -> Ends {
    let start = facts.first_start.min(facts.now);
    let end = start.saturating_add(i64::from(TRIAL_DAYS) * DAY);
    let sells_until = end.saturating_add(i64::from(TRIAL_GRACE_DAYS) * DAY);
    let served_until = served_until(facts).unwrap_or(sells_until);
    Ends { before: State::Trial, warn_from: end, paid_until: end, sells_until: sells_until.max(served_until) }
}

/// Until when a permission that cannot be read any more serves: some days, and no longer than it would have. A moment to
/// come, left behind by a clock that was ahead, says nothing.
fn served_until(facts: &Facts<'_>) -> Option<i64> {
    let since = facts.unreadable_since.filter(|since| *since <= facts.now)?;
    let (licence, lease) = facts.permission?;
    let served = since.saturating_add(UNREADABLE_DAYS * DAY);
    let sold = match licence.terms().plan {
        Plan::Perpetual => i64::MAX,
        plan => ends_of(plan, lease.terms(), facts.unlocks).sells_until,
    };
    let suspended = lease.terms().suspended.is_some().then(|| suspended_from(facts, lease.terms()));
    Some(served.min(sold).min(suspended.unwrap_or(i64::MAX)))
}

fn by_time(facts: &Facts<'_>, ends: &Ends) -> Decision {
    let now = facts.now;
    let lock = lock_moment(ends.sells_until, facts);
    let (state, until, end) = if now < ends.warn_from {
        (ends.before, Some(ends.warn_from), ends.paid_until)
    } else if now < ends.paid_until {
        (State::Warn, Some(ends.paid_until), ends.paid_until)
    } else if now < lock {
        (State::Grace, Some(lock), ends.sells_until)
    } else {
        (State::LockedReadonly, None, now)
    };
    let locked_since = state.is_locked().then_some(lock);
    Decision { state, until, days_left: Some(lima::days_between(now, end)), locked_since, flags: BTreeSet::new() }
}

/// The moment from which a till is locked whose selling time ends at `end`: one of two quiet hours, the first at or after
/// the end and the one after that.
///
/// The last opening or closing tells which. Until the first one a session may be opened and closed at will. After it, a
/// locked till opens none, so a session that was opened or closed between the two proves that one was open at the first:
/// the lock had not begun, and begins at the second. Nothing is left to prove then, whatever is opened in between.
///
/// A session that was opened after the second had a longer right, which a later lease took away. It is not locked under
/// the customer, but in the first quiet hour after the till saw that lease. Nothing else that was opened so late counts: a
/// date in the database is not signed.
fn lock_moment(end: i64, facts: &Facts<'_>) -> i64 {
    let first = lima::quiet_from(end);
    let second = first.saturating_add(SESSION_HOLD);
    match facts.session {
        Session::Open { since } if since < second => second,
        Session::Open { since } => seen(facts).filter(|seen| since < *seen).map_or(first, lima::next_quiet_hour),
        Session::Closed { since: Some(since) } if since > first => second,
        Session::Closed { .. } => first,
    }
}

/// When the till saw its lease: when it took it in, as far as that can be believed.
fn seen(facts: &Facts<'_>) -> Option<i64> {
    facts.permission.map(|(_, lease)| seen_at(facts, lease.terms()))
}

fn seen_at(facts: &Facts<'_>, lease: &LeaseTerms) -> i64 {
    let issued = lease.issued_at;
    facts.lease_taken_at.unwrap_or(issued).clamp(issued, issued.saturating_add(SEEN_WAIT))
}

fn suspended_from(facts: &Facts<'_>, lease: &LeaseTerms) -> i64 {
    lima::next_quiet_hour(seen_at(facts, lease))
}

fn suspend(facts: &Facts<'_>, lease: &LeaseTerms, decision: &mut Decision) {
    let moment = lock_moment(suspended_from(facts, lease), facts);
    if facts.now < moment {
        decision.flags.insert(Flag::SuspensionPending);
        decision.until = Some(decision.until.map_or(moment, |until| until.min(moment)));
        return;
    }
    let since = decision.locked_since.map_or(moment, |since| since.min(moment));
    *decision =
        Decision { state: State::Suspended, until: None, days_left: None, locked_since: Some(since), ..decision.clone() };
}

fn flag(facts: &Facts<'_>, permission: Option<(&VerifiedLicence, &VerifiedLease)>, decision: &mut Decision) {
    let licence = facts.permission.map(|(licence, _)| licence.terms());
    let contact = permission.filter(|(licence, _)| licence.terms().plan != Plan::Perpetual).is_some_and(|(_, lease)| {
        let bound = lease.terms().contact_until().is_some_and(|contact| contact == lease.terms().paid_until());
        bound && !matches!(decision.state, State::Active | State::Trial)
    });
    let raised = [
        (Flag::ClockSuspect, facts.clock.is_some()),
        (Flag::DeviceMoved, facts.device == DeviceVerdict::Moved),
        (Flag::DeviceKeyMissing, facts.device == DeviceVerdict::KeyMissing),
        (Flag::UpdatesEnded, licence.is_some_and(|terms| terms.updates_ended(facts.now))),
        (Flag::BuildNotCovered, licence.is_some_and(|terms| !terms.covers_build(facts.build))),
        (Flag::LeaseUnreadable, facts.unreadable_since.is_some() && facts.device != DeviceVerdict::KeyMissing),
        (Flag::ContactNeeded, contact),
    ];
    decision.flags.extend(raised.into_iter().filter(|(_, raised)| *raised).map(|(flag, _)| flag));
}
