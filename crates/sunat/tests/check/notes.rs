//! Notes, the facts only the caller knows, and the file's name.

use caserita_money::Money;
use caserita_sunat::check::{Affected, Facts};
use chrono::NaiveDate;

use crate::{BOLETA, CREDIT_NOTE, DEBIT_NOTE, NONE, PAID, SUMMARY, VOID, changed, codes, each_breaks, read};

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn affected() -> Affected<'static> {
    Affected { total: Money::from_cents(1180), issued: day("2026-03-01"), currency: "PEN", on_credit: false }
}

#[test]
fn what_a_note_says_of_its_document() {
    each_breaks(&[
        (CREDIT_NOTE, "<cac:BillingReference>", "B001-9", "F001-9", &[2117]),
        (CREDIT_NOTE, "<cac:BillingReference>", "<cbc:DocumentTypeCode>03", "<cbc:DocumentTypeCode>01", &[2117, 2399]),
        (CREDIT_NOTE, "<cbc:ResponseCode>", "07", "04", &[4367]),
        (CREDIT_NOTE, "<cbc:ResponseCode>", "07", "13", &[3257, 3259, 3315]),
        (CREDIT_NOTE, "<cac:LegalMonetaryTotal>", "11.80</cbc:Pay", "13.80</cbc:Pay", &[4312]),
        (CREDIT_NOTE, "<cac:CreditNoteLine>", " unitCode=\"NIU\"", "", &[2138]),
        (CREDIT_NOTE, "<cbc:AddressTypeCode>", "0000", "", &[4198]),
        (DEBIT_NOTE, "<cac:BillingReference>", "B001-9", "X", &[2205]),
        (DEBIT_NOTE, "<cac:RequestedMonetaryTotal>", "11.80</cbc:Pay", "13.80</cbc:Pay", &[4312]),
    ]);
}

#[test]
fn a_note_without_its_document() {
    for (name, code) in [(CREDIT_NOTE, 2524), (DEBIT_NOTE, 2524)] {
        let text = read(name);
        let (start, end) =
            (text.find("<cac:BillingReference>").expect("a start"), text.find("</cac:BillingReference>").expect("an end"));
        let without = format!("{}{}", &text[..start], &text[end + "</cac:BillingReference>".len()..]);
        assert_eq!(codes(&without, &Facts::default()), [code], "{name}");
    }
}

#[test]
fn facts_of_the_affected_document() {
    let note = read(CREDIT_NOTE);
    let with = |affected| codes(&note, &Facts { affected: Some(affected), ..Facts::default() });
    assert_eq!(with(affected()), NONE);
    assert_eq!(with(Affected { total: Money::from_cents(1179), ..affected() }), [4028]);
    assert_eq!(with(Affected { issued: day("2026-03-02"), ..affected() }), [2885]);
    assert_eq!(with(Affected { currency: "USD", ..affected() }), [4368]);
}

#[test]
fn deadlines_need_todays_date() {
    let on = |name: &str, today| codes(&read(name), &Facts { today: Some(day(today)), ..Facts::default() });
    assert_eq!(on(BOLETA, "2026-03-06"), NONE);
    assert_eq!(on(BOLETA, "2026-03-07"), [1079]);
    assert_eq!(on(PAID, "2026-03-04"), NONE);
    assert_eq!(on(PAID, "2026-03-05"), [2108]);
    assert_eq!(on(CREDIT_NOTE, "2026-03-07"), [1079]);
    assert_eq!(on(BOLETA, "2026-02-27"), NONE);
    assert_eq!(on(BOLETA, "2026-02-26"), [2329]);
    assert_eq!(on(SUMMARY, "2026-03-01"), [2236]);
    assert_eq!(on(SUMMARY, "2026-03-08"), NONE);
    assert_eq!(on(SUMMARY, "2026-03-09"), [2957, 4443]);
    assert_eq!(on(VOID, "2026-03-01"), [2301]);
    assert_eq!(on(VOID, "2026-03-09"), [2957]);
}

