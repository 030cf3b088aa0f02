//! When now is, for licence arithmetic only: a time that goes forward with the machine's uptime whatever its clock says.
//!
//! A clock set back gains nothing: time goes on from the last moment seen. A clock far ahead is not believed until a signed
//! time or a day of uptime over two starts confirms it, so that an empty battery that starts in 2099 locks nobody out; nor is
//! one that was set to another day while the machine ran, until the next start shows it again.
//! Neither ever stops a sale; the screen asks for the clock to be set.

use crate::{
    lima::{DAY, HOUR},
    server_time::VerifiedTime,
};

/// How far a clock may lag before it is called wrong: a time zone and a day of drift.
pub const BEHIND: i64 = 26 * HOUR;
/// The furthest jump ahead that is believed at once, when the machine was off in between.
pub const AHEAD: i64 = 40 * DAY;
/// The same before any clock was believed: a program may be installed years after it was built.
pub const FIRST_AHEAD: i64 = 5 * 365 * DAY;
/// How long after a start a clock may still be set right by the system itself.
const SETTLING: i64 = HOUR;
/// Uptime after which a far jump is believed, over at least two starts.
pub const CONFIRMED: i64 = 24 * HOUR;

/// What the machine says about time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reading {
    /// Its clock in Unix milliseconds; none when it cannot be read.
    pub os: Option<i64>,
    /// Milliseconds of a clock that nobody can set, from any start.
    pub mono: i64,
    /// A number that is another one whenever `mono` starts anew.
    pub boot: u64,
}

/// What is wrong with the machine's clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ClockFault {
    /// It shows a time that has passed.
    Behind,
    /// It is too far ahead to be believed yet.
    Ahead,
    /// It cannot be read.
    Unreadable,
}

/// A far jump that waits to be confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Jump {
    pub(crate) os: i64,
    pub(crate) uptime: i64,
    pub(crate) boots: u32,
}

impl Jump {
    /// Whether a clock still shows the jump, some time later.
    fn goes_on(&self, os: i64) -> bool {
        os >= self.os.saturating_sub(BEHIND) && os <= self.os.saturating_add(AHEAD)
    }
}

/// The trusted time and what is needed to carry it on. A value: each observation gives the next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TrustedTime {
    pub(crate) floor: i64,
    /// Whether any clock was believed yet.
    pub(crate) settled: bool,
    pub(crate) jump: Option<Jump>,
    pub(crate) last: Option<(u64, i64)>,
    /// The last signed time and the uptime since: it cannot be earlier than this, whatever is shown.
    pub(crate) signed: Option<i64>,
    pub(crate) fault: Option<ClockFault>,
}

impl TrustedTime {
    /// The time of a till that remembers none: not before this moment (the day of the build, or when its lease was signed).
    #[must_use]
    pub const fn new(not_before: i64) -> TrustedTime {
        TrustedTime { floor: not_before, settled: false, jump: None, last: None, signed: None, fault: None }
    }

    /// Now, in Unix milliseconds, as of the last observation.
    #[must_use]
    pub const fn now(&self) -> i64 {
        self.floor
    }

    /// What was wrong with the clock at the last observation.
    #[must_use]
    pub const fn fault(&self) -> Option<ClockFault> {
        self.fault
    }

    /// The time after looking at the clocks.
    #[must_use]
    pub fn observe(&self, reading: Reading) -> TrustedTime {
        let elapsed = self.elapsed(reading);
        let base = self.floor.saturating_add(elapsed);
        let mut next = TrustedTime {
            floor: base,
            last: Some((reading.boot, reading.mono)),
            signed: self.signed.map(|signed| signed.saturating_add(elapsed)),
            fault: None,
            ..self.clone()
        };
        let horizon = self.horizon(reading);
        match reading.os {
            None => next.fault = Some(ClockFault::Unreadable),
            Some(os) if os < base.saturating_sub(BEHIND) => {
                next.jump = None;
                next.fault = Some(ClockFault::Behind);
            }
            Some(os) if os > base.saturating_add(horizon) => next.far_ahead(os, elapsed, self.started_anew(reading)),
            Some(os) => next.believe(os.max(base)),
        }
        next
    }

    /// The time knowing that it cannot be earlier than this: a stamp of a verified receipt, a lease's `issued_at`, the day
    /// of the build, the highest stamp received from the server.
    #[must_use]
    pub fn not_before(&self, moment: i64) -> TrustedTime {
        TrustedTime { floor: self.floor.max(moment), ..self.clone() }
    }

    /// The time as a signer says it is, looked at now. It may set the trusted time back, but not to before the last signed
    /// time and the uptime since. A till that keeps a stamp asks [`crate::Stamp::told`], which takes each answer once.
    #[must_use]
    pub fn told(&self, time: VerifiedTime, reading: Reading) -> TrustedTime {
        let signed = self.signed.map(|signed| signed.saturating_add(self.elapsed(reading)));
        let floor = signed.map_or(time.at(), |signed| signed.max(time.at()));
        TrustedTime {
            floor,
            settled: true,
            jump: None,
            last: Some((reading.boot, reading.mono)),
            signed: Some(floor),
            fault: self.fault.filter(|fault| *fault == ClockFault::Unreadable),
        }
    }

    /// Now as the uptime alone would have it.
    pub(crate) fn by_uptime(&self, reading: Reading) -> i64 {
        self.floor.saturating_add(self.elapsed(reading))
    }

    /// How far ahead of the uptime a clock may be and be believed at once. One that was right long after the start was set by
    /// hand to what it shows; soon after it, a PC without a battery may have found the time in the network.
    fn horizon(&self, reading: Reading) -> i64 {
        let was_wrong = match self.fault {
            // Set ahead by hand it stays wrong until it shows something else.
            Some(ClockFault::Ahead) => !self.jump.zip(reading.os).is_some_and(|(jump, os)| jump.goes_on(os)),
            fault => fault.is_some(),
        };
        match (self.settled, was_wrong || self.started_anew(reading) || reading.mono < SETTLING) {
            (false, _) => FIRST_AHEAD,
            (true, true) => AHEAD,
            (true, false) => BEHIND,
        }
    }

    fn elapsed(&self, reading: Reading) -> i64 {
        match self.last {
            Some((boot, mono)) if boot == reading.boot => reading.mono.saturating_sub(mono).max(0),
            _ => 0,
        }
    }

    fn started_anew(&self, reading: Reading) -> bool {
        self.last.is_none_or(|(boot, _)| boot != reading.boot)
    }

    fn believe(&mut self, moment: i64) {
        self.floor = moment;
        self.settled = true;
        self.jump = None;
    }

    fn far_ahead(&mut self, os: i64, elapsed: i64, anew: bool) {
        let jump = match self.jump.filter(|jump| jump.goes_on(os)) {
            Some(jump) => {
                Jump { os, uptime: jump.uptime.saturating_add(elapsed), boots: jump.boots.saturating_add(anew.into()) }
            }
            None => Jump { os, uptime: 0, boots: 1 },
        };
        if jump.uptime >= CONFIRMED && jump.boots >= 2 {
            self.believe(os);
        } else {
            self.jump = Some(jump);
            self.fault = Some(ClockFault::Ahead);
        }
    }
}

#[cfg(test)]
#[path = "time_tests.rs"]
mod tests;
