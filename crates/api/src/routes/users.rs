//! The people of the shop.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::Routes;
use crate::{
    dto::{
        list,
        users::{PinInput, UserInput, UserRow, UserUpdate},
    },
    extract::{Mutation, Path, Reply, Who},
    refusal::About,
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list_users, add_user)).routes(routes!(update_user)).routes(routes!(set_user_pin))
}

/// Everyone, active or not.
#[utoipa::path(get, path = "/v1/users", tag = "users", responses((status = 200, description = "OK", body = Vec<UserRow>)))]
async fn list_users(who: Who) -> Reply<Vec<UserRow>> {
    who.ask(About::User, |app, door| app.users(door).map(list)).await
}

/// Adds a person.
#[utoipa::path(post, path = "/v1/users", tag = "users", request_body = UserInput,
    responses((status = 200, description = "OK", body = Vec<UserRow>)))]
async fn add_user(call: Mutation<UserInput>) -> Reply<Vec<UserRow>> {
    call.act(About::User, |app, call, input| app.add_user(call, &input.name, input.role.into(), &input.pin).map(list)).await
}

/// Changes a person's name, role, or whether they may log in.
#[utoipa::path(post, path = "/v1/users/{id}/update", tag = "users", request_body = UserUpdate, params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = Vec<UserRow>)))]
async fn update_user(Path(id): Path<Uuid>, call: Mutation<UserUpdate>) -> Reply<Vec<UserRow>> {
    call.act(About::User, move |app, call, input| {
        app.update_user(call, id, &input.name, input.role.into(), input.active).map(list)
    })
    .await
}

/// Gives a person a new PIN.
#[utoipa::path(post, path = "/v1/users/{id}/pin", tag = "users", request_body = PinInput, params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = Vec<UserRow>)))]
async fn set_user_pin(Path(id): Path<Uuid>, call: Mutation<PinInput>) -> Reply<Vec<UserRow>> {
    call.act(About::User, move |app, call, input| app.set_pin(call, id, &input.pin).map(list)).await
}
