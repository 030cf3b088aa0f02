//! Who has a RUC or DNI, and whether a document is valid: asked of services on the loopback.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::{
    Json, Router,
    http::{HeaderMap, StatusCode, Uri},
};
use caserita_testkit::{Person, TestTill, a_product, a_till, electronic, sunat::Behaviour};
use serde_json::{Value, json};

/// A register of names and SUNAT's validity service, and how often it was asked.
struct Register {
    url: String,
    asked: Arc<AtomicUsize>,
}

async fn a_register() -> Register {
    let asked = Arc::new(AtomicUsize::new(0));
    let counted = Arc::clone(&asked);
    let answer = move |uri: Uri, headers: HeaderMap| {
        counted.fetch_add(1, Ordering::SeqCst);
        let trusted = headers.get("authorization").is_some_and(|token| token == "Bearer llave");
        std::future::ready(match uri.path() {
            path if path.ends_with("/oauth2/token/") => (StatusCode::OK, Json(json!({ "access_token": "llave" }))),
            _ if !trusted => (StatusCode::UNAUTHORIZED, Json(json!({}))),
            path if path.ends_with("/validarcomprobante") => (StatusCode::OK, Json(json!({ "data": { "estadoCp": "1" } }))),
            "/ruc/20000000001" => {
                (StatusCode::OK, Json(json!({ "razonSocial": "COMPRADORA SAC", "estado": "ACTIVO", "condicion": "HABIDO" })))
            }
            _ => (StatusCode::NOT_FOUND, Json(json!({ "message": "no existe" }))),
        })
    };
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}", listener.local_addr().expect("its address"));
    tokio::spawn(async move { axum::serve(listener, Router::new().fallback(answer)).await });
    Register { url, asked }
}

async fn a_shop(register: &Register, token: &str) -> TestTill {
    let till = a_till().with(a_product("Pan").price(1180)).cash(5000).electronic().open().await;
    till.log_in(Person::Owner).await;
    let mut settings = electronic::fiscal_settings(&till.sunat().url());
    settings["lookup_url"] = json!(format!("{}/{{tipo}}/{{numero}}", register.url));
    settings["validity_client"] = json!("cliente");
    settings["validity_url"] = json!(register.url);
    till.post("/v1/fiscal/settings", settings).await.ok();
    till.post("/v1/fiscal/lookup", json!({ "token": token, "validity_secret": "secreto" })).await.ok();
    till
}

const WHO: &str = "/v1/lookup?doc_type=ruc&doc_number=20000000001";

#[tokio::test(flavor = "multi_thread")]
async fn a_ruc_is_looked_up_once_a_month() {
    let register = a_register().await;
    let till = a_shop(&register, "llave").await;
    till.log_in(Person::Cashier).await;
    let found = till.get(WHO).await.ok();
    assert_eq!(
        (&found["name"], &found["state"], &found["cached"]),
        (&json!("COMPRADORA SAC"), &json!("ACTIVO"), &json!(false))
    );
    assert_eq!(till.get(WHO).await.ok()["cached"], true);
    assert_eq!(register.asked.load(Ordering::SeqCst), 1, "the second answer was at hand");
    till.get("/v1/lookup?doc_type=dni&doc_number=45678912").await.refused("lookup.nobody");
    till.get("/v1/lookup?doc_type=dni&doc_number=4567").await.refused("customer.doc_invalid");
}

#[tokio::test(flavor = "multi_thread")]
async fn it_is_off_by_default_and_a_wrong_token_is_told() {
    let till = a_till().open().await;
    till.get(WHO).await.refused("lookup.off");
    let register = a_register().await;
    let till = a_shop(&register, "otra").await;
    till.get(WHO).await.refused("lookup.refused");
    let mut settings = electronic::fiscal_settings(&till.sunat().url());
    settings["lookup_url"] = json!("http://registro.example.pe/{numero}");
    till.post("/v1/fiscal/settings", settings.clone()).await.refused("fiscal.service_invalid");
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    settings["lookup_url"] = json!(format!("http://{nobody}/{{numero}}"));
    till.post("/v1/fiscal/settings", settings).await.ok();
    till.get(WHO).await.refused("lookup.unreachable");
    let kept = till.get("/v1/fiscal/credentials").await.ok();
    assert_eq!((&kept["has_lookup_token"], &kept["has_validity_secret"]), (&json!(true), &json!(true)));
    assert!(!kept.to_string().contains("otra"), "kept, never told: {kept}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_boleta_whose_constancia_was_lost_is_asked_about() {
    let register = a_register().await;
    let till = a_shop(&register, "llave").await;
    till.sunat().then(Behaviour::StoredThenCut);
    let paid = till.sell("Pan").await;
    till.send();
    assert_eq!(till.document_of(&paid).await["state"], "sent");
    till.clock.seconds(3600);
    till.send();
    let document = till.document_of(&paid).await;
    assert_eq!((&document["state"], &document["has_constancia"]), (&json!("accepted"), &json!(false)));
    let last = document["history"].as_array().expect("a history").last().expect("a step").clone();
    assert_eq!(last["text"], Value::from("Consulta de validez de SUNAT: aceptado"));
}
