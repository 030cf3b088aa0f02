//! The drills: a key's year is over, a key leaks, a root is needed.

use caserita_licensing::{Kid, Outcome, Plan, Purpose, Refusal, Store, issue::Root, keys::Keyring, lima::DAY};

use crate::fixture::*;

const NEW_LEASE_KEY: [u8; 32] = [14; 32];
const NEW_LICENCE_KEY: [u8; 32] = [13; 32];

fn holding() -> Store {
    let mut store = store();
    store.take(&signed(&licence(Plan::Membership), &lease())).unwrap();
    store
}

fn kid(seed: [u8; 32]) -> Kid {
    Kid::of(ed25519_dalek::SigningKey::from_bytes(&seed).verifying_key().as_bytes())
}

/// The file that replaces both keys: their certificates, the licence again, a lease that revokes.
fn renewal(revoked: &[Kid]) -> String {
    let leases = issuer(ROOT, NEW_LEASE_KEY, Purpose::Lease);
    let licences = issuer(ROOT, NEW_LICENCE_KEY, Purpose::Licence);
    let (mut right, mut permission) = (licence(Plan::Membership), lease());
    (right.rev, permission.rev) = (2, 2);
    permission.revoked_kids = revoked.to_vec();
    permission.paid_through = Some(day("2026-02-28"));
    let keys = [&licences, &leases].map(|issuer| issuer.certificate().unwrap().block().clone());
    bare(&keys) + &bare(&[licences.licence(&right).unwrap(), leases.lease(&permission).unwrap()])
}

#[test]
fn a_new_year_brings_new_keys_in_the_same_file_and_the_old_documents_stay_good() {
    let mut store = holding();
    assert!(store.take(&renewal(&[])).unwrap().changed());
    assert_eq!(store.current().unwrap().1.terms().rev, 2);
    let mut late = self::store();
    assert_eq!(late.take(&signed(&licence(Plan::Membership), &lease())).unwrap().refusal(), None, "reinstalled years later");
}

#[test]
fn a_leaked_key_is_revoked_and_what_it_signs_afterwards_is_refused() {
    let mut store = holding();
    let taken = store.take(&renewal(&[kid(LEASE_KEY), kid(LICENCE_KEY)])).unwrap();
    assert_eq!(taken.revoked.len(), 2);
    assert_eq!(store.current().unwrap().0.terms().rev, 2, "the licence came again in the same file");
    let mut stolen = lease();
    (stolen.rev, stolen.issued_at) = (99, bought() + DAY);
    let items = store.take(&signed(&licence(Plan::Perpetual), &stolen)).unwrap().items;
    assert!(items.iter().all(|item| item.outcome == Outcome::Refused(Refusal::RevokedKey)), "{items:?}");
}

#[test]
fn a_revocation_is_remembered_when_the_lease_that_brought_it_is_replaced() {
    let mut store = holding();
    store.take(&renewal(&[kid(LEASE_KEY), kid(LICENCE_KEY)])).unwrap();
    let leases = issuer(ROOT, NEW_LEASE_KEY, Purpose::Lease);
    let mut later = lease();
    later.rev = 3;
    store.take(&bare(&[leases.lease(&later).unwrap()])).unwrap();
    let mut again = Store::open(roots(), shop(), &store.text()).unwrap();
    assert!(again.keys().is_revoked(kid(LEASE_KEY)));
    assert_eq!(again.current().unwrap().1.terms().rev, 3);
    let old = again.take(&signed(&licence(Plan::Membership), &lease())).unwrap();
    assert_eq!(old.refusal(), Some(Refusal::RevokedKey), "no resurrection");
}

#[test]
fn what_a_revoked_key_had_signed_is_let_go() {
    let mut store = holding();
    let leases = issuer(ROOT, NEW_LEASE_KEY, Purpose::Lease);
    let mut lease = lease();
    (lease.rev, lease.revoked_kids) = (2, vec![kid(LICENCE_KEY)]);
    store.take(&bare(&[leases.certificate().unwrap().block().clone(), leases.lease(&lease).unwrap()])).unwrap();
    assert!(store.current().is_none(), "the licence has to be signed again by a good key");
}

#[test]
fn a_key_does_not_revoke_itself_nor_a_root_nor_after_its_own_revocation() {
    let mut store = holding();
    let mut lease = lease();
    (lease.rev, lease.revoked_kids) = (2, vec![kid(LEASE_KEY), kid(ROOT)]);
    let taken = store.take(&bare(&[leases().lease(&lease).unwrap()])).unwrap();
    assert!(taken.revoked.is_empty() && store.current().is_some());
    store.take(&renewal(&[kid(LEASE_KEY)])).unwrap();
    lease.rev = 9;
    lease.revoked_kids = vec![kid(NEW_LEASE_KEY)];
    let taken = store.take(&file(&[leases().lease(&lease).unwrap()])).unwrap();
    assert!(taken.revoked.is_empty() && !store.keys().is_revoked(kid(NEW_LEASE_KEY)), "the thief cannot strike back");
}

#[test]
fn a_root_can_save_a_shop_when_no_certified_key_can_be_trusted() {
    let mut store = holding();
    let root = Root::from_seed(&SPARE).into_issuer();
    let (mut right, mut lease) = (licence(Plan::Membership), lease());
    (right.rev, lease.rev) = (5, 5);
    lease.revoked_kids = vec![kid(LEASE_KEY), kid(LICENCE_KEY)];
    let taken = store.take(&bare(&[root.licence(&right).unwrap(), root.lease(&lease).unwrap()])).unwrap();
    assert_eq!((taken.revoked.len(), store.current().unwrap().1.terms().rev), (2, 5));
}

#[test]
fn the_second_root_certifies_when_the_first_is_lost() {
    let mut store = holding();
    let leases = issuer(SPARE, NEW_LEASE_KEY, Purpose::Lease);
    let mut lease = lease();
    lease.rev = 2;
    store.take(&bare(&[leases.certificate().unwrap().block().clone(), leases.lease(&lease).unwrap()])).unwrap();
    assert_eq!(store.current().unwrap().1.terms().rev, 2);
}

#[test]
fn of_two_certificates_for_one_key_the_longer_stays() {
    let root = Root::from_seed(&ROOT);
    let mut keys = Keyring::new(roots());
    let short = root.certify(&LEASE_KEY, Purpose::Lease, (bought(), bought() + DAY)).unwrap();
    let long = root.certify(&LEASE_KEY, Purpose::Lease, (bought(), bought() + 2 * DAY)).unwrap();
    assert!(keys.certify(short.clone()) && keys.certify(long) && !keys.certify(short));
    assert_eq!(keys.certificates().next().unwrap().dates().1, bought() + 2 * DAY);
}
