//! Customers.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::Routes;
use crate::{
    dto::{
        customers::{Customer, CustomerInput, CustomerQuery},
        list,
    },
    extract::{Mutation, Path, Query, Reply, Who},
    refusal::About,
};

const PAGE: i64 = 20;

pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(list_customers, add_customer)).routes(routes!(update_customer))
}

/// Customers found by number, name, alias or phone; the newest when nothing is asked.
#[utoipa::path(get, path = "/v1/customers", tag = "customers", params(CustomerQuery),
    responses((status = 200, description = "OK", body = Vec<Customer>)))]
async fn list_customers(who: Who, Query(query): Query<CustomerQuery>) -> Reply<Vec<Customer>> {
    who.ask(About::Customer, move |app, door| app.customers(door, &query.q, query.limit.unwrap_or(PAGE)).map(list)).await
}

/// Adds a customer.
#[utoipa::path(post, path = "/v1/customers", tag = "customers", request_body = CustomerInput,
    responses((status = 200, description = "OK", body = Customer)))]
async fn add_customer(call: Mutation<CustomerInput>) -> Reply<Customer> {
    call.act(About::Customer, |app, call, input| app.add_customer(call, input.into()).map(Customer::from)).await
}

/// Changes a customer.
#[utoipa::path(post, path = "/v1/customers/{id}/update", tag = "customers", request_body = CustomerInput,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = Customer)))]
async fn update_customer(Path(id): Path<Uuid>, call: Mutation<CustomerInput>) -> Reply<Customer> {
    call.act(About::Customer, move |app, call, input| app.update_customer(call, id, input.into()).map(Customer::from)).await
}
