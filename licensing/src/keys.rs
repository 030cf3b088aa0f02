//! Which keys may sign what: roots that the program carries, the keys they certify, and the ones that were revoked.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    str::FromStr,
};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use ed25519_dalek::{Signature, VerifyingKey};
use sha2::{Digest, Sha256};

use crate::{
    armour::{Block, Kind},
    payload::Fields,
    refusal::Refusal,
};

const KNOWN: [&str; 7] = ["fmt", "kid", "pub", "purpose", "not_before", "not_after", "crit"];

/// The short name of a key: the first eight bytes of its SHA-256 as sixteen hexadecimal digits.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Kid([u8; 16]);

impl Kid {
    /// The name of a public key.
    #[must_use]
    pub fn of(public: &[u8; 32]) -> Kid {
        const DIGITS: &[u8; 16] = b"0123456789abcdef";
        let digest = Sha256::digest(public);
        let mut name = [0; 16];
        for (pair, byte) in name.chunks_exact_mut(2).zip(digest) {
            pair[0] = DIGITS[usize::from(byte >> 4)];
            pair[1] = DIGITS[usize::from(byte & 15)];
        }
        Kid(name)
    }

    pub(crate) fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

impl FromStr for Kid {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Kid, Refusal> {
        let name: [u8; 16] = text.as_bytes().try_into().map_err(|_| Refusal::Damaged)?;
        let hexadecimal = name.iter().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f'));
        if hexadecimal { Ok(Kid(name)) } else { Err(Refusal::Damaged) }
    }
}

impl fmt::Display for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|digit| write!(f, "{}", char::from(*digit)))
    }
}

impl fmt::Debug for Kid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Kid({self})")
    }
}

/// What a key was certified for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// Licences.
    Licence,
    /// Leases and answers about the time.
    Lease,
}

impl Purpose {
    /// The word in a certificate.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Purpose::Licence => "licence",
            Purpose::Lease => "lease",
        }
    }

    pub(crate) fn from_word(word: &str) -> Result<Purpose, Refusal> {
        [Purpose::Licence, Purpose::Lease].into_iter().find(|purpose| purpose.word() == word).ok_or(Refusal::Damaged)
    }
}

/// A public key as text: 43 letters of base64url.
pub(crate) fn public_from(text: &str) -> Result<VerifyingKey, Refusal> {
    let bytes = URL_SAFE_NO_PAD.decode(text).map_err(|_| Refusal::Damaged)?;
    let bytes: [u8; 32] = bytes.try_into().map_err(|_| Refusal::Damaged)?;
    let key = VerifyingKey::from_bytes(&bytes).map_err(|_| Refusal::Damaged)?;
    if key.is_weak() { Err(Refusal::Damaged) } else { Ok(key) }
}

pub(crate) fn public_text(bytes: &[u8; 32]) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

pub(crate) fn check_signature(key: &VerifyingKey, block: &Block) -> Result<(), Refusal> {
    let signature = Signature::from_bytes(&block.signature);
    key.verify_strict(&block.signed_bytes(), &signature).map_err(|_| Refusal::Signature)
}

/// The root keys that a build of the program carries.
#[derive(Debug, Clone)]
pub struct Roots {
    keys: BTreeMap<Kid, VerifyingKey>,
    demonstration: bool,
}

impl Roots {
    /// Reads `assets/licensing/roots.txt`: one `name key` a line; `#` begins a remark.
    ///
    /// # Errors
    /// [`Refusal::Empty`] without a key, [`Refusal::Damaged`] for a line that is none or a key written twice.
    pub fn parse(text: &str) -> Result<Roots, Refusal> {
        let (mut keys, mut demonstration) = (BTreeMap::new(), false);
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            let (Some(name), Some(key), None) = (words.next(), words.next(), words.next()) else {
                return Err(Refusal::Damaged);
            };
            let key = public_from(key)?;
            if keys.insert(Kid::of(key.as_bytes()), key).is_some() {
                return Err(Refusal::Damaged);
            }
            demonstration |= name.starts_with("demo");
        }
        if keys.is_empty() { Err(Refusal::Empty) } else { Ok(Roots { keys, demonstration }) }
    }

    /// The names of the roots.
    pub fn kids(&self) -> impl Iterator<Item = Kid> + '_ {
        self.keys.keys().copied()
    }

    /// Whether a root is one of the demonstration, whose private half everybody has: a program with it must not be sold.
    #[must_use]
    pub const fn are_for_demonstration(&self) -> bool {
        self.demonstration
    }
}

/// A key that a root has certified.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyCertificate {
    block: Block,
    key: VerifyingKey,
    purpose: Purpose,
    not_before: i64,
    not_after: i64,
}

