//! The draft as it is stored.

use caserita_domain::{
    document::DocKind,
    payment::Tender,
    pricing::{Discount, DraftLine as Pricing, Measure},
};
use caserita_money::Money;
use caserita_store::{Millis, SaleItem};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Error, Result};

/// An open or held cart. New fields must have a default: a draft outlives an update of the program.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(crate) struct Draft {
    pub lines: Vec<Line>,
    pub next_line: i64,
    /// The line to light up: the one that changed last.
    pub last_line: Option<i64>,
    pub customer_id: Option<Uuid>,
    /// The paper somebody chose; else the shop's usual one for this customer.
    #[serde(default)]
    pub doc_kind: Option<DocKind>,
    /// The pre-printed paper the sale was already written on by hand.
    #[serde(default)]
    pub by_hand: Option<ByHand>,
    pub discount: Option<Given<Discount>>,
    pub payments: Vec<Received>,
    pub hold_name: Option<String>,
    pub cashier_id: Option<Uuid>,
    pub held_at: Option<Millis>,
    /// When its first line came, in trusted time: a lock that comes later lets this sale be finished.
    #[serde(default)]
    pub begun_at: Option<Millis>,
    /// Grows with every change, so that a screen can tell an old answer from a new one.
    pub version: i64,
}

/// A pre-printed paper, as somebody wrote it while the shop could not issue electronically.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    /// Boleta or factura.
    pub kind: DocKind,
    /// Its printed series: digits.
    pub series: String,
    /// Its printed number.
    pub number: i64,
    /// The day on it.
    pub date: NaiveDate,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Line {
    pub line_no: i64,
    pub presentation_id: Uuid,
    pub measure: Measure,
    pub manual_price: Option<Given<Money>>,
    pub discount: Option<Given<Discount>>,
}

/// Something a person gave, why, and whose PIN allowed it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Given<T> {
    pub value: T,
    pub reason: String,
    pub approved_by: Option<Uuid>,
}

/// Money already received by a tender other than cash.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(crate) struct Received {
    pub id: Uuid,
    pub tender: Tender,
    pub amount: Money,
    pub operation_code: Option<String>,
}

impl Draft {
    pub(crate) fn line(&mut self, line_no: i64) -> Result<&mut Line> {
        self.last_line = Some(line_no);
        self.lines.iter_mut().find(|line| line.line_no == line_no).ok_or(Error::LineUnknown)
    }

    /// Adds `measure` of an item: onto the line that already sells it plainly by quantity, else as a new line.
    pub(crate) fn add(&mut self, item: &SaleItem, measure: Measure) -> i64 {
        let plain = |line: &&mut Line| {
            line.presentation_id == item.presentation_id
                && line.manual_price.is_none()
                && line.discount.is_none()
                && !item.weighed
        };
        if let (Measure::Quantity(more), Some(line)) = (measure, self.lines.iter_mut().find(plain))
            && let Measure::Quantity(had) = line.measure
        {
            line.measure = Measure::Quantity(had + more);
            self.last_line = Some(line.line_no);
            return line.line_no;
        }
        self.next_line += 1;
        let line_no = self.next_line;
        let line = Line { line_no, presentation_id: item.presentation_id, measure, manual_price: None, discount: None };
        self.lines.push(line);
        self.last_line = Some(line_no);
        line_no
    }

    /// When this sale was begun; none while nothing is in it. A draft of an older program was begun before any lock.
    pub(crate) fn begun(&self) -> Option<Millis> {
        if self.lines.is_empty() { None } else { Some(self.begun_at.unwrap_or_default()) }
    }

    /// Whether nothing would be lost with it: no goods, no money.
    pub(crate) fn is_blank(&self) -> bool {
        self.lines.is_empty() && self.payments.is_empty()
    }

    pub(crate) fn paid(&self) -> Money {
        self.payments.iter().map(|payment| payment.amount).sum()
    }
}

impl Line {
    /// What pricing needs of this line.
    pub(crate) fn pricing(&self, item: &SaleItem) -> Pricing {
        Pricing {
            list_price: item.price,
            wholesale: item.wholesale,
            manual_price: self.manual_price.as_ref().map(|given| given.value),
            measure: self.measure,
            discount: self.discount.as_ref().map(|given| given.value),
            tax_class: item.tax_class,
            is_bag: item.is_bag,
        }
    }
}
