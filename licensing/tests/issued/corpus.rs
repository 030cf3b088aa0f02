//! What the fuzzer found worth keeping, replayed on every run, and mutations of genuine files beside it.
//!
//! The same few lines are the fuzz target `licensing/fuzz`. Reading must never fail other than by an answer, and whatever is
//! accepted must be one of the documents that were signed.

use std::{fs, sync::LazyLock};

use caserita_licensing::{Kind, Plan, Stamp, Store, VerifiedRequest, armour, request::RequestTerms};
use proptest::prelude::*;

use crate::fixture::*;

static GENUINE: LazyLock<[String; 4]> = LazyLock::new(genuine);

fn genuine() -> [String; 4] {
    let request = RequestTerms {
        fingerprint: lease().fingerprint,
        licence_id: None,
        tax_id: None,
        holder: None,
        nonce: [1; 8],
        made_at: 5,
    };
    [
        signed(&licence(Plan::Membership), &lease()),
        file(&[]) + &leases().lease(&lease()).unwrap().compact(),
        request.sign(&device()).armoured(),
        bare(&[licences().licence(&licence(Plan::Perpetual)).unwrap()]),
    ]
}

fn exercise(text: &str) {
    let _ = Stamp::open(text, &device().seal_key());
    if let Ok(blocks) = armour::read(text) {
        for block in &blocks {
            assert_eq!(armour::read(&block.armoured()).as_ref(), Ok(&vec![block.clone()]));
            assert_eq!(armour::read(&block.compact()).as_ref(), Ok(&vec![block.clone()]));
            let _ = VerifiedRequest::verify(block);
        }
    }
    let mut store = store();
    let Ok(taken) = store.take(text) else { return };
    let known: Vec<_> = GENUINE.iter().filter_map(|text| armour::read(text).ok()).flatten().collect();
    let taken_in = [Kind::Key, Kind::Licence, Kind::Lease];
    for block in armour::read(text).unwrap_or_default().iter().filter(|block| taken_in.contains(&block.kind())) {
        assert!(known.contains(block), "somebody else's document was taken");
    }
    assert!(!taken.items.is_empty());
    assert!(Store::open(roots(), shop(), &store.text()).is_ok());
}

const CORPUS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/corpus/read");

#[test]
fn the_kept_corpus_is_answered() {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        write_corpus();
    }
    let files: Vec<_> = fs::read_dir(CORPUS).unwrap().map(|entry| entry.unwrap().path()).collect();
    assert!(files.len() >= 12, "the corpus is there");
    for path in files {
        exercise(&String::from_utf8_lossy(&fs::read(path).unwrap()));
    }
}

/// Genuine files and the odd ones that the reader's rules were made for.
fn write_corpus() {
    let [full, compact, request, alone] = genuine();
    let payloads = [
        r#"{"fmt":1,"fmt":1}"#,
        r#"{"fmt":1,"crit":["rent"]}"#,
        r#"{"fmt":2}"#,
        r#"{"fmt":1,"x":1e400}"#,
        "[[[[[[[[",
        "{\"fmt\":1",
        r#"{"fmt":1,"id":"x","rev":9223372036854775807,"issued_at":-1}"#,
    ];
    let signed = payloads.iter().map(|payload| file(&[]) + &forged("LICENCE", LICENCE_KEY, payload.as_bytes()));
    let odd =
        [full.replace('\n', "\r\n"), full.repeat(3), "CASERITA:KEY1::".to_owned(), "-----BEGIN POS KEY v1-----".to_owned()];
    fs::create_dir_all(CORPUS).unwrap();
    for (at, text) in [full, compact, request, alone].into_iter().chain(signed).chain(odd).enumerate() {
        fs::write(format!("{CORPUS}/{at:02}"), text).unwrap();
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn mutated_files_are_answered(
        which in 0..4_usize,
        edits in proptest::collection::vec((any::<prop::sample::Index>(), 0..4_u8, any::<u8>(), any::<prop::sample::Index>()), 1..6),
    ) {
        let mut bytes = GENUINE[which].clone().into_bytes();
        for (index, how, byte, other) in edits {
            if bytes.is_empty() {
                break;
            }
            let (at, to) = (index.index(bytes.len()), other.index(bytes.len()));
            match how {
                0 => bytes[at] = byte,
                1 => drop(bytes.drain(at.min(to)..at.max(to))),
                2 => bytes.insert(at, byte),
                _ => bytes.swap(at, to),
            }
        }
        exercise(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_text_is_answered(text in "\\PC{0,400}") {
        exercise(&text);
    }
}
