//! What is on the wire, one file per noun. Amounts are integer céntimos, quantities integer thousandths, percentages
//! integer basis points. The types of the rooms below never derive a schema; they are converted here.

pub(crate) mod cart;
pub(crate) mod cash;
pub(crate) mod charges;
pub(crate) mod copies;
pub(crate) mod customers;
pub(crate) mod documents;
pub(crate) mod exports;
pub(crate) mod fiscal;
pub(crate) mod health;
pub(crate) mod held;
pub(crate) mod licence;
pub(crate) mod printing;
pub(crate) mod problem;
pub(crate) mod products;
pub(crate) mod refunds;
pub(crate) mod sales;
pub(crate) mod search;
pub(crate) mod session;
pub(crate) mod settings;
pub(crate) mod text;
pub(crate) mod users;

use caserita_money::{Money, Percent, Quantity};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub(crate) use text::Text;

/// Nothing to say.
#[derive(Deserialize, Serialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Empty {}

pub(crate) fn money(cents: i64) -> Money {
    Money::from_cents(cents)
}

pub(crate) fn quantity(thousandths: i64) -> Quantity {
    Quantity::from_thousandths(thousandths)
}

pub(crate) fn percent(basis_points: i32) -> Percent {
    Percent::from_basis_points(basis_points)
}

/// An instant from milliseconds UTC.
pub(crate) fn instant(millis: i64) -> DateTime<Utc> {
    DateTime::from_timestamp_millis(millis).unwrap_or_default()
}

/// Many of them.
pub(crate) fn list<T, D: From<T>>(items: Vec<T>) -> Vec<D> {
    items.into_iter().map(D::from).collect()
}

/// Writes an enum of the wire and its conversions, each variant once.
macro_rules! wire_enum {
    ($(#[$doc:meta])* $name:ident = $inner:path { $($variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize, utoipa::ToSchema)]
        #[serde(rename_all = "snake_case")]
        pub(crate) enum $name { $($variant),+ }

        impl From<$inner> for $name {
            fn from(inner: $inner) -> $name {
                use $inner as Inner;
                match inner { $(Inner::$variant => $name::$variant),+ }
            }
        }

        impl From<$name> for $inner {
            fn from(outer: $name) -> $inner {
                use $inner as Inner;
                match outer { $($name::$variant => Inner::$variant),+ }
            }
        }
    };
}
pub(crate) use wire_enum;
