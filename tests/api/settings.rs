//! Shop, till and ceilings.

use caserita_testkit::{Person, TestTill, a_product, a_till};
use serde_json::{Value, json};

async fn an_owner() -> TestTill {
    let till = a_till().open().await;
    till.log_in(Person::Owner).await;
    till
}

fn shop(field: &str, value: Value) -> Value {
    let mut shop = json!({
        "trade_name": "Bodega Doña Charo", "legal_name": null, "ruc": null, "address": "Jr. Los Geranios 245", "phone": null,
        "receipt_message": "¡Gracias, caserita!", "accent": null, "logo_png": null
    });
    shop[field] = value;
    shop
}

#[tokio::test]
async fn the_shop_is_saved_as_it_is_read() {
    let till = an_owner().await;
    let saved = till.post("/v1/shop", shop("ruc", json!("20123456786"))).await.ok();
    assert_eq!(till.get("/v1/shop").await.ok(), saved);
    assert_eq!((&saved["ruc"], &saved["phone"]), (&json!("20123456786"), &Value::Null));
    assert_eq!(till.get("/v1/session").await.ok()["shop_name"], "Bodega Doña Charo");
}

#[tokio::test]
async fn the_shops_data_is_checked() {
    let till = an_owner().await;
    for (field, value, code) in [
        ("trade_name", json!("  "), "shop.name_required"),
        ("ruc", json!("20123456789"), "shop.ruc_invalid"),
        ("ruc", json!("99123456786"), "shop.ruc_invalid"),
        ("ruc", json!("2012345678"), "shop.ruc_invalid"),
        ("logo_png", json!("bm90IGEgcG5n"), "shop.logo_invalid"),
        ("logo_png", json!("¿?"), "shop.logo_invalid"),
        ("logo_png", json!("A".repeat(500_000)), "shop.logo_invalid"),
        ("accent", json!("#ffee00"), "shop.accent_contrast"),
        ("accent", json!("red"), "shop.accent_contrast"),
        ("accent", json!("#ñññ"), "shop.accent_contrast"),
    ] {
        till.post("/v1/shop", shop(field, value)).await.refused(code);
    }
    let accent = till.post("/v1/shop", shop("accent", json!("#0b6e4f"))).await.ok();
    assert_eq!(accent["accent"], "#0b6e4f");
    assert_eq!(till.get("/v1/session").await.ok()["accent"], "#0b6e4f");
}

#[tokio::test]
async fn saving_the_shop_does_not_end_the_trial() {
    let till = caserita_testkit::the_demo_till().open().await;
    till.log_in(Person::Owner).await;
    till.post("/v1/shop", shop("phone", json!("01 555"))).await.ok();
    assert_eq!(till.get("/v1/session").await.ok()["demo"], true, "papers of a demo shop keep saying so");
}

#[tokio::test]
async fn a_till_is_renamed_and_its_series_stays() {
    let till = an_owner().await;
    till.post("/v1/till", json!({ "name": "" })).await.refused("shop.name_required");
    let saved = till.post("/v1/till", json!({ "name": "Caja de la puerta" })).await.ok();
    assert_eq!(
        (&saved["name"], &saved["series"], &saved["next_number"]),
        (&json!("Caja de la puerta"), &json!("NV01"), &json!(1))
    );
}

#[tokio::test]
async fn law_12_ceilings_are_the_owners_and_hold_at_once() {
    let till = a_till().with(a_product("Pan").price(1000)).open().await;
    till.add("Pan", 1000).await;
    let ten = json!({ "percent": 1000, "reason": "Casera" });
    till.post("/v1/cart/discount", ten.clone()).await.refused("access.over_ceiling");
    let ceiling = |role: &str, discount: i64| json!({ "role": role, "discount": discount, "price_drop": 0, "void_amount": 0, "cash_out": 0 });
    till.post("/v1/ceilings", ceiling("cashier", 1000)).await.refused("access.denied");
    till.log_in(Person::Owner).await;
    for wrong in [ceiling("cashier", 10_001), ceiling("cashier", -1), ceiling("owner", 100)] {
        till.post("/v1/ceilings", wrong).await.refused("cart.amount_invalid");
    }
    let all = till.post("/v1/ceilings", ceiling("cashier", 1000)).await.ok();
    assert_eq!(all.as_array().map(Vec::len), Some(4));
    assert_eq!(till.get("/v1/ceilings").await.ok(), all);
    let owners = all.as_array().expect("ceilings").iter().find(|row| row["role"] == "owner").expect("hers").clone();
    assert_eq!(owners["void_amount"], 9_007_199_254_740_991_i64, "no ceiling is the largest number a browser keeps");
    till.log_in(Person::Cashier).await;
    till.post("/v1/cart/discount", ten).await.ok();
}
