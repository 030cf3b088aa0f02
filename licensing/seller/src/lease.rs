//! Leases: answering a till's request, suspending, revoking.

use std::{collections::BTreeMap, fs, path::Path};

use caserita_licensing::{
    Kid, Kind, LeaseTerms, LockPolicy, Plan, Purpose, VerifiedLease, VerifiedLicence, armour,
    issue::{Issuer, renewed_through},
    lima,
};
use chrono::NaiveDate;

use crate::{
    cli::{IssueLease, Revoke, Suspend},
    desk::{Desk, read, write_new},
    ledger::{self, Entry, Ledger},
    problem::Problem,
    rebind, seat, series,
};

/// Answers a request. The same machine keeps its lease and its seat, whatever was installed again.
pub fn issue(desk: &Desk, wish: &IssueLease) -> Result<(), Problem> {
    let mut ledger = desk.ledger()?;
    let request = desk.request(&wish.request)?;
    let (licence, licence_text) = find_licence(desk, &ledger, &wish.licence)?;
    seat::of_one_shop(&licence, &request)?;
    let seat = seat::find(desk, &ledger, &licence, &request, wish)?;
    let rebind = rebind::allow(desk, &ledger, &seat, &request, wish.looked)?;
    let series = series::of_lease(desk, &ledger, &licence, &seat, wish)?;
    let issuer = lease_issuer(desk, &ledger, &wish.key)?;
    let now = desk.now();
    let paid_through = paid_through(wish, seat.paid_through, now)?;
    if licence.terms().plan != Plan::Perpetual && paid_through.is_none() {
        return Err(Problem::Asked("una membresía o una prueba necesita --pagado-hasta o --meses"));
    }
    let terms = LeaseTerms {
        licence_id: licence.terms().id.clone(),
        device: request.device(),
        fingerprint: request.terms().fingerprint.clone(),
        till_no: seat.till_no,
        series,
        issued_at: now,
        server_time: now,
        paid_through,
        warn_days: wish.warn,
        grace_days: wish.grace,
        lock_policy: if wish.emergency_notes { LockPolicy::EmergencyNotes } else { LockPolicy::Plain },
        offline_max_days: wish.offline,
        revoked_kids: revoked(&ledger)?,
        unlock_counter: ledger.last_counter(&seat.id),
        voice_secret: Some(issuer.voice_secret(&request.device())),
        suspended: None,
        rev: seat.rev,
        id: seat.id,
    };
    hand_out(desk, &mut ledger, &issuer, &terms, &licence_text, &wish.output)?;
    println!("Permiso {}, revisión {}, caja {} en {}.", terms.id, terms.rev, terms.till_no, wish.output.display());
    if let Some(number) = rebind {
        println!("Otra máquina para la caja {}: cambio {number} en un año. Desde el cuarto hay que revisar.", terms.till_no);
    }
    Ok(())
}

/// Issues a lease again with a reason that the owner reads.
pub fn suspend(desk: &Desk, wish: &Suspend) -> Result<(), Problem> {
    let mut ledger = desk.ledger()?;
    let issuer = lease_issuer(desk, &ledger, &wish.key)?;
    let change = |terms: &mut LeaseTerms| terms.suspended = Some(wish.reason.clone());
    again(desk, &mut ledger, &issuer, &wish.lease, change, &wish.output)?;
    println!("Permiso {} suspendido en {}: la caja se cierra en la próxima madrugada.", wish.lease, wish.output.display());
    Ok(())
}

/// Writes the revocation into the lease of every machine in the ledger. One that a machine had before stays as old as it is:
/// signed again, it would be the newest.
pub fn revoke(desk: &Desk, wish: &Revoke) -> Result<(), Problem> {
    let kid: Kid = wish.kid.parse().map_err(|_| Problem::Asked("un kid son 16 letras de 0 a 9 y de a a f"))?;
    let mut ledger = desk.ledger()?;
    if desk.roots()?.kids().any(|root| root == kid) {
        return Err(Problem::Asked("una raíz no se revoca: se publica una versión con otras raíces"));
    }
    let issuer = lease_issuer(desk, &ledger, &wish.key)?;
    if issuer.kid() == kid {
        return Err(Problem::Asked("una llave no se revoca a sí misma: crea otra primero"));
    }
    let theirs: Vec<&str> =
        ledger.licences.iter().filter(|(_, line)| line.kid == wish.kid).map(|(id, _)| id.as_str()).collect();
    if !theirs.is_empty() {
        return Err(Problem::LicencesFirst(theirs.join(", ")));
    }
    if !ledger.revoked.contains(&wish.kid) {
        ledger.append(Entry::Revocation { at: desk.now(), kid: wish.kid.clone() })?;
    }
    let mut newest: BTreeMap<&str, (i64, &String)> = BTreeMap::new();
    for (id, lease) in &ledger.leases {
        let last = newest.entry(&lease.device).or_insert((lease.at, id));
        *last = (*last).max((lease.at, id));
    }
    let ids: Vec<String> = newest.into_values().map(|(_, id)| id.clone()).collect();
    for id in &ids {
        let output = wish.output.join(format!("permiso-{id}.txt"));
        again(desk, &mut ledger, &issuer, id, |_| {}, &output)?;
    }
    println!("Llave {kid} revocada; {} permisos en {}.", ids.len(), wish.output.display());
    Ok(())
}

