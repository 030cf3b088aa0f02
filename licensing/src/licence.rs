//! The licence: what a shop bought. It lives for years and says nothing about one machine.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{
    armour::{Block, Kind},
    keys::{Keyring, Purpose, within},
    lima,
    payload::{Fields, Writer},
    refusal::Refusal,
};

const KNOWN: [&str; 17] = [
    "fmt",
    "id",
    "rev",
    "kid",
    "tenant",
    "tax_id",
    "holder",
    "plan",
    "edition",
    "entitlements",
    "max_tills",
    "issued_at",
    "not_before",
    "updates_through",
    "fallback_version",
    "crit",
    "notes",
];

/// How a shop pays.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Plan {
    /// Paid once; time never locks it.
    Perpetual,
    /// Paid until a day that the lease names.
    Membership,
    /// A trial with an end that the lease names, longer than the one every till begins with.
    Trial,
}

impl Plan {
    /// The word in a licence.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Plan::Perpetual => "perpetual",
            Plan::Membership => "membership",
            Plan::Trial => "trial",
        }
    }

    fn from_word(word: &str) -> Result<Plan, Refusal> {
        [Plan::Perpetual, Plan::Membership, Plan::Trial].into_iter().find(|plan| plan.word() == word).ok_or(Refusal::Damaged)
    }
}

/// A trade or module that a licence may hold. A licence may name others; a program that does not know them passes over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Entitlement {
    /// The trade of a minimarket or bodega.
    Minimarket,
    /// The trade of a peluquería.
    Peluqueria,
    /// The trade of a veterinaria.
    Veterinaria,
    /// Electronic documents.
    Documents,
    /// Sync with the cloud.
    Sync,
}

impl Entitlement {
    /// Every one of them: what a trial may use.
    pub const ALL: [Entitlement; 5] = [
        Entitlement::Minimarket,
        Entitlement::Peluqueria,
        Entitlement::Veterinaria,
        Entitlement::Documents,
        Entitlement::Sync,
    ];

    /// Those that are a trade: without one a licence sells nothing.
    pub const TRADES: [Entitlement; 3] = [Entitlement::Minimarket, Entitlement::Peluqueria, Entitlement::Veterinaria];

    /// The word in a licence.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Entitlement::Minimarket => "minimarket",
            Entitlement::Peluqueria => "peluqueria",
            Entitlement::Veterinaria => "veterinaria",
            Entitlement::Documents => "documents",
            Entitlement::Sync => "sync",
        }
    }
}

/// What a licence says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LicenceTerms {
    /// Its id; stays through every revision.
    pub id: String,
    /// Its revision, from 1. A till keeps the highest.
    pub rev: u32,
    /// The customer at the seller's.
    pub tenant: String,
    /// The taxpayer's RUC; empty when the shop had none.
    pub tax_id: String,
    /// The shop's name.
    pub holder: String,
    /// How it pays.
    pub plan: Plan,
    /// The name of what was sold; for people.
    pub edition: String,
    /// Words of trades and modules.
    pub entitlements: BTreeSet<String>,
    /// How many tills may have a lease.
    pub max_tills: u32,
    /// When it was signed, in Unix milliseconds.
    pub issued_at: i64,
    /// From when it holds, in Unix milliseconds.
    pub not_before: i64,
    /// The last day whose builds are covered; none covers every build.
    pub updates_through: Option<NaiveDate>,
    /// The version to go back to when a newer one is not covered.
    pub fallback_version: Option<String>,
    /// The seller's remark.
    pub notes: Option<String>,
}

impl LicenceTerms {
    /// Whether a trade or module is included.
    #[must_use]
    pub fn includes(&self, entitlement: Entitlement) -> bool {
        self.entitlements.contains(entitlement.word())
    }

    /// Whether a build that was released on this day is covered.
    #[must_use]
    pub fn covers_build(&self, released: NaiveDate) -> bool {
        self.updates_through.is_none_or(|last| released <= last)
    }

    /// Whether updates have ended at a moment in Unix milliseconds.
    #[must_use]
    pub fn updates_ended(&self, now: i64) -> bool {
        self.updates_through.is_some_and(|last| now >= lima::end_of(last))
    }

    #[cfg_attr(not(feature = "issue"), allow(dead_code, reason = "written by whoever signs"))]
    pub(crate) fn payload(&self, kid: crate::Kid) -> Vec<u8> {
        let entitlements: Vec<&String> = self.entitlements.iter().collect();
        let mut writer = Writer::new();
        writer.text("id", &self.id).int("rev", self.rev.into()).text("kid", &kid.to_string());
        writer.text("tenant", &self.tenant).text("tax_id", &self.tax_id).text("holder", &self.holder);
        writer.text("plan", self.plan.word()).text("edition", &self.edition).texts("entitlements", &entitlements);
        writer.int("max_tills", self.max_tills.into()).int("issued_at", self.issued_at).int("not_before", self.not_before);
        if let Some(last) = self.updates_through {
            writer.text("updates_through", &last.to_string());
        }
        for (name, value) in [("fallback_version", &self.fallback_version), ("notes", &self.notes)] {
            if let Some(value) = value {
                writer.text(name, value);
            }
        }
        writer.bytes()
    }

    pub(crate) fn read(block: &Block) -> Result<LicenceTerms, Refusal> {
        let fields = Fields::read(&block.payload, &KNOWN)?;
        if fields.text("kid", 16)? != block.kid.to_string() {
            return Err(Refusal::Damaged);
        }
        let owned = |text: Option<&str>| text.map(str::to_owned);
        Ok(LicenceTerms {
            id: fields.text("id", 64)?.to_owned(),
            rev: fields.small("rev", 1..=1_000_000)?,
            tenant: fields.text("tenant", 64)?.to_owned(),
            tax_id: owned(fields.optional_text("tax_id", 16)?).unwrap_or_default(),
            holder: fields.text("holder", 200)?.to_owned(),
            plan: Plan::from_word(fields.text("plan", 16)?)?,
            edition: owned(fields.optional_text("edition", 64)?).unwrap_or_default(),
            entitlements: fields.texts("entitlements", 64, 32)?.into_iter().collect(),
            max_tills: fields.small("max_tills", 1..=10_000)?,
            issued_at: fields.moment("issued_at")?,
            not_before: fields.moment("not_before")?,
            updates_through: fields.optional_day("updates_through")?,
            fallback_version: owned(fields.optional_text("fallback_version", 32)?),
            notes: owned(fields.optional_text("notes", 500)?),
        })
    }
}

/// A licence whose signature was checked. There is no other way to have one than [`VerifiedLicence::verify`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedLicence {
    block: Block,
    terms: LicenceTerms,
}

impl VerifiedLicence {
    /// Checks signature, key and form, and reads the terms. Says nothing about revocation or whose shop it is:
    /// [`crate::Store`] does.
    ///
    /// # Errors
    /// Any [`Refusal`] about form, key or signature.
    pub fn verify(block: &Block, keys: &Keyring) -> Result<VerifiedLicence, Refusal> {
        if block.kind != Kind::Licence {
            return Err(Refusal::Damaged);
        }
        let certificate = keys.check(block, Purpose::Licence)?;
        let terms = LicenceTerms::read(block)?;
        within(certificate, terms.issued_at)?;
        Ok(VerifiedLicence { block: block.clone(), terms })
    }

    /// What it says.
    #[must_use]
    pub const fn terms(&self) -> &LicenceTerms {
        &self.terms
    }

    /// The licence as it was carried.
    #[must_use]
    pub const fn block(&self) -> &Block {
        &self.block
    }
}
