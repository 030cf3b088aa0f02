//! Every kind of document: its bytes, its schema, its signature.

mod common;

use std::{fs, path::Path};

use caserita_sunat::{
    check,
    sign::{Certificate, CertificateError, sign},
};
use common::{PASSWORD, RUC, SHARED, certificate_file, day, run, schema, situations, soles};

#[test]
fn each_situation_is_written_as_it_was() {
    let folder = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/golden/sunat"));
    let renew = std::env::var_os("UPDATE_GOLDEN").is_some();
    for (name, xml) in situations() {
        let path = folder.join(format!("{name}.xml"));
        if renew {
            fs::create_dir_all(folder).expect("a folder");
            fs::write(&path, &xml).expect("written");
        }
        let golden = fs::read(&path).unwrap_or_default();
        assert!(golden == xml, "{name} differs from {}; UPDATE_GOLDEN=1 renews it", path.display());
    }
}

#[test]
fn each_situation_is_valid_and_signed_and_one_flipped_byte_is_not() {
    let (certificate, folder) = &*SHARED;
    let trusted = folder.path().join("cert.pem").to_string_lossy().into_owned();
    for (name, xml) in situations() {
        let signed = sign(&xml, certificate).expect("it signs");
        let path = folder.path().join(format!("{name}.xml"));
        let file = path.to_string_lossy().into_owned();
        let verify = || run("xmlsec1", &["--verify", "--enabled-key-data", "x509,rsa", "--trusted-pem", &trusted, &file]);
        fs::write(&path, &signed.xml).expect("written");
        run("xmllint", &["--nonet", "--noout", "--schema", &schema(&xml), &file])
            .unwrap_or_else(|why| panic!("{name}: {why}"));
        verify().unwrap_or_else(|why| panic!("{name}: {why}"));
        let text = String::from_utf8(signed.xml).expect("UTF-8");
        assert!(
            text.contains(&format!("<ds:DigestValue>{}</ds:DigestValue>", signed.digest)),
            "{name}: the hash it says it has"
        );
        let changed = text.replacen("Tienda Ejemplo", "Tienda ejemplo", 1);
        assert_ne!(changed, text);
        fs::write(&path, changed).expect("written");
        assert!(verify().is_err(), "{name}: one changed letter breaks the signature");
    }
}

#[test]
fn each_situation_breaks_no_rule_of_sunats() {
    for (name, xml) in situations() {
        let affected = name.starts_with("nota").then(|| check::Affected {
            total: soles(100_000),
            issued: day(1),
            currency: "PEN",
            on_credit: name.ends_with("cuotas"),
        });
        let facts = check::Facts { today: Some(day(2)), affected, ..check::Facts::default() };
        let breaches = check::check(&xml, &facts).unwrap_or_else(|error| panic!("{name}: {error}"));
        assert!(breaches.is_empty(), "{name}: {breaches:#?}");
    }
}

#[test]
fn nothing_but_the_signature_is_put_into_a_document() {
    for (name, xml) in situations() {
        let signed = String::from_utf8(sign(&xml, &SHARED.0).expect("it signs").xml).expect("UTF-8");
        let (before, rest) = signed.split_once("<ds:Signature ").expect("a signature");
        let (_, after) = rest.split_once("</ds:Signature>").expect("its end");
        assert_eq!(format!("{before}{after}").as_bytes(), xml, "{name}");
    }
    assert!(sign(b"<Invoice/>", &SHARED.0).is_err(), "no place for a signature");
}

#[test]
fn certificate_files_old_and_new_are_read_and_tell_whose_they_are() {
    let folder = tempfile::tempdir().expect("a folder");
    for legacy in [true, false] {
        let file = certificate_file(folder.path(), "2048", legacy);
        let certificate = Certificate::from_pkcs12(&file, PASSWORD).expect("it opens");
        let facts = certificate.facts();
        assert_eq!((facts.owner.as_str(), facts.ruc.as_deref()), ("ROSA QUISPE", Some(RUC)));
        assert!(certificate.is_valid_at(facts.from) && !certificate.is_valid_at(facts.until + chrono::Duration::seconds(1)));
        let again = Certificate::from_parts(certificate.private_der(), certificate.certificate_der()).expect("its parts");
        assert_eq!(again.facts(), facts);
        assert_eq!(Certificate::from_pkcs12(&file, "otra").err(), Some(CertificateError::WrongPassword));
        assert!(Certificate::from_pkcs12(&file[..file.len() / 2], PASSWORD).is_err(), "half a file");
        assert!(!format!("{certificate:?}").contains("private"), "a log never shows the key");
    }
}

#[test]
fn what_cannot_sign_is_refused_by_its_reason() {
    let folder = tempfile::tempdir().expect("a folder");
    let small = certificate_file(folder.path(), "1024", false);
    assert_eq!(Certificate::from_pkcs12(&small, PASSWORD).err(), Some(CertificateError::WeakKey));
    assert_eq!(Certificate::from_pkcs12(b"hola", PASSWORD).err(), Some(CertificateError::NotACertificate));
    assert_eq!(Certificate::from_pkcs12(&vec![0x30; 1 << 20], PASSWORD).err(), Some(CertificateError::NotACertificate));
    let (other, mine) = (certificate_file(folder.path(), "2048", false), &SHARED.0);
    let other = Certificate::from_pkcs12(&other, PASSWORD).expect("another");
    let mixed = Certificate::from_parts(other.private_der(), mine.certificate_der());
    assert_eq!(mixed.err(), Some(CertificateError::NoMatch), "a key beside a stranger's certificate");
    let (pem, only) = (folder.path().join("cert.pem"), folder.path().join("only.pfx"));
    let pass = format!("pass:{PASSWORD}");
    let (pem, only_path) = (pem.to_string_lossy(), only.to_string_lossy());
    run("openssl", &["pkcs12", "-export", "-nokeys", "-in", &pem, "-out", &only_path, "-passout", &pass]).expect("packed");
    let keyless = fs::read(&only).expect("the file");
    assert_eq!(Certificate::from_pkcs12(&keyless, PASSWORD).err(), Some(CertificateError::NoKey));
}
