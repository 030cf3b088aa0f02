//! A seller with fixed keys, a shop, and shorthand for what they exchange.

use std::{collections::BTreeSet, sync::LazyLock};

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use caserita_licensing::{
    Block, DeviceKey, DevicePublic, Fingerprint, Kid, LeaseTerms, LicenceTerms, LockPolicy, Plan, Purpose, Roots, Shop,
    Store, VerifiedLease, VerifiedLicence,
    issue::{Issuer, Root},
    keys::KeyCertificate,
    lima::DAY,
};
use chrono::{DateTime, NaiveDate};
use ed25519_dalek::{Signer, SigningKey};

pub const RUC: &str = "20123456786";
pub const ROOT: [u8; 32] = [1; 32];
pub const SPARE: [u8; 32] = [2; 32];
pub const LICENCE_KEY: [u8; 32] = [3; 32];
pub const LEASE_KEY: [u8; 32] = [4; 32];

/// A moment written in Lima's time.
pub fn at(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(&format!("{text}-05:00")).expect("a moment").timestamp_millis()
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

/// When the shop bought: noon of 2 January 2026.
pub fn bought() -> i64 {
    at("2026-01-02T12:00:00")
}

static ROOTS: LazyLock<Roots> = LazyLock::new(|| {
    let text = [ROOT, SPARE].map(|seed| format!("root {}\n", Root::from_seed(&seed).public_text())).concat();
    Roots::parse(&text).expect("two roots")
});

pub fn roots() -> Roots {
    ROOTS.clone()
}

pub fn certificate(root: [u8; 32], seed: [u8; 32], purpose: Purpose) -> KeyCertificate {
    let dates = (at("2026-01-01T00:00:00"), at("2027-01-01T00:00:00"));
    Root::from_seed(&root).certify(&seed, purpose, dates).expect("a certificate")
}

pub fn issuer(root: [u8; 32], seed: [u8; 32], purpose: Purpose) -> Issuer {
    Issuer::new(&seed, certificate(root, seed, purpose)).expect("its own certificate")
}

pub fn licences() -> Issuer {
    issuer(ROOT, LICENCE_KEY, Purpose::Licence)
}

pub fn leases() -> Issuer {
    issuer(ROOT, LEASE_KEY, Purpose::Lease)
}

pub fn device() -> DeviceKey {
    DeviceKey::from_seed(&[9; 32])
}

pub fn other_device() -> DevicePublic {
    DeviceKey::from_seed(&[10; 32]).public()
}

static SHOP: LazyLock<Shop> = LazyLock::new(|| Shop { device: Some(device().public()), tax_id: Some(RUC.to_owned()) });

pub fn shop() -> Shop {
    SHOP.clone()
}

pub fn store() -> Store {
    Store::new(roots(), shop())
}

pub fn licence(plan: Plan) -> LicenceTerms {
    LicenceTerms {
        id: "L-0001".to_owned(),
        rev: 1,
        tenant: "T-0001".to_owned(),
        tax_id: RUC.to_owned(),
        holder: "Bodega Ñusta E.I.R.L.".to_owned(),
        plan,
        edition: "Bodega".to_owned(),
        entitlements: BTreeSet::from(["minimarket", "documents"].map(str::to_owned)),
        max_tills: 1,
        issued_at: bought(),
        not_before: bought(),
        updates_through: Some(day("2027-01-01")),
        fallback_version: Some("0.1.0".to_owned()),
        notes: None,
    }
}

/// A membership lease, paid through 31 January 2026, that warns 7 days ahead and has 5 days of grace.
pub fn lease() -> LeaseTerms {
    LeaseTerms {
        id: "E-0001".to_owned(),
        licence_id: "L-0001".to_owned(),
        rev: 1,
        device: device().public(),
        fingerprint: Fingerprint::default(),
        till_no: 1,
        series: vec!["B001".to_owned(), "F001".to_owned()],
        issued_at: bought(),
        server_time: bought(),
        paid_through: Some(day("2026-01-31")),
        warn_days: 7,
        grace_days: 5,
        lock_policy: LockPolicy::Plain,
        offline_max_days: None,
        revoked_kids: Vec::new(),
        unlock_counter: 0,
        voice_secret: Some(leases().voice_secret(&device().public())),
        suspended: None,
    }
}

/// A file: the certificates of both keys, then the blocks.
pub fn file(blocks: &[Block]) -> String {
    let keys = [licences(), leases()].map(|issuer| issuer.certificate().expect("certified").block().armoured());
    keys.concat() + &bare(blocks)
}

pub fn bare(blocks: &[Block]) -> String {
    blocks.iter().map(Block::armoured).collect()
}

pub fn signed(licence: &LicenceTerms, lease: &LeaseTerms) -> String {
    file(&[licences().licence(licence).expect("a licence"), leases().lease(lease).expect("a lease")])
}

/// The pair that a till holds after taking these.
pub fn permission(licence: &LicenceTerms, lease: &LeaseTerms) -> (VerifiedLicence, VerifiedLease) {
    let mut store = store();
    store.take(&signed(licence, lease)).expect("taken");
    let (licence, lease) = store.current().expect("in force");
    (licence.clone(), lease.clone())
}

/// A block with any payload, signed by any key: what an attacker or a newer program could make.
pub fn forged(word: &str, seed: [u8; 32], payload: &[u8]) -> String {
    let key = SigningKey::from_bytes(&seed);
    let kid = Kid::of(key.verifying_key().as_bytes()).to_string();
    let bytes = [format!("POS-{word}-v1\0{kid}\0").as_bytes(), payload].concat();
    armoured(word, &kid, payload, &key.sign(&bytes).to_bytes())
}

pub fn armoured(word: &str, kid: &str, payload: &[u8], signature: &[u8]) -> String {
    let body = format!("{kid}.{}.{}", URL_SAFE_NO_PAD.encode(payload), URL_SAFE_NO_PAD.encode(signature));
    let lines: Vec<&str> = body.as_bytes().chunks(64).map(|line| std::str::from_utf8(line).expect("ASCII")).collect();
    format!("-----BEGIN POS {word} v1-----\n{}\n-----END POS {word} v1-----\n", lines.join("\n"))
}

/// The parts of a block: kid, payload, signature.
pub fn parts(block: &str) -> (String, Vec<u8>, Vec<u8>) {
    let body: String = block.lines().filter(|line| !line.starts_with('-')).collect();
    let parts: Vec<&str> = body.split('.').collect();
    let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).expect("base64");
    (parts[0].to_owned(), decode(parts[1]), decode(parts[2]))
}

pub const MONTH: i64 = 30 * DAY;
