//! What comes back after a sale.

use caserita_app::sales as app;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Text,
    cart::{DocKind, Tender},
    documents::DocRef,
    instant, quantity,
    session::Approval,
};

/// Something that came back.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaleRefund {
    pub id: Uuid,
    pub at: DateTime<Utc>,
    pub by: String,
    pub reason: String,
    pub tender: Tender,
    pub total: i64,
    /// What was handed over, after cash rounding.
    pub paid_back: i64,
    pub lines: Vec<RefundedLine>,
    /// The credit note.
    pub note: Option<DocRef>,
}

/// A line that came back, or a part of it.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefundedLine {
    pub line_no: i64,
    pub quantity: i64,
    pub amount: i64,
}

impl From<app::RefundDetail> for SaleRefund {
    fn from(detail: app::RefundDetail) -> SaleRefund {
        let refund = detail.refund;
        SaleRefund {
            id: refund.id,
            at: instant(refund.at),
            by: detail.by,
            reason: refund.reason,
            tender: refund.tender.into(),
            total: refund.total.cents(),
            paid_back: refund.paid_back.cents(),
            lines: refund
                .lines
                .iter()
                .map(|line| RefundedLine {
                    line_no: line.line_no,
                    quantity: line.quantity.thousandths(),
                    amount: (line.net + line.icbper).cents(),
                })
                .collect(),
            note: detail.note.as_ref().map(DocRef::from),
        }
    }
}

/// A line to take back.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReturnedLine {
    pub line_no: i64,
    pub quantity: i64,
    /// Whether it goes back on the shelf.
    pub restock: bool,
}

impl From<ReturnedLine> for app::Returned {
    fn from(line: ReturnedLine) -> app::Returned {
        app::Returned { line_no: line.line_no, quantity: quantity(line.quantity), restock: line.restock }
    }
}

/// A return.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefundInput {
    /// None: all that is left.
    pub lines: Vec<ReturnedLine>,
    /// How the money goes back.
    pub tender: Tender,
    pub reason: Text,
    pub approval: Option<Approval>,
}

/// A return to be asked about.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RefundQuoteInput {
    /// None: all that is left.
    pub lines: Vec<ReturnedLine>,
    pub tender: Tender,
}

/// What a return would come to.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefundQuote {
    pub total: i64,
    /// What is handed over, after cash rounding.
    pub paid_back: i64,
    /// The paper it takes; none when the sale had none that SUNAT knows.
    pub paper: Option<DocKind>,
    /// SUNAT's motive, in words.
    pub motive: String,
}

impl From<app::RefundQuote> for RefundQuote {
    fn from(quote: app::RefundQuote) -> RefundQuote {
        RefundQuote {
            total: quote.total.cents(),
            paid_back: quote.paid_back.cents(),
            paper: quote.paper.map(DocKind::from),
            motive: quote.motive.to_owned(),
        }
    }
}
