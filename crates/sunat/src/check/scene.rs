//! One document being checked: its root, what the caller knows, and the figures that several rules need.

use rust_decimal::Decimal;

use super::{
    Facts,
    amounts::{amount, amount_at},
    tree::{Element, LINES},
};

/// The document, its figures and the facts.
pub(crate) struct Scene<'t> {
    pub(crate) root: Element<'t>,
    pub(crate) facts: &'t Facts<'t>,
    pub(crate) currency: &'t str,
    pub(crate) lines: Vec<Line<'t>>,
    /// The subtotals of the document's own `cac:TaxTotal`.
    pub(crate) taxes: Vec<Tax<'t>>,
    /// The document's own discounts and charges.
    pub(crate) allowances: Vec<Allowance<'t>>,
}

/// One line of an invoice or a note.
pub(crate) struct Line<'t> {
    pub(crate) element: Element<'t>,
    pub(crate) quantity: Decimal,
    /// `cbc:LineExtensionAmount`: without taxes.
    pub(crate) value: Decimal,
    pub(crate) taxes: Vec<Tax<'t>>,
    pub(crate) allowances: Vec<Allowance<'t>>,
}

/// One `cac:TaxSubtotal`.
pub(crate) struct Tax<'t> {
    pub(crate) code: &'t str,
    pub(crate) base: Decimal,
    pub(crate) amount: Decimal,
    pub(crate) percent: Decimal,
    pub(crate) affectation: &'t str,
}

/// One `cac:AllowanceCharge`.
pub(crate) struct Allowance<'t> {
    pub(crate) reason: &'t str,
    pub(crate) amount: Decimal,
}

/// The tributos that add to what is paid.
pub(crate) const PAID_TAXES: [&str; 5] = ["1000", "1016", "2000", "7152", "9999"];
/// The tributos of which a line must have one: they say how the IGV touches it.
pub(crate) const IGV_TAXES: [&str; 6] = ["1000", "1016", "9995", "9996", "9997", "9998"];
/// The tributo of a line given away.
pub(crate) const FREE: &str = "9996";

impl<'t> Scene<'t> {
    pub(crate) fn new(root: Element<'t>, facts: &'t Facts<'t>) -> Self {
        let currency = root.text_at("DocumentCurrencyCode");
        let lines = root.children().filter(|child| LINES[..3].contains(&child.name())).map(Line::read).collect();
        Self { root, facts, currency, lines, taxes: taxes(root), allowances: allowances(root) }
    }

    /// The line around an element.
    pub(crate) fn line_of(&self, element: Element<'_>) -> Option<&Line<'t>> {
        let (number, _) = element.line()?;
        self.lines.get(number - 1)
    }

    /// The sum of the document's own discounts and charges for these reasons.
    pub(crate) fn allowed(&self, reasons: &[&str]) -> Decimal {
        sum(&self.allowances, reasons)
    }

    /// The amounts of the document's own subtotals of these tributos.
    pub(crate) fn taxed(&self, codes: &[&str]) -> Decimal {
        self.taxes.iter().filter(|tax| codes.contains(&tax.code)).map(|tax| tax.amount).sum()
    }

    /// Whether the document is a note.
    pub(crate) fn is_note(&self) -> bool {
        self.root.name() != "Invoice"
    }

    /// The totals' container, which a debit note calls otherwise.
    pub(crate) fn totals(&self) -> Option<Element<'t>> {
        self.root.find("LegalMonetaryTotal").or_else(|| self.root.find("RequestedMonetaryTotal"))
    }

    /// One of the totals, zero where it is not there.
    pub(crate) fn total(&self, name: &str) -> Decimal {
        self.totals().map_or(Decimal::ZERO, |totals| amount_at(totals, name))
    }
}

impl<'t> Line<'t> {
    fn read(element: Element<'t>) -> Self {
        let quantity =
            element.children().find(|child| child.name().ends_with("Quantity")).and_then(amount).unwrap_or_default();
        let value = amount_at(element, "LineExtensionAmount");
        Self { element, quantity, value, taxes: taxes(element), allowances: allowances(element) }
    }

    /// The line's subtotal of this tributo, if its base is above zero.
    pub(crate) fn tax(&self, code: &str) -> Option<&Tax<'t>> {
        self.taxes.iter().find(|tax| tax.code == code && tax.base > Decimal::ZERO)
    }

    /// Whether the line is given away.
    pub(crate) fn is_free(&self) -> bool {
        self.tax(FREE).is_some()
    }

    /// The sum of the line's discounts and charges for these reasons.
    pub(crate) fn allowed(&self, reasons: &[&str]) -> Decimal {
        sum(&self.allowances, reasons)
    }

    /// The line's price of this kind (catálogo 16).
    pub(crate) fn price(&self, kind: &str) -> Option<Decimal> {
        let prices = self.element.find("PricingReference")?;
        let price = prices.children().find(|price| price.text_at("PriceTypeCode") == kind)?;
        price.find("PriceAmount").and_then(amount)
    }
}

fn taxes(element: Element<'_>) -> Vec<Tax<'_>> {
    element.all("TaxTotal").flat_map(|total| total.all("TaxSubtotal")).map(tax).collect()
}

fn tax(subtotal: Element<'_>) -> Tax<'_> {
    Tax {
        code: subtotal.text_at("TaxCategory/TaxScheme/ID"),
        base: amount_at(subtotal, "TaxableAmount"),
        amount: amount_at(subtotal, "TaxAmount"),
        percent: amount_at(subtotal, "TaxCategory/Percent"),
        affectation: subtotal.text_at("TaxCategory/TaxExemptionReasonCode"),
    }
}

fn allowances(element: Element<'_>) -> Vec<Allowance<'_>> {
    let all = element.all("AllowanceCharge");
    all.map(|one| Allowance { reason: one.text_at("AllowanceChargeReasonCode"), amount: amount_at(one, "Amount") }).collect()
}

fn sum(allowances: &[Allowance<'_>], reasons: &[&str]) -> Decimal {
    allowances.iter().filter(|allowance| reasons.contains(&allowance.reason)).map(|allowance| allowance.amount).sum()
}
