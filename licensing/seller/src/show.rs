//! Saying in plain Spanish what a file holds, and whether it is genuine.

use std::{path::Path, process::ExitCode};

use caserita_licensing::{
    Block, Keyring, Kind, LeaseTerms, LicenceTerms, LockPolicy, Plan, Refusal, VerifiedLease, VerifiedLicence,
    VerifiedRequest, armour,
    issue::sealed::{KeyFile, Role},
    keys::KeyCertificate,
    lima,
};
use chrono::DateTime;
use qrcode::{QrCode, render::unicode::Dense1x2};

use crate::{
    desk::{Desk, read},
    keys::for_what,
    problem::{Problem, why},
};

/// Letters of one QR code: about 430 bytes, which a telephone reads from any screen.
const LETTERS: usize = 700;

/// Prints what is in a file. Fails when something in it is not genuine.
pub fn file(desk: &Desk, path: &Path) -> Result<ExitCode, Problem> {
    let text = read(path)?;
    if let Ok(key) = KeyFile::parse(&text) {
        let what = match key.role {
            Role::Root => "raíz",
            Role::Licence => "firma licencias",
            Role::Lease => "firma permisos",
        };
        println!("Llave privada cifrada ({what}), kid {}", key.kid);
        return Ok(ExitCode::SUCCESS);
    }
    let blocks = armour::read(&text).map_err(Problem::refused(path))?;
    let mut keys = Keyring::new(desk.roots()?);
    let mut genuine = true;
    for block in &blocks {
        match describe(block, &mut keys) {
            Ok(lines) => println!("{lines}"),
            Err(refusal) => {
                genuine = false;
                println!("{} NO VALE [{}]: {}", title(block), refusal.code(), why(refusal));
            }
        }
        println!("  firmado con la llave {}, {} bytes\n", block.kid(), block.size());
    }
    Ok(if genuine { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Prints each block as a QR code, or the text of one.
pub fn codes(path: &Path, text_only: bool) -> Result<(), Problem> {
    for block in armour::read(&read(path)?).map_err(Problem::refused(path))? {
        let parts = block.compact_parts(LETTERS);
        for (at, text) in parts.iter().enumerate() {
            if text_only {
                println!("{text}");
                continue;
            }
            let code = QrCode::new(text.as_bytes()).map_err(|_| Problem::Asked("no cabe en un QR: usa el archivo"))?;
            let picture = code.render::<Dense1x2>().quiet_zone(true).build();
            println!("{} ({} de {})\n{picture}\n", title(&block), at + 1, parts.len());
        }
    }
    Ok(())
}

fn title(block: &Block) -> &'static str {
    match block.kind() {
        Kind::Key => "CERTIFICADO DE LLAVE",
        Kind::Licence => "LICENCIA",
        Kind::Lease => "PERMISO",
        Kind::Request => "PEDIDO DE UNA CAJA",
        Kind::Time => "HORA",
    }
}

fn describe(block: &Block, keys: &mut Keyring) -> Result<String, Refusal> {
    match block.kind() {
        Kind::Key => {
            let certificate = KeyCertificate::verify(block, keys.roots())?;
            let (from, to) = certificate.dates();
            let kid = certificate.kid();
            let what = for_what(certificate.purpose());
            keys.certify(certificate);
            Ok(format!(
                "CERTIFICADO DE LLAVE válido\n  llave {kid}: firma {what}, del {} al {}",
                moment(from),
                moment(to - 1)
            ))
        }
        Kind::Licence => VerifiedLicence::verify(block, keys).map(|licence| about_licence(licence.terms())),
        Kind::Lease => VerifiedLease::verify(block, keys).map(|lease| about_lease(lease.terms())),
        Kind::Request => VerifiedRequest::verify(block).map(|request| about_request(&request)),
        // Whether it answers a request only the till that asked can tell.
        Kind::Time => Ok("HORA: la comprueba la caja que la pidió".to_owned()),
    }
}

fn about_licence(terms: &LicenceTerms) -> String {
    let plan = match terms.plan {
        Plan::Perpetual => "perpetua: vende siempre",
        Plan::Membership => "membresía: vende mientras se pague",
        Plan::Trial => "de prueba",
    };
    let modules: Vec<&str> = terms.entitlements.iter().map(String::as_str).collect();
    let ruc = if terms.tax_id.is_empty() { "sin RUC" } else { &terms.tax_id };
    let mut text = format!(
        "LICENCIA válida, {plan}\n  {} ({ruc})\n  id {}, revisión {}, del {}\n  cajas: {}; incluye: {}",
        terms.holder,
        terms.id,
        terms.rev,
        moment(terms.issued_at),
        terms.max_tills,
        modules.join(", ")
    );
    if let Some(day) = terms.updates_through {
        text.push_str(&format!("\n  actualizaciones hasta el {}", day.format("%d/%m/%Y")));
    }
    if let Some(notes) = &terms.notes {
        text.push_str(&format!("\n  nota: {notes}"));
    }
    text
}

fn about_lease(terms: &LeaseTerms) -> String {
    let until = terms.paid_through.map_or("sin fecha de fin".to_owned(), |day| {
        format!(
            "pagado hasta el {} y {} días de gracia; avisa {} días antes",
            day.format("%d/%m/%Y"),
            terms.grace_days,
            terms.warn_days
        )
    });
    let mut text = format!(
        "PERMISO válido, {until}\n  id {}, revisión {}, del {}\n  licencia {}\n  caja {}, equipo {}",
        terms.id,
        terms.rev,
        moment(terms.issued_at),
        terms.licence_id,
        terms.till_no,
        terms.device.kid()
    );
    let mut more = |line: String| text.push_str(&format!("\n  {line}"));
    if !terms.series.is_empty() {
        more(format!("series: {}", terms.series.join(", ")));
    }
    if let Some(days) = terms.offline_max_days {
        more(format!("necesita un permiso nuevo cada {days} días"));
    }
    if terms.lock_policy == LockPolicy::EmergencyNotes {
        more("bloqueada, deja escribir notas de emergencia".to_owned());
    }
    for kid in &terms.revoked_kids {
        more(format!("revoca la llave {kid}"));
    }
    if let Some(reason) = &terms.suspended {
        more(format!("SUSPENDIDO: {reason}"));
    }
    text
}

fn about_request(request: &VerifiedRequest) -> String {
    let terms = request.terms();
    let of = terms.holder.as_deref().unwrap_or("una tienda sin nombre");
    let ruc = terms.tax_id.as_deref().unwrap_or("sin RUC");
    let licence = terms.licence_id.as_deref().unwrap_or("ninguna");
    format!(
        "PEDIDO DE UNA CAJA válido: lo firmó la caja que pide\n  {of} ({ruc})\n  equipo {}, licencia: {licence}\n  reloj de la caja: {}\n  partes reconocibles de la máquina: {}",
        request.device().kid(),
        moment(terms.made_at),
        terms.fingerprint.texts().len()
    )
}

/// A moment as Lima's clock shows it.
fn moment(at: i64) -> String {
    let local = DateTime::from_timestamp_millis(at.saturating_sub(5 * lima::HOUR));
    local.map_or("?".to_owned(), |local| local.format("%d/%m/%Y %H:%M").to_string())
}
