//! The line to SUNAT: whom to call, and how long to wait after a failure.

use caserita_domain::fiscal::Environment;
use caserita_store::{FiscalWait, LINE_TO_SUNAT, Millis, Reader};
use uuid::Uuid;
use zeroize::Zeroizing;

use super::settings::settings;
use crate::{App, Result, ports::SunatService, settings::shop};

const BETA: &str = "https://e-beta.sunat.gob.pe/ol-ti-itcpfegem-beta/billService";
const PRODUCTION: &str = "https://e-factura.sunat.gob.pe/ol-ti-itcpfegem/billService";
/// Looks up what became of a factura; SUNAT offers it for real documents only.
const CONSULTATION: &str = "https://e-factura.sunat.gob.pe/ol-it-wsconscpegem/billConsultService";
/// Anybody's user at the test service.
const BETA_USER: &str = "MODDATOS";
const BETA_PASSWORD: &str = "moddatos";

/// Waits after a failure, in seconds; the last one repeats.
const BACKOFF: [i64; 7] = [5, 15, 60, 180, 600, 1200, 1800];
/// Waits between questions about a ticket: SUNAT takes seconds, or hours.
const POLLS: [i64; 6] = [10, 20, 60, 300, 900, 3600];
/// Waits after an answer that says nothing about one document.
const SLOW: [i64; 3] = [600, 1800, 3600];

/// A person must act first.
pub(super) const NEVER: Millis = Millis::MAX;

/// Which patience applies.
#[derive(Debug, Clone, Copy)]
pub(super) enum Patience {
    Line,
    Ticket,
    Slow,
}

impl Patience {
    /// How long to wait after so many tries, milliseconds: a quarter more or less, so that a thousand tills do not come back
    /// in the same second after SUNAT was down.
    pub(super) fn after(self, tries: u32, now: Millis) -> i64 {
        let steps: &[i64] = match self {
            Patience::Line => &BACKOFF,
            Patience::Ticket => &POLLS,
            Patience::Slow => &SLOW,
        };
        let step = usize::try_from(tries.saturating_sub(1)).unwrap_or(0).min(steps.len() - 1);
        let base = steps[step] * 1000;
        base + now.rem_euclid(base / 2) - base / 4
    }
}

/// Whether something may be tried now. A wait longer than the longest there is comes from a clock that was ahead.
pub(super) fn is_due(wait: Option<&FiscalWait>, now: Millis) -> bool {
    const LONGEST: i64 = 2 * 3600 * 1000;
    match wait {
        None => true,
        Some(wait) if wait.next_try == NEVER => false,
        Some(wait) => !(1..=LONGEST).contains(&(wait.next_try - now)),
    }
}

impl App {
    /// Whom to call for documents of this environment; nothing while user or password are missing.
    pub(super) fn service(&self, environment: Environment) -> Result<Option<SunatService>> {
        let (settings, shop) = self.store.read(|reader| -> Result<_> { Ok((settings(reader)?, shop(reader)?)) })?;
        let ruc = shop.ruc.unwrap_or_default();
        // An OSE answers for real documents; trials go to SUNAT's own test service, unless the shop is only trying.
        let own = settings.service_url.filter(|_| settings.environment == Some(environment));
        let service =
            |url: &str, user: &str, password| SunatService { url: url.to_owned(), user: format!("{ruc}{user}"), password };
        if environment == Environment::Beta {
            let password = Zeroizing::new(BETA_PASSWORD.to_owned());
            return Ok(Some(service(own.as_deref().unwrap_or(BETA), BETA_USER, password)));
        }
        let password = match self.sol_password() {
            Ok(password) => password,
            Err(error) => {
                tracing::error!(%error, "the SOL password cannot be read");
                return Ok(None);
            }
        };
        Ok(match (settings.sol_user, password) {
            (Some(user), Some(password)) => Some(service(own.as_deref().unwrap_or(PRODUCTION), &user, password)),
            _ => None,
        })
    }

    /// Where to ask what became of a document; an OSE answers that itself, the test service not at all.
    pub(super) fn consultation(&self, environment: Environment) -> Result<Option<SunatService>> {
        let settings = self.store.read(settings)?;
        let own = settings.service_url.filter(|_| settings.environment == Some(environment));
        Ok(match (environment, own) {
            (Environment::Beta, None) => None,
            (_, Some(_)) => self.service(environment)?,
            (Environment::Production, None) => {
                self.service(environment)?.map(|service| SunatService { url: CONSULTATION.to_owned(), ..service })
            }
        })
    }

    /// Makes a document, a file or the line wait longer than before, for this reason.
    pub(super) fn put_off(&self, subject: Uuid, patience: Patience, why: &str) -> Result<()> {
        self.transact_system(|tx| {
            let tries = tx.fiscal_wait(subject)?.map_or(0, |wait| wait.tries) + 1;
            let next_try = tx.now() + patience.after(tries, tx.now());
            Ok(tx.wait_fiscal(subject, &FiscalWait { tries, next_try, error: Some(why.to_owned()) })?)
        })
    }

    /// Stops the line until a person has mended what SUNAT refused.
    pub(super) fn stop_line(&self, why: &str) -> Result<()> {
        tracing::error!(reason = why, "nothing more is sent to SUNAT until somebody sees to it");
        let wait = FiscalWait { tries: 0, next_try: NEVER, error: Some(why.to_owned()) };
        self.transact_system(|tx| Ok(tx.wait_fiscal(LINE_TO_SUNAT, &wait)?))
    }
}

/// Whether the line may be used.
pub(super) fn line_is_due(reader: &Reader<'_>, now: Millis) -> Result<bool> {
    Ok(is_due(reader.fiscal_wait(LINE_TO_SUNAT)?.as_ref(), now))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_differ_and_end() {
        let first = |tries| Patience::Line.after(tries, 1_000_003) / 1000;
        assert!(first(1) < first(3) && first(3) < first(7));
        assert!(Patience::Line.after(50, 7) <= 1800 * 1250, "the longest wait repeats");
        assert_ne!(Patience::Line.after(5, 1_000), Patience::Line.after(5, 77_777), "tills come back one by one");
    }

    #[test]
    fn a_clock_that_was_ahead_makes_nobody_wait() {
        let wait = |next_try| FiscalWait { tries: 1, next_try, error: None };
        assert!(is_due(None, 5) && is_due(Some(&wait(5)), 5));
        assert!(!is_due(Some(&wait(6)), 5));
        assert!(is_due(Some(&wait(1_000_000_000_000)), 5), "ten years ahead");
        assert!(!is_due(Some(&wait(NEVER)), 5), "but a person is waited for");
    }
}
