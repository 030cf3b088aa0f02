//! The licence: how it stands, what the till asks with, and what it is given. Open in every state.

use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::{
    dto::licence::{CodeInput, CodeTaken, ImportInput, Imported, Licence, Request},
    extract::{Mutation, Reply, Who},
    refusal::About,
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(get_licence))
        .routes(routes!(get_licence_request))
        .routes(routes!(import_licence))
        .routes(routes!(use_licence_code))
}

/// What the licence allows, until when, and what to say on the telephone.
#[utoipa::path(get, path = "/v1/licence", tag = "licence",
    responses((status = 200, description = "OK", body = Licence)))]
async fn get_licence(who: Who) -> Reply<Licence> {
    who.ask(About::Settings, |app, door| app.licence(door).map(Licence::from)).await
}

/// The till's request, for a file and for a QR code.
#[utoipa::path(get, path = "/v1/licence/request", tag = "licence",
    responses((status = 200, description = "OK", body = Request)))]
async fn get_licence_request(who: Who) -> Reply<Request> {
    who.ask(About::Settings, |app, door| app.licence_request(door).map(Request::from)).await
}

/// Takes in a file, or what a QR code said. At work at once.
#[utoipa::path(post, path = "/v1/licence/import", tag = "licence", request_body = ImportInput,
    responses((status = 200, description = "OK", body = Imported)))]
async fn import_licence(call: Mutation<ImportInput>) -> Reply<Imported> {
    let done = call.act(About::Settings, |app, call, input| {
        let imported = app.import_licence(call, &input.text, input.channel.into())?;
        Ok(Imported::of(imported, app.licence(call.door)?))
    });
    done.await
}

/// Takes a code that was read out.
#[utoipa::path(post, path = "/v1/licence/code", tag = "licence", request_body = CodeInput,
    responses((status = 200, description = "OK", body = CodeTaken)))]
async fn use_licence_code(call: Mutation<CodeInput>) -> Reply<CodeTaken> {
    let done = call.act(About::Settings, |app, call, input| {
        let days = app.use_voice_code(call, &String::from(input.code))?;
        Ok(CodeTaken { days, licence: app.licence(call.door)?.into() })
    });
    done.await
}
