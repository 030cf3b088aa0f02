//! A till as the decision sees it: its facts, and shorthand for what is different in a test.

use caserita_licensing::{
    ClockFault, Decision, DeviceVerdict, Facts, LeaseTerms, LicenceTerms, Plan, Session, State, VerifiedLease,
    VerifiedLicence, decide, voice::Unlocks,
};

use crate::fixture::*;

/// No session, and never one.
pub const CLOSED: Session = Session::Closed { since: None };

/// A till with a permission; each test says what is different.
pub struct Till {
    pub pair: Option<(VerifiedLicence, VerifiedLease)>,
    pub session: Session,
    pub unlocks: Unlocks,
    pub device: DeviceVerdict,
    pub clock: Option<ClockFault>,
    pub unreadable_since: Option<i64>,
    pub taken_at: Option<i64>,
}

impl Till {
    pub fn new(licence: &LicenceTerms, lease: &LeaseTerms) -> Till {
        Till { pair: Some(permission(licence, lease)), ..Till::trial() }
    }

    pub fn member() -> Till {
        Till::new(&licence(Plan::Membership), &lease())
    }

    pub fn trial() -> Till {
        Till {
            pair: None,
            session: CLOSED,
            unlocks: Unlocks::default(),
            device: DeviceVerdict::Same,
            clock: None,
            unreadable_since: None,
            taken_at: None,
        }
    }

    pub fn facts(&self, now: &str) -> Facts<'_> {
        Facts {
            now: at(now),
            clock: self.clock,
            first_start: bought(),
            permission: self.pair.as_ref().map(|(licence, lease)| (licence, lease)),
            lease_taken_at: self.taken_at,
            unreadable_since: self.unreadable_since,
            unlocks: &self.unlocks,
            session: self.session,
            device: self.device,
            build: day("2026-01-01"),
        }
    }

    pub fn at(&self, now: &str) -> Decision {
        decide(&self.facts(now))
    }

    pub fn state(&self, now: &str) -> State {
        self.at(now).state
    }

    pub fn open_since(mut self, since: &str) -> Till {
        self.session = Session::Open { since: at(since) };
        self
    }

    pub fn closed_since(mut self, since: &str) -> Till {
        self.session = Session::Closed { since: Some(at(since)) };
        self
    }
}
