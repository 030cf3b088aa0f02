//! The calendar of a shop: days and hours in America/Lima, which has been five hours behind UTC all year since 1994.

use chrono::{DateTime, NaiveDate, NaiveTime};

/// Milliseconds of a second, minute, hour and day.
pub const SECOND: i64 = 1000;
/// One minute in milliseconds.
pub const MINUTE: i64 = 60 * SECOND;
/// One hour in milliseconds.
pub const HOUR: i64 = 60 * MINUTE;
/// One day in milliseconds.
pub const DAY: i64 = 24 * HOUR;

const BEHIND_UTC: i64 = 5 * HOUR;
/// The hour at which a till may be locked: the night's trade is over and the day's has not begun.
const QUIET_HOUR: i64 = 4 * HOUR;

/// The day in Lima at a moment in Unix milliseconds; a moment that no calendar holds gives the calendar's end.
#[must_use]
pub fn day_of(moment: i64) -> NaiveDate {
    let local = DateTime::from_timestamp_millis(moment.saturating_sub(BEHIND_UTC));
    local.map_or(if moment < 0 { NaiveDate::MIN } else { NaiveDate::MAX }, |local| local.date_naive())
}

/// The moment at which a day begins in Lima, in Unix milliseconds.
#[must_use]
pub fn start_of(day: NaiveDate) -> i64 {
    day.and_time(NaiveTime::MIN).and_utc().timestamp_millis().saturating_add(BEHIND_UTC)
}

/// The moment at which a day ends in Lima: the beginning of the next.
#[must_use]
pub fn end_of(day: NaiveDate) -> i64 {
    start_of(day).saturating_add(DAY)
}

/// The first 04:00 in Lima at or after this moment.
#[must_use]
pub fn quiet_from(moment: i64) -> i64 {
    moment.saturating_add((QUIET_HOUR - into_day(moment)).rem_euclid(DAY))
}

/// The first 04:00 in Lima after this moment.
#[must_use]
pub fn next_quiet_hour(moment: i64) -> i64 {
    quiet_from(moment.saturating_add(1))
}

/// Whole days that begin before the end, today not counted; never negative.
#[must_use]
pub fn days_between(now: i64, end: i64) -> u32 {
    let days = (day_of(end.saturating_sub(1)) - day_of(now)).num_days();
    u32::try_from(days.max(0)).unwrap_or(u32::MAX)
}

fn into_day(moment: i64) -> i64 {
    moment.saturating_sub(BEHIND_UTC).rem_euclid(DAY)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> i64 {
        DateTime::parse_from_rfc3339(&format!("{text}-05:00")).unwrap().timestamp_millis()
    }

    #[test]
    fn a_day_is_that_of_lima() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
        assert_eq!(start_of(day), at("2026-11-21T00:00:00"));
        assert_eq!(end_of(day), at("2026-11-22T00:00:00"));
        assert_eq!(day_of(at("2026-11-21T23:59:59")), day);
        assert_eq!(day_of(at("2026-11-21T23:59:59") + SECOND), day.succ_opt().unwrap());
    }

    #[test]
    fn the_quiet_hour_begins_at_four() {
        for (moment, quiet) in [
            ("21T00:00:00", "21T04:00:00"),
            ("21T03:59:59", "21T04:00:00"),
            ("21T04:00:00", "21T04:00:00"),
            ("21T04:00:01", "22T04:00:00"),
            ("21T13:00:00", "22T04:00:00"),
        ] {
            assert_eq!(quiet_from(at(&format!("2026-11-{moment}"))), at(&format!("2026-11-{quiet}")));
        }
        assert_eq!(next_quiet_hour(at("2026-11-21T03:00:00")), at("2026-11-21T04:00:00"));
        assert_eq!(next_quiet_hour(at("2026-11-21T04:00:00")), at("2026-11-22T04:00:00"));
    }

    #[test]
    fn days_are_counted_as_a_person_counts_them() {
        let end = at("2026-12-01T00:00:00");
        assert_eq!(days_between(at("2026-11-30T00:00:00"), end), 0, "the last day");
        assert_eq!(days_between(at("2026-11-29T23:59:00"), end), 1);
        assert_eq!(days_between(at("2026-12-05T00:00:00"), end), 0);
    }

    #[test]
    fn no_moment_makes_it_fail() {
        for moment in [i64::MIN, -1, 0, i64::MAX] {
            let _ = (day_of(moment), quiet_from(moment), next_quiet_hour(moment), days_between(moment, i64::MAX));
            let _ = days_between(moment, i64::MIN);
        }
        let _ = (start_of(NaiveDate::MAX), end_of(NaiveDate::MIN));
    }
}
