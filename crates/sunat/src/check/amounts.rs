//! Amounts as a document writes them.

use rust_decimal::Decimal;

use super::tree::Element;

/// Larger and finer than any format allows, and small enough for every product and quotient of two to be exact.
const MOST: Decimal = Decimal::from_parts(1_316_134_912, 2_328, 0, false, 0);
const FINEST: u32 = 12;

/// An element's amount, or nothing where its text is none, or none that a document may hold (the format rules say so).
pub(crate) fn amount(element: Element<'_>) -> Option<Decimal> {
    let amount: Decimal = element.text().trim().parse().ok()?;
    (amount.abs() <= MOST && amount.scale() <= FINEST).then_some(amount)
}

/// The amount at `path` under `element`, zero where there is none.
pub(crate) fn amount_at(element: Element<'_>, path: &str) -> Decimal {
    element.find(path).and_then(amount).unwrap_or_default()
}

/// Whether two amounts differ by more than SUNAT's tolerance for a sale document, one sol.
pub(crate) fn differ(left: Decimal, right: Decimal) -> bool {
    differ_by(left, right, Decimal::ONE)
}

/// Whether two amounts differ by more than `tolerance`.
pub(crate) fn differ_by(left: Decimal, right: Decimal, tolerance: Decimal) -> bool {
    (left - right).abs() > tolerance
}

#[cfg(test)]
mod tests {
    use super::{Decimal, MOST};

    #[test]
    fn the_most_has_fourteen_digits() {
        assert_eq!(MOST, Decimal::from(10_000_000_000_000_i64));
    }
}
