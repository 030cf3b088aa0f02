//! Keys, keystores and databases that are lost, silent or another's: a shop that paid goes on, and nobody gains by it.

use std::{fs, path::Path};

use caserita_app::Clock;
use caserita_licensing::Plan;
use caserita_testkit::{Person, TestTill, a_till, electronic};
use serde_json::json;

use super::{LOCK, SEALED_KEY, a_member, bread, flags, mind, sells, state, try_to_sell};

async fn log_in(till: TestTill) -> TestTill {
    till.log_in(Person::Cashier).await;
    till
}

async fn a_perpetual() -> TestTill {
    let till = a_till().with(bread()).open().await;
    till.licensed(Plan::Perpetual).await;
    till
}

/// What a keystore that does not answer looks like to whoever reads a secret.
fn silence(folder: &Path) {
    fs::rename(folder.join(SEALED_KEY), folder.join("aside")).expect("out of reach");
    fs::create_dir(folder.join(SEALED_KEY)).expect("something that cannot be read");
}

fn answer(folder: &Path) {
    fs::remove_dir(folder.join(SEALED_KEY)).expect("it was there");
    fs::rename(folder.join("aside"), folder.join(SEALED_KEY)).expect("within reach again");
}

#[tokio::test]
async fn law_12_a_vault_without_its_key_is_activated_anew() {
    let till = a_perpetual().await;
    let till = log_in(till.restart_after(|folder| fs::remove_file(folder.join("key")).expect("gone")).await).await;
    mind(&till);
    assert!(flags(&till.licence().await).contains("device_key_missing"));
    sells(&till).await;
    till.licensed(Plan::Perpetual).await;
    let till = log_in(till.restart().await).await;
    till.clock.days(30);
    assert_eq!(state(&till).await, "active");
    assert!(!flags(&till.licence().await).contains("device_key_missing"));
}

#[tokio::test]
async fn law_12_a_keystore_that_is_silent_for_a_moment_costs_nothing_however_often() {
    let mut till = a_perpetual().await;
    for _ in 0..2 {
        till = log_in(till.restart_after(silence).await).await;
        mind(&till);
        assert!(flags(&till.licence().await).contains("device_key_missing"));
        sells(&till).await;
        answer(till.folder.path());
        mind(&till);
        assert!(!flags(&till.licence().await).contains("device_key_missing"), "it is asked again, without a restart");
        till.clock.days(100);
        mind(&till);
        sells(&till).await;
    }
}

#[tokio::test]
async fn law_12_a_keystore_that_stays_silent_is_given_a_day_and_then_the_till_asks_with_a_new_key() {
    let till = a_perpetual().await;
    let till = log_in(till.restart_after(silence).await).await;
    mind(&till);
    till.get("/v1/licence/request").await.refused("vault.failed");
    till.clock.days(1);
    answer(till.folder.path());
    let before = till.licence().await["device"].clone();
    till.get("/v1/licence/request").await.ok();
    assert_eq!(before, json!(null));
    assert!(till.licence().await["device"].is_string(), "it answered meanwhile");
    let till = log_in(till.restart_after(silence).await).await;
    mind(&till);
    till.clock.days(1);
    // What is in the way here cannot be written over either.
    fs::remove_dir(till.folder.path().join(SEALED_KEY)).expect("it was there");
    till.licensed(Plan::Perpetual).await;
    assert_eq!(state(&till).await, "active");
}

/// The same database on a machine where the program was just set up: key, vault and sealed memory are that one's.
async fn on_a_fresh_machine(till: TestTill) -> TestTill {
    let fresh = a_till().open().await;
    fresh.clock.until(&till.clock.now().to_rfc3339());
    mind(&fresh);
    let from = fresh.folder.path();
    let move_in = |folder: &Path| {
        for file in ["key", "stamp", "vault/device.key.secret", "vault/licence.stamp.secret"] {
            fs::copy(from.join(file), folder.join(file)).expect("moved in");
        }
        fs::remove_file(folder.join("vault/licence.papers.secret")).ok();
    };
    log_in(till.restart_after(move_in).await).await
}

#[tokio::test]
async fn law_12_a_copy_on_a_fresh_machine_brings_the_beginning_of_its_trial_along() {
    let till = a_till().with(bread()).open().await;
    mind(&till);
    till.clock.days(30);
    mind(&till);
    let till = on_a_fresh_machine(till).await;
    assert_eq!(state(&till).await, "grace");
    till.clock.days(8);
    try_to_sell(&till).await.refused("licence.locked");
    let till = on_a_fresh_machine(till).await;
    try_to_sell(&till).await.refused("licence.locked");
}

#[tokio::test]
async fn law_12_a_copy_on_another_machine_sells_for_a_week_and_no_longer_however_often_it_moves() {
    let till = a_perpetual().await;
    mind(&till);
    till.clock.days(40);
    let till = on_a_fresh_machine(till).await;
    mind(&till);
    assert!(flags(&till.licence().await).contains("device_key_missing"));
    sells(&till).await;
    till.clock.days(4);
    let till = on_a_fresh_machine(till).await;
    mind(&till);
    sells(&till).await;
    till.clock.days(4);
    try_to_sell(&till).await.refused("licence.locked");
    till.licensed(Plan::Perpetual).await;
    sells(&till).await;
}

#[tokio::test]
async fn law_12_a_renewal_holds_after_the_shop_changed_its_ruc() {
    let till = a_till().with(bread()).open().await;
    till.log_in(Person::Owner).await;
    till.post("/v1/shop", electronic::shop_data()).await.ok();
    let deal = till.licensed(Plan::Membership).await;
    assert!(!deal.licence.tax_id.is_empty());
    till.log_in(Person::Owner).await;
    let mut shop = electronic::shop_data();
    shop["ruc"] = json!("20000000001");
    till.post("/v1/shop", shop).await.ok();
    till.bring(&deal.again("2026-03-02T10:30:00").paid("2026-06-30").qr()).await.ok();
    till.clock.until(LOCK);
    assert_eq!(state(&till).await, "active");
}

#[tokio::test]
async fn law_12_what_was_done_under_a_clock_that_nobody_believed_says_nothing_after_a_restart() {
    let (till, _) = a_member().await;
    mind(&till);
    till.clock.set("2026-04-16T15:00:00Z");
    sells(&till).await;
    mind(&till);
    till.clock.set("2026-03-02T16:00:00Z");
    till.clock.days(6);
    let till = log_in(till.restart().await).await;
    let licence = till.licence().await;
    assert_eq!((licence["state"].as_str(), licence["clock"]["fault"].as_str()), (Some("active"), None), "{licence}");
}

#[tokio::test]
async fn law_12_a_demo_shop_with_a_ruc_of_its_own_is_somebodys() {
    let demo = caserita_testkit::the_demo_till().open().await;
    demo.log_in(Person::Owner).await;
    demo.post("/v1/shop", electronic::shop_data()).await.ok();
    let mut real = electronic::fiscal_settings("https://x");
    real["environment"] = json!("production");
    demo.post("/v1/fiscal/settings", real).await.refused("fiscal.demo_shop");
    let mut shop = electronic::shop_data();
    shop["ruc"] = json!("20000000001");
    demo.post("/v1/shop", shop).await.ok();
    assert_eq!(demo.licence().await["demo"], false);
    demo.clock.days(400);
    demo.post("/v1/categories", json!({ "name": "Nueva" })).await.refused("licence.locked");
}
