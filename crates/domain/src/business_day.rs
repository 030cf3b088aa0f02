//! The day a sale belongs to.

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};

/// Peru keeps UTC−5 all year.
const LIMA_SECONDS_WEST: i32 = 5 * 3600;

/// An instant as the wall clock in Lima shows it.
pub fn in_lima(instant: DateTime<Utc>) -> DateTime<FixedOffset> {
    match FixedOffset::west_opt(LIMA_SECONDS_WEST) {
        Some(lima) => instant.with_timezone(&lima),
        None => instant.fixed_offset(),
    }
}

/// The local business date of an instant.
pub fn business_date(instant: DateTime<Utc>) -> NaiveDate {
    in_lima(instant).date_naive()
}
