//! Finding what to sell.

use caserita_testkit::{TestTill, a_product, a_till, the_demo_till};
use serde_json::{Value, json};

fn encoded(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

async fn search(till: &TestTill, text: &str) -> Vec<(String, String)> {
    let page = till.get(&format!("/v1/search?q={}", encoded(text))).await.ok();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    page["hits"].as_array().expect("hits").iter().map(|hit| (text(&hit["name"]), text(&hit["match"]))).collect()
}

async fn a_shop() -> TestTill {
    a_till()
        .with(a_product("Leche Gloria azul").code("7751271000017"))
        .with(a_product("Piña Golden"))
        .with(a_product("Jabón líquido"))
        .with(a_product("Galleta Soda"))
        .with(a_product("Chocolate 7751271"))
        .cash(0)
        .open()
        .await
}

fn hit(name: &str, found: &str) -> (String, String) {
    (name.to_owned(), found.to_owned())
}

#[tokio::test]
async fn an_exact_code_comes_first() {
    let till = a_shop().await;
    assert_eq!(search(&till, "7751271000017").await[0], hit("Leche Gloria azul", "code"));
}

#[tokio::test]
async fn accents_and_enes_are_not_needed() {
    let till = a_shop().await;
    for text in ["piña", "pina", "PIÑA", "Piñ"] {
        assert_eq!(search(&till, text).await, [hit("Piña Golden", "words")], "{text}");
    }
    for text in ["jabon", "jabón liqui", "LIQUIDO jab"] {
        assert_eq!(search(&till, text).await, [hit("Jabón líquido", "words")], "{text}");
    }
}

#[tokio::test]
async fn parts_and_slips_are_found_when_words_are_not() {
    let till = a_shop().await;
    assert_eq!(search(&till, "lleta").await, [hit("Galleta Soda", "infix")]);
    for text in ["galeta", "gallteta"] {
        assert_eq!(search(&till, text).await, [hit("Galleta Soda", "typo")], "{text}");
    }
    assert!(search(&till, "zzzzzz").await.is_empty());
    assert!(search(&till, "").await.is_empty(), "nothing asked, nothing answered");
}

#[tokio::test]
async fn what_sells_most_comes_first() {
    let till = a_till().with(a_product("Agua Cielo")).with(a_product("Agua San Luis")).cash(0).open().await;
    assert_eq!(search(&till, "agua").await[0].0, "Agua Cielo", "until something is sold, the older one");
    till.sell("Agua San Luis").await;
    assert_eq!(search(&till, "agua").await[0].0, "Agua San Luis");
}

#[tokio::test]
async fn pages_go_on_where_they_ended() {
    let till = the_demo_till().open().await;
    let page = async |offset: usize, limit: usize| -> (Vec<String>, bool) {
        let page = till.get(&format!("/v1/search?q=a&offset={offset}&limit={limit}")).await.ok();
        let hits = page["hits"].as_array().expect("hits").iter().map(|hit| hit["product_id"].to_string());
        let mut hits: Vec<_> = hits.collect();
        hits.dedup();
        (hits, page["has_more"] == true)
    };
    let (all, _) = page(0, 100).await;
    let mut paged = Vec::new();
    for offset in (0..60).step_by(20) {
        let (hits, more) = page(offset, 20).await;
        assert!(more && hits.len() == 20, "a full page before the last");
        paged.extend(hits);
    }
    assert_eq!(paged, all[..60], "no gap and no double");
}

#[tokio::test]
async fn a_price_is_checked_without_selling() {
    let till = a_till()
        .with(a_product("Cerveza").price(700).code("7750182000017").wholesale(650, 12).also("Caja", 12, 7600))
        .open()
        .await;
    let check = till.get("/v1/price-check?code=7750182000017").await.ok();
    assert_eq!((&check["hit"]["price"], &check["wholesale"]), (&json!(700), &json!({ "price": 650, "from": 12_000 })));
    assert_eq!((&check["others"][0]["detail"], &check["others"][0]["price"]), (&json!("Caja"), &json!(7600)));
    let by_id = format!("/v1/price-check?presentation_id={}", till.presentation("Cerveza").as_str().expect("an id"));
    assert_eq!(till.get(&by_id).await.ok(), check);
    till.get("/v1/price-check?code=000").await.refused("catalog.unknown");
    till.get("/v1/price-check").await.refused("catalog.unknown");
    assert_eq!(till.get("/v1/cart").await.ok()["lines"], json!([]));
}

#[tokio::test]
async fn quick_keys_stand_in_their_order() {
    let till = the_demo_till().open().await;
    let keys = till.get("/v1/quick-keys").await.ok();
    let keys = keys.as_array().expect("keys");
    assert_eq!(keys.len(), 18, "the demo has eighteen");
    assert!(keys.iter().any(|key| key["icbper"] == 50), "a bag shows its tax");
    assert!(keys.iter().any(|key| key["weighed"] == true));
}
