//! Finding what to sell.

use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::{
    dto::{
        list,
        search::{PriceCheck, PriceCheckQuery, QuickKey, SearchPage, SearchQuery},
    },
    extract::{Query, Reply, Who},
    refusal::About,
};

const PAGE: i64 = 20;

pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(search_products)).routes(routes!(list_quick_keys)).routes(routes!(check_price))
}

/// Exact code first, then words, parts of words, likely slips; best-selling first.
#[utoipa::path(get, path = "/v1/search", tag = "search", params(SearchQuery),
    responses((status = 200, description = "OK", body = SearchPage)))]
async fn search_products(who: Who, Query(query): Query<SearchQuery>) -> Reply<SearchPage> {
    who.ask(About::Catalog, move |app, door| {
        app.search(door, &query.q, query.offset.unwrap_or(0), query.limit.unwrap_or(PAGE)).map(SearchPage::from)
    })
    .await
}

/// The products on quick keys.
#[utoipa::path(get, path = "/v1/quick-keys", tag = "search",
    responses((status = 200, description = "OK", body = Vec<QuickKey>)))]
async fn list_quick_keys(who: Who) -> Reply<Vec<QuickKey>> {
    who.ask(About::Catalog, |app, door| app.quick_keys(door).map(list)).await
}

/// What a product costs, without touching the cart.
#[utoipa::path(get, path = "/v1/price-check", tag = "search", params(PriceCheckQuery),
    responses((status = 200, description = "OK", body = PriceCheck)))]
async fn check_price(who: Who, Query(query): Query<PriceCheckQuery>) -> Reply<PriceCheck> {
    who.ask(About::Catalog, move |app, door| {
        app.price_check(door, query.code.as_deref(), query.presentation_id).map(PriceCheck::from)
    })
    .await
}
