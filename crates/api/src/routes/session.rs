//! Who is at the till.

use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::{
    dto::{
        Empty, list,
        session::{LoginInput, Session, UserTile},
    },
    extract::{Body, Reply, Who},
    refusal::About,
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(get_session))
        .routes(routes!(list_tiles))
        .routes(routes!(log_in))
        .routes(routes!(lock_till))
}

/// The session behind this door.
#[utoipa::path(get, path = "/v1/session", tag = "session", responses((status = 200, description = "OK", body = Session)))]
async fn get_session(who: Who) -> Reply<Session> {
    who.ask(About::User, |app, door| app.session(door).map(Session::from)).await
}

/// The people who may log in.
#[utoipa::path(get, path = "/v1/session/tiles", tag = "session",
    responses((status = 200, description = "OK", body = Vec<UserTile>)))]
async fn list_tiles(who: Who) -> Reply<Vec<UserTile>> {
    who.ask(About::User, |app, _| app.tiles().map(list)).await
}

/// Logs someone in, unlocks, or switches to someone else.
#[utoipa::path(post, path = "/v1/session/login", tag = "session", request_body = LoginInput,
    responses((status = 200, description = "OK", body = Session)))]
async fn log_in(who: Who, Body(input): Body<LoginInput>) -> Reply<Session> {
    who.ask(About::User, move |app, door| app.log_in(door, input.user_id, &input.pin).map(Session::from)).await
}

/// Locks the till; the cart stays.
#[utoipa::path(post, path = "/v1/session/lock", tag = "session", request_body = Empty,
    responses((status = 200, description = "OK", body = Session)))]
async fn lock_till(who: Who, Body(Empty {}): Body<Empty>) -> Reply<Session> {
    who.ask(About::User, |app, door| app.lock(door).map(Session::from)).await
}
