//! Older papers, older builds' trials and half files: what is put back or brought in part gives nothing that was not signed
//! for, and takes nothing from a shop that paid.

use std::{fs, path::Path};

use caserita_licensing::Plan;
use caserita_testkit::{Deal, Person, TestTill, a_till};
use serde_json::json;

use super::{SEALED_KEY, a_locked_till, a_member, bread, flags, mind, sells, state, try_to_sell};

const SEALED_PAPERS: &str = "vault/licence.papers.secret";

async fn log_in(till: TestTill) -> TestTill {
    till.log_in(Person::Owner).await;
    till
}

fn database(till: &TestTill) -> Vec<u8> {
    fs::read(till.folder.path().join("till.db")).expect("a copy")
}

/// The database of before, and nothing else left that knows of the papers since.
async fn put_back(till: TestTill, copy: Vec<u8>) -> TestTill {
    let change = |folder: &Path| {
        fs::write(folder.join("till.db"), copy).expect("put back");
        fs::remove_file(folder.join(SEALED_PAPERS)).ok();
    };
    log_in(till.restart_after(change).await).await
}

/// The certificates of a file, without what they signed.
fn keys_alone(file: &str) -> String {
    let end = file.rfind("-----BEGIN POS LICENCE").expect("a licence");
    file[..end].to_owned()
}

#[tokio::test]
async fn law_12_a_suspension_is_not_undone_by_older_papers() {
    let (till, deal) = a_member().await;
    let till = log_in(till.restart().await).await;
    let copy = database(&till);
    let suspension = deal.again("2026-03-02T10:30:00").suspended("Falta el pago").file();
    till.bring(&suspension).await.ok();
    let till = put_back(till, copy.clone()).await;
    mind(&till);
    assert!(flags(&till.licence().await).contains("lease_unreadable"));
    sells(&till).await;
    till.bring(&deal.file()).await.ok();
    assert!(flags(&till.licence().await).contains("lease_unreadable"), "the old ones again are no cure");
    till.clock.until("2026-04-20T15:00:00Z");
    try_to_sell(&till).await.refused("licence.locked");
    let till = put_back(till, copy).await;
    try_to_sell(&till).await.refused("licence.locked");
    till.bring(&suspension).await.ok();
    assert_eq!(state(&till).await, "suspended");
    till.bring(&deal.again("2026-04-20T10:00:00").again("2026-04-20T10:00:00").paid("2026-06-30").file()).await.ok();
    sells(&till).await;
}

#[tokio::test]
async fn law_12_codes_that_were_used_are_not_lent_again_on_older_papers() {
    let (till, deal) = a_locked_till().await;
    let till = log_in(till).await;
    let say = async |till: &TestTill, code: String| till.post("/v1/licence/code", json!({ "code": code })).await;
    for counter in [1, 2] {
        say(&till, deal.code(counter, 15)).await.ok();
    }
    till.clock.days(31);
    try_to_sell(&till).await.refused("licence.locked");
    let till = log_in(till.restart().await).await;
    let copy = database(&till);
    till.bring(&deal.again("2026-03-02T10:30:00").file()).await.ok();
    say(&till, "abc".to_owned()).await.refused("voice.not_a_code");
    let till = put_back(till, copy).await;
    say(&till, deal.code(1, 15)).await.refused("voice.no_more");
    try_to_sell(&till).await.refused("licence.locked");
}

#[tokio::test]
async fn law_12_a_copy_without_its_key_is_not_cured_by_a_file_that_brings_no_lease() {
    let till = a_till().with(bread()).open().await;
    let deal = till.licensed(Plan::Perpetual).await;
    let mut other = deal.clone();
    other.licence.id = "L-0002".to_owned();
    let unneeded = other.file();
    let half = unneeded[..unneeded.rfind("-----BEGIN POS LEASE").expect("a lease")].to_owned();
    let till = log_in(till.restart_after(|folder| fs::remove_file(folder.join(SEALED_KEY)).expect("gone")).await).await;
    mind(&till);
    till.bring(&keys_alone(&deal.file())).await.refused("licence.other_device");
    till.bring(&half).await.ok();
    assert!(flags(&till.licence().await).contains("device_key_missing"));
    sells(&till).await;
    till.clock.days(50);
    try_to_sell(&till).await.refused("licence.locked");
    till.bring(&half).await.ok();
    let till = log_in(till.restart().await).await;
    try_to_sell(&till).await.refused("licence.locked");
}

#[tokio::test]
async fn law_12_an_update_does_not_begin_a_trial_anew() {
    let till = a_till().with(bread()).open().await;
    mind(&till);
    till.clock.until("2026-05-01T15:00:00Z");
    mind(&till);
    let lose_key = |folder: &Path| fs::remove_file(folder.join(SEALED_KEY)).expect("gone");
    let till = log_in(till.update_after("2026-04-20", lose_key).await).await;
    mind(&till);
    try_to_sell(&till).await.refused("licence.locked");
}

#[tokio::test]
async fn law_12_a_file_that_is_only_partly_for_this_till_takes_no_lease_away() {
    let till = a_till().with(bread()).cash(5000).open().await;
    let deal = till.licensed(Plan::Perpetual).await;
    till.clock.days(60);
    let till = log_in(till.restart_after(|folder| fs::remove_file(folder.join(SEALED_KEY)).expect("gone")).await).await;
    mind(&till);
    let new_key = till.deal(Plan::Perpetual).await;
    sells(&till).await;
    // Made before anybody knew of the new key.
    let mut late: Deal = deal.again("2026-05-01T10:00:00");
    late.licence.rev = 2;
    let answer = till.bring(&late.file()).await.ok();
    assert_eq!(answer["licence"]["state"], "active", "{answer}");
    sells(&till).await;
    let mut own = new_key.again("2026-05-01T10:30:00");
    own.licence.rev = 2;
    own.lease.id = "E-0002".to_owned();
    till.bring(&own.qr()).await.ok();
    assert!(!flags(&till.licence().await).contains("device_key_missing"));
    till.clock.days(30);
    sells(&till).await;
}

#[tokio::test]
async fn law_12_an_answer_about_the_time_that_comes_after_a_week_is_none() {
    let (till, _) = a_member().await;
    till.log_in(Person::Technician).await;
    let asked = till.deal(Plan::Membership).await;
    let drawer = asked.time("2026-03-02T10:30:00");
    till.clock.until("2026-04-05T15:00:00Z");
    till.bring(&drawer).await.refused("licence.other_request");
    assert_eq!(state(&till).await, "grace");
    let anew = till.deal(Plan::Membership).await;
    till.bring(&anew.time("2026-04-05T10:30:00")).await.ok();
}

#[tokio::test]
async fn law_12_a_clock_that_is_behind_at_the_close_brings_no_lock_by_day() {
    let till = a_till().with(bread()).cash(5000).open().await;
    till.licensed(Plan::Membership).await;
    till.clock.until("2026-04-05T22:00:00Z");
    mind(&till);
    till.clock.set("2010-01-01T22:00:00Z");
    till.clock.forward(chrono::TimeDelta::hours(19));
    assert_eq!(state(&till).await, "grace", "noon of the sixth: the session was open at four");
    till.log_in(Person::Owner).await;
    let close = json!({ "counts": [{ "value": 5000, "count": 1 }], "left_float": 0, "print": false });
    till.post("/v1/cash/close", close).await.ok();
    assert_eq!(state(&till).await, "grace");
    till.clock.forward(chrono::TimeDelta::hours(16));
    assert_eq!(state(&till).await, "locked_readonly", "at four");
}
