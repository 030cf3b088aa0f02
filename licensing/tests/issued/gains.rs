//! No sequence of clocks, starts, updates, lost and restored records and papers, files, codes and answers gives selling time that nobody signed
//! for; and no wrong clock takes away what somebody did.

use caserita_licensing::lima::{DAY, HOUR};
use proptest::{array::uniform3, collection::vec, prelude::*};

use crate::{
    fixture::*,
    life::{STICK, Tampering, Till},
};

const YEARS: i64 = 365 * 24;

#[derive(Debug, Clone)]
enum Event {
    Run { hours: i64, clock: Option<i64> },
    Restart(Option<i64>),
    Tamper([Tampering; 3]),
    File(usize),
    PapersBack(usize),
    Update(i64),
    Code { counter: u32, days: usize, good: bool },
    Ask,
    Answer(usize),
    Open,
    Close,
}

/// Hours that a clock shows beside the truth: none at all, right, behind, a little or far ahead.
fn clock() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![
        Just(None),
        Just(Some(0)),
        (-YEARS..0_i64).prop_map(Some),
        (0..39_i64 * 24).prop_map(Some),
        (41 * 24..3 * YEARS).prop_map(Some),
        Just(Some(73 * YEARS)),
        Just(Some(-16 * YEARS)),
    ]
}

fn tampering() -> impl Strategy<Value = Tampering> {
    prop_oneof![
        2 => Just(Tampering::Nothing),
        1 => Just(Tampering::Lost),
        2 => (1..40_usize).prop_map(Tampering::Back),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    prop_oneof![
        6 => (1..200_i64, clock()).prop_map(|(hours, clock)| Event::Run { hours, clock }),
        2 => clock().prop_map(Event::Restart),
        2 => uniform3(tampering()).prop_map(Event::Tamper),
        2 => (0..STICK.len()).prop_map(Event::File),
        2 => (1..40_usize).prop_map(Event::PapersBack),
        1 => (1..200_i64).prop_map(Event::Update),
        2 => (1..6_u32, 0..3_usize, any::<bool>()).prop_map(|(counter, days, good)| Event::Code { counter, days, good }),
        2 => Just(Event::Ask),
        2 => (0..6_usize).prop_map(Event::Answer),
        1 => Just(Event::Open),
        1 => Just(Event::Close),
    ]
}

fn meet(till: &mut Till, event: &Event) {
    match *event {
        Event::Run { hours, clock } => till.run(hours, clock),
        Event::Restart(clock) => till.restart(clock),
        Event::Tamper(which) => till.tamper(which),
        Event::File(at) => till.take(at),
        Event::PapersBack(keepings) => till.put_papers_back(keepings),
        Event::Update(days) => till.update(days),
        Event::Code { counter, days, good } => till.code(counter, caserita_licensing::voice::DAYS[days], good),
        Event::Ask => till.ask(),
        Event::Answer(which) => till.answer(which),
        Event::Open => till.open(),
        Event::Close => till.close(),
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, ..ProptestConfig::default() })]

    #[test]
    fn nothing_gives_selling_time_that_was_not_signed_for(
        paid in any::<bool>(),
        first in clock(),
        events in vec(event(), 1..60),
    ) {
        let mut till = if paid { Till::paid() } else { Till::unpaid(first) };
        for event in &events {
            meet(&mut till, event);
            prop_assert!(till.grants <= till.codes_signed_for(), "two codes for each lease");
        }
        // However long the till runs on after all that.
        till.run(24 * 200, Some(-24 * 250));
        let (sold, signed) = (till.sold, till.signed_for());
        prop_assert!(sold <= signed, "{} days sold, {} days signed for", sold / DAY, signed / DAY);
        prop_assert!(till.decide().state.is_locked(), "and in the end it is locked");
    }

    #[test]
    fn no_wrong_clock_costs_a_paid_day(
        runs in vec((1..20_i64, prop_oneof![Just(None), Just(Some(0_i64)), Just(Some(-26 * YEARS)), Just(Some(-48))]), 1..60),
        dead in 0..20_i64,
    ) {
        let mut till = Till::paid();
        // A battery that starts in 2099 for less than the day that would be believed.
        till.restart(Some(73 * YEARS));
        till.run(dead, Some(73 * YEARS));
        for (hours, clock) in runs {
            till.restart(clock);
            till.run(hours, clock);
            if till.truth < at("2026-02-06T04:00:00") {
                prop_assert_eq!(till.sold, till.truth - bought(), "every hour could be sold in");
            }
        }
    }

    /// Days under a clock more than forty days ahead: in one start, or in many of which no two come to a day.
    #[test]
    fn a_clock_far_ahead_for_some_days_and_then_corrected_costs_nothing(
        ahead in 41 * 24..70 * YEARS,
        hours in 1..8 * 24_i64,
        starts in vec((1..23_i64, 41 * 24..70 * YEARS), 0..6),
        after in 1..8 * 24_i64,
    ) {
        let mut till = Till::paid();
        till.run(24, Some(0));
        till.run(hours, Some(ahead));
        till.run(12, Some(0));
        for (hours, ahead) in starts {
            till.restart(Some(ahead));
            till.run(hours, Some(ahead));
            till.restart(Some(0));
        }
        till.run(after, Some(0));
        prop_assert_eq!(till.sold, till.truth - bought());
        prop_assert_eq!(till.stamp().time.now(), till.truth, "as if it had never happened");
    }

    /// When it lasted so long that it was believed, one answer puts it right.
    #[test]
    fn a_clock_that_was_believed_is_put_right_by_one_answer(ahead in 41 * 24..70 * YEARS, hours in 24..100_i64) {
        let mut till = Till::paid();
        till.restart(Some(ahead));
        till.run(hours, Some(ahead));
        till.restart(Some(ahead));
        prop_assert!(till.stamp().time.now() > till.truth + 40 * DAY);
        till.ask();
        till.answer(0);
        let sold = till.sold;
        till.run(5 * 24, Some(0));
        prop_assert_eq!(till.sold - sold, 5 * 24 * HOUR);
        till.restart(Some(ahead));
        till.answer(0);
        prop_assert_eq!(till.stamp().time.now(), till.truth, "and does so once");
    }
}
