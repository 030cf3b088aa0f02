//! What is told to a till that cannot take a file with a new lease: days by voice, and the time.

use caserita_licensing::{
    DevicePublic, Purpose,
    server_time::TimeTerms,
    voice::{self, Call},
};

use crate::{
    cli::{Code, Time},
    desk::{Desk, write_new},
    lease::held,
    ledger::{Entry, Lease, Ledger},
    problem::Problem,
};

/// Says a voice code and notes it.
pub fn dictate(desk: &Desk, wish: &Code) -> Result<(), Problem> {
    let mut ledger = desk.ledger()?;
    let Called { lease: id, rev, counter } = called(&ledger, wish)?;
    let line = ledger.history.get(&(id.clone(), rev)).ok_or_else(|| Problem::Unknown(id.clone()))?;
    let lease = held(desk, line)?;
    let terms = lease.terms();
    let issuer = desk.issuer(&wish.key, Purpose::Lease)?;
    if issuer.kid().to_string() != line.kid {
        return Err(Problem::Asked("ese permiso se firmó con otra llave: usa aquella (su kid está en «ver»)"));
    }
    let allowed = terms.unlock_counter + 1..=terms.unlock_counter + voice::IN_A_ROW;
    if !allowed.contains(&counter) {
        return Err(Problem::Asked("ese permiso ya no admite más códigos: hace falta un permiso nuevo"));
    }
    let noted = (id.clone(), rev, counter);
    if ledger.codes.get(&noted).is_some_and(|days| *days != wish.days) {
        return Err(Problem::Asked("ese código ya se dictó con otros días"));
    }
    let call = Call { lease_id: &terms.id, rev, device: &terms.device, counter };
    let secret = issuer.voice_secret(&terms.device);
    let code = voice::make(&secret, call, wish.days).ok_or(Problem::Asked("los días son 3, 7 o 15"))?;
    if !ledger.codes.contains_key(&noted) {
        ledger.append(Entry::Code { at: desk.now(), lease: id, rev, counter, days: wish.days })?;
    }
    println!("{code}");
    println!("Dicta: {}", spelled(&code));
    println!("Alarga la gracia {} días. Código {counter} de la revisión {rev}.", wish.days);
    Ok(())
}

/// The lease that a code is for, and which code is next.
struct Called {
    lease: String,
    rev: u32,
    counter: u32,
}

fn called(ledger: &Ledger, wish: &Code) -> Result<Called, Problem> {
    if let Some(support) = &wish.support {
        return helped(ledger, support);
    }
    let lease = wish.lease.clone().unwrap_or_default();
    let last = ledger.leases.get(&lease).ok_or_else(|| Problem::Unknown(lease.clone()))?;
    Ok(Called { rev: wish.rev.unwrap_or(last.rev), counter: wish.counter.unwrap_or_default(), lease })
}

/// What a till's support code says: the beginning of its key, a letter and the revision it holds, the next code, the day.
fn helped(ledger: &Ledger, support: &str) -> Result<Called, Problem> {
    const UNREADABLE: Problem = Problem::Asked("ese código de ayuda no está completo: pide que lo lean otra vez");
    let text: String = support.chars().filter(|letter| !letter.is_whitespace()).collect::<String>().to_uppercase();
    let mut parts = text.rsplitn(4, '-').skip(1);
    let (Some(counter), Some(rev), Some(device)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(UNREADABLE);
    };
    let counter = counter.parse().map_err(|_| UNREADABLE)?;
    let rev = rev.get(1..).and_then(|rev| rev.parse().ok()).ok_or(UNREADABLE)?;
    let name = |lease: &Lease| DevicePublic::parse(&lease.device).map(|device| device.kid().to_string().to_uppercase());
    let theirs = |(_, lease): &(&(String, u32), &Lease)| name(lease).is_ok_and(|name| name.starts_with(device));
    let mut found = ledger.history.iter().filter(theirs).filter(|((_, of), _)| *of == rev);
    match (found.next(), found.next()) {
        (Some(((lease, _), _)), None) if device.len() >= 8 => Ok(Called { lease: lease.clone(), rev, counter }),
        (Some(_), Some(_)) => Err(Problem::Asked("más de una caja tiene ese código de ayuda: usa --permiso y --contador")),
        _ => Err(Problem::Asked("este libro no tiene un permiso para ese código de ayuda")),
    }
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
