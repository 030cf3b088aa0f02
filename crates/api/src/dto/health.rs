//! Health, first start and recovery.

use caserita_app::{model, setup};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Text, instant, text::maybe};

/// How the till stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum HealthState {
    Ready,
    /// Nobody set it up yet.
    Setup,
    /// The file failed its check.
    Damaged,
    /// A newer program wrote the file.
    Newer,
    /// The update could not be prepared.
    MigrationFailed,
    /// Another till runs on this folder.
    Locked,
    /// The folder cannot be used.
    Unusable,
}

/// Whether the till can be used, and the way back when not.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    pub state: HealthState,
    pub version: String,
    /// For a technician; a problem code when the state is `locked` or `unusable`, or the running store met damage.
    pub detail: Option<String>,
    pub last_copy: Option<LastCopy>,
}

/// A verified copy.
#[derive(Serialize, ToSchema)]
pub(crate) struct LastCopy {
    pub taken_at: DateTime<Utc>,
    pub bytes: u64,
}

impl From<&model::VerifiedCopy> for LastCopy {
    fn from(copy: &model::VerifiedCopy) -> LastCopy {
        LastCopy { taken_at: instant(copy.taken_at), bytes: copy.bytes }
    }
}

/// Which copy to bring back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RecoveryInput {
    /// One that was sent in; none: the till's last one.
    pub sent: Option<Uuid>,
}

/// What the first screen asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct SetupInput {
    pub trade_name: Text,
    pub ruc: Option<Text>,
    pub legal_name: Option<Text>,
    pub owner_name: Text,
    pub pin: Text,
    /// Whether to stock the demo shop.
    pub demo: bool,
}

impl From<SetupInput> for setup::SetupInput {
    fn from(input: SetupInput) -> setup::SetupInput {
        setup::SetupInput {
            trade_name: input.trade_name.into(),
            ruc: maybe(input.ruc),
            legal_name: maybe(input.legal_name),
            owner_name: input.owner_name.into(),
            pin: input.pin.into(),
            demo: input.demo,
        }
    }
}
