//! The shop's certificate and SOL password: kept in the vault, shown without their secrets.

use std::sync::Arc;

use caserita_domain::access::Ability;
use caserita_store::{LINE_TO_SUNAT, Topic};
use caserita_sunat::sign::{Certificate, CertificateFacts};
use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use crate::{
    App, Call, Door, Error, Result,
    gate::Op,
    ports::{VaultFailure, VaultPort},
    settings::shop,
    till::lock,
};

const KEY: &str = "certificate.key";
const PUBLIC: &str = "certificate.der";
const SOL: &str = "sol.password";
/// The owner is told this many days before the certificate ends.
const WARN_DAYS: i64 = 30;

/// A certificate file as the owner brings it.
pub struct ImportInput {
    /// The .pfx or .p12.
    pub file: Vec<u8>,
    /// Its password.
    pub password: Zeroizing<String>,
}

/// The certificate in use.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateStanding {
    /// Whose it is.
    pub facts: CertificateFacts,
    /// Days left; negative once over.
    pub days_left: i64,
    /// Whether it can sign now.
    pub valid: bool,
    /// Whether the owner should see to a new one.
    pub warn: bool,
}

/// The certificate that was imported, if its parts can still be read. A vault that cannot be opened leaves documents
/// unsigned, never unsold.
pub(crate) fn kept_certificate(vault: &dyn VaultPort) -> Option<Arc<Certificate>> {
    let parts = || -> std::result::Result<_, VaultFailure> { Ok((vault.read(KEY)?, vault.read(PUBLIC)?)) };
    match parts() {
        Ok((Some(key), Some(public))) => match Certificate::from_parts(&key, &public) {
            Ok(certificate) => Some(Arc::new(certificate)),
            Err(error) => {
                tracing::error!(%error, "the kept certificate cannot be used; import it again");
                None
            }
        },
        Ok(_) => None,
        Err(error) => {
            tracing::error!(%error, "the certificate cannot be read; documents wait for their signature");
            None
        }
    }
}

impl App {
    /// Takes a certificate into use. What waited for one is signed at once.
    pub fn import_certificate(&self, call: &Call, input: &ImportInput) -> Result<CertificateStanding> {
        self.allowed(call.door, Ability::EditSettings)?;
        let certificate = Certificate::from_pkcs12(&input.file, &input.password)?;
        let ruc = self.store.read(shop)?.ruc;
        if let (Some(theirs), Some(ours)) = (&certificate.facts().ruc, &ruc)
            && theirs != ours
        {
            return Err(Error::CertificateOfAnother { ruc: theirs.clone() });
        }
        if certificate.facts().until < self.now() {
            return Err(Error::CertificateExpired);
        }
        self.vault.write(PUBLIC, Some(certificate.certificate_der()))?;
        self.vault.write(KEY, Some(certificate.private_der()))?;
        let facts = certificate.facts().clone();
        *lock(&self.certificate) = Some(Arc::new(certificate));
        self.transact(call, Op::audited("certificate.set", Ability::EditSettings), |act| {
            act.note("owner", facts.owner.as_str());
            act.note("serial", facts.serial.as_str());
            act.note("until", facts.until.to_rfc3339());
            act.tx.touch(Topic::Documents);
            act.tx.touch(Topic::Settings);
            Ok(())
        })?;
        Ok(standing(&facts, self.now()))
    }

    /// The certificate in use.
    pub fn certificate_standing(&self, door: Door) -> Result<Option<CertificateStanding>> {
        self.user_at(door)?;
        Ok(self.certificate_now())
    }

    pub(crate) fn certificate_now(&self) -> Option<CertificateStanding> {
        lock(&self.certificate).as_ref().map(|certificate| standing(certificate.facts(), self.now()))
    }

    /// The certificate, if it can sign now.
    pub(crate) fn signing_certificate(&self) -> Option<Arc<Certificate>> {
        lock(&self.certificate).clone().filter(|certificate| certificate.is_valid_at(self.now()))
    }

    /// Keeps the SOL password and lets the line try again.
    pub fn set_sol_password(&self, call: &Call, password: &Zeroizing<String>) -> Result<()> {
        self.allowed(call.door, Ability::EditSettings)?;
        self.vault.write(SOL, Some(password.as_bytes()).filter(|password| !password.is_empty()))?;
        self.transact(call, Op::audited("sol.set", Ability::EditSettings), |act| {
            act.tx.touch(Topic::Settings);
            Ok(act.tx.end_fiscal_wait(LINE_TO_SUNAT)?)
        })
    }

    /// Whether a SOL password is kept.
    pub fn has_sol_password(&self, door: Door) -> Result<bool> {
        self.user_at(door)?;
        Ok(self.sol_password()?.is_some())
    }

    pub(super) fn sol_password(&self) -> Result<Option<Zeroizing<String>>> {
        let kept = self.vault.read(SOL)?;
        Ok(kept.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()).map(Zeroizing::new))
    }
}

fn standing(facts: &CertificateFacts, now: DateTime<Utc>) -> CertificateStanding {
    let days_left = (facts.until - now).num_days();
    CertificateStanding {
        facts: facts.clone(),
        days_left,
        valid: (facts.from..=facts.until).contains(&now),
        warn: days_left <= WARN_DAYS,
    }
}
