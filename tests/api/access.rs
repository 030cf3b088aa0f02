//! Who may do what: every role against every route.

use caserita_testkit::{Person, TestTill, a_product, a_till};
use serde_json::{Value, json};

const NOTHING: &str = "00000000-0000-7000-8000-000000000000";

/// A route, what it is sent, and who is not refused for what they are: (o)wner, (s)upervisor, (c)ashier, (t)echnician.
const ROUTES: &[(&str, &str, &str)] = &[
    ("GET /v1/cart", "", "osc"),
    ("POST /v1/cart/scan", r#"{"code":"1"}"#, "osc"),
    ("POST /v1/cart/lines/1/remove", "{}", "osc"),
    ("POST /v1/cart/hold", r#"{"name":null}"#, "osc"),
    ("POST /v1/cart/discard", r#"{"reason":"r"}"#, "osc"),
    ("POST /v1/cart/pay", r#"{"expected_total":0,"print":false}"#, "osc"),
    ("GET /v1/cart/change?received=0", "", "osc"),
    ("GET /v1/held", "", "osc"),
    ("GET /v1/search?q=a", "", "osc"),
    ("GET /v1/quick-keys", "", "osc"),
    ("GET /v1/price-check?code=1", "", "osc"),
    ("GET /v1/customers", "", "osc"),
    ("POST /v1/customers", r#"{"doc_type":"none","name":""}"#, "osc"),
    ("GET /v1/cash/x", "", "os"),
    ("POST /v1/cash/open", r#"{"float":0}"#, "osc"),
    ("POST /v1/cash/movements", r#"{"kind":"income","amount":1,"reason":"r"}"#, "osc"),
    ("POST /v1/cash/drawer", r#"{"reason":"r"}"#, "osc"),
    ("POST /v1/cash/close", r#"{"counts":[],"left_float":0,"print":false}"#, "osc"),
    ("GET /v1/cash/closes", "", "osc"),
    ("POST /v1/cash/x/print", "{}", "os"),
    ("GET /v1/products", "", "osc"),
    ("POST /v1/categories", r#"{"name":"Nueva"}"#, "os"),
    ("GET /v1/sales", "", "osc"),
    ("POST /v1/sales/00000000-0000-7000-8000-000000000000/void", r#"{"reason":"r"}"#, "osc"),
    ("POST /v1/sales/00000000-0000-7000-8000-000000000000/reprint", "{}", "osc"),
    ("POST /v1/print-jobs/00000000-0000-7000-8000-000000000000/retry", "{}", "osc"),
    ("POST /v1/printer/test", "{}", "ost"),
    ("POST /v1/shop", r#"{"trade_name":"x"}"#, "ot"),
    ("POST /v1/till", r#"{"name":"x"}"#, "ot"),
    ("GET /v1/users", "", "o"),
    ("POST /v1/users/00000000-0000-7000-8000-000000000000/pin", r#"{"pin":"4826"}"#, "o"),
    ("POST /v1/ceilings", r#"{"role":"cashier","discount":0,"price_drop":0,"void_amount":0,"cash_out":0}"#, "o"),
    ("GET /v1/shop", "", "osct"),
    ("GET /v1/till", "", "osct"),
    ("GET /v1/printer", "", "osct"),
    ("GET /v1/printer/status", "", "osct"),
    ("GET /v1/print-jobs", "", "osct"),
    ("GET /v1/cash", "", "osct"),
    ("GET /v1/categories", "", "osct"),
    ("GET /v1/ceilings", "", "o"),
];

async fn ask(till: &TestTill, route: &str, body: &str) -> caserita_testkit::Reply {
    let (method, path) = route.split_once(' ').expect("method and path");
    let key = uuid::Uuid::now_v7().to_string();
    till.call(method, path, Some(&key), body.as_bytes().to_vec()).await
}

#[tokio::test]
async fn law_12_every_role_against_every_route() {
    let till = a_till().open().await;
    for (person, letter) in
        [(Person::Owner, 'o'), (Person::Supervisor, 's'), (Person::Cashier, 'c'), (Person::Technician, 't')]
    {
        till.log_in(person).await;
        for (route, body, allowed) in ROUTES {
            let reply = ask(&till, route, body).await;
            let denied = reply.code() == "access.denied";
            assert_eq!(denied, !allowed.contains(letter), "{person:?} and {route}: {} {}", reply.status, reply.body);
            assert_ne!(reply.status, 500, "{route}: {}", reply.body);
        }
    }
}

#[tokio::test]
async fn law_12_nobody_and_a_locked_till_do_nothing() {
    let till = a_till().open().await;
    till.post("/v1/session/lock", json!({})).await.ok();
    for (route, body, _) in ROUTES {
        assert_eq!(ask(&till, route, body).await.code(), "session.locked", "{route}");
    }
    let till = till.restart().await;
    for (route, body, _) in ROUTES {
        assert_eq!(ask(&till, route, body).await.code(), "session.required", "{route}");
    }
}

#[tokio::test]
async fn a_denial_names_what_is_missing() {
    let till = a_till().open().await;
    let args = till.get("/v1/users").await.refused("access.denied");
    assert_eq!(args, json!({ "ability": "edit_users" }));
}

#[tokio::test]
async fn law_12_the_close_is_blind_for_who_may_not_see_the_expected() {
    let till = a_till().with(a_product("Pan").price(100)).cash(5000).open().await;
    till.sell("Pan").await;
    let cash = till.get("/v1/cash").await.ok();
    assert!(!cash.to_string().contains("expected"), "the cash screen tells nobody what should be in the drawer: {cash}");
    till.get("/v1/cash/x").await.refused("access.denied");
}

#[tokio::test]
async fn unknown_routes_and_methods_are_not_found() {
    let till = a_till().open().await;
    for route in
        ["GET /v1", "GET /v1/nothing", "GET /", "DELETE /v1/cart", "POST /v1/held", "GET /v1/cart/pay", "PUT /v1/shop"]
    {
        ask(&till, route, "").await.refused("request.not_found");
    }
    till.get("/v1/events").await.refused("request.not_found");
    let wrong = till.get("/v1/sales/not-an-id").await.refused("request.malformed");
    assert_eq!(wrong, json!({ "field": "id" }));
    let _: Value = till.get(&format!("/v1/products/{NOTHING}")).await.refused("catalog.unknown");
}
