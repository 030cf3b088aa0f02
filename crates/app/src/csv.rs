//! Tables as the spreadsheets of this country open them with a double click.
//!
//! The regional settings of es-PE write decimals with a point; a semicolon parts the cells whatever the list separator of a
//! computer is, since no amount, day or name of ours contains one unquoted. The mark at the beginning makes a spreadsheet
//! read accents.

use std::io::{self, Write};

/// Parts cells.
pub(crate) const SEPARATOR: &str = ";";
/// Between soles and céntimos.
const POINT: &str = ".";
/// Ends a row.
const END: &str = "\r\n";
/// Says that UTF-8 follows.
const MARK: &str = "\u{feff}";

/// Writes a table a row at a time.
pub(crate) struct Table<'w> {
    out: &'w mut dyn Write,
    line: String,
}

impl<'w> Table<'w> {
    /// Begins a table with its heads.
    pub(crate) fn begin<'h>(out: &'w mut dyn Write, heads: impl Iterator<Item = &'h str>) -> io::Result<Table<'w>> {
        out.write_all(MARK.as_bytes())?;
        let mut table = Table { out, line: String::new() };
        table.row(heads.map(text))?;
        Ok(table)
    }

    /// Adds a row of cells that are written as they are to stand.
    pub(crate) fn row(&mut self, cells: impl Iterator<Item = String>) -> io::Result<()> {
        self.line.clear();
        for (at, cell) in cells.enumerate() {
            if at > 0 {
                self.line.push_str(SEPARATOR);
            }
            self.line.push_str(&cell);
        }
        self.line.push_str(END);
        self.out.write_all(self.line.as_bytes())
    }
}

/// A text that a spreadsheet neither cuts nor computes: one that begins like a formula is told apart.
pub(crate) fn text(text: &str) -> String {
    if is_formula(text) || text.contains([';', ',', '"', '\r', '\n', '\t']) { quoted(text) } else { text.to_owned() }
}

/// The same, in quotes whether it needs them or not.
pub(crate) fn quoted(text: &str) -> String {
    let guard = if is_formula(text) { "'" } else { "" };
    format!("\"{guard}{}\"", text.replace('"', "\"\""))
}

fn is_formula(text: &str) -> bool {
    text.trim_start().starts_with(['=', '+', '-', '@']) || text.starts_with(['\t', '\r', '\n'])
}

/// Céntimos as soles.
pub(crate) fn soles(amount: i64) -> String {
    decimal(amount, 100, 2)
}

/// A whole number of `parts`-ths as a decimal with so many `digits`: 1250 hundredths are `12.50`.
pub(crate) fn decimal(amount: i64, parts: u64, digits: usize) -> String {
    let sign = if amount < 0 { "-" } else { "" };
    let whole = amount.unsigned_abs();
    format!("{sign}{}{POINT}{:0digits$}", whole / parts, whole % parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decimals_are_exact() {
        for (amount, parts, digits, written) in [
            (0, 100, 2, "0.00"),
            (5, 100, 2, "0.05"),
            (-5, 100, 2, "-0.05"),
            (123_456, 100, 2, "1234.56"),
            (i64::MIN, 100, 2, "-92233720368547758.08"),
            (1_500, 1_000, 3, "1.500"),
        ] {
            assert_eq!(decimal(amount, parts, digits), written);
        }
    }

    #[test]
    fn a_text_is_never_computed() {
        for formula in ["=1+1", "+51 999", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", " =1+1"] {
            assert!(text(formula).starts_with("\"'"), "{formula:?} becomes {}", text(formula));
        }
        assert_eq!(text("Arroz; \"extra\""), "\"Arroz; \"\"extra\"\"\"");
        assert_eq!(text("Arroz extra"), "Arroz extra");
    }
}
