//! Who may do what: every role against every route.

use caserita_testkit::{Person, TestTill, a_product, a_till};
use serde_json::{Value, json};

use crate::operations;

const NOTHING: &str = "00000000-0000-7000-8000-000000000000";

/// Without a presentation it is refused for that, by whoever may add it.
const REFUND: &str = r#"{"lines":[],"tender":"cash","reason":"devuelve"}"#;
const CHARGE: &str = r#"{"reason_code":"penalty","reason":"mora","amount":100,"tender":"cash"}"#;
const PRODUCT: &str = r#"{"name":"x","kind":"good","tax_class":"gravado","weighed":false,"base_unit":"und",
    "tracks_stock":false,"active":true,"presentations":[]}"#;
const PRINTER: &str = r#"{"name":"x","transport":{"kind":"none"},"columns":42,"dots":576,
    "code_page":{"number":2,"table":"cp850"},"kanji_off":true,"qr":"raster","cutter":"partial","feed_lines":5,
    "drawer":null,"open_drawer_on":"cash","copies":1}"#;

/// Asked before anybody is known.
const OPEN_TO_ALL: [&str; 8] = [
    "/v1/health",
    "/v1/setup",
    "/v1/recovery/restore",
    "/v1/session",
    "/v1/session/tiles",
    "/v1/session/login",
    "/v1/session/lock",
    "/v1/events",
];

