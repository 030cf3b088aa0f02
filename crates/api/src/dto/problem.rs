//! Refusals.

use std::collections::BTreeMap;

use serde::Serialize;
use utoipa::ToSchema;

/// A figure or a name for the text of a refusal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub(crate) enum Arg {
    Text(String),
    Number(i64),
}

impl From<String> for Arg {
    fn from(text: String) -> Arg {
        Arg::Text(text)
    }
}

impl From<i64> for Arg {
    fn from(number: i64) -> Arg {
        Arg::Number(number)
    }
}

/// Why a call was refused. What a person reads is looked up from `code`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub(crate) struct Problem {
    pub code: String,
    pub args: BTreeMap<String, Arg>,
    /// Names the log line of an `internal` failure.
    pub support_id: Option<String>,
}

impl Problem {
    /// A problem known by its code alone.
    pub(crate) fn plain(code: String) -> Problem {
        Problem { code, args: BTreeMap::new(), support_id: None }
    }
}
