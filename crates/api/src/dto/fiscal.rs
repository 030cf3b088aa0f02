//! How the shop stands before SUNAT.

use caserita_app::{fiscal as app, model};
use caserita_domain::fiscal;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::{
    Text,
    cart::{DocKind, IdentityType},
    text::maybe,
    wire_enum,
};

wire_enum! {
    /// Where documents go.
    Environment = fiscal::Environment { Beta, Production }
}

wire_enum! {
    /// Tax regime, as far as papers differ.
    Regime = fiscal::Regime { General, Nrus }
}

wire_enum! {
    /// How boletas reach SUNAT: one by one, or all of a day in a summary.
    BoletaRoute = app::BoletaRoute { Alone, Summary }
}

/// What the owner sets.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct FiscalSettings {
    /// None: the shop gives notas de venta only.
    pub environment: Option<Environment>,
    pub regime: Regime,
    pub boletas: BoletaRoute,
    /// An OSE's address; none is SUNAT's own.
    pub service_url: Option<Text>,
    /// Secondary SOL user, without the RUC.
    pub sol_user: Option<Text>,
    /// INEI code of the shop's district.
    pub ubigeo: Option<Text>,
    /// Four digits; none is the fiscal address.
    pub establishment: Option<Text>,
    /// Where a customer can look a document up; printed.
    pub consult_at: Option<Text>,
    /// A register of names, with `{tipo}` and `{numero}` in its address; none: names are typed.
    pub lookup_url: Option<Text>,
    /// Client of SUNAT's validity service; none: it is not asked.
    pub validity_client: Option<Text>,
    /// Another address of that service.
    pub validity_url: Option<Text>,
}

impl From<app::FiscalSettings> for FiscalSettings {
    fn from(settings: app::FiscalSettings) -> FiscalSettings {
        FiscalSettings {
            environment: settings.environment.map(Environment::from),
            regime: settings.regime.into(),
            boletas: settings.boletas.into(),
            service_url: settings.service_url.map(Text::from),
            sol_user: settings.sol_user.map(Text::from),
            ubigeo: settings.ubigeo.map(Text::from),
            establishment: settings.establishment.map(Text::from),
            consult_at: settings.consult_at.map(Text::from),
            lookup_url: settings.lookup_url.map(Text::from),
            validity_client: settings.validity_client.map(Text::from),
            validity_url: settings.validity_url.map(Text::from),
        }
    }
}

impl From<FiscalSettings> for app::FiscalSettings {
    fn from(settings: FiscalSettings) -> app::FiscalSettings {
        app::FiscalSettings {
            environment: settings.environment.map(fiscal::Environment::from),
            regime: settings.regime.into(),
            boletas: settings.boletas.into(),
            service_url: maybe(settings.service_url),
            sol_user: maybe(settings.sol_user),
            ubigeo: maybe(settings.ubigeo),
            establishment: maybe(settings.establishment),
            consult_at: maybe(settings.consult_at),
            lookup_url: maybe(settings.lookup_url),
            validity_client: maybe(settings.validity_client),
            validity_url: maybe(settings.validity_url),
        }
    }
}

/// The numbering of one kind of document at this till.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SeriesSettings {
    pub doc_kind: DocKind,
    pub series: Text,
    pub next_number: i64,
}

impl From<app::SeriesSettings> for SeriesSettings {
    fn from(series: app::SeriesSettings) -> SeriesSettings {
        SeriesSettings { doc_kind: series.kind.into(), series: series.series.into(), next_number: series.next_number }
    }
}

impl From<SeriesSettings> for app::SeriesSettings {
    fn from(series: SeriesSettings) -> app::SeriesSettings {
        app::SeriesSettings { kind: series.doc_kind.into(), series: series.series.into(), next_number: series.next_number }
    }
}

