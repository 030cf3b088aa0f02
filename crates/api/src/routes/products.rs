//! The catalogue and its stock.

use caserita_app::catalog;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::Routes;
use crate::{
    cursor,
    dto::{
        list,
        products::{
            AdjustInput, AfterQuery, Category, CategoryInput, MovementPage, Product, ProductFilter, ProductInput,
            ProductPage, ProductQuery,
        },
        quantity,
    },
    extract::{Mutation, Path, Query, Reply, Who},
    refusal::About,
};

const PAGE: i64 = 50;

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list_products, add_product))
        .routes(routes!(get_product))
        .routes(routes!(update_product))
        .routes(routes!(adjust_product))
        .routes(routes!(list_movements))
        .routes(routes!(list_categories, add_category))
}

/// Products by name. A whole barcode finds its product alone.
#[utoipa::path(get, path = "/v1/products", tag = "products", params(ProductQuery),
    responses((status = 200, description = "OK", body = ProductPage)))]
async fn list_products(who: Who, Query(query): Query<ProductQuery>) -> Reply<ProductPage> {
    let query = catalog::ProductQuery {
        after: cursor::decode(query.after.as_deref())?,
        text: query.q.into(),
        category: query.category,
        filter: query.filter.unwrap_or(ProductFilter::All).into(),
        limit: query.limit.unwrap_or(PAGE),
    };
    who.ask(About::Catalog, move |app, door| app.products(door, &query).map(ProductPage::from)).await
}

/// One product.
#[utoipa::path(get, path = "/v1/products/{id}", tag = "products", params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = Product)))]
async fn get_product(who: Who, Path(id): Path<Uuid>) -> Reply<Product> {
    who.ask(About::Catalog, move |app, door| app.product(door, id).map(Product::from)).await
}

/// Adds a product.
#[utoipa::path(post, path = "/v1/products", tag = "products", request_body = ProductInput,
    responses((status = 200, description = "OK", body = Product)))]
async fn add_product(call: Mutation<ProductInput>) -> Reply<Product> {
    call.act(About::Catalog, |app, call, input| app.add_product(call, input.into()).map(Product::from)).await
}

/// Changes a product. A presentation no longer sent is no longer sold.
#[utoipa::path(post, path = "/v1/products/{id}/update", tag = "products", request_body = ProductInput,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = Product)))]
async fn update_product(Path(id): Path<Uuid>, call: Mutation<ProductInput>) -> Reply<Product> {
    call.act(About::Catalog, move |app, call, input| app.update_product(call, id, input.into()).map(Product::from)).await
}

/// Corrects a product's stock.
#[utoipa::path(post, path = "/v1/products/{id}/adjust", tag = "products", request_body = AdjustInput,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = Product)))]
async fn adjust_product(Path(id): Path<Uuid>, call: Mutation<AdjustInput>) -> Reply<Product> {
    call.act(About::Catalog, move |app, call, input| {
        app.adjust_stock(call, id, quantity(input.delta), &input.reason).map(Product::from)
    })
    .await
}

/// A product's kardex, newest first.
#[utoipa::path(get, path = "/v1/products/{id}/movements", tag = "products", params(("id" = Uuid, Path), AfterQuery),
    responses((status = 200, description = "OK", body = MovementPage)))]
async fn list_movements(who: Who, Path(id): Path<Uuid>, Query(query): Query<AfterQuery>) -> Reply<MovementPage> {
    let after = cursor::decode(query.after.as_deref())?;
    who.ask(About::Catalog, move |app, door| app.stock_movements(door, id, after, PAGE).map(MovementPage::from)).await
}

/// Every category.
#[utoipa::path(get, path = "/v1/categories", tag = "products",
    responses((status = 200, description = "OK", body = Vec<Category>)))]
async fn list_categories(who: Who) -> Reply<Vec<Category>> {
    who.ask(About::Catalog, |app, door| app.categories(door).map(list)).await
}

/// Adds a category, or finds the one of that name.
#[utoipa::path(post, path = "/v1/categories", tag = "products", request_body = CategoryInput,
    responses((status = 200, description = "OK", body = Vec<Category>)))]
async fn add_category(call: Mutation<CategoryInput>) -> Reply<Vec<Category>> {
    call.act(About::Catalog, |app, call, input| app.add_category(call, &input.name).map(list)).await
}
