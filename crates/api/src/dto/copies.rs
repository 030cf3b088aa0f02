//! Copies made by hand and by the till, and what is in one.

use std::path::PathBuf;

use caserita_app::{copies, model, ports};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{Text, instant, list, wire_enum};

wire_enum! {
    /// What the till made a copy for.
    CopyPurpose = model::Purpose { Daily, BeforeUpdate, Replaced }
}

wire_enum! {
    /// What a place is.
    PlaceKind = ports::PlaceKind { Removable, Documents, Downloads }
}

/// Every copy that is known of, the newest first. None of them holds the certificate or a password: those lie outside the
/// database.
#[derive(Serialize, ToSchema)]
pub(crate) struct Copies {
    pub kept: Vec<KeptCopy>,
    pub by_hand: Vec<HandCopy>,
    /// The one under way.
    pub running: Option<RunningCopy>,
}

/// A copy the till made for itself. It was verified when it was made.
#[derive(Serialize, ToSchema)]
pub(crate) struct KeptCopy {
    pub name: String,
    pub purpose: CopyPurpose,
    pub taken_at: DateTime<Utc>,
    pub bytes: u64,
}

/// A copy made by hand. It was verified where it was put.
#[derive(Serialize, ToSchema)]
pub(crate) struct HandCopy {
    pub path: String,
    pub taken_at: DateTime<Utc>,
    pub bytes: u64,
    pub sha256: String,
    /// Whether it is there to be read now, at its size.
    pub there: bool,
}

/// A copy under way.
#[derive(Serialize, ToSchema)]
pub(crate) struct RunningCopy {
    /// None: to be downloaded.
    pub folder: Option<String>,
    /// 0 to 100.
    pub percent: u8,
}

/// A folder to put a copy into.
#[derive(Serialize, ToSchema)]
pub(crate) struct Place {
    pub kind: PlaceKind,
    pub path: String,
    pub name: String,
    pub free: Option<u64>,
    pub total: Option<u64>,
}

/// Where to put a copy.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CopyInput {
    pub folder: Text,
}

/// Which copy: one of the till's own, a file of this computer, or one that was sent in.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(crate) enum CopySource {
    Kept(Text),
    File(Text),
    Sent(Uuid),
}

/// A copy to look into.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LookInput {
    pub source: CopySource,
}

/// A copy to go on with, and the PIN of who asks.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RestoreInput {
    pub source: CopySource,
    pub pin: Text,
}

/// A piece of a copy that is sent in, as base64.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PieceInput {
    pub id: Uuid,
    /// Where in the file it belongs.
    pub offset: u64,
    pub piece: String,
}

/// How far the file reaches: the next piece begins there.
#[derive(Serialize, ToSchema)]
pub(crate) struct PieceTaken {
    pub reached: u64,
}

/// What a copy holds, and what would be lost by going on with it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CopyLook {
    pub shop: String,
    pub ruc: Option<String>,
    pub till: Option<String>,
    /// The latest instant it knows of.
    pub latest: DateTime<Utc>,
    pub last_sale: Option<CopySale>,
    pub sales: i64,
    pub products: i64,
    pub customers: i64,
    pub documents: i64,
    pub bytes: u64,
    pub other_shop: bool,
    pub other_till: bool,
    pub lost_sales: i64,
    pub lost_documents: i64,
}

/// The newest sale of a copy.
#[derive(Serialize, ToSchema)]
pub(crate) struct CopySale {
    pub number: String,
    pub at: DateTime<Utc>,
}

/// How a restore goes on.
#[derive(Serialize, ToSchema)]
pub(crate) struct RestoreBegun {
    /// The till opens again over the copy by itself, as soon as what is under way ended; else the program's next start does
    /// it.
    pub reopening: bool,
}

impl From<copies::Copies> for Copies {
    fn from(copies: copies::Copies) -> Copies {
        Copies {
            kept: list(copies.kept),
            by_hand: copies.by_hand.into_iter().map(HandCopy::from).collect(),
            running: copies.running.map(|running| RunningCopy {
                folder: running.folder.map(|folder| folder.to_string_lossy().into_owned()),
                percent: running.percent,
            }),
        }
    }
}

impl From<model::KeptCopy> for KeptCopy {
    fn from(kept: model::KeptCopy) -> KeptCopy {
        let name = kept.copy.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let (purpose, taken_at) = (kept.purpose.into(), instant(kept.copy.taken_at));
        KeptCopy { name, purpose, taken_at, bytes: kept.copy.bytes }
    }
}

impl From<(model::HandCopy, bool)> for HandCopy {
    fn from((copy, there): (model::HandCopy, bool)) -> HandCopy {
        HandCopy {
            path: copy.path.to_string_lossy().into_owned(),
            taken_at: instant(copy.taken_at),
            bytes: copy.bytes,
            sha256: copy.sha256,
            there,
        }
    }
}

impl From<ports::Place> for Place {
    fn from(place: ports::Place) -> Place {
        let path = place.path.to_string_lossy().into_owned();
        Place { kind: place.kind.into(), path, name: place.name, free: place.free, total: place.total }
    }
}

impl From<CopySource> for copies::CopySource {
    fn from(source: CopySource) -> copies::CopySource {
        match source {
            CopySource::Kept(name) => copies::CopySource::Kept(name.into()),
            CopySource::File(path) => copies::CopySource::File(PathBuf::from(String::from(path))),
            CopySource::Sent(id) => copies::CopySource::Sent(id),
        }
    }
}

impl From<copies::CopyLook> for CopyLook {
    fn from(look: copies::CopyLook) -> CopyLook {
        let copies::CopyLook { facts, shop, other_shop, other_till, since } = look;
        CopyLook {
            shop: shop.trade_name,
            ruc: shop.ruc,
            latest: instant(facts.latest),
            last_sale: facts
                .last_sale
                .map(|sale| CopySale { number: model::full_number(&sale.series, sale.number), at: instant(sale.at) }),
            till: facts.till,
            sales: facts.sales,
            products: facts.products,
            customers: facts.customers,
            documents: facts.documents,
            bytes: facts.bytes,
            other_shop,
            other_till,
            lost_sales: since.sales,
            lost_documents: since.documents,
        }
    }
}
