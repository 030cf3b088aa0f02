//! What a till must remember outside its database: the trusted time, its first start, what it asked about the time and was
//! answered last, how new its papers were and the codes it was lent days by.
//!
//! Kept in three places under a digest that only this till's key can make. The newest whole one counts, so that losing or
//! rolling back one or two of them changes nothing.

use std::ops::RangeInclusive;

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    device::SealKey,
    lease::{LeaseTerms, VerifiedLease},
    licence::VerifiedLicence,
    lima::DAY,
    mac,
    payload::{Fields, LAST_MS, Writer},
    refusal::Refusal,
    server_time::VerifiedTime,
    time::{Jump, Reading, TrustedTime},
    voice::{Grant, Unlocks},
};

const LABEL: &str = "POS-STAMP-v1";
const ANY: RangeInclusive<i64> = i64::MIN..=i64::MAX;
/// How long an answer about the time is waited for: one that comes later would give back what passed since it was signed.
pub const ANSWER_DAYS: i64 = 7;
/// How long the same question is asked: so each has some days left to be answered in.
const ASKING_DAYS: i64 = 3;

/// A question about the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Asked {
    /// The number that its answer repeats.
    pub nonce: [u8; 8],
    /// When it was asked first, in trusted Unix milliseconds.
    pub at: i64,
}

/// Which licence and which lease a till goes by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Papers {
    /// The licence's id and revision.
    pub licence: (String, u32),
    /// The lease's id and revision.
    pub lease: (String, u32),
    /// When the lease was signed, in Unix milliseconds.
    pub signed_at: i64,
}

impl Papers {
    /// Of documents that were verified.
    #[must_use]
    pub fn of(licence: &VerifiedLicence, lease: &VerifiedLease) -> Papers {
        let (licence, lease) = (licence.terms(), lease.terms());
        let signed_at = lease.issued_at;
        Papers { licence: (licence.id.clone(), licence.rev), lease: (lease.id.clone(), lease.rev), signed_at }
    }

    /// Whether these are older than others: of one document the revision tells, whatever the clock of who signed it; of two,
    /// when they were signed.
    fn older_than(&self, others: &Papers) -> bool {
        match (self.lease.0 == others.lease.0, self.licence.0 == others.licence.0) {
            (true, true) => (self.lease.1, self.licence.1) < (others.lease.1, others.licence.1),
            (true, false) => self.lease.1 < others.lease.1,
            (false, _) => self.signed_at < others.signed_at,
        }
    }
}

/// The record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stamp {
    /// Counts the writings, from the moment of the first; the highest is the newest.
    pub seq: u64,
    /// When the till was first started, in trusted Unix milliseconds: the trial counts from here.
    pub first_start: i64,
    /// Whether the first start has no date yet: it was under a clock that nobody could believe, and none was believed since.
    pub undated: bool,
    /// The trusted time.
    pub time: TrustedTime,
    /// The question whose answer is waited for.
    pub asked: Option<Asked>,
    /// What the last answer about the time said that was used, in Unix milliseconds.
    pub answered: Option<i64>,
    /// The papers that the till goes by.
    pub papers: Option<Papers>,
    /// Since when those were missing, in trusted Unix milliseconds. Stays when they are brought again, so that nobody puts
    /// older ones back for another week.
    pub missing_since: Option<i64>,
    /// Days lent by voice.
    pub unlocks: Unlocks,
}

/// What the three places hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remembered {
    /// The newest whole record.
    pub stamp: Option<Stamp>,
    /// Places with nothing in them.
    pub missing: usize,
    /// Places with something that this till did not seal, or that was altered.
    pub broken: usize,
    /// Whole records older than the newest.
    pub older: usize,
}

impl Stamp {
    /// The record of a till that remembers nothing. With a lease in its hands it has lost its memory rather than being new,
    /// and takes no codes until the next real one; see [`Unlocks::spent`].
    #[must_use]
    pub fn first(time: TrustedTime, lease: Option<&LeaseTerms>) -> Stamp {
        let undated = lease.is_none() && !time.settled;
        Stamp { undated, ..Stamp::regained(time.now(), time, lease) }
    }

