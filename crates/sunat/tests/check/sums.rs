//! Amounts that do not add up: an error on a factura, an observation on a boleta.

use crate::{BOLETA, GIFT, NONE, PAID, each_breaks};

#[test]
fn a_line() {
    each_breaks(&[
        (
            PAID,
            "<cac:InvoiceLine>",
            "LineExtensionAmount currencyID=\"PEN\">100.00",
            "LineExtensionAmount currencyID=\"PEN\">100.01",
            &[3272],
        ),
        (PAID, "<cac:PricingReference>", "118.00", "120.00", &[3270]),
        (BOLETA, "<cac:PricingReference>", "5.90", "7.00", &[4287]),
        (PAID, "<cac:Item>", ">100.00<", ">102.00<", &[3271]),
        (BOLETA, "GASEOSA", ">5.00<", ">6.00<", &[4288]),
        (
            BOLETA,
            "<cbc:ID>1</cbc:ID>",
            "<cbc:TaxAmount currencyID=\"PEN\">1.80",
            "<cbc:TaxAmount currencyID=\"PEN\">3.80",
            &[4293],
        ),
        (
            BOLETA,
            "<cbc:ID>1</cbc:ID>",
            "<cbc:TaxableAmount currencyID=\"PEN\">10.00",
            "<cbc:TaxableAmount currencyID=\"PEN\">10.10",
            &[4294],
        ),
        (PAID, "<cac:InvoiceLine>", "<cbc:Percent>18", "<cbc:Percent>10.5", &[3103]),
        (
            BOLETA,
            "<cbc:ID>2</cbc:ID>",
            "</cbc:TaxableAmount>\n        <cbc:TaxAmount currencyID=\"PEN\">0.00",
            "</cbc:TaxableAmount>\n        <cbc:TaxAmount currencyID=\"PEN\">0.90",
            &[3110],
        ),
        (GIFT, "<cac:InvoiceLine>", "0.54", "0.00", &[3111]),
        (GIFT, "<cac:Item>", ">0<", ">3.00<", &[2640]),
        (GIFT, "<cac:InvoiceLine>", "<cbc:PriceTypeCode>02", "<cbc:PriceTypeCode>01", &[3234]),
        (BOLETA, "<cbc:ID>1</cbc:ID>", "<cbc:PriceTypeCode>01", "<cbc:PriceTypeCode>02", &[3224]),
        (BOLETA, "<cbc:ID>3</cbc:ID>", "<cbc:Percent>18", "<cbc:Percent>10.5", &[3462]),
        (BOLETA, "<cbc:ID>2</cbc:ID>", ">5.00</cbc:TaxableAmount>", ">0.00</cbc:TaxableAmount>", &[3105, 4294, 4297, 4309]),
    ]);
}

#[test]
fn bags() {
    each_breaks(&[
        (BOLETA, "unitCode=\"NIU\">2</cbc:Base", ">2<", ">3<", &[3236, 4318]),
        (BOLETA, "<cbc:PerUnitAmount", "0.50", "0.40", &[4237, 4318]),
        (BOLETA, "<cbc:PerUnitAmount", "0.50", "0.00", &[3238, 4237, 4318]),
        (BOLETA, "<cbc:IssueDate>", "2026-03-01", "2019-03-01", &[2949, 4237]),
        (BOLETA, "<cbc:InvoiceTypeCode", "0101", "0113", &[3240]),
        (BOLETA, "<cac:TaxTotal>", ">1.00<", ">1.10<", &[4321]),
    ]);
}

