//! The people of the shop.

use caserita_app::model;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Text, session::Role};

/// A person.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserRow {
    pub id: Uuid,
    pub name: String,
    pub role: Role,
    /// Whether they may log in.
    pub active: bool,
}

impl From<model::User> for UserRow {
    fn from(user: model::User) -> UserRow {
        UserRow { id: user.id, name: user.name, role: user.role.into(), active: user.active }
    }
}

/// A new person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserInput {
    pub name: Text,
    pub role: Role,
    pub pin: Text,
}

/// What changes about a person.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserUpdate {
    pub name: Text,
    pub role: Role,
    pub active: bool,
}

/// A new PIN.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PinInput {
    pub pin: Text,
}
