//! Clocks that are wrong, memories that are lost: neither gains a day, and neither costs a sale.

use std::{fs, path::Path};

use caserita_licensing::Plan;
use caserita_testkit::{Person, TestTill, a_till};
use serde_json::json;

use super::{LOCK, a_locked_till, a_member, bread, flags, mind, state, try_to_sell};

async fn log_in(till: TestTill) -> TestTill {
    till.log_in(Person::Cashier).await;
    till
}

#[tokio::test]
async fn law_12_a_clock_set_back_gains_no_day_and_costs_no_sale() {
    let (till, _) = a_member().await;
    till.clock.until("2026-04-02T15:00:00Z");
    mind(&till);
    till.clock.set("2026-03-10T15:00:00Z");
    let licence = till.licence().await;
    assert_eq!((licence["state"].as_str(), licence["clock"]["fault"].as_str()), (Some("grace"), Some("behind")));
    assert!(flags(&licence).contains("clock_suspect"));
    try_to_sell(&till).await.ok();
    till.post("/v1/cart/discard", json!({ "reason": "prueba" })).await.ok();
    till.clock.days(4);
    try_to_sell(&till).await.refused("licence.locked");
    let till = log_in(till.restart().await).await;
    try_to_sell(&till).await.refused("licence.locked");
}

#[tokio::test]
async fn law_12_a_dead_battery_locks_nobody_out() {
    let (till, _) = a_member().await;
    mind(&till);
    till.clock.reboot("2099-01-01T00:00:00Z");
    let till = log_in(till.restart().await).await;
    let licence = till.licence().await;
    assert_eq!((licence["state"].as_str(), licence["clock"]["fault"].as_str()), (Some("active"), Some("ahead")));
    try_to_sell(&till).await.ok();
    mind(&till);
    till.clock.reboot("2026-03-03T15:00:00Z");
    let till = log_in(till.restart().await).await;
    let licence = till.licence().await;
    assert_eq!((licence["state"].as_str(), licence["clock"]["fault"].as_str()), (Some("active"), None));
}

#[tokio::test]
async fn law_12_a_date_mistyped_for_an_hour_costs_no_day() {
    let (till, _) = a_member().await;
    till.clock.seconds(2 * 3600);
    mind(&till);
    till.clock.set("2026-04-08T10:00:00Z");
    for _ in 0..4 {
        till.clock.seconds(900);
        mind(&till);
        let licence = till.licence().await;
        assert_eq!((licence["state"].as_str(), licence["clock"]["fault"].as_str()), (Some("active"), Some("ahead")));
    }
    till.clock.set("2026-03-02T18:00:00Z");
    let licence = till.licence().await;
    assert_eq!((licence["state"].as_str(), licence["clock"]["fault"].as_str()), (Some("active"), None));
    let till = log_in(till.restart().await).await;
    assert_eq!(state(&till).await, "active");
}

#[tokio::test]
async fn law_12_a_signed_answer_sets_the_time_right_once() {
    let (till, _) = a_member().await;
    till.clock.days(30);
    mind(&till);
    till.clock.set("2026-03-03T15:00:00Z");
    assert_eq!(state(&till).await, "grace", "thirty days too many were believed");
    till.log_in(Person::Technician).await;
    let asked = till.deal(Plan::Membership).await;
    let answer = asked.time("2026-03-03T10:00:00");
    let told = till.bring(&answer).await.ok();
    assert_eq!((told["licence"]["state"].as_str(), told["changed"].as_bool()), (Some("active"), Some(true)), "{told}");
    assert_eq!(told["licence"]["clock"]["fault"], json!(null));
    till.clock.days(30);
    till.bring(&answer).await.refused("licence.other_request");
    assert_eq!(state(&till).await, "grace", "shown again, it does nothing");
}

#[tokio::test]
async fn law_12_an_answer_that_was_used_is_none_to_an_older_database_either() {
    let (till, _) = a_member().await;
    till.clock.days(30);
    mind(&till);
    till.log_in(Person::Technician).await;
    let asked = till.deal(Plan::Membership).await;
    let answer = asked.time("2026-03-03T10:00:00");
    let till = till.restart().await;
    let copy = fs::read(till.folder.path().join("till.db")).expect("a copy");
    till.log_in(Person::Technician).await;
    till.bring(&answer).await.ok();
    till.clock.days(30);
    let till = till.restart_after(|folder| fs::write(folder.join("till.db"), copy).expect("put back")).await;
    till.log_in(Person::Technician).await;
    till.bring(&answer).await.refused("licence.other_request");
}

#[tokio::test]
async fn law_12_a_trial_counts_days_of_use_whatever_the_first_clock_said() {
    for wrong in ["2010-01-01T00:00:00Z", "2099-01-01T00:00:00Z"] {
        let till = a_till().with(bread()).open().await;
        till.clock.set(wrong);
        assert_eq!(till.licence().await["state"], "trial", "{wrong}");
        mind(&till);
        till.clock.set("2026-11-20T15:00:00Z");
        let till = log_in(till.restart().await).await;
        let licence = till.licence().await;
        assert_eq!((licence["state"].as_str(), licence["days_left"].as_i64()), (Some("trial"), Some(30)), "{wrong}");
        mind(&till);
        let till = log_in(till.restart().await).await;
        till.clock.days(29);
        assert_eq!(till.licence().await["state"], "trial");
    }
}

