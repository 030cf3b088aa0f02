//! The figures of a session, read off its running totals: as quick after a thousand sales as after one.

use std::collections::HashMap;

use caserita_domain::{
    cash::{Pieces, expected_cash},
    document::DocKind,
    payment::Tender,
};
use caserita_money::Money;
use caserita_store::{CashSession, Reader, SeriesNumbers};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::open::name;
use crate::{Result, till::instant};

/// What a tender brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderTotal {
    /// Which.
    pub tender: Tender,
    /// How much, voids taken out.
    pub amount: Money,
    /// How many payments.
    pub count: i64,
}

/// What was numbered in one series, voided or not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeriesFigure {
    /// Kind of its documents.
    pub kind: DocKind,
    /// Series.
    pub series: String,
    /// First number.
    pub first: i64,
    /// Last number.
    pub last: i64,
    /// How many.
    pub count: i64,
}

impl From<SeriesNumbers> for SeriesFigure {
    fn from(of: SeriesNumbers) -> SeriesFigure {
        SeriesFigure { kind: of.kind, series: of.series, first: of.first, last: of.last, count: of.count }
    }
}

/// What a person sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashierTotal {
    /// Who.
    pub name: String,
    /// Sales that stand.
    pub sales: i64,
    /// What they came to.
    pub total: Money,
}

/// An X, or a Z once the closing fields are filled in. Stored whole with the Z, so that it reads the same for ever.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// The Z's number; none in an X.
    pub z_number: Option<i64>,
    /// The till.
    pub till_name: String,
    /// Session opened.
    pub opened_at: DateTime<Utc>,
    /// By whom.
    pub opened_by: String,
    /// Session closed.
    pub closed_at: Option<DateTime<Utc>>,
    /// By whom.
    pub closed_by: Option<String>,
    /// Business day it was opened on.
    pub business_date: NaiveDate,
    /// First number given out, in a Z from before series were told apart.
    #[serde(default)]
    pub first_number: Option<String>,
    /// Last number given out; see `first_number`.
    #[serde(default)]
    pub last_number: Option<String>,
    /// What was numbered, by series.
    #[serde(default)]
    pub series: Vec<SeriesFigure>,
    /// Sales that stand.
    pub sales: i64,
    /// Before discounts.
    pub gross: Money,
    /// Discounts, positive.
    pub discounts: Money,
    /// Cash rounding, zero or negative.
    pub rounding: Money,
    /// What was taken for sales.
    pub total: Money,
    /// Voided sales.
    pub voids: i64,
    /// What they came to.
    pub voided: Money,
    /// Gravado base.
    pub taxable: Money,
    /// Exonerado.
    pub exempt: Money,
    /// Inafecto.
    pub unaffected: Money,
    /// IGV.
    pub igv: Money,
    /// ICBPER.
    pub icbper: Money,
    /// By tender, every tender listed.
    pub tenders: Vec<TenderTotal>,
    /// Cash at the start.
    pub float: Money,
    /// Ingresos.
    pub income: Money,
    /// Retiros, positive.
    pub withdrawals: Money,
    /// Returns of sales.
    #[serde(default)]
    pub refunds: i64,
    /// What was handed back for them, by any tender.
    #[serde(default)]
    pub refunded: Money,
    /// What of it was cash.
    #[serde(default)]
    pub cash_refunded: Money,
    /// Charges on sales of before.
    #[serde(default)]
    pub charges: i64,
    /// What was taken for them, by any tender.
    #[serde(default)]
    pub charged: Money,
    /// What of it was cash.
    #[serde(default)]
    pub cash_charged: Money,
    /// Change handed back, already inside the cash tender.
    pub change_given: Money,
    /// Drawer opened for no sale.
    pub drawer_openings: i64,
    /// Copies printed.
    pub reprints: i64,
    /// What should be in the drawer.
    pub expected_cash: Money,
    /// What was counted.
    pub counted_cash: Option<Money>,
    /// Counted less expected.
    pub difference: Option<Money>,
    /// The count by denomination.
    pub counts: Vec<Pieces>,
    /// Stays for the next session.
    pub left_float: Option<Money>,
    /// Is taken away.
    pub deposit: Option<Money>,
    /// What the closer wrote.
    pub note: Option<String>,
    /// By person.
    pub by_cashier: Vec<CashierTotal>,
}

