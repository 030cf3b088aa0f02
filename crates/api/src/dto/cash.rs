//! The drawer's day.

use caserita_app::{cash as app, model};
use caserita_domain::{
    cash::{self, DENOMINATIONS},
    document::full_number,
};
use caserita_money::Money;
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use super::{
    Text,
    cart::{DocKind, Pieces, Tender},
    instant, list, money,
    session::Approval,
    text::maybe,
    wire_enum,
};
use crate::cursor;

wire_enum! {
    /// Ingreso or retiro.
    MovementKind = cash::MovementKind { Income, Withdrawal }
}

/// Cash put in or taken out.
#[derive(Serialize, ToSchema)]
pub(crate) struct CashMovement {
    pub id: Uuid,
    pub kind: MovementKind,
    pub amount: i64,
    pub reason: String,
    pub by: String,
    pub approved_by: Option<String>,
    pub at: DateTime<Utc>,
}

impl From<app::NamedMovement> for CashMovement {
    fn from(movement: app::NamedMovement) -> CashMovement {
        CashMovement {
            id: movement.id,
            kind: movement.kind.into(),
            amount: movement.amount.cents(),
            reason: movement.reason,
            by: movement.by,
            approved_by: movement.approved_by,
            at: movement.at,
        }
    }
}

/// The open session.
#[derive(Serialize, ToSchema)]
pub(crate) struct OpenSession {
    pub id: Uuid,
    pub opened_at: DateTime<Utc>,
    pub opened_by: String,
    pub float: i64,
    /// Sales that stand.
    pub sales: i64,
    /// Carts on hold.
    pub held: i64,
    pub business_date: NaiveDate,
}

impl From<app::OpenSession> for OpenSession {
    fn from(session: app::OpenSession) -> OpenSession {
        OpenSession {
            id: session.id,
            opened_at: session.opened_at,
            opened_by: session.opened_by,
            float: session.float.cents(),
            sales: session.sales,
            held: session.held,
            business_date: session.business_date,
        }
    }
}

/// The cash screen.
#[derive(Serialize, ToSchema)]
pub(crate) struct CashState {
    pub session: Option<OpenSession>,
    /// Of the open session, newest first.
    pub movements: Vec<CashMovement>,
    /// Notes and coins in circulation, largest first.
    pub denominations: Vec<i64>,
    pub last_close: Option<CloseRow>,
}

impl From<app::CashState> for CashState {
    fn from(state: app::CashState) -> CashState {
        CashState {
            session: state.session.map(OpenSession::from),
            movements: list(state.movements),
            denominations: DENOMINATIONS.into_iter().map(Money::cents).collect(),
            last_close: state.last_close.map(CloseRow::from),
        }
    }
}

/// Cash in the drawer at the start.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct OpenCashInput {
    pub float: i64,
    /// Only to take back what was sold; possible in every state of the licence.
    #[serde(default)]
    pub returns_only: bool,
}

/// Cash to put in or take out.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CashMovementInput {
    pub kind: MovementKind,
    pub amount: i64,
    pub reason: Text,
    pub approval: Option<Approval>,
}

/// Counted notes and coins.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CountInput {
    pub counts: Vec<Pieces>,
}

/// What they are worth.
#[derive(Serialize, ToSchema)]
pub(crate) struct Counted {
    pub counted: i64,
}

/// What the closer counted and decided.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CloseInput {
    pub counts: Vec<Pieces>,
    pub left_float: i64,
    pub note: Option<Text>,
    pub print: bool,
}

impl From<CloseInput> for app::CloseInput {
    fn from(input: CloseInput) -> app::CloseInput {
        app::CloseInput {
            counts: list(input.counts),
            left_float: money(input.left_float),
            note: maybe(input.note),
            print: input.print,
        }
    }
}

/// A Z in the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct CloseRow {
    pub z_number: i64,
    pub closed_at: DateTime<Utc>,
    pub closed_by: String,
    pub business_date: NaiveDate,
    pub sales: i64,
    pub total: i64,
    /// Counted less expected.
    pub difference: i64,
}

impl From<(model::CashClose, String)> for CloseRow {
    fn from((close, closed_by): (model::CashClose, String)) -> CloseRow {
        CloseRow {
            z_number: close.z_number,
            closed_at: instant(close.closed_at),
            closed_by,
            business_date: close.business_date,
            sales: close.sales,
            total: close.total.cents(),
            difference: close.difference.cents(),
        }
    }
}

/// A page of Zs, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct ClosePage {
    pub rows: Vec<CloseRow>,
    pub next: Option<String>,
}

impl From<model::Page<(model::CashClose, String)>> for ClosePage {
    fn from(page: model::Page<(model::CashClose, String)>) -> ClosePage {
        ClosePage { rows: list(page.rows), next: page.next.as_ref().map(cursor::encode) }
    }
}

/// What a tender brought.
#[derive(Serialize, ToSchema)]
pub(crate) struct TenderFigure {
    pub tender: Tender,
    pub amount: i64,
    pub count: i64,
}

