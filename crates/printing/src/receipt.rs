//! The ticket of a sale.

use caserita_money::{Money, Percent, Quantity};
use chrono::{DateTime, FixedOffset};

use crate::ticket::{Amount, Block, Code, Fact, Heading, Item, ItemDiscount, Ticket};

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
    /// What a scanner finds the sale by.
    pub code: Option<Code>,
    /// What the shop says to its customers, several lines allowed.
    pub message: Option<String>,
    /// Whether it came out before.
    pub copy: bool,
    /// Whether the shop is only being tried.
    pub demo: bool,
}

/// What kind of paper closes the sale.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReceiptDocument {
    /// The shop's own note, which the tax office does not know.
    NotaVenta,
}

/// Who bought.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptCustomer {
    /// Name or company.
    pub name: String,
    /// `DNI 45678912`, `RUC 20123456786`.
    pub document: Option<String>,
}

/// One line of the sale.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReceiptLine {
    /// Product and presentation.
    pub name: String,
    /// How much, in `unit`.
    pub quantity: Quantity,
    /// `und`, `kg`, `six`.
    pub unit: String,
    /// The price of one `unit`.
    pub unit_price: Money,
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

impl ReceiptDocument {
    fn title(self) -> &'static str {
        match self {
            ReceiptDocument::NotaVenta => "NOTA DE VENTA",
        }
    }

    fn legend(self) -> &'static str {
        match self {
            ReceiptDocument::NotaVenta => "No es comprobante de pago",
        }
    }
}

impl From<&Receipt> for Ticket {
    fn from(receipt: &Receipt) -> Ticket {
        let mut blocks = vec![
            Block::Heading(receipt.shop.clone()),
            Block::Gap,
            Block::Title { text: receipt.document.title().to_owned(), number: Some(receipt.number.clone()) },
            Block::Gap,
            Block::Facts { facts: facts(receipt) },
            Block::Rule,
            Block::Items { items: receipt.lines.iter().map(item).collect() },
            Block::Rule,
            Block::Amounts { amounts: totals(&receipt.totals) },
            Block::Rule,
            Block::Amounts { amounts: payments(receipt) },
        ];
        blocks.extend(farewell(receipt));
        Ticket {
            title: receipt.number.clone(),
            issued_at: receipt.issued_at,
            copy: receipt.copy,
            demo: receipt.demo,
            blocks,
        }
    }
}

fn facts(receipt: &Receipt) -> Vec<Fact> {
    let mut facts = vec![
        Fact::new("Fecha", receipt.issued_at.format("%d/%m/%Y %H:%M").to_string()),
        Fact::new("Caja", &receipt.till),
        Fact::new("Cajero", &receipt.cashier),
    ];
    if let Some(customer) = &receipt.customer {
        facts.push(Fact::new("Cliente", &customer.name));
        facts.extend(customer.document.as_deref().map(document_fact));
    }
    facts
}

/// `DNI 45678912` reads better as a fact named DNI.
fn document_fact(document: &str) -> Fact {
    match document.split_once(' ') {
        Some((kind, number)) => Fact::new(kind, number),
        None => Fact::new("Doc.", document),
    }
}

fn item(line: &ReceiptLine) -> Item {
    Item {
        name: line.name.clone(),
        quantity: line.quantity,
        unit: line.unit.clone(),
        unit_price: line.unit_price,
        gross: line.gross,
        discount: line.discount.as_ref().map(item_discount),
        notes: if line.icbper.is_zero() {
            Vec::new()
        } else {
            vec![format!("ICBPER {} x {} = {}", line.quantity, line.icbper_unit, line.icbper)]
        },
    }
}

fn item_discount(discount: &ReceiptDiscount) -> ItemDiscount {
    let share = discount.percent.map(|percent| format!(" {percent}")).unwrap_or_default();
    let reason = discount.reason.as_ref().map(|reason| format!(": {reason}")).unwrap_or_default();
    ItemDiscount { label: format!("Descuento{share}{reason}"), amount: discount.amount }
}

fn totals(totals: &ReceiptTotals) -> Vec<Amount> {
    let mut amounts = Vec::new();
    if totals.subtotal != totals.total {
        amounts.push(Amount::soles("Subtotal", totals.subtotal));
    }
    if !totals.ticket_discount.is_zero() {
        amounts.push(Amount::soles("Descuento", -totals.ticket_discount));
    }
    if !totals.icbper.is_zero() {
        amounts.push(Amount::soles("ICBPER bolsas", totals.icbper));
    }
    amounts.push(Amount::soles("TOTAL", totals.total).big());
    amounts
}

fn payments(receipt: &Receipt) -> Vec<Amount> {
    let mut amounts = Vec::new();
    for payment in &receipt.payments {
        let code = payment.operation_code.as_ref().map(|code| format!(" (op. {code})")).unwrap_or_default();
        amounts.push(Amount::soles(format!("{}{code}", payment.tender), payment.amount));
        if let Some(received) = payment.received.filter(|received| *received != payment.amount) {
            amounts.push(Amount::soles("  Recibido", received));
        }
    }
    if !receipt.totals.rounding.is_zero() {
        amounts.push(Amount::soles("Redondeo a tu favor", receipt.totals.rounding));
    }
    if !receipt.change.is_zero() {
        amounts.push(Amount::soles("VUELTO", receipt.change).bold());
    }
    amounts
}

fn farewell(receipt: &Receipt) -> Vec<Block> {
    let mut blocks = Vec::new();
    if !receipt.totals.saved.is_zero() {
        blocks.extend([Block::Gap, Block::centered(format!("Ahorraste S/ {}", receipt.totals.saved))]);
    }
    if let Some(message) = receipt.message.as_ref().filter(|message| !message.trim().is_empty()) {
        blocks.extend([Block::Gap, Block::centered(message)]);
    }
    blocks.extend([Block::Gap, Block::centered(receipt.document.legend())]);
    if let Some(code) = &receipt.code {
        blocks.push(Block::Code { code: code.clone() });
    }
    blocks
}