/// A route, what it is sent, and who is not refused for what they are: (o)wner, (s)upervisor, (c)ashier, (t)echnician.
pub const ROUTES: &[(&str, &str, &str)] = &[
    ("GET /v1/cart", "", "osc"),
    ("POST /v1/cart/scan", r#"{"code":"1"}"#, "osc"),
    ("POST /v1/cart/lines", r#"{"presentation_id":"00000000-0000-7000-8000-000000000000"}"#, "osc"),
    ("POST /v1/cart/lines/1/quantity", r#"{"quantity":1000}"#, "osc"),
    ("POST /v1/cart/lines/1/price", r#"{"unit_price":1,"reason":"r"}"#, "osc"),
    ("POST /v1/cart/lines/1/discount", r#"{"percent":1,"reason":"r"}"#, "osc"),
    ("POST /v1/cart/lines/1/remove", "{}", "osc"),
    ("POST /v1/cart/discount", r#"{"percent":0,"reason":"r"}"#, "osc"),
    ("POST /v1/cart/customer", r#"{"customer_id":null}"#, "osc"),
    ("POST /v1/cart/payments", r#"{"tender":"card","amount":1}"#, "osc"),
    ("POST /v1/cart/payments/00000000-0000-7000-8000-000000000000/remove", "{}", "osc"),
    ("POST /v1/cart/hold", r#"{"name":null}"#, "osc"),
    ("POST /v1/cart/discard", r#"{"reason":"r"}"#, "osc"),
    ("POST /v1/cart/pay", r#"{"expected_total":0,"print":false}"#, "osc"),
    ("GET /v1/cart/change?received=0", "", "osc"),
    ("GET /v1/held", "", "osc"),
    ("POST /v1/held/00000000-0000-7000-8000-000000000000/recall", "{}", "osc"),
    ("GET /v1/search?q=a", "", "osc"),
    ("GET /v1/quick-keys", "", "osc"),
    ("GET /v1/price-check?code=1", "", "osc"),
    ("GET /v1/customers", "", "osc"),
    ("POST /v1/customers", r#"{"doc_type":"none","name":""}"#, "osc"),
    ("POST /v1/customers/00000000-0000-7000-8000-000000000000/update", r#"{"doc_type":"none","name":"x"}"#, "osc"),
    ("GET /v1/cash/x", "", "os"),
    ("POST /v1/cash/open", r#"{"float":0}"#, "osc"),
    ("POST /v1/cash/movements", r#"{"kind":"income","amount":1,"reason":"r"}"#, "osc"),
    ("POST /v1/cash/drawer", r#"{"reason":"r"}"#, "osc"),
    ("POST /v1/cash/close", r#"{"counts":[],"left_float":0,"print":false}"#, "osc"),
    ("GET /v1/cash/closes", "", "osc"),
    ("GET /v1/cash/closes/999", "", "osc"),
    ("POST /v1/cash/closes/999/print", "{}", "osc"),
    ("POST /v1/cash/count", r#"{"counts":[]}"#, "osct"),
    ("POST /v1/cash/x/print", "{}", "os"),
    ("GET /v1/products", "", "osc"),
    ("GET /v1/products/00000000-0000-7000-8000-000000000000", "", "osc"),
    ("GET /v1/products/00000000-0000-7000-8000-000000000000/movements", "", "osc"),
    ("POST /v1/products", PRODUCT, "os"),
    ("POST /v1/products/00000000-0000-7000-8000-000000000000/update", PRODUCT, "os"),
    ("POST /v1/products/00000000-0000-7000-8000-000000000000/adjust", r#"{"delta":1,"reason":"r"}"#, "os"),
    ("POST /v1/categories", r#"{"name":"Nueva"}"#, "os"),
    ("GET /v1/sales", "", "osc"),
    ("GET /v1/sales/00000000-0000-7000-8000-000000000000", "", "osc"),
    ("GET /v1/sales/00000000-0000-7000-8000-000000000000/ticket", "", "osc"),
    ("GET /v1/sales/00000000-0000-7000-8000-000000000000/pdf", "", "osc"),
    ("POST /v1/sales/00000000-0000-7000-8000-000000000000/refund", REFUND, "osc"),
    ("POST /v1/sales/00000000-0000-7000-8000-000000000000/refund/quote", r#"{"lines":[],"tender":"cash"}"#, "osc"),
    ("POST /v1/sales/00000000-0000-7000-8000-000000000000/charge", CHARGE, "osc"),
    ("GET /v1/documents", "", "osc"),
    ("GET /v1/documents/archive?month=2026-03-01", "", "osc"),
    ("GET /v1/documents/00000000-0000-7000-8000-000000000000", "", "osc"),
    ("GET /v1/documents/00000000-0000-7000-8000-000000000000/xml", "", "osc"),
    ("GET /v1/documents/00000000-0000-7000-8000-000000000000/cdr", "", "osc"),
    ("GET /v1/documents/00000000-0000-7000-8000-000000000000/pdf", "", "osc"),
    ("POST /v1/documents/00000000-0000-7000-8000-000000000000/resend", "{}", "osc"),
    ("POST /v1/documents/00000000-0000-7000-8000-000000000000/reissue", r#"{"customer_id":null}"#, "osc"),
    ("GET /v1/fiscal/status", "", "osct"),
    ("GET /v1/fiscal/settings", "", "osct"),
    ("POST /v1/fiscal/settings", r#"{"regime":"general","boletas":"alone"}"#, "ot"),
    ("GET /v1/fiscal/series", "", "osct"),
    ("POST /v1/fiscal/series", r#"{"doc_kind":"boleta","series":"B001","next_number":1}"#, "ot"),
    ("GET /v1/fiscal/credentials", "", "osct"),
    ("POST /v1/fiscal/certificate", r#"{"file":"","password":""}"#, "ot"),
    ("POST /v1/fiscal/sol", r#"{"password":""}"#, "ot"),
    ("POST /v1/fiscal/lookup", r#"{"token":null,"validity_secret":null}"#, "ot"),
    ("GET /v1/lookup?doc_type=ruc&doc_number=20000000001", "", "osc"),
    ("GET /v1/districts?q=lima", "", "osct"),
    ("POST /v1/cart/by-hand", r#"{"paper":null}"#, "osc"),
    ("POST /v1/cart/document", r#"{"doc_kind":null}"#, "osc"),
    ("POST /v1/sales/00000000-0000-7000-8000-000000000000/void", r#"{"reason":"r"}"#, "osc"),
    ("POST /v1/sales/00000000-0000-7000-8000-000000000000/reprint", "{}", "osc"),
    ("POST /v1/print-jobs/00000000-0000-7000-8000-000000000000/retry", "{}", "osct"),
    ("POST /v1/print-jobs/00000000-0000-7000-8000-000000000000/cancel", "{}", "osct"),
    ("POST /v1/print-jobs/00000000-0000-7000-8000-000000000000/confirm", "{}", "osct"),
    ("POST /v1/printer", PRINTER, "ost"),
    ("POST /v1/printer/test", "{}", "ost"),
    ("POST /v1/shop", r#"{"trade_name":"x"}"#, "ot"),
    ("POST /v1/till", r#"{"name":"x"}"#, "ot"),
    ("GET /v1/copies", "", "o"),
    ("POST /v1/copies", r#"{"folder":"/nowhere"}"#, "o"),
    ("GET /v1/copies/places", "", "o"),
    ("GET /v1/copies/download", "", "o"),
    ("POST /v1/copies/look", r#"{"source":{"kept":"none.db"}}"#, "o"),
    ("POST /v1/copies/send", r#"{"id":"00000000-0000-7000-8000-000000000000","offset":0,"piece":""}"#, "o"),
    ("POST /v1/copies/restore", r#"{"source":{"kept":"none.db"},"pin":"0"}"#, "o"),
    ("GET /v1/exports/customers", "", "o"),
    ("POST /v1/exports/sales", r#"{"folder":"/nowhere"}"#, "o"),
    ("GET /v1/users", "", "o"),
    ("POST /v1/users", r#"{"name":"Elena","role":"cashier","pin":"4826"}"#, "o"),
    ("POST /v1/users/00000000-0000-7000-8000-000000000000/update", r#"{"name":"x","role":"cashier","active":true}"#, "o"),
    ("POST /v1/users/00000000-0000-7000-8000-000000000000/pin", r#"{"pin":"4826"}"#, "o"),
    ("POST /v1/ceilings", r#"{"role":"cashier","discount":0,"price_drop":0,"void_amount":0,"cash_out":0}"#, "o"),
    ("GET /v1/shop", "", "osct"),
    ("GET /v1/till", "", "osct"),
    ("GET /v1/printer", "", "osct"),
    ("GET /v1/printer/status", "", "osct"),
    ("GET /v1/print-jobs", "", "osct"),
    ("GET /v1/cash", "", "osc"),
    ("GET /v1/categories", "", "osct"),
    ("GET /v1/ceilings", "", "o"),
    ("GET /v1/licence", "", "osct"),
    ("GET /v1/licence/request", "", "osct"),
    ("POST /v1/licence/import", r#"{"text":"","channel":"file"}"#, "osct"),
    ("POST /v1/licence/code", r#"{"code":""}"#, "osct"),
];

#[test]
fn law_12_no_route_is_forgotten_here() {
    let is_known = |method: &str, template: &str| {
        let same = |route: &str| {
            route.split_once(' ').is_some_and(|(verb, path)| verb == method && operations::fits(path, template))
        };
        OPEN_TO_ALL.contains(&template) || ROUTES.iter().any(|(route, ..)| same(route))
    };
    let forgotten: Vec<_> = operations::all().into_iter().filter(|(method, path)| !is_known(method, path)).collect();
    assert!(forgotten.is_empty(), "say who may call these: {forgotten:?}");
}

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
