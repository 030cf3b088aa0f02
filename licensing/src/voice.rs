//! Days lent over the telephone: ten letters that a technician reads out when there is neither camera nor USB stick.
//!
//! A code is a short keyed digest, not a signature, so it can do little: lengthen the grace of one lease by three, seven or
//! fifteen days, at most twice until a real lease comes.

use crate::{
    base32,
    device::DevicePublic,
    lease::{LeaseTerms, VerifiedLease, VoiceSecret},
    lima::{DAY, MINUTE},
    mac,
    state::State,
};

/// The days that a code may lend.
pub const DAYS: [u32; 3] = [3, 7, 15];
/// Codes that one revision of a lease may use.
pub const IN_A_ROW: u32 = 2;
/// Wrong codes after which the till stops listening for a while.
pub const WRONG_TRIES: u32 = 5;
/// How long it stops listening.
pub const PAUSE: i64 = 10 * MINUTE;
const LETTERS: usize = 10;
const LABEL: &str = "POS-VOICE-v1";

/// What a code is for: the caller reads these off the till's screen.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// The lease's id.
    pub lease_id: &'a str,
    /// The lease's revision as the till holds it.
    pub rev: u32,
    /// The till's key.
    pub device: &'a DevicePublic,
    /// Which code this is, one more than the last.
    pub counter: u32,
}

/// The code that lends these days, in two groups of five; nothing for days that no code lends.
#[must_use]
pub fn make(secret: &VoiceSecret, call: Call<'_>, days: u32) -> Option<String> {
    DAYS.contains(&days).then(|| {
        let letters = letters(secret, call, days);
        format!("{}-{}", &letters[..5], &letters[5..])
    })
}

fn letters(secret: &VoiceSecret, call: Call<'_>, days: u32) -> String {
    let (rev, counter, days) = (call.rev.to_be_bytes(), call.counter.to_be_bytes(), days.to_be_bytes());
    let parts: [&[u8]; 5] = [call.lease_id.as_bytes(), &rev, call.device.as_bytes(), &counter, &days];
    let digest = mac::keyed(secret.bytes(), LABEL, &parts);
    // Fifty bits: ten letters of five. Thirteen bytes would be twenty letters, so the text is always long enough.
    base32::encode(&digest).chars().take(LETTERS).collect()
}

/// One code that was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Which code of the lease it was.
    pub counter: u32,
    /// The days it lent.
    pub days: u32,
    /// When it was typed, in trusted Unix milliseconds.
    pub at: i64,
}

/// Why a code was not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum VoiceRefusal {
    /// The till is not in grace and not locked: there is nothing to lengthen.
    #[error("no days are needed now")]
    NotNeeded,
    /// Not ten letters of a code.
    #[error("not a code")]
    NotACode,
    /// Not the code for this till, now; so many tries are left before a pause.
    #[error("wrong code, {left} tries left")]
    Wrong {
        /// Tries before the pause.
        left: u32,
    },
    /// Too many wrong codes.
    #[error("too many wrong codes")]
    Paused {
        /// Until when, in trusted Unix milliseconds.
        until: i64,
    },
    /// This code was used, or a later one was.
    #[error("this code was used")]
    Used,
    /// Two codes were used since the last real lease.
    #[error("no more codes for this lease")]
    NoMore,
    /// The lease takes no codes.
    #[error("this lease takes no codes")]
    NoSecret,
}

impl VoiceRefusal {
    /// The stable code of this reason.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            VoiceRefusal::NotNeeded => "voice.not_needed",
            VoiceRefusal::NotACode => "voice.not_a_code",
            VoiceRefusal::Wrong { .. } => "voice.wrong",
            VoiceRefusal::Paused { .. } => "voice.paused",
            VoiceRefusal::Used => "voice.used",
            VoiceRefusal::NoMore => "voice.no_more",
            VoiceRefusal::NoSecret => "voice.no_secret",
        }
    }
}

/// The codes taken for one revision of a lease, and the wrong ones. Kept in the till's sealed stamp.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Unlocks {
    pub(crate) lease_id: String,
    pub(crate) rev: u32,
    pub(crate) given: Vec<Grant>,
    pub(crate) wrong: u32,
    pub(crate) paused_until: i64,
}

