//! What is brought to a till, by stick, by QR code and by voice.

use caserita_licensing::Plan;
use caserita_testkit::{Person, TestTill, a_till};
use serde_json::{Value, json};

use super::{LOCK, a_locked_till, a_member, bread, flags, state, try_to_sell};

fn outcomes(answer: &Value) -> Vec<(String, String)> {
    let items = answer["items"].as_array().expect("items");
    let text = |item: &Value, name: &str| item[name].as_str().expect("a text").to_owned();
    items.iter().map(|item| (text(item, "kind"), text(item, "outcome"))).collect()
}

fn pair(kind: &str, outcome: &str) -> (String, String) {
    (kind.to_owned(), outcome.to_owned())
}

#[tokio::test]
async fn law_12_a_file_is_answered_document_by_document_and_kept_to_the_byte() {
    let till = a_till().with(bread()).open().await;
    till.log_in(Person::Technician).await;
    let deal = till.deal(Plan::Membership).await;
    let first = till.bring(&deal.file()).await.ok();
    assert_eq!(outcomes(&first)[2..], [pair("LICENCE", "new"), pair("LEASE", "new")]);
    let again = till.bring(&deal.file()).await.ok();
    assert_eq!((outcomes(&again)[3].clone(), again["changed"].as_bool()), (pair("LEASE", "same"), Some(false)));
    let newer = deal.again("2026-03-02T09:30:00").paid("2026-06-30");
    till.post("/v1/licence/import", json!({ "text": newer.qr(), "channel": "qr" })).await.ok();
    let older = till.bring(&deal.file()).await.ok();
    assert_eq!(outcomes(&older)[3], pair("LEASE", "older"), "a replayed file changes nothing");
    let licence = till.licence().await;
    assert_eq!(licence["papers"]["paid_through"], "2026-06-30");
    assert_eq!(licence["last_import"]["by"], Person::Technician.name());
    let files = till.app.store().read(|reader| reader.licence_files()).expect("files");
    assert_eq!(files.iter().map(|file| file.text.clone()).collect::<Vec<_>>(), [deal.file(), newer.qr()]);
}

#[tokio::test]
async fn law_12_what_is_anothers_or_altered_is_refused_written_down_and_changes_nothing() {
    let (till, deal) = a_locked_till().await;
    till.log_in(Person::Owner).await;
    let other = a_till().open().await;
    other.log_in(Person::Owner).await;
    let stranger = other.deal(Plan::Perpetual).await;
    till.bring(&stranger.again("2026-04-06T04:00:00").qr()).await.refused("licence.other_device");
    let renewed = deal.again("2026-04-06T04:00:00").paid("2026-12-31");
    let text = renewed.file();
    let at = text.rfind("-----END POS LEASE").expect("a lease") - 30;
    let altered = if text.as_bytes()[at] == b'A' { "B" } else { "A" };
    till.bring(&format!("{}{altered}{}", &text[..at], &text[at + 1..])).await.refused("licence.signature");
    till.bring("hola").await.refused("licence.empty");
    till.bring("CASERITA:").await.refused("licence.damaged");
    till.bring("").await.refused("licence.empty");
    till.post("/v1/shop", caserita_testkit::electronic::shop_data()).await.ok();
    let mut theirs = renewed.clone();
    (theirs.licence.tax_id, theirs.licence.rev) = ("20000000001".to_owned(), 2);
    till.bring(&theirs.file()).await.refused("licence.other_shop");
    assert_eq!(state(&till).await, "locked_readonly");
    let events = till.app.store().read(|reader| reader.licence_events(6)).expect("events");
    let codes: Vec<_> = events.iter().rev().map(|event| event.word.as_str()).collect();
    let expected = [
        "licence.other_device",
        "licence.signature",
        "licence.empty",
        "licence.damaged",
        "licence.empty",
        "licence.other_shop",
    ];
    assert_eq!(codes, expected);
    till.bring(&text).await.ok();
    try_to_sell(&till).await.ok();
}

#[tokio::test]
async fn law_12_a_till_beyond_those_that_were_bought_is_refused() {
    let till = a_till().open().await;
    till.log_in(Person::Owner).await;
    let mut deal = till.deal(Plan::Perpetual).await;
    deal.lease.till_no = 2;
    assert_eq!(till.bring(&deal.file()).await.refused("licence.too_many_tills"), json!({ "max": 1 }));
    deal.licence.max_tills = 2;
    till.bring(&deal.file()).await.ok();
}

#[tokio::test]
async fn law_12_an_import_holds_after_a_restart_and_the_log_tells_it_again() {
    let (till, deal) = a_locked_till().await;
    till.log_in(Person::Owner).await;
    till.bring(&deal.again("2026-04-06T04:00:00").paid("2026-04-30").file()).await.ok();
    let till = till.restart().await;
    till.log_in(Person::Cashier).await;
    assert_eq!(state(&till).await, "active");
    let lines = till.app.store().read(|reader| reader.log_lines()).expect("the log");
    let folder = tempfile::tempdir().expect("a folder");
    let copy = caserita_store::Store::open(folder.path(), 0).expect("an empty store").store;
    caserita_store::replay(&copy, &lines).expect("it is told again");
    let dump = |store: &caserita_store::Store| store.dump_logged_tables().expect("a dump");
    assert_eq!(dump(&copy), dump(till.app.store()));
}

