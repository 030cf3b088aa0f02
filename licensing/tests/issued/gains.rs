//! No sequence of clocks, starts, lost records, files and codes gives selling time that nobody signed for; and no wrong clock
//! takes away what somebody did.

use std::sync::LazyLock;

use caserita_licensing::{
    DeviceVerdict, Facts, LeaseTerms, Plan, Reading, Session, Stamp, Store, TrustedTime, VerifiedLease, VerifiedLicence,
    decide,
    lima::{DAY, HOUR},
    voice::{self, Call, Unlocks},
};
use proptest::{collection::vec, prelude::*};

use crate::fixture::*;

#[derive(Debug, Clone)]
enum Event {
    /// The program runs for so many hours while the clock shows this much beside the truth.
    Run {
        hours: i64,
        clock: Option<i64>,
    },
    /// The machine is switched off and on.
    Restart,
    /// Places of the stamp that are lost or put back to an older copy; one always survives.
    Tamper {
        survivor: usize,
        back: usize,
    },
    /// One of the files on the technician's stick.
    File(usize),
    /// A code, right for this counter and days, or a guess.
    Code {
        counter: u32,
        days: usize,
        good: bool,
    },
    Open,
    Close,
}

fn event() -> impl Strategy<Value = Event> {
    let years = 365 * 24;
    let clock = prop_oneof![
        Just(None),
        Just(Some(0)),
        (-years..0_i64).prop_map(Some),
        (0..30_i64 * 24).prop_map(Some),
        Just(Some(80 * years)),
    ];
    prop_oneof![
        4 => (1..200_i64, clock).prop_map(|(hours, clock)| Event::Run { hours, clock }),
        1 => Just(Event::Restart),
        1 => (0..3_usize, 0..4_usize).prop_map(|(survivor, back)| Event::Tamper { survivor, back }),
        2 => (0..7_usize).prop_map(Event::File),
        2 => (1..6_u32, 0..3_usize, any::<bool>()).prop_map(|(counter, days, good)| Event::Code { counter, days, good }),
        1 => Just(Event::Open),
        1 => Just(Event::Close),
    ]
}

/// What the seller signed for: (file, the end of selling it grants). The last ones grant nothing to this till.
fn stick() -> Vec<String> {
    let membership = |rev, through: &str, change: fn(&mut LeaseTerms)| {
        let mut terms = lease();
        (terms.rev, terms.paid_through) = (rev, Some(day(through)));
        change(&mut terms);
        signed(&licence(Plan::Membership), &terms)
    };
    let good = membership(3, "2026-03-31", |_| {});
    vec![
        membership(1, "2026-01-31", |_| {}),
        membership(2, "2026-02-28", |_| {}),
        good.clone(),
        membership(1, "2027-12-31", |terms| terms.device = other_device()),
        good.replacen('A', "B", 1),
        file(&[licences().licence(&licence(Plan::Membership)).unwrap()]),
        forged("LEASE", [66; 32], b"{\"fmt\":1}"),
    ]
}

static STICK: LazyLock<Vec<String>> = LazyLock::new(stick);

struct Till {
    store: Store,
    places: [Vec<String>; 3],
    session: Session,
    truth: i64,
    mono: i64,
    boot: u64,
    sold: i64,
    grants: i64,
    lent: i64,
    files: &'static [String],
}

impl Till {
    fn new() -> Till {
        let files = STICK.as_slice();
        let mut store = store();
        store.take(&files[0]).unwrap();
        let reading = Reading { os: Some(bought()), mono: 0, boot: 0 };
        let time = TrustedTime::new(bought()).observe(reading);
        let first = Stamp { seq: 1, first_start: bought(), undated: false, time, answered: None, unlocks: Unlocks::default() };
        let text = first.sealed(&device().seal_key());
        Till {
            store,
            places: [vec![text.clone()], vec![text.clone()], vec![text]],
            session: Session::Closed { since: None },
            truth: bought(),
            mono: 0,
            boot: 0,
            sold: 0,
            grants: 0,
            lent: 0,
            files,
        }
    }

    fn stamp(&self) -> Stamp {
        let places = [0, 1, 2].map(|place| self.places[place].last().map(String::as_str));
        Stamp::newest(&places, &device().seal_key()).stamp.expect("one place survives")
    }

    fn keep(&mut self, stamp: &Stamp) {
        let text = stamp.next().sealed(&device().seal_key());
        self.places.iter_mut().for_each(|place| place.push(text.clone()));
    }

    fn pair(&self) -> (VerifiedLicence, VerifiedLease) {
        let (licence, lease) = self.store.current().expect("the first file holds");
        (licence.clone(), lease.clone())
    }

    fn decide(&self, stamp: &Stamp) -> caserita_licensing::Decision {
        let (licence, lease) = self.pair();
        self.decided(stamp, (&licence, &lease))
    }

