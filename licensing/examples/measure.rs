//! How long the licence check of a start takes, and how large its documents are: `cargo run --release --features issue
//! --example measure`.

use std::{hint::black_box, time::Instant};

use caserita_licensing::{
    DeviceKey, DeviceVerdict, Facts, Fingerprint, LeaseTerms, LicenceTerms, LockPolicy, Plan, Purpose, Roots, Session, Shop,
    Store, VerifiedLicence, decide,
    device::Component,
    issue::{Issuer, Root},
    lima::DAY,
    voice::Unlocks,
};
use chrono::NaiveDate;

const NOW: i64 = 1_790_000_000_000;
const ROUNDS: u32 = 2000;

fn issuer(seed: u8, purpose: Purpose) -> Result<Issuer, Box<dyn std::error::Error>> {
    let certificate = Root::from_seed(&[1; 32]).certify(&[seed; 32], purpose, (NOW - DAY, NOW + 365 * DAY))?;
    Ok(Issuer::new(&[seed; 32], certificate)?)
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (licences, leases) = (issuer(2, Purpose::Licence)?, issuer(3, Purpose::Lease)?);
    let device = DeviceKey::from_seed(&[9; 32]);
    let values = Component::ALL.map(|component| (component, format!("{component:?}-4711")));
    let day = NaiveDate::from_ymd_opt(2027, 1, 1).ok_or("a day")?;
    let licence = licences.licence(&LicenceTerms {
        id: "0198c0de-0000-7000-8000-000000000001".to_owned(),
        rev: 1,
        tenant: "20123456786".to_owned(),
        tax_id: "20123456786".to_owned(),
        holder: "Bodega Ñusta E.I.R.L.".to_owned(),
        plan: Plan::Membership,
        edition: "Caserita".to_owned(),
        entitlements: ["minimarket", "documents", "sync"].map(str::to_owned).into(),
        max_tills: 2,
        issued_at: NOW,
        not_before: NOW,
        updates_through: Some(day),
        fallback_version: None,
        notes: None,
    })?;
    let lease = leases.lease(&LeaseTerms {
        id: "0198c0de-0000-7000-8000-000000000002".to_owned(),
        licence_id: "0198c0de-0000-7000-8000-000000000001".to_owned(),
        rev: 1,
        device: device.public(),
        fingerprint: Fingerprint::of("20123456786", &values),
        till_no: 1,
        series: ["B001", "F001", "NV01"].map(str::to_owned).into(),
        issued_at: NOW,
        server_time: NOW,
        paid_through: Some(day),
        warn_days: 7,
        grace_days: 7,
        lock_policy: LockPolicy::Plain,
        offline_max_days: Some(45),
        revoked_kids: Vec::new(),
        unlock_counter: 0,
        voice_secret: Some(leases.voice_secret(&device.public())),
        suspended: None,
    })?;
    let keys: String =
        [&licences, &leases].iter().filter_map(|issuer| issuer.certificate()).map(|key| key.block().armoured()).collect();
    let text = keys + &licence.armoured() + &lease.armoured();
    for (name, block) in [("licence", &licence), ("lease", &lease)] {
        println!(
            "{name}: {} B, armoured {} B, in a QR code {} letters",
            block.size(),
            block.armoured().len(),
            block.compact().len()
        );
    }
    println!("file of a till: {} B", text.len());

    let roots = Roots::parse(&format!("root {}", Root::from_seed(&[1; 32]).public_text()))?;
    let shop = Shop { device: Some(device.public()), tax_id: None };
    let store = Store::open(roots.clone(), shop.clone(), &text)?;
    time("one verification", || black_box(VerifiedLicence::verify(&licence, store.keys())).is_ok());
    time("whole check of a start", || {
        let Ok(store) = Store::open(roots.clone(), shop.clone(), black_box(&text)) else { return false };
        let facts = Facts {
            now: NOW + DAY,
            clock: None,
            first_start: NOW,
            permission: store.current(),
            lease_taken_at: None,
            unreadable_since: None,
            unlocks: &Unlocks::default(),
            session: Session::Closed { since: None },
            device: DeviceVerdict::Same,
            build: day,
        };
        !decide(&facts).state.is_locked()
    });
    Ok(())
}

fn time(name: &str, mut check: impl FnMut() -> bool) {
    let start = Instant::now();
    let good = (0..ROUNDS).filter(|_| check()).count();
    println!("{name}: {:?} ({good} of {ROUNDS} good)", start.elapsed() / ROUNDS);
}
