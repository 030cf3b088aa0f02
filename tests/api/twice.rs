//! Nothing happens twice, whatever happens to an answer.

use caserita_testkit::{Person, a_product, a_till};
use serde_json::{Value, json};

const INCA: &str = "7750182000017";

fn pay(total: i64) -> Value {
    json!({ "expected_total": total, "cash_received": null, "print": true })
}

#[tokio::test]
async fn law_03_paying_again_with_the_same_key_answers_the_same_and_sells_once() {
    let till = a_till().with(a_product("Pan").price(30).stock(100)).cash(0).printer().open().await;
    till.add("Pan", 1000).await;
    let first = till.post_with_key("key-1", "/v1/cart/pay", pay(30)).await.ok();
    for _ in 0..3 {
        assert_eq!(till.post_with_key("key-1", "/v1/cart/pay", pay(30)).await.ok(), first);
    }
    let sales = till.get("/v1/sales").await.ok();
    assert_eq!(sales["rows"].as_array().map(Vec::len), Some(1), "one press, one sale");
    assert_eq!(till.get("/v1/print-jobs").await.ok()["rows"].as_array().map(Vec::len), Some(1), "and one ticket");
}

#[tokio::test]
async fn law_03_a_double_press_with_two_keys_sells_once() {
    let till = a_till().with(a_product("Pan").price(30)).cash(0).open().await;
    till.add("Pan", 1000).await;
    let (one, two) = tokio::join!(till.post("/v1/cart/pay", pay(30)), till.post("/v1/cart/pay", pay(30)));
    let mut outcomes = [one.code().to_owned(), two.code().to_owned()];
    outcomes.sort();
    assert_eq!(outcomes, ["", "cart.empty"], "the cart is paid by the first and gone for the second");
}

#[tokio::test]
async fn law_03_the_same_key_at_the_same_moment_sells_once() {
    let till = a_till().with(a_product("Pan").price(30)).cash(0).open().await;
    till.add("Pan", 1000).await;
    let press = || till.post_with_key("key-1", "/v1/cart/pay", pay(30));
    let (one, two, three) = tokio::join!(press(), press(), press());
    let one = one.ok();
    assert_eq!((&two.ok(), &three.ok()), (&one, &one));
    assert_eq!(till.get("/v1/sales").await.ok()["rows"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn law_03_a_key_survives_a_restart() {
    let till = a_till().with(a_product("Pan").price(30)).cash(0).open().await;
    till.add("Pan", 1000).await;
    let first = till.post_with_key("key-1", "/v1/cart/pay", pay(30)).await.ok();
    let till = till.restart().await;
    till.log_in(Person::Cashier).await;
    let again = till.post_with_key("key-1", "/v1/cart/pay", pay(30)).await.ok();
    assert_eq!(again["sale_id"], first["sale_id"], "the answer is stored with the sale");
}

#[tokio::test]
async fn law_03_a_scan_repeated_by_a_retry_counts_once() {
    let till = a_till().with(a_product("Inca").price(350).code(INCA)).open().await;
    let scan = json!({ "code": INCA });
    let first = till.post_with_key("scan-1", "/v1/cart/scan", scan.clone()).await.ok();
    let again = till.post_with_key("scan-1", "/v1/cart/scan", scan.clone()).await.ok();
    assert_eq!(first, again);
    let other = till.post_with_key("scan-2", "/v1/cart/scan", scan).await.ok();
    assert_eq!(other["cart"]["lines"][0]["quantity"], 2000, "another scan has another key");
}

#[tokio::test]
async fn a_key_is_not_used_for_something_else() {
    let till = a_till().with(a_product("Pan").price(30)).open().await;
    let line = |quantity: i64| json!({ "presentation_id": till.presentation("Pan"), "quantity": quantity });
    till.post_with_key("key-1", "/v1/cart/lines", line(1000)).await.ok();
    till.post_with_key("key-1", "/v1/cart/lines", line(2000)).await.refused("request.key_reused");
    till.post_with_key("key-1", "/v1/cash/open", json!({ "float": 0 })).await.refused("request.key_reused");
    assert_eq!(till.get("/v1/cart").await.ok()["lines"][0]["quantity"], 1000);
}

#[tokio::test]
async fn a_refused_call_may_be_made_again_with_its_key() {
    let till = a_till().with(a_product("Pan").price(30)).open().await;
    till.add("Pan", 1000).await;
    till.post_with_key("key-1", "/v1/cart/pay", pay(30)).await.refused("cash.not_open");
    till.post("/v1/cash/open", json!({ "float": 0 })).await.ok();
    till.post_with_key("key-1", "/v1/cart/pay", pay(30)).await.ok();
}

#[tokio::test]
async fn an_action_without_a_key_is_refused() {
    let till = a_till().open().await;
    let long = "k".repeat(65);
    for key in [None, Some(""), Some("  "), Some(long.as_str())] {
        let body = json!({ "float": 0 }).to_string().into_bytes();
        till.call("POST", "/v1/cash/open", key, body).await.refused("request.key_missing");
    }
    assert_eq!(till.get("/v1/cash").await.ok()["session"], Value::Null);
}

#[tokio::test]
async fn law_13_an_approval_repeated_after_a_mistyped_pin_is_the_same_call() {
    let till = a_till().with(a_product("Pan").price(1000)).cash(0).open().await;
    till.add("Pan", 1000).await;
    let mut input = json!({ "percent": 2000, "reason": "r", "approval": till.approval(Person::Owner) });
    let right = input.clone();
    input["approval"]["pin"] = json!("1111");
    till.post_with_key("key-1", "/v1/cart/discount", input).await.refused("session.pin_wrong");
    till.post_with_key("key-1", "/v1/cart/discount", right).await.ok();
}
