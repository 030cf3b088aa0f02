//! What changed is told, never the data.

use std::collections::BTreeSet;

use caserita_api::Event;
use caserita_testkit::{Person, TestTill, a_product, a_till};
use serde_json::{Value, json};
use tokio::sync::broadcast::Receiver;

fn topics(events: &mut Receiver<Event>) -> BTreeSet<String> {
    let mut told = BTreeSet::new();
    while let Ok(event) = events.try_recv() {
        let event = serde_json::to_value(event).expect("JSON");
        assert_eq!(event.as_object().map(serde_json::Map::len), Some(2), "topic and version, nothing else");
        told.insert(event["topic"].as_str().expect("a topic").to_owned());
    }
    told
}

async fn told(till: &TestTill, path: &str, body: Value) -> Vec<String> {
    let mut events = till.api.subscribe();
    till.post(path, body).await.ok();
    topics(&mut events).into_iter().collect()
}

#[tokio::test]
async fn each_change_tells_what_it_touched() {
    let till = a_till().with(a_product("Pan").price(100).stock(5)).printer().open().await;
    let opened = told(&till, "/v1/cash/open", json!({ "float": 0 })).await;
    assert_eq!(opened, ["cash", "session"], "the session says whether the cash is open");
    let line = json!({ "presentation_id": till.presentation("Pan") });
    assert_eq!(told(&till, "/v1/cart/lines", line.clone()).await, ["cart"]);
    let held = told(&till, "/v1/cart/hold", json!({ "name": "x" })).await;
    assert!(held.contains(&"cart".to_owned()) && held.contains(&"held".to_owned()), "{held:?}");
    till.post("/v1/cart/lines", line).await.ok();
    let paid = told(&till, "/v1/cart/pay", json!({ "expected_total": 100, "print": true })).await;
    for topic in ["cart", "cash", "catalog", "printing", "sales"] {
        assert!(paid.contains(&topic.to_owned()), "a sale touches {topic}: {paid:?}");
    }
    assert_eq!(told(&till, "/v1/session/lock", json!({})).await, ["session"]);
    till.log_in(Person::Owner).await;
    assert!(told(&till, "/v1/shop", json!({ "trade_name": "x" })).await.contains(&"settings".to_owned()));
}

#[tokio::test]
async fn a_refused_or_repeated_call_tells_nothing() {
    let till = a_till().with(a_product("Pan")).open().await;
    let line = json!({ "presentation_id": till.presentation("Pan") });
    till.post_with_key("k", "/v1/cart/lines", line.clone()).await.ok();
    let mut events = till.api.subscribe();
    till.post_with_key("k", "/v1/cart/lines", line).await.ok();
    till.post("/v1/cart/lines/9/remove", json!({})).await.refused("cart.line_unknown");
    assert!(topics(&mut events).is_empty());
}

#[tokio::test]
async fn versions_only_grow() {
    let till = a_till().with(a_product("Pan")).open().await;
    let mut events = till.api.subscribe();
    for _ in 0..3 {
        till.add("Pan", 1000).await;
    }
    let mut last = 0;
    while let Ok(event) = events.try_recv() {
        assert!(event.version > last);
        last = event.version;
    }
}
