//! Whether this machine can run this till: tried on a copy, so that the shop's own file is never at risk.

use std::{fs, path::Path, sync::Arc};

use caserita_domain::business_day::in_lima;
use caserita_printing::{Columns, PrinterProfile, escpos_bytes, layout, pdf, test_page};
use caserita_store::{Profile, Store};
use chrono::{DateTime, Utc};

use crate::{
    App, Clock, Parts,
    ports::{PrinterPort, SendFailure},
};

/// One check and what it found.
#[derive(Debug)]
pub struct Check {
    /// What was tried.
    pub name: &'static str,
    /// What was found, or what is wrong.
    pub outcome: Result<String, String>,
}

struct Frozen(DateTime<Utc>);

impl Clock for Frozen {
    fn now(&self) -> DateTime<Utc> {
        self.0
    }
}

struct Nowhere;

impl PrinterPort for Nowhere {
    fn send(&self, _: &caserita_printing::Transport, _: &[u8]) -> Result<(), SendFailure> {
        Ok(())
    }
}

/// Runs every check for the till of `folder`.
pub fn run(folder: &Path, now: DateTime<Utc>) -> Vec<Check> {
    let trial = folder.join("selftest");
    let opened = copy(folder, &trial).and_then(|()| open(&trial, now));
    let mut checks = vec![match &opened {
        Ok(app) => Check { name: "Base de datos", outcome: store(app) },
        Err(problem) => Check { name: "Base de datos", outcome: Err(problem.clone()) },
    }];
    if let Ok(app) = opened {
        checks.push(Check { name: "Registro de operaciones", outcome: chain(&app) });
        checks.push(Check { name: "Totales", outcome: totals(&app) });
    }
    checks.push(Check { name: "Ticket", outcome: ticket(now) });
    if let Err(error) = clear(&trial) {
        checks.push(Check { name: "Limpieza", outcome: Err(error.to_string()) });
    }
    checks
}

/// Removes the trial folder, also one left by a run that was cut short.
fn clear(trial: &Path) -> std::io::Result<()> {
    match fs::remove_dir_all(trial) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Copies the till's database, if there is one, into the trial folder.
fn copy(folder: &Path, trial: &Path) -> Result<(), String> {
    clear(trial).and_then(|()| fs::create_dir_all(trial)).map_err(|error| error.to_string())?;
    let database = folder.join("till.db");
    if !database.exists() {
        return Ok(());
    }
    Profile::copy_database(&database, &trial.join("till.db")).map_err(|error| error.to_string())
}

/// Opens the copy, which migrates it.
fn open(trial: &Path, now: DateTime<Utc>) -> Result<Arc<App>, String> {
    let opened = Store::open(trial, now.timestamp_millis()).map_err(|error| error.to_string())?;
    let parts = Parts { store: opened.store, clock: Arc::new(Frozen(now)), printer: Arc::new(Nowhere) };
    App::start(parts).map_err(|error| error.to_string())
}

fn store(app: &App) -> Result<String, String> {
    let products =
        app.store().read(|reader| reader.product_count()).map_err(|error: caserita_store::Error| error.to_string())?;
    Ok(format!("abre y migra una copia, {products} productos"))
}

fn chain(app: &App) -> Result<String, String> {
    match app.store().read(|reader| reader.verify_chain()) {
        Ok(Ok(operations)) => Ok(format!("{operations} operaciones encadenadas")),
        Ok(Err(broken)) => Err(broken.to_string()),
        Err(error) => Err(caserita_store::Error::to_string(&error)),
    }
}

fn totals(app: &App) -> Result<String, String> {
    match app.store().read(|reader| reader.stock_levels_off()) {
        Ok(off) if off.is_empty() => Ok("el stock es la suma de sus movimientos".to_owned()),
        Ok(off) => Err(format!("{} productos no cuadran", off.len())),
        Err(error) => Err(caserita_store::Error::to_string(&error)),
    }
}

fn ticket(now: DateTime<Utc>) -> Result<String, String> {
    let profile = PrinterProfile::default();
    let page = test_page(&profile, "Caserita", in_lima(now));
    let rows = layout(&page, Columns::C42).len();
    let (bytes, pages) = (escpos_bytes(&page, &profile).len(), pdf(&page).len());
    if rows > 0 && bytes > 0 && pages > 0 {
        Ok(format!("{rows} filas, {bytes} bytes para la impresora, PDF de {pages} bytes"))
    } else {
        Err("no se pudo dibujar".to_owned())
    }
}
