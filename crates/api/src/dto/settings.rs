//! Shop, till and ceilings.

use caserita_app::settings as app;
use caserita_domain::access;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Text, money, percent, session::Role, text::maybe};

/// The largest whole number a browser keeps exactly: 2^53 − 1. «No ceiling» is shown as this.
const LARGEST: i64 = (1 << 53) - 1;

/// The shop as its papers and screens show it.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Shop {
    pub trade_name: Text,
    pub legal_name: Option<Text>,
    pub ruc: Option<Text>,
    pub address: Option<Text>,
    pub phone: Option<Text>,
    pub receipt_message: Option<Text>,
    /// `#rrggbb`.
    pub accent: Option<Text>,
    /// PNG as base64.
    pub logo_png: Option<String>,
}

impl From<app::Shop> for Shop {
    fn from(shop: app::Shop) -> Shop {
        Shop {
            trade_name: shop.trade_name.into(),
            legal_name: shop.legal_name.map(Text::from),
            ruc: shop.ruc.map(Text::from),
            address: shop.address.map(Text::from),
            phone: shop.phone.map(Text::from),
            receipt_message: shop.receipt_message.map(Text::from),
            accent: shop.accent.map(Text::from),
            logo_png: shop.logo_png,
        }
    }
}

impl From<Shop> for app::Shop {
    fn from(shop: Shop) -> app::Shop {
        app::Shop {
            trade_name: shop.trade_name.into(),
            legal_name: maybe(shop.legal_name),
            ruc: maybe(shop.ruc),
            address: maybe(shop.address),
            phone: maybe(shop.phone),
            receipt_message: maybe(shop.receipt_message),
            accent: maybe(shop.accent),
            logo_png: shop.logo_png,
            ..app::Shop::default()
        }
    }
}

/// The till as its settings show it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Till {
    pub id: Uuid,
    pub name: String,
    /// Of its notas de venta.
    pub series: String,
    pub next_number: i64,
}

impl From<app::TillSettings> for Till {
    fn from(till: app::TillSettings) -> Till {
        Till { id: till.id, name: till.name, series: till.series, next_number: till.next_number }
    }
}

/// The till's name.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct TillInput {
    pub name: Text,
}

/// How far a role goes alone.
#[derive(Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Ceiling {
    pub role: Role,
    pub discount: i32,
    pub price_drop: i32,
    pub void_amount: i64,
    pub cash_out: i64,
}

impl From<access::Ceiling> for Ceiling {
    fn from(ceiling: access::Ceiling) -> Ceiling {
        Ceiling {
            role: ceiling.role.into(),
            discount: ceiling.discount.basis_points(),
            price_drop: ceiling.price_drop.basis_points(),
            void_amount: ceiling.void_amount.cents().min(LARGEST),
            cash_out: ceiling.cash_out.cents().min(LARGEST),
        }
    }
}

impl From<Ceiling> for access::Ceiling {
    fn from(ceiling: Ceiling) -> access::Ceiling {
        access::Ceiling {
            role: ceiling.role.into(),
            discount: percent(ceiling.discount),
            price_drop: percent(ceiling.price_drop),
            void_amount: money(ceiling.void_amount),
            cash_out: money(ceiling.cash_out),
        }
    }
}
