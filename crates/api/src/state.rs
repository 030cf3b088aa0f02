//! What every handler shares: the till, or why there is none yet.

use std::{
    path::PathBuf,
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use caserita_app::{
    App, Clock, Error,
    recovery::{self, Opened, Unready},
};
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

use crate::{
    code::Code,
    events::{Event, Topic},
    refusal::{About, Refusal},
};

/// Builds a running till over a store that was opened.
pub type Restart = Box<dyn Fn(Opened) -> Result<Arc<App>, Error> + Send + Sync>;

/// What brings a damaged till back: the time, which names files, and how a till is built.
pub(crate) struct WayBack {
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) restart: Restart,
}

/// Events a listener may fall behind before it is told to read everything again.
const EVENTS_KEPT: usize = 256;
/// How long an ending program waits for its workers to let go of the store.
const PATIENCE: Duration = Duration::from_secs(3);

/// The till as its doors see it.
pub(crate) enum Till {
    /// At work.
    Ready(Arc<App>),
    /// Not to be opened as it is.
    Unready(Unready),
    /// Being restored, or ended.
    Absent,
}

/// Shared by every handler and door.
pub(crate) struct Shared {
    till: RwLock<Till>,
    way_back: Option<WayBack>,
    pub(crate) events: broadcast::Sender<Event>,
    pub(crate) closing: watch::Sender<bool>,
}

impl Shared {
    pub(crate) fn new(till: Till, way_back: Option<WayBack>) -> Arc<Shared> {
        let shared = Shared {
            till: RwLock::new(till),
            way_back,
            events: broadcast::Sender::new(EVENTS_KEPT),
            closing: watch::Sender::new(false),
        };
        if let Ok(app) = shared.app() {
            shared.listen_to(&app);
        }
        Arc::new(shared)
    }

    /// The running till, or the refusal every route answers while there is none.
    pub(crate) fn app(&self) -> Result<Arc<App>, Refusal> {
        self.look(|till| match till {
            Till::Ready(app) => Ok(Arc::clone(app)),
            Till::Unready(unready) => Err(Refusal::new(unready_code(unready))),
            Till::Absent => Err(Refusal::new(Code::StoreBusy)),
        })
    }

    /// Looks at the till as it stands.
    pub(crate) fn look<T>(&self, look: impl FnOnce(&Till) -> T) -> T {
        look(&self.till.read().unwrap_or_else(PoisonError::into_inner))
    }

    fn replace(&self, till: Till) -> Till {
        std::mem::replace(&mut *self.till.write().unwrap_or_else(PoisonError::into_inner), till)
    }

    /// Brings the last verified copy back, or the one that was sent in, and starts the till over it. A till that is not
    /// damaged is left alone.
    pub(crate) fn restore(&self, sent: Option<Uuid>) -> Result<(), Refusal> {
        let damaged = |till: &Till| match till {
            Till::Unready(Unready::Damaged { last_copy, .. }) => sent.is_some() || last_copy.is_some(),
            _ => false,
        };
        let Some(way_back) = self.way_back.as_ref().filter(|_| self.look(damaged)) else {
            return self.app().map(drop);
        };
        match self.replace(Till::Absent) {
            Till::Unready(Unready::Damaged { profile, last_copy, detail }) => {
                let now = way_back.clock.now().timestamp_millis();
                if let Some(Err(error)) = sent.map(|sent| recovery::choose(&profile, sent)) {
                    self.replace(Till::Unready(Unready::Damaged { profile, last_copy, detail }));
                    return Err(Refusal::of(About::Settings, &error));
                }
                let opened = match sent {
                    Some(_) => Ok(Some(recovery::open_locked(profile, now))),
                    None => recovery::restore(profile, now),
                };
                self.settle(opened.and_then(|opened| way_back.start(opened)))
            }
            other => {
                self.replace(other);
                self.app().map(drop)
            }
        }
    }

