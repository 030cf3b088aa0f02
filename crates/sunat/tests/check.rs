//! The pre-send check against documents as SUNAT takes them, and against the same with one thing wrong.

#[path = "check/families.rs"]
mod families;
#[path = "check/lists.rs"]
mod lists;
#[path = "check/notes.rs"]
mod notes;
#[path = "check/sums.rs"]
mod sums;
#[path = "check/terms.rs"]
mod terms;

use std::{fs, path::Path, time::Instant};

use caserita_sunat::check::{Breach, CheckError, Facts, Severity, check};
use proptest::prelude::*;

const BOLETA: &str = "20123456786-03-B001-1";
const GIFT: &str = "20123456786-03-B001-2";
const ON_CREDIT: &str = "20123456786-01-F001-1";
const PAID: &str = "20123456786-01-F001-2";
const CREDIT_NOTE: &str = "20123456786-07-BC01-1";
const DEBIT_NOTE: &str = "20123456786-08-BD01-1";
const VOID: &str = "20123456786-RA-20260302-1";
const SUMMARY: &str = "20123456786-RC-20260302-1";
const GOOD: [&str; 8] = [BOLETA, GIFT, ON_CREDIT, PAID, CREDIT_NOTE, DEBIT_NOTE, VOID, SUMMARY];

/// No code at all.
const NONE: [u16; 0] = [];

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/check/{name}.xml"));
    fs::read_to_string(path).expect(name)
}

fn breaches(xml: &str, facts: &Facts<'_>) -> Vec<Breach> {
    check(xml.as_bytes(), facts).expect("a document")
}

