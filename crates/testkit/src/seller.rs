//! Who sells Caserita, with keys that only tests know, and what they hand to a till.

use caserita_licensing::{
    LeaseTerms, LicenceTerms, LockPolicy, Plan, Purpose, Roots, VerifiedRequest, armour,
    issue::{Issuer, Root},
    server_time::TimeTerms,
    voice::{self, Call},
};
use chrono::{DateTime, NaiveDate};
use serde_json::{Value, json};

use crate::{Person, Reply, TestTill};

const ROOT: [u8; 32] = [1; 32];
const SPARE: [u8; 32] = [2; 32];
const LICENCE_KEY: [u8; 32] = [3; 32];
const LEASE_KEY: [u8; 32] = [4; 32];

/// A moment written in Lima's time, in Unix milliseconds.
pub fn lima(text: &str) -> i64 {
    DateTime::parse_from_rfc3339(&format!("{text}-05:00")).expect("a moment").timestamp_millis()
}

/// The roots of every test's till.
pub(crate) fn roots() -> Roots {
    let text = [ROOT, SPARE].map(|seed| format!("test {}\n", Root::from_seed(&seed).public_text())).concat();
    Roots::parse(&text).expect("two roots")
}

fn issuer(seed: [u8; 32], purpose: Purpose) -> Issuer {
    let dates = (lima("2026-01-01T00:00:00"), lima("2027-01-01T00:00:00"));
    let certificate = Root::from_seed(&ROOT).certify(&seed, purpose, dates).expect("a certificate");
    Issuer::new(&seed, certificate).expect("its own certificate")
}

/// A licence and a lease for one till's request, to be changed before they are signed.
#[derive(Debug, Clone)]
pub struct Deal {
    /// The right.
    pub licence: LicenceTerms,
    /// The permission.
    pub lease: LeaseTerms,
    nonce: [u8; 8],
}

impl Deal {
    /// Paid through this day.
    pub fn paid(mut self, day: &str) -> Deal {
        self.lease.paid_through = Some(day.parse().expect("a day"));
        self
    }

    /// The same at a later revision, signed at this moment of Lima.
    pub fn again(&self, signed: &str) -> Deal {
        let mut deal = self.clone();
        deal.lease.rev += 1;
        (deal.lease.issued_at, deal.lease.server_time) = (lima(signed), lima(signed));
        deal
    }

    /// Suspended for this reason.
    pub fn suspended(mut self, reason: &str) -> Deal {
        self.lease.suspended = Some(reason.to_owned());
        self
    }

    /// The file that the technician brings.
    pub fn file(&self) -> String {
        let (licences, leases) = (issuer(LICENCE_KEY, Purpose::Licence), issuer(LEASE_KEY, Purpose::Lease));
        let keys = [&licences, &leases].map(|issuer| issuer.certificate().expect("certified").block().armoured()).concat();
        let licence = licences.licence(&self.licence).expect("a licence that a till takes");
        let lease = leases.lease(&self.lease).expect("a lease that a till takes");
        keys + &licence.armoured() + &lease.armoured()
    }

    /// The lease alone, as QR codes carry it, with the key it needs.
    pub fn qr(&self) -> String {
        let leases = issuer(LEASE_KEY, Purpose::Lease);
        let key = leases.certificate().expect("certified").block().compact();
        format!("{key}\n{}", leases.lease(&self.lease).expect("a lease that a till takes").compact())
    }

    /// The time, as an answer to the till's request.
    pub fn time(&self, now: &str) -> String {
        let leases = issuer(LEASE_KEY, Purpose::Lease);
        let terms = TimeTerms { device: self.lease.device, nonce: self.nonce, at: lima(now) };
        let key = leases.certificate().expect("certified").block().armoured();
        key + &leases.time(&terms).expect("a time").armoured()
    }

    /// What is read out to lend these days.
    pub fn code(&self, counter: u32, days: u32) -> String {
        let secret = self.lease.voice_secret.as_ref().expect("the lease takes codes");
        let call = Call { lease_id: &self.lease.id, rev: self.lease.rev, device: &self.lease.device, counter };
        voice::make(secret, call, days).expect("days that a code lends")
    }
}

impl TestTill {
    /// What the seller would sign for this till's own request: paid through 31 March 2026, warned of for 7 days, with 5 days
    /// of grace. Nothing is signed yet.
    pub async fn deal(&self, plan: Plan) -> Deal {
        let asked = self.get("/v1/licence/request").await.ok();
        let blocks = armour::read(asked["text"].as_str().expect("a text")).expect("a block");
        let request = VerifiedRequest::verify(&blocks[0]).expect("signed by its own key");
        let issued = lima("2026-03-02T09:00:00");
        let licence = LicenceTerms {
            id: "L-0001".to_owned(),
            rev: 1,
            tenant: "T-0001".to_owned(),
            tax_id: request.terms().tax_id.clone().unwrap_or_default(),
            holder: "Bodega de prueba".to_owned(),
            plan,
            edition: "Bodega".to_owned(),
            entitlements: ["minimarket", "documents"].map(str::to_owned).into(),
            max_tills: 1,
            issued_at: issued,
            not_before: issued,
            updates_through: NaiveDate::from_ymd_opt(2027, 3, 2),
            fallback_version: None,
            notes: None,
        };
        let lease = LeaseTerms {
            id: "E-0001".to_owned(),
            licence_id: licence.id.clone(),
            rev: 1,
            device: request.device(),
            fingerprint: request.terms().fingerprint.clone(),
            till_no: 1,
            series: Vec::new(),
            issued_at: issued,
            server_time: issued,
            paid_through: (plan != Plan::Perpetual).then(|| NaiveDate::from_ymd_opt(2026, 3, 31).expect("a day")),
            warn_days: 7,
            grace_days: 5,
            lock_policy: LockPolicy::Plain,
            offline_max_days: None,
            revoked_kids: Vec::new(),
            unlock_counter: 0,
            voice_secret: Some(issuer(LEASE_KEY, Purpose::Lease).voice_secret(&request.device())),
            suspended: None,
        };
        Deal { licence, lease, nonce: request.terms().nonce }
    }

    /// Brings a file to the till.
    pub async fn bring(&self, text: &str) -> Reply {
        self.post("/v1/licence/import", json!({ "text": text, "channel": "file" })).await
    }

    /// The till with such a licence, signed and taken in by its owner, and the cashier at the till again.
    pub async fn licensed(&self, plan: Plan) -> Deal {
        self.log_in(Person::Owner).await;
        let deal = self.deal(plan).await;
        self.bring(&deal.file()).await.ok();
        self.app.mind_licence().expect("the licence is looked at");
        self.log_in(Person::Cashier).await;
        deal
    }

    /// How the licence stands.
    pub async fn licence(&self) -> Value {
        self.get("/v1/licence").await.ok()
    }
}