/// The certificate in use, without its secret.
#[derive(Serialize, ToSchema)]
pub(crate) struct Certificate {
    pub owner: String,
    pub authority: String,
    pub ruc: Option<String>,
    pub serial: String,
    pub from: DateTime<Utc>,
    pub until: DateTime<Utc>,
    /// Negative once over.
    pub days_left: i64,
    pub valid: bool,
    /// Whether the owner should see to a new one.
    pub warn: bool,
}

impl From<app::CertificateStanding> for Certificate {
    fn from(standing: app::CertificateStanding) -> Certificate {
        let model::CertificateFacts { owner, authority, ruc, serial, from, until } = standing.facts;
        let app::CertificateStanding { days_left, valid, warn, .. } = standing;
        Certificate { owner, authority, ruc, serial, from, until, days_left, valid, warn }
    }
}

/// The secrets the till keeps, by what can be told of them.
#[derive(Serialize, ToSchema)]
pub(crate) struct Credentials {
    pub certificate: Option<Certificate>,
    pub has_sol_password: bool,
    pub has_lookup_token: bool,
    pub has_validity_secret: bool,
}

/// Secrets of the look-up services. One that is left out stays; an empty one is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookupInput {
    pub token: Option<String>,
    pub validity_secret: Option<String>,
}

/// Whose document to look up.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct WhoQuery {
    #[param(inline)]
    pub doc_type: IdentityType,
    #[param(value_type = String)]
    pub doc_number: Text,
}

/// Who has a document.
#[derive(Serialize, ToSchema)]
pub(crate) struct Who {
    pub name: String,
    pub address: Option<String>,
    /// Estado of a RUC.
    pub state: Option<String>,
    /// Condición of a RUC.
    pub condition: Option<String>,
    /// Whether nobody was asked now.
    pub cached: bool,
}

impl From<app::Found> for Who {
    fn from(found: app::Found) -> Who {
        let model::Known { name, address, state, condition } = found.known;
        Who { name, address, state, condition, cached: found.cached }
    }
}

/// A certificate file.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CertificateInput {
    /// The .pfx or .p12, base64.
    pub file: String,
    pub password: String,
}

/// A SOL password; an empty one is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SolInput {
    pub password: String,
}

/// How the documents stand.
#[derive(Serialize, ToSchema)]
pub(crate) struct FiscalStatus {
    /// None: documents are switched off.
    pub environment: Option<Environment>,
    /// Numbered, not signed.
    pub unsigned: i64,
    /// Not yet answered for, the unsigned among them.
    pub pending: i64,
    /// Rejected, or waiting for somebody to mend them.
    pub broken: i64,
    /// Voids under way.
    pub voiding: i64,
    pub oldest: Option<NaiveDate>,
    /// The first day on which SUNAT stops taking one of them as it is.
    pub deadline: Option<NaiveDate>,
    /// Negative once over.
    pub days_left: Option<i64>,
    /// Why the line does not work: a code of the interface.
    pub trouble: Option<String>,
    /// When it is tried again; never by itself when somebody has to act.
    pub next_try: Option<DateTime<Utc>>,
    pub certificate: Option<Certificate>,
}

impl From<app::FiscalStatus> for FiscalStatus {
    fn from(status: app::FiscalStatus) -> FiscalStatus {
        FiscalStatus {
            environment: status.environment.map(Environment::from),
            unsigned: status.unsigned,
            pending: status.pending,
            broken: status.broken,
            voiding: status.voiding,
            oldest: status.oldest,
            deadline: status.deadline,
            days_left: status.days_left,
            trouble: status.trouble,
            next_try: status.next_try,
            certificate: status.certificate.map(Certificate::from),
        }
    }
}

/// Words of a place, or the beginning of its code.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DistrictQuery {
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub q: Text,
}

/// A district.
#[derive(Serialize, ToSchema)]
pub(crate) struct District {
    /// INEI code, six digits.
    pub code: String,
    pub district: String,
    pub province: String,
    pub department: String,
}

impl From<model::District> for District {
    fn from(found: model::District) -> District {
        let [code, district, province, department] =
            [found.code, found.district, found.province, found.department].map(str::to_owned);
        District { code, district, province, department }
    }
}