    fn decided(&self, stamp: &Stamp, permission: (&VerifiedLicence, &VerifiedLease)) -> caserita_licensing::Decision {
        decide(&Facts {
            now: stamp.time.now(),
            clock: stamp.time.fault(),
            first_start: stamp.first_start,
            permission: Some(permission),
            lease_taken_at: None,
            unreadable_since: None,
            unlocks: &stamp.unlocks,
            session: self.session,
            device: DeviceVerdict::Same,
            build: day("2026-01-01"),
        })
    }

    fn run(&mut self, hours: i64, clock: Option<i64>) {
        let (licence, lease) = self.pair();
        let mut stamp = self.stamp();
        for hour in 0..hours {
            self.truth += HOUR;
            self.mono += HOUR;
            let os = clock.map(|off| self.truth + off * HOUR);
            stamp.time = stamp.time.observe(Reading { os, mono: self.mono, boot: self.boot });
            if !self.decided(&stamp, (&licence, &lease)).state.is_locked() {
                self.sold += HOUR;
            }
            if hour % 12 == 0 {
                self.keep(&stamp);
                stamp = self.stamp();
            }
        }
        self.keep(&stamp);
    }

    fn tamper(&mut self, survivor: usize, back: usize) {
        for (place, copies) in self.places.iter_mut().enumerate().filter(|(place, _)| *place != survivor) {
            let keep = if place % 2 == 0 { 0 } else { copies.len().saturating_sub(back * 8) };
            copies.truncate(keep);
        }
        // The next start finds the newest and writes all three again.
        let healed = self.stamp();
        self.keep(&healed);
    }

    fn code(&mut self, counter: u32, days: usize, good: bool) {
        let (_, lease) = self.pair();
        let terms = lease.terms();
        let secret = leases().voice_secret(&terms.device);
        let call = Call { lease_id: &terms.id, rev: terms.rev, device: &terms.device, counter };
        let days = voice::DAYS[days];
        let typed = if good { voice::make(&secret, call, days).unwrap() } else { "ABCDE-12345".to_owned() };
        let mut stamp = self.stamp();
        let state = self.decide(&stamp).state;
        if stamp.unlocks.attempt(&typed, &lease, state, stamp.time.now()).is_ok() {
            self.grants += 1;
            self.lent += i64::from(days) * DAY;
        }
        self.keep(&stamp);
    }

    fn session(&mut self, open: bool) {
        let stamp = self.stamp();
        let now = stamp.time.now();
        match (open, self.session) {
            (true, Session::Closed { .. }) if !self.decide(&stamp).state.is_locked() => {
                self.session = Session::Open { since: now }
            }
            (false, Session::Open { .. }) => self.session = Session::Closed { since: Some(now) },
            _ => {}
        }
    }

    fn meet(&mut self, event: &Event) {
        match *event {
            Event::Run { hours, clock } => self.run(hours, clock),
            Event::Restart => (self.boot, self.mono) = (self.boot + 1, 0),
            Event::Tamper { survivor, back } => self.tamper(survivor, back),
            Event::File(at) => drop(self.store.take(&self.files[at])),
            Event::Code { counter, days, good } => self.code(counter, days, good),
            Event::Open => self.session(true),
            Event::Close => self.session(false),
        }
    }

    /// Hours of selling that were signed for: up to the end of grace of the best lease taken, plus what codes lent, plus, for
    /// each of these ends, the wait for the quiet hour and the day of an open session.
    fn signed_for(&self) -> i64 {
        let terms = self.pair().1.terms().clone();
        let end = terms.paid_until() + i64::from(terms.grace_days) * DAY;
        let waits = (1 + self.grants + i64::from(terms.rev)) * (DAY + 5 * HOUR);
        end - bought() + self.lent + waits
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_gives_selling_time_that_was_not_signed_for(events in vec(event(), 1..60)) {
        let mut till = Till::new();
        for event in &events {
            till.meet(event);
            prop_assert!(till.grants <= 2 * i64::from(till.pair().1.terms().rev), "two codes for each lease");
        }
        // However long the till runs on after all that.
        till.run(24 * 150, Some(-24 * 200));
        prop_assert!(till.sold <= till.signed_for(), "{} h sold, {} h signed for", till.sold / HOUR, till.signed_for() / HOUR);
        let locked = till.decide(&till.stamp()).state.is_locked();
        prop_assert!(locked, "and in the end it is locked");
    }

    #[test]
    fn no_wrong_clock_costs_a_paid_day(
        runs in vec((1..20_i64, prop_oneof![Just(None), Just(Some(0_i64)), Just(Some(-26 * 365 * 24)), Just(Some(-48))]), 1..60),
        dead in 0..20_i64,
    ) {
        let mut till = Till::new();
        // A battery that starts in 2099 for less than the day that would be believed.
        till.meet(&Event::Restart);
        till.run(dead, Some(73 * 365 * 24));
        for (hours, clock) in runs {
            till.meet(&Event::Restart);
            till.run(hours, clock);
            if till.truth < at("2026-02-06T04:00:00") {
                prop_assert_eq!(till.sold, till.truth - bought(), "every hour could be sold in");
            }
        }
    }
}
