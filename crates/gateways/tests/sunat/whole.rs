//! Every kind of document the till writes, signed, packed, sent, and looked at by a strict server with strangers' tools.
#![allow(clippy::disallowed_methods, reason = "openssl makes the certificate")]

use std::{fs, path::Path};

use caserita_sunat::{
    cdr::{Cdr, Verdict},
    package::{FileName, pack},
    sign::{Certificate, sign},
    soap::{Answer, Request},
};
use caserita_testkit::sunat::{Signatures, Strictness, SunatServer};

use super::{RUC, client, service, status, strict};

/// The name a finished document must travel under, by what it says inside.
fn name_of(xml: &str) -> FileName {
    let between =
        |open: &str, close: &str| xml.split_once(open).and_then(|(_, rest)| rest.split_once(close)).map(|(x, _)| x);
    let id = between("<cbc:ID>", "</cbc:ID>").expect("an ID");
    let kind = match between("<cbc:InvoiceTypeCode", "</cbc:InvoiceTypeCode>") {
        Some(code) => &code[code.len() - 2..],
        None if xml.contains("<CreditNote ") => "07",
        None if xml.contains("<DebitNote ") => "08",
        None => return format!("{RUC}-{id}").parse().expect("a name"),
    };
    format!("{RUC}-{kind}-{id}").parse().expect("a name")
}

fn accepted(server: &SunatServer, file: &FileName, zip: Vec<u8>) -> Cdr {
    let answer = client().ask(&service(server), &Request::send(file.clone(), zip)).expect("an answer");
    let package = match answer {
        Answer::Cdr(package) => package,
        Answer::Ticket(ticket) => match client().ask(&service(server), &status(&ticket)) {
            Ok(Answer::Status { code: 0, content: Some(package) }) => package,
            other => panic!("{file}: {other:?}"),
        },
        other => panic!("{file}: {other:?}"),
    };
    Cdr::read(&package).expect("a CDR")
}

#[test]
#[cfg_attr(windows, ignore = "openssl, xmllint and xmlsec1 are not at hand on Windows")]
fn every_document_the_till_writes_passes_strangers_and_comes_back_accepted() {
    let folder = tempfile::tempdir().expect("a folder");
    let certificate = strict::certificate_file(folder.path());
    let certificate = Certificate::from_pkcs12(&certificate, strict::PASSWORD).expect("a certificate");
    let signatures = Signatures::TrustedBy(folder.path().join("cert.pem"));
    let golden = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden/sunat");
    let mut sent = 0;
    for entry in fs::read_dir(golden).expect("golden documents") {
        let path = entry.expect("a file").path();
        let unsigned = fs::read(&path).expect("it reads");
        let signed = sign(&unsigned, &certificate).expect("it signs");
        let file = name_of(std::str::from_utf8(&signed.xml).expect("UTF-8"));
        let strictness = Strictness { schemas: true, signatures: signatures.clone() };
        let server = SunatServer::start_strict(strictness);
        let cdr = accepted(&server, &file, pack(&file, &signed.xml).expect("a package"));
        assert_eq!(cdr.verdict(), Verdict::Accepted, "{}", path.display());
        cdr.answers_file(&file).unwrap_or_else(|why| panic!("{}: {why}", path.display()));
        assert_eq!(server.xml(&file.to_string()), Some(signed.xml), "the signed bytes arrive untouched");
        sent += 1;
    }
    assert!(sent >= 10, "boletas, facturas, notes, a summary and a voiding: {sent}");
}
