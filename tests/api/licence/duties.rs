//! What a locked till still does for the law and for its owner, and what it is asked in vain.

use std::path::Path;

use caserita_licensing::Plan;
use caserita_testkit::{Person, TestTill, a_till, electronic, sunat::Behaviour};
use serde_json::{Value, json};

use super::{a_member, bread, state, try_to_sell};

/// A shop of documents whose session is open when its licence ends.
async fn a_shop() -> TestTill {
    let till = a_till().with(bread()).cash(0).electronic().open().await;
    till.licensed(Plan::Membership).await;
    till.log_in(Person::Owner).await;
    till
}

/// The session holds the lock back to the second four in the morning.
async fn lock(till: &TestTill) {
    till.clock.until("2026-04-07T09:00:00Z");
    assert_eq!(state(till).await, "locked_readonly");
}

fn id(document: &Value) -> String {
    document["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn law_12_a_locked_till_hands_out_its_documents_and_their_month() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    till.send();
    lock(&till).await;
    let document = id(&till.document_of(&paid).await);
    for (part, kind) in [("xml", "application/xml"), ("cdr", "application/zip"), ("pdf", "application/pdf")] {
        let file = till.get(&format!("/v1/documents/{document}/{part}")).await;
        assert!(file.status == 200 && file.content_type.starts_with(kind), "{part}: {} {}", file.status, file.content_type);
    }
    let month = till.get("/v1/documents/archive?month=2026-03-01&pdf=true").await;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(month.bytes)).expect("a zip");
    assert!(archive.by_name("20123456786-2026-03.csv").is_ok());
}

#[tokio::test]
async fn law_12_a_locked_till_sends_again_and_sends_the_summary_of_its_last_day() {
    let till = a_shop().await;
    let mut settings = electronic::fiscal_settings(&till.sunat().url());
    settings["boletas"] = json!("summary");
    till.post("/v1/fiscal/settings", settings).await.ok();
    till.clock.until("2026-04-07T08:50:00Z");
    let last = till.sell("Pan").await;
    lock(&till).await;
    till.clock.until("2026-04-08T15:00:00Z");
    till.sunat().then(Behaviour::Fault(109));
    till.send();
    let document = id(&till.document_of(&last).await);
    till.post(&format!("/v1/documents/{document}/resend"), json!({})).await.ok();
    for _ in 0..4 {
        till.clock.seconds(3600);
        till.send();
    }
    assert!(till.sunat().calls("sendSummary") > 0);
    assert_eq!(till.document_of(&last).await["state"], "accepted");
}

#[tokio::test]
async fn law_12_a_cart_on_hold_is_looked_at_after_the_lock_and_not_sold() {
    let (till, _) = a_member().await;
    till.clock.until("2026-04-05T15:00:00Z");
    till.post("/v1/cash/open", json!({ "float": 0 })).await.ok();
    till.add("Pan", 1000).await;
    till.post("/v1/cart/hold", json!({ "name": "Señora del 302" })).await.ok();
    till.clock.until("2026-04-08T15:00:00Z");
    assert_eq!(state(&till).await, "locked_readonly");
    let held = till.get("/v1/held").await.ok()[0].clone();
    let cart = till.post(&format!("/v1/held/{}/recall", id(&held)), json!({})).await.ok();
    let pay = json!({ "expected_total": cart["totals"]["total"], "cash_received": null, "print": false });
    till.post("/v1/cart/pay", pay).await.refused("licence.locked");
    till.post("/v1/cart/lines", json!({ "presentation_id": till.presentation("Pan"), "quantity": 1000 }))
        .await
        .refused("licence.locked");
}

#[tokio::test]
async fn law_12_nothing_written_into_the_database_unlocks_a_till() {
    let written = [
        "DELETE FROM licence_event",
        "UPDATE licence_event SET trusted_at = trusted_at - 7776000000",
        "UPDATE licence_event SET word = 'ACTIVE' WHERE event = 'state'",
        "DELETE FROM licence_file",
        "UPDATE licence_memory SET stamp = 'x.y'",
        "UPDATE cash_close SET closed_at = 1900000000000",
        "DELETE FROM audit",
    ];
    for sql in written {
        let (till, _) = a_member().await;
        till.app.mind_licence().expect("looked at");
        till.clock.until("2026-04-09T15:00:00Z");
        till.app.mind_licence().expect("looked at");
        let till = till.restart_after(|folder| write(&folder.join("till.db"), sql)).await;
        till.log_in(Person::Cashier).await;
        try_to_sell(&till).await.refused("licence.locked");
    }
}

/// By somebody who knows SQL, with the triggers out of the way.
fn write(database: &Path, sql: &str) {
    let triggers = crate::copies::sqlite(
        database,
        "SELECT group_concat('DROP TRIGGER ' || name, ';') FROM sqlite_schema WHERE type = 'trigger'",
    );
    crate::copies::sqlite(database, &format!("{triggers}; {sql}"));
}
