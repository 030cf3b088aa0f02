//! The catalogue and its stock.

use std::collections::HashSet;

use caserita_testkit::{AProduct, Person, TestTill, a_bag, a_product, a_till, the_demo_till};
use serde_json::{Value, json};

const INCA: &str = "7750182000017";

async fn an_owner() -> TestTill {
    let till = a_till().with(a_product("Inca Kola").price(350).code(INCA).stock(12)).open().await;
    till.log_in(Person::Owner).await;
    till
}

async fn refused(till: &TestTill, product: AProduct, code: &str) -> Value {
    till.post("/v1/products", product.json()).await.refused(code)
}

#[tokio::test]
async fn a_product_is_added_read_and_changed() {
    let till = an_owner().await;
    let category = till.post("/v1/categories", json!({ "name": "Bebidas" })).await.ok()[0]["id"].clone();
    let input = a_product("Guaraná").price(300).also("Six pack", 6, 1700).field("category_id", category.clone());
    let added = till.post("/v1/products", input.json()).await.ok();
    assert_eq!((&added["sku"], &added["updated_by"]), (&json!("P00002"), &json!(Person::Owner.name())));
    assert_eq!(added["presentations"].as_array().map(Vec::len), Some(2));
    let path = format!("/v1/products/{}", added["id"].as_str().expect("an id"));
    assert_eq!(till.get(&path).await.ok(), added);

    let mut changed = input.base("id", added["presentations"][0]["id"].clone()).price(320).json();
    changed["presentations"].as_array_mut().expect("presentations").truncate(1);
    let saved = till.post(&format!("{path}/update"), changed).await.ok();
    assert_eq!((&saved["sku"], &saved["presentations"][0]["price"]), (&added["sku"], &json!(320)), "its code stays");
    let actives = saved["presentations"].as_array().expect("presentations").iter().map(|row| row["active"].clone());
    assert_eq!(actives.collect::<Vec<_>>(), [json!(true), json!(false)], "one no longer sent is no longer sold");
    let line = json!({ "presentation_id": added["presentations"][1]["id"] });
    till.post("/v1/cart/lines", line).await.refused("cart.inactive");
    assert_eq!(till.get("/v1/categories").await.ok(), json!([{ "id": category, "name": "Bebidas", "products": 1 }]));
}

#[tokio::test]
async fn what_cannot_be_sold_is_not_saved() {
    let till = an_owner().await;
    refused(&till, a_product("  "), "catalog.name_required").await;
    refused(&till, a_product("x").base("unit", json!("")), "catalog.unit_required").await;
    refused(&till, a_product("x").field("base_unit", json!("")), "catalog.unit_required").await;
    refused(&till, a_product("x").field("presentations", json!([])), "catalog.presentation_required").await;
    for cents in [0, -1, 1_000_000_001] {
        refused(&till, a_product("x").price(cents), "catalog.price_invalid").await;
    }
    refused(&till, a_product("x").price(100).wholesale(101, 6), "catalog.price_invalid").await;
    refused(&till, a_product("x").base("wholesale_price", json!(90)), "catalog.price_invalid").await;
    for factor in [0, -1000, 100_000_001] {
        refused(&till, a_product("x").base("factor", json!(factor)), "catalog.factor_invalid").await;
    }
    refused(&till, a_bag("x").base("factor", json!(2000)), "catalog.factor_invalid").await;
    refused(&till, a_bag("x").weighed(), "cart.quantity_invalid").await;
    refused(&till, a_product("x").field("cost", json!(-1)), "catalog.price_invalid").await;
    refused(&till, a_product("x").field("min_stock", json!(-1)), "cart.quantity_invalid").await;
    refused(&till, a_product("x").field("sku", json!("P00001")), "catalog.sku_taken").await;
    let nowhere = json!("00000000-0000-7000-8000-000000000000");
    refused(&till, a_product("x").field("category_id", nowhere.clone()), "catalog.unknown").await;
    refused(&till, a_product("x").base("id", nowhere), "catalog.unknown").await;
    assert_eq!(till.get("/v1/products").await.ok()["rows"].as_array().map(Vec::len), Some(1), "nothing was kept");
}

#[tokio::test]
async fn a_barcode_belongs_to_one_product() {
    let till = an_owner().await;
    let args = refused(&till, a_product("Otra").code(INCA), "catalog.barcode_taken").await;
    assert_eq!(args, json!({ "code": INCA, "name": "Inca Kola" }));
    let args = refused(&till, a_product("Otra").code("7750182000018"), "catalog.barcode_invalid").await;
    assert_eq!(args, json!({ "code": "7750182000018" }), "its check digit is wrong");
    let twice = a_product("Otra").base("barcodes", json!(["ABC", "ABC"]));
    refused(&till, twice, "catalog.barcode_invalid").await;
    till.post("/v1/products", a_product("Otra").code("INTERNO-1").json()).await.ok();
}

#[tokio::test]
async fn a_barcode_moves_between_the_presentations_of_a_product() {
    let till = an_owner().await;
    let product = till.product("Inca Kola").clone();
    let path = format!("/v1/products/{}/update", product["id"].as_str().expect("an id"));
    let mut input = a_product("Inca Kola").price(350).stock(12).also("Six", 6, 2000).json();
    input["presentations"][0]["id"] = product["presentations"][0]["id"].clone();
    input["presentations"][1]["barcodes"] = json!([INCA]);
    till.post(&path, input).await.ok();
    let scanned = till.post("/v1/cart/scan", json!({ "code": INCA })).await.ok();
    assert_eq!(scanned["presentation"]["detail"], "Six");
}

