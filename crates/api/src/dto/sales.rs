//! Paid sales.

use axum::{
    http::header,
    response::{IntoResponse, Response},
};
use caserita_app::{model, sales as app};
use caserita_domain::document::full_number;
use caserita_money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Text,
    cart::{CartTotals, CustomerRef, DocKind, TaxClass, Tender},
    charges::SaleCharge,
    documents::{DocLight, DocRef},
    instant, list,
    printing::{Columns, PrintState},
    refunds::SaleRefund,
    session::Approval,
};
use crate::{
    cursor,
    refusal::{About, code},
};

/// Which sales to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum SaleState {
    #[default]
    All,
    Paid,
    Voided,
}

/// What to list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct SaleQuery {
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub q: Text,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    #[param(inline)]
    pub state: Option<SaleState>,
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl From<SaleQuery> for app::SaleQuery {
    fn from(query: SaleQuery) -> app::SaleQuery {
        let voided = match query.state.unwrap_or_default() {
            SaleState::All => None,
            SaleState::Paid => Some(false),
            SaleState::Voided => Some(true),
        };
        app::SaleQuery { text: query.q.into(), from: query.from, to: query.to, voided }
    }
}

/// A sale in the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaleRow {
    pub id: Uuid,
    pub number: String,
    pub at: DateTime<Utc>,
    /// After cash rounding.
    pub total: i64,
    pub lines: i64,
    pub cashier: String,
    pub customer: Option<String>,
    pub tenders: Vec<Tender>,
    pub voided: bool,
    /// Copies printed.
    pub printed: i64,
    pub print_state: Option<PrintState>,
    pub doc_kind: DocKind,
    /// How its electronic document stands; none when it has none.
    pub light: Option<DocLight>,
}

impl From<(model::SaleListRow, Option<model::PrintJob>)> for SaleRow {
    fn from((row, job): (model::SaleListRow, Option<model::PrintJob>)) -> SaleRow {
        SaleRow {
            id: row.id,
            number: full_number(&row.series, row.number),
            at: instant(row.at),
            total: row.total.cents(),
            lines: row.lines,
            cashier: row.cashier,
            customer: row.customer,
            tenders: list(row.tenders),
            voided: row.voided,
            printed: row.reprints,
            print_state: job.map(|job| job.state.into()),
            doc_kind: row.doc_kind.into(),
            light: row.doc_state.map(|state| DocLight::of(state, row.voided && state.stands())),
        }
    }
}

/// A page of sales, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct SalePage {
    pub rows: Vec<SaleRow>,
    pub next: Option<String>,
}

impl From<model::Page<(model::SaleListRow, Option<model::PrintJob>)>> for SalePage {
    fn from(page: model::Page<(model::SaleListRow, Option<model::PrintJob>)>) -> SalePage {
        SalePage { rows: list(page.rows), next: page.next.as_ref().map(cursor::encode) }
    }
}

/// One line of a sale.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaleLine {
    pub line_no: i64,
    pub name: String,
    pub detail: String,
    pub unit: String,
    pub quantity: i64,
    pub unit_price: i64,
    pub gross: i64,
    pub discount: i64,
    /// After its own discount, without ICBPER.
    pub amount: i64,
    pub tax_class: TaxClass,
    pub igv: i64,
    pub icbper: i64,
    pub discount_reason: Option<String>,
    /// Whose PIN allowed its discount or price.
    pub approved_by: Option<String>,
    /// How much of it can still come back.
    pub left: i64,
}

impl From<(model::SaleLine, Option<String>, i64)> for SaleLine {
    fn from((line, approved_by, left): (model::SaleLine, Option<String>, i64)) -> SaleLine {
        SaleLine {
            line_no: line.line_no,
            amount: (line.gross - line.discount).cents(),
            name: line.name,
            detail: line.detail,
            unit: line.unit,
            quantity: line.quantity.thousandths(),
            unit_price: line.unit_price.cents(),
            gross: line.gross.cents(),
            discount: line.discount.cents(),
            tax_class: line.tax_class.into(),
            igv: line.igv.cents(),
            icbper: line.icbper.cents(),
            discount_reason: line.discount_reason.or(line.price_reason),
            approved_by,
            left,
        }
    }
}

/// One tender of a sale.
#[derive(Serialize, ToSchema)]
pub(crate) struct SalePayment {
    pub tender: Tender,
    pub amount: i64,
    /// Cash handed over.
    pub received: Option<i64>,
    /// Cash handed back.
    pub change: Option<i64>,
    pub operation_code: Option<String>,
}

impl From<model::Payment> for SalePayment {
    fn from(payment: model::Payment) -> SalePayment {
        SalePayment {
            tender: payment.tender.into(),
            amount: payment.amount.cents(),
            received: payment.received.map(Money::cents),
            change: payment.change.map(Money::cents),
            operation_code: payment.operation_code,
        }
    }
}