    /// The record of a till that has lost its memory, and whose log or database still tells when it was first started: give the
    /// *earliest* trusted date in it, since the first one may be of a clock that was ahead until an answer set it back. A
    /// date to come counts as now, once and for all; otherwise the date never moves again.
    #[must_use]
    pub fn regained(first_start: i64, time: TrustedTime, lease: Option<&LeaseTerms>) -> Stamp {
        let unlocks = lease.map(Unlocks::spent).unwrap_or_default();
        // Nobody writes once a millisecond: counted from the time, a memory that begins anew is newer than what was lost, and
        // one place put back later does not outrank it.
        let seq = u64::try_from(time.now()).unwrap_or(1).max(1);
        let first_start = first_start.min(time.now());
        let (asked, answered, papers, missing_since) = (None, None, None, None);
        Stamp { seq, first_start, undated: false, time, asked, answered, papers, missing_since, unlocks }
    }

    /// The record after looking at the clocks. When the first clock is believed of a till that was first started under one
    /// that could not be, its first start moves along: a trial counts the days of use, not the age of the build.
    #[must_use]
    pub fn observe(&self, reading: Reading) -> Stamp {
        let time = self.time.observe(reading);
        let moved = if self.undated && time.settled { time.now().saturating_sub(self.time.by_uptime(reading)) } else { 0 };
        Stamp {
            first_start: self.first_start.saturating_add(moved),
            undated: self.undated && !time.settled,
            time,
            ..self.clone()
        }
    }

    /// The record knowing that it cannot be earlier than this; see [`TrustedTime::not_before`]. A first start that has no
    /// date yet moves along: neither a newer build nor a lease is a day of use. What the till's own log dates was one: that
    /// goes to the time alone.
    #[must_use]
    pub fn not_before(&self, moment: i64) -> Stamp {
        let time = self.time.not_before(moment);
        let moved = if self.undated { time.now().saturating_sub(self.time.now()) } else { 0 };
        Stamp { first_start: self.first_start.saturating_add(moved), time, ..self.clone() }
    }

    /// The record of a till that asks about the time: with the same number for some days, so that the answer to any copy of a
    /// request is an answer; then, and after an answer, with the fresh one.
    #[must_use]
    pub fn asking(&self, fresh: [u8; 8]) -> Stamp {
        let now = self.time.now();
        let again = self.asked.filter(|asked| now < asked.at.saturating_add(ASKING_DAYS * DAY));
        Stamp { asked: Some(again.unwrap_or(Asked { nonce: fresh, at: now })), ..self.clone() }
    }

    /// The question that may still be answered.
    #[must_use]
    pub fn open_question(&self) -> Option<Asked> {
        let late = |asked: &Asked| self.time.now() >= asked.at.saturating_add(ANSWER_DAYS * DAY);
        self.asked.filter(|asked| !late(asked))
    }

    /// Whether an answer about the time that says this was not used before, nor one signed later, and is waited for.
    #[must_use]
    pub fn accepts_answer(&self, at: i64) -> bool {
        self.open_question().is_some() && self.answered.is_none_or(|last| at > last)
    }

    /// The record of a till that goes by these papers from now on.
    #[must_use]
    pub fn going_by(&self, licence: &VerifiedLicence, lease: &VerifiedLease) -> Stamp {
        let papers = Some(Papers::of(licence, lease));
        let missing_since = self.missing_since.filter(|_| self.papers == papers);
        Stamp { papers, missing_since, ..self.clone() }
    }

    /// The record of a till that misses the papers it went by. A disk may fail once a year.
    #[must_use]
    pub fn missing_papers(&self) -> Stamp {
        let now = self.time.now();
        let since = self.missing_since.filter(|since| now < since.saturating_add(365 * DAY)).unwrap_or(now);
        Stamp { missing_since: Some(since), ..self.clone() }
    }

    /// Whether the till went by papers that were signed later than these: somebody put the older ones back.
    #[must_use]
    pub fn went_by_newer(&self, licence: &VerifiedLicence, lease: &VerifiedLease) -> bool {
        self.papers.as_ref().is_some_and(|papers| Papers::of(licence, lease).older_than(papers))
    }