/// The codes, each once, in order.
fn codes(xml: &str, facts: &Facts<'_>) -> Vec<u16> {
    let mut codes: Vec<u16> = breaches(xml, facts).iter().map(|breach| breach.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}

/// One thing changed in a good document: after `anchor`, the first `old` becomes `new`; and what SUNAT would say.
type Change = (&'static str, &'static str, &'static str, &'static str, &'static [u16]);

fn changed(name: &str, anchor: &str, old: &str, new: &str) -> String {
    let text = read(name);
    let start = text.find(anchor).unwrap_or_else(|| panic!("{name} has no {anchor}"));
    let (before, after) = text.split_at(start);
    assert!(after.contains(old), "{name} has no {old} after {anchor}");
    format!("{before}{}", after.replacen(old, new, 1))
}

/// A boleta made a factura, or a factura a boleta: what is observed on the one is refused on the other.
fn as_factura(boleta: &str) -> String {
    boleta
        .replace("<cbc:ID>B001", "<cbc:ID>F001")
        .replace("listID=\"0101\">03<", "listID=\"0101\">01<")
        .replace("schemeID=\"0\">0<", "schemeID=\"6\">20100070970<")
        .replacen("<cac:TaxTotal>", &format!("{PAID_AT_ONCE}<cac:TaxTotal>"), 1)
}

fn as_boleta(factura: &str) -> String {
    factura.replace("<cbc:ID>F001", "<cbc:ID>B001").replace("listID=\"0101\">01<", "listID=\"0101\">03<")
}

const PAID_AT_ONCE: &str =
    "<cac:PaymentTerms><cbc:ID>FormaPago</cbc:ID><cbc:PaymentMeansID>Contado</cbc:PaymentMeansID></cac:PaymentTerms>";

fn each_breaks(changes: &[Change]) {
    let wrong: Vec<String> = changes
        .iter()
        .filter_map(|(name, anchor, old, new, expected)| {
            let facts = Facts { file_name: Some(name), ..Facts::default() };
            let found = codes(&changed(name, anchor, old, new), &facts);
            (found != *expected).then(|| format!("{name}, {anchor}: {old} → {new}: expected {expected:?}, found {found:?}"))
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn good_documents_break_no_rule() {
    for name in GOOD {
        let facts = Facts { file_name: Some(name), ..Facts::default() };
        let found = breaches(&read(name), &facts);
        assert!(found.is_empty(), "{name}: {found:#?}");
    }
}

#[test]
fn an_unsigned_document_is_checked_too() {
    let text = read(BOLETA);
    let (start, end) = (text.find("<ds:Signature").expect("a start"), text.find("</ds:Signature>").expect("an end"));
    let unsigned = format!("{}{}", &text[..start], &text[end + "</ds:Signature>".len()..]);
    assert!(breaches(&unsigned, &Facts::default()).is_empty());
}

#[test]
fn a_document_is_well_formed_known_and_without_a_doctype() {
    let error = |xml: &str| check(xml.as_bytes(), &Facts::default()).expect_err("refused");
    assert_eq!(error("<!DOCTYPE a [<!ENTITY b 'c'>]><Invoice/>"), CheckError::DocType);
    assert_eq!(error("<DespatchAdvice/>"), CheckError::UnknownRoot("DespatchAdvice".into()));
    assert_eq!(error(&"<a>".repeat(100)), CheckError::TooDeep);
    assert_eq!(error(&" ".repeat(5 * 1024 * 1024)), CheckError::TooLarge);
    assert!(matches!(error("<Invoice><a></Invoice>"), CheckError::Xml(_)));
    assert!(matches!(error("<Invoice>&b;</Invoice>"), CheckError::Xml(_)));
    assert!(matches!(error("<Invoice/><Invoice/>"), CheckError::Xml(_)));
    assert!(matches!(error(""), CheckError::Xml(_)));
    assert_eq!(check(&[b'<', 0xff], &Facts::default()), Err(CheckError::NotUtf8));
}

#[test]
fn a_breach_says_what_and_where() {
    let text = changed(BOLETA, "<cbc:ID>3</cbc:ID>", "<cbc:Description>BOLSA PLASTICA<", "<cbc:Description><");
    let found = breaches(&text, &Facts::default());
    let [breach] = &found[..] else { panic!("{found:?}") };
    assert_eq!((breach.code, breach.severity, breach.fatal()), (2026, Severity::Error, true));
    assert_eq!(breach.at, "line 3, cac:Item/cbc:Description");
    assert!(breach.field.contains("Descripción") && breach.message.contains("Description"), "{breach:?}");
}

#[test]
fn what_does_not_add_up_is_fatal_though_sunat_only_observes_it() {
    let text = changed(
        BOLETA,
        "<cac:LegalMonetaryTotal>",
        "PayableAmount currencyID=\"PEN\">18.20",
        "PayableAmount currencyID=\"PEN\">28.20",
    );
    let found = breaches(&text, &Facts::default());
    let [breach] = &found[..] else { panic!("{found:?}") };
    assert_eq!((breach.code, breach.severity, breach.fatal()), (4312, Severity::Observation, true));
    let text = changed(BOLETA, "RegistrationAddress", "<cbc:ID>150101", "<cbc:ID>999999");
    let found = breaches(&text, &Facts::default());
    assert!(found.iter().all(|breach| breach.code == 4093 && !breach.fatal()) && found.len() == 1, "{found:?}");
}

#[test]
fn what_may_be_there_breaks_nothing() {
    let supplier = "<cac:PartyName><cbc:Name>LA TIENDITA</cbc:Name></cac:PartyName><cac:PartyLegalEntity>";
    let place = "<cbc:CitySubdivisionName>URB. EL SOL</cbc:CitySubdivisionName><cbc:CityName>";
    let codes_of_item = "BOLSA &amp; <![CDATA[LAZO]]></cbc:Description>\
        <cac:SellersItemIdentification><cbc:ID>SKU 1</cbc:ID></cac:SellersItemIdentification>\
        <cac:StandardItemIdentification><cbc:ID schemeID=\"GTIN-13\">7750182003841</cbc:ID></cac:StandardItemIdentification>\
        <cac:CommodityClassification><cbc:ItemClassificationCode listID=\"UNSPSC\">50202306</cbc:ItemClassificationCode>\
        </cac:CommodityClassification>";
    let text = read(BOLETA)
        .replacen("<cac:PartyLegalEntity>", supplier, 1)
        .replacen("<cbc:CityName>", place, 1)
        .replacen("BOLSA PLASTICA</cbc:Description>", codes_of_item, 1)
        .replacen(
            "<cbc:PayableAmount",
            "<cbc:PayableRoundingAmount currencyID=\"PEN\">-0.10</cbc:PayableRoundingAmount><cbc:PayableAmount",
            1,
        )
        .replacen("18.20</cbc:PayableAmount>", "18.10</cbc:PayableAmount>", 1);
    assert_eq!(codes(&text, &Facts::default()), NONE);
    let wrong = text.replacen("7750182003841", "775018200384", 1).replacen("50202306", "50200000", 1);
    assert_eq!(codes(&wrong, &Facts::default()), [4334, 4337]);
    let bare = text.replacen(" schemeID=\"GTIN-13\"", "", 1).replacen("SKU 1", &"9".repeat(31), 1);
    assert_eq!(codes(&bare, &Facts::default()), [4269, 4333]);
}

/// A boleta of so many lines, whose totals no longer add up.
fn of_lines(count: usize) -> String {
    let text = read(BOLETA);
    let start = text.find("  <cac:InvoiceLine>").expect("a line");
    let end = text.find("  <cac:InvoiceLine>\n    <cbc:ID>2<").expect("a second line");
    let line = |number| text[start..end].replacen("<cbc:ID>1<", &format!("<cbc:ID>{number}<"), 1);
    format!("{}{}</Invoice>", &text[..start], (1..=count).map(line).collect::<String>())
}

fn took(text: &str) -> std::time::Duration {
    breaches(text, &Facts::default());
    let began = Instant::now();
    breaches(text, &Facts::default());
    began.elapsed()
}

/// Ten lines take about a third of a millisecond in a release build, and the 999 that SUNAT allows not much more
/// than a hundred times that. These bounds only catch what is far off, so that they hold on a busy machine without
/// optimisation.
#[test]
fn a_check_takes_no_time() {
    let (ten, most) = (took(&of_lines(10)), took(&of_lines(999)));
    println!("ten lines {ten:?}, 999 lines {most:?}");
    assert!(ten.as_millis() < 100 && most.as_secs() < 5, "ten lines {ten:?}, 999 lines {most:?}");
}

proptest! {
    /// Whatever is cut out of or written into a document, the check answers; it never panics.
    #[test]
    fn nothing_makes_it_panic(at in 0usize..8000, length in 0usize..200, text in "[<>&a-z0-9./:\"' ]{0,12}", which in 0usize..8) {
        let mut bytes = read(GOOD[which]).into_bytes();
        let start = at.min(bytes.len());
        let end = (start + length).min(bytes.len());
        bytes.splice(start..end, text.into_bytes());
        let _ = check(&bytes, &Facts { file_name: Some("a"), ..Facts::default() });
    }

    /// However absurd an amount, the check answers: no sum, product or quotient overflows.
    #[test]
    fn no_amount_makes_it_panic(which in 0usize..8, at in 0usize..60, whole in "[0-9]{1,30}", fraction in "(\\.[0-9]{1,30})?") {
        let text = read(GOOD[which]);
        let amounts: Vec<usize> = text.match_indices("Amount currencyID=\"PEN\">").map(|(start, _)| start).collect();
        prop_assume!(!amounts.is_empty());
        let start = amounts[at % amounts.len()] + "Amount currencyID=\"PEN\">".len();
        let end = start + text[start..].find('<').expect("an end");
        let strange = format!("{}{whole}{fraction}{}", &text[..start], &text[end..]);
        let strange = strange.replace("unitCode=\"NIU\">2<", &format!("unitCode=\"NIU\">0{fraction}<"));
        let _ = check(strange.as_bytes(), &Facts::default());
    }

    /// Any one element taken out of a boleta is either optional or missed; text is never invented.
    #[test]
    fn breaches_point_into_the_document(which in 0usize..8, at in 0usize..400) {
        let text = read(GOOD[which]);
        let lines: Vec<&str> = text.lines().collect();
        let cut = at % lines.len();
        let left: Vec<&str> = lines.iter().enumerate().filter(|(line, _)| *line != cut).map(|(_, line)| *line).collect();
        if let Ok(found) = check(left.join("\n").as_bytes(), &Facts::default()) {
            prop_assert!(found.iter().all(|breach| breach.code >= 1000 && !breach.at.is_empty() && !breach.message.is_empty()));
        }
    }
}
