//! The daily summary and the void, line against line.

use crate::{NONE, SUMMARY, VOID, changed, codes, each_breaks, read};

#[test]
fn a_summarys_line() {
    each_breaks(&[
        (SUMMARY, "<sac:TotalAmount", "18.20", "24.20", &[4027]),
        (SUMMARY, "<sac:TotalAmount", "18.20", "23.20", &[]),
        (SUMMARY, "<sac:TotalAmount", "\"PEN\"", "\"USD\"", &[2071]),
        (
            SUMMARY,
            "<cac:TaxTotal>",
            "<cbc:TaxAmount currencyID=\"PEN\">1.86",
            "<cbc:TaxAmount currencyID=\"PEN\">1.87",
            &[2344],
        ),
        (SUMMARY, "<cbc:ID>1000", "1000", "9999", &[2278]),
        (SUMMARY, "<cbc:LineID>3", "<cbc:DocumentTypeCode>07", "<cbc:DocumentTypeCode>03", &[2582]),
        (SUMMARY, "<cac:BillingReference>", "<cbc:ID>B001-9</cbc:ID>", "<cbc:ID></cbc:ID>", &[2524, 2920]),
        (SUMMARY, "<cac:BillingReference>", "<cbc:DocumentTypeCode>03</cbc:DocumentTypeCode>", "", &[2583]),
        (SUMMARY, "<cbc:LineID>2", "B001-3", "B001-1", &[]),
    ]);
}

#[test]
fn a_large_sale_names_its_customer() {
    let text = read(SUMMARY);
    let (start, end) = (
        text.find("<cac:AccountingCustomerParty>").expect("a start"),
        text.find("</cac:AccountingCustomerParty>").expect("an end"),
    );
    let anonymous = format!("{}{}", &text[..start], &text[end + "</cac:AccountingCustomerParty>".len()..]);
    assert_eq!(codes(&anonymous, &Default::default()), NONE);
    let large = anonymous.replacen("18.20", "703.00", 1).replacen(">5.00<", ">689.80<", 1);
    assert_eq!(codes(&large, &Default::default()), [2514]);
}

#[test]
fn one_document_on_two_lines() {
    let again = |first, second| {
        let text = changed(SUMMARY, "<cbc:LineID>2", "B001-3", "B001-1");
        let text = text.replacen("<cbc:ConditionCode>1", &format!("<cbc:ConditionCode>{first}"), 1);
        codes(&text.replacen("<cbc:ConditionCode>3", &format!("<cbc:ConditionCode>{second}"), 1), &Default::default())
    };
    assert_eq!(again("1", "1"), [3094]);
    assert_eq!(again("1", "2"), [3095]);
    assert_eq!(again("2", "3"), [3096]);
}

#[test]
fn a_void_names_a_document_once() {
    let text = read(VOID);
    let (start, end) =
        (text.find("<sac:VoidedDocumentsLine>").expect("a start"), text.find("</VoidedDocuments>").expect("an end"));
    let again = text[start..end].replace("<cbc:LineID>1", "<cbc:LineID>2");
    assert_eq!(codes(&format!("{}{again}</VoidedDocuments>", &text[..end]), &Default::default()), [2348]);
}
