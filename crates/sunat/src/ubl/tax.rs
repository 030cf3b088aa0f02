//! Taxes, of a line and of the whole.

use caserita_domain::tax::TaxClass;
use caserita_money::{Money, Percent};

use super::amount;
use crate::{
    catalog::Tribute,
    document::{DocTotals, Line},
    ubl::CURRENCY,
    xml::Xml,
};

/// `18.00`.
pub(super) fn rate(percent: Percent) -> String {
    let points = percent.basis_points();
    format!("{}.{:02}", points / 100, points % 100)
}

pub(super) fn scheme(xml: &mut Xml, tribute: Tribute) {
    let (id, name, code) = tribute.scheme();
    xml.nest("cac:TaxScheme", |xml| {
        xml.leaf("cbc:ID", id);
        xml.leaf("cbc:Name", name);
        xml.leaf("cbc:TaxTypeCode", code);
    });
}

/// The one `cac:TaxTotal` of a document: a subtotal for each tribute present.
pub(super) fn of_document(xml: &mut Xml, totals: &DocTotals) {
    let subtotals = [
        (Tribute::Igv, totals.taxable, totals.igv),
        (Tribute::Exonerado, totals.exempt, Money::ZERO),
        (Tribute::Inafecto, totals.unaffected, Money::ZERO),
        (Tribute::Gratuito, totals.free, totals.free_igv),
    ];
    xml.nest("cac:TaxTotal", |xml| {
        amount(xml, "cbc:TaxAmount", totals.tax());
        for (tribute, base, tax) in subtotals.into_iter().filter(|(_, base, _)| !base.is_zero()) {
            xml.nest("cac:TaxSubtotal", |xml| {
                amount(xml, "cbc:TaxableAmount", base);
                amount(xml, "cbc:TaxAmount", tax);
                xml.nest("cac:TaxCategory", |xml| scheme(xml, tribute));
            });
        }
        if !totals.icbper.is_zero() {
            xml.nest("cac:TaxSubtotal", |xml| {
                amount(xml, "cbc:TaxAmount", totals.icbper);
                xml.nest("cac:TaxCategory", |xml| scheme(xml, Tribute::Icbper));
            });
        }
    });
}

/// The `cac:TaxTotal` of a line.
pub(super) fn of_line(xml: &mut Xml, line: &Line, igv: Percent) {
    xml.nest("cac:TaxTotal", |xml| {
        amount(xml, "cbc:TaxAmount", line.tax());
        xml.nest("cac:TaxSubtotal", |xml| {
            amount(xml, "cbc:TaxableAmount", line.value);
            amount(xml, "cbc:TaxAmount", line.igv);
            xml.nest("cac:TaxCategory", |xml| {
                let taxed = line.affectation.class == TaxClass::Gravado;
                xml.leaf("cbc:Percent", &rate(if taxed { igv } else { Percent::from_basis_points(0) }));
                xml.leaf("cbc:TaxExemptionReasonCode", line.affectation.code());
                scheme(xml, line.affectation.tribute());
            });
        });
        if line.bags > 0 && !line.icbper.is_zero() {
            bags(xml, line);
        }
    });
}

/// ICBPER has no base: it is so much a bag (4237).
fn bags(xml: &mut Xml, line: &Line) {
    let each = Money::from_cents(line.icbper.cents() / line.bags);
    xml.nest("cac:TaxSubtotal", |xml| {
        amount(xml, "cbc:TaxAmount", line.icbper);
        xml.leaf_with("cbc:BaseUnitMeasure", &[("unitCode", "NIU")], &line.bags.to_string());
        xml.nest("cac:TaxCategory", |xml| {
            xml.leaf_with("cbc:PerUnitAmount", &[("currencyID", CURRENCY)], &super::soles(each));
            scheme(xml, Tribute::Icbper);
        });
    });
}
