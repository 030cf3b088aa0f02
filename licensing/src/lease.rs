//! The lease: the permission of one machine to use a licence until a day.

use chrono::{Days, NaiveDate};
use zeroize::Zeroizing;

use crate::{
    armour::{Block, Kind},
    device::{DevicePublic, Fingerprint},
    keys::{KeyCertificate, Keyring, Kid, Purpose, within},
    lima,
    payload::{Fields, Writer},
    refusal::Refusal,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Days past the end of its key up to which a lease may be paid. It bounds what a key can grant that leaks after its time.
pub const BEYOND_KEY_DAYS: u64 = 400;

const KNOWN: [&str; 21] = [
    "fmt",
    "id",
    "lic_id",
    "rev",
    "kid",
    "device_pub",
    "fp",
    "till_no",
    "series",
    "issued_at",
    "server_time",
    "paid_through",
    "warn_days",
    "grace_days",
    "lock_policy",
    "offline_max_days",
    "revoked_kids",
    "unlock_ctr",
    "voice",
    "suspended",
    "crit",
];

/// What a locked till may do beyond the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum LockPolicy {
    /// The rule.
    #[default]
    Plain,
    /// A veterinarian may still write a note about an emergency.
    EmergencyNotes,
}

impl LockPolicy {
    /// The word in a lease.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            LockPolicy::Plain => "plain",
            LockPolicy::EmergencyNotes => "emergency-notes",
        }
    }

    fn from_word(word: &str) -> LockPolicy {
        // A policy of a newer program only ever allows more than the rule; not knowing it costs nobody anything.
        if word == LockPolicy::EmergencyNotes.word() { LockPolicy::EmergencyNotes } else { LockPolicy::Plain }
    }
}

/// The secret behind a till's voice codes. Losing it costs days, never a licence.
#[derive(Clone, PartialEq, Eq)]
pub struct VoiceSecret(Zeroizing<[u8; 16]>);

impl VoiceSecret {
    /// From its bytes.
    #[must_use]
    pub fn new(bytes: [u8; 16]) -> VoiceSecret {
        VoiceSecret(Zeroizing::new(bytes))
    }

    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    fn parse(text: &str) -> Result<VoiceSecret, Refusal> {
        let bytes = Zeroizing::new(URL_SAFE_NO_PAD.decode(text).map_err(|_| Refusal::Damaged)?);
        bytes.as_slice().try_into().map(VoiceSecret::new).map_err(|_| Refusal::Damaged)
    }
}

impl std::fmt::Debug for VoiceSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("VoiceSecret")
    }
}

/// What a lease says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeaseTerms {
    /// Its id; stays through every revision.
    pub id: String,
    /// The licence it belongs to.
    pub licence_id: String,
    /// Its revision, from 1. A till keeps the highest.
    pub rev: u32,
    /// The only machine that may use it.
    pub device: DevicePublic,
    /// What that machine was built of.
    pub fingerprint: Fingerprint,
    /// The till's number in the shop, from 1.
    pub till_no: u32,
    /// Series of documents that are this till's own.
    pub series: Vec<String>,
    /// When it was signed, in Unix milliseconds.
    pub issued_at: i64,
    /// The signer's clock, in Unix milliseconds.
    pub server_time: i64,
    /// The last paid day, in Lima; none for a perpetual licence.
    pub paid_through: Option<NaiveDate>,
    /// Days before the end from which the till warns.
    pub warn_days: u32,
    /// Days after the end in which it still sells.
    pub grace_days: u32,
    /// What a locked till may do beyond the rule.
    pub lock_policy: LockPolicy,
    /// Days after `server_time` in which a newer lease must arrive; none for no limit. Membership only.
    pub offline_max_days: Option<u32>,
    /// Keys that are no longer good.
    pub revoked_kids: Vec<Kid>,
    /// Voice codes given for this till so far.
    pub unlock_counter: u32,
    /// What voice codes are made with.
    pub voice_secret: Option<VoiceSecret>,
    /// Why the till is suspended, for its owner to read; none when it is not.
    pub suspended: Option<String>,
}

impl LeaseTerms {
    /// The moment at which what was paid for ends, in Unix milliseconds: the end of the last paid day in Lima, or sooner
    /// when no newer lease came in time. A lease without a day has nothing paid for.
    #[must_use]
    pub fn paid_until(&self) -> i64 {
        let paid = self.paid_through.map_or(self.issued_at, lima::end_of);
        self.contact_until().map_or(paid, |contact| paid.min(contact))
    }

    /// The moment by which a newer lease must have come, where there is one.
    #[must_use]
    pub fn contact_until(&self) -> Option<i64> {
        self.offline_max_days.map(|days| self.server_time.saturating_add(i64::from(days) * lima::DAY))
    }

