//! Carts on hold.

use caserita_testkit::{Person, a_product, a_till};
use serde_json::{Value, json};

#[tokio::test]
async fn law_02_a_held_cart_is_recalled_by_anyone_as_it_was() {
    let till = a_till().with(a_product("Pan").price(30)).cash(0).open().await;
    till.post("/v1/cart/hold", json!({ "name": "x" })).await.refused("cart.empty");
    let cart = till.add("Pan", 4000).await;
    let empty = till.post("/v1/cart/hold", json!({ "name": "Señora del 302" })).await.ok();
    assert_eq!((&empty["lines"], &empty["held_count"]), (&json!([]), &json!(1)));

    let held = till.get("/v1/held").await.ok();
    assert_eq!((&held[0]["name"], &held[0]["total"], &held[0]["lines"]), (&json!("Señora del 302"), &json!(120), &json!(1)));
    assert_eq!(held[0]["cashier"], Person::Cashier.name());

    till.log_in(Person::OtherCashier).await;
    let path = format!("/v1/held/{}/recall", held[0]["id"].as_str().expect("an id"));
    let recalled = till.post(&path, json!({})).await.ok();
    assert_eq!((&recalled["id"], &recalled["lines"]), (&cart["id"], &cart["lines"]));
    assert_eq!(till.get("/v1/held").await.ok(), json!([]));
    till.post(&path, json!({})).await.refused("request.not_found");
}

#[tokio::test]
async fn recalling_over_a_filled_cart_puts_that_one_on_hold() {
    let till = a_till().with(a_product("Pan").price(30)).cash(0).open().await;
    till.add("Pan", 1000).await;
    till.post("/v1/cart/hold", json!({ "name": null })).await.ok();
    let second = till.add("Pan", 2000).await;
    let first = till.get("/v1/held").await.ok()[0]["id"].clone();
    let path = format!("/v1/held/{}/recall", first.as_str().expect("an id"));
    let open = till.post(&path, json!({})).await.ok();
    assert_eq!((&open["id"], &open["totals"]["total"]), (&first, &json!(30)));
    let held = till.get("/v1/held").await.ok();
    assert_eq!((held.as_array().map(Vec::len), &held[0]["id"]), (Some(1), &second["id"]), "nothing is lost by recalling");
}

#[tokio::test]
async fn a_held_cart_keeps_what_was_already_paid() {
    let till = a_till().with(a_product("Pan").price(30)).cash(0).open().await;
    till.add("Pan", 10_000).await;
    till.post("/v1/cart/payments", json!({ "tender": "card", "amount": 100 })).await.ok();
    till.post("/v1/cart/hold", json!({ "name": "Luego" })).await.ok();
    let id = till.get("/v1/held").await.ok()[0]["id"].clone();
    let open: Value = till.post(&format!("/v1/held/{}/recall", id.as_str().expect("an id")), json!({})).await.ok();
    assert_eq!((&open["paid"], &open["remaining"]), (&json!(100), &json!(200)));
}
