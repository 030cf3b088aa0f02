//! Customers.

use caserita_app::{customers as app, model};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Text, cart::IdentityType, text::maybe};

/// Whom to look for: by number, name, alias or phone.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerQuery {
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub q: Text,
    pub limit: Option<i64>,
}

/// What a cashier types about a customer.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CustomerInput {
    pub doc_type: IdentityType,
    pub doc_number: Option<Text>,
    pub name: Text,
    /// What the neighbourhood calls them.
    pub alias: Option<Text>,
    pub phone: Option<Text>,
    pub address: Option<Text>,
    pub email: Option<Text>,
}

impl From<CustomerInput> for app::CustomerInput {
    fn from(input: CustomerInput) -> app::CustomerInput {
        app::CustomerInput {
            doc_type: input.doc_type.into(),
            doc_number: maybe(input.doc_number),
            name: input.name.into(),
            alias: maybe(input.alias),
            phone: maybe(input.phone),
            address: maybe(input.address),
            email: maybe(input.email),
        }
    }
}

/// Someone who buys.
#[derive(Serialize, ToSchema)]
pub(crate) struct Customer {
    pub id: Uuid,
    pub doc_type: IdentityType,
    pub doc_number: Option<String>,
    pub name: String,
    pub alias: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub email: Option<String>,
}

impl From<model::Customer> for Customer {
    fn from(customer: model::Customer) -> Customer {
        let model::Customer { id, doc_type, doc_number, name, alias, phone, address, email } = customer;
        Customer { id, doc_type: doc_type.into(), doc_number, name, alias, phone, address, email }
    }
}