fn paid_through(wish: &IssueLease, old: Option<NaiveDate>, now: i64) -> Result<Option<NaiveDate>, Problem> {
    let Some(months) = wish.months else { return Ok(wish.paid_through) };
    let through = renewed_through(old, wish.grace, lima::day_of(now), months);
    through.map(Some).ok_or(Problem::Asked("esa fecha no existe"))
}

fn lease_issuer(desk: &Desk, ledger: &Ledger, key: &Path) -> Result<Issuer, Problem> {
    let issuer = desk.issuer(key, Purpose::Lease)?;
    let revoked = ledger.revoked.contains(&issuer.kid().to_string());
    if revoked { Err(Problem::Asked("esa llave está revocada")) } else { Ok(issuer) }
}

fn revoked(ledger: &Ledger) -> Result<Vec<Kid>, Problem> {
    ledger.revoked.iter().map(|kid| kid.parse().map_err(|_| Problem::Unknown(kid.clone()))).collect()
}

/// The next revision of a lease, all else as it was but the change.
fn again(
    desk: &Desk,
    ledger: &mut Ledger,
    issuer: &Issuer,
    id: &str,
    change: impl FnOnce(&mut LeaseTerms),
    output: &Path,
) -> Result<(), Problem> {
    let last = ledger.leases.get(id).ok_or_else(|| Problem::Unknown(id.to_owned()))?;
    let mut terms = held(desk, last)?.terms().clone();
    let licence = ledger.licences.get(&last.licence).ok_or_else(|| Problem::Unknown(last.licence.clone()))?.text.clone();
    terms.rev += 1;
    (terms.issued_at, terms.server_time) = (desk.now(), desk.now());
    terms.revoked_kids = revoked(ledger)?;
    terms.unlock_counter = ledger.last_counter(id);
    terms.voice_secret = Some(issuer.voice_secret(&terms.device));
    change(&mut terms);
    hand_out(desk, ledger, issuer, &terms, &licence, output)
}

fn hand_out(
    desk: &Desk,
    ledger: &mut Ledger,
    issuer: &Issuer,
    terms: &LeaseTerms,
    licence: &str,
    output: &Path,
) -> Result<(), Problem> {
    if fs::exists(output).unwrap_or(false) {
        return Err(Problem::Exists(output.to_owned()));
    }
    let block = issuer.lease(terms)?;
    let certificate = issuer.certificate().map(|certificate| certificate.block().armoured()).unwrap_or_default();
    let text = certificate + &block.armoured();
    ledger.append(Entry::Lease {
        at: desk.now(),
        id: terms.id.clone(),
        rev: terms.rev,
        kid: issuer.kid().to_string(),
        licence: terms.licence_id.clone(),
        device: terms.device.to_string(),
        text: text.clone(),
    })?;
    write_new(output, &format!("{licence}{text}"))
}

/// The lease of a ledger's line.
pub fn held(desk: &Desk, line: &ledger::Lease) -> Result<VerifiedLease, Problem> {
    let path = desk.path("libro.jsonl");
    let keys = desk.keyring(&line.text, &path)?;
    let blocks = armour::read(&line.text).map_err(Problem::refused(&path))?;
    let block =
        blocks.iter().find(|block| block.kind() == Kind::Lease).ok_or_else(|| Problem::Unknown(line.device.clone()))?;
    VerifiedLease::verify(block, &keys).map_err(Problem::refused(&path))
}

/// A licence by its id in the ledger, or by its file.
fn find_licence(desk: &Desk, ledger: &Ledger, wanted: &str) -> Result<(VerifiedLicence, String), Problem> {
    let path = Path::new(wanted);
    let text = match ledger.licences.get(wanted) {
        Some(licence) => licence.text.clone(),
        None if path.is_file() => read(path)?,
        None => return Err(Problem::Unknown(wanted.to_owned())),
    };
    let keys = desk.keyring(&text, path)?;
    let blocks = armour::read(&text).map_err(Problem::refused(path))?;
    let block =
        blocks.iter().find(|block| block.kind() == Kind::Licence).ok_or(Problem::Asked("ese archivo no es una licencia"))?;
    let licence = VerifiedLicence::verify(block, &keys).map_err(Problem::refused(path))?;
    // An older file must not bring back an older right.
    match ledger.licences.get(&licence.terms().id) {
        None => Err(Problem::Unknown(licence.terms().id.clone())),
        Some(last) if last.rev > licence.terms().rev => {
            Err(Problem::Asked("hay una revisión más nueva de esa licencia: usa su id"))
        }
        Some(_) => Ok((licence, text)),
    }
}
