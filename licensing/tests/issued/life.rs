//! A till that lives: a truth it cannot see, clocks, starts, a memory in three places, a log, papers, codes and answers. The
//! machine's key is never lost.

use std::sync::LazyLock;

use caserita_licensing::{
    Decision, DeviceVerdict, Facts, LeaseTerms, Plan, Purpose, Reading, Session, Stamp, Store, TrustedTime, VerifiedLease,
    VerifiedLicence, decide,
    lima::{DAY, HOUR},
    server_time::TimeTerms,
    voice::{self, Call},
};

use crate::fixture::*;

const NEWER_KEY: [u8; 32] = [7; 32];

/// The first build is a year older than the shop's first day.
fn built() -> i64 {
    at("2025-01-02T00:00:00")
}

/// The files on the technician's stick: three revisions, three that are not for this till or not whole, and a last one that
/// revokes the key of the first three and takes some of their time away.
pub static STICK: LazyLock<Vec<String>> = LazyLock::new(|| {
    let membership = |rev, through: &str, change: fn(&mut LeaseTerms)| {
        let mut terms = lease();
        (terms.rev, terms.paid_through) = (rev, Some(day(through)));
        change(&mut terms);
        terms
    };
    let file_of = |terms| signed(&licence(Plan::Membership), &terms);
    let good = file_of(membership(3, "2026-03-31", |_| {}));
    let newer = issuer(ROOT, NEWER_KEY, Purpose::Lease);
    let mut last = membership(4, "2026-02-15", |_| {});
    (last.revoked_kids, last.voice_secret) = (vec![leases().kid()], Some(newer.voice_secret(&last.device)));
    let certificate = newer.certificate().expect("certified").block().armoured();
    let revoking = [licences().licence(&licence(Plan::Membership)).unwrap(), newer.lease(&last).unwrap()];
    vec![
        file_of(membership(1, "2026-01-31", |_| {})),
        file_of(membership(2, "2026-02-28", |_| {})),
        good.clone(),
        file_of(membership(1, "2027-12-31", |terms| terms.device = other_device())),
        good.replacen('A', "B", 1),
        forged("LEASE", [66; 32], b"{\"fmt\":1}"),
        certificate + &file(&revoking),
    ]
});

/// What a copy of the database brings back.
#[derive(Clone)]
struct Log {
    /// The earliest trusted date in it.
    oldest: i64,
    /// The trusted date of the last entry.
    newest: i64,
    session: Session,
}

pub struct Till {
    pub store: Store,
    /// What was held at each keeping.
    papers: Vec<Store>,
    build: i64,
    /// Every text that each place ever held; the last is there now. The first place is the database's.
    places: [Vec<Option<String>>; 3],
    log: Log,
    /// The log as it was at each keeping.
    copies: Vec<Log>,
    pub truth: i64,
    mono: i64,
    boot: u64,
    answers: Vec<String>,
    pub sold: i64,
    /// Codes that were taken, and their days.
    pub grants: i64,
    lent: i64,
    /// The latest end that was signed for, with grace.
    end: Option<i64>,
    /// Time that is given back by what nothing in the machine can notice: all of its memory put back or lost, a first answer
    /// kept in a drawer, papers taken in under a clock that was never right.
    given_back: i64,
    pub setbacks: i64,
    /// How often older papers served for a week in the place of missing ones.
    weeks: i64,
    highest: u64,
    outranked: bool,
}

impl Till {
    /// A till without papers whose first start is under this clock, so many hours beside the truth.
    pub fn unpaid(clock: Option<i64>) -> Till {
        let reading = Reading { os: clock.map(|off| bought() + off * HOUR), mono: 0, boot: 0 };
        let first = Stamp::first(TrustedTime::new(built()).observe(reading), None);
        let now = first.time.now();
        let text = Some(first.sealed(&device().seal_key()));
        let log = Log { oldest: now, newest: now, session: Session::Closed { since: None } };
        Till {
            store: store(),
            papers: vec![store()],
            build: built(),
            places: [vec![text.clone()], vec![text.clone()], vec![text]],
            copies: vec![log.clone()],
            log,
            truth: bought(),
            mono: 0,
            boot: 0,
            answers: Vec::new(),
            sold: 0,
            grants: 0,
            lent: 0,
            end: None,
            given_back: 0,
            setbacks: 0,
            weeks: 0,
            highest: first.seq,
            outranked: false,
        }
    }

    /// A till with its first membership, started under a right clock.
    pub fn paid() -> Till {
        let mut till = Till::unpaid(Some(0));
        till.take(0);
        till
    }

