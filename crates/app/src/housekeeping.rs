//! What a till does for itself while nobody looks: verified copies, the licence clock, forgetting answered calls, looking
//! for damage.

use std::{collections::BTreeSet, sync::Arc, thread, time::Duration};

use caserita_store::{Millis, Topic};

use crate::{App, Result};

/// How often the housekeeper looks.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// A copy is due when the last one is this old, in milliseconds.
const COPY_EVERY: i64 = 24 * 3600 * 1000;
/// A copy that failed is tried again after this long, in milliseconds: a full disk does not empty itself in a minute.
const COPY_AGAIN: i64 = 3600 * 1000;
/// Answers are kept this long, in milliseconds: longer than any retry of a call.
const ANSWERS_KEPT: i64 = 7 * 24 * 3600 * 1000;
/// Finished print jobs are kept this long, in milliseconds.
const JOBS_KEPT: i64 = 30 * 24 * 3600 * 1000;

impl App {
    /// Starts the thread that keeps house. It ends with [`App::stop_workers`].
    pub fn start_housekeeper(self: &Arc<Self>) -> std::io::Result<thread::JoinHandle<()>> {
        let app = Arc::clone(self);
        thread::Builder::new().name("housekeeper".into()).spawn(move || {
            let mut house = House::default();
            if let Err(error) = app.mind_licence() {
                tracing::error!(%error, "the licence could not be looked at; it will be tried again");
            }
            while app.errands().wait(LOOK_EVERY) {
                if let Err(error) = house.keep(&app) {
                    tracing::error!(%error, "housekeeping failed; it will be tried again");
                }
            }
        })
    }

    /// Asks the housekeeper for a copy soon: a day was closed, or another copy took the database's place.
    pub fn ask_for_copy(&self) {
        self.request_copy();
        self.errands().ring();
    }
}

/// What the housekeeper remembers from one look to the next.
#[derive(Debug, Default)]
pub(crate) struct House {
    copy_failed_at: Option<Millis>,
    told_of_damage: bool,
}

impl House {
    /// Does what is due.
    pub(crate) fn keep(&mut self, app: &App) -> Result<()> {
        let minded = app.mind_licence();
        let checked = app.store.check_if_owed();
        let copied = self.copy_if_due(app);
        self.tell_of_damage(app);
        minded?;
        checked?;
        copied
    }

    fn copy_if_due(&mut self, app: &App) -> Result<()> {
        let now = app.now_millis();
        if self.copy_failed_at.is_some_and(|failed| (now - failed).abs() < COPY_AGAIN) {
            return Ok(());
        }
        let asked = app.take_copy_request();
        let last = app.store.last_copy()?;
        if !asked && last.is_some_and(|copy| (now - copy.taken_at).abs() < COPY_EVERY) {
            return Ok(());
        }
        match app.store.make_copy(now) {
            Ok(copy) => tracing::info!(bytes = copy.bytes, "made a verified copy"),
            Err(error) => {
                self.copy_failed_at = Some(now);
                if asked {
                    app.request_copy();
                }
                return Err(error.into());
            }
        }
        self.copy_failed_at = None;
        app.transact_system(|tx| {
            tx.forget_answers(now - ANSWERS_KEPT)?;
            Ok(tx.forget_print_jobs(now - JOBS_KEPT)?)
        })
    }

    /// Says once that the store met damage, so that a screen can ask for help before the next start finds it.
    fn tell_of_damage(&mut self, app: &App) {
        if app.store.is_suspect() && !self.told_of_damage {
            self.told_of_damage = true;
            tracing::error!("the database is damaged: close the till and start it again to bring the last copy back");
            app.publish(&BTreeSet::from([Topic::Store]));
        }
    }
}
