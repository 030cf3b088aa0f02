//! Altered files: whatever is touched, nothing is taken and nothing changes.

use caserita_licensing::{
    Plan, Purpose, Refusal,
    issue::{IssueError, Root},
    lima::DAY,
};

use crate::fixture::*;

fn refused(text: &str) -> Option<Refusal> {
    let mut store = store();
    let refusal = store.take(text).err();
    if refusal.is_some() {
        assert!(store.current().is_none() && store.text().is_empty(), "a refused file leaves nothing behind");
    }
    refusal
}

#[test]
fn every_bit_of_a_file_matters() {
    let text = signed(&licence(Plan::Membership), &lease());
    assert_eq!(refused(&text), None);
    for at in 0..text.len() * 8 {
        let mut bytes = text.clone().into_bytes();
        bytes[at / 8] ^= 1 << (at % 8);
        // Bytes that are no text reach no reader at all.
        if let Ok(altered) = String::from_utf8(bytes) {
            assert!(refused(&altered).is_some(), "bit {at} of {}", text.len() * 8);
        }
    }
}

#[test]
fn every_bit_of_a_compact_text_matters() {
    let block = leases().lease(&lease()).unwrap();
    let keys = file(&[]);
    let text = block.compact();
    assert_eq!(refused(&format!("{keys}{text}")), None);
    for at in 0..text.len() * 8 {
        let mut bytes = text.clone().into_bytes();
        bytes[at / 8] ^= 1 << (at % 8);
        if let Ok(altered) = String::from_utf8(bytes) {
            assert!(refused(&format!("{keys}{altered}")).is_some(), "bit {at}");
        }
    }
}

#[test]
fn a_line_taken_out_put_in_or_moved_is_noticed() {
    let text = signed(&licence(Plan::Perpetual), &lease());
    let lines: Vec<&str> = text.lines().collect();
    for at in 0..lines.len() {
        let mut without = lines.clone();
        without.remove(at);
        assert!(refused(&without.join("\n")).is_some(), "without line {at}");
        let mut swapped = lines.clone();
        swapped.swap(at, (at + 1) % lines.len());
        let swapped = swapped.join("\n");
        assert!(swapped == lines.join("\n") || refused(&swapped).is_some(), "line {at} after the next");
    }
    for at in (0..text.len()).filter(|at| text.is_char_boundary(*at)) {
        let kept = &text[..at];
        // Cut between two blocks, it is a smaller file and a whole one.
        let whole = kept.trim_end().ends_with("v1-----")
            && kept.trim_end().lines().last().is_some_and(|line| line.starts_with("-----END"));
        assert_eq!(refused(kept).is_none(), whole, "cut at {at}");
    }
}

#[test]
fn an_edited_payload_a_swapped_signature_and_another_label_are_refused() {
    let small = bare(&[licences().licence(&licence(Plan::Membership)).unwrap()]);
    let large = bare(&[licences().licence(&licence(Plan::Perpetual)).unwrap()]);
    let (kid, payload, signature) = parts(&small);
    let (_, generous, other) = parts(&large);
    let keys = file(&[]);
    for (payload, signature) in [(&generous, &signature), (&payload, &other)] {
        assert_eq!(refused(&(keys.clone() + &armoured("LICENCE", &kid, payload, signature))), Some(Refusal::Signature));
    }
    for word in ["LEASE", "TIME"] {
        let relabelled = keys.clone() + &armoured(word, &kid, &payload, &signature);
        assert!(matches!(refused(&relabelled), Some(Refusal::Signature) | None), "{word}");
    }
    assert_eq!(refused(&(keys + &armoured("LEASE", &kid, &payload, &signature))), Some(Refusal::Signature));
}

#[test]
fn a_key_signs_only_what_it_was_certified_for_within_its_dates_and_reach() {
    assert_eq!(leases().licence(&licence(Plan::Perpetual)), Err(IssueError::WouldBeRefused(Refusal::WrongPurpose)));
    assert_eq!(licences().lease(&lease()), Err(IssueError::WouldBeRefused(Refusal::WrongPurpose)));
    let payload = |text: String| parts(&text).1;
    let genuine = payload(bare(&[licences().licence(&licence(Plan::Perpetual)).unwrap()]));
    let text = String::from_utf8(genuine).unwrap();
    let resigned = |from: &str, to: &str, seed| {
        let kid = parts(&forged("LICENCE", seed, b"x")).0;
        let text = text.replace(from, to).replace(&parts(&forged("LICENCE", LICENCE_KEY, b"x")).0, &kid);
        file(&[]) + &forged("LICENCE", seed, text.as_bytes())
    };
    assert_eq!(refused(&resigned("", "", LICENCE_KEY)), None);
    assert_eq!(refused(&resigned("", "", LEASE_KEY)), Some(Refusal::WrongPurpose));
    assert_eq!(refused(&resigned("", "", [77; 32])), Some(Refusal::UnknownKey));
    let issued = format!("\"issued_at\":{}", bought());
    for moment in [bought() - 3 * DAY, bought() + 400 * DAY] {
        let other = format!("\"issued_at\":{moment}");
        assert_eq!(refused(&resigned(&issued, &other, LICENCE_KEY)), Some(Refusal::ExpiredKey));
    }
    let mut long = lease();
    long.paid_through = Some(day("2028-02-05"));
    assert!(leases().lease(&long).is_ok(), "400 days past the key's end");
    long.paid_through = Some(day("2028-02-06"));
    assert_eq!(leases().lease(&long), Err(IssueError::WouldBeRefused(Refusal::BeyondKey)));
}