    /// What is remembered: the newest of the three places, or what the log still tells.
    pub fn stamp(&self) -> Stamp {
        let places = [0, 1, 2].map(|place| self.places[place].last().and_then(Option::as_deref));
        let kept = Stamp::newest(&places, &device().seal_key()).stamp;
        let (lease, floor) = (self.store.current().map(|(_, lease)| lease.terms()), self.floor());
        let lost = || Stamp::regained(self.log.oldest, TrustedTime::new(floor.max(self.log.newest)), lease);
        let stamp = kept.unwrap_or_else(lost);
        Stamp { time: stamp.time.not_before(self.log.newest), ..stamp }.not_before(floor)
    }

    /// The build's day, and when what is held was signed.
    fn floor(&self) -> i64 {
        let issued = self.store.leases().map(|lease| lease.terms().issued_at).max();
        self.build.max(issued.unwrap_or(i64::MIN))
    }

    fn keep(&mut self, stamp: &Stamp) {
        self.highest = self.highest.max(stamp.next().seq);
        let text = stamp.next().sealed(&device().seal_key());
        self.places.iter_mut().for_each(|place| place.push(Some(text.clone())));
        self.copies.push(self.log.clone());
        self.papers.push(self.store.clone());
    }

    /// Something happened that the log says when.
    fn note(&mut self, stamp: &Stamp) {
        self.log.newest = self.log.newest.max(stamp.time.now());
        self.keep(stamp);
    }

    fn reading(&self, clock: Option<i64>) -> Reading {
        Reading { os: clock.map(|off| self.truth + off * HOUR), mono: self.mono, boot: self.boot }
    }

    pub fn decide(&self) -> Decision {
        self.decided(&self.stamp(), self.store.current())
    }

    fn decided(&self, stamp: &Stamp, permission: Option<(&VerifiedLicence, &VerifiedLease)>) -> Decision {
        decide(&Facts {
            now: stamp.time.now(),
            clock: stamp.time.fault(),
            first_start: stamp.first_start,
            permission,
            lease_taken_at: None,
            unreadable_since: missing(stamp, &self.store).then_some(stamp.missing_since).flatten(),
            unlocks: &stamp.unlocks,
            session: self.log.session,
            device: DeviceVerdict::Same,
            build: day("2026-01-01"),
        })
    }

    /// Runs so many hours while the clock shows this much beside the truth.
    pub fn run(&mut self, hours: i64, clock: Option<i64>) {
        let mut stamp = self.stamp().observe(self.reading(clock));
        for hour in 0..hours {
            (self.truth, self.mono) = (self.truth + HOUR, self.mono + HOUR);
            stamp = stamp.observe(self.reading(clock));
            if !self.decided(&stamp, self.store.current()).state.is_locked() {
                self.sold += HOUR;
            }
            if hour % 12 == 0 {
                self.keep(&stamp);
                stamp = stamp.next();
            }
        }
        self.keep(&stamp);
    }

    /// The machine is switched off and on; the program looks at its clock.
    pub fn restart(&mut self, clock: Option<i64>) {
        (self.boot, self.mono) = (self.boot + 1, 0);
        let stamp = self.stamp().observe(self.reading(clock));
        self.keep(&stamp);
    }

    /// Some places are lost, or put back so many keepings; a copy of the database brings its log back too. Then the program
    /// starts.
    pub fn tamper(&mut self, which: [Tampering; 3]) {
        let before = self.stamp();
        for (place, act) in which.into_iter().enumerate() {
            match act {
                Tampering::Nothing => {}
                Tampering::Lost => self.places[place].push(None),
                Tampering::Back(keepings) => {
                    let kept = &mut self.places[place];
                    kept.truncate(kept.len().saturating_sub(keepings).max(1));
                    if place == 0 {
                        self.copies.truncate(self.copies.len().saturating_sub(keepings).max(1));
                        self.log = self.copies.last().expect("the first").clone();
                    }
                }
            }
        }
        let after = self.stamp();
        let set_back = before.time.now() - after.time.now();
        let untouched = which.contains(&Tampering::Nothing) && !self.outranked;
        assert!(!untouched || (set_back <= 0 && after.answered == before.answered), "one place remembers everything");
        if !untouched {
            // Once all three were put back, what they held before is newer than what comes after, in one place too.
            self.outranked |= after.seq < self.highest;
            self.setbacks += 1;
            let used = |stamp: &Stamp| stamp.time.now() - stamp.first_start;
            self.given_back += set_back.max(used(&before) - used(&after)).max(0);
        }
        self.keep(&after);
    }

    /// A newer program, which was not built in the future.
    pub fn update(&mut self, days: i64) {
        self.build = (self.build + days * DAY).min(self.truth);
        let stamp = self.stamp();
        self.keep(&stamp);
    }

    /// The papers of so many keepings ago are put back wherever papers are kept; then the program starts.
    pub fn put_papers_back(&mut self, keepings: usize) {
        self.store = self.papers[self.papers.len().saturating_sub(keepings + 1)].clone();
        let stamp = self.stamp();
        if missing(&stamp, &self.store) {
            let missing = stamp.missing_papers();
            if missing.missing_since != stamp.missing_since {
                self.weeks += 1;
            }
            self.keep(&missing);
        }
    }

