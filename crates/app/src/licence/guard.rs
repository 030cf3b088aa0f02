//! The one question behind every change: may it be done in the state the licence is in?

use caserita_licensing::{Decision, Deed, Entitlement, LockPolicy, Rights, State, allowed};

use crate::{App, Error, Result, till::instant};

/// What the licence allows at one moment. Taken once an operation, so that nothing changes in the middle of one.
#[derive(Debug, Clone)]
pub(crate) struct Pass {
    decision: Decision,
    policy: LockPolicy,
    now: i64,
    reason: Option<String>,
    rights: Rights,
}

impl Pass {
    /// The moment in trusted time, milliseconds UTC.
    pub(crate) fn now(&self) -> i64 {
        self.now
    }

    /// Whether a deed may be done.
    pub(crate) fn check(&self, deed: Deed) -> Result<()> {
        if allowed(deed, self.decision.state, self.policy) { Ok(()) } else { Err(self.refusal()) }
    }

    /// Whether the licence holds a module.
    pub(crate) fn holds(&self, module: Entitlement) -> bool {
        self.rights.includes(module)
    }

    /// Refuses what needs a module that the licence does not hold.
    pub(crate) fn check_module(&self, module: Entitlement) -> Result<()> {
        if self.holds(module) { Ok(()) } else { Err(Error::NotEntitled(module.word())) }
    }

    /// Refuses to begin selling without a trade. Each trade's own screens ask for theirs.
    pub(crate) fn check_trade(&self) -> Result<()> {
        let held = Entitlement::TRADES.into_iter().any(|trade| self.holds(trade));
        if held { Ok(()) } else { self.check_module(Entitlement::Minimarket) }
    }

    /// Whether a sale that was begun at a moment of trusted time may go on. The lock is decided when a sale starts.
    pub(crate) fn check_sale(&self, begun_at: Option<i64>) -> Result<()> {
        if !self.decision.state.is_locked() {
            return if begun_at.is_none() { self.check_trade() } else { Ok(()) };
        }
        match begun_at {
            Some(begun_at) if self.decision.may_finish(begun_at, self.now) => self.check(Deed::FinishSale),
            Some(_) => Err(self.refusal()),
            None => self.check(Deed::NewSale),
        }
    }

    fn refusal(&self) -> Error {
        let since = instant(self.decision.locked_since.unwrap_or(self.now));
        match self.decision.state {
            State::Suspended => Error::LicenceSuspended { since, reason: self.reason.clone().unwrap_or_default() },
            _ => Error::LicenceLocked { since },
        }
    }
}

impl App {
    /// What the licence allows now. Costs a look at two clocks and some comparisons; only the first call reads anything.
    pub(crate) fn pass(&self) -> Result<Pass> {
        self.with_licence(|held| {
            let lease = held.current().map(|(_, lease)| lease.terms());
            Pass {
                decision: held.decide(),
                policy: lease.map_or(LockPolicy::Plain, |terms| terms.lock_policy),
                now: held.now(),
                reason: lease.and_then(|terms| terms.suspended.clone()),
                rights: held.rights(),
            }
        })
    }
}
