//! Every route, one file per noun. `routes!` registers path, handler and schemas together.

mod cart;
mod cash;
mod copies;
mod customers;
mod documents;
mod events;
mod exports;
mod fiscal;
mod health;
mod held;
mod licence;
mod printing;
mod products;
mod sales;
mod search;
mod session;
mod settings;
mod users;

use std::sync::Arc;

use axum::response::{IntoResponse, Response};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;

use crate::{
    code::Code,
    dto::{exports::Export, problem::Problem},
    events::Event,
    refusal::Refusal,
    state::Shared,
};

/// Routes over the shared state.
pub(crate) type Routes = OpenApiRouter<Arc<Shared>>;

/// What no single route answers with or takes in its body, and yet the wire carries.
#[derive(OpenApi)]
#[openapi(components(schemas(Problem, Event, Export)))]
struct Common;

/// The whole API.
pub(crate) fn router() -> Routes {
    OpenApiRouter::with_openapi(Common::openapi())
        .merge(health::routes())
        .merge(session::routes())
        .merge(cart::routes())
        .merge(held::routes())
        .merge(search::routes())
        .merge(products::routes())
        .merge(customers::routes())
        .merge(cash::routes())
        .merge(sales::routes())
        .merge(documents::routes())
        .merge(fiscal::routes())
        .merge(printing::routes())
        .merge(settings::routes())
        .merge(users::routes())
        .merge(licence::routes())
        .merge(copies::routes())
        .merge(exports::routes())
        .merge(events::routes())
        .fallback(async || not_found())
}

/// Nothing lives there.
pub(crate) fn not_found() -> Response {
    Refusal::new(Code::NotFound).into_response()
}

/// Not even a request.
pub(crate) fn malformed() -> Response {
    Refusal::malformed("path").into_response()
}