#[test]
fn the_document() {
    each_breaks(&[
        (PAID, "<cac:TaxTotal>", ">18.00<", ">20.00<", &[3294]),
        (PAID, "<cac:TaxTotal>", ">100.00<", ">102.00<", &[3277]),
        (
            PAID,
            "<cac:TaxTotal>",
            "</cbc:TaxableAmount>\n      <cbc:TaxAmount currencyID=\"PEN\">18.00",
            "</cbc:TaxableAmount>\n      <cbc:TaxAmount currencyID=\"PEN\">20.00",
            &[3291, 3294],
        ),
        (PAID, "<cac:LegalMonetaryTotal>", ">100.00<", ">101.01<", &[3278, 3279]),
        (
            PAID,
            "<cac:LegalMonetaryTotal>",
            "<cbc:TaxInclusiveAmount currencyID=\"PEN\">118.00</cbc:TaxInclusiveAmount>",
            "",
            &[3280, 3305],
        ),
        (PAID, "<cac:LegalMonetaryTotal>", ">118.00</cbc:Pay", ">119.01</cbc:Pay", &[3280]),
        (PAID, "<cac:LegalMonetaryTotal>", ">118.00</cbc:Pay", ">119.00</cbc:Pay", &[]),
        (BOLETA, "<cac:LegalMonetaryTotal>", ">18.20</cbc:Tax", ">20.20</cbc:Tax", &[4310, 4312]),
        (BOLETA, "<cac:TaxTotal>", ">5.00<", ">7.00<", &[4297]),
        (BOLETA, "<cac:TaxTotal>", ">3.00<", ">5.00<", &[4298]),
        (BOLETA, "<cac:TaxTotal>", ">0.54<", ">2.54<", &[4311]),
        (BOLETA, "<cac:TaxTotal>", ">2.86<", ">4.86<", &[4301]),
        (BOLETA, "<cac:TaxTotal>", ">3.00<", ">0.00<", &[2416, 2641, 4298]),
        (
            BOLETA,
            "<cac:TaxTotal>",
            "<cbc:TaxAmount currencyID=\"PEN\">0.00",
            "<cbc:TaxAmount currencyID=\"PEN\">0.50",
            &[3000],
        ),
        (BOLETA, "<cbc:Note", "1002", "2001", &[]),
        (PAID, "<cbc:Note", "1000", "2001", &[3283]),
        (
            PAID,
            "<cbc:PayableAmount",
            "<cbc:PayableAmount",
            "<cbc:PayableRoundingAmount currencyID=\"PEN\">-1.50</cbc:PayableRoundingAmount><cbc:PayableAmount",
            &[3280, 3303],
        ),
    ]);
}

/// A discount of ten soles on the whole factura, with what is wrong about it.
fn discounted(reason: &str, indicator: &str, amount: &str) -> String {
    let allowance = format!(
        "<cac:AllowanceCharge><cbc:ChargeIndicator>{indicator}</cbc:ChargeIndicator>\
         <cbc:AllowanceChargeReasonCode>{reason}</cbc:AllowanceChargeReasonCode>\
         <cbc:MultiplierFactorNumeric>0.10000</cbc:MultiplierFactorNumeric>\
         <cbc:Amount currencyID=\"PEN\">{amount}</cbc:Amount>\
         <cbc:BaseAmount currencyID=\"PEN\">100.00</cbc:BaseAmount></cac:AllowanceCharge><cac:TaxTotal>"
    );
    crate::changed(PAID, "<cac:TaxTotal>", "<cac:TaxTotal>", &allowance)
        .replacen("<cbc:TaxAmount currencyID=\"PEN\">18.00", "<cbc:TaxAmount currencyID=\"PEN\">16.20", 2)
        .replacen("<cbc:TaxableAmount currencyID=\"PEN\">100.00", "<cbc:TaxableAmount currencyID=\"PEN\">90.00", 1)
        .replacen(
            "<cbc:LineExtensionAmount currencyID=\"PEN\">100.00",
            "<cbc:LineExtensionAmount currencyID=\"PEN\">90.00",
            1,
        )
        .replacen(
            "<cbc:TaxInclusiveAmount currencyID=\"PEN\">118.00",
            "<cbc:TaxInclusiveAmount currencyID=\"PEN\">106.20",
            1,
        )
        .replacen("<cbc:PayableAmount currencyID=\"PEN\">118.00", "<cbc:PayableAmount currencyID=\"PEN\">106.20", 1)
}

#[test]
fn discounts() {
    let codes = |reason, indicator, amount| crate::codes(&discounted(reason, indicator, amount), &Default::default());
    assert_eq!(codes("02", "false", "10.00"), NONE);
    assert_eq!(codes("02", "true", "10.00"), [3114]);
    assert_eq!(codes("02", "false", "12.00"), [3277, 3278, 3307]);
    assert_eq!(codes("99", "false", "10.00"), [3071, 3277, 3278, 3279, 3291]);
    assert_eq!(codes("", "false", "10.00"), [3072, 3277, 3278, 3279, 3291]);
    let boleta = crate::as_boleta(&discounted("02", "false", "12.00"));
    assert_eq!(crate::codes(&boleta, &Default::default()), [4299, 4309, 4322]);
}