impl From<app::TenderTotal> for TenderFigure {
    fn from(total: app::TenderTotal) -> TenderFigure {
        TenderFigure { tender: total.tender.into(), amount: total.amount.cents(), count: total.count }
    }
}

/// What was numbered in one series, voided or not.
#[derive(Serialize, ToSchema)]
pub(crate) struct SeriesFigure {
    pub kind: DocKind,
    pub series: String,
    /// First number, whole: `B001-00000101`.
    pub first: String,
    /// Last number.
    pub last: String,
    pub count: i64,
}

impl From<app::SeriesFigure> for SeriesFigure {
    fn from(of: app::SeriesFigure) -> SeriesFigure {
        SeriesFigure {
            kind: of.kind.into(),
            first: full_number(&of.series, of.first),
            last: full_number(&of.series, of.last),
            series: of.series,
            count: of.count,
        }
    }
}

/// What a person sold.
#[derive(Serialize, ToSchema)]
pub(crate) struct CashierFigure {
    pub name: String,
    pub sales: i64,
    pub total: i64,
}

impl From<app::CashierTotal> for CashierFigure {
    fn from(total: app::CashierTotal) -> CashierFigure {
        CashierFigure { name: total.name, sales: total.sales, total: total.total.cents() }
    }
}

/// X or Z.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ReportKind {
    X,
    Z,
}

/// The figures of a session.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportFigures {
    pub kind: ReportKind,
    pub z_number: Option<i64>,
    pub till_name: String,
    pub opened_at: DateTime<Utc>,
    pub opened_by: String,
    pub closed_at: Option<DateTime<Utc>>,
    pub closed_by: Option<String>,
    pub business_date: NaiveDate,
    /// First number given out, in a Z from before series were told apart.
    pub first_number: Option<String>,
    /// See `first_number`.
    pub last_number: Option<String>,
    /// What was numbered, by series.
    pub series: Vec<SeriesFigure>,
    pub sales: i64,
    pub gross: i64,
    pub discounts: i64,
    pub rounding: i64,
    pub total: i64,
    pub voids: i64,
    pub voided: i64,
    /// Returns of sales.
    pub refunds: i64,
    /// Handed back for them, by any tender.
    pub refunded: i64,
    /// Of it, in cash.
    pub cash_refunded: i64,
    /// Charges on sales of before.
    pub charges: i64,
    /// Taken for them, by any tender.
    pub charged: i64,
    /// Of it, in cash.
    pub cash_charged: i64,
    pub taxable: i64,
    pub exempt: i64,
    pub unaffected: i64,
    pub igv: i64,
    pub icbper: i64,
    pub tenders: Vec<TenderFigure>,
    pub float: i64,
    pub income: i64,
    pub withdrawals: i64,
    pub change_given: i64,
    pub drawer_openings: i64,
    pub reprints: i64,
    pub expected_cash: Option<i64>,
    pub counted_cash: Option<i64>,
    pub difference: Option<i64>,
    pub counts: Vec<Pieces>,
    pub left_float: Option<i64>,
    pub deposit: Option<i64>,
    pub note: Option<String>,
    pub by_cashier: Vec<CashierFigure>,
}

impl From<app::Figures> for ReportFigures {
    fn from(figures: app::Figures) -> ReportFigures {
        ReportFigures {
            kind: if figures.z_number.is_some() { ReportKind::Z } else { ReportKind::X },
            z_number: figures.z_number,
            till_name: figures.till_name,
            opened_at: figures.opened_at,
            opened_by: figures.opened_by,
            closed_at: figures.closed_at,
            closed_by: figures.closed_by,
            business_date: figures.business_date,
            first_number: figures.first_number,
            last_number: figures.last_number,
            series: list(figures.series),
            sales: figures.sales,
            gross: figures.gross.cents(),
            discounts: figures.discounts.cents(),
            rounding: figures.rounding.cents(),
            total: figures.total.cents(),
            voids: figures.voids,
            voided: figures.voided.cents(),
            refunds: figures.refunds,
            refunded: figures.refunded.cents(),
            cash_refunded: figures.cash_refunded.cents(),
            charges: figures.charges,
            charged: figures.charged.cents(),
            cash_charged: figures.cash_charged.cents(),
            taxable: figures.taxable.cents(),
            exempt: figures.exempt.cents(),
            unaffected: figures.unaffected.cents(),
            igv: figures.igv.cents(),
            icbper: figures.icbper.cents(),
            tenders: list(figures.tenders),
            float: figures.float.cents(),
            income: figures.income.cents(),
            withdrawals: figures.withdrawals.cents(),
            change_given: figures.change_given.cents(),
            drawer_openings: figures.drawer_openings,
            reprints: figures.reprints,
            expected_cash: Some(figures.expected_cash.cents()),
            counted_cash: figures.counted_cash.map(Money::cents),
            difference: figures.difference.map(Money::cents),
            counts: list(figures.counts),
            left_float: figures.left_float.map(Money::cents),
            deposit: figures.deposit.map(Money::cents),
            note: figures.note,
            by_cashier: list(figures.by_cashier),
        }
    }
}
