//! The shop's certificate and SOL password: kept in the vault, shown without their secrets.

use std::{collections::BTreeSet, sync::Arc};

use caserita_domain::access::Ability;
use caserita_store::{LINE_TO_SUNAT, Topic};
use caserita_sunat::sign::{Certificate, CertificateFacts};
use chrono::{DateTime, Utc};
use zeroize::Zeroizing;

use crate::{App, Call, Door, Error, Result, gate::Op, ports::VaultPort, settings::shop, till::lock};
use caserita_licensing::Deed;

const CERTIFICATE: &str = "certificate";
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
    match vault.read(CERTIFICATE) {
        Ok(Some(kept)) => match unsealed(&kept) {
            Some(certificate) => Some(Arc::new(certificate)),
            None => {
                tracing::error!("the kept certificate cannot be used; import it again");
                None
            }
        },
        Ok(None) => None,
        Err(error) => {
            tracing::error!(%error, "the certificate cannot be read; documents wait for their signature");
            None
        }
    }
}

/// Key and certificate as one secret: a power cut never leaves one without the other.
fn sealed(certificate: &Certificate) -> Zeroizing<Vec<u8>> {
    let key = certificate.private_der();
    let length = u32::try_from(key.len()).unwrap_or(u32::MAX).to_be_bytes();
    Zeroizing::new([&length, key, certificate.certificate_der()].concat())
}

fn unsealed(kept: &[u8]) -> Option<Certificate> {
    let (length, rest) = kept.split_first_chunk::<4>()?;
    let (key, public) = rest.split_at_checked(usize::try_from(u32::from_be_bytes(*length)).ok()?)?;
    Certificate::from_parts(key, public).ok()
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
        let facts = certificate.facts().clone();
        let kept = sealed(&certificate);
        let mut taken = false;
        self.transact(call, Op::audited("certificate.set", Ability::EditSettings, Deed::SendIssued), |act| {
            act.note("owner", facts.owner.as_str());
            act.note("serial", facts.serial.as_str());
            act.note("until", facts.until.to_rfc3339());
            act.tx.touch(Topic::Documents);
            act.tx.touch(Topic::Settings);
            // Last: a repeated call must not bring an old certificate back.
            self.vault.write(CERTIFICATE, Some(&kept))?;
            taken = true;
            Ok(())
        })?;
        if taken {
            *lock(&self.certificate) = Some(Arc::new(certificate));
        }
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

    /// Looks once more for a certificate that could not be read when the till started: the system's keystore may have been
    /// locked. Never on the way of a sale.
    pub(super) fn look_for_certificate(&self) {
        if lock(&self.certificate).is_some() {
            return;
        }
        let found = self.vault.read(CERTIFICATE).ok().flatten().and_then(|kept| unsealed(&kept));
        if let Some(certificate) = found {
            tracing::info!("the certificate can be read now");
            lock(&self.certificate).get_or_insert_with(|| Arc::new(certificate));
            self.publish(&BTreeSet::from([Topic::Documents, Topic::Settings]));
        }
    }

    /// The certificate, if it can sign now.
    pub(crate) fn signing_certificate(&self) -> Option<Arc<Certificate>> {
        lock(&self.certificate).clone().filter(|certificate| certificate.is_valid_at(self.now()))
    }

    /// Keeps the SOL password and lets the line try again.
    pub fn set_sol_password(&self, call: &Call, password: &Zeroizing<String>) -> Result<()> {
        self.transact(call, Op::audited("sol.set", Ability::EditSettings, Deed::SendIssued), |act| {
            act.tx.touch(Topic::Settings);
            act.tx.touch(Topic::Documents);
            act.tx.end_fiscal_wait(LINE_TO_SUNAT)?;
            Ok(self.vault.write(SOL, Some(password.as_bytes()).filter(|password| !password.is_empty()))?)
        })
    }

    /// Whether a SOL password is kept.
    pub fn has_sol_password(&self, door: Door) -> Result<bool> {
        self.user_at(door)?;
        Ok(self.sol_password().is_ok_and(|password| password.is_some()))
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
