//! Customers.

use caserita_testkit::{a_till, the_demo_till};
use serde_json::{Value, json};

fn customer(doc_type: &str, number: Value, name: &str) -> Value {
    json!({ "doc_type": doc_type, "doc_number": number, "name": name, "alias": null, "phone": null })
}

#[tokio::test]
async fn documents_are_checked_and_belong_to_one() {
    let till = a_till().open().await;
    for (doc_type, number) in [("dni", "1234567"), ("dni", "1234567a"), ("ruc", "20123456789"), ("ce", "x"), ("none", "1")] {
        till.post("/v1/customers", customer(doc_type, json!(number), "x")).await.refused("customer.doc_invalid");
    }
    till.post("/v1/customers", customer("dni", Value::Null, "x")).await.refused("customer.doc_invalid");
    till.post("/v1/customers", customer("none", Value::Null, " ")).await.refused("customer.name_required");
    let ruc = customer("ruc", json!("20123456786"), "Inversiones Doña Charo E.I.R.L.");
    let added = till.post("/v1/customers", ruc.clone()).await.ok();
    let args = till.post("/v1/customers", ruc).await.refused("customer.doc_taken");
    assert_eq!(args, json!({ "name": "Inversiones Doña Charo E.I.R.L." }));

    let path = format!("/v1/customers/{}/update", added["id"].as_str().expect("an id"));
    let mut renamed = customer("ruc", json!("20123456786"), "Doña Charo");
    renamed["alias"] = json!("La charito");
    let saved = till.post(&path, renamed).await.ok();
    assert_eq!((&saved["id"], &saved["alias"]), (&added["id"], &json!("La charito")), "one's own document is no other's");
    let nobody = "/v1/customers/00000000-0000-7000-8000-000000000000/update";
    till.post(nobody, customer("none", Value::Null, "x")).await.refused("customer.unknown");
}

#[tokio::test]
async fn customers_are_found_by_what_people_say() {
    let till = the_demo_till().open().await;
    let found = async |q: &str| till.get(&format!("/v1/customers?q={q}")).await.ok();
    for q in ["45871203", "nahui", "vecina%20302", "900000114"] {
        assert_eq!(found(q).await[0]["name"], "Marisol Ñahui Ccori", "{q}");
    }
    assert_eq!(found("nadie").await, json!([]));
    assert_eq!(till.get("/v1/customers?limit=3").await.ok().as_array().map(Vec::len), Some(3));
}
