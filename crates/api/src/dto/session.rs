//! Who is at the till.

use caserita_app::session;
use caserita_domain::access;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Text, list, wire_enum};

wire_enum! {
    /// A person's place in the shop.
    Role = access::Role { Owner, Supervisor, Cashier, Technician }
}

wire_enum! {
    /// Something one may be allowed to do.
    Ability = access::Ability {
        Sell, OpenCash, CloseCash, SeeExpected, CashMovement, OpenDrawer, EditCatalog, AdjustStock, SeeSales, VoidSale,
        Reprint, EditSettings, EditUsers, EditPrinter, MoveData, BringLicence,
    }
}

impl Ability {
    /// As the wire says it.
    pub(crate) fn name(self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::String(name)) => name,
            _ => String::new(),
        }
    }
}

/// A second person's PIN, sent inside the call that needs it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Approval {
    pub user_id: Uuid,
    pub pin: Text,
}

impl From<Approval> for caserita_app::Approval {
    fn from(approval: Approval) -> caserita_app::Approval {
        caserita_app::Approval { user_id: approval.user_id, pin: approval.pin.into() }
    }
}

/// Someone's PIN, to log in, unlock or switch.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LoginInput {
    pub user_id: Uuid,
    pub pin: Text,
}

/// A person as the login screen shows them.
#[derive(Serialize, ToSchema)]
pub(crate) struct UserTile {
    pub id: Uuid,
    pub name: String,
    pub role: Role,
    pub initials: String,
    /// Until when no PIN of theirs is tried.
    pub blocked_until: Option<DateTime<Utc>>,
}

impl From<session::Tile> for UserTile {
    fn from(tile: session::Tile) -> UserTile {
        UserTile {
            id: tile.user.id,
            name: tile.user.name,
            role: tile.user.role.into(),
            initials: tile.initials,
            blocked_until: tile.blocked_until,
        }
    }
}

/// What a screen must know before anything else.
#[derive(Serialize, ToSchema)]
pub(crate) struct Session {
    pub user: Option<UserTile>,
    pub locked: bool,
    pub abilities: Vec<Ability>,
    pub shop_name: String,
    pub till_name: String,
    pub demo: bool,
    pub business_date: NaiveDate,
    pub cash_open: bool,
    /// When the log was last written, if this computer's clock now says a much earlier time.
    pub clock_behind: Option<DateTime<Utc>>,
    /// The shop's own colour, `#rrggbb`.
    pub accent: Option<String>,
}

impl From<session::Session> for Session {
    fn from(session: session::Session) -> Session {
        Session {
            user: session.user.map(UserTile::from),
            locked: session.locked,
            abilities: list(session.abilities),
            shop_name: session.shop_name,
            till_name: session.till_name,
            demo: session.demo,
            business_date: session.business_date,
            cash_open: session.cash_open,
            clock_behind: session.clock_behind,
            accent: session.accent,
        }
    }
}
