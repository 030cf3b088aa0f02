//! Whatever is sent, the till answers with a reason and goes on.

use caserita_testkit::{Person, Reply, TestTill, a_product, a_till};
use serde_json::{Value, json};

use crate::operations;

const ID: &str = "00000000-0000-7000-8000-000000000000";

/// Every action, with a body that is sound but for what a test puts into it.
fn actions() -> Vec<(String, Value)> {
    let product = a_product("x").also("Six", 6, 500).json();
    let profile = json!({
        "name": "x", "transport": { "kind": "tcp", "host": "h", "port": 9100 }, "columns": 42, "dots": 576,
        "code_page": { "number": 2, "table": "cp850" }, "kanji_off": true, "qr": "raster", "cutter": "partial",
        "feed_lines": 5, "drawer": { "pin": 0, "on_ms": 100, "off_ms": 500 }, "open_drawer_on": "cash", "copies": 1
    });
    let approval = json!({ "user_id": ID, "pin": "1" });
    let shop = json!({ "trade_name": "x", "ruc": "1", "accent": "#000000", "logo_png": "AAAA", "address": "x" });
    let customer = json!({ "doc_type": "dni", "doc_number": "1", "name": "x", "alias": "x", "phone": "1" });
    [
        ("cart/scan", json!({ "code": "1", "quantity": 1000 })),
        ("cart/lines", json!({ "presentation_id": ID, "quantity": 1000, "amount": 100 })),
        ("cart/lines/1/quantity", json!({ "quantity": 1000, "amount": 100 })),
        ("cart/lines/1/price", json!({ "unit_price": 100, "reason": "r", "approval": approval })),
        ("cart/lines/1/discount", json!({ "percent": 100, "amount": 1, "reason": "r", "approval": approval })),
        ("cart/lines/1/remove", json!({})),
        ("cart/discount", json!({ "percent": 100, "amount": 1, "reason": "r", "approval": approval })),
        ("cart/customer", json!({ "customer_id": ID })),
        ("cart/hold", json!({ "name": "x" })),
        ("cart/discard", json!({ "reason": "r" })),
        ("cart/payments", json!({ "tender": "yape", "amount": 1, "operation_code": "1" })),
        ("cart/pay", json!({ "expected_total": 1, "cash_received": 1, "print": true })),
        ("products", product.clone()),
        ("customers", customer.clone()),
        ("cash/open", json!({ "float": 1 })),
        ("cash/movements", json!({ "kind": "income", "amount": 1, "reason": "r", "approval": approval })),
        ("cash/drawer", json!({ "reason": "r" })),
        ("cash/count", json!({ "counts": [{ "value": 100, "count": 1 }] })),
        ("cash/close", json!({ "counts": [{ "value": 100, "count": 1 }], "left_float": 1, "note": "x", "print": false })),
        ("printer", profile),
        ("shop", shop),
        ("till", json!({ "name": "x" })),
        ("users", json!({ "name": "x", "role": "cashier", "pin": "4826" })),
        ("ceilings", json!({ "role": "cashier", "discount": 1, "price_drop": 1, "void_amount": 1, "cash_out": 1 })),
        ("categories", json!({ "name": "x" })),
        (&format!("products/{ID}/update"), product),
        (&format!("products/{ID}/adjust"), json!({ "delta": 1, "reason": "r" })),
        (&format!("customers/{ID}/update"), customer),
        (&format!("users/{ID}/update"), json!({ "name": "x", "role": "cashier", "active": true })),
        (&format!("users/{ID}/pin"), json!({ "pin": "4826" })),
        (
            "cart/by-hand",
            json!({ "paper": { "doc_kind": "boleta", "series": "0001", "number": 1, "date": "2026-03-02" } }),
        ),
        ("cart/document", json!({ "doc_kind": "boleta" })),
        ("fiscal/settings", caserita_testkit::electronic::fiscal_settings("https://x")),
        ("fiscal/series", json!({ "doc_kind": "boleta", "series": "B001", "next_number": 1 })),
        ("fiscal/certificate", json!({ "file": "", "password": "" })),
        ("fiscal/lookup", json!({ "token": "x", "validity_secret": "x" })),
        ("fiscal/sol", json!({ "password": "x" })),
        (&format!("sales/{ID}/refund"), json!({
            "lines": [{ "line_no": 1, "quantity": 1, "restock": true }], "tender": "cash", "reason": "r", "approval": approval
        })),
        (&format!("sales/{ID}/refund/quote"), json!({
            "lines": [{ "line_no": 1, "quantity": 1, "restock": true }], "tender": "cash"
        })),
        (&format!("sales/{ID}/charge"), json!({
            "reason_code": "interest", "reason": "r", "amount": 100, "tender": "cash", "approval": approval
        })),
        (&format!("documents/{ID}/reissue"), json!({ "customer_id": ID })),
        (&format!("sales/{ID}/void"), json!({ "reason": "r", "approval": approval })),
        ("copies", json!({ "folder": "/nowhere" })),
        ("copies/look", json!({ "source": { "file": "/nowhere" } })),
        ("copies/send", json!({ "id": ID, "offset": 0, "piece": "AAAA" })),
        ("copies/restore", json!({ "source": { "kept": "x" }, "pin": "1" })),
        ("exports/sales", json!({ "folder": "/nowhere", "from": "2026-03-01", "to": "2026-03-02" })),
        ("recovery/restore", json!({ "sent": ID })),
        ("session/login", json!({ "user_id": ID, "pin": "1" })),
        ("licence/import", json!({ "text": "x", "channel": "qr" })),
        ("licence/code", json!({ "code": "x" })),
        ("setup", json!({ "trade_name": "x", "owner_name": "x", "pin": "4826", "demo": false })),
    ]
    .map(|(path, body)| (format!("/v1/{path}"), body))
    .into()
}

