//! The counter goes first. The store has one writer, so whoever can wait writes in the pauses of whoever cannot.

use std::{
    sync::Mutex,
    thread,
    time::{Duration, Instant},
};

use crate::till::lock;

/// Nobody did anything for this long: a hand between two products, or nobody there.
const PAUSE: Duration = Duration::from_millis(100);
/// Without a pause for this long, the best moment is the one right after something was done.
const PATIENCE: Duration = Duration::from_millis(250);
/// Still right after.
const JUST: Duration = Duration::from_millis(3);
/// Nothing waits longer than this.
const LONGEST: Duration = Duration::from_secs(1);
const LOOK: Duration = Duration::from_millis(1);

/// When somebody at the counter last did something.
#[derive(Debug, Default)]
pub(crate) struct Counter(Mutex<Option<Instant>>);

impl Counter {
    /// Somebody did something.
    pub(crate) fn acted(&self) {
        *lock(&self.0) = Some(Instant::now());
    }

    /// Waits for a moment in which nobody at the counter would notice a write.
    pub(crate) fn goes_first(&self) {
        let begun = Instant::now();
        while !self.is_free(begun.elapsed()) {
            thread::sleep(LOOK);
        }
    }

    fn is_free(&self, waited: Duration) -> bool {
        let idle = lock(&self.0).map_or(PAUSE, |acted| acted.elapsed());
        idle >= PAUSE || (waited >= PATIENCE && idle < JUST) || waited >= LONGEST
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_can_wait_takes_a_pause_or_the_moment_after_an_act_and_never_starves() {
        let counter = Counter::default();
        assert!(counter.is_free(Duration::ZERO), "nobody was there yet");
        *lock(&counter.0) = Instant::now().checked_sub(Duration::from_millis(20));
        assert!(!counter.is_free(Duration::ZERO) && !counter.is_free(PATIENCE), "a hand is busy");
        assert!(counter.is_free(LONGEST));
        counter.acted();
        assert!(counter.is_free(PATIENCE));
        *lock(&counter.0) = Instant::now().checked_sub(PAUSE);
        assert!(counter.is_free(Duration::ZERO));
    }
}
