//! CDRs as SUNAT writes them, as an OSE may, and as nobody honest would.

use std::io::{Cursor, Write};

use caserita_sunat::TreeError;
use caserita_sunat::cdr::{Cdr, CdrError, Observation, Verdict};
use caserita_sunat::{
    catalog::DocType,
    package::{FileName, PackageError},
};
use proptest::prelude::*;
use zip::{ZipWriter, write::SimpleFileOptions};

const NAME: &str = "R-20123456786-01-F001-7";

fn zipped(name: &str, xml: &[u8]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_directory("dummy/", SimpleFileOptions::default()).expect("a folder");
    writer.start_file(format!("{name}.xml"), SimpleFileOptions::default()).expect("an entry");
    writer.write_all(xml).expect("its bytes");
    writer.finish().expect("a zip").into_inner()
}

/// As SUNAT writes them: UBL 2.0, notes at the root, a folder `dummy/` first.
fn cdr(notes: &str, response: &str) -> Vec<u8> {
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <ar:ApplicationResponse xmlns:ar=\"urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2\" \
         xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" \
         xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">\
         <cbc:UBLVersionID>2.0</cbc:UBLVersionID><cbc:ID>2026</cbc:ID>\
         <cbc:IssueDate>2026-03-02T10:00:01</cbc:IssueDate><cbc:IssueTime>00:00:00</cbc:IssueTime>\
         <cbc:ResponseDate>2026-03-02</cbc:ResponseDate><cbc:ResponseTime>10:00:02</cbc:ResponseTime>{notes}\
         <cac:SenderParty><cac:PartyIdentification><cbc:ID>20131312955</cbc:ID></cac:PartyIdentification></cac:SenderParty>\
         <cac:DocumentResponse><cac:Response>{response}</cac:Response>\
         <cac:DocumentReference><cbc:ID>F001-7</cbc:ID></cac:DocumentReference></cac:DocumentResponse>\
         </ar:ApplicationResponse>"
    );
    zipped(NAME, xml.as_bytes())
}

fn response(code: &str) -> String {
    format!(
        "<cbc:ReferenceID>F001-7</cbc:ReferenceID><cbc:ResponseCode>{code}</cbc:ResponseCode>\
         <cbc:Description>La Factura numero F001-7, ha sido procesada</cbc:Description>"
    )
}

#[test]
fn an_acceptance_is_read_whole() {
    let read = Cdr::read(&cdr("", &response("0"))).expect("a CDR");
    assert_eq!(read.verdict(), Verdict::Accepted);
    assert_eq!((read.file.as_str(), read.reference_id.as_str(), read.response_code), (NAME, "F001-7", 0));
    assert_eq!(read.description, "La Factura numero F001-7, ha sido procesada");
    assert_eq!(read.received_at.as_deref(), Some("2026-03-02T10:00:02"));
    assert!(read.notes.is_empty());
    assert!(read.xml.starts_with(b"<?xml"), "SUNAT's own bytes are kept");
}

#[test]
fn remarks_make_it_observed_and_not_less_valid() {
    let notes = "<cbc:Note>4252 - El dato ingresado como atributo @listName es incorrecto.</cbc:Note><cbc:Note/>\
                 <cbc:Note>Gracias</cbc:Note>";
    let read = Cdr::read(&cdr(notes, &response("0"))).expect("a CDR");
    assert_eq!(read.verdict(), Verdict::Observed);
    assert_eq!(
        read.notes,
        [
            Observation { code: Some(4252), text: "El dato ingresado como atributo @listName es incorrecto.".into() },
            Observation { code: None, text: "Gracias".into() },
        ]
    );
}

#[test]
fn the_code_alone_decides() {
    for (code, notes, verdict) in [
        ("0", "<cbc:Note>Gracias</cbc:Note>", Verdict::Accepted),
        ("0000", "", Verdict::Accepted),
        (" 0 ", "", Verdict::Accepted),
        ("4252", "", Verdict::Observed),
        ("2335", "<cbc:Note>4252 - x</cbc:Note>", Verdict::Rejected),
        ("2000", "", Verdict::Rejected),
        ("3999", "", Verdict::Rejected),
        ("1999", "", Verdict::Exception),
        ("1033", "", Verdict::Exception),
        ("0100", "", Verdict::Exception),
        ("98", "", Verdict::Exception),
    ] {
        assert_eq!(Cdr::read(&cdr(notes, &response(code))).expect("a CDR").verdict(), verdict, "{code}");
    }
}

