//! A machine's life: installed again, moved, copied, its memory lost in one place or in all.

use caserita_licensing::{
    DeviceKey, Fingerprint, Plan, Reading, Shop, Stamp, State, Store, TrustedTime,
    device::{Component, DeviceVerdict},
    lima::{DAY, HOUR},
    voice::{Unlocks, VoiceRefusal},
};

use crate::fixture::*;

fn built_of(serials: [&str; 3]) -> Fingerprint {
    let parts = [Component::SystemUuid, Component::BoardSerial, Component::DiskSerial];
    let values: Vec<_> = parts.into_iter().zip(serials.map(str::to_owned)).collect();
    Fingerprint::of(RUC, &values)
}

#[test]
fn installing_again_on_the_same_machine_costs_nothing() {
    let file = signed(&licence(Plan::Perpetual), &lease());
    for _ in 0..5 {
        let mut fresh = Store::new(roots(), Shop { device: Some(DeviceKey::from_seed(&[9; 32]).public()), tax_id: None });
        fresh.take(&file).unwrap();
        assert!(fresh.current().is_some(), "the key outlives the program, and no count is kept");
    }
}

#[test]
fn a_copied_key_on_another_machine_is_noticed_and_sells_on() {
    let mut terms = lease();
    terms.fingerprint = built_of(["4c4c-4544", "CN129-7XK2", "S3Z9NB0K"]);
    let (_, held) = permission(&licence(Plan::Perpetual), &terms);
    let copied = built_of(["1111-2222", "XY999-0000", "WD-77AA"]);
    assert_eq!(held.terms().fingerprint.judge(&copied), DeviceVerdict::Moved);
    let new_disk = built_of(["4c4c-4544", "CN129-7XK2", "WD-77AA"]);
    assert_eq!(held.terms().fingerprint.judge(&new_disk), DeviceVerdict::Same);
}

fn stamp(seq: u64, time: TrustedTime) -> Stamp {
    Stamp {
        seq,
        first_start: bought(),
        undated: false,
        time,
        asked: None,
        answered: None,
        papers: None,
        missing_since: None,
        unlocks: Unlocks::default(),
    }
}

fn read(boot: u64, mono: i64, os: i64) -> Reading {
    Reading { os: Some(os), mono, boot }
}

#[test]
fn time_goes_on_from_the_newest_of_three_places() {
    let key = device().seal_key();
    let early = TrustedTime::new(bought()).observe(read(1, 0, bought()));
    let late = early.observe(read(2, 5 * HOUR, bought() + 20 * DAY));
    let (early, late) = (stamp(1, early).sealed(&key), stamp(2, late).sealed(&key));
    for places in [[Some(early.as_str()), Some(late.as_str()), None], [Some(late.as_str()), None, Some("roto")]] {
        let remembered = Stamp::newest(&places, &key).stamp.unwrap();
        let now = remembered.time.observe(read(3, 0, bought()));
        assert_eq!(now.now(), bought() + 20 * DAY, "the clock went back while the machine was off");
    }
}

#[test]
fn a_signed_time_repairs_what_an_empty_battery_left_behind() {
    let answer = caserita_licensing::server_time::TimeTerms { device: device().public(), nonce: [5; 8], at: bought() + DAY };
    let answer = store().time(&file(&[leases().time(&answer).unwrap()]), [5; 8]).unwrap();
    let far = bought() + 60 * 365 * DAY;
    let poisoned = TrustedTime::new(bought())
        .observe(read(1, 0, bought()))
        .observe(read(2, 0, far))
        .observe(read(2, 25 * HOUR, far))
        .observe(read(3, 0, far));
    assert_eq!(poisoned.now(), far);
    let repaired = poisoned.told(answer, read(3, HOUR, far));
    assert_eq!(repaired.now(), bought() + DAY);
    assert_eq!(repaired.observe(read(3, 2 * HOUR, far)).now(), bought() + DAY + HOUR, "its clock is not believed again");
    assert_eq!(repaired.observe(read(3, 2 * HOUR, bought() + DAY + HOUR)).fault(), None);
}

#[test]
fn a_clock_a_minute_before_the_lease_was_signed_is_nothing_to_speak_of() {
    let time = TrustedTime::new(bought()).observe(read(1, 0, bought() - 60_000));
    assert_eq!((time.now(), time.fault()), (bought(), None));
}

#[test]
fn a_till_that_lost_all_three_places_begins_at_its_lease_and_takes_no_codes() {
    let (_, held) = permission(&licence(Plan::Membership), &lease());
    let time = TrustedTime::new(held.terms().issued_at).observe(read(1, 0, bought() - 400 * DAY));
    let mut stamp = Stamp::first(time, Some(held.terms()));
    assert_eq!((stamp.first_start, stamp.time.now()), (bought(), bought()), "not before its lease, whatever the clock says");
    let refused = stamp.unlocks.attempt("00000-00000", &held, State::Grace, bought());
    assert_eq!(refused, Err(VoiceRefusal::NoMore));
    let young = Stamp::first(TrustedTime::new(bought()), None);
    assert_eq!(young.unlocks, Unlocks::default());
}
