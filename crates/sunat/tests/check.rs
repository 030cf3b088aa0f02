//! The pre-send check against documents as SUNAT takes them, and against the same with one thing wrong.

use std::{fs, path::Path};

use caserita_sunat::check::{Breach, CheckError, Facts, check};

const GOOD: [&str; 8] = [
    "20123456786-01-F001-1",
    "20123456786-01-F001-2",
    "20123456786-03-B001-1",
    "20123456786-03-B001-2",
    "20123456786-07-BC01-1",
    "20123456786-08-BD01-1",
    "20123456786-RA-20260302-1",
    "20123456786-RC-20260302-1",
];

fn read(name: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/check/{name}.xml"));
    fs::read_to_string(path).expect(name)
}

fn breaches(xml: &str, facts: &Facts<'_>) -> Vec<Breach> {
    check(xml.as_bytes(), facts).expect("a document")
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
fn a_document_is_well_formed_known_and_without_a_doctype() {
    let error = |xml: &str| check(xml.as_bytes(), &Facts::default()).expect_err("refused");
    assert_eq!(error("<!DOCTYPE a [<!ENTITY b 'c'>]><Invoice/>"), CheckError::DocType);
    assert_eq!(error("<DespatchAdvice/>"), CheckError::UnknownRoot("DespatchAdvice".into()));
    assert_eq!(error(&"<a>".repeat(100)), CheckError::TooDeep);
    assert!(matches!(error("<Invoice><a></Invoice>"), CheckError::Xml(_)));
    assert!(matches!(error("<Invoice>&b;</Invoice>"), CheckError::Xml(_)));
    assert!(matches!(error(""), CheckError::Xml(_)));
    assert_eq!(check(&[b'<', 0xff], &Facts::default()), Err(CheckError::NotUtf8));
}
