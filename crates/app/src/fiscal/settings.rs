//! How the shop stands before SUNAT.

use caserita_domain::{
    access::Ability,
    document::{DocKind, series_fits},
    fiscal::{Environment, Regime},
    tax::TaxRates,
};
use caserita_store::{LINE_TO_SUNAT, Reader, Series, Setting, Topic};
use caserita_sunat::{
    document::{Address, Issuer},
    ubigeo,
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    App, Call, Door, Error, Result,
    gate::Op,
    numbering,
    settings::{self as shop_settings, Shop, optional, shop},
};
use caserita_licensing::{Deed, Entitlement};

const FISCAL: &str = "fiscal";
/// Numbers of a series go up to here.
const LAST_NUMBER: i64 = 99_999_999;

/// Districts offered for what was typed.
const MOST_DISTRICTS: usize = 20;

/// How boletas reach SUNAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BoletaRoute {
    /// One by one, each with its own constancia.
    #[default]
    Alone,
    /// All of a day in a summary, the day after.
    Summary,
}

/// What the owner sets.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalSettings {
    /// Where documents go; none: the shop gives notas de venta only.
    pub environment: Option<Environment>,
    /// Tax regime.
    pub regime: Regime,
    /// How boletas reach SUNAT.
    pub boletas: BoletaRoute,
    /// An OSE's address; none: SUNAT's own.
    pub service_url: Option<String>,
    /// Secondary SOL user, without the RUC.
    pub sol_user: Option<String>,
    /// INEI code of the shop's district.
    pub ubigeo: Option<String>,
    /// Establishment as SUNAT numbers it; none is the fiscal address, `0000`.
    pub establishment: Option<String>,
    /// Where a customer can look a document up; printed.
    pub consult_at: Option<String>,
    /// A register of names, with `{tipo}` (ruc, dni) and `{numero}` in its address; none: names are typed.
    #[serde(default)]
    pub lookup_url: Option<String>,
    /// Client of SUNAT's validity service; none: it is not asked.
    #[serde(default)]
    pub validity_client: Option<String>,
    /// Another address of that service.
    #[serde(default)]
    pub validity_url: Option<String>,
}

/// The numbering of one kind of document at this till.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeriesSettings {
    /// Kind.
    pub kind: DocKind,
    /// Series.
    pub series: String,
    /// The number the next one gets.
    pub next_number: i64,
}

/// How the shop stands before SUNAT.
pub(crate) fn settings(reader: &Reader<'_>) -> Result<FiscalSettings> {
    Ok(reader.setting(FISCAL)?.unwrap_or_default())
}

/// The taxes of the shop on a day.
pub(crate) fn rates(reader: &Reader<'_>, day: NaiveDate) -> Result<TaxRates> {
    Ok(TaxRates::of(settings(reader)?.regime, day))
}

/// The shop as its electronic documents name it.
pub(crate) fn issuer(reader: &Reader<'_>) -> Result<Issuer> {
    made_issuer(&shop(reader)?, &settings(reader)?)
}

fn made_issuer(shop: &Shop, settings: &FiscalSettings) -> Result<Issuer> {
    let place = settings.ubigeo.as_deref().and_then(ubigeo::district);
    let name = |of: fn(&ubigeo::District) -> &'static str| place.as_ref().map(of).unwrap_or_default().to_owned();
    let address = Address {
        ubigeo: name(|place| place.code),
        line: shop.address.clone().unwrap_or_default(),
        district: name(|place| place.district),
        province: name(|place| place.province),
        department: name(|place| place.department),
        establishment: settings.establishment.clone().unwrap_or_default(),
    };
    let (ruc, legal_name) = (shop.ruc.as_deref().unwrap_or_default(), shop.legal_name.as_deref().unwrap_or_default());
    Ok(Issuer::new(ruc, legal_name, Some(&shop.trade_name), address)?)
}

/// Refuses shop data that would leave electronic documents without a lawful issuer.
pub(crate) fn check_shop(reader: &Reader<'_>, shop: &Shop) -> Result<()> {
    let settings = settings(reader)?;
    if settings.environment.is_some() {
        made_issuer(shop, &settings)?;
    }
    // Documents carry the RUC in their names and signatures.
    if shop_settings::shop(reader)?.ruc != shop.ruc && reader.has_fiscal_docs(Environment::Production)? {
        return Err(Error::RucFixed);
    }
    Ok(())
}

impl App {
    /// How the shop stands before SUNAT.
    pub fn fiscal_settings(&self, door: Door) -> Result<FiscalSettings> {
        self.user_at(door)?;
        self.store.read(settings)
    }

