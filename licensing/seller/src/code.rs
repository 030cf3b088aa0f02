//! What is told to a till that cannot take a file with a new lease: days by voice, and the time.

use caserita_licensing::{
    Purpose,
    server_time::TimeTerms,
    voice::{self, Call},
};

use crate::{
    cli::{Code, Time},
    desk::{Desk, write_new},
    lease::held,
    ledger::Entry,
    problem::Problem,
};

/// Says a voice code and notes it.
pub fn dictate(desk: &Desk, wish: &Code) -> Result<(), Problem> {
    let mut ledger = desk.ledger()?;
    let last = ledger.leases.get(&wish.lease).ok_or_else(|| Problem::Unknown(wish.lease.clone()))?;
    let rev = wish.rev.unwrap_or(last.rev);
    let line = ledger.history.get(&(wish.lease.clone(), rev)).ok_or_else(|| Problem::Unknown(wish.lease.clone()))?;
    let lease = held(desk, line)?;
    let terms = lease.terms();
    let issuer = desk.issuer(&wish.key, Purpose::Lease)?;
    if issuer.kid().to_string() != line.kid {
        return Err(Problem::Asked("ese permiso se firmó con otra llave: usa aquella (su kid está en «ver»)"));
    }
    let allowed = terms.unlock_counter + 1..=terms.unlock_counter + voice::IN_A_ROW;
    if !allowed.contains(&wish.counter) {
        return Err(Problem::Asked("ese permiso ya no admite más códigos: hace falta un permiso nuevo"));
    }
    let noted = (wish.lease.clone(), rev, wish.counter);
    if ledger.codes.get(&noted).is_some_and(|days| *days != wish.days) {
        return Err(Problem::Asked("ese código ya se dictó con otros días"));
    }
    let call = Call { lease_id: &terms.id, rev, device: &terms.device, counter: wish.counter };
    let secret = issuer.voice_secret(&terms.device);
    let code = voice::make(&secret, call, wish.days).ok_or(Problem::Asked("los días son 3, 7 o 15"))?;
    if !ledger.codes.contains_key(&noted) {
        let (at, lease, counter, days) = (desk.now(), wish.lease.clone(), wish.counter, wish.days);
        ledger.append(Entry::Code { at, lease, rev, counter, days })?;
    }
    println!("{code}");
    println!("Dicta: {}", spelled(&code));
    println!("Alarga la gracia {} días. Código {} de la revisión {rev}.", wish.days, wish.counter);
    Ok(())
}

/// One letter at a time, the groups apart.
fn spelled(code: &str) -> String {
    let letters: Vec<String> =
        code.chars().map(|letter| if letter == '-' { "—".to_owned() } else { letter.to_string() }).collect();
    letters.join(" ")
}

/// Answers a request with the time.
pub fn tell_time(desk: &Desk, wish: &Time) -> Result<(), Problem> {
    let request = desk.request(&wish.request)?;
    let issuer = desk.issuer(&wish.key, Purpose::Lease)?;
    let terms = TimeTerms { device: request.device(), nonce: request.terms().nonce, at: desk.now() };
    let certificate = issuer.certificate().map(|certificate| certificate.block().armoured()).unwrap_or_default();
    write_new(&wish.output, &(certificate + &issuer.time(&terms)?.armoured()))?;
    println!("Hora para la caja {} en {}. Impórtala hoy mismo.", request.device().kid(), wish.output.display());
    Ok(())
}
