//! From which day a payment counts.

use chrono::{Datelike, Days, Months, NaiveDate};

/// The last paid day after paying for some months today: counted from the old end when paid before grace is over, else from
/// today, so that nobody pays for days on which the shop was shut. Who pays through the end of a month goes on doing so,
/// however long the next is. None past the end of the calendar.
#[must_use]
pub fn renewed_through(
    paid_through: Option<NaiveDate>,
    grace_days: u32,
    today: NaiveDate,
    months: u32,
) -> Option<NaiveDate> {
    let in_time = |old: &NaiveDate| old.checked_add_days(Days::new(grace_days.into())).is_some_and(|last| today <= last);
    let before = |first: NaiveDate| first.checked_add_months(Months::new(months))?.pred_opt();
    match paid_through.filter(in_time) {
        Some(old) if old.succ_opt()?.day() == 1 => before(old.succ_opt()?),
        Some(old) => old.checked_add_months(Months::new(months)),
        None => before(today),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    #[test]
    fn from_the_old_end_within_grace_and_from_today_after_it() {
        let old = Some(day("2026-01-31"));
        let table = [
            (old, "2026-01-15", "2026-02-28"),
            (old, "2026-02-05", "2026-02-28"),
            (old, "2026-02-06", "2026-03-05"),
            (None, "2026-03-01", "2026-03-31"),
        ];
        for (old, today, expected) in table {
            assert_eq!(renewed_through(old, 5, day(today), 1), Some(day(expected)), "{today}");
        }
        assert_eq!(renewed_through(None, 5, NaiveDate::MAX, 1), None);
        let mut through = day("2026-01-31");
        for expected in ["2026-02-28", "2026-03-31", "2026-04-30"] {
            through = renewed_through(Some(through), 5, through, 1).unwrap();
            assert_eq!(through, day(expected));
        }
        assert_eq!(renewed_through(Some(day("2026-03-15")), 5, day("2026-03-10"), 2), Some(day("2026-05-15")));
    }
}
