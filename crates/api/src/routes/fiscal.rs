//! How the shop stands before SUNAT: settings, series, certificate, the state of all.

use base64::{Engine, engine::general_purpose::STANDARD};
use caserita_app::{
    App, Door, Error,
    fiscal::{ImportInput, LookupSecrets},
    model,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::{
    dto::{
        fiscal::{
            self, Certificate, CertificateInput, Credentials, District, DistrictQuery, FiscalSettings, FiscalStatus,
            LookupInput, SeriesSettings, SolInput, WhoQuery,
        },
        list,
    },
    extract::{Mutation, Query, Reply, Who},
    refusal::About,
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(get_fiscal_status))
        .routes(routes!(get_fiscal_settings, set_fiscal_settings))
        .routes(routes!(list_fiscal_series, set_fiscal_series))
        .routes(routes!(get_credentials))
        .routes(routes!(import_certificate))
        .routes(routes!(set_sol_password))
        .routes(routes!(set_lookup_secrets))
        .routes(routes!(look_up))
        .routes(routes!(search_districts))
}

/// How the documents stand.
#[utoipa::path(get, path = "/v1/fiscal/status", tag = "fiscal",
    responses((status = 200, description = "OK", body = FiscalStatus)))]
async fn get_fiscal_status(who: Who) -> Reply<FiscalStatus> {
    who.ask(About::Settings, |app, door| app.fiscal_status(door).map(FiscalStatus::from)).await
}

/// How the shop stands before SUNAT.
#[utoipa::path(get, path = "/v1/fiscal/settings", tag = "fiscal",
    responses((status = 200, description = "OK", body = FiscalSettings)))]
async fn get_fiscal_settings(who: Who) -> Reply<FiscalSettings> {
    who.ask(About::Settings, |app, door| app.fiscal_settings(door).map(FiscalSettings::from)).await
}

/// Changes it.
#[utoipa::path(post, path = "/v1/fiscal/settings", tag = "fiscal", request_body = FiscalSettings,
    responses((status = 200, description = "OK", body = FiscalSettings)))]
async fn set_fiscal_settings(call: Mutation<FiscalSettings>) -> Reply<FiscalSettings> {
    call.act(About::Settings, |app, call, input| app.set_fiscal_settings(call, input.into()).map(FiscalSettings::from)).await
}

/// The series of this till.
#[utoipa::path(get, path = "/v1/fiscal/series", tag = "fiscal",
    responses((status = 200, description = "OK", body = Vec<SeriesSettings>)))]
async fn list_fiscal_series(who: Who) -> Reply<Vec<SeriesSettings>> {
    who.ask(About::Settings, |app, door| app.fiscal_series(door).map(list)).await
}

/// Gives a kind of document another series, or a later number to go on from.
#[utoipa::path(post, path = "/v1/fiscal/series", tag = "fiscal", request_body = SeriesSettings,
    responses((status = 200, description = "OK", body = Vec<SeriesSettings>)))]
async fn set_fiscal_series(call: Mutation<SeriesSettings>) -> Reply<Vec<SeriesSettings>> {
    call.act(About::Settings, |app, call, input| app.set_fiscal_series(call, input.into()).map(list)).await
}

/// What can be told of the secrets the till keeps.
#[utoipa::path(get, path = "/v1/fiscal/credentials", tag = "fiscal",
    responses((status = 200, description = "OK", body = Credentials)))]
async fn get_credentials(who: Who) -> Reply<Credentials> {
    who.ask(About::Settings, credentials).await
}

fn credentials(app: &App, door: Door) -> Result<Credentials, Error> {
    let (has_lookup_token, has_validity_secret) = app.lookup_secrets(door)?;
    Ok(Credentials {
        certificate: app.certificate_standing(door)?.map(Certificate::from),
        has_sol_password: app.has_sol_password(door)?,
        has_lookup_token,
        has_validity_secret,
    })
}

/// Takes a certificate into use.
#[utoipa::path(post, path = "/v1/fiscal/certificate", tag = "fiscal", request_body = CertificateInput,
    responses((status = 200, description = "OK", body = Certificate)))]
async fn import_certificate(call: Mutation<CertificateInput>) -> Reply<Certificate> {
    call.act(About::Settings, |app, call, input| {
        let file = STANDARD.decode(input.file).map_err(|_| model::CertificateError::NotACertificate)?;
        let input = ImportInput { file, password: model::Zeroizing::new(input.password) };
        app.import_certificate(call, &input).map(Certificate::from)
    })
    .await
}

/// Keeps the SOL password.
#[utoipa::path(post, path = "/v1/fiscal/sol", tag = "fiscal", request_body = SolInput,
    responses((status = 200, description = "OK", body = Credentials)))]
async fn set_sol_password(call: Mutation<SolInput>) -> Reply<Credentials> {
    call.act(About::Settings, |app, call, input| {
        app.set_sol_password(call, &model::Zeroizing::new(input.password))?;
        credentials(app, call.door)
    })
    .await
}

/// Keeps the secrets of the look-up services.
#[utoipa::path(post, path = "/v1/fiscal/lookup", tag = "fiscal", request_body = LookupInput,
    responses((status = 200, description = "OK", body = Credentials)))]
async fn set_lookup_secrets(call: Mutation<LookupInput>) -> Reply<Credentials> {
    call.act(About::Settings, |app, call, input| {
        let secret = |text: Option<String>| text.map(model::Zeroizing::new);
        app.set_lookup_secrets(
            call,
            &LookupSecrets { token: secret(input.token), validity: secret(input.validity_secret) },
        )?;
        credentials(app, call.door)
    })
    .await
}

/// Who has a RUC or DNI, by the register the owner chose.
#[utoipa::path(get, path = "/v1/lookup", tag = "fiscal", params(WhoQuery),
    responses((status = 200, description = "OK", body = fiscal::Who)))]
async fn look_up(who: Who, Query(query): Query<WhoQuery>) -> Reply<fiscal::Who> {
    who.ask(About::Customer, move |app, door| {
        app.look_up(door, query.doc_type.into(), &query.doc_number).map(fiscal::Who::from)
    })
    .await
}

/// Districts by their words or the beginning of their code.
#[utoipa::path(get, path = "/v1/districts", tag = "fiscal", params(DistrictQuery),
    responses((status = 200, description = "OK", body = Vec<District>)))]
async fn search_districts(who: Who, Query(query): Query<DistrictQuery>) -> Reply<Vec<District>> {
    who.ask(About::Settings, move |app, door| app.districts(door, &query.q).map(list)).await
}