    /// The record after an answer about the time, looked at now. What was counted from a trusted time that is now in the
    /// future counts from here: the days of a trial that were used stay used, and lent days are no more than were lent.
    ///
    /// # Errors
    /// [`Refusal::OtherRequest`] for one that was used, is older than one that was, or comes when none is waited for.
    pub fn told(&self, answer: VerifiedTime, reading: Reading) -> Result<Stamp, Refusal> {
        if !self.accepts_answer(answer.at()) {
            return Err(Refusal::OtherRequest);
        }
        let time = self.time.told(answer, reading);
        let used = self.time.by_uptime(reading).saturating_sub(self.first_start).max(0);
        let moves = self.undated || self.first_start > time.now();
        let first_start = if moves { time.now().saturating_sub(used) } else { self.first_start };
        let mut unlocks = self.unlocks.clone();
        unlocks.set_back(time.now());
        let answered = Some(answer.at());
        let missing_since = self.missing_since.map(|since| since.min(time.now()));
        Ok(Stamp { first_start, undated: false, time, asked: None, answered, missing_since, unlocks, ..self.clone() })
    }

    /// The record after another writing.
    #[must_use]
    pub fn next(&self) -> Stamp {
        Stamp { seq: self.seq.saturating_add(1), ..self.clone() }
    }

    /// The record as one line of text for each of the three places.
    #[must_use]
    pub fn sealed(&self, key: &SealKey) -> String {
        let payload = self.payload();
        let seal = mac::keyed(key.bytes(), LABEL, &[&payload]);
        format!("{}.{}", URL_SAFE_NO_PAD.encode(&payload), URL_SAFE_NO_PAD.encode(seal))
    }

    /// Reads what [`Stamp::sealed`] wrote.
    ///
    /// # Errors
    /// [`Refusal::Damaged`] or [`Refusal::Signature`].
    pub fn open(text: &str, key: &SealKey) -> Result<Stamp, Refusal> {
        let (payload, seal) = text.split_once('.').ok_or(Refusal::Damaged)?;
        let payload = URL_SAFE_NO_PAD.decode(payload).map_err(|_| Refusal::Damaged)?;
        let seal = URL_SAFE_NO_PAD.decode(seal).map_err(|_| Refusal::Damaged)?;
        if seal.len() != 32 || !mac::matches(key.bytes(), LABEL, &[&payload], &seal) {
            return Err(Refusal::Signature);
        }
        Stamp::read(&payload)
    }

    /// The newest whole record of the places; `None` for a place with nothing in it.
    #[must_use]
    pub fn newest(places: &[Option<&str>], key: &SealKey) -> Remembered {
        let missing = places.iter().filter(|place| place.is_none()).count();
        let whole: Vec<Stamp> = places.iter().flatten().filter_map(|text| Stamp::open(text, key).ok()).collect();
        let broken = places.len() - missing - whole.len();
        let stamp = whole.iter().max_by_key(|stamp| (stamp.seq, stamp.time.now())).cloned();
        let older = whole.iter().filter(|other| stamp.as_ref().is_some_and(|newest| newest.seq > other.seq)).count();
        Remembered { stamp, missing, broken, older }
    }

    fn payload(&self) -> Vec<u8> {
        let (time, unlocks) = (&self.time, &self.unlocks);
        let mut writer = Writer::new();
        writer.int("seq", i64::try_from(self.seq).unwrap_or(i64::MAX)).int("first", self.first_start);
        writer.int("undated", self.undated.into()).int("at", time.floor).int("settled", time.settled.into());
        if let Some(asked) = self.asked {
            writer.text("nonce", &URL_SAFE_NO_PAD.encode(asked.nonce)).int("asked", asked.at);
        }
        if let Some(papers) = &self.papers {
            writer.text("by_licence", &papers.licence.0).int("by_licence_rev", papers.licence.1.into());
            writer.text("by_lease", &papers.lease.0).int("by_lease_rev", papers.lease.1.into());
            writer.int("by_signed", papers.signed_at);
        }
        let moments = [("signed", time.signed), ("answered", self.answered), ("missing", self.missing_since)];
        for (name, moment) in moments {
            if let Some(moment) = moment {
                writer.int(name, moment);
            }
        }
        if let Some(jump) = time.jump {
            writer.int("jump_os", jump.os).int("jump_up", jump.uptime).int("jump_boots", jump.boots.into());
        }
        if let Some((boot, mono)) = time.last {
            writer.text("boot", &boot.to_string()).int("mono", mono);
        }
        let given: Vec<String> =
            unlocks.given.iter().map(|grant| format!("{}/{}/{}", grant.counter, grant.days, grant.at)).collect();
        writer.text("lease", &unlocks.lease_id).int("rev", unlocks.rev.into()).texts("given", &given);
        writer.int("wrong", unlocks.wrong.into()).int("paused", unlocks.paused_until);
        writer.bytes()
    }

