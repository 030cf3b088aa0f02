//! Any bytes into everything that reads a text from outside. `cargo +nightly fuzz run read` in `licensing/`.
#![no_main]

use caserita_licensing::{DeviceKey, Roots, Shop, Stamp, Store, VerifiedRequest, armour};
use libfuzzer_sys::fuzz_target;

/// The roots of the tests, whose signed files begin the corpus.
const ROOTS: &str = "one iojj3XQJ8ZX9UtstPLpdcspnCb8dlBIb83SIAbQPb1w\n";

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let device = DeviceKey::from_seed(&[9; 32]);
    let _ = Stamp::open(text, &device.seal_key());
    for block in armour::read(text).unwrap_or_default() {
        assert_eq!(armour::read(&block.armoured()).as_ref(), Ok(&vec![block.clone()]));
        assert_eq!(armour::read(&block.compact()).as_ref(), Ok(&vec![block.clone()]));
        let _ = VerifiedRequest::verify(&block);
    }
    let Ok(roots) = Roots::parse(ROOTS) else { return };
    let shop = Shop { device: Some(device.public()), tax_id: None };
    let mut store = Store::new(roots.clone(), shop.clone());
    if store.take(text).is_ok() {
        assert!(Store::open(roots, shop, &store.text()).is_ok());
    }
});
