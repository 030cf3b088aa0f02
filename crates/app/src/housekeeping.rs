//! What a till does for itself while nobody looks: verified copies, forgetting answered calls.

use std::{sync::Arc, thread, time::Duration};

use crate::{App, Result};

/// How often the housekeeper looks.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// A copy is due when the last one is this old, in milliseconds.
const COPY_EVERY: i64 = 24 * 3600 * 1000;
/// Answers are kept this long, in milliseconds: longer than any retry of a call.
const ANSWERS_KEPT: i64 = 7 * 24 * 3600 * 1000;
/// Finished print jobs are kept this long, in milliseconds.
const JOBS_KEPT: i64 = 30 * 24 * 3600 * 1000;

impl App {
    /// Starts the thread that keeps house. It ends with [`App::stop_workers`].
    pub fn start_housekeeper(self: &Arc<Self>) -> std::io::Result<thread::JoinHandle<()>> {
        let app = Arc::clone(self);
        thread::Builder::new().name("housekeeper".into()).spawn(move || {
            while app.errands().wait(LOOK_EVERY) {
                if let Err(error) = app.keep_house() {
                    tracing::error!(%error, "housekeeping failed; it will be tried again");
                }
            }
        })
    }

    /// Does what is due.
    pub fn keep_house(&self) -> Result<()> {
        let now = self.now_millis();
        let last = self.store.last_copy()?.map_or(0, |copy| copy.taken_at);
        if self.take_copy_request() || now - last >= COPY_EVERY {
            let copy = self.store.make_copy(now)?;
            tracing::info!(bytes = copy.bytes, "made a verified copy");
            self.transact_system(|tx| {
                tx.forget_answers(now - ANSWERS_KEPT)?;
                Ok(tx.forget_print_jobs(now - JOBS_KEPT)?)
            })?;
        }
        Ok(())
    }

    /// Asks the housekeeper for a copy soon: a day was closed.
    pub(crate) fn ask_for_copy(&self) {
        self.request_copy();
        self.errands().ring();
    }
}