#[test]
fn duplicate_keys_unknown_critical_fields_and_newer_formats_are_refused_though_signed() {
    let genuine = parts(&bare(&[licences().licence(&licence(Plan::Perpetual)).unwrap()])).1;
    let genuine = String::from_utf8(genuine).unwrap();
    let with = |extra: &str| genuine.strip_suffix('}').unwrap().to_owned() + extra + "}";
    let table = [
        (genuine.clone(), None),
        (with(",\"colour\":\"red\""), None),
        (with(",\"colour\":\"red\",\"crit\":[\"colour\"]"), Some(Refusal::UnknownCritical)),
        (with(",\"crit\":[\"plan\"]"), None),
        (with(",\"max_tills\":99"), Some(Refusal::Damaged)),
        (with(",\"max_\\u0074ills\":99"), Some(Refusal::Damaged)),
        (with(",\"x\":1.5"), Some(Refusal::Damaged)),
        (with(",\"x\":{}"), Some(Refusal::Damaged)),
        (genuine.clone() + " x", Some(Refusal::Damaged)),
        (genuine.replace("\"fmt\":1", "\"fmt\":2"), Some(Refusal::TooNew)),
        (genuine.replace("perpetual", "eternal"), Some(Refusal::Damaged)),
        (genuine.replace("\"max_tills\":1", "\"max_tills\":0"), Some(Refusal::Damaged)),
        (genuine.replace("\"rev\":1", "\"rev\":-1"), Some(Refusal::Damaged)),
        (genuine.replace("\"rev\":1", "\"rev\":\"1\""), Some(Refusal::Damaged)),
        ("[]".to_owned(), Some(Refusal::Damaged)),
    ];
    for (payload, expected) in table {
        assert_eq!(refused(&(file(&[]) + &forged("LICENCE", LICENCE_KEY, payload.as_bytes()))), expected, "{payload}");
    }
}

#[test]
fn a_certificate_must_come_from_a_root_and_name_its_own_key() {
    let text = |root, seed| bare(&[certificate(root, seed, Purpose::Lease).block().clone()]);
    assert_eq!(refused(&text(ROOT, LEASE_KEY)), None);
    assert_eq!(refused(&text(SPARE, LEASE_KEY)), None);
    assert_eq!(refused(&text([66; 32], LEASE_KEY)), Some(Refusal::UnknownKey));
    let genuine = String::from_utf8(parts(&text(ROOT, LEASE_KEY)).1).unwrap();
    let other = parts(&text(ROOT, LICENCE_KEY)).1;
    let other: String = String::from_utf8(other).unwrap().split('"').skip(5).step_by(100).collect();
    let renamed = genuine.replacen(genuine.split('"').nth(5).unwrap(), &other, 1);
    assert_eq!(refused(&forged("KEY", ROOT, renamed.as_bytes())), Some(Refusal::Damaged), "the name of another key");
    assert_eq!(refused(&forged("KEY", LEASE_KEY, genuine.as_bytes())), Some(Refusal::UnknownKey), "certified by itself");
    let backwards = Root::from_seed(&ROOT).certify(&LEASE_KEY, Purpose::Lease, (bought(), bought()));
    assert_eq!(backwards.err(), Some(IssueError::WouldBeRefused(Refusal::Damaged)));
}

#[test]
fn two_files_one_after_the_other_are_one_file() {
    let one = signed(&licence(Plan::Membership), &lease());
    let mut store = store();
    let taken = store.take(&(one.clone() + "\r\n" + &one)).unwrap();
    assert_eq!(taken.items.len(), 8);
    assert!(store.current().is_some());
}

#[test]
fn the_signer_signs_nothing_that_a_till_would_refuse() {
    let mut terms = licence(Plan::Perpetual);
    terms.holder = "x".repeat(5000);
    assert!(licences().licence(&terms).is_err());
    terms.holder = String::new();
    assert!(licences().licence(&terms).is_err());
    let mut terms = lease();
    terms.grace_days = 91;
    assert!(leases().lease(&terms).is_err());
    terms.grace_days = 1;
    terms.suspended = Some(String::new());
    assert!(leases().lease(&terms).is_err(), "a reason nobody could read");
}
