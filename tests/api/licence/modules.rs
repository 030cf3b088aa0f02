//! What the licence holds and what it does not: trades and modules.

use caserita_licensing::{LicenceTerms, Plan};
use caserita_testkit::{Deal, Person, a_till, electronic};
use serde_json::json;

use super::{bread, try_to_sell};

#[tokio::test]
async fn law_12_without_the_module_documents_are_not_switched_on() {
    let till = a_till().open().await;
    till.log_in(Person::Owner).await;
    let mut deal = till.deal(Plan::Perpetual).await;
    deal.licence.entitlements.remove("documents");
    till.bring(&deal.file()).await.ok();
    till.post("/v1/shop", json!({ "trade_name": "x", "ruc": "20123456786", "legal_name": "X", "address": "Jr. Uno 1" }))
        .await
        .ok();
    let settings = caserita_testkit::electronic::fiscal_settings("https://x");
    let args = till.post("/v1/fiscal/settings", settings).await.refused("licence.not_entitled");
    assert_eq!(args, json!({ "module": "documents" }));
}

#[tokio::test]
async fn law_12_documents_that_the_licence_does_not_hold_are_not_issued_and_those_issued_are_sent() {
    let till = a_till().with(bread()).cash(5000).electronic().open().await;
    till.log_in(Person::Owner).await;
    let tried = till.sell("Pan").await;
    assert_eq!(tried["number"], "BX01-00000001", "a trial has every module");
    till.add("Pan", 1000).await;
    let paper = json!({ "doc_kind": "boleta", "series": "0001", "number": 7, "date": "2026-03-02" });
    let written = till.post("/v1/cart/by-hand", json!({ "paper": paper })).await.ok();
    let mut deal = till.deal(Plan::Perpetual).await;
    deal.licence.entitlements.remove("documents");
    till.bring(&deal.file()).await.ok();
    assert_eq!(till.pay(&written).await["number"], "03-0001-00000007", "SUNAT must hear of a paper that was given out");
    let cart = till.add("Pan", 1000).await;
    assert_eq!((&cart["doc_kind"], &cart["doc_kinds"]), (&json!("nota_venta"), &json!(["nota_venta"])));
    let refusal = till.post("/v1/cart/document", json!({ "doc_kind": "boleta" })).await.refused("licence.not_entitled");
    assert_eq!(refusal, json!({ "module": "documents" }));
    let another = json!({ "doc_kind": "boleta", "series": "0001", "number": 8, "date": "2026-03-02" });
    till.post("/v1/cart/by-hand", json!({ "paper": another })).await.refused("licence.not_entitled");
    assert_eq!(till.pay(&cart).await["number"], "NV01-00000001");
    assert!(till.send() > 0, "what was issued is sent");
    assert_eq!(till.document_of(&tried).await["state"], "accepted");
    let mut more = deal.again("2026-03-02T09:30:00");
    more.licence = electronic_too(&more);
    till.bring(&more.file()).await.ok();
    assert_eq!(till.sell("Pan").await["number"], "BX01-00000002");
    let settings = electronic::fiscal_settings(&till.sunat().url());
    till.post("/v1/fiscal/settings", settings).await.ok();
}

fn electronic_too(deal: &Deal) -> LicenceTerms {
    let mut licence = deal.licence.clone();
    licence.rev += 1;
    licence.entitlements.insert("documents".to_owned());
    licence
}

#[tokio::test]
async fn law_12_a_licence_without_a_trade_begins_no_sale_and_takes_nothing_else_away() {
    let till = a_till().with(bread()).cash(5000).open().await;
    till.log_in(Person::Owner).await;
    let begun = till.add("Pan", 1000).await;
    let mut deal = till.deal(Plan::Perpetual).await;
    deal.licence.entitlements = ["documents"].map(str::to_owned).into();
    till.bring(&deal.file()).await.ok();
    till.pay(&begun).await;
    assert_eq!(try_to_sell(&till).await.refused("licence.not_entitled"), json!({ "module": "minimarket" }));
    till.get("/v1/products").await.ok();
    let close = json!({ "counts": [{ "value": 100, "count": 51 }], "left_float": 0, "print": false });
    till.post("/v1/cash/close", close).await.ok();
    till.post("/v1/cash/open", json!({ "float": 0 })).await.refused("licence.not_entitled");
    till.post("/v1/cash/open", json!({ "float": 0, "returns_only": true })).await.ok();
    till.post("/v1/cash/close", json!({ "counts": [], "left_float": 0, "print": false })).await.ok();
    let mut more = deal.again("2026-03-02T09:30:00");
    (more.licence.rev, more.licence.entitlements) = (2, ["veterinaria"].map(str::to_owned).into());
    till.bring(&more.file()).await.ok();
    till.post("/v1/cash/open", json!({ "float": 0 })).await.ok();
    try_to_sell(&till).await.ok();
}
