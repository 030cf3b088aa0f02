//! The licence on the wire.

use caserita_app::{licence as app, model};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{Text, list, wire_enum};

wire_enum! {
    /// What the till is allowed.
    LicenceState = app::State { Trial, Active, Warn, Grace, LockedReadonly, Suspended }
}

wire_enum! {
    /// Something to be said beside the state; none takes anything away.
    LicenceFlag = app::Flag {
        ClockSuspect, DeviceMoved, DeviceKeyMissing, UpdatesEnded, BuildNotCovered, LeaseUnreadable, ContactNeeded,
        SuspensionPending,
    }
}

wire_enum! {
    /// How a shop pays.
    LicencePlan = app::Plan { Perpetual, Membership, Trial }
}

wire_enum! {
    /// What is wrong with the machine's clock.
    ClockFault = app::ClockFault { Behind, Ahead, Unreadable }
}

wire_enum! {
    /// How a licence came.
    LicenceChannel = model::LicenceChannel { File, Qr }
}

wire_enum! {
    /// What became of one document.
    ImportOutcome = app::ImportedOutcome { New, Same, Older, Refused }
}

/// How the licence stands.
#[derive(Serialize, ToSchema)]
pub(crate) struct Licence {
    pub state: LicenceState,
    /// When the state changes by itself.
    pub until: Option<DateTime<Utc>>,
    /// Whole days until what was paid for ends; in grace, until selling ends.
    pub days_left: Option<u32>,
    pub locked_since: Option<DateTime<Utc>>,
    pub flags: Vec<LicenceFlag>,
    /// Why the seller suspended it.
    pub suspended: Option<String>,
    /// A shop that is only being tried is never locked.
    pub demo: bool,
    /// This build trusts keys that anybody has: it must not be sold.
    pub demo_roots: bool,
    /// Whom to call and to pay.
    pub provider: Option<LicenceProvider>,
    pub papers: Option<LicencePapers>,
    /// Trades and modules that may be used.
    pub entitlements: Vec<String>,
    pub max_tills: u32,
    /// The name of this till's key.
    pub device: Option<String>,
    /// What works in this state and what does not.
    pub deeds: Vec<LicenceDeed>,
    pub last_import: Option<LastImport>,
    pub clock: LicenceClock,
    /// To read out to whoever helps.
    pub support_code: String,
    /// What a code is made from, when one would be of use.
    pub voice: Option<VoiceCall>,
    /// Announce it once on this day; none when there is nothing to announce.
    pub notice: Option<NaiveDate>,
}

/// What licence and lease say.
#[derive(Serialize, ToSchema)]
pub(crate) struct LicencePapers {
    pub licence_id: String,
    pub licence_rev: u32,
    pub lease_id: String,
    pub lease_rev: u32,
    pub holder: String,
    pub tax_id: Option<String>,
    pub plan: LicencePlan,
    pub edition: String,
    pub till_no: u32,
    pub issued_at: DateTime<Utc>,
    pub paid_through: Option<NaiveDate>,
    pub grace_days: u32,
    /// By when a newer lease must have come.
    pub contact_until: Option<DateTime<Utc>>,
    pub updates_through: Option<NaiveDate>,
    pub fallback_version: Option<String>,
    /// The seller's remark: what is paid, and when.
    pub notes: Option<String>,
}

/// Who sells, and how they are paid.
#[derive(Serialize, ToSchema)]
pub(crate) struct LicenceProvider {
    pub name: String,
    pub phone: String,
    /// Country code and digits.
    pub whatsapp: Option<String>,
    /// The ways to pay, one a line.
    pub payment: Vec<String>,
}

/// Something one may or may not do.
#[derive(Serialize, ToSchema)]
pub(crate) struct LicenceDeed {
    pub name: String,
    pub allowed: bool,
}

/// The last file that was taken in.
#[derive(Serialize, ToSchema)]
pub(crate) struct LastImport {
    pub at: DateTime<Utc>,
    pub channel: String,
    pub by: Option<String>,
}

/// The two clocks.
#[derive(Serialize, ToSchema)]
pub(crate) struct LicenceClock {
    pub machine: DateTime<Utc>,
    /// What the licence goes by.
    pub trusted: DateTime<Utc>,
    pub fault: Option<ClockFault>,
}

/// What a code is made from.
#[derive(Serialize, ToSchema)]
pub(crate) struct VoiceCall {
    pub lease_id: String,
    pub rev: u32,
    pub counter: u32,
}

