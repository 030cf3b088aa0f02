//! Amounts as a document writes them.

use rust_decimal::Decimal;

use super::tree::Element;

/// An element's amount, or nothing where its text is none (the format rules say so).
pub(crate) fn amount(element: Element<'_>) -> Option<Decimal> {
    element.text().trim().parse().ok()
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
