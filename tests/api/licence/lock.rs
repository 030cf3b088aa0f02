//! From selling to warning, to grace, to the lock and back.

use caserita_licensing::Plan;
use caserita_testkit::{Person, TestTill, a_product, a_till, lima};
use serde_json::{Value, json};

use super::{LOCK, a_locked_till, a_member, bread, state, try_to_sell, written};

#[tokio::test]
async fn law_12_a_membership_warns_gives_grace_locks_and_sells_again_at_once() {
    let (till, deal) = a_member().await;
    for (moment, expected) in [
        ("2026-03-25T04:59:59Z", "active"),
        ("2026-03-25T05:00:00Z", "warn"),
        ("2026-04-01T04:59:59Z", "warn"),
        ("2026-04-01T05:00:00Z", "grace"),
        ("2026-04-06T08:59:59Z", "grace"),
    ] {
        till.clock.until(moment);
        assert_eq!(state(&till).await, expected, "{moment}");
        till.app.mind_licence().expect("the licence is looked at");
        try_to_sell(&till).await.ok();
        till.post("/v1/cart/discard", json!({ "reason": "prueba" })).await.ok();
    }
    till.clock.until(LOCK);
    let args = try_to_sell(&till).await.refused("licence.locked");
    assert_eq!(args["since"], "2026-04-06T09:00:00+00:00");
    till.app.mind_licence().expect("the licence is looked at");
    till.app.mind_licence().expect("the licence is looked at");
    assert_eq!(written(&till), ["TRIAL", "ACTIVE", "WARN", "GRACE", "LOCKED_READONLY"], "each once");
    till.log_in(Person::Technician).await;
    let answer = till.bring(&deal.again("2026-04-06T04:00:00").paid("2026-04-30").file()).await.ok();
    till.log_in(Person::Cashier).await;
    try_to_sell(&till).await.ok();
    assert_eq!(answer["licence"]["state"], "active");
    assert_eq!(written(&till).last().map(String::as_str), Some("ACTIVE"));
}

#[tokio::test]
async fn law_12_a_sale_begun_before_the_lock_is_finished_and_the_next_is_refused() {
    let till = a_till().with(bread()).open().await;
    till.log_in(Person::Owner).await;
    let mut deal = till.deal(Plan::Membership).await;
    // Ten days without a newer lease end at 23:59; an open session holds the lock back until the next four in the morning.
    (deal.lease.server_time, deal.lease.grace_days) = (lima("2026-03-02T23:59:00"), 0);
    deal.lease.offline_max_days = Some(10);
    till.bring(&deal.file()).await.ok();
    till.log_in(Person::Cashier).await;
    till.clock.until("2026-03-12T15:00:00Z");
    till.post("/v1/cash/open", json!({ "float": 0 })).await.ok();
    till.clock.until("2026-03-13T04:58:30Z");
    till.add("Pan", 1000).await;
    till.clock.until("2026-03-13T05:00:00Z");
    till.add("Pan", 1000).await;
    assert_eq!(state(&till).await, "grace", "23:59 passed in the middle of a sale");
    till.post("/v1/cart/discard", json!({ "reason": "prueba" })).await.ok();
    till.clock.until("2026-03-14T08:59:30Z");
    till.add("Pan", 1000).await;
    till.clock.until("2026-03-14T09:00:30Z");
    assert_eq!(state(&till).await, "locked_readonly", "in the middle of the next night's sale");
    let cart = try_to_sell(&till).await.ok()["cart"].clone();
    assert_eq!(cart["totals"]["total"], 200, "it goes on");
    till.pay(&cart).await;
    try_to_sell(&till).await.refused("licence.locked");
    till.post("/v1/cart/lines", json!({ "presentation_id": till.presentation("Pan"), "quantity": 1000 }))
        .await
        .refused("licence.locked");
    let close = json!({ "counts": [{ "value": 200, "count": 1 }], "left_float": 0, "print": false });
    till.post("/v1/cash/close", close).await.ok();
    till.post("/v1/cash/open", json!({ "float": 0 })).await.refused("licence.locked");
}

