//! Clocks that go back, ahead, away and back again.

use super::*;
use crate::lima::MINUTE;

const T0: i64 = 1_790_000_000_000;
const YEAR: i64 = 365 * DAY;

fn read(boot: u64, mono: i64, os: i64) -> Reading {
    Reading { os: Some(os), mono, boot }
}

fn seen(os: i64) -> TrustedTime {
    TrustedTime::new(T0 - YEAR).observe(read(1, 0, os))
}

#[test]
fn the_first_believable_clock_is_believed() {
    assert_eq!((seen(T0).now(), seen(T0).fault()), (T0, None));
    let early = seen(T0 - 2 * YEAR);
    assert_eq!((early.now(), early.fault()), (T0 - YEAR, Some(ClockFault::Behind)), "never before the build");
    let late = seen(T0 + 70 * YEAR);
    assert_eq!((late.now(), late.fault()), (T0 - YEAR, Some(ClockFault::Ahead)));
    assert_eq!(late.observe(read(1, MINUTE, T0)).now(), T0, "and a corrected one is believed at once");
}

#[test]
fn a_clock_set_back_gains_nothing() {
    let back = seen(T0).observe(read(1, HOUR, T0 - 300 * DAY));
    assert_eq!((back.now(), back.fault()), (T0 + HOUR, Some(ClockFault::Behind)));
    let restarted = back.observe(read(2, 0, T0 - 300 * DAY)).observe(read(2, 3 * HOUR, T0 - 300 * DAY));
    assert_eq!(restarted.now(), T0 + 4 * HOUR, "uptime counts across starts");
    let frozen = seen(T0).observe(read(1, 10 * DAY, T0));
    assert_eq!(frozen.now(), T0 + 10 * DAY, "a frozen clock does not stop time");
}

#[test]
fn a_clock_that_lags_a_day_is_not_called_wrong() {
    let lag = seen(T0).observe(read(1, MINUTE, T0 + MINUTE - BEHIND));
    assert_eq!((lag.now(), lag.fault()), (T0 + MINUTE, None));
    assert_eq!(seen(T0).observe(read(1, MINUTE, T0 + MINUTE - BEHIND - 1)).fault(), Some(ClockFault::Behind));
}

#[test]
fn a_month_with_the_shop_closed_is_believed_and_an_empty_battery_is_not() {
    assert_eq!(seen(T0).observe(read(2, 0, T0 + AHEAD)).now(), T0 + AHEAD);
    let dead = seen(T0).observe(read(2, 0, T0 + 73 * YEAR));
    assert_eq!((dead.now(), dead.fault()), (T0, Some(ClockFault::Ahead)));
    let corrected = dead.observe(read(3, 0, T0 + DAY));
    assert_eq!((corrected.now(), corrected.fault()), (T0 + DAY, None), "as if it had never happened");
}

#[test]
fn another_day_set_by_hand_is_not_believed_until_a_start_shows_it_again() {
    let set = seen(T0).observe(read(1, HOUR, T0 + 30 * DAY));
    assert_eq!((set.now(), set.fault()), (T0 + HOUR, Some(ClockFault::Ahead)));
    let looked = (2..30).fold(set.clone(), |set, hour| set.observe(read(1, hour * HOUR, T0 + 30 * DAY + hour * HOUR)));
    assert_eq!((looked.now(), looked.fault()), (T0 + 29 * HOUR, Some(ClockFault::Ahead)), "however often it is looked at");
    let corrected = looked.observe(read(1, 30 * HOUR, T0 + 30 * HOUR));
    assert_eq!((corrected.now(), corrected.fault()), (T0 + 30 * HOUR, None), "a mistake costs nothing");
    assert_eq!(set.observe(read(2, 0, T0 + 30 * DAY)).now(), T0 + 30 * DAY);
    let flat = seen(T0).observe(read(2, 0, T0 - 9 * YEAR)).observe(read(2, MINUTE, T0 + 5 * DAY));
    assert_eq!((flat.now(), flat.fault()), (T0 + 5 * DAY, None), "a wrong clock that is set right is believed at once");
    let late = seen(T0).observe(read(2, 0, T0 + 73 * YEAR)).observe(read(2, 5 * HOUR, T0 + 5 * DAY));
    assert_eq!((late.now(), late.fault()), (T0 + 5 * DAY, None), "an empty battery, mended in the afternoon");
    let found = seen(T0).observe(read(2, 0, T0)).observe(read(2, MINUTE, T0 + 5 * DAY));
    assert_eq!((found.now(), found.fault()), (T0 + 5 * DAY, None), "and so is what the network says at the start");
}

#[test]
fn a_far_jump_is_believed_after_a_day_of_uptime_over_two_starts() {
    let far = T0 + 90 * DAY;
    let one = seen(T0).observe(read(2, 0, far)).observe(read(2, 30 * HOUR, far + 30 * HOUR));
    assert_eq!((one.now(), one.fault()), (T0 + 30 * HOUR, Some(ClockFault::Ahead)), "one start is not enough");
    let two = one.observe(read(3, 0, far + 48 * HOUR));
    assert_eq!((two.now(), two.fault()), (far + 48 * HOUR, None));
    let short = seen(T0).observe(read(2, 0, far)).observe(read(2, HOUR, far)).observe(read(3, 0, far));
    assert_eq!(short.fault(), Some(ClockFault::Ahead), "two starts without the day are not enough");
}

#[test]
fn a_jump_that_does_not_keep_still_begins_again() {
    let first = seen(T0).observe(read(2, 0, T0 + 90 * DAY)).observe(read(2, 23 * HOUR, T0 + 90 * DAY));
    let other = first.observe(read(3, 0, T0 + 9 * YEAR)).observe(read(3, 2 * HOUR, T0 + 9 * YEAR));
    assert_eq!(other.fault(), Some(ClockFault::Ahead));
    let back = first.observe(read(3, 0, T0)).observe(read(4, 0, T0 + 90 * DAY)).observe(read(4, 2 * HOUR, T0 + 90 * DAY));
    assert_eq!(back.fault(), Some(ClockFault::Ahead), "a correction in between forgets it");
}

#[test]
fn an_unreadable_clock_lets_time_go_on_by_uptime() {
    let blind = seen(T0).observe(Reading { os: None, mono: 5 * HOUR, boot: 1 });
    assert_eq!((blind.now(), blind.fault()), (T0 + 5 * HOUR, Some(ClockFault::Unreadable)));
}

#[test]
fn what_is_known_from_elsewhere_raises_and_never_lowers() {
    assert_eq!(seen(T0).not_before(T0 + DAY).now(), T0 + DAY);
    assert_eq!(seen(T0).not_before(T0 - DAY).now(), T0);
}

#[test]
fn no_reading_makes_it_fail() {
    let extremes = [i64::MIN, -1, 0, T0, i64::MAX];
    for floor in extremes {
        for os in extremes {
            for mono in extremes {
                let time = TrustedTime::new(floor).observe(read(1, mono, os)).observe(read(1, i64::MAX, os));
                assert!(time.now() >= floor);
            }
        }
    }
}
