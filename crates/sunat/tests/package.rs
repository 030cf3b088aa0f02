//! The package that travels, seen by tools we did not write, and the reading of hostile ones.
#![allow(clippy::disallowed_methods, reason = "asks unzip what it sees")]

use std::io::{Cursor, Write};
use std::process::Command;

use caserita_sunat::{
    catalog::DocType,
    package::{FileName, PackageError, pack, unpack},
};
use proptest::prelude::*;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

fn name() -> FileName {
    FileName::document("20123456786", DocType::Boleta, "B001", 7).expect("a name")
}

/// A ZIP of these entries; a name ending in `/` is a folder.
fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        if name.ends_with('/') {
            writer.add_directory(*name, options).expect("a folder");
        } else {
            writer.start_file(*name, options).expect("an entry");
            writer.write_all(bytes).expect("its bytes");
        }
    }
    writer.finish().expect("a zip").into_inner()
}

#[test]
fn unzip_sees_one_entry_of_the_same_name() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("20123456786-03-B001-7.zip");
    std::fs::write(&path, pack(&name(), b"<Invoice/>").expect("a package")).expect("written");
    let listed = Command::new("unzip").arg("-Z1").arg(&path).output().expect("unzip is installed");
    assert_eq!(String::from_utf8_lossy(&listed.stdout), "20123456786-03-B001-7.xml\n");
    let content = Command::new("unzip").arg("-p").arg(&path).output().expect("unzip is installed");
    assert_eq!(content.stdout, b"<Invoice/>");
    let sound = Command::new("unzip").arg("-tq").arg(&path).status().expect("unzip is installed");
    assert!(sound.success(), "unzip finds no fault in it");
}

#[test]
fn a_dummy_folder_and_its_contents_are_passed_over() {
    let zip = zip_of(&[("dummy/", b""), ("dummy/x", b"?"), ("R-20123456786-03-B001-7.xml", b"<r/>")]);
    let unpacked = unpack(&zip).expect("as SUNAT sends them");
    assert_eq!((unpacked.name.as_str(), unpacked.xml.as_slice()), ("R-20123456786-03-B001-7", b"<r/>".as_slice()));
}

#[test]
fn a_zip_bomb_is_refused_before_it_fills_the_memory() {
    let zip = zip_of(&[("R-a.xml", &vec![b' '; 64 << 20])]);
    assert!(zip.len() < 1 << 20, "it is small as it travels");
    assert!(matches!(unpack(&zip), Err(PackageError::TooLarge)));
}

#[test]
fn names_that_lead_away_are_refused() {
    for name in ["../R-a.xml", "/etc/R-a.xml", "..\\R-a.xml", "C:R-a.xml", "sub/R-a.xml", "dummy/../../R-a.xml", ".xml"] {
        assert!(matches!(unpack(&zip_of(&[(name, b"<r/>")])), Err(PackageError::UnsafeName)), "{name}");
    }
}

#[test]
fn only_one_xml_and_nothing_else() {
    assert!(matches!(unpack(&zip_of(&[("a.xml", b"<a/>"), ("b.xml", b"<b/>")])), Err(PackageError::NotAlone)));
    assert!(matches!(unpack(&zip_of(&[("a.xml", b"<a/>"), ("run.exe", b"MZ")])), Err(PackageError::NotAlone)));
    assert!(matches!(unpack(&zip_of(&[("dummy/", b"")])), Err(PackageError::NoXml)));
    let many: Vec<String> = (0..40).map(|index| format!("dummy/{index}")).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    assert!(matches!(unpack(&zip_of(&many)), Err(PackageError::TooManyEntries)));
}

#[test]
fn a_damaged_byte_is_noticed() {
    let mut zip = pack(&name(), &b"<Invoice>una boleta de varias cosas</Invoice>".repeat(20)).expect("a package");
    let middle = 80;
    zip[middle] ^= 0x55;
    assert!(unpack(&zip).is_err(), "its checksum no longer holds");
}

proptest! {
    #[test]
    fn packing_and_unpacking_gives_the_same_bytes(xml in proptest::collection::vec(any::<u8>(), 0..4000)) {
        let zip = pack(&name(), &xml).expect("a package");
        prop_assert_eq!(&zip, &pack(&name(), &xml).expect("a package"), "a resend is the first send again");
        let unpacked = unpack(&zip).expect("our own package");
        prop_assert_eq!(unpacked.name, name().to_string());
        prop_assert_eq!(unpacked.xml, xml);
    }

    #[test]
    fn a_package_cut_anywhere_is_refused(cut in 0usize..100) {
        let zip = pack(&name(), b"<Invoice>una boleta</Invoice>").expect("a package");
        let cut = cut * (zip.len() - 1) / 100;
        prop_assert!(unpack(&zip[..cut]).is_err());
    }

    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        let _ = unpack(&bytes);
    }
}