#[tokio::test]
async fn law_12_a_cart_of_yesterday_is_given_up_or_paid_back_but_not_sold() {
    let (till, _) = a_member().await;
    till.clock.until("2026-04-05T15:00:00Z");
    till.post("/v1/cash/open", json!({ "float": 0 })).await.ok();
    let cart = till.add("Pan", 1000).await;
    let yape = json!({ "tender": "yape", "amount": 50, "operation_code": "123" });
    let paid = till.post("/v1/cart/payments", yape).await.ok();
    till.clock.until("2026-04-08T15:00:00Z");
    try_to_sell(&till).await.refused("licence.locked");
    let input = json!({ "expected_total": cart["totals"]["total"], "cash_received": null, "print": false });
    till.post("/v1/cart/pay", input).await.refused("licence.locked");
    let id = paid["payments"][0]["id"].as_str().expect("an id").to_owned();
    till.post(&format!("/v1/cart/payments/{id}/remove"), json!({})).await.ok();
    till.post("/v1/cart/discard", json!({ "reason": "licencia vencida" })).await.ok();
}

#[tokio::test]
async fn law_12_a_locked_till_still_closes_reprints_voids_and_sends() {
    let till = a_till().with(a_product("Pan").price(100)).cash(0).printer().electronic().open().await;
    till.licensed(Plan::Membership).await;
    let (sent, undone) = sell_late(&till).await;
    assert_eq!(state(&till).await, "locked_readonly");
    till.log_in(Person::Owner).await;
    let id = sent["sale_id"].as_str().expect("a paid sale");
    till.post(&format!("/v1/sales/{id}/reprint"), json!({})).await.ok();
    assert!(till.send() > 0, "what waits is sent");
    assert_eq!(till.document_of(&sent).await["state"], "accepted");
    let id = undone["sale_id"].as_str().expect("a paid sale");
    till.post(&format!("/v1/sales/{id}/void"), json!({ "reason": "devuelve" })).await.ok();
    assert!(till.send() > 0, "and so is the communication that voids it");
    till.get("/v1/cash/x").await.ok();
    let close = json!({ "counts": [{ "value": 100, "count": 1 }], "left_float": 0, "print": false });
    till.post("/v1/cash/close", close).await.ok();
}

#[tokio::test]
async fn law_12_a_locked_till_takes_goods_back_and_corrects_before_sunat() {
    let till = a_till().with(a_product("Pan").price(100)).cash(0).printer().electronic().open().await;
    till.licensed(Plan::Membership).await;
    let paid = till.sell("Pan").await;
    till.log_in(Person::Owner).await;
    let close = json!({ "counts": [{ "value": 100, "count": 1 }], "left_float": 0, "print": false });
    till.post("/v1/cash/close", close).await.ok();
    assert!(till.send() > 0);
    till.clock.until(LOCK);
    till.post("/v1/cash/open", json!({ "float": 100 })).await.refused("licence.locked");
    till.post("/v1/cash/open", json!({ "float": 100, "returns_only": true })).await.ok();
    let id = paid["sale_id"].as_str().expect("a paid sale");
    let lines = json!([{ "line_no": 1, "quantity": 1000, "restock": true }]);
    let back = json!({ "lines": lines, "tender": "cash", "reason": "devuelve", "approval": null });
    let sale = till.post(&format!("/v1/sales/{id}/refund"), back).await.ok();
    assert!(sale["refunds"][0]["note"]["number"].is_string(), "{sale}");
    assert!(till.send() > 0, "the credit note goes out");
    till.post("/v1/cart/lines", json!({ "presentation_id": till.presentation("Pan"), "quantity": 1000 }))
        .await
        .refused("licence.locked");
    till.post("/v1/cash/close", json!({ "counts": [], "left_float": 0, "print": false })).await.ok();
}