#[tokio::test]
async fn stock_is_corrected_with_a_reason_and_remembered() {
    let till = an_owner().await;
    let path = format!("/v1/products/{}", till.product("Inca Kola")["id"].as_str().expect("an id"));
    let adjust = |delta: i64, reason: &str| json!({ "delta": delta, "reason": reason });
    till.post(&format!("{path}/adjust"), adjust(-2000, "")).await.refused("cash.reason_required");
    for delta in [0, 100_000_001, i64::MIN, i64::MAX] {
        till.post(&format!("{path}/adjust"), adjust(delta, "r")).await.refused("cart.quantity_invalid");
    }
    let product = till.post(&format!("{path}/adjust"), adjust(-2000, "Rotas")).await.ok();
    assert_eq!(product["on_hand"], 10_000);
    till.post("/v1/cash/open", json!({ "float": 0 })).await.ok();
    till.sell("Inca Kola").await;
    let rows = till.get(&format!("{path}/movements")).await.ok()["rows"].clone();
    let story: Vec<_> =
        rows.as_array().expect("rows").iter().map(|row| (row["kind"].clone(), row["quantity"].clone())).collect();
    assert_eq!(story[0], (json!("sale"), json!(-1000)));
    assert_eq!(story[1], (json!("adjustment"), json!(-2000)));
    assert_eq!((&rows[0]["reference"], &rows[1]["reason"]), (&json!("NV01-00000001"), &json!("Rotas")));
    till.post("/v1/products/00000000-0000-7000-8000-000000000000/adjust", adjust(1000, "r"))
        .await
        .refused("catalog.unknown");
}

#[tokio::test]
async fn a_kardex_is_paged() {
    let till = an_owner().await;
    let path = format!("/v1/products/{}", till.product("Inca Kola")["id"].as_str().expect("an id"));
    for _ in 0..60 {
        till.post(&format!("{path}/adjust"), json!({ "delta": 1000, "reason": "r" })).await.ok();
    }
    let first = till.get(&format!("{path}/movements")).await.ok();
    let next = first["next"].as_str().expect("there is more");
    let second = till.get(&format!("{path}/movements?after={next}")).await.ok();
    let counts = [&first, &second].map(|page| page["rows"].as_array().map_or(0, Vec::len));
    assert_eq!((counts, &second["next"]), ([50, 11], &Value::Null), "sixty by hand and the first count");
}

#[tokio::test]
async fn law_15_every_product_is_on_one_page_only() {
    let till = the_demo_till().open().await;
    till.log_in(Person::Owner).await;
    let mut seen = Vec::new();
    let mut path = "/v1/products?limit=40".to_owned();
    loop {
        let page = till.get(&path).await.ok();
        seen.extend(page["rows"].as_array().expect("rows").iter().map(|row| row["id"].to_string()));
        match page["next"].as_str() {
            Some(next) => path = format!("/v1/products?limit=40&after={next}"),
            None => break,
        }
    }
    let count = till.app.store().read(|reader| reader.product_count()).expect("it counts");
    assert_eq!(seen.len(), usize::try_from(count).expect("a count"), "no gap");
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), seen.len(), "no double");
}

#[tokio::test]
async fn lists_are_narrowed() {
    let till = the_demo_till().open().await;
    let rows =
        async |query: &str| till.get(&format!("/v1/products?{query}")).await.ok()["rows"].as_array().expect("rows").clone();
    let low = rows("filter=low&limit=100").await;
    assert!(!low.is_empty() && low.iter().all(|row| row["low"] == true), "the demo has shelves to fill");
    assert!(rows("filter=no_barcode&limit=100").await.iter().all(|row| row["barcode"].is_null()));
    assert!(rows("filter=inactive").await.is_empty());
    let code = rows("limit=100").await.iter().find_map(|row| row["barcode"].as_str().map(str::to_owned)).expect("a code");
    assert_eq!(rows(&format!("q={code}")).await.len(), 1, "a whole barcode finds its product alone");
    let drinks = till.get("/v1/categories").await.ok();
    let drinks =
        drinks.as_array().expect("categories").iter().find(|row| row["name"] == "Gaseosas").expect("it exists").clone();
    let found = rows(&format!("category={}&limit=100", drinks["id"].as_str().expect("an id"))).await;
    assert_eq!(json!(found.len()), drinks["products"]);
    till.get("/v1/products?filter=cheap").await.refused("request.malformed");
    till.get("/v1/products?after=nowhere").await.refused("request.malformed");
}

#[tokio::test]
async fn who_does_not_buy_does_not_see_the_cost() {
    let till = a_till().with(a_product("Pan").field("cost", json!(20))).open().await;
    let path = format!("/v1/products/{}", till.product("Pan")["id"].as_str().expect("an id"));
    assert_eq!(till.get(&path).await.ok()["cost"], Value::Null);
    till.log_in(Person::Supervisor).await;
    assert_eq!(till.get(&path).await.ok()["cost"], 20);
}