/// The three places of the till's memory.
fn places(folder: &Path) -> [std::path::PathBuf; 3] {
    ["till.db", "vault/licence.stamp.secret", "stamp"].map(|name| folder.join(name))
}

#[tokio::test]
async fn law_12_two_of_three_memories_may_be_lost_or_put_back() {
    for survivor in [1, 2] {
        let (till, _) = a_member().await;
        mind(&till);
        let old = places(till.folder.path()).map(|place| fs::read(place).expect("a place"));
        till.clock.until("2026-04-06T10:00:00Z");
        mind(&till);
        till.clock.reboot("2026-03-03T15:00:00Z");
        let put_back = |folder: &Path| {
            for (number, place) in places(folder).iter().enumerate().filter(|(number, _)| *number != survivor) {
                match number {
                    0 => forget_in_database(folder),
                    _ => fs::write(place, &old[number]).expect("an older one"),
                }
            }
        };
        let till = log_in(till.restart_after(put_back).await).await;
        try_to_sell(&till).await.refused("licence.locked");
    }
}

/// A database of another till of the same age would do as well; here the row is simply a broken one.
fn forget_in_database(folder: &Path) {
    let store = caserita_store::Store::open(folder, 0).expect("it opens").store;
    store
        .write(0, |tx| tx.keep_licence_stamp("x.y"))
        .map(drop)
        .unwrap_or_else(|error: caserita_store::Error| panic!("{error}"));
}

#[tokio::test]
async fn law_12_without_any_memory_the_log_still_knows_how_late_it_is() {
    let (till, _) = a_locked_till().await;
    mind(&till);
    till.clock.reboot("2026-03-03T15:00:00Z");
    let lose_all = |folder: &Path| {
        forget_in_database(folder);
        places(folder)[1..].iter().for_each(|place| fs::remove_file(place).expect("gone"));
    };
    let till = log_in(till.restart_after(lose_all).await).await;
    try_to_sell(&till).await.refused("licence.locked");
}

#[tokio::test]
async fn law_12_an_old_copy_of_the_database_gains_no_day() {
    let (till, _) = a_member().await;
    mind(&till);
    let till = till.restart().await;
    let copy = fs::read(till.folder.path().join("till.db")).expect("a copy");
    till.clock.until(LOCK);
    mind(&till);
    till.clock.reboot("2026-03-03T15:00:00Z");
    let put_back = |folder: &Path| fs::write(folder.join("till.db"), copy).expect("put back");
    let till = log_in(till.restart_after(put_back).await).await;
    try_to_sell(&till).await.refused("licence.locked");
}

#[tokio::test]
async fn law_12_an_old_copy_of_the_database_undoes_neither_a_suspension_nor_a_renewal() {
    for suspended in [true, false] {
        let (till, deal) = a_member().await;
        let till = till.restart().await;
        let copy = fs::read(till.folder.path().join("till.db")).expect("a copy");
        till.log_in(Person::Owner).await;
        let next = deal.again("2026-03-02T10:30:00").paid("2026-06-30");
        let next = if suspended { next.suspended("Falta el pago") } else { next };
        till.bring(&next.file()).await.ok();
        till.clock.until(LOCK);
        let put_back = |folder: &Path| fs::write(folder.join("till.db"), copy).expect("put back");
        let till = log_in(till.restart_after(put_back).await).await;
        assert_eq!(state(&till).await, if suspended { "suspended" } else { "active" });
    }
}

#[tokio::test]
async fn law_12_a_trial_is_not_begun_anew_by_losing_the_database() {
    let till = a_till().with(bread()).open().await;
    mind(&till);
    till.clock.days(38);
    mind(&till);
    let begin_anew = |folder: &Path| {
        ["till.db", "head"].iter().for_each(|file| fs::remove_file(folder.join(file)).expect("gone"));
    };
    let till = till.restart_after(begin_anew).await;
    let setup = json!({ "trade_name": "Otra", "ruc": null, "legal_name": null, "owner_name": "Ana", "pin": "482619",
                        "demo": false });
    till.post("/v1/setup", setup).await.ok();
    till.post("/v1/categories", json!({ "name": "Nueva" })).await.refused("licence.locked");
}

#[tokio::test]
async fn law_12_a_lost_key_serves_for_a_week_and_a_new_one_is_activated() {
    let till = a_till().with(bread()).open().await;
    till.licensed(Plan::Perpetual).await;
    mind(&till);
    let lose = |folder: &Path| fs::remove_file(folder.join("vault/device.key.secret")).expect("gone");
    let till = till.restart_after(lose).await;
    till.clock.days(50);
    let till = log_in(till).await;
    mind(&till);
    let licence = till.licence().await;
    assert!(flags(&licence).contains("device_key_missing"), "{licence}");
    try_to_sell(&till).await.ok();
    till.post("/v1/cart/discard", json!({ "reason": "prueba" })).await.ok();
    till.clock.days(8);
    try_to_sell(&till).await.refused("licence.locked");
    let till = log_in(till.restart().await).await;
    try_to_sell(&till).await.refused("licence.locked");
    till.licensed(Plan::Perpetual).await;
    try_to_sell(&till).await.ok();
    let till = log_in(till.restart().await).await;
    assert_eq!(state(&till).await, "active");
    assert!(!flags(&till.licence().await).contains("device_key_missing"));
}
