//! The signatures as a tool that we did not write sees them, and the bytes as they were on the first day.

use std::{fs, process::Command};

use caserita_licensing::{Plan, issue::Root};

use crate::fixture::*;

const SPKI: [u8; 12] = [0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00];

#[test]
fn openssl_agrees_with_a_signature_and_with_the_bytes_under_it() {
    let folder = std::env::temp_dir().join(format!("caserita-openssl-{}", std::process::id()));
    fs::create_dir_all(&folder).unwrap();
    let block = licences().licence(&licence(Plan::Perpetual)).unwrap().armoured();
    let (kid, payload, signature) = parts(&block);
    let public = ed25519_dalek::SigningKey::from_bytes(&LICENCE_KEY).verifying_key().to_bytes();
    let write = |name: &str, bytes: &[u8]| fs::write(folder.join(name), bytes).unwrap();
    write("key.der", &[SPKI.as_slice(), &public].concat());
    write("signature", &signature);
    let signed = [format!("POS-LICENCE-v1\0{kid}\0").as_bytes(), &payload].concat();
    for (bytes, good) in [(signed.clone(), true), ([signed, vec![0]].concat(), false)] {
        write("message", &bytes);
        let arguments = [
            "pkeyutl",
            "-verify",
            "-pubin",
            "-inkey",
            "key.der",
            "-keyform",
            "DER",
            "-rawin",
            "-in",
            "message",
            "-sigfile",
            "signature",
        ];
        let run = Command::new("openssl").args(arguments).current_dir(&folder).output().expect("openssl is installed");
        assert_eq!(run.status.success(), good, "{}", String::from_utf8_lossy(&run.stderr));
    }
    fs::remove_dir_all(folder).unwrap();
}

/// Order and names of the fields are frozen: a shop keeps its file for decades.
#[test]
fn the_exact_bytes_do_not_change() {
    let text = signed(&licence(Plan::Perpetual), &lease());
    let golden = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/issued/golden.txt");
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::write(golden, &text).unwrap();
    }
    assert_eq!(fs::read_to_string(golden).unwrap(), text);
    assert_eq!(Root::from_seed(&ROOT).public_text(), "iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w", "RFC 8032 of this seed");
}