/// The factura's line at 110.00 less ten soles, with the discount so written.
fn discounted_line(reason: &str, indicator: &str, amount: &str) -> String {
    let allowance = format!(
        "</cac:PricingReference><cac:AllowanceCharge><cbc:ChargeIndicator>{indicator}</cbc:ChargeIndicator>\
         <cbc:AllowanceChargeReasonCode>{reason}</cbc:AllowanceChargeReasonCode>\
         <cbc:MultiplierFactorNumeric>0.09091</cbc:MultiplierFactorNumeric>\
         <cbc:Amount currencyID=\"PEN\">{amount}</cbc:Amount>\
         <cbc:BaseAmount currencyID=\"PEN\">110.00</cbc:BaseAmount></cac:AllowanceCharge>"
    );
    crate::changed(PAID, "<cac:InvoiceLine>", "</cac:PricingReference>", &allowance).replacen(
        "<cbc:PriceAmount currencyID=\"PEN\">100.00",
        "<cbc:PriceAmount currencyID=\"PEN\">110.00",
        1,
    )
}

#[test]
fn discounts_of_a_line() {
    let codes = |reason, indicator, amount| crate::codes(&discounted_line(reason, indicator, amount), &Default::default());
    assert_eq!(codes("00", "false", "10.00"), NONE);
    assert_eq!(codes("00", "true", "10.00"), [3114]);
    assert_eq!(codes("00", "false", "12.00"), [3271, 3290]);
    assert_eq!(codes("00", "false", "-10.00"), [2955, 3271, 3290]);
    assert_eq!(codes("02", "false", "10.00"), [3271, 4268]);
    assert_eq!(codes("", "false", "10.00"), [3073, 3271]);
    assert_eq!(codes("88", "false", "10.00"), [2954, 3271, 4268]);
    let boleta = crate::as_boleta(&discounted_line("00", "false", "12.00"));
    assert_eq!(crate::codes(&boleta, &Default::default()), [4288, 4289]);
}

/// What goes with each way the IGV may not touch a sale.
#[test]
fn sales_without_igv() {
    for (affectation, code, name, kind) in [("20", "9997", "EXO", "VAT"), ("30", "9998", "INA", "FRE")] {
        let text = crate::read(PAID)
            .replace("<cbc:ID>1000<", &format!("<cbc:ID>{code}<"))
            .replace(">IGV<", &format!(">{name}<"))
            .replace(">VAT<", &format!(">{kind}<"))
            .replace("ReasonCode>10<", &format!("ReasonCode>{affectation}<"))
            .replace("<cbc:Percent>18<", "<cbc:Percent>0.00<")
            .replace(">18.00<", ">0.00<")
            .replace(">118.00<", ">100.00<");
        assert_eq!(crate::codes(&text, &Default::default()), NONE, "{affectation}");
        let wrong = text.replacen(&format!("ReasonCode>{affectation}<"), "ReasonCode>10<", 1);
        assert_eq!(crate::codes(&wrong, &Default::default()), [2040], "{affectation}");
        let above = text.replacen(">100.00</cbc:TaxableAmount>", ">102.00</cbc:TaxableAmount>", 1);
        let (refused, observed) = if code == "9997" { (3275, 4297) } else { (3274, 4296) };
        assert_eq!(crate::codes(&above, &Default::default()), [refused]);
        assert_eq!(crate::codes(&crate::as_boleta(&above), &Default::default()), [observed]);
    }
}

#[test]
fn a_boleta_of_the_nrus_bears_no_igv() {
    let text = crate::read(PAID)
        .replace("F001-2", "B001-2")
        .replace("listID=\"0101\">01<", "listID=\"0113\">03<")
        .replace("<cbc:Percent>18<", "<cbc:Percent>0<")
        .replace(">18.00<", ">0.00<")
        .replace(">118.00<", ">100.00<");
    assert_eq!(crate::codes(&text, &Default::default()), NONE);
    let general = text.replace("0113", "0101");
    assert_eq!(crate::codes(&general, &Default::default()), [2993, 3111, 4290, 4310]);
}

