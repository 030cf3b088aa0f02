//! A strict server believes xmllint and xmlsec1, not us.
#![allow(clippy::disallowed_methods, reason = "makes a key and a signature with tools we did not write")]

use std::{
    io::{BufRead, BufReader},
    path::Path,
    process::{Command, Stdio},
};

use caserita_gateways::{NotSent, Service, Unanswered};
use caserita_sunat::{
    package::{FileName, pack},
    soap::{Answer, Request},
};
use caserita_testkit::sunat::{Signatures, Strictness, SunatServer};

use super::{RUC, bill, client, factura, papers, service};

/// Of the certificate's file.
pub const PASSWORD: &str = "moddatos";
const TEMPLATE: &str = "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"S\"><ds:SignedInfo>\
    <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"/>\
    <ds:SignatureMethod Algorithm=\"http://www.w3.org/2001/04/xmldsig-more#rsa-sha256\"/><ds:Reference URI=\"\">\
    <ds:Transforms><ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"/></ds:Transforms>\
    <ds:DigestMethod Algorithm=\"http://www.w3.org/2001/04/xmlenc#sha256\"/><ds:DigestValue/></ds:Reference></ds:SignedInfo>\
    <ds:SignatureValue/><ds:KeyInfo><ds:X509Data><ds:X509Certificate/></ds:X509Data></ds:KeyInfo></ds:Signature>";

fn run(command: &mut Command) {
    let status = command.stdout(Stdio::null()).stderr(Stdio::null()).status().expect("the tool is installed");
    assert!(status.success(), "{command:?}");
}

/// A key and its self-made certificate in this folder.
fn certificate(folder: &Path) {
    let subject = format!("/CN=TIENDA/OU={RUC}");
    run(Command::new("openssl").current_dir(folder).args([
        "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem", "-out", "cert.pem", "-days", "2", "-subj",
        &subject,
    ]));
}

/// The same as a seller hands it out.
pub fn certificate_file(folder: &Path) -> Vec<u8> {
    certificate(folder);
    let pass = format!("pass:{PASSWORD}");
    run(Command::new("openssl")
        .current_dir(folder)
        .args(["pkcs12", "-export", "-inkey", "key.pem", "-in", "cert.pem", "-out", "cert.pfx", "-passout", &pass]));
    std::fs::read(folder.join("cert.pfx")).expect("made")
}

fn signed(folder: &Path, file: &FileName) -> Vec<u8> {
    let unsigned = papers::invoice(&file.document_id(), RUC, TEMPLATE);
    std::fs::write(folder.join("unsigned.xml"), unsigned).expect("written");
    run(Command::new("xmlsec1").current_dir(folder).args([
        "--sign",
        "--privkey-pem",
        "key.pem,cert.pem",
        "--output",
        "signed.xml",
        "unsigned.xml",
    ]));
    std::fs::read(folder.join("signed.xml")).expect("signed")
}

fn send(server: &SunatServer, file: &FileName, xml: &[u8]) -> Answer {
    let zip = pack(file, xml).expect("a package");
    client().ask(&service(server), &Request::SendBill { file: file.clone(), zip }).expect("an answer")
}

fn code(answer: &Answer) -> Option<u16> {
    if let Answer::Fault { code, .. } = answer { *code } else { None }
}

#[test]
#[cfg_attr(windows, ignore = "openssl, xmllint and xmlsec1 are not at hand on Windows")]
fn an_invalid_paper_is_refused_with_what_xmllint_says() {
    let server = SunatServer::start_strict(Strictness { schemas: true, ..Strictness::default() });
    let valid = papers::invoice("F001-1", RUC, "");
    let invalid = String::from_utf8(valid.clone()).expect("text").replace("cbc:IssueDate", "cbc:EmissionDate");
    let refused = send(&server, &factura(1), invalid.as_bytes());
    assert!(matches!(&refused, Answer::Fault { code: Some(306), text } if text.contains("EmissionDate")), "{refused:?}");
    assert!(matches!(send(&server, &factura(1), &valid), Answer::Cdr(_)));
}

#[test]
#[cfg_attr(windows, ignore = "openssl, xmllint and xmlsec1 are not at hand on Windows")]
fn a_touched_paper_is_refused_by_xmlsec1() {
    let folder = tempfile::tempdir().expect("a folder");
    certificate(folder.path());
    let file = factura(1);
    let xml = signed(folder.path(), &file);
    let server = SunatServer::start_strict(Strictness { schemas: true, signatures: Signatures::AnyCertificate });
    let touched =
        String::from_utf8(xml.clone()).expect("text").replace(">1.00</cbc:PayableAmount>", ">9.00</cbc:PayableAmount>");
    assert_ne!(touched.as_bytes(), xml);
    assert_eq!(code(&send(&server, &file, touched.as_bytes())), Some(2335));
    assert_eq!(code(&send(&server, &file, &papers::invoice("F001-1", RUC, ""))), Some(2335), "not signed at all");
    assert!(matches!(send(&server, &file, &xml), Answer::Cdr(_)));
}

#[test]
#[cfg_attr(windows, ignore = "openssl, xmllint and xmlsec1 are not at hand on Windows")]
fn a_stranger_s_certificate_is_refused_where_one_is_expected() {
    let (ours, theirs) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"));
    certificate(ours.path());
    certificate(theirs.path());
    let trusted = Signatures::TrustedBy(ours.path().join("cert.pem"));
    let server = SunatServer::start_strict(Strictness { schemas: true, signatures: trusted });
    assert_eq!(code(&send(&server, &factura(1), &signed(theirs.path(), &factura(1)))), Some(2335));
    assert!(matches!(send(&server, &factura(1), &signed(ours.path(), &factura(1))), Answer::Cdr(_)));
}

#[test]
#[cfg_attr(windows, ignore = "openssl, xmllint and xmlsec1 are not at hand on Windows")]
fn law_13_a_certificate_nobody_vouches_for_carries_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    certificate(folder.path());
    let mut openssl = Command::new("openssl")
        .current_dir(folder.path())
        .args(["s_server", "-accept", "127.0.0.1:0", "-cert", "cert.pem", "-key", "key.pem", "-naccept", "1"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("openssl is installed");
    let mut said = BufReader::new(openssl.stdout.take().expect("a pipe"));
    let mut line = String::new();
    let address = loop {
        line.clear();
        assert_ne!(said.read_line(&mut line).expect("openssl speaks"), 0, "openssl listens");
        if let Some(address) = line.strip_prefix("ACCEPT ") {
            break address.trim().to_owned();
        }
    };
    let service = Service { url: format!("https://{address}/"), user: "u".into(), password: "sesamo".into() };
    let answer = client().ask(&service, &bill(1));
    openssl.kill().expect("it is ours to end");
    let mut rest = String::new();
    while said.read_line(&mut rest).is_ok_and(|read| read > 0) {}
    openssl.wait().expect("it ends");
    assert_eq!(answer, Err(Unanswered::NotSent(NotSent::Tls)));
    assert!(!rest.contains("sesamo"), "nobody heard the password");
}