    /// Where copies that are sent in are kept while the store is damaged and nobody can log in.
    pub(crate) fn incoming_when_damaged(&self) -> Option<PathBuf> {
        self.look(|till| match till {
            Till::Unready(Unready::Damaged { profile, .. }) => Some(profile.incoming()),
            _ => None,
        })
    }

    /// Ends the till and opens it again over the copy that was chosen. Calls and streams under way are waited for however
    /// long they take: until everybody let go, nothing of the database is moved. Answers whether it can be done here; if
    /// not, the program's next start does it.
    pub(crate) fn reopen(self: &Arc<Self>) -> bool {
        if self.way_back.is_none() {
            return false;
        }
        let shared = Arc::clone(self);
        let opening = std::thread::Builder::new().name("reopening".into()).spawn(move || shared.reopen_now());
        opening.inspect_err(|error| tracing::error!(%error, "the till is opened again at the next start")).is_ok()
    }

    fn reopen_now(&self) {
        let Some(way_back) = &self.way_back else { return };
        let mut app = match self.replace(Till::Absent) {
            Till::Ready(app) => app,
            // Somebody else is at it, and will put the till in its place.
            Till::Absent => return,
            unready => {
                self.replace(unready);
                return;
            }
        };
        self.events.send(Event { topic: Topic::Store, version: 0 }).ok();
        app.stop_workers();
        let folder = app.folder();
        loop {
            match Arc::try_unwrap(app) {
                Ok(last) => break drop(last),
                Err(shared) => app = shared,
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        if *self.closing.borrow() {
            return;
        }
        let opened = recovery::open(&folder, way_back.clock.now().timestamp_millis());
        if let Err(refusal) = self.settle(way_back.start(Some(opened))) {
            tracing::error!(?refusal, "the till could not be opened again");
        }
        if let Ok(app) = self.app() {
            app.ask_for_copy();
        }
    }

    fn settle(&self, restored: Result<Till, Error>) -> Result<(), Refusal> {
        let (till, outcome) = match restored {
            Ok(till) => (till, Ok(())),
            Err(error) => {
                let refusal = Refusal::of(About::Settings, &error);
                (Till::Unready(Unready::Unusable(error)), Err(refusal))
            }
        };
        self.replace(till);
        if let Ok(app) = self.app() {
            self.listen_to(&app);
        }
        self.events.send(Event { topic: Topic::Store, version: 0 }).ok();
        outcome
    }

    fn listen_to(&self, app: &App) {
        let events = self.events.clone();
        app.listen(Box::new(move |topics, version| {
            for topic in topics {
                events.send(Event { topic: (*topic).into(), version }).ok();
            }
        }));
    }

    /// Ends the streams and the workers, and waits for the store to be let go of.
    pub(crate) fn stop(&self) {
        self.closing.send_replace(true);
        if let Till::Ready(app) = self.replace(Till::Absent) {
            app.stop_workers();
            let since = Instant::now();
            while Arc::strong_count(&app) > 1 && since.elapsed() < PATIENCE {
                std::thread::sleep(Duration::from_millis(5));
            }
        }
    }
}

impl WayBack {
    fn start(&self, restored: Option<Result<Opened, Unready>>) -> Result<Till, Error> {
        match restored {
            Some(Ok(opened)) => (self.restart)(opened).map(Till::Ready),
            Some(Err(unready)) => Ok(Till::Unready(unready)),
            None => Err(Error::NotFound),
        }
    }
}

/// The code that says why the till is not ready.
pub(crate) fn unready_code(unready: &Unready) -> Code {
    match unready {
        Unready::Damaged { .. } => Code::StoreDamaged,
        Unready::Newer { .. } => Code::StoreNewer,
        Unready::MigrationFailed { .. } => Code::MigrationFailed,
        Unready::Locked => Code::StoreLocked,
        Unready::Unusable(error) => match crate::refusal::code(About::Settings, error) {
            Code::Internal => Code::ReadOnly,
            code => code,
        },
    }
}