    fn read(payload: &[u8]) -> Result<Stamp, Refusal> {
        let fields = Fields::read(payload, &[])?;
        Ok(Stamp {
            seq: u64::try_from(fields.int("seq", 0..=i64::MAX)?).map_err(|_| Refusal::Damaged)?,
            first_start: fields.int("first", ANY)?,
            undated: fields.int("undated", 0..=1)? == 1,
            time: time_from(&fields)?,
            asked: asked_from(&fields)?,
            answered: fields.optional_int("answered", ANY)?,
            papers: papers_from(&fields)?,
            missing_since: fields.optional_int("missing", ANY)?,
            unlocks: unlocks_from(&fields)?,
        })
    }
}

fn papers_from(fields: &Fields) -> Result<Option<Papers>, Refusal> {
    let Some(licence) = fields.optional_text("by_licence", 64)? else { return Ok(None) };
    let licence = (licence.to_owned(), fields.small("by_licence_rev", 0..=u32::MAX)?);
    let lease = (fields.text("by_lease", 64)?.to_owned(), fields.small("by_lease_rev", 0..=u32::MAX)?);
    Ok(Some(Papers { licence, lease, signed_at: fields.int("by_signed", ANY)? }))
}

fn asked_from(fields: &Fields) -> Result<Option<Asked>, Refusal> {
    let Some(nonce) = fields.optional_text("nonce", 16)? else { return Ok(None) };
    let nonce = URL_SAFE_NO_PAD.decode(nonce).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(Refusal::Damaged)?;
    Ok(Some(Asked { nonce, at: fields.int("asked", ANY)? }))
}

fn time_from(fields: &Fields) -> Result<TrustedTime, Refusal> {
    let jump = match fields.optional_int("jump_os", ANY)? {
        None => None,
        Some(os) => {
            Some(Jump { os, uptime: fields.int("jump_up", 0..=LAST_MS)?, boots: fields.small("jump_boots", 0..=u32::MAX)? })
        }
    };
    let boot =
        fields.optional_text("boot", 20)?.map(|text| text.parse::<u64>().map_err(|_| Refusal::Damaged)).transpose()?;
    Ok(TrustedTime {
        settled: fields.int("settled", 0..=1)? == 1,
        jump,
        last: boot.zip(fields.optional_int("mono", ANY)?),
        signed: fields.optional_int("signed", ANY)?,
        ..TrustedTime::new(fields.int("at", ANY)?)
    })
}

fn unlocks_from(fields: &Fields) -> Result<Unlocks, Refusal> {
    let given = fields.texts("given", 8, 64)?;
    Ok(Unlocks {
        lease_id: fields.optional_text("lease", 64)?.unwrap_or_default().to_owned(),
        rev: fields.small("rev", 0..=u32::MAX)?,
        given: given.iter().map(|text| grant_from(text).ok_or(Refusal::Damaged)).collect::<Result<_, _>>()?,
        wrong: fields.small("wrong", 0..=u32::MAX)?,
        paused_until: fields.int("paused", ANY)?,
    })
}

