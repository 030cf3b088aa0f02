//! The running till.

use std::{
    collections::{BTreeSet, HashMap},
    fmt,
    sync::{
        Arc, Condvar, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use caserita_domain::business_day;
use caserita_store::{Millis, Store, Topic};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use caserita_sunat::sign::Certificate;

use crate::{
    Clock, Door, Result,
    copies::Running,
    counter::Counter,
    fiscal::kept_certificate,
    licence::{Desk, LicenceParts},
    ports::{LookupPort, PlacesPort, PrinterPort, SunatPort, VaultPort},
    session::Presence,
};

/// Told what changed after each commit.
pub type Listener = Box<dyn Fn(&BTreeSet<Topic>, u64) + Send + Sync>;

/// What a till is built from.
pub struct Parts {
    /// Its store.
    pub store: Store,
    /// Its clock.
    pub clock: Arc<dyn Clock>,
    /// Its way to printers.
    pub printer: Arc<dyn PrinterPort>,
    /// Where its secrets are kept.
    pub vault: Arc<dyn VaultPort>,
    /// Its way to SUNAT.
    pub sunat: Arc<dyn SunatPort>,
    /// Its way to registers of names.
    pub lookup: Arc<dyn LookupPort>,
    /// What its licence is built from.
    pub licence: LicenceParts,
    /// Where copies can be put.
    pub places: Arc<dyn PlacesPort>,
}

/// One till at work. Shared by every door and worker.
pub struct App {
    pub(crate) store: Store,
    pub(crate) printer: Arc<dyn PrinterPort>,
    pub(crate) vault: Arc<dyn VaultPort>,
    pub(crate) sunat: Arc<dyn SunatPort>,
    pub(crate) lookup: Arc<dyn LookupPort>,
    pub(crate) places: Arc<dyn PlacesPort>,
    pub(crate) copying: Mutex<Option<Running>>,
    pub(crate) certificate: Mutex<Option<Arc<Certificate>>>,
    pub(crate) fiscal_turn: Mutex<Millis>,
    pub(crate) presences: Mutex<HashMap<Door, Presence>>,
    pub(crate) pin_gate: Mutex<()>,
    pub(crate) sending: Mutex<()>,
    pub(crate) till_id: Uuid,
    pub(crate) licence: Desk,
    pub(crate) counter: Counter,
    clock: Arc<dyn Clock>,
    listeners: Mutex<Vec<Listener>>,
    version: AtomicU64,
    bell: Bell,
    post: Bell,
    errands: Bell,
    copy_wanted: AtomicBool,
}

impl fmt::Debug for App {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("App").field("till_id", &self.till_id).finish_non_exhaustive()
    }
}

/// Wakes the workers.
#[derive(Default)]
pub(crate) struct Bell {
    rung: Mutex<bool>,
    waiting: Condvar,
    stopped: AtomicBool,
}

impl Bell {
    pub(crate) fn ring(&self) {
        *lock(&self.rung) = true;
        self.waiting.notify_all();
    }

    /// Waits until rung or `limit` is over. Answers whether to go on.
    pub(crate) fn wait(&self, limit: std::time::Duration) -> bool {
        let rung = lock(&self.rung);
        let (mut rung, _) =
            self.waiting.wait_timeout_while(rung, limit, |rung| !*rung).unwrap_or_else(PoisonError::into_inner);
        *rung = false;
        !self.stopped.load(Ordering::Acquire)
    }
}

impl App {
    /// A till over an open store. Jobs that were being sent when the last run ended are asked about, never sent twice.
    pub fn start(parts: Parts) -> Result<Arc<App>> {
        let till_id = parts.store.read(|reader| reader.device())?.till_id;
        let app = Arc::new(App {
            store: parts.store,
            printer: parts.printer,
            certificate: Mutex::new(kept_certificate(parts.vault.as_ref())),
            vault: parts.vault,
            sunat: parts.sunat,
            lookup: parts.lookup,
            places: parts.places,
            copying: Mutex::default(),
            fiscal_turn: Mutex::default(),
            presences: Mutex::default(),
            pin_gate: Mutex::default(),
            sending: Mutex::default(),
            till_id,
            licence: Desk::new(parts.licence),
            counter: Counter::default(),
            clock: parts.clock,
            listeners: Mutex::default(),
            version: AtomicU64::new(0),
            bell: Bell::default(),
            post: Bell::default(),
            errands: Bell::default(),
            copy_wanted: AtomicBool::new(false),
        });
        app.transact_system(|tx| Ok(tx.settle_sending()?))?;
        Ok(app)
    }

    /// Calls `listener` after every commit that changed something a screen may show.
    pub fn listen(&self, listener: Listener) {
        lock(&self.listeners).push(listener);
    }

    /// The store, for tools that check it.
    pub fn store(&self) -> &Store {
        &self.store
    }

    /// Tells the workers to end after what they are doing.
    pub fn stop_workers(&self) {
        for bell in [&self.bell, &self.post, &self.errands] {
            bell.stopped.store(true, Ordering::Release);
            bell.ring();
        }
    }

    pub(crate) fn errands(&self) -> &Bell {
        &self.errands
    }

    pub(crate) fn request_copy(&self) {
        self.copy_wanted.store(true, Ordering::Release);
    }

    pub(crate) fn take_copy_request(&self) -> bool {
        self.copy_wanted.swap(false, Ordering::AcqRel)
    }

    pub(crate) fn bell(&self) -> &Bell {
        &self.bell
    }

    /// Wakes the worker that speaks to SUNAT.
    pub(crate) fn post(&self) -> &Bell {
        &self.post
    }

    pub(crate) fn publish(&self, topics: &BTreeSet<Topic>) {
        if topics.is_empty() {
            return;
        }
        if topics.contains(&Topic::Cash) || topics.contains(&Topic::Settings) {
            self.licence_is_stale();
        }
        let version = self.version.fetch_add(1, Ordering::Relaxed) + 1;
        for listener in lock(&self.listeners).iter() {
            listener(topics, version);
        }
        if topics.contains(&Topic::Printing) {
            self.bell.ring();
        }
        if topics.contains(&Topic::Documents) {
            self.post.ring();
        }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn now_millis(&self) -> Millis {
        self.now().timestamp_millis()
    }

    pub(crate) fn today(&self) -> NaiveDate {
        business_day::business_date(self.now())
    }
}

/// A panic while a lock was held leaves nothing half-done behind these locks, so the value is used as it is.
pub(crate) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// An instant from what the store keeps.
pub(crate) fn instant(millis: Millis) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}
