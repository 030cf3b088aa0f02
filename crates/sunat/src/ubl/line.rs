//! Lines and totals, which boleta, factura and notes share but for names.

use caserita_money::Percent;
use rust_decimal::Decimal;

use super::{CURRENCY, amount, tax};
use crate::{
    document::{DocTotals, Line},
    xml::Xml,
};

/// What a kind of document calls its lines.
pub(super) struct Names {
    pub line: &'static str,
    pub quantity: &'static str,
    pub total: &'static str,
}

pub(super) const INVOICE: Names =
    Names { line: "cac:InvoiceLine", quantity: "cbc:InvoicedQuantity", total: "cac:LegalMonetaryTotal" };
pub(super) const CREDIT: Names =
    Names { line: "cac:CreditNoteLine", quantity: "cbc:CreditedQuantity", total: "cac:LegalMonetaryTotal" };
pub(super) const DEBIT: Names =
    Names { line: "cac:DebitNoteLine", quantity: "cbc:DebitedQuantity", total: "cac:RequestedMonetaryTotal" };

pub(super) fn totals(xml: &mut Xml, names: &Names, totals: &DocTotals) {
    xml.nest(names.total, |xml| {
        amount(xml, "cbc:LineExtensionAmount", totals.value());
        amount(xml, "cbc:TaxInclusiveAmount", totals.total);
        amount(xml, "cbc:PayableAmount", totals.total);
    });
}

pub(super) fn lines(xml: &mut Xml, names: &Names, lines: &[Line], igv: Percent) {
    for (line, number) in lines.iter().zip(1..) {
        one(xml, names, line, number, igv);
    }
}

fn one(xml: &mut Xml, names: &Names, line: &Line, number: usize, igv: Percent) {
    xml.nest(names.line, |xml| {
        xml.leaf("cbc:ID", &number.to_string());
        let quantity = Decimal::new(line.quantity.thousandths(), 3).normalize();
        xml.leaf_with(names.quantity, &[("unitCode", line.unit)], &quantity.to_string());
        amount(xml, "cbc:LineExtensionAmount", line.value);
        xml.nest("cac:PricingReference", |xml| {
            xml.nest("cac:AlternativeConditionPrice", |xml| {
                price(xml, line.unit_price());
                xml.leaf("cbc:PriceTypeCode", if line.affectation.free { "02" } else { "01" });
            });
        });
        // Notes tell net values: their schema has no validated discounts.
        if names.line == INVOICE.line && !line.discount.is_zero() {
            discount(xml, line);
        }
        tax::of_line(xml, line, igv);
        xml.nest("cac:Item", |xml| {
            xml.leaf("cbc:Description", &line.description);
            if let Some(code) = &line.code {
                xml.nest("cac:SellersItemIdentification", |xml| xml.leaf("cbc:ID", code));
            }
        });
        let before_discount = names.line == INVOICE.line;
        xml.nest("cac:Price", |xml| price(xml, if before_discount { line.unit_value() } else { line.net_unit_value() }));
    });
}

/// A discount that lowers the base (catálogo 53, 00): the line's own and its share of the ticket's, as one.
fn discount(xml: &mut Xml, line: &Line) {
    xml.nest("cac:AllowanceCharge", |xml| {
        xml.leaf("cbc:ChargeIndicator", "false");
        xml.leaf("cbc:AllowanceChargeReasonCode", "00");
        amount(xml, "cbc:Amount", line.discount);
        amount(xml, "cbc:BaseAmount", line.value + line.discount);
    });
}

/// A price of one: two decimals at least, ten at most.
fn price(xml: &mut Xml, price: Decimal) {
    let text = if price.scale() < 2 { format!("{price:.2}") } else { price.to_string() };
    xml.leaf_with("cbc:PriceAmount", &[("currencyID", CURRENCY)], &text);
}
