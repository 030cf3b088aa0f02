//! From a ticket to rows of a given width. **Nothing is ever wider than the columns**: what does not fit goes to a line
//! below it, and amounts keep the right edge.

mod items;

use crate::{
    charset::{printable, spread, width, wrap},
    picture::Picture,
    profile::Columns,
    ticket::{Amount, Block, Code, Emphasis, Fact, Heading, Style, Ticket, Value},
};

/// One row of a laid out ticket.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Row {
    /// Characters.
    Text(Line),
    /// A picture, in the middle.
    Image(Picture),
    /// A QR code, in the middle.
    Qr(String),
    /// A Code 128 bar code with its text under it, in the middle.
    Barcode(String),
    /// A line over the whole width.
    Rule,
    /// The end of the ticket.
    Cut,
}

/// A row of characters, each one column wide.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line {
    /// At most as many characters as there are columns; only Latin-1, no controls.
    pub text: String,
    /// Heavier.
    pub bold: bool,
    /// Of double height.
    pub tall: bool,
    /// To be put in the middle; the text has no blanks for that.
    pub center: bool,
}

/// The rows of a ticket on paper of that many columns.
pub fn layout(ticket: &Ticket, columns: Columns) -> Vec<Row> {
    let mut sheet = Sheet { columns: columns.count(), rows: Vec::new() };
    let marked = ticket.demo || ticket.copy;
    sheet.marks(ticket);
    for block in marked.then_some(&Block::Gap).into_iter().chain(&ticket.blocks) {
        sheet.block(block);
    }
    sheet.marks(ticket);
    sheet.rows.push(Row::Cut);
    sheet.rows
}

const PLAIN: Style = Style { bold: false, tall: false, center: false };
const BOLD: Style = Style { bold: true, ..PLAIN };
const CENTERED: Style = Style { center: true, ..PLAIN };
const HEADLINE: Style = Style { bold: true, tall: false, center: true };
const BANNER: Style = Style { bold: true, tall: true, center: true };

struct Sheet {
    columns: usize,
    rows: Vec<Row>,
}

impl Sheet {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Heading(heading) => self.heading(heading),
            Block::Title { text, number } => self.title(text, number.as_deref()),
            Block::Facts { facts } => self.facts(facts),
            Block::Items { items, units } => self.items(items, *units),
            Block::Amounts { amounts } => amounts.iter().for_each(|amount| self.amount(amount)),
            Block::Section { text } => self.paragraph(text, BOLD),
            Block::Text { text, style } => self.paragraph(text, *style),
            Block::Code { code: Code::Qr { text } } => self.rows.push(Row::Qr(text.clone())),
            Block::Code { code: Code::Code128 { text } } => self.rows.push(Row::Barcode(printable(text))),
            Block::Rule => self.rows.push(Row::Rule),
            Block::Gap => self.line("", PLAIN),
            Block::Signature { label } => self.signature(label),
            Block::Ruler { columns } => self.ruler(usize::from(*columns)),
        }
    }

    /// A copy and a demonstration say so where the eye begins and where it ends.
    fn marks(&mut self, ticket: &Ticket) {
        if ticket.demo {
            self.paragraph("DEMO - SIN VALOR", BANNER);
        }
        if ticket.copy {
            self.paragraph("*** COPIA ***", HEADLINE);
        }
    }

    fn heading(&mut self, heading: &Heading) {
        if let Some(logo) = heading.logo_png.as_deref().and_then(|png| Picture::from_base64_png(png).ok()) {
            self.rows.push(Row::Image(logo));
        }
        self.paragraph(&heading.trade_name, BANNER);
        let ruc = heading.ruc.as_ref().map(|ruc| format!("RUC {ruc}"));
        let phone = heading.phone.as_ref().map(|phone| format!("Tel. {phone}"));
        let details = [
            (&heading.legal_name, CENTERED),
            (&ruc, HEADLINE),
            (&heading.address, CENTERED),
            (&heading.locality, CENTERED),
            (&phone, CENTERED),
        ];
        for (detail, style) in details {
            if let Some(detail) = detail.as_deref().filter(|detail| !detail.trim().is_empty()) {
                self.paragraph(detail, style);
            }
        }
    }

    fn title(&mut self, text: &str, number: Option<&str>) {
        self.paragraph(text, HEADLINE);
        if let Some(number) = number {
            self.paragraph(number, HEADLINE);
        }
    }

    /// Values stand under each other when the labels are short enough to allow it.
    fn facts(&mut self, facts: &[Fact]) {
        let longest = facts.iter().map(|fact| width(&printable(&fact.label))).max().unwrap_or(0);
        let indent = if longest <= self.columns / 3 { longest + 2 } else { 2 };
        for fact in facts {
            let label = printable(&fact.label);
            if width(&label) + 2 > indent {
                self.paragraph(&format!("{label}: {}", fact.value), PLAIN);
                continue;
            }
            for (index, part) in wrap(&fact.value, self.columns - indent).iter().enumerate() {
                let label = if index == 0 { label.as_str() } else { "" };
                self.line(&format!("{label:<indent$}{part}"), PLAIN);
            }
        }
    }

    fn amount(&mut self, amount: &Amount) {
        let style = match amount.emphasis {
            Emphasis::Plain => PLAIN,
            Emphasis::Bold => BOLD,
            Emphasis::Big => Style { bold: true, tall: true, center: false },
        };
        let indent = amount.label.chars().take_while(|character| *character == ' ').count().min(4);
        for line in spread(indent, &amount.label, &figure(&amount.value), self.columns) {
            self.line(&line, style);
        }
    }

    fn paragraph(&mut self, text: &str, style: Style) {
        for line in wrap(text, self.columns) {
            self.line(&line, style);
        }
    }

    fn signature(&mut self, label: &str) {
        self.line("", PLAIN);
        self.line(&"_".repeat(self.columns * 2 / 3), CENTERED);
        self.paragraph(label, CENTERED);
    }

    /// Digits up to a mark in the last column, which is named before it.
    fn ruler(&mut self, columns: usize) {
        if columns > self.columns {
            return;
        }
        let name = format!(" {columns}|");
        let digits = (1..=columns.saturating_sub(name.len())).map(|column| char::from(b'0' + (column % 10) as u8));
        self.line(&(digits.collect::<String>() + &name), PLAIN);
    }

    fn line(&mut self, text: &str, style: Style) {
        let text = text.trim_end().to_owned();
        self.rows.push(Row::Text(Line { text, bold: style.bold, tall: style.tall, center: style.center }));
    }
}

pub(crate) fn figure(value: &Value) -> String {
    match value {
        Value::Soles(amount) if amount.is_negative() => format!("-S/ {}", -*amount),
        Value::Soles(amount) => format!("S/ {amount}"),
        Value::Count(count) => count.to_string(),
        Value::Text(text) => text.clone(),
    }
}

#[cfg(test)]
mod tests;