#[test]
fn an_ose_may_write_it_in_its_own_way() {
    let xml = "<ApplicationResponse xmlns='urn:x'><IssueDate/><DocumentResponse xmlns='urn:y'><z:Response xmlns:z='urn:z'>\
               <z:ReferenceID>F001-00000007</z:ReferenceID><z:ResponseCode listAgencyName='PE:SUNAT'>0</z:ResponseCode>\
               <z:Description>Uno</z:Description><z:Description>Dos</z:Description></z:Response></DocumentResponse>\
               </ApplicationResponse>";
    let read = Cdr::read(&zipped("20123456786-01-F001-7", xml.as_bytes())).expect("a CDR");
    assert_eq!((read.description.as_str(), read.received_at.as_deref()), ("Uno\nDos", None));
    read.answers("F001-7").expect("a padded number is the same number");
}

#[test]
fn a_cdr_of_another_document_is_not_ours() {
    let read = Cdr::read(&cdr("", &response("0"))).expect("a CDR");
    read.answers("F001-7").expect("ours");
    for other in ["F001-8", "F002-7", "B001-7", "", "F001-77", "7"] {
        assert!(matches!(read.answers(other), Err(CdrError::OfAnotherDocument { .. })), "{other}");
    }
    let file = |ruc, kind| FileName::document(ruc, kind, "F001", 7).expect("a name");
    read.answers_file(&file("20123456786", DocType::Factura)).expect("ours");
    for other in [file("20000000001", DocType::Factura), file("20123456786", DocType::NotaCredito)] {
        assert!(matches!(read.answers_file(&other), Err(CdrError::OfAnotherDocument { .. })), "{other}");
    }
}

#[test]
fn a_cdr_that_says_nothing_is_none() {
    let says = |response: &str| Cdr::read(&cdr("", response)).map(|_| ());
    assert!(matches!(says("<cbc:ReferenceID>F001-7</cbc:ReferenceID>"), Err(CdrError::NoResponseCode)));
    assert!(matches!(says(&response("")), Err(CdrError::NoResponseCode)));
    for text in ["ACEPTADO", "0x0", "-1", "+0", "70000", "00000", "٠"] {
        assert!(matches!(says(&response(text)), Err(CdrError::NotANumber)), "{text}");
    }
    let bare = "<ApplicationResponse><DocumentResponse><Response><ResponseCode>0</ResponseCode></Response></DocumentResponse></ApplicationResponse>";
    assert!(matches!(Cdr::read(&zipped(NAME, bare.as_bytes())), Err(CdrError::NoReference)));
    assert!(matches!(Cdr::read(&zipped(NAME, b"<ApplicationResponse/>")), Err(CdrError::NoResponseCode)));
    assert!(matches!(Cdr::read(&zipped(NAME, b"<Invoice/>")), Err(CdrError::NotACdr)));
}

#[test]
fn hostile_packages_and_xml_are_refused() {
    let whole = cdr("", &response("0"));
    assert!(matches!(Cdr::read(&whole[..whole.len() / 2]), Err(CdrError::Package(PackageError::Broken(_)))), "cut off");
    assert!(matches!(Cdr::read(b""), Err(CdrError::Package(_))));
    assert!(matches!(Cdr::read(b"<html></html>"), Err(CdrError::Package(_))));
    let bomb = zipped(NAME, &vec![b' '; 64 << 20]);
    assert!(matches!(Cdr::read(&bomb), Err(CdrError::Package(PackageError::TooLarge))));
    let entity =
        "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><ApplicationResponse><Note>&e;</Note></ApplicationResponse>";
    assert!(matches!(Cdr::read(&zipped(NAME, entity.as_bytes())), Err(CdrError::Xml(TreeError::Entity))));
    let laughs = "<!DOCTYPE a [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;'>]><ApplicationResponse>&b;</ApplicationResponse>";
    assert!(matches!(Cdr::read(&zipped(NAME, laughs.as_bytes())), Err(CdrError::Xml(TreeError::Entity))));
}

proptest! {
    #[test]
    fn no_xml_makes_the_reader_panic(xml in "[<>a-zA-Z/&;0-9 -]{0,80}", response in "[<>a-zA-Z/0-9:]{0,40}") {
        let _ = Cdr::read(&zipped(NAME, xml.as_bytes()));
        let _ = Cdr::read(&cdr("", &response));
    }
}