impl Unlocks {
    /// Tries a code at a moment (trusted Unix milliseconds) in a state of the till. What changes is in `self`, wrong tries
    /// too: keep it either way.
    ///
    /// # Errors
    /// A [`VoiceRefusal`].
    pub fn attempt(&mut self, typed: &str, lease: &VerifiedLease, state: State, now: i64) -> Result<Grant, VoiceRefusal> {
        let terms = lease.terms();
        if !matches!(state, State::Grace | State::LockedReadonly) {
            return Err(VoiceRefusal::NotNeeded);
        }
        let secret = terms.voice_secret.as_ref().ok_or(VoiceRefusal::NoSecret)?;
        if self.lease_id == terms.id && terms.rev < self.rev {
            // An older revision came back, with whatever was lent on it.
            return Err(VoiceRefusal::NoMore);
        }
        self.follow(terms);
        self.set_back(now);
        if now < self.paused_until {
            return Err(VoiceRefusal::Paused { until: self.paused_until });
        }
        if self.last(terms) >= terms.unlock_counter.saturating_add(IN_A_ROW) {
            return Err(VoiceRefusal::NoMore);
        }
        let typed = heard(typed).ok_or(VoiceRefusal::NotACode)?;
        let Some((counter, days)) = meant(secret, terms, &typed) else { return Err(self.miss(now)) };
        if counter <= self.last(terms) {
            return Err(VoiceRefusal::Used);
        }
        let grant = Grant { counter, days, at: now };
        self.given.push(grant);
        self.wrong = 0;
        Ok(grant)
    }

    /// The number of the code that the seller should make next for this lease.
    #[must_use]
    pub fn next_counter(&self, lease: &LeaseTerms) -> u32 {
        if self.is_for(lease) { self.last(lease).saturating_add(1) } else { lease.unlock_counter.saturating_add(1) }
    }

    /// The codes taken for this lease.
    #[must_use]
    pub fn given(&self, lease: &LeaseTerms) -> &[Grant] {
        if self.is_for(lease) { &self.given } else { &[] }
    }

    /// The end of grace with the lent days: each code adds to the end, or to the moment it was typed when that was later.
    #[must_use]
    pub fn lengthen(&self, lease: &LeaseTerms, end: i64) -> i64 {
        let add = |end: i64, grant: &Grant| end.max(grant.at).saturating_add(i64::from(grant.days) * DAY);
        self.given(lease).iter().fold(end, add)
    }

    /// A till that has lost its memory takes no more codes until the next real lease: they may have been used.
    #[must_use]
    pub fn spent(lease: &LeaseTerms) -> Unlocks {
        let counter = lease.unlock_counter.saturating_add(IN_A_ROW);
        let given = vec![Grant { counter, days: 0, at: 0 }];
        Unlocks { lease_id: lease.id.clone(), rev: lease.rev, given, ..Unlocks::default() }
    }

    /// The trusted time is this, and may have been later: nothing that was counted from there reaches further than it would
    /// from here. Neither a pause nor lent days outlive the correction of a clock that was ahead.
    pub(crate) fn set_back(&mut self, now: i64) {
        self.paused_until = self.paused_until.min(now.saturating_add(PAUSE));
        self.given.iter_mut().for_each(|grant| grant.at = grant.at.min(now));
    }

    fn is_for(&self, lease: &LeaseTerms) -> bool {
        self.lease_id == lease.id && self.rev == lease.rev
    }

    fn follow(&mut self, lease: &LeaseTerms) {
        if !self.is_for(lease) {
            (self.lease_id, self.rev) = (lease.id.clone(), lease.rev);
            self.given.clear();
        }
    }

    fn last(&self, lease: &LeaseTerms) -> u32 {
        self.given.iter().map(|grant| grant.counter).max().unwrap_or(lease.unlock_counter)
    }

    fn miss(&mut self, now: i64) -> VoiceRefusal {
        self.wrong = self.wrong.saturating_add(1);
        if self.wrong < WRONG_TRIES {
            return VoiceRefusal::Wrong { left: WRONG_TRIES - self.wrong };
        }
        self.wrong = 0;
        self.paused_until = now.saturating_add(PAUSE);
        VoiceRefusal::Paused { until: self.paused_until }
    }
}

/// Ten letters as they were meant, whatever the case, the spaces and the confusions.
fn heard(typed: &str) -> Option<String> {
    let symbols = typed.chars().filter(|symbol| !symbol.is_whitespace() && *symbol != '-');
    let letters: String = symbols.map(|symbol| base32::spoken_value(symbol).map(base32::letter)).collect::<Option<_>>()?;
    (letters.len() == LETTERS).then_some(letters)
}

/// Which code this is. Every candidate is compared, each in full, so that time tells nothing.
fn meant(secret: &VoiceSecret, lease: &LeaseTerms, typed: &str) -> Option<(u32, u32)> {
    let counters = (1..=IN_A_ROW).map(|step| lease.unlock_counter.saturating_add(step));
    let candidates = counters.flat_map(|counter| DAYS.map(|days| (counter, days)));
    candidates.fold(None, |found, (counter, days)| {
        let call = Call { lease_id: &lease.id, rev: lease.rev, device: &lease.device, counter };
        let differs = letters(secret, call, days).bytes().zip(typed.bytes()).fold(0, |all, (a, b)| all | (a ^ b));
        if differs == 0 { Some((counter, days)) } else { found }
    })
}