fn grant_from(text: &str) -> Option<Grant> {
    let mut numbers = text.split('/');
    let (counter, days, at) = (numbers.next()?, numbers.next()?, numbers.next()?);
    Some(Grant { counter: counter.parse().ok()?, days: days.parse().ok()?, at: at.parse().ok()? })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{device::DeviceKey, lima::DAY, time::Reading};

    fn key() -> SealKey {
        DeviceKey::from_seed(&[5; 32]).seal_key()
    }

    fn papers(lease: &str, rev: u32, signed_at: i64) -> Papers {
        Papers { licence: ("L-1".to_owned(), 2), lease: (lease.to_owned(), rev), signed_at }
    }

    #[test]
    fn papers_are_older_by_revision_and_others_by_when_they_were_signed() {
        let held = papers("E-1", 3, 5);
        for (other, older) in [
            (papers("E-1", 2, 9), true),
            (papers("E-1", 4, 1), false),
            (held.clone(), false),
            (papers("E-0", 9, 4), true),
            (papers("E-2", 1, 6), false),
            (Papers { licence: ("L-1".to_owned(), 1), ..held.clone() }, true),
            (Papers { licence: ("L-0".to_owned(), 1), ..held.clone() }, false),
        ] {
            assert_eq!(other.older_than(&held), older, "{other:?}");
        }
    }

    fn stamp(seq: u64) -> Stamp {
        let reading = |os, boot| Reading { os: Some(os), mono: 77, boot };
        let time = TrustedTime::new(0).observe(reading(1000 * DAY, u64::MAX)).observe(reading(9000 * DAY, 3));
        let given = vec![Grant { counter: 4, days: 7, at: 1000 * DAY }];
        let unlocks = Unlocks { lease_id: "E-1".to_owned(), rev: 3, given, wrong: 2, paused_until: 5 };
        let time = TrustedTime { signed: Some(990 * DAY), ..time };
        let asked = Some(Asked { nonce: [9; 8], at: 999 * DAY });
        let (answered, papers, missing_since) = (Some(980 * DAY), Some(papers("E-1", 3, 5)), Some(975 * DAY));
        Stamp { seq, first_start: -4, undated: true, time, asked, answered, papers, missing_since, unlocks }
    }

    /// What is wrong with the clock is looked at anew, not remembered.
    fn same(read: &Stamp, written: &Stamp) -> bool {
        read.sealed(&key()) == written.sealed(&key())
    }

    #[test]
    fn a_record_comes_back_and_only_to_the_till_that_sealed_it() {
        let text = stamp(9).sealed(&key());
        let read = Stamp::open(&text, &key()).unwrap();
        assert!(same(&read, &stamp(9)) && read.time.jump.is_some());
        let written = stamp(9);
        assert_eq!(Stamp { time: written.time.clone(), ..read.clone() }, written);
        assert_eq!(TrustedTime { fault: written.time.fault, ..read.time }, written.time);
        let other = DeviceKey::from_seed(&[6; 32]).seal_key();
        assert_eq!(Stamp::open(&text, &other), Err(Refusal::Signature));
    }

    #[test]
    fn no_bit_of_a_record_can_be_changed() {
        let text = stamp(9).sealed(&key());
        for at in 0..text.len() * 8 {
            let mut bytes = text.clone().into_bytes();
            bytes[at / 8] ^= 1 << (at % 8);
            if let Ok(altered) = String::from_utf8(bytes) {
                assert!(Stamp::open(&altered, &key()).is_err(), "bit {at}");
            }
        }
    }

    #[test]
    fn the_newest_whole_record_of_three_counts() {
        let [old, new] = [8, 9].map(|seq| stamp(seq).sealed(&key()));
        let forged = stamp(99).sealed(&DeviceKey::from_seed(&[6; 32]).seal_key());
        let table = [
            ([Some(new.as_str()); 3], Some(9), (0, 0, 0)),
            ([Some(&old), Some(&new), Some(&old)], Some(9), (0, 0, 2)),
            ([Some(&old), None, Some(&forged)], Some(8), (1, 1, 0)),
            ([None, Some("hola"), Some("a.b")], None, (1, 2, 0)),
            ([Some(""), Some(&new), None], Some(9), (1, 1, 0)),
            ([Some(&forged), Some(&forged), Some(&forged)], None, (0, 3, 0)),
            ([None, None, None], None, (3, 0, 0)),
        ];
        for (places, seq, counts) in table {
            let places: [Option<&str>; 3] = places;
            let found = Stamp::newest(&places, &key());
            assert_eq!(found.stamp.map(|stamp| stamp.seq), seq);
            assert_eq!((found.missing, found.broken, found.older), counts);
        }
    }

    #[test]
    fn the_next_writing_is_newer() {
        assert_eq!(stamp(9).next().seq, 10);
        assert_eq!(stamp(u64::MAX).next().seq, u64::MAX);
    }
}