    #[cfg_attr(not(feature = "issue"), allow(dead_code, reason = "written by whoever signs"))]
    pub(crate) fn payload(&self, kid: Kid) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.text("id", &self.id).text("lic_id", &self.licence_id).int("rev", self.rev.into());
        writer.text("kid", &kid.to_string()).text("device_pub", &self.device.to_string());
        writer.texts("fp", &self.fingerprint.texts()).int("till_no", self.till_no.into()).texts("series", &self.series);
        writer.int("issued_at", self.issued_at).int("server_time", self.server_time);
        if let Some(day) = self.paid_through {
            writer.text("paid_through", &day.to_string());
        }
        writer.int("warn_days", self.warn_days.into()).int("grace_days", self.grace_days.into());
        writer.text("lock_policy", self.lock_policy.word());
        if let Some(days) = self.offline_max_days {
            writer.int("offline_max_days", days.into());
        }
        let kids: Vec<String> = self.revoked_kids.iter().map(Kid::to_string).collect();
        writer.texts("revoked_kids", &kids).int("unlock_ctr", self.unlock_counter.into());
        if let Some(secret) = &self.voice_secret {
            writer.text("voice", &URL_SAFE_NO_PAD.encode(secret.bytes()));
        }
        if let Some(reason) = &self.suspended {
            // A program that passed over this field would sell on.
            writer.text("suspended", reason).texts("crit", &["suspended"]);
        }
        writer.bytes()
    }

    pub(crate) fn read(block: &Block) -> Result<LeaseTerms, Refusal> {
        let fields = Fields::read(&block.payload, &KNOWN)?;
        if fields.text("kid", 16)? != block.kid.to_string() {
            return Err(Refusal::Damaged);
        }
        let kids = fields.texts("revoked_kids", 64, 16)?;
        let offline = fields.optional_int("offline_max_days", 1..=10_000)?;
        Ok(LeaseTerms {
            id: fields.text("id", 64)?.to_owned(),
            licence_id: fields.text("lic_id", 64)?.to_owned(),
            rev: fields.small("rev", 1..=1_000_000)?,
            device: DevicePublic::parse(fields.text("device_pub", 64)?)?,
            fingerprint: Fingerprint::parse(&fields.texts("fp", 16, 32)?)?,
            till_no: fields.small("till_no", 1..=10_000)?,
            series: fields.texts("series", 64, 8)?,
            issued_at: fields.moment("issued_at")?,
            server_time: fields.moment("server_time")?,
            paid_through: fields.optional_day("paid_through")?,
            warn_days: fields.small("warn_days", 0..=90)?,
            grace_days: fields.small("grace_days", 0..=90)?,
            lock_policy: LockPolicy::from_word(fields.optional_text("lock_policy", 32)?.unwrap_or_default()),
            offline_max_days: offline.map(u32::try_from).transpose().map_err(|_| Refusal::Damaged)?,
            revoked_kids: kids.iter().map(|kid| kid.parse()).collect::<Result<_, _>>()?,
            unlock_counter: fields.small("unlock_ctr", 0..=1_000_000)?,
            voice_secret: fields.optional_text("voice", 32)?.map(VoiceSecret::parse).transpose()?,
            suspended: fields.optional_text("suspended", 300)?.filter(|reason| !reason.is_empty()).map(str::to_owned),
        })
    }
}

/// Whether the lease grants no more time than its key may.
pub(crate) fn within_reach(certificate: Option<&KeyCertificate>, terms: &LeaseTerms) -> Result<(), Refusal> {
    let last = certificate.and_then(|key| lima::day_of(key.dates().1).checked_add_days(Days::new(BEYOND_KEY_DAYS)));
    let beyond = last.zip(terms.paid_through).is_some_and(|(last, paid)| paid > last);
    if beyond { Err(Refusal::BeyondKey) } else { Ok(()) }
}

/// A lease whose signature was checked. There is no other way to have one than [`VerifiedLease::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedLease {
    block: Block,
    terms: LeaseTerms,
}

impl VerifiedLease {
    /// Checks signature, key and form, and reads the terms. Says nothing about revocation or whose machine it is:
    /// [`crate::Store`] does.
    ///
    /// # Errors
    /// Any [`Refusal`] about form, key or signature.
    pub fn verify(block: &Block, keys: &Keyring) -> Result<VerifiedLease, Refusal> {
        if block.kind != Kind::Lease {
            return Err(Refusal::Damaged);
        }
        let certificate = keys.check(block, Purpose::Lease)?;
        let terms = LeaseTerms::read(block)?;
        within(certificate, terms.issued_at)?;
        within_reach(certificate, &terms)?;
        Ok(VerifiedLease { block: block.clone(), terms })
    }

    /// What it says.
    #[must_use]
    pub const fn terms(&self) -> &LeaseTerms {
        &self.terms
    }

    /// The lease as it was carried.
    #[must_use]
    pub const fn block(&self) -> &Block {
        &self.block
    }
}
