//! Whether this machine can run this till: tried on a copy, so that the shop's own file is never at risk.

use std::{fs, path::Path, sync::Arc};

use caserita_domain::business_day::in_lima;
use caserita_printing::{Columns, PrinterProfile, escpos_bytes, layout, pdf, test_page};
use caserita_store::{Error as StoreError, OpenError, Profile, Store};
use chrono::{DateTime, Utc};

use caserita_licensing::{Shop, Store as Papers};

use crate::{
    App, Clock, Parts,
    licence::{self, LicenceParts},
    ports::Nowhere,
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
        checks.push(Check { name: "Licencia", outcome: permission(&app) });
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
    clear(trial).and_then(|()| fs::create_dir_all(trial)).map_err(|error| cure(&error.into()))?;
    let database = folder.join("till.db");
    if !database.exists() {
        return Ok(());
    }
    Profile::copy_database(&database, &trial.join("till.db")).map_err(|error| cure(&error))
}

/// Opens the copy, which migrates it.
fn open(trial: &Path, now: DateTime<Utc>) -> Result<Arc<App>, String> {
    let opened = Store::open(trial, now.timestamp_millis()).map_err(|error| match error {
        OpenError::Locked => "la copia de prueba está en uso. Espera a que termine la otra prueba.".to_owned(),
        OpenError::Newer { found, known } => {
            format!("la usó un Caserita más nuevo (versión {found}; este conoce la {known}). Instala el más nuevo.")
        }
        OpenError::Damaged { detail, .. } => cure(&StoreError::Damaged(detail)),
        OpenError::MigrationFailed { detail } => {
            format!("no se puede pasar a esta versión; la tienda sigue en la anterior. Avisa a soporte ({detail}).")
        }
        OpenError::Store(error) => cure(&error),
    })?;
    let nowhere = Arc::new(Nowhere);
    let (printer, vault, sunat, lookup) = (nowhere.clone(), nowhere.clone(), nowhere.clone(), nowhere.clone());
    let licence = LicenceParts::of_nowhere().map_err(|error| error.to_string())?;
    let (store, clock) = (opened.store, Arc::new(Frozen(now)));
    let parts = Parts { store, clock, printer, vault, sunat, lookup, places: nowhere, licence };
    App::start(parts).map_err(|error| error.to_string())
}

/// What is wrong with the store, and what a technician does about it.
fn cure(error: &StoreError) -> String {
    match error {
        StoreError::Damaged(detail) => {
            format!("está dañada. Abre Caserita: ofrece la última copia verificada y guarda la dañada ({detail}).")
        }
        StoreError::DiskFull => "el disco está lleno. Libera espacio y prueba otra vez.".to_owned(),
        StoreError::ReadOnly => "la carpeta no se puede escribir. Revisa los permisos de la carpeta.".to_owned(),
        StoreError::Io(error) => format!("no se puede leer o escribir su carpeta ({error})."),
        other => format!("no se puede usar. Avisa a soporte ({other})."),
    }
}

fn store(app: &App) -> Result<String, String> {
    let products = app.store().read(|reader| reader.product_count()).map_err(|error: StoreError| cure(&error))?;
    Ok(format!("abre y migra una copia, {products} productos"))
}

fn chain(app: &App) -> Result<String, String> {
    match app.store().read(|reader| reader.verify_chain()) {
        Ok(Ok(operations)) => Ok(format!("{operations} operaciones encadenadas")),
        Ok(Err(broken)) => Err(broken.to_string()),
        Err(error) => Err(cure(&error)),
    }
}

fn totals(app: &App) -> Result<String, String> {
    match app.store().read(|reader| reader.stock_levels_off()) {
        Ok(off) if off.is_empty() => Ok("el stock es la suma de sus movimientos".to_owned()),
        Ok(off) => Err(format!("{} productos no cuadran", off.len())),
        Err(error) => Err(cure(&error)),
    }
}

/// The licence's whole way, from the roots of this build to the papers on file, without the secrets of the till.
fn permission(app: &App) -> Result<String, String> {
    let roots = licence::roots().map_err(|error| format!("las raíces de este programa no se leen ({error})"))?;
    let (count, demonstration) = (roots.kids().count(), roots.are_for_demonstration());
    let files = app.store().read(|reader| reader.licence_files()).map_err(|error: StoreError| cure(&error))?;
    let mut papers = Papers::new(roots.clone(), Shop::default());
    for file in &files {
        let text = papers.text() + file.text.trim_start_matches('\u{feff}');
        papers = Papers::open(roots.clone(), Shop::default(), &text)
            .map_err(|error| format!("la licencia guardada no se puede leer; impórtala otra vez ({error})"))?;
    }
    let held = papers.current().map_or_else(
        || "sin licencia: periodo de prueba".to_owned(),
        |(licence, lease)| {
            format!("{} ({}), caja {}", licence.terms().holder, licence.terms().plan.word(), lease.terms().till_no)
        },
    );
    let warning = if demonstration { "; AVISO: raíces de demostración, no vender este programa" } else { "" };
    let signs = if licence::CAN_SIGN { "; AVISO: este programa puede firmar licencias" } else { "" };
    Ok(format!("{count} raíces, {held}{warning}{signs}"))
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

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(folder: &Path) -> Vec<Result<String, String>> {
        let now = "2026-03-02T15:00:00Z".parse().expect("an instant");
        run(folder, now).into_iter().map(|check| check.outcome).collect()
    }

    #[test]
    fn an_empty_folder_can_become_a_till() {
        let folder = tempfile::tempdir().expect("a folder");
        assert!(outcomes(folder.path()).iter().all(Result::is_ok));
        assert_eq!(fs::read_dir(folder.path()).expect("the folder").count(), 0, "the trial leaves nothing");
    }

    #[test]
    fn law_11_a_damaged_store_is_told_with_its_cure_and_left_as_it_is() {
        let folder = tempfile::tempdir().expect("a folder");
        let database = folder.path().join("till.db");
        fs::write(&database, vec![0xA5; 20_000]).expect("a bad file");
        let problem = outcomes(folder.path()).remove(0).expect_err("it is damaged");
        assert!(problem.starts_with("está dañada. Abre Caserita"), "{problem}");
        assert_eq!(fs::read(database).expect("it is there"), vec![0xA5; 20_000]);
    }
}
