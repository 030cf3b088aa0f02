//! Carts on hold.

use caserita_app::cart;
use chrono::{DateTime, Utc};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// A cart on hold.
#[derive(Serialize, ToSchema)]
pub(crate) struct HeldCart {
    pub id: Uuid,
    /// May be empty.
    pub name: String,
    pub total: i64,
    pub lines: usize,
    pub held_at: DateTime<Utc>,
    pub cashier: String,
}

impl From<cart::HeldCart> for HeldCart {
    fn from(held: cart::HeldCart) -> HeldCart {
        HeldCart {
            id: held.id,
            name: held.name,
            total: held.total.cents(),
            lines: held.lines,
            held_at: held.held_at,
            cashier: held.cashier,
        }
    }
}