#[test]
fn no_action_with_a_body_is_forgotten_here() {
    let api: Value = serde_json::from_str(&caserita_api::openapi_json()).expect("OpenAPI is JSON");
    let takes_a_body = |method: &str, path: &str| {
        let body =
            &api["paths"][path][method.to_lowercase()]["requestBody"]["content"]["application/json"]["schema"]["$ref"];
        body.as_str().is_some_and(|schema| !schema.ends_with("/Empty"))
    };
    let sent = actions();
    let forgotten: Vec<_> = operations::all()
        .into_iter()
        .filter(|(method, template)| takes_a_body(method, template))
        .filter(|(_, template)| !sent.iter().any(|(path, _)| operations::fits(path, template)))
        .collect();
    assert!(forgotten.is_empty(), "send hostile bodies to these too: {forgotten:?}");
}

fn hostile_values() -> Vec<Value> {
    let mut values = vec![
        Value::Null,
        json!(true),
        json!(-1),
        json!(0),
        json!(1.5),
        json!(i64::MAX),
        json!(i64::MIN),
        json!(u64::MAX),
        json!(1e300),
        json!(""),
        json!("\u{0}"),
        json!("' OR 1=1 --"),
        json!("\"*\" NEAR( {"),
        json!("ñ".repeat(500)),
        json!("x".repeat(100_000)),
        json!([]),
        json!({}),
    ];
    values.push((0..100).fold(json!(1), |inner, _| json!([inner])));
    values
}

/// Every body that differs from `sound` in one place only.
fn mutations(sound: &Value, hostile: &Value) -> Vec<Value> {
    let mut all = vec![hostile.clone()];
    match sound {
        Value::Object(fields) => {
            for (name, value) in fields {
                all.extend(mutations(value, hostile).into_iter().map(|changed| {
                    let mut body = sound.clone();
                    body[name] = changed;
                    body
                }));
            }
        }
        Value::Array(items) if !items.is_empty() => {
            all.extend(mutations(&items[0], hostile).into_iter().map(|changed| {
                let mut body = sound.clone();
                body[0] = changed;
                body
            }));
        }
        _ => {}
    }
    all
}

fn is_explained(reply: &Reply) {
    assert!(reply.status < 500, "{}: {} {}", reply.asked, reply.status, reply.body);
    if reply.status >= 400 {
        let code = reply.code();
        assert!(caserita_api::CODES.contains(&code), "{}: {} is no known code", reply.asked, reply.body);
    }
}

