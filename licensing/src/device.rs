//! A till's identity: the key it made itself, and a vector of what the machine is built of.
//!
//! The key is the identity. The components only raise a suspicion, each on its own, so that a changed disk is a changed disk
//! and not another machine.

use std::{collections::BTreeMap, fmt};

use ed25519_dalek::{Signer, SigningKey, VerifyingKey};
use zeroize::Zeroizing;

use crate::{
    armour::{self, Block, Kind},
    keys::{Kid, public_from, public_text},
    lima::DAY,
    mac,
    refusal::Refusal,
};

/// How long the screen says "moved or copied"; selling goes on.
pub const MOVED_DAYS: i64 = 7;
/// Re-bindings of a seat in a year after which a person should look.
pub const REBINDS_A_YEAR: usize = 3;
const DIGEST_BYTES: usize = 8;

/// The public half of a till's key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DevicePublic(VerifyingKey);

impl DevicePublic {
    /// From 43 letters of base64url.
    ///
    /// # Errors
    /// [`Refusal::Damaged`] for what is no key, or a weak one.
    pub fn parse(text: &str) -> Result<DevicePublic, Refusal> {
        public_from(text).map(DevicePublic)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        self.0.as_bytes()
    }

    /// Its short name.
    #[must_use]
    pub fn kid(&self) -> Kid {
        Kid::of(self.as_bytes())
    }

    pub(crate) const fn key(&self) -> &VerifyingKey {
        &self.0
    }
}

impl fmt::Display for DevicePublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&public_text(self.as_bytes()))
    }
}

/// A till's private key. Made from 32 random bytes that the caller keeps in the machine's keystore, never in the database.
pub struct DeviceKey(SigningKey);

impl DeviceKey {
    /// The key of a seed.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> DeviceKey {
        DeviceKey(SigningKey::from_bytes(seed))
    }

    /// The half that may be shown.
    #[must_use]
    pub fn public(&self) -> DevicePublic {
        DevicePublic(self.0.verifying_key())
    }

    /// The secret under which this machine seals its own records; nobody else has to read them.
    #[must_use]
    pub fn seal_key(&self) -> SealKey {
        SealKey(Zeroizing::new(mac::keyed(self.0.as_bytes(), "POS-STAMP-KEY-v1", &[])))
    }

    pub(crate) fn sign(&self, kind: Kind, payload: Vec<u8>) -> Block {
        let kid = self.public().kid();
        let signature = self.0.sign(&armour::signed_bytes(kind, kid, &payload)).to_bytes();
        Block { kind, kid, payload, signature }
    }
}

impl fmt::Debug for DeviceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DeviceKey({})", self.public().kid())
    }
}

/// What seals a till's own records; see [`DeviceKey::seal_key`].
#[derive(Clone)]
pub struct SealKey(Zeroizing<[u8; 32]>);

impl SealKey {
    pub(crate) fn bytes(&self) -> &[u8] {
        self.0.as_slice()
    }
}

impl fmt::Debug for SealKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealKey")
    }
}

/// A part of the machine that can tell it from another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Component {
    /// `MachineGuid` of Windows, `/etc/machine-id` of Linux.
    MachineId,
    /// The SMBIOS system UUID.
    SystemUuid,
    /// The serial number of the main board.
    BoardSerial,
    /// The serial number of the system disk.
    DiskSerial,
    /// The address of the first physical network card.
    NetworkCard,
}

impl Component {
    /// Every component.
    pub const ALL: [Component; 5] =
        [Component::MachineId, Component::SystemUuid, Component::BoardSerial, Component::DiskSerial, Component::NetworkCard];

    /// The word in a request or a lease.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Component::MachineId => "id",
            Component::SystemUuid => "sys",
            Component::BoardSerial => "board",
            Component::DiskSerial => "disk",
            Component::NetworkCard => "nic",
        }
    }
}

/// Digests of the components that could be read and are worth something.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fingerprint(BTreeMap<Component, [u8; DIGEST_BYTES]>);

impl Fingerprint {
    /// Digests raw values under the shop's salt (its RUC; the same at every till of a shop). What makers leave blank or
    /// print alike on every board is dropped.
    #[must_use]
    pub fn of(salt: &str, values: &[(Component, String)]) -> Fingerprint {
        let telling = values.iter().filter_map(|(component, value)| Some((*component, telling(value)?)));
        Fingerprint(telling.map(|(component, value)| (component, digest(salt, component, &value))).collect())
    }

