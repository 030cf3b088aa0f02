//! Genuine documents that are new, known, old, or not for this till; and what a till still knows after it was shut.

use caserita_licensing::{
    Kind, Outcome, Plan, Refusal, Shop, Store,
    request::RequestTerms,
    server_time::{TimeTerms, VerifiedTime},
};

use crate::fixture::*;

fn outcomes(store: &mut Store, text: &str) -> Vec<Outcome> {
    let taken = store.take(text).expect("a whole file");
    taken.items.into_iter().filter(|item| item.kind != Kind::Key).map(|item| item.outcome).collect()
}

#[test]
fn the_highest_revision_stays_whatever_is_shown_again() {
    let mut store = store();
    let rev = |rev, through: &str| {
        let mut lease = lease();
        (lease.rev, lease.paid_through) = (rev, Some(day(through)));
        signed(&licence(Plan::Membership), &lease)
    };
    assert_eq!(outcomes(&mut store, &rev(2, "2026-06-30")), [Outcome::New, Outcome::New]);
    assert_eq!(outcomes(&mut store, &rev(2, "2026-06-30")), [Outcome::Same, Outcome::Same]);
    assert_eq!(outcomes(&mut store, &rev(1, "2026-12-31")), [Outcome::Same, Outcome::Older], "old and generous");
    assert_eq!(outcomes(&mut store, &rev(2, "2026-12-31")), [Outcome::Same, Outcome::Refused(Refusal::Revision)]);
    assert_eq!(store.current().unwrap().1.terms().paid_through, Some(day("2026-06-30")));
    assert_eq!(outcomes(&mut store, &rev(3, "2026-03-31")), [Outcome::Same, Outcome::New], "a correction downwards");
    assert_eq!(store.current().unwrap().1.terms().paid_through, Some(day("2026-03-31")));
}

#[test]
fn a_document_for_another_till_or_shop_is_refused_and_the_rest_of_the_file_is_taken() {
    let mut store = store();
    let mut theirs = lease();
    theirs.id = "E-0002".to_owned();
    theirs.device = other_device();
    let mut stranger = licence(Plan::Perpetual);
    (stranger.id, stranger.tax_id) = ("L-9999".to_owned(), "20999999991".to_owned());
    let blocks = [
        licences().licence(&licence(Plan::Membership)).unwrap(),
        licences().licence(&stranger).unwrap(),
        leases().lease(&theirs).unwrap(),
        leases().lease(&lease()).unwrap(),
    ];
    let expected =
        [Outcome::New, Outcome::Refused(Refusal::OtherShop), Outcome::Refused(Refusal::OtherDevice), Outcome::New];
    assert_eq!(outcomes(&mut store, &file(&blocks)), expected);
    let taken = store.take(&file(&blocks[1..3])).unwrap();
    assert_eq!((taken.refusal(), taken.changed()), (Some(Refusal::OtherShop), false));
}

#[test]
fn a_shop_without_a_ruc_and_a_licence_without_one_fit_anybody() {
    let mut anybody = licence(Plan::Trial);
    anybody.tax_id = String::new();
    assert_eq!(outcomes(&mut store(), &signed(&anybody, &lease()))[0], Outcome::New);
    let mut young = Store::new(roots(), Shop { tax_id: None, ..shop() });
    assert_eq!(outcomes(&mut young, &signed(&licence(Plan::Trial), &lease()))[0], Outcome::New);
}

#[test]
fn the_lease_signed_last_is_in_force_and_an_older_one_of_another_licence_does_not_come_back() {
    let mut store = store();
    let mut old = (licence(Plan::Perpetual), lease());
    old.0.id = "L-0000".to_owned();
    (old.1.id, old.1.licence_id, old.1.issued_at) = ("E-0000".to_owned(), "L-0000".to_owned(), bought() - 1000);
    store.take(&signed(&licence(Plan::Membership), &lease())).unwrap();
    store.take(&signed(&old.0, &old.1)).unwrap();
    assert_eq!(store.current().unwrap().0.terms().plan, Plan::Membership);
}

#[test]
fn a_lease_waits_for_its_licence() {
    let mut store = store();
    store.take(&file(&[leases().lease(&lease()).unwrap()])).unwrap();
    assert!(store.current().is_none());
    store.take(&file(&[licences().licence(&licence(Plan::Membership)).unwrap()])).unwrap();
    assert!(store.current().is_some());
}

#[test]
fn a_store_that_was_kept_knows_the_same() {
    let mut store = store();
    store.take(&signed(&licence(Plan::Membership), &lease())).unwrap();
    let again = Store::open(roots(), shop(), &store.text()).unwrap();
    assert_eq!(again.text(), store.text());
    assert_eq!(again.current(), store.current());
    assert!(Store::open(roots(), shop(), "").unwrap().current().is_none());
    assert_eq!(Store::open(roots(), shop(), &store.text()[1..]).err(), Some(Refusal::Damaged));
}

#[test]
fn a_till_whose_key_is_lost_still_sees_its_lease_but_takes_none() {
    let mut store = store();
    let file = signed(&licence(Plan::Membership), &lease());
    store.take(&file).unwrap();
    let keyless = Shop { device: None, ..shop() };
    assert!(Store::open(roots(), keyless.clone(), &store.text()).unwrap().current().is_some());
    let mut fresh = Store::new(roots(), keyless);
    assert_eq!(outcomes(&mut fresh, &file), [Outcome::New, Outcome::Refused(Refusal::OtherDevice)]);
}

#[test]
fn a_request_is_no_licence() {
    let request = RequestTerms {
        fingerprint: lease().fingerprint,
        licence_id: None,
        tax_id: None,
        holder: None,
        nonce: [1; 8],
        made_at: 0,
    };
    assert_eq!(store().take(&request.sign(&device()).armoured()).err(), Some(Refusal::Empty));
}

#[test]
fn an_answer_about_the_time_answers_one_request_of_one_till() {
    let ours = TimeTerms { device: device().public(), nonce: [7; 8], at: bought() };
    let text = file(&[leases().time(&ours).unwrap()]);
    assert_eq!(store().time(&text, [7; 8]).map(VerifiedTime::at), Ok(bought()));
    assert_eq!(store().time(&text, [8; 8]), Err(Refusal::OtherRequest));
    let theirs = TimeTerms { device: other_device(), ..ours.clone() };
    assert_eq!(store().time(&file(&[leases().time(&theirs).unwrap()]), [7; 8]), Err(Refusal::OtherDevice));
    assert!(licences().time(&ours).is_err());
    assert_eq!(store().time(&file(&[]), [7; 8]), Err(Refusal::Empty));
}

#[test]
fn every_refusal_has_its_own_code() {
    let mut codes: Vec<&str> = Refusal::ALL.map(Refusal::code).into();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), Refusal::ALL.len());
    assert!(codes.iter().all(|code| code.starts_with("licence.")));
}