impl KeyCertificate {
    /// Verifies a certificate against the roots.
    ///
    /// # Errors
    /// Any [`Refusal`] about form, key or signature.
    pub fn verify(block: &Block, roots: &Roots) -> Result<KeyCertificate, Refusal> {
        if block.kind != Kind::Key {
            return Err(Refusal::Damaged);
        }
        let root = roots.keys.get(&block.kid).ok_or(Refusal::UnknownKey)?;
        check_signature(root, block)?;
        let fields = Fields::read(&block.payload, &KNOWN)?;
        let key = public_from(fields.text("pub", 64)?)?;
        let (not_before, not_after) = (fields.moment("not_before")?, fields.moment("not_after")?);
        let named: Kid = fields.text("kid", 16)?.parse()?;
        if named != Kid::of(key.as_bytes()) || not_before >= not_after || roots.keys.contains_key(&named) {
            return Err(Refusal::Damaged);
        }
        let purpose = Purpose::from_word(fields.text("purpose", 16)?)?;
        Ok(KeyCertificate { block: block.clone(), key, purpose, not_before, not_after })
    }

    /// The name of the certified key.
    #[must_use]
    pub fn kid(&self) -> Kid {
        Kid::of(self.key.as_bytes())
    }

    /// What it may sign.
    #[must_use]
    pub const fn purpose(&self) -> Purpose {
        self.purpose
    }

    /// From when to when it may sign, in Unix milliseconds; the end is not included.
    #[must_use]
    pub const fn dates(&self) -> (i64, i64) {
        (self.not_before, self.not_after)
    }

    /// The certificate as it was carried.
    #[must_use]
    pub const fn block(&self) -> &Block {
        &self.block
    }
}

/// The roots, the keys they certified and the kids that were revoked: everything needed to judge a signature.
#[derive(Debug, Clone)]
pub struct Keyring {
    roots: Roots,
    certificates: BTreeMap<Kid, KeyCertificate>,
    revoked: BTreeSet<Kid>,
}

impl Keyring {
    /// The roots alone.
    #[must_use]
    pub const fn new(roots: Roots) -> Keyring {
        Keyring { roots, certificates: BTreeMap::new(), revoked: BTreeSet::new() }
    }

    /// Takes up a certificate. Of two for one key the one that lasts longer stays. Says whether anything changed.
    pub fn certify(&mut self, certificate: KeyCertificate) -> bool {
        let kid = certificate.kid();
        match self.certificates.get(&kid) {
            Some(held) if held.not_after >= certificate.not_after => false,
            _ => {
                self.certificates.insert(kid, certificate);
                true
            }
        }
    }

    /// Takes a key out of use. A root stays: whoever could revoke it would lock every shop out for good.
    pub fn revoke(&mut self, kid: Kid) {
        if !self.roots.keys.contains_key(&kid) {
            self.revoked.insert(kid);
        }
    }

    /// Whether a key was revoked.
    #[must_use]
    pub fn is_revoked(&self, kid: Kid) -> bool {
        self.revoked.contains(&kid)
    }

    /// The revoked kids.
    pub fn revoked(&self) -> impl Iterator<Item = Kid> + '_ {
        self.revoked.iter().copied()
    }

    /// The certificates held.
    pub fn certificates(&self) -> impl Iterator<Item = &KeyCertificate> {
        self.certificates.values()
    }

    /// The roots.
    #[must_use]
    pub const fn roots(&self) -> &Roots {
        &self.roots
    }

    /// Checks a signature and that its key may sign this. A revoked key's signature may still be right: the caller asks
    /// [`Keyring::is_revoked`] when it matters. The certificate is returned, and nothing for a root.
    pub(crate) fn check(&self, block: &Block, purpose: Purpose) -> Result<Option<&KeyCertificate>, Refusal> {
        if let Some(root) = self.roots.keys.get(&block.kid) {
            return check_signature(root, block).map(|()| None);
        }
        let certificate = self.certificates.get(&block.kid).ok_or(Refusal::UnknownKey)?;
        check_signature(&certificate.key, block)?;
        if certificate.purpose == purpose { Ok(Some(certificate)) } else { Err(Refusal::WrongPurpose) }
    }
}

/// Whether a document of this moment lies within the dates of the key that signed it.
///
/// Only the document's own date counts, never today's: a perpetual licence of 2026 is good on a machine of 2046. What a
/// key that leaks later can date back is bounded by [`crate::lease::BEYOND_KEY_DAYS`] and ended by revoking it.
pub(crate) fn within(certificate: Option<&KeyCertificate>, issued_at: i64) -> Result<(), Refusal> {
    match certificate {
        Some(key) if issued_at < key.not_before || issued_at >= key.not_after => Err(Refusal::ExpiredKey),
        _ => Ok(()),
    }
}
