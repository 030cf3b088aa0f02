//! How the licence stands, for a person: what works, until when, and what to say on the telephone.

use caserita_domain::business_day::business_date;
use caserita_licensing::{ClockFault, Deed, Flag, LeaseTerms, LicenceTerms, LockPolicy, Plan, State, allowed, lima};
use caserita_store::LicenceHappening;
use chrono::{DateTime, NaiveDate, Utc};

use super::{Provider, held::Held, provider::provider};
use crate::{App, Door, Result, till::instant};

/// Days before the end of a trial from which it is announced.
const TRIAL_NOTICE: u32 = 7;

/// The licence on its screen.
#[derive(Debug, Clone)]
pub struct Standing {
    /// What the till is allowed.
    pub state: State,
    /// When that changes by itself.
    pub until: Option<DateTime<Utc>>,
    /// Whole days until what was paid for ends; in grace, until selling ends.
    pub days_left: Option<u32>,
    /// Since when new sales are refused.
    pub locked_since: Option<DateTime<Utc>>,
    /// What should be said beside it.
    pub flags: Vec<Flag>,
    /// Why the seller suspended it.
    pub suspended: Option<String>,
    /// Whether the shop is only being tried; then nothing is ever locked.
    pub demo: bool,
    /// Whether this build trusts keys that anybody has: it must not be sold.
    pub demo_roots: bool,
    /// Whom to call and to pay.
    pub provider: Option<Provider>,
    /// Licence and lease in force.
    pub papers: Option<Papers>,
    /// Trades and modules that may be used.
    pub entitlements: Vec<String>,
    /// Tills that may have a lease.
    pub max_tills: u32,
    /// The name of this till's key; none while it has none.
    pub device: Option<String>,
    /// Every deed, and whether it may be done now.
    pub deeds: Vec<DeedStanding>,
    /// The last file that was taken in.
    pub last_import: Option<LastImport>,
    /// The clocks.
    pub clock: ClockStanding,
    /// What to read out to whoever helps.
    pub support_code: String,
    /// What a voice code is made from, when one would be of use.
    pub voice: Option<VoiceCall>,
    /// The day for which something should be announced, once; none when nothing has to be.
    pub notice: Option<NaiveDate>,
}

/// What the licence and the lease in force say.
#[derive(Debug, Clone)]
pub struct Papers {
    /// The licence's id and revision.
    pub licence: (String, u32),
    /// The lease's id and revision.
    pub lease: (String, u32),
    /// Whose it is.
    pub holder: String,
    /// Their RUC.
    pub tax_id: Option<String>,
    /// How they pay.
    pub plan: Plan,
    /// The product's name.
    pub edition: String,
    /// This till's number in the shop.
    pub till_no: u32,
    /// When the lease was signed.
    pub issued_at: DateTime<Utc>,
    /// The last paid day.
    pub paid_through: Option<NaiveDate>,
    /// Days after it in which the till still sells.
    pub grace_days: u32,
    /// By when a newer lease must have come.
    pub contact_until: Option<DateTime<Utc>>,
    /// The last day whose builds are covered.
    pub updates_through: Option<NaiveDate>,
    /// The version to go back to after it.
    pub fallback_version: Option<String>,
    /// The seller's remark: what is paid, and when.
    pub notes: Option<String>,
}

/// One deed.
#[derive(Debug, Clone)]
pub struct DeedStanding {
    /// Its name.
    pub name: &'static str,
    /// Whether it may be done.
    pub allowed: bool,
}

/// A file that was taken in.
#[derive(Debug, Clone)]
pub struct LastImport {
    /// When.
    pub at: DateTime<Utc>,
    /// `file` or `qr`.
    pub channel: String,
    /// Who brought it.
    pub by: Option<String>,
}

/// The two clocks.
#[derive(Debug, Clone)]
pub struct ClockStanding {
    /// What the machine's clock says.
    pub machine: DateTime<Utc>,
    /// What the licence goes by.
    pub trusted: DateTime<Utc>,
    /// What is wrong with the machine's clock.
    pub fault: Option<ClockFault>,
}

/// What the seller's tool asks for to make a voice code.
#[derive(Debug, Clone)]
pub struct VoiceCall {
    /// The lease.
    pub lease_id: String,
    /// Its revision.
    pub rev: u32,
    /// Which code is next.
    pub counter: u32,
}

impl App {
    /// How the licence stands. Anybody at the till may see it.
    pub fn licence(&self, door: Door) -> Result<Standing> {
        self.user_at(door)?;
        let last_import = self.store.read(|reader| -> Result<_> {
            let Some(event) = reader.last_licence_event(&[LicenceHappening::Accepted])? else { return Ok(None) };
            let by = event.user_id.and_then(|id| reader.user(id).transpose()).transpose()?;
            Ok(Some(LastImport { at: instant(event.at), channel: event.word, by: by.map(|user| user.name) }))
        })?;
        let (machine, demo_roots) = (self.now(), self.licence.parts.roots.are_for_demonstration());
        self.with_licence(|held| Standing { demo_roots, ..held.standing(machine, last_import) })
    }
}

