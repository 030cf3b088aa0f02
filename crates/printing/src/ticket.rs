//! The ticket: what is said on paper, before anyone knows how wide the paper is.
//!
//! It is stored as JSON beside the sale, so fields are only ever added, each with a default: a ticket written by the first
//! release must still print.

use caserita_money::{Money, Quantity};
use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};

/// Anything the till puts on paper: a receipt, a cash report, a slip, the printer's test page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ticket {
    /// How lists and file names call it: `NV01-00000123`, `Cierre Z 12`.
    pub title: String,
    /// When the thing it tells of happened, with the shop's offset from UTC.
    pub issued_at: DateTime<FixedOffset>,
    /// Whether this is not the first time it comes out; it then says so.
    #[serde(default)]
    pub copy: bool,
    /// Whether it comes from a shop that is only being tried; it then says that it has no value.
    #[serde(default)]
    pub demo: bool,
    /// What it says, from top to bottom.
    pub blocks: Vec<Block>,
}

impl Ticket {
    /// The same ticket, marked as a copy.
    pub fn as_copy(&self) -> Ticket {
        Ticket { copy: true, ..self.clone() }
    }
}

/// One part of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Block {
    /// Who issues the ticket.
    Heading(Heading),
    /// What it is, and its number, which is never split.
    Title {
        /// `NOTA DE VENTA`, `CIERRE Z`.
        text: String,
        /// `NV01-00000123`.
        #[serde(default)]
        number: Option<String>,
    },
    /// Named facts: date, till, cashier, customer.
    Facts {
        /// In the order they are read.
        facts: Vec<Fact>,
    },
    /// What was sold.
    Items {
        /// In the order they were scanned.
        items: Vec<Item>,
        /// Whether each line names its unit, even where it goes without saying.
        #[serde(default)]
        units: bool,
    },
    /// Labels with a figure at the right edge: totals, payments, report lines.
    Amounts {
        /// In the order they are read.
        amounts: Vec<Amount>,
    },
    /// The name of a part of a report.
    Section {
        /// `VENTAS`.
        text: String,
    },
    /// Free text, wrapped by words.
    Text {
        /// A line break starts a new line.
        text: String,
        /// How it looks.
        #[serde(default)]
        style: Style,
    },
    /// Something a scanner or a phone reads.
    Code {
        /// What, and in which symbology.
        code: Code,
    },
    /// A line over the whole width.
    Rule,
    /// An empty line.
    Gap,
    /// A line to sign on.
    Signature {
        /// Who signs.
        label: String,
    },
    /// Digits that show how many columns fit. Dropped when wider than the paper.
    Ruler {
        /// How many columns it measures.
        columns: u8,
    },
}

/// Who issues the ticket.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Heading {
    /// A PNG in base64. One that cannot be read is left out.
    pub logo_png: Option<String>,
    /// The name over the door.
    pub trade_name: String,
    /// The name in the tax register.
    pub legal_name: Option<String>,
    /// The eleven digits of the tax register.
    pub ruc: Option<String>,
    /// Street, district, city.
    pub address: Option<String>,
    /// District, province and department, when `address` does not say them.
    pub locality: Option<String>,
    /// As the shop writes it.
    pub phone: Option<String>,
}

/// A name and what it names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fact {
    /// `Cajero`.
    pub label: String,
    /// `Rosa Quispe`.
    pub value: String,
}

/// One thing sold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Item {
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
    /// What was taken off, if anything.
    #[serde(default)]
    pub discount: Option<ItemDiscount>,
    /// Remarks under the line, such as its bag tax.
    #[serde(default)]
    pub notes: Vec<String>,
}

/// What was taken off one line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemDiscount {
    /// `Descuento 10 %: cliente frecuente`.
    pub label: String,
    /// A positive amount; the paper shows it with a minus.
    pub amount: Money,
}

/// A label and its figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amount {
    /// `TOTAL`, `Efectivo`.
    pub label: String,
    /// What stands at the right edge.
    pub value: Value,
    /// How loud it is.
    #[serde(default)]
    pub emphasis: Emphasis,
}

/// A figure at the right edge.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Value {
    /// `S/ 12.50`.
    Soles(Money),
    /// How many.
    Count(u32),
    /// Anything else, already in words.
    Text(String),
}

/// How loud a figure is.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Emphasis {
    /// As the rest.
    #[default]
    Plain,
    /// Bold.
    Bold,
    /// Bold and of double height: the one figure of the ticket that is read from afar.
    Big,
}

/// How a text looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Style {
    /// Heavier.
    pub bold: bool,
    /// Of double height.
    pub tall: bool,
    /// In the middle instead of at the left edge.
    pub center: bool,
}

/// Something a scanner or a phone reads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "symbology", rename_all = "snake_case")]
pub enum Code {
    /// A QR code.
    Qr {
        /// What it says.
        text: String,
    },
    /// A Code 128 bar code.
    Code128 {
        /// What it says: printable ASCII.
        text: String,
    },
}

impl Block {
    /// Plain text at the left edge.
    pub fn text(text: impl Into<String>) -> Block {
        Block::Text { text: text.into(), style: Style::default() }
    }

    /// Text in the middle.
    pub fn centered(text: impl Into<String>) -> Block {
        Block::Text { text: text.into(), style: Style { center: true, ..Style::default() } }
    }

    /// The name of a part of a report.
    pub fn section(text: impl Into<String>) -> Block {
        Block::Section { text: text.into() }
    }
}

impl Fact {
    /// A fact.
    pub fn new(label: impl Into<String>, value: impl Into<String>) -> Fact {
        Fact { label: label.into(), value: value.into() }
    }
}

impl Amount {
    /// An amount of money.
    pub fn soles(label: impl Into<String>, amount: Money) -> Amount {
        Amount { label: label.into(), value: Value::Soles(amount), emphasis: Emphasis::Plain }
    }

    /// How many.
    pub fn count(label: impl Into<String>, count: u32) -> Amount {
        Amount { label: label.into(), value: Value::Count(count), emphasis: Emphasis::Plain }
    }

    /// The same figure, bold.
    pub fn bold(self) -> Amount {
        Amount { emphasis: Emphasis::Bold, ..self }
    }

    /// The same figure, bold and of double height.
    pub fn big(self) -> Amount {
        Amount { emphasis: Emphasis::Big, ..self }
    }
}
