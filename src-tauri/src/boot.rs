//! From a folder to a running till, or to one that says why it cannot run.

use std::sync::Arc;

use caserita_api::Api;
use caserita_app::{
    App, Clock, Parts,
    licence::{self, LicenceParts},
    recovery,
};
use caserita_gateways::{FileKeepsake, FileVault, Lookups, Machine, Places, Printers, Sunat, SystemClock};

use crate::options::Options;

/// Opens the till of these options. A store that cannot be opened still gets an API: it shows the way back.
pub(crate) fn start(options: &Options) -> Api {
    let clock = SystemClock;
    let (demo, vault, keepsake) = (options.demo, options.vault(), options.keepsake());
    let build = move |opened: recovery::Opened| running(opened, demo, vault.clone(), keepsake.clone());
    match recovery::open(&options.folder(), clock.now().timestamp_millis()) {
        Ok(opened) => match build(opened) {
            Ok(app) => Api::running(app, Arc::new(clock), Box::new(build)),
            Err(error) => {
                tracing::error!(%error, "the till could not be started");
                Api::unready(recovery::Unready::Unusable(error), Arc::new(clock), Box::new(build))
            }
        },
        Err(unready) => {
            tracing::error!(?unready, "the store could not be opened");
            Api::unready(unready, Arc::new(clock), Box::new(build))
        }
    }
}

fn running(
    opened: recovery::Opened,
    demo: bool,
    vault: FileVault,
    keepsake: FileKeepsake,
) -> Result<Arc<App>, caserita_app::Error> {
    if opened.after_crash {
        tracing::warn!("the last run ended without closing the store; it was checked and is sound");
    }
    let moving = vault.clone();
    let app = App::start(Parts {
        store: opened.store,
        clock: Arc::new(SystemClock),
        printer: Arc::new(Printers::default()),
        vault: Arc::new(vault),
        sunat: Arc::new(Sunat::new()),
        lookup: Arc::new(Lookups::default()),
        licence: LicenceParts {
            machine: Arc::new(Machine::new()),
            keepsake: Arc::new(keepsake),
            roots: licence::roots().map_err(caserita_app::Error::LicenceRefused)?,
            released: licence::released(),
        },
        places: Arc::new(Places::new(dirs::document_dir(), dirs::download_dir())),
    })?;
    if demo && app.needs_setup()? {
        app.set_up_demo()?;
    }
    if let Err(error) = moving.start_moving() {
        tracing::error!(%error, "the key of the vault stays where it is");
    }
    for started in [app.start_print_worker(), app.start_fiscal_worker(), app.start_housekeeper()] {
        if let Err(error) = started {
            tracing::error!(%error, "a worker could not be started");
        }
    }
    Ok(app)
}