async fn a_shop() -> TestTill {
    let till = a_till().with(a_product("Pan").price(100).stock(5)).cash(0).open().await;
    till.log_in(Person::Owner).await;
    till.add("Pan", 1000).await;
    till
}

#[tokio::test]
async fn no_body_breaks_the_till() {
    let till = a_shop().await;
    for (path, sound) in actions() {
        for hostile in hostile_values() {
            for body in mutations(&sound, &hostile) {
                // What changes people or the printer for good would make later bodies mean something else.
                if path == "/v1/users" && body["pin"] == "4826" {
                    continue;
                }
                is_explained(&till.post(&path, body).await);
            }
        }
    }
    till.log_in(Person::Owner).await;
    till.get("/v1/cart").await.ok();
}

#[tokio::test]
async fn what_is_not_json_is_named() {
    let till = a_shop().await;
    let deep = "[".repeat(100_000);
    let bodies: [&[u8]; 8] = [
        b"",
        b"{",
        b"null",
        b"\xff\xfe",
        b"{\"float\":1}{}",
        b"{\"float\":1,\"float\":2}",
        b"{\"float\":NaN}",
        deep.as_bytes(),
    ];
    for body in bodies {
        let reply = till.call("POST", "/v1/cash/open", Some("k"), body.to_vec()).await;
        assert_eq!(reply.code(), "request.malformed", "{}", String::from_utf8_lossy(&body[..body.len().min(40)]));
    }
    let large = format!(r#"{{"trade_name":"x","logo_png":"{}"}}"#, "A".repeat(3_000_000)).into_bytes();
    till.call("POST", "/v1/shop", Some("k"), large).await.refused("request.malformed");
}

#[tokio::test]
async fn a_malformed_field_is_named() {
    let till = a_shop().await;
    let field = async |path: &str, body: Value| till.post(path, body).await.refused("request.malformed")["field"].clone();
    assert_eq!(field("/v1/cash/open", json!({ "float": "1" })).await, "float");
    assert_eq!(field("/v1/cash/close", json!({ "counts": [{ "value": 1, "count": "x" }] })).await, "counts[0].count");
    assert_eq!(field("/v1/cash/open", json!({ "float": 1, "flaot": 1 })).await, "flaot", "a misspelt field is not ignored");
    let query = till.get("/v1/search?q=a&limit=many").await.refused("request.malformed");
    assert_eq!(query, json!({ "field": "limit" }));
}

#[tokio::test]
async fn no_query_breaks_the_till() {
    let till = a_shop().await;
    let texts = [
        "%00",
        "%FF",
        "%22*%22",
        "%27%3B--",
        "(",
        "NEAR(",
        "*",
        "-",
        "^a",
        "a%20AND",
        "%25_",
        "9".repeat(40).as_str(),
        &"a%20".repeat(120),
    ]
    .map(str::to_owned);
    for text in texts {
        for path in ["search", "products", "customers", "sales"] {
            is_explained(&till.get(&format!("/v1/{path}?q={text}")).await);
        }
        is_explained(&till.get(&format!("/v1/price-check?code={text}")).await);
        is_explained(&till.get(&format!("/v1/exports/{text}")).await);
        is_explained(&till.get(&format!("/v1/exports/sales?from={text}&to={text}")).await);
    }
    let numbers = ["-1", "0", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1e9", "x", ""];
    for number in numbers {
        is_explained(&till.get(&format!("/v1/search?q=a&offset={number}&limit={number}")).await);
        is_explained(&till.get(&format!("/v1/products?limit={number}")).await);
        is_explained(&till.get(&format!("/v1/sales?limit={number}&from={number}")).await);
        is_explained(&till.get(&format!("/v1/cart/change?received={number}")).await);
        is_explained(&till.get(&format!("/v1/cash/closes/{number}")).await);
        for list in ["products", "sales", "print-jobs", "cash/closes"] {
            is_explained(&till.get(&format!("/v1/{list}?after={number}")).await);
        }
    }
    let long = "a".repeat(100_000);
    till.get(&format!("/v1/search?q={long}")).await.refused("request.malformed");
}
