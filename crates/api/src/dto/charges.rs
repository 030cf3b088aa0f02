//! What is charged on a sale afterwards.

use caserita_app::sales as app;
use caserita_domain::charge;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Text,
    cart::{TaxClass, Tender},
    documents::DocRef,
    instant, money,
    session::Approval,
    wire_enum,
};

wire_enum! {
    /// What a charge is for.
    ChargeReason = charge::ChargeKind { Interest, Increase, Penalty }
}

/// Something that was charged on a sale afterwards.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaleCharge {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason_code: ChargeReason,
    pub reason: String,
    pub tender: Tender,
    pub tax_class: TaxClass,
    /// IGV in `total`.
    pub igv: i64,
    pub total: i64,
    /// What was taken, after cash rounding.
    pub paid: i64,
    /// The debit note.
    pub note: Option<DocRef>,
}

impl From<app::ChargeDetail> for SaleCharge {
    fn from(detail: app::ChargeDetail) -> SaleCharge {
        let charge = detail.charge;
        SaleCharge {
            id: charge.id,
            at: instant(charge.at),
            by: detail.by,
            reason_code: charge.kind.into(),
            reason: charge.reason,
            tender: charge.tender.into(),
            tax_class: charge.tax_class.into(),
            igv: charge.igv.cents(),
            total: charge.total.cents(),
            paid: charge.paid.cents(),
            note: detail.note.as_ref().map(DocRef::from),
        }
    }
}

/// Something to charge on a sale.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ChargeInput {
    pub reason_code: ChargeReason,
    /// 1 to 250 letters.
    pub reason: Text,
    /// IGV included, at most S/ 100 000.
    pub amount: i64,
    /// How it is paid.
    pub tender: Tender,
    pub approval: Option<Approval>,
}

impl From<ChargeInput> for app::ChargeInput {
    fn from(input: ChargeInput) -> app::ChargeInput {
        app::ChargeInput {
            kind: input.reason_code.into(),
            reason: input.reason.into(),
            amount: money(input.amount),
            tender: input.tender.into(),
        }
    }
}