    /// A file from the stick.
    pub fn take(&mut self, at: usize) {
        let stamp = self.stamp();
        let held = self.store.current().is_some();
        if !self.store.take(&STICK[at]).is_ok_and(|taken| taken.changed()) {
            return;
        }
        let mut stamp = stamp.not_before(self.floor());
        if let Some((licence, lease)) = self.store.current() {
            if !stamp.went_by_newer(licence, lease) {
                stamp = stamp.going_by(licence, lease);
            }
            let terms = lease.terms();
            let end = terms.paid_until() + i64::from(terms.grace_days) * DAY;
            self.end = Some(self.end.map_or(end, |old| old.max(end)));
        }
        if !held {
            self.given_back += (self.truth - stamp.time.now()).max(0);
        }
        self.note(&stamp);
    }

    /// A code, the right one for this counter and days, or a guess.
    pub fn code(&mut self, counter: u32, days: u32, good: bool) {
        let Some((_, lease)) = self.store.current() else { return };
        let (lease, terms) = (lease.clone(), lease.terms());
        let call = Call { lease_id: &terms.id, rev: terms.rev, device: &terms.device, counter };
        let right =
            terms.voice_secret.as_ref().and_then(|secret| voice::make(secret, call, days)).expect("days that are lent");
        let typed = if good { right } else { "ABCDE-12345".to_owned() };
        let (mut stamp, state) = (self.stamp(), self.decide().state);
        if stamp.unlocks.attempt(&typed, &lease, state, stamp.time.now()).is_ok() {
            self.grants += 1;
            self.lent += i64::from(days) * DAY;
        }
        self.note(&stamp);
    }

    /// The till asks for the time and the seller answers; the answer is kept in a drawer.
    pub fn ask(&mut self) {
        let fresh = [u8::try_from(self.answers.len()).unwrap_or(u8::MAX); 8];
        let stamp = self.stamp().asking(fresh);
        let nonce = stamp.open_question().map_or(fresh, |asked| asked.nonce);
        let terms = TimeTerms { device: device().public(), nonce, at: self.truth };
        self.answers.push(file(&[leases().time(&terms).expect("signed")]));
        self.keep(&stamp);
    }

    /// An answer from the drawer is shown.
    pub fn answer(&mut self, which: usize) {
        let Some(text) = (!self.answers.is_empty()).then(|| &self.answers[which % self.answers.len()]) else { return };
        let stamp = self.stamp();
        let Some(asked) = stamp.open_question() else { return };
        let told = self.store.time(text, asked.nonce).and_then(|time| stamp.told(time, self.reading(None)));
        let Ok(told) = told else { return };
        let behind = |stamp: &Stamp| (self.truth - stamp.time.now()).max(0);
        if stamp.answered.is_none() {
            self.given_back += (behind(&told) - behind(&stamp)).max(0);
        }
        // The log's last date goes back with it: it was of the time that was wrong.
        self.log.newest = told.time.now();
        self.log.oldest = self.log.oldest.min(told.time.now());
        self.keep(&told);
    }

    pub fn open(&mut self) {
        if matches!(self.log.session, Session::Closed { .. }) && !self.decide().state.is_locked() {
            let stamp = self.stamp();
            self.log.session = Session::Open { since: stamp.time.now() };
            self.note(&stamp);
        }
    }

    pub fn close(&mut self) {
        if matches!(self.log.session, Session::Open { .. }) {
            let stamp = self.stamp();
            self.log.session = Session::Closed { since: Some(stamp.time.now()) };
            self.note(&stamp);
        }
    }

    /// Codes that may have been taken: two for each revision, and again for each time that all memory was put back.
    pub fn codes_signed_for(&self) -> i64 {
        2 * 4 * (1 + self.setbacks)
    }

    /// Selling that was signed for: the trial, the best lease with its grace, what codes lent and what nothing can notice;
    /// and for each of these ends the wait for the quiet hour, and for the one after it.
    pub fn signed_for(&self) -> i64 {
        let (trial, ends) = (37 * DAY, 2 + 4 + self.grants + self.weeks);
        let leased = self.end.map_or(0, |end| end - bought());
        trial + leased + self.lent + self.given_back + self.weeks * 7 * DAY + ends * 2 * DAY
    }
}

/// Whether older papers lie where the till went by newer ones.
fn missing(stamp: &Stamp, store: &Store) -> bool {
    store.current().is_some_and(|(licence, lease)| stamp.went_by_newer(licence, lease))
}

/// What was done to one place of the memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tampering {
    Nothing,
    Lost,
    Back(usize),
}
