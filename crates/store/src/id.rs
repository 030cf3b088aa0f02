//! Ids that sort by the time the injected clock gave.

use std::sync::Mutex;

use uuid::{ContextV7, Timestamp, Uuid};

use crate::Millis;

/// One counter for the whole process, so that ids of the same millisecond, or of a clock set back, still grow.
static ORDER: Mutex<ContextV7> = Mutex::new(ContextV7::new());

/// A new id of this instant.
pub(crate) fn new_id(now: Millis) -> Uuid {
    let now = u64::try_from(now).unwrap_or(0);
    let nanos = u32::try_from(now % 1_000 * 1_000_000).unwrap_or(0);
    Uuid::new_v7(Timestamp::from_unix(&ORDER, now / 1_000, nanos))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn law_09_an_id_carries_the_injected_instant() {
        // Later than any other test's: the counter is the whole process's and never goes back.
        let (seconds, nanos) = new_id(5_000_000_000_567).get_timestamp().expect("version 7 has a time").to_unix();
        assert_eq!((seconds, nanos), (5_000_000_000, 567_000_000));
    }

    #[test]
    fn ids_grow_even_when_the_clock_goes_back() {
        let ids = [new_id(9_000_000), new_id(9_000_000), new_id(8_000_000)];
        assert!(ids.is_sorted(), "{ids:?}");
    }
}