/// How a sale was undone.
#[derive(Serialize, ToSchema)]
pub(crate) struct SaleVoid {
    pub at: DateTime<Utc>,
    pub by: String,
    pub approved_by: Option<String>,
    pub reason: String,
}

impl From<app::Voided> for SaleVoid {
    fn from(void: app::Voided) -> SaleVoid {
        SaleVoid { at: void.at, by: void.by, approved_by: void.approved_by, reason: void.reason }
    }
}

/// One sale.
#[derive(Serialize, ToSchema)]
pub(crate) struct Sale {
    pub id: Uuid,
    pub number: String,
    pub doc_kind: DocKind,
    pub at: DateTime<Utc>,
    pub business_date: NaiveDate,
    pub till: String,
    pub cashier: String,
    pub customer: Option<CustomerRef>,
    pub lines: Vec<SaleLine>,
    pub totals: CartTotals,
    pub rounding: i64,
    pub payments: Vec<SalePayment>,
    pub change: i64,
    pub void: Option<SaleVoid>,
    pub can_void: bool,
    /// The code of why it cannot be voided.
    pub void_blocked: Option<String>,
    pub copies: i64,
    pub print_state: Option<PrintState>,
    /// Its electronic document: the newest, when it was issued anew.
    pub document: Option<DocRef>,
    /// What came back of it, oldest first.
    pub refunds: Vec<SaleRefund>,
    /// Whether anything of it can still come back.
    pub can_refund: bool,
    /// The code of why nothing can.
    pub refund_blocked: Option<String>,
    /// What was charged on it afterwards, oldest first.
    pub charges: Vec<SaleCharge>,
    /// Whether something can be charged on it.
    pub can_charge: bool,
    /// The code of why nothing can.
    pub charge_blocked: Option<String>,
}

impl From<app::SaleDetail> for Sale {
    fn from(detail: app::SaleDetail) -> Sale {
        let sale = detail.sale;
        Sale {
            id: sale.id,
            number: sale.full_number(),
            doc_kind: sale.doc_kind.into(),
            at: instant(sale.at),
            business_date: sale.business_date,
            till: detail.till,
            cashier: detail.cashier,
            customer: sale.customer.map(CustomerRef::from),
            totals: CartTotals::of(&sale.totals, sale.igv_rate, sale.lines.len()),
            lines: sale
                .lines
                .into_iter()
                .zip(detail.approvers)
                .map(|(line, approver)| {
                    let left = detail.left.get(&line.line_no).map_or(0, |left| left.thousandths());
                    SaleLine::from((line, approver, left))
                })
                .collect(),
            rounding: sale.rounding.cents(),
            change: sale.payments.iter().filter_map(|payment| payment.change).sum::<Money>().cents(),
            payments: list(sale.payments),
            void: detail.void.map(SaleVoid::from),
            can_void: detail.void_blocked.is_none(),
            void_blocked: detail.void_blocked.map(|error| code(About::Sale, &error).as_str().to_owned()),
            copies: detail.copies,
            print_state: detail.job.map(|job| job.state.into()),
            document: detail.document.as_ref().map(DocRef::from),
            refunds: list(detail.refunds),
            can_refund: detail.refund_blocked.is_none(),
            refund_blocked: detail.refund_blocked.map(|error| code(About::Sale, &error).as_str().to_owned()),
            charges: list(detail.charges),
            can_charge: detail.charge_blocked.is_none(),
            charge_blocked: detail.charge_blocked.map(|error| code(About::Sale, &error).as_str().to_owned()),
        }
    }
}

/// Why a sale is undone, and the PIN that allows it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VoidInput {
    pub reason: Text,
    pub approval: Option<Approval>,
}

/// How wide to lay a ticket out.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct TicketQuery {
    #[param(inline)]
    pub columns: Option<Columns>,
}

/// One row of a ticket.
#[derive(Serialize, ToSchema)]
pub(crate) struct PreviewRow {
    pub text: String,
    pub bold: bool,
    pub tall: bool,
    pub center: bool,
}

/// A ticket as the screen shows it.
#[derive(Serialize, ToSchema)]
pub(crate) struct TicketPreview {
    pub columns: u8,
    pub rows: Vec<PreviewRow>,
    /// The ticket's code as SVG.
    pub qr: Option<String>,
}

impl From<model::Preview> for TicketPreview {
    fn from(preview: model::Preview) -> TicketPreview {
        let row = |row: model::PreviewRow| PreviewRow { text: row.text, bold: row.bold, tall: row.tall, center: row.center };
        TicketPreview { columns: preview.columns, rows: preview.rows.into_iter().map(row).collect(), qr: preview.qr_svg }
    }
}

/// A ticket as a PDF.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(crate) struct Pdf(pub Vec<u8>);

impl IntoResponse for Pdf {
    fn into_response(self) -> Response {
        ([(header::CONTENT_TYPE, "application/pdf")], self.0).into_response()
    }
}
