//! Who has a RUC or DNI, and whether a document is valid: asked of services the owner chose, off until then. Typing the name
//! by hand always works.

use caserita_domain::{access::Ability, document::IdentityType};
use caserita_store::{DocStanding, Known, Millis};
use zeroize::Zeroizing;

use super::{
    issue::lima,
    settings::{FiscalSettings, issuer, settings},
};
use crate::{
    App, Call, Door, Error, Result,
    gate::Op,
    ports::{Unanswered, Validity, ValidityAccess, ValidityQuestion, WhoService},
};
use caserita_licensing::Deed;

const TOKEN: &str = "lookup.token";
const SECRET: &str = "validity.secret";
/// What was found is believed for so long, in milliseconds: names change rarely, states of a RUC by the month.
const FRESH: Millis = 30 * 24 * 3600 * 1000;

/// The secrets of the two services; an empty one is forgotten, none is left as it is.
#[derive(Default)]
pub struct LookupSecrets {
    /// Token of the register of names.
    pub token: Option<Zeroizing<String>>,
    /// Secret of SUNAT's validity service.
    pub validity: Option<Zeroizing<String>>,
}

/// Who has a document.
#[derive(Debug, Clone)]
pub struct Found {
    /// Whoever it is.
    pub known: Known,
    /// Whether nobody was asked now.
    pub cached: bool,
}

impl App {
    /// Who has this document. An answer younger than a month is not asked for again; an older one is better than none when
    /// there is no line.
    pub fn look_up(&self, door: Door, kind: IdentityType, number: &str) -> Result<Found> {
        self.allowed(door, Ability::Sell)?;
        let number = number.trim();
        if !matches!(kind, IdentityType::Ruc | IdentityType::Dni) || !kind.accepts(Some(number)) {
            return Err(Error::DocumentInvalid);
        }
        let (settings, kept) =
            self.store.read(|reader| -> Result<_> { Ok((settings(reader)?, reader.looked_up(kind, number)?)) })?;
        if let Some((known, at)) = &kept
            && (0..FRESH).contains(&(self.now_millis() - at))
        {
            return Ok(Found { known: known.clone(), cached: true });
        }
        let url = settings.lookup_url.ok_or(Error::LookupOff)?;
        let service = WhoService { url, token: self.secret(TOKEN)? };
        match (self.lookup.who(&service, kind, number), kept) {
            (Ok(Some(known)), _) => {
                self.transact_system(|tx| Ok(tx.keep_lookup(kind, number, &known)?))?;
                Ok(Found { known, cached: false })
            }
            (Ok(None), _) => Err(Error::LookupNobody),
            (Err(_), Some((known, _))) => Ok(Found { known, cached: true }),
            (Err(Unanswered::Refused), None) => Err(Error::LookupRefused),
            (Err(_), None) => Err(Error::LookupUnreachable),
        }
    }

    /// Keeps the secrets of the two services.
    pub fn set_lookup_secrets(&self, call: &Call, secrets: &LookupSecrets) -> Result<()> {
        self.allowed(call.door, Ability::EditSettings)?;
        for (name, secret) in [(TOKEN, &secrets.token), (SECRET, &secrets.validity)] {
            if let Some(secret) = secret {
                self.vault.write(name, Some(secret.as_bytes()).filter(|secret| !secret.is_empty()))?;
            }
        }
        self.transact(call, Op::audited("lookup.set", Ability::EditSettings, Deed::SendIssued), |act| {
            act.tx.touch(caserita_store::Topic::Settings);
            Ok(())
        })
    }

    /// Which of the two secrets are kept: the register's token, the validity service's secret.
    pub fn lookup_secrets(&self, door: Door) -> Result<(bool, bool)> {
        self.user_at(door)?;
        Ok((self.secret(TOKEN)?.is_some(), self.secret(SECRET)?.is_some()))
    }

    fn secret(&self, name: &str) -> Result<Option<Zeroizing<String>>> {
        let kept = self.vault.read(name)?;
        Ok(kept.and_then(|bytes| String::from_utf8(bytes.to_vec()).ok()).map(Zeroizing::new))
    }

    /// What SUNAT's validity service says of a document: the only official word about a boleta whose constancia was lost.
    /// Nothing when the service is not set up or does not answer.
    pub(super) fn validity_of(&self, standing: &DocStanding) -> Result<Option<Validity>> {
        let (settings, ruc) =
            self.store.read(|reader| -> Result<_> { Ok((settings(reader)?, issuer(reader)?.ruc().to_owned())) })?;
        let Some(access) = self.validity_access(settings)? else { return Ok(None) };
        let doc = &standing.doc;
        let question = ValidityQuestion {
            ruc,
            kind: doc.kind.code().unwrap_or_default(),
            series: doc.series.clone(),
            number: doc.number,
            date: lima(doc.issued_at).0,
            total: doc.total,
        };
        Ok(self.lookup.validity(&access, &question).ok())
    }

    fn validity_access(&self, settings: FiscalSettings) -> Result<Option<ValidityAccess>> {
        Ok(match (settings.validity_client, self.secret(SECRET)?) {
            (Some(client), Some(secret)) => Some(ValidityAccess { base: settings.validity_url, client, secret }),
            _ => None,
        })
    }
}
