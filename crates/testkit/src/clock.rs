//! A clock that stands still until it is turned.

use std::sync::Mutex;

use caserita_app::Clock;
use chrono::{DateTime, TimeDelta, Utc};

/// Time as a test wants it.
#[derive(Debug)]
pub struct FakeClock {
    now: Mutex<DateTime<Utc>>,
}

impl FakeClock {
    /// A clock at this instant, RFC 3339.
    pub fn at(instant: &str) -> FakeClock {
        let now = instant.parse().expect("an instant such as 2026-03-02T15:00:00Z");
        FakeClock { now: Mutex::new(now) }
    }

    /// Turns it forward.
    pub fn forward(&self, by: TimeDelta) {
        *self.now.lock().expect("nobody panics holding the time") += by;
    }

    /// Turns it forward by seconds.
    pub fn seconds(&self, seconds: i64) {
        self.forward(TimeDelta::seconds(seconds));
    }

    /// Turns it forward by whole days.
    pub fn days(&self, days: i64) {
        self.forward(TimeDelta::days(days));
    }
}

impl Clock for FakeClock {
    fn now(&self) -> DateTime<Utc> {
        *self.now.lock().expect("nobody panics holding the time")
    }
}