#[tokio::test]
async fn law_12_a_locked_till_gives_its_data_out_and_takes_a_copy_back() {
    let (till, _) = a_locked_till().await;
    till.log_in(Person::Owner).await;
    let stick = crate::copies::stick();
    let copy = crate::copies::copy_to(&till, stick.path()).await;
    assert_eq!(crate::copies::sqlite(&crate::copies::path_of(&copy), "PRAGMA integrity_check"), "ok");
    for what in ["products", "customers", "sales", "documents"] {
        let table = till.get(&format!("/v1/exports/{what}")).await;
        assert_eq!((table.status, table.content_type.as_str()), (200, "text/csv; charset=utf-8"), "{what}");
    }
    assert!(String::from_utf8_lossy(&till.get("/v1/exports/products").await.bytes).contains("Pan"));
    let restore = json!({ "source": { "file": copy["path"] }, "pin": Person::Owner.pin() });
    till.post("/v1/copies/restore", restore).await.ok();
    let till = till.restart().await;
    till.log_in(Person::Owner).await;
    assert_eq!(till.get("/v1/copies").await.ok()["kept"][0]["purpose"], "replaced");
    assert_eq!(state(&till).await, "locked_readonly", "and is no way round the lock");
}

/// Two sales minutes before a session that is left open holds the lock back no longer.
async fn sell_late(till: &TestTill) -> (Value, Value) {
    till.clock.until("2026-04-07T08:50:00Z");
    let sold = (till.sell("Pan").await, till.sell("Pan").await);
    till.clock.until("2026-04-07T09:00:00Z");
    sold
}

#[tokio::test]
async fn law_12_a_perpetual_licence_sells_in_the_year_2100() {
    let till = a_till().with(bread()).open().await;
    till.licensed(Plan::Perpetual).await;
    till.clock.until("2100-06-01T15:00:00Z");
    try_to_sell(&till).await.ok();
    let licence = till.licence().await;
    assert_eq!((licence["state"].as_str(), licence["until"].as_str()), (Some("active"), None));
    assert!(super::flags(&licence).contains("updates_ended"));
}

#[tokio::test]
async fn law_12_a_new_till_may_be_tried_for_thirty_days_and_a_demo_shop_for_ever() {
    let till = a_till().with(bread()).open().await;
    let licence = till.licence().await;
    assert_eq!((licence["state"].as_str(), licence["days_left"].as_i64()), (Some("trial"), Some(30)));
    assert_eq!(licence["notice"], json!(null));
    till.clock.days(25);
    let licence = till.licence().await;
    assert!(licence["notice"].is_string(), "the end is announced: {licence}");
    till.clock.days(5);
    assert_eq!(state(&till).await, "grace");
    try_to_sell(&till).await.ok();
    till.post("/v1/cart/discard", json!({ "reason": "prueba" })).await.ok();
    till.clock.days(8);
    try_to_sell(&till).await.refused("licence.locked");
    let demo = caserita_testkit::the_demo_till().open().await;
    demo.clock.days(400);
    assert_eq!(state(&demo).await, "trial");
    demo.log_in(Person::Owner).await;
    demo.post("/v1/categories", json!({ "name": "Nueva" })).await.ok();
}

#[tokio::test]
async fn law_12_a_suspension_waits_for_the_quiet_hour_and_says_why() {
    let (till, deal) = a_member().await;
    till.log_in(Person::Owner).await;
    let text = deal.again("2026-03-02T10:30:00").suspended("Falta el pago de marzo").file();
    let answer = till.bring(&text).await.ok();
    assert!(super::flags(&answer["licence"]).contains("suspension_pending"));
    try_to_sell(&till).await.ok();
    till.post("/v1/cart/discard", json!({ "reason": "prueba" })).await.ok();
    till.clock.until("2026-03-03T09:00:00Z");
    let args = try_to_sell(&till).await.refused("licence.suspended");
    assert_eq!(args["reason"], "Falta el pago de marzo");
    till.bring(&deal.again("2026-03-03T04:00:00").again("2026-03-03T04:00:00").file()).await.ok();
    try_to_sell(&till).await.ok();
}
