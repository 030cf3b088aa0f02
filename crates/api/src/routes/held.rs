//! Carts on hold.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::Routes;
use crate::{
    dto::{Empty, cart::Cart, held::HeldCart, list},
    extract::{Mutation, Path, Reply, Who},
    refusal::About,
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list_held)).routes(routes!(recall_held))
}

/// Carts on hold, oldest first.
#[utoipa::path(get, path = "/v1/held", tag = "held", responses((status = 200, description = "OK", body = Vec<HeldCart>)))]
async fn list_held(who: Who) -> Reply<Vec<HeldCart>> {
    who.ask(About::Cart, |app, door| app.held(door).map(list)).await
}

/// Brings a cart back. One being filled is put on hold first.
#[utoipa::path(post, path = "/v1/held/{id}/recall", tag = "held", request_body = Empty, params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = Cart)))]
async fn recall_held(Path(id): Path<Uuid>, call: Mutation<Empty>) -> Reply<Cart> {
    call.act(About::Cart, move |app, call, Empty {}| app.recall(call, id).map(Cart::from)).await
}
