//! Copies made by hand, and going on with a copy.

use std::{fs::File, io, path::PathBuf, sync::Arc};

use axum::{Extension, Json, extract::State};
use base64::{Engine, engine::general_purpose::STANDARD};
use caserita_app::{Door, Error, copies::take_piece};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::{
    dto::{
        copies::{
            Copies, CopyInput, CopyLook, HandCopy, LookInput, PieceInput, PieceTaken, Place, RestoreBegun, RestoreInput,
        },
        list,
    },
    extract::{Body, Mutation, Reply, Who, run},
    refusal::{About, Refusal},
    state::Shared,
    stream::Flow,
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list_copies))
        .routes(routes!(make_copy))
        .routes(routes!(list_copy_places))
        .routes(routes!(download_copy))
        .routes(routes!(look_into_copy))
        .routes(routes!(send_copy))
        .routes(routes!(restore_copy))
}

/// The copies there are, and how far the one under way is.
#[utoipa::path(get, path = "/v1/copies", tag = "copies", responses((status = 200, description = "OK", body = Copies)))]
async fn list_copies(who: Who) -> Reply<Copies> {
    who.ask(About::Settings, |app, door| app.copies(door).map(Copies::from)).await
}

/// Puts a verified copy of everything into a folder of this computer. Answers when it lies there; selling goes on.
#[utoipa::path(post, path = "/v1/copies", tag = "copies", request_body = CopyInput,
    responses((status = 200, description = "OK", body = HandCopy)))]
async fn make_copy(call: Mutation<CopyInput>) -> Reply<HandCopy> {
    call.act(About::Settings, |app, call, input| {
        let folder = PathBuf::from(String::from(input.folder));
        app.copy_now(call, &folder).map(|copy| HandCopy::from((copy, true)))
    })
    .await
}

/// Where a copy can be put: sticks first.
#[utoipa::path(get, path = "/v1/copies/places", tag = "copies",
    responses((status = 200, description = "OK", body = Vec<Place>)))]
async fn list_copy_places(who: Who) -> Reply<Vec<Place>> {
    who.ask(About::Settings, |app, door| app.copy_places(door).map(list)).await
}

/// A verified copy of everything, to be downloaded.
#[utoipa::path(get, path = "/v1/copies/download", tag = "copies",
    responses((status = 200, description = "OK", content_type = "application/vnd.sqlite3", body = Flow)))]
async fn download_copy(who: Who) -> Result<Flow, Refusal> {
    let (name, copy) = run(About::Settings, move || who.app.copy_to_send(who.door)).await?;
    let bytes = copy.0.bytes;
    let flow = Flow::new(&name, "application/vnd.sqlite3", move |lots| {
        let sent = File::open(&copy.0.path).and_then(|file| {
            let mut file = io::BufReader::with_capacity(64 * 1024, file);
            io::copy(&mut file, lots)
        });
        match sent {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Store(error.into())),
            _ => Ok(()),
        }
    });
    Ok(flow.sized(bytes))
}

/// What is in a copy, and what would be lost by going on with it. Changes nothing.
#[utoipa::path(post, path = "/v1/copies/look", tag = "copies", request_body = LookInput,
    responses((status = 200, description = "OK", body = CopyLook)))]
async fn look_into_copy(who: Who, Body(input): Body<LookInput>) -> Reply<CopyLook> {
    let source = input.source.into();
    who.ask(About::Settings, move |app, door| app.look_into_copy(door, &source).map(CopyLook::from)).await
}

/// Takes a copy in, piece by piece. Needs no login while the store is damaged: nobody could log in.
#[utoipa::path(post, path = "/v1/copies/send", tag = "copies", request_body = PieceInput,
    responses((status = 200, description = "OK", body = PieceTaken)))]
async fn send_copy(
    State(shared): State<Arc<Shared>>,
    Extension(door): Extension<Door>,
    Body(input): Body<PieceInput>,
) -> Reply<PieceTaken> {
    let bytes = STANDARD.decode(&input.piece).map_err(|_| Refusal::malformed("piece"))?;
    let (id, offset) = (input.id, input.offset);
    let reached = match shared.incoming_when_damaged() {
        Some(incoming) => run(About::Settings, move || take_piece(&incoming, id, offset, &bytes)).await?,
        None => {
            let app = shared.app()?;
            run(About::Settings, move || app.take_piece(door, id, offset, &bytes)).await?
        }
    };
    Ok(Json(PieceTaken { reached }))
}

/// Goes on with another copy. The database is kept as a copy itself, and new series begin.
#[utoipa::path(post, path = "/v1/copies/restore", tag = "copies", request_body = RestoreInput,
    responses((status = 200, description = "OK", body = RestoreBegun)))]
async fn restore_copy(State(shared): State<Arc<Shared>>, who: Who, Body(input): Body<RestoreInput>) -> Reply<RestoreBegun> {
    let (source, pin) = (input.source.into(), input.pin);
    run(About::Settings, move || who.app.choose_copy(who.door, &source, &pin)).await?;
    Ok(Json(RestoreBegun { reopening: shared.reopen() }))
}
