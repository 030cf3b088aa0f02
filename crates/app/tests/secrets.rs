//! PINs stay on this device, hashed.

mod shop;

use caserita_app::{Call, Door};
use caserita_domain::access::Role;
use shop::{Shop, demo_pin};

#[test]
fn law_13_a_pin_is_kept_as_argon2id_and_never_reaches_the_log() {
    let shop = Shop::open();
    let secret = "908172";
    let users = shop.app.add_user(&shop.call(), "Julia", Role::Cashier, secret).expect("she is added");
    let julia = users.into_iter().find(|user| user.name == "Julia").expect("she is there");
    let store = shop.app.store();
    let kept = store.read(|reader| reader.pin(julia.id)).expect("it reads").expect("she has a PIN");
    assert!(kept.hash.starts_with("$argon2id$"), "{}", kept.hash);
    assert!(!kept.hash.contains(secret));
    for line in store.read(|reader| reader.log_lines()).expect("it reads") {
        let line = String::from_utf8(line).expect("JSON");
        assert!(!tells(line.as_bytes(), secret) && !line.contains("argon2"), "neither PIN nor hash travels: {line}");
    }
    drop(store.make_copy(1).expect("a copy is made"));
    let file = std::fs::read(store.profile().database()).expect("it is there");
    assert!(!tells(&file, secret), "not in the clear in the file either");
}

/// Whether a PIN is told: by itself, not by chance in the midst of an id or a hash.
fn tells(bytes: &[u8], pin: &str) -> bool {
    let alone = |at: Option<&u8>| at.is_none_or(|byte| !byte.is_ascii_hexdigit());
    bytes.windows(pin.len()).enumerate().any(|(at, found)| {
        found == pin.as_bytes() && alone(at.checked_sub(1).and_then(|at| bytes.get(at))) && alone(bytes.get(at + pin.len()))
    })
}

#[test]
fn law_13_idempotency_keeps_a_fingerprint_of_a_call_not_its_body() {
    let shop = Shop::open();
    let pin = demo_pin("owner");
    let call = Call { door: Door::Window, key: "abc".into(), fingerprint: [7; 32] };
    shop.app.add_user(&call, "Ana", Role::Cashier, "739146").expect("she is added");
    let kept = shop.app.store().read(|reader| reader.repeated_call("abc")).expect("it reads").expect("kept");
    assert_eq!(kept.fingerprint, vec![7; 32]);
    assert!(!kept.answer.contains("739146") && !kept.answer.contains(&pin));
}