async fn say(till: &TestTill, code: &str) -> caserita_testkit::Reply {
    till.post("/v1/licence/code", json!({ "code": code })).await
}

#[tokio::test]
async fn law_12_a_code_lends_days_each_once_and_two_at_most() {
    let (till, deal) = a_member().await;
    till.log_in(Person::Owner).await;
    say(&till, &deal.code(1, 15)).await.refused("voice.not_needed");
    till.clock.until(LOCK);
    let call = till.licence().await["voice"].clone();
    assert_eq!(call, json!({ "lease_id": "E-0001", "rev": 1, "counter": 1 }));
    let answer = say(&till, &deal.code(1, 3).to_lowercase()).await.ok();
    assert_eq!((answer["days"].as_i64(), answer["licence"]["state"].as_str()), (Some(3), Some("grace")));
    try_to_sell(&till).await.ok();
    till.post("/v1/cart/discard", json!({ "reason": "prueba" })).await.ok();
    say(&till, &deal.code(1, 3)).await.refused("voice.used");
    say(&till, &deal.code(2, 7)).await.ok();
    say(&till, &deal.code(3, 15)).await.refused("voice.no_more");
    let till = till.restart().await;
    till.log_in(Person::Cashier).await;
    till.clock.days(9);
    try_to_sell(&till).await.ok();
    till.clock.days(2);
    assert_eq!(state(&till).await, "locked_readonly");
}

#[tokio::test]
async fn law_12_five_wrong_codes_make_a_pause_that_a_restart_does_not_end() {
    let (till, deal) = a_locked_till().await;
    till.log_in(Person::Owner).await;
    for left in (1..5).rev() {
        let args = say(&till, "00000-00000").await.refused("voice.wrong");
        assert_eq!(args["left"], left);
    }
    say(&till, "00000-00000").await.refused("voice.paused");
    say(&till, &deal.code(1, 3)).await.refused("voice.paused");
    let till = till.restart().await;
    till.log_in(Person::Owner).await;
    say(&till, &deal.code(1, 3)).await.refused("voice.paused");
    till.clock.seconds(601);
    say(&till, &deal.code(1, 3)).await.ok();
}

#[tokio::test]
async fn law_03_a_repeated_code_answers_as_the_first_time() {
    let (till, deal) = a_locked_till().await;
    till.log_in(Person::Owner).await;
    let body = json!({ "code": deal.code(1, 3) });
    let first = till.post_with_key("one", "/v1/licence/code", body.clone()).await.ok();
    let second = till.post_with_key("one", "/v1/licence/code", body).await.ok();
    assert_eq!(first["days"], second["days"]);
}

#[tokio::test]
async fn law_12_another_machine_is_told_of_and_locks_nothing() {
    let (till, _) = a_member().await;
    till.app.mind_licence().expect("looked at");
    assert!(!flags(&till.licence().await).contains("device_moved"));
    till.machine.become_machine("other");
    let till = till.restart().await;
    till.log_in(Person::Cashier).await;
    till.app.mind_licence().expect("looked at");
    assert!(flags(&till.licence().await).contains("device_moved"));
    try_to_sell(&till).await.ok();
}

#[tokio::test]
async fn another_machine_is_told_of_for_a_week_after_the_move_whatever_was_mended_before() {
    let (till, _) = a_member().await;
    let looked_at = async |till: TestTill| {
        let till = till.restart().await;
        till.log_in(Person::Cashier).await;
        till.app.mind_licence().expect("looked at");
        till
    };
    till.machine.get_parts(3, "the workshop");
    let till = looked_at(till).await;
    assert!(!flags(&till.licence().await).contains("device_moved"), "repaired, not moved");
    till.clock.until("2026-03-12T15:00:00Z");
    till.machine.become_machine("other");
    let till = looked_at(till).await;
    assert!(flags(&till.licence().await).contains("device_moved"));
    till.clock.until("2026-03-20T15:00:00Z");
    let till = looked_at(till).await;
    assert!(!flags(&till.licence().await).contains("device_moved"));
}

#[tokio::test]
async fn law_13_nothing_shown_of_a_licence_is_a_secret() {
    let (till, _) = a_locked_till().await;
    till.log_in(Person::Owner).await;
    let shown = till.licence().await.to_string() + &till.get("/v1/licence/request").await.ok().to_string();
    let seed = std::fs::read(till.folder.path().join("vault/device.key.secret")).expect("sealed");
    assert!(!seed.is_empty() && !shown.contains("voice_secret"));
    let qr = till.get("/v1/licence/request").await.ok()["qr_parts"][0]["text"].as_str().expect("a text").to_owned();
    assert!(qr.chars().all(|letter| letter.is_ascii_uppercase() || letter.is_ascii_digit() || letter == ':'), "{qr}");
}