impl Held {
    fn standing(&self, machine: DateTime<Utc>, last_import: Option<LastImport>) -> Standing {
        let decision = self.decide();
        let rights = self.rights();
        let lease = self.current().map(|(_, lease)| lease.terms());
        let policy = lease.map_or(LockPolicy::Plain, |terms| terms.lock_policy);
        let helps = matches!(decision.state, State::Grace | State::LockedReadonly) && self.unreadable_since.is_none();
        let voice = lease.filter(|terms| terms.voice_secret.is_some() && helps).map(|terms| self.call(terms));
        let soon = decision.days_left.is_some_and(|days| days <= TRIAL_NOTICE);
        let announced = match decision.state {
            State::Active => decision.flags.contains(&Flag::SuspensionPending),
            State::Trial => soon,
            _ => true,
        };
        let trusted = instant(self.now());
        Standing {
            state: decision.state,
            until: decision.until.map(instant),
            days_left: decision.days_left,
            locked_since: decision.locked_since.map(instant),
            flags: decision.flags.iter().copied().collect(),
            suspended: lease.and_then(|terms| terms.suspended.clone()),
            demo: self.demo,
            demo_roots: false,
            provider: provider(),
            papers: self.current().map(|(licence, lease)| papers(licence.terms(), lease.terms())),
            entitlements: rights.entitlements.into_iter().collect(),
            max_tills: rights.max_tills,
            device: self.device_name(),
            deeds: Deed::ALL
                .map(|deed| DeedStanding { name: name(deed), allowed: allowed(deed, decision.state, policy) })
                .into(),
            last_import,
            clock: ClockStanding { machine, trusted, fault: self.stamp.time.fault() },
            support_code: self.support_code(decision.state),
            voice,
            notice: announced.then(|| business_date(trusted)),
        }
    }

    fn device_name(&self) -> Option<String> {
        self.key.as_ref().map(|key| key.public().kid().to_string())
    }

    fn call(&self, lease: &LeaseTerms) -> VoiceCall {
        VoiceCall { lease_id: lease.id.clone(), rev: lease.rev, counter: self.stamp.unlocks.next_counter(lease) }
    }

    /// Key, revision and next code: enough for the seller to find this till among all of them.
    fn support_code(&self, state: State) -> String {
        let device = self.device_name().unwrap_or_default().to_uppercase();
        let device = device.get(..8).unwrap_or("SINCLAVE");
        let lease = self.current().map(|(_, lease)| self.call(lease.terms()));
        let (rev, counter) = lease.map_or((0, 0), |call| (call.rev, call.counter));
        let letter = state.word().get(..1).unwrap_or_default();
        let day = lima::day_of(self.now()).format("%m%d");
        format!("{device}-{letter}{rev}-{counter}-{day}")
    }
}

fn papers(licence: &LicenceTerms, lease: &LeaseTerms) -> Papers {
    Papers {
        licence: (licence.id.clone(), licence.rev),
        lease: (lease.id.clone(), lease.rev),
        holder: licence.holder.clone(),
        tax_id: Some(licence.tax_id.clone()).filter(|ruc| !ruc.is_empty()),
        plan: licence.plan,
        edition: licence.edition.clone(),
        till_no: lease.till_no,
        issued_at: instant(lease.issued_at),
        paid_through: lease.paid_through,
        grace_days: lease.grace_days,
        contact_until: lease.contact_until().map(instant),
        updates_through: licence.updates_through,
        fallback_version: licence.fallback_version.clone(),
        notes: licence.notes.clone(),
    }
}

const fn name(deed: Deed) -> &'static str {
    match deed {
        Deed::View => "view",
        Deed::Reprint => "reprint",
        Deed::Report => "report",
        Deed::Export => "export",
        Deed::Backup => "backup",
        Deed::Restore => "restore",
        Deed::CloseSession => "close_session",
        Deed::CountCash => "count_cash",
        Deed::FinishSale => "finish_sale",
        Deed::SendIssued => "send_issued",
        Deed::UndoIssued => "undo_issued",
        Deed::Sync => "sync",
        Deed::ViewAgenda => "view_agenda",
        Deed::PersonalData => "personal_data",
        Deed::Licence => "licence",
        Deed::Support => "support",
        Deed::SecurityUpdate => "security_update",
        Deed::NewSale => "new_sale",
        Deed::NewQuotation => "new_quotation",
        Deed::IssueDocument => "issue_document",
        Deed::OpenSession => "open_session",
        Deed::Stock => "stock",
        Deed::EditCatalogue => "edit_catalogue",
        Deed::EditCustomer => "edit_customer",
        Deed::NewAppointment => "new_appointment",
        Deed::NewNote => "new_note",
        Deed::EmergencyNote => "emergency_note",
        Deed::Update => "update",
    }
}
