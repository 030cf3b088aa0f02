//! A sale as its customer is told of it: by the shop's own note, or by an electronic document.

mod electronic;
mod paper;
pub(crate) mod said;

use caserita_money::{Money, Percent, Quantity};
use chrono::{DateTime, FixedOffset};

pub use electronic::{Affected, Electronic, ElectronicKind, PaymentTerms, Signing, TaxFigures};

use crate::ticket::{Code, Heading};

/// A paid sale, as it is told to its customer. Every figure is already computed: nothing is added up here.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Receipt {
    /// Who sells.
    pub shop: Heading,
    /// What kind of paper it is.
    pub document: ReceiptDocument,
    /// Series and number: `NV01-00000123`.
    pub number: String,
    /// When it was paid, with the shop's offset from UTC.
    pub issued_at: DateTime<FixedOffset>,
    /// Which till.
    pub till: String,
    /// Who took the money.
    pub cashier: String,
    /// Who bought, when known.
    pub customer: Option<ReceiptCustomer>,
    /// What was sold.
    pub lines: Vec<ReceiptLine>,
    /// What it adds up to.
    pub totals: ReceiptTotals,
    /// How it was paid.
    pub payments: Vec<ReceiptPayment>,
    /// What was handed back.
    pub change: Money,
    /// What a scanner finds the sale by. An electronic document has its own code, and leaves this one out.
    pub code: Option<Code>,
    /// What the shop says to its customers, several lines allowed.
    pub message: Option<String>,
    /// Whether it came out before.
    pub copy: bool,
    /// Whether the shop is only being tried.
    pub demo: bool,
}

/// What kind of paper closes the sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ReceiptDocument {
    /// The shop's own note, which the tax office does not know.
    NotaVenta,
    /// A document the tax office knows.
    Electronic(Box<Electronic>),
}

/// Who bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptCustomer {
    /// Name or company.
    pub name: String,
    /// `DNI 45678912`, `RUC 20123456786`.
    pub document: Option<String>,
    /// Street, district, city.
    pub address: Option<String>,
}

/// One line of the sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLine {
    /// Product and presentation.
    pub name: String,
    /// The shop's code of it. Only a whole page has room for it.
    pub code: Option<String>,
    /// How much, in `unit`.
    pub quantity: Quantity,
    /// `und`, `kg`, `six`.
    pub unit: String,
    /// The price of one `unit`.
    pub unit_price: Money,
    /// The value of one `unit` without tax, with as many decimals as the document gives it. Only a whole page has room for it.
    pub unit_value: Option<String>,
    /// What the line would cost if it were not given away. `gross` is then nought.
    pub free: Option<Money>,
    /// What the line costs before its discount.
    pub gross: Money,
    /// What was taken off.
    pub discount: Option<ReceiptDiscount>,
    /// The tax on plastic bags of this line, apart from `gross`: for one bag, and for all. Zero when it is no bag.
    pub icbper_unit: Money,
    /// See `icbper_unit`.
    pub icbper: Money,
}

/// What was taken off.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptDiscount {
    /// A positive amount.
    pub amount: Money,
    /// The share it was given as, if it was.
    pub percent: Option<Percent>,
    /// Why.
    pub reason: Option<String>,
}

/// What the sale adds up to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReceiptTotals {
    /// All lines after their own discounts.
    pub subtotal: Money,
    /// What was taken off the whole sale, as a positive amount.
    pub ticket_discount: Money,
    /// The tax on plastic bags.
    pub icbper: Money,
    /// What is to be paid.
    pub total: Money,
    /// What the cash part was rounded by: nought or negative.
    pub rounding: Money,
    /// What the customer saved in all, as a positive amount.
    pub saved: Money,
}

/// One tender.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptPayment {
    /// `Efectivo`, `Yape`.
    pub tender: String,
    /// What it paid, after rounding.
    pub amount: Money,
    /// What was handed over, when that is more than `amount`.
    pub received: Option<Money>,
    /// The wallet's or terminal's operation code.
    pub operation_code: Option<String>,
}
