//! The lines of a sale. Wide paper has a table, 58 mm paper two rows a product. A line whose figures outgrow its table's
//! cells (thirteen kilos, a million soles) is set as on narrow paper, so that no figure is ever cut.

use super::{BOLD, PLAIN, Sheet};
use crate::{
    charset::{printable, spread, width, wrap},
    ticket::Item,
};

/// The widths of a table's cells, with one blank between two of them.
#[derive(Clone, Copy)]
struct Table {
    units: bool,
    quantity: usize,
    name: usize,
    unit_price: usize,
    amount: usize,
}

const NARROW: Table = Table { units: false, quantity: 5, name: 25, unit_price: 0, amount: 10 };
const WIDE: Table = Table { units: false, quantity: 6, name: 21, unit_price: 9, amount: 9 };
/// With room for `999.99/und`.
const WIDE_UNITS: Table = Table { units: true, name: 20, unit_price: 10, ..WIDE };

/// What most things are sold by; it goes without saying.
const PIECE: &str = "und";

impl Sheet {
    pub(super) fn items(&mut self, items: &[Item], units: bool) {
        let table = match self.columns {
            42 => Some(Table { units, ..NARROW }),
            48 => Some(if units { WIDE_UNITS } else { WIDE }),
            _ => None,
        };
        if let Some(table) = &table {
            self.line(&table.head(), BOLD);
        }
        for item in items {
            let cells = table.as_ref().and_then(|table| table.rows(item));
            let indent = if cells.is_some() { table.as_ref().map_or(2, |table| table.quantity + 1) } else { 2 };
            for row in cells.unwrap_or_else(|| stacked(item, self.columns)) {
                self.line(&row, PLAIN);
            }
            self.under(item, indent);
        }
    }

    /// What was taken off, and remarks.
    fn under(&mut self, item: &Item, indent: usize) {
        if let Some(discount) = &item.discount {
            for row in spread(indent, &discount.label, &(-discount.amount).to_string(), self.columns) {
                self.line(&row, PLAIN);
            }
        }
        for note in &item.notes {
            for row in wrap(note, self.columns - indent) {
                self.line(&format!("{:indent$}{row}", ""), PLAIN);
            }
        }
    }
}

/// The name on whole lines, then `  2 und x 6.25        12.50`.
fn stacked(item: &Item, columns: usize) -> Vec<String> {
    let mut rows = wrap(&item.name, columns);
    let reckoning = format!("{} {} x {}", item.quantity, item.unit, item.unit_price);
    rows.extend(spread(2, &reckoning, &item.gross.to_string(), columns));
    rows
}

impl Table {
    fn head(&self) -> String {
        self.row("Cant.", "Descripción", if self.unit_price > 0 { "P. unit." } else { "" }, "Importe")
    }

    /// `None` when a figure outgrows its cell.
    fn rows(&self, item: &Item) -> Option<Vec<String>> {
        let (quantity, amount) = (item.quantity.to_string(), item.gross.to_string());
        let unit = printable(&item.unit);
        let piece = unit == PIECE && !self.units;
        let by_unit = if piece { item.unit_price.to_string() } else { format!("{}/{unit}", item.unit_price) };
        let fits = width(&quantity) <= self.quantity
            && width(&amount) <= self.amount
            && (self.unit_price == 0 || width(&by_unit) <= self.unit_price);
        if !fits {
            return None;
        }
        let mut names = wrap(&item.name, self.name).into_iter();
        let unit_price = if self.unit_price > 0 { by_unit.as_str() } else { "" };
        let mut rows = vec![self.row(&quantity, &names.next().unwrap_or_default(), unit_price, &amount)];
        rows.extend(names.map(|name| self.row("", &name, "", "")));
        if self.unit_price == 0 && (item.quantity != caserita_money::Quantity::ONE || !piece) {
            let each = if piece { format!("c/u {}", item.unit_price) } else { by_unit };
            rows.extend(wrap(&each, self.name).iter().map(|part| self.row("", part, "", "")));
        }
        Some(rows)
    }

    fn row(&self, quantity: &str, name: &str, unit_price: &str, amount: &str) -> String {
        let mut row = format!("{quantity:>0$} {name:<1$} ", self.quantity, self.name);
        if self.unit_price > 0 {
            row.push_str(&format!("{unit_price:>0$} ", self.unit_price));
        }
        row.push_str(&format!("{amount:>0$}", self.amount));
        row
    }
}