/// The boleta of the other tests as a factura: the same faults are refused.
#[test]
fn the_same_on_a_factura() {
    let text = crate::as_factura(&crate::read(BOLETA));
    assert_eq!(crate::codes(&text, &Default::default()), NONE);
    let lines = text.find("<cac:InvoiceLine>").expect("a line");
    let broken = |old: &str, new: &str| crate::codes(&text.replacen(old, new, 1), &Default::default());
    let in_line = |old: &str, new: &str| {
        let changed = format!("{}{}", &text[..lines], text[lines..].replacen(old, new, 1));
        crate::codes(&changed, &Default::default())
    };
    assert_eq!(broken(">1.00<", ">1.10<"), [3306]);
    assert_eq!(broken(">3.00<", ">5.00<"), [3276]);
    assert_eq!(broken(">0.54<", ">2.54<"), [3302]);
    assert_eq!(broken(">10.34<", ">12.34<"), [3277]);
    assert_eq!(in_line(">1.80<", ">3.80<"), [3292]);
    assert_eq!(in_line(">5.90<", ">7.90<"), [3270]);
}

#[test]
fn totals_of_discounts_and_charges() {
    let with = |name: &str| format!("<cbc:{name} currencyID=\"PEN\">5.00</cbc:{name}><cbc:PayableAmount");
    for (name, refused, observed) in [("AllowanceTotalAmount", 3300, 4307), ("ChargeTotalAmount", 3301, 4308)] {
        let text = crate::read(PAID).replacen("<cbc:PayableAmount", &with(name), 1);
        assert_eq!(crate::codes(&text, &Default::default()), [3280, refused]);
        assert_eq!(crate::codes(&crate::as_boleta(&text), &Default::default()), [observed, 4312]);
    }
}

#[test]
fn the_amazons_legends() {
    let cases = [("2001", 3283, 4022), ("2002", 3284, 4023), ("2003", 3285, 4024), ("2008", 3289, 4244)];
    for (legend, refused, observed) in cases {
        let text = crate::read(PAID).replacen("LocaleID=\"1000\"", &format!("LocaleID=\"{legend}\""), 1);
        assert_eq!(crate::codes(&text, &Default::default()), [refused]);
        assert_eq!(crate::codes(&crate::as_boleta(&text), &Default::default()), [observed]);
    }
}

fn subtotal(code: &str, name: &str, kind: &str) -> String {
    format!(
        "<cac:TaxSubtotal><cbc:TaxableAmount currencyID=\"PEN\">5.00</cbc:TaxableAmount>\
         <cbc:TaxAmount currencyID=\"PEN\">0.00</cbc:TaxAmount><cac:TaxCategory><cbc:Percent>0.00</cbc:Percent>\
         <cbc:TaxExemptionReasonCode>30</cbc:TaxExemptionReasonCode><cac:TaxScheme><cbc:ID>{code}</cbc:ID>\
         <cbc:Name>{name}</cbc:Name><cbc:TaxTypeCode>{kind}</cbc:TaxTypeCode></cac:TaxScheme></cac:TaxCategory>\
         </cac:TaxSubtotal></cac:TaxTotal>"
    )
}

/// Line 2 is exonerated; as unaffected too it is in a combination that does not exist, and its total is missing.
#[test]
fn a_lines_tributos() {
    let text = crate::changed(BOLETA, "<cbc:ID>2</cbc:ID>", "</cac:TaxTotal>", &subtotal("9998", "INA", "FRE"));
    assert_eq!(crate::codes(&text, &Default::default()), [2638, 3223]);
    let text = crate::changed(BOLETA, "<cbc:ID>2</cbc:ID>", "</cac:TaxTotal>", &subtotal("9997", "EXO", "VAT"));
    assert_eq!(crate::codes(&text, &Default::default()), [2040, 3067]);
}

#[test]
fn a_summarys_igv() {
    let text = crate::read(crate::SUMMARY).replacen(">1.86<", ">9.86<", 2);
    assert_eq!(crate::codes(&text, &Default::default()), [4019, 4027]);
}
