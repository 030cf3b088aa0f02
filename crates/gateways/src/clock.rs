//! The computer's own clock.

use caserita_app::Clock;
use chrono::{DateTime, Utc};

/// The clock of the operating system, right or wrong.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the one place where the injected clock reads the real one")]
    fn now(&self) -> DateTime<Utc> {
        Utc::now()
    }
}
