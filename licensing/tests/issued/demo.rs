//! The demonstration keys that lie in the tree do what their README says, against the roots that the program carries.

use std::fs;

use caserita_licensing::{
    CAN_SIGN, Kind, Roots, Store,
    issue::{
        Issuer, Root,
        sealed::{KeyFile, Role},
    },
    keys::KeyCertificate,
};

use crate::fixture::*;

fn file(name: &str) -> String {
    fs::read_to_string(format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))).expect("in the tree")
}

fn key(name: &str, role: Role) -> (KeyFile, [u8; 32]) {
    let readme = file("demo/README.md");
    let phrase = readme.split("```").nth(1).expect("a fenced passphrase").trim().to_owned();
    let file = KeyFile::parse(&file(&format!("demo/{name}"))).unwrap();
    assert_eq!(file.role, role);
    let seed = *file.open(&phrase).unwrap();
    (file, seed)
}

#[test]
fn demonstration_keys_license_a_till_and_say_what_they_are() {
    let roots = Roots::parse(&file("demo/roots.txt")).unwrap();
    assert!(roots.are_for_demonstration() && !crate::fixture::roots().are_for_demonstration());
    for name in ["raiz-1.llave", "raiz-2.llave"] {
        let (_, seed) = key(name, Role::Root);
        assert!(roots.kids().any(|kid| kid == Root::from_seed(&seed).kid()), "{name}");
    }
    let issuer = |name, role| {
        let (file, seed) = key(name, role);
        Issuer::new(&seed, KeyCertificate::verify(&file.certificate().unwrap(), &roots).unwrap()).unwrap()
    };
    let (licences, leases) = (issuer("licencias.llave", Role::Licence), issuer("permisos.llave", Role::Lease));
    let mut terms = lease();
    terms.voice_secret = None;
    let right = licences.licence(&licence(caserita_licensing::Plan::Perpetual)).unwrap();
    let permission = leases.lease(&terms).unwrap();
    let keys = [&licences, &leases].map(|issuer| issuer.certificate().unwrap().block().clone());
    let mut store = Store::new(roots, shop());
    let taken = store.take(&(bare(&keys) + &bare(&[right, permission]))).unwrap();
    assert_eq!(taken.items.iter().filter(|item| item.kind == Kind::Key).count(), 2);
    assert!(store.current().is_some() && CAN_SIGN);
}

#[test]
fn the_roots_that_the_program_carries_are_two() {
    let roots = Roots::parse(&file("../assets/licensing/roots.txt")).unwrap();
    assert_eq!(roots.kids().count(), 2, "one to work with and one in reserve");
}