impl Figures {
    /// The figures of a session so far.
    pub(crate) fn of(reader: &Reader<'_>, session: &CashSession) -> Result<Figures> {
        let totals = Totals::read(reader, session.id)?;
        let tenders: Vec<TenderTotal> = Tender::ALL
            .into_iter()
            .map(|tender| {
                let (amount, count) = totals.get(&format!("tender.{}", tender.as_str()));
                TenderTotal { tender, amount, count }
            })
            .collect();
        let (income, withdrawals) = (totals.amount("income"), totals.amount("withdrawal"));
        let (cash_refunded, cash_charged) = (totals.amount("refund.cash"), totals.amount("charge.cash"));
        let cash = totals.amount("tender.cash") - cash_refunded + cash_charged;
        Ok(Figures {
            z_number: None,
            till_name: reader.till(session.till_id)?.map(|till| till.name).unwrap_or_default(),
            opened_at: instant(session.opened_at),
            opened_by: name(reader, session.opened_by)?,
            closed_at: None,
            closed_by: None,
            business_date: session.business_date,
            first_number: None,
            last_number: None,
            series: reader.session_numbers(session)?.into_iter().map(SeriesFigure::from).collect(),
            sales: totals.get("sales").1,
            gross: totals.amount("gross"),
            discounts: totals.amount("discounts"),
            rounding: totals.amount("rounding"),
            total: totals.amount("sales"),
            voids: totals.get("voids").1,
            voided: totals.amount("voids"),
            taxable: totals.amount("taxable"),
            exempt: totals.amount("exempt"),
            unaffected: totals.amount("unaffected"),
            igv: totals.amount("igv"),
            icbper: totals.amount("icbper"),
            expected_cash: expected_cash(session.float, cash, income, withdrawals),
            refunds: totals.get("refunds").1,
            refunded: totals.amount("refunds"),
            cash_refunded,
            charges: totals.get("charges").1,
            charged: totals.amount("charges"),
            cash_charged,
            tenders,
            float: session.float,
            income,
            withdrawals,
            change_given: totals.amount("change"),
            drawer_openings: totals.get("drawer").1,
            reprints: totals.get("reprints").1,
            counted_cash: None,
            difference: None,
            counts: Vec::new(),
            left_float: None,
            deposit: None,
            note: None,
            by_cashier: totals.cashiers(reader)?,
        })
    }
}

struct Totals(HashMap<String, (Money, i64)>);

impl Totals {
    fn read(reader: &Reader<'_>, session_id: Uuid) -> Result<Totals> {
        let figures = reader.session_figures(session_id)?;
        Ok(Totals(figures.into_iter().map(|figure| (figure.name, (figure.amount, figure.count))).collect()))
    }

    fn get(&self, name: &str) -> (Money, i64) {
        self.0.get(name).copied().unwrap_or_default()
    }

    fn amount(&self, name: &str) -> Money {
        self.get(name).0
    }

    fn cashiers(&self, reader: &Reader<'_>) -> Result<Vec<CashierTotal>> {
        let mut found = Vec::new();
        for (figure, (total, sales)) in &self.0 {
            if let Some(id) = figure.strip_prefix("cashier.").and_then(|id| id.parse().ok()) {
                found.push(CashierTotal { name: name(reader, id)?, sales: *sales, total: *total });
            }
        }
        found.sort_by(|a, b| a.name.cmp(&b.name));
        Ok(found)
    }
}