    /// Changes it. Switching documents on opens a series of each kind for this till; those of the test service are apart,
    /// so that trying uses up no real number. What the line refused is tried anew.
    pub fn set_fiscal_settings(&self, call: &Call, input: FiscalSettings) -> Result<FiscalSettings> {
        let input = checked(input)?;
        let seat = self.seat()?;
        self.transact(call, Op::audited("fiscal.set", Ability::EditSettings, Deed::SendIssued), |act| {
            let (before, after) = (settings(act.tx)?.environment, input.environment);
            if before.is_none() && after.is_some() {
                act.pass.check_module(Entitlement::Documents)?;
            }
            if input.environment.is_some() {
                made_issuer(&shop(act.tx)?, &input)?;
            }
            if input.environment == Some(Environment::Production) && shop(act.tx)?.demo {
                return Err(Error::DemoShop);
            }
            if input.environment != Some(Environment::Production) && act.tx.has_fiscal_docs(Environment::Production)? {
                return Err(Error::ModeFixed);
            }
            act.tx.set(&Setting::new(FISCAL, &input)?)?;
            if let Some(environment) = input.environment {
                numbering::open_series(act.tx, self.till_id, environment, seat.as_ref())?;
            }
            act.tx.touch(Topic::Documents);
            act.tx.touch(Topic::Cart);
            Ok(act.tx.end_fiscal_wait(LINE_TO_SUNAT)?)
        })?;
        self.store.read(settings)
    }

    /// Districts by their words or the beginning of their code.
    pub fn districts(&self, door: Door, text: &str) -> Result<Vec<ubigeo::District>> {
        self.user_at(door)?;
        Ok(ubigeo::search(text, MOST_DISTRICTS))
    }

    /// The series of this till.
    pub fn fiscal_series(&self, door: Door) -> Result<Vec<SeriesSettings>> {
        self.user_at(door)?;
        self.store.read(|reader| {
            let kinds = DocKind::ALL.into_iter().filter(|kind| kind.is_electronic());
            let found = kinds.filter_map(|kind| match reader.series(self.till_id, kind) {
                Ok(Some((series, last))) => Some(Ok(SeriesSettings { kind, series, next_number: last + 1 })),
                Ok(None) => None,
                Err(error) => Some(Err(error.into())),
            });
            found.collect()
        })
    }

    /// Gives a kind another series, or lets it go on from a later number, as a shop does that used another program before.
    /// Numbers already given are never given again.
    pub fn set_fiscal_series(&self, call: &Call, input: SeriesSettings) -> Result<Vec<SeriesSettings>> {
        let series = input.series.trim().to_uppercase();
        if !series_fits(input.kind, &series) || !(1..=LAST_NUMBER).contains(&input.next_number) {
            return Err(Error::SeriesInvalid);
        }
        self.transact(call, Op::audited("series.set", Ability::EditSettings, Deed::SendIssued), |act| {
            if settings(act.tx)?.environment != Some(Environment::Production) {
                return Err(Error::SeriesInTest);
            }
            let all = act.tx.series_of(self.till_id)?;
            let old = all.into_iter().find(|one| one.doc_kind == input.kind).ok_or(Error::DocumentsOff)?;
            if series != old.series && act.tx.series_is_used(&series)? {
                return Err(Error::SeriesTaken(series));
            }
            act.tx.set(&Series { series, first_number: input.next_number, ..old })?;
            let (_, last) = act.tx.series(self.till_id, input.kind)?.ok_or(Error::Internal("no series"))?;
            if last + 1 != input.next_number {
                return Err(Error::SeriesInvalid);
            }
            Ok(())
        })?;
        self.fiscal_series(call.door)
    }
}

fn checked(input: FiscalSettings) -> Result<FiscalSettings> {
    let settings = FiscalSettings {
        service_url: optional(input.service_url),
        sol_user: optional(input.sol_user).map(|user| user.to_uppercase()),
        ubigeo: optional(input.ubigeo),
        establishment: optional(input.establishment),
        consult_at: optional(input.consult_at),
        lookup_url: optional(input.lookup_url),
        validity_client: optional(input.validity_client),
        validity_url: optional(input.validity_url),
        ..input
    };
    let urls = [&settings.service_url, &settings.lookup_url, &settings.validity_url];
    if urls.into_iter().flatten().any(|url| !is_safe(url)) {
        return Err(Error::ServiceInvalid);
    }
    Ok(settings)
}

/// Whether secrets may travel there: never in the clear, but on this machine itself.
fn is_safe(url: &str) -> bool {
    let host = |rest: &str| rest.split(['/', '?', '#']).next().unwrap_or_default().to_owned();
    let here = |host: &str| matches!(host.split(':').next(), Some("127.0.0.1" | "localhost"));
    let plain = |host: &str| !host.is_empty() && !host.contains('@');
    !url.contains(|letter: char| letter.is_whitespace() || letter == '\\')
        && match (url.strip_prefix("https://").map(host), url.strip_prefix("http://").map(host)) {
            (Some(host), _) => plain(&host),
            (None, Some(host)) => plain(&host) && here(&host),
            (None, None) => false,
        }
}