#[test]
fn the_files_name() {
    let named = |name: &str, file| codes(&read(name), &Facts { file_name: Some(file), ..Facts::default() });
    assert_eq!(named(BOLETA, "20123456786-03-B001-1.xml"), NONE);
    assert_eq!(named(BOLETA, "20999999999-03-B001-1.zip"), [1034]);
    assert_eq!(named(BOLETA, "20123456786-01-B001-1"), [1003]);
    assert_eq!(named(BOLETA, "20123456786-03-B002-1"), [1035]);
    assert_eq!(named(BOLETA, "20123456786-03-B001-2"), [1036]);
    assert_eq!(named(SUMMARY, "20123456786-RC-20260302-2"), [2220]);
    assert_eq!(named(VOID, "20123456786-RA-20260303-1"), [2220, 2346]);
    assert_eq!(named(VOID, "20999999999-RA-20260302-1"), [1034]);
}

#[test]
fn a_reference_is_not_after_its_summary() {
    let text = changed(SUMMARY, "<cbc:ReferenceDate>", "2026-03-01", "2026-03-03");
    assert_eq!(codes(&text, &Facts::default()), [2671]);
}

/// The credit note on a boleta, made one on a factura.
fn on_a_factura() -> String {
    let text = read(CREDIT_NOTE).replace("BC01-1", "FC01-1").replace("B001-9", "F001-9");
    text.replacen("<cbc:DocumentTypeCode>03", "<cbc:DocumentTypeCode>01", 1)
}

#[test]
fn a_note_on_a_factura_is_refused_for_what_one_on_a_boleta_is_only_observed() {
    let facts = Facts { affected: Some(affected()), ..Facts::default() };
    assert_eq!(codes(&on_a_factura(), &facts), NONE);
    let broken = |old, new| codes(&on_a_factura().replacen(old, new, 1), &facts);
    assert_eq!(broken("11.80</cbc:Pay", "10.00</cbc:Pay"), [3280]);
    assert_eq!(broken("<cbc:PriceAmount currencyID=\"PEN\">5.00", "<cbc:PriceAmount currencyID=\"PEN\">6.00"), [3271]);
    assert_eq!(broken("<cbc:AddressTypeCode>0000", "<cbc:AddressTypeCode>"), [3030]);
    let less = Affected { total: Money::from_cents(1179), ..affected() };
    assert_eq!(codes(&on_a_factura(), &Facts { affected: Some(less), ..Facts::default() }), [3286]);
}

#[test]
fn a_note_that_only_moves_the_instalments() {
    let text = on_a_factura().replacen("<cbc:ResponseCode>07", "<cbc:ResponseCode>13", 1);
    assert_eq!(codes(&text, &Facts { affected: Some(affected()), ..Facts::default() }), [3257, 3260, 3315]);
    let credit = "<cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>Credito</cbc:PaymentMeansID>\
         <cbc:Amount currencyID=\"PEN\">20.00</cbc:Amount></cac:PaymentTerms>\
         <cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>Cuota001</cbc:PaymentMeansID>\
         <cbc:Amount currencyID=\"PEN\">20.00</cbc:Amount><cbc:PaymentDueDate>2026-03-01</cbc:PaymentDueDate>\
         </cac:PaymentTerms><cac:TaxTotal>";
    let text = text.replacen("<cac:TaxTotal>", credit, 1);
    let on_credit = Affected { on_credit: true, ..affected() };
    assert_eq!(codes(&text, &Facts { affected: Some(on_credit), ..Facts::default() }), [3315, 3320, 3321]);
}

#[test]
fn a_note_on_several_documents() {
    let reference = |kind: &str, id: &str| {
        format!(
            "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>{id}</cbc:ID>\
             <cbc:DocumentTypeCode>{kind}</cbc:DocumentTypeCode></cac:InvoiceDocumentReference></cac:BillingReference>\
             <cac:Signature>"
        )
    };
    let with = |kind, id| read(CREDIT_NOTE).replacen("<cac:Signature>", &reference(kind, id), 1);
    assert_eq!(codes(&with("03", "B001-8"), &Facts::default()), NONE);
    assert_eq!(codes(&with("03", "B001-9"), &Facts::default()), [2365]);
    assert_eq!(codes(&with("12", "FF11-0001"), &Facts::default()), [2884]);
    let exported = with("03", "B001-8").replacen("<cbc:ResponseCode>07", "<cbc:ResponseCode>11", 1);
    assert_eq!(codes(&exported, &Facts::default()), [2642, 3194]);
    let dollars = Affected { currency: "USD", ..affected() };
    assert_eq!(codes(&on_a_factura(), &Facts { affected: Some(dollars), ..Facts::default() }), [3209]);
}