impl From<app::Standing> for Licence {
    fn from(standing: app::Standing) -> Licence {
        Licence {
            state: standing.state.into(),
            until: standing.until,
            days_left: standing.days_left,
            locked_since: standing.locked_since,
            flags: list(standing.flags),
            suspended: standing.suspended,
            demo: standing.demo,
            demo_roots: standing.demo_roots,
            provider: standing.provider.map(LicenceProvider::from),
            papers: standing.papers.map(LicencePapers::from),
            entitlements: standing.entitlements,
            max_tills: standing.max_tills,
            device: standing.device,
            deeds: list(standing.deeds),
            last_import: standing.last_import.map(LastImport::from),
            clock: standing.clock.into(),
            support_code: standing.support_code,
            voice: standing.voice.map(VoiceCall::from),
            notice: standing.notice,
        }
    }
}

impl From<app::Papers> for LicencePapers {
    fn from(papers: app::Papers) -> LicencePapers {
        let ((licence_id, licence_rev), (lease_id, lease_rev)) = (papers.licence, papers.lease);
        LicencePapers {
            licence_id,
            licence_rev,
            lease_id,
            lease_rev,
            holder: papers.holder,
            tax_id: papers.tax_id,
            plan: papers.plan.into(),
            edition: papers.edition,
            till_no: papers.till_no,
            issued_at: papers.issued_at,
            paid_through: papers.paid_through,
            grace_days: papers.grace_days,
            contact_until: papers.contact_until,
            updates_through: papers.updates_through,
            fallback_version: papers.fallback_version,
            notes: papers.notes,
        }
    }
}

impl From<app::Provider> for LicenceProvider {
    fn from(provider: app::Provider) -> LicenceProvider {
        let app::Provider { name, phone, whatsapp, payment } = provider;
        LicenceProvider { name, phone, whatsapp, payment }
    }
}

impl From<app::DeedStanding> for LicenceDeed {
    fn from(deed: app::DeedStanding) -> LicenceDeed {
        LicenceDeed { name: deed.name.to_owned(), allowed: deed.allowed }
    }
}

impl From<app::LastImport> for LastImport {
    fn from(import: app::LastImport) -> LastImport {
        LastImport { at: import.at, channel: import.channel, by: import.by }
    }
}

impl From<app::ClockStanding> for LicenceClock {
    fn from(clock: app::ClockStanding) -> LicenceClock {
        LicenceClock { machine: clock.machine, trusted: clock.trusted, fault: clock.fault.map(ClockFault::from) }
    }
}

impl From<app::VoiceCall> for VoiceCall {
    fn from(call: app::VoiceCall) -> VoiceCall {
        VoiceCall { lease_id: call.lease_id, rev: call.rev, counter: call.counter }
    }
}

/// The till's request.
#[derive(Serialize, ToSchema)]
pub(crate) struct Request {
    /// For a file.
    pub text: String,
    /// The same for several QR codes, to be read in any order.
    pub qr_parts: Vec<LicenceQr>,
}

/// One QR code of several.
#[derive(Serialize, ToSchema)]
pub(crate) struct LicenceQr {
    pub text: String,
    /// The code as SVG.
    pub svg: String,
}

impl From<app::Request> for Request {
    fn from(request: app::Request) -> Request {
        let part = |part: app::QrPart| LicenceQr { text: part.text, svg: part.svg };
        Request { text: request.text, qr_parts: request.qr_parts.into_iter().map(part).collect() }
    }
}

/// A licence file, to the byte.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ImportInput {
    pub text: String,
    pub channel: LicenceChannel,
}

/// One document of what was brought.
#[derive(Serialize, ToSchema)]
pub(crate) struct ImportItem {
    /// `KEY`, `LICENCE`, `LEASE` or `TIME`.
    pub kind: String,
    pub id: String,
    pub rev: u32,
    pub outcome: ImportOutcome,
    /// Why it was refused.
    pub code: Option<String>,
}

impl From<app::ImportedItem> for ImportItem {
    fn from(item: app::ImportedItem) -> ImportItem {
        ImportItem { kind: item.kind, id: item.id, rev: item.rev, outcome: item.outcome.into(), code: item.code }
    }
}

/// What an import did.
#[derive(Serialize, ToSchema)]
pub(crate) struct Imported {
    pub items: Vec<ImportItem>,
    /// Whether anything is new.
    pub changed: bool,
    /// Series by which the till numbers from now on, where its place in the shop changed.
    pub series: Vec<String>,
    pub licence: Licence,
}

impl Imported {
    pub(crate) fn of(imported: app::Imported, standing: app::Standing) -> Imported {
        let app::Imported { items, changed, series } = imported;
        Imported { items: list(items), changed, series, licence: standing.into() }
    }
}

/// A code as it was heard.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CodeInput {
    pub code: Text,
}

/// What a code did.
#[derive(Serialize, ToSchema)]
pub(crate) struct CodeTaken {
    /// Days it lends.
    pub days: u32,
    pub licence: Licence,
}