    /// Texts of the form `disk:0123456789abcdef`; words that a newer program wrote are passed over.
    pub(crate) fn parse(texts: &[String]) -> Result<Fingerprint, Refusal> {
        let mut found = BTreeMap::new();
        for text in texts {
            let (word, digits) = text.split_once(':').ok_or(Refusal::Damaged)?;
            let Some(component) = Component::ALL.into_iter().find(|component| component.word() == word) else { continue };
            if found.insert(component, from_hexadecimal(digits).ok_or(Refusal::Damaged)?).is_some() {
                return Err(Refusal::Damaged);
            }
        }
        Ok(Fingerprint(found))
    }

    /// The texts of a document.
    #[must_use]
    pub fn texts(&self) -> Vec<String> {
        let digits = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
        self.0.iter().map(|(component, digest)| format!("{}:{}", component.word(), digits(digest))).collect()
    }

    /// Whether nothing could be read.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many components are the same.
    #[must_use]
    pub fn same_parts(&self, other: &Fingerprint) -> usize {
        self.0.iter().filter(|(component, digest)| other.0.get(component) == Some(digest)).count()
    }

    /// What this machine is, next to the one that the lease describes, given that the till holds the lease's key.
    #[must_use]
    pub fn judge(&self, now: &Fingerprint) -> DeviceVerdict {
        let common: Vec<_> = self.0.iter().filter_map(|(component, old)| Some(old == now.0.get(component)?)).collect();
        let same = common.iter().filter(|same| **same).count();
        match common.len() {
            0 => DeviceVerdict::KeyAlone,
            available if same * 2 >= available => DeviceVerdict::Same,
            _ if same > 0 => DeviceVerdict::Changed,
            _ => DeviceVerdict::Moved,
        }
    }
}

/// What the key and the components together say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DeviceVerdict {
    /// At least half of what can be compared is the same.
    Same,
    /// Less than half: re-bind silently and tell the server.
    Changed,
    /// Nothing is the same: moved to another machine, or copied. A warning for [`MOVED_DAYS`], never a lock.
    Moved,
    /// No component can be compared: the key alone speaks.
    KeyAlone,
    /// The till's key is gone: it must be activated.
    KeyMissing,
}

/// Those of a seat's re-bindings (Unix milliseconds) that are less than 365 days old.
#[must_use]
pub fn rebinds_of_the_year(rebinds: &[i64], now: i64) -> Vec<i64> {
    rebinds.iter().copied().filter(|moment| now.saturating_sub(*moment) < 365 * DAY).collect()
}

/// Whether a person should look before a seat is bound anew that was so at these moments (Unix milliseconds).
#[must_use]
pub fn too_many_rebinds(before: &[i64], now: i64) -> bool {
    rebinds_of_the_year(before, now).len() >= REBINDS_A_YEAR
}

fn digest(salt: &str, component: Component, value: &str) -> [u8; DIGEST_BYTES] {
    let full = mac::keyed(salt.as_bytes(), "POS-FP-v1", &[component.word().as_bytes(), value.as_bytes()]);
    let mut short = [0; DIGEST_BYTES];
    short.copy_from_slice(&full[..DIGEST_BYTES]);
    short
}

/// Values that say nothing, in the form in which [`telling`] compares: no separators, lower case.
const JUNK: [&str; 25] = [
    "00020003000400050006000700080009",
    "03000200040005000006000700080009",
    "0123456789",
    "0123456789abcdef",
    "123456789",
    "1234567890",
    "12345678",
    "baseboardserialnumber",
    "boardserialnumber",
    "chassisserialnumber",
    "default",
    "defaultstring",
    "empty",
    "invalid",
    "none",
    "notapplicable",
    "notavailable",
    "notpresent",
    "notspecified",
    "serialnumber",
    "systemserialnumber",
    "systemuuid",
    "tobefilledbyoem",
    "type2boardserialnumber",
    "unknown",
];

/// The value without separators and in lower case, or nothing when it tells no machine from another.
fn telling(value: &str) -> Option<String> {
    let plain: String = value.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let first = plain.chars().next()?;
    let one_letter = plain.chars().all(|letter| letter == first);
    let junk = one_letter || plain.chars().count() < 4 || JUNK.contains(&plain.as_str());
    if junk { None } else { Some(plain) }
}

fn from_hexadecimal(digits: &str) -> Option<[u8; DIGEST_BYTES]> {
    if digits.len() != DIGEST_BYTES * 2 || !digits.bytes().all(|digit| matches!(digit, b'0'..=b'9' | b'a'..=b'f')) {
        return None;
    }
    u64::from_str_radix(digits, 16).ok().map(u64::to_be_bytes)
}

#[cfg(test)]
#[path = "device_tests.rs"]
mod tests;
