//! Shop, till and ceilings.

use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::{
    dto::{
        list,
        settings::{Ceiling, Shop, Till, TillInput},
    },
    extract::{Mutation, Reply, Who},
    refusal::About,
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(get_shop, set_shop))
        .routes(routes!(get_till, set_till))
        .routes(routes!(list_ceilings, set_ceiling))
}

/// The shop's data.
#[utoipa::path(get, path = "/v1/shop", tag = "settings", responses((status = 200, description = "OK", body = Shop)))]
async fn get_shop(who: Who) -> Reply<Shop> {
    who.ask(About::Settings, |app, door| app.shop(door).map(Shop::from)).await
}

/// Changes the shop's data.
#[utoipa::path(post, path = "/v1/shop", tag = "settings", request_body = Shop,
    responses((status = 200, description = "OK", body = Shop)))]
async fn set_shop(call: Mutation<Shop>) -> Reply<Shop> {
    call.act(About::Settings, |app, call, input| app.set_shop(call, input.into()).map(Shop::from)).await
}

/// The till's data.
#[utoipa::path(get, path = "/v1/till", tag = "settings", responses((status = 200, description = "OK", body = Till)))]
async fn get_till(who: Who) -> Reply<Till> {
    who.ask(About::Settings, |app, door| app.till(door).map(Till::from)).await
}

/// Renames the till.
#[utoipa::path(post, path = "/v1/till", tag = "settings", request_body = TillInput,
    responses((status = 200, description = "OK", body = Till)))]
async fn set_till(call: Mutation<TillInput>) -> Reply<Till> {
    call.act(About::Settings, |app, call, input| app.rename_till(call, &input.name).map(Till::from)).await
}

/// What each role may do alone.
#[utoipa::path(get, path = "/v1/ceilings", tag = "settings",
    responses((status = 200, description = "OK", body = Vec<Ceiling>)))]
async fn list_ceilings(who: Who) -> Reply<Vec<Ceiling>> {
    who.ask(About::Settings, |app, door| app.ceilings(door).map(list)).await
}

/// Changes what a role may do alone.
#[utoipa::path(post, path = "/v1/ceilings", tag = "settings", request_body = Ceiling,
    responses((status = 200, description = "OK", body = Vec<Ceiling>)))]
async fn set_ceiling(call: Mutation<Ceiling>) -> Reply<Vec<Ceiling>> {
    call.act(About::Settings, |app, call, input| app.set_ceiling(call, input.into()).map(list)).await
}
