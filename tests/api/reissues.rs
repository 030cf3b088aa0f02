//! What SUNAT rejected is issued anew: another number, the same sale.

use caserita_testkit::{Person, TestTill, a_product, a_till, electronic, sunat::Behaviour};
use serde_json::{Value, json};

async fn a_shop() -> TestTill {
    let till = a_till().with(a_product("Leche").price(1180).stock(50)).cash(5000).printer().electronic().open().await;
    till.log_in(Person::Owner).await;
    till
}

fn path(paid: &Value, rest: &str) -> String {
    format!("/v1/sales/{}{rest}", paid["sale_id"].as_str().expect("an id"))
}

fn at(document: &Value, rest: &str) -> String {
    format!("/v1/documents/{}{rest}", document["id"].as_str().expect("an id"))
}

async fn add_customer(till: &TestTill, kind: &str, number: &str, name: &str) -> Value {
    till.post("/v1/customers", json!({ "doc_type": kind, "doc_number": number, "name": name })).await.ok()
}

async fn sell_to(till: &TestTill, customer: &Value) -> Value {
    till.add("Leche", 1000).await;
    let cart = till.post("/v1/cart/customer", json!({ "customer_id": customer["id"] })).await.ok();
    till.pay(&cart).await
}

/// A boleta that SUNAT rejects.
async fn a_rejected_one(till: &TestTill) -> (Value, Value) {
    till.sunat().then(Behaviour::Rejected(2800));
    let paid = till.sell("Leche").await;
    till.send();
    let document = till.document_of(&paid).await;
    assert_eq!((&document["state"], &document["can_reissue"]), (&json!("rejected"), &json!(true)));
    (paid, document)
}

async fn anew(till: &TestTill, document: &Value) -> Value {
    till.post(&at(document, "/reissue"), json!({ "customer_id": null })).await.ok()
}

async fn broken(till: &TestTill) -> Value {
    till.get("/v1/fiscal/status").await.ok()["broken"].clone()
}

fn xml(till: &TestTill, file: &str) -> String {
    String::from_utf8(till.sunat().xml(file).expect("SUNAT keeps it")).expect("UTF-8")
}

#[tokio::test]
async fn a_rejected_boleta_is_issued_anew_under_another_number_and_the_old_one_stays_rejected() {
    let till = a_shop().await;
    let (paid, old) = a_rejected_one(&till).await;
    assert_eq!(broken(&till).await, 1);
    till.clock.days(9);
    till.log_in(Person::Owner).await;
    let new = anew(&till, &old).await;
    assert_eq!((&new["number"], &new["state"]), (&json!("BX01-00000002"), &json!("queued")));
    assert_eq!((&new["total"], &new["igv"]), (&old["total"], &old["igv"]));
    assert_eq!((&new["date"], &new["deadline"]), (&json!("2026-03-11"), &json!("2026-03-16")), "days count anew");
    assert_eq!((&new["replaces_number"], &new["can_reissue"]), (&json!("BX01-00000001"), &json!(false)));
    assert_eq!(new["reissue_blocked"], "document.not_rejected");
    let status = till.get("/v1/fiscal/status").await.ok();
    assert_eq!((&status["broken"], &status["pending"]), (&json!(0), &json!(1)));
    till.print();
    assert!(till.printer.jobs().last().expect("a ticket").says("BX01-00000002"));
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-2"]);
    let old = till.get(&at(&old, "")).await.ok();
    assert_eq!((&old["state"], &old["replaced_by_number"]), (&json!("rejected"), &json!("BX01-00000002")));
    till.post(&at(&old, "/reissue"), json!({ "customer_id": null })).await.refused("document.replaced");
    till.post(&at(&new, "/reissue"), json!({ "customer_id": null })).await.refused("document.not_rejected");
    let sale = till.get(&path(&paid, "")).await.ok();
    assert_eq!((&sale["number"], &sale["document"]["number"]), (&json!("BX01-00000001"), &json!("BX01-00000002")));
    for number in ["BX01-2", "BX01-00000001"] {
        let found = till.get(&format!("/v1/sales?q={number}")).await.ok();
        assert_eq!(found["rows"][0]["id"], sale["id"], "the sale is found by {number}");
    }
    let list = till.get("/v1/documents").await.ok();
    assert_eq!((&list["rows"][0]["replaced"], &list["rows"][1]["replaced"]), (&json!(false), &json!(true)));
    assert_eq!(till.get("/v1/sales").await.ok()["rows"][0]["light"], "green");
    assert!(till.get(&at(&old, "/pdf")).await.bytes.starts_with(b"%PDF"), "the old paper can still be looked at");
    let rows = till.audit(&old["id"]);
    assert!(rows.iter().any(|row| row.action == "document.reissue"));
    till.totals_hold();
}

#[tokio::test]
async fn what_follows_is_about_the_document_that_lives() {
    let till = a_shop().await;
    let (paid, old) = a_rejected_one(&till).await;
    anew(&till, &old).await;
    till.send();
    till.post(&path(&paid, "/reprint"), json!({})).await.ok();
    till.print();
    assert!(till.printer.jobs().last().expect("a copy").says("BX01-00000002"));
    let input = json!({ "reason_code": "interest", "reason": "Mora", "amount": 118, "tender": "cash" });
    let sale = till.post(&path(&paid, "/charge"), input).await.ok();
    let debit = till.get(&at(&sale["charges"][0]["note"], "")).await.ok();
    assert_eq!((&debit["affected_number"], &debit["replaces_id"]), (&json!("BX01-00000002"), &Value::Null));
    let input = json!({ "lines": [], "tender": "cash", "reason": "Vino roto", "approval": null });
    let sale = till.post(&path(&paid, "/refund"), input).await.ok();
    let credit = till.get(&at(&sale["refunds"][0]["note"], "")).await.ok();
    assert_eq!((&credit["affected_number"], &credit["replaces_id"]), (&json!("BX01-00000002"), &Value::Null));
    till.send();
    let valid = ["20123456786-03-BX01-2", "20123456786-07-BY01-1", "20123456786-08-BZ01-1"];
    assert_eq!(till.sunat().valid(), valid);

    let (paid, old) = a_rejected_one(&till).await;
    anew(&till, &old).await;
    till.send();
    till.post(&path(&paid, "/void"), json!({ "reason": "Se equivocó" })).await.ok();
    till.send();
    till.clock.seconds(60);
    till.send();
    let lives = till.document_of(&paid).await;
    assert_eq!((&lives["number"], &lives["state"]), (&json!("BX01-00000004"), &json!("voided")));
    assert_eq!(till.get(&at(&old, "")).await.ok()["state"], "rejected");
}

#[tokio::test]
async fn a_factura_goes_to_the_corrected_ruc_of_its_customer() {
    let till = a_shop().await;
    let customer = add_customer(&till, "ruc", "20000000001", "Compradora SAC").await;
    till.sunat().then(Behaviour::Rejected(2800)).then(Behaviour::Rejected(2800));
    let paid = sell_to(&till, &customer).await;
    till.send();
    let old = till.document_of(&paid).await;
    let card = json!({ "doc_type": "ruc", "doc_number": "20100070970", "name": "Compradora Nueva SAC" });
    let id = customer["id"].as_str().expect("an id");
    till.post(&format!("/v1/customers/{id}/update"), card).await.ok();
    let second = anew(&till, &old).await;
    assert_eq!((&second["number"], &second["customer_number"]), (&json!("FX01-00000002"), &json!("20100070970")));
    till.print();
    let ticket = till.printer.jobs().pop().expect("a ticket");
    assert!(ticket.says("20100070970") && ticket.says("Compradora Nueva SAC") && !ticket.says("20000000001"));
    till.send();
    let second = till.get(&at(&second, "")).await.ok();
    assert_eq!(second["state"], "rejected");

    let person = add_customer(&till, "dni", "45678912", "Rosa Quispe").await;
    let to = |id: &Value| json!({ "customer_id": id });
    till.post(&at(&second, "/reissue"), to(&person["id"])).await.refused("document.customer_ruc");
    let nobody = json!("00000000-0000-7000-8000-000000000000");
    till.post(&at(&second, "/reissue"), to(&nobody)).await.refused("customer.unknown");
    let other = add_customer(&till, "ruc", "20131312955", "La Otra SAC").await;
    let third = till.post(&at(&second, "/reissue"), to(&other["id"])).await.ok();
    assert_eq!((&third["number"], &third["customer_name"]), (&json!("FX01-00000003"), &json!("La Otra SAC")));
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-01-FX01-3"], "no number was used up by what was refused");
    assert!(xml(&till, "20123456786-01-FX01-3").contains("20131312955"));
    assert_eq!(broken(&till).await, 0);
    let sale = till.get(&path(&paid, "")).await.ok();
    assert_eq!(sale["document"]["number"], "FX01-00000003");
}

#[tokio::test]
async fn a_new_document_waits_for_a_certificate_and_keeps_its_buyer() {
    let till = a_shop().await;
    till.post("/v1/fiscal/certificate", electronic::certificate_input(electronic::ENDING)).await.ok();
    let (_, old) = a_rejected_one(&till).await;
    till.clock.days(20);
    till.log_in(Person::Owner).await;
    let customer = add_customer(&till, "dni", "45678912", "Rosa Quispe").await;
    let new = till.post(&at(&old, "/reissue"), json!({ "customer_id": customer["id"] })).await.ok();
    assert_eq!(new["state"], "issued");
    till.post("/v1/fiscal/certificate", electronic::certificate_input(electronic::CERTIFICATE)).await.ok();
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-2"]);
    assert!(xml(&till, "20123456786-03-BX01-2").contains("45678912"));
}

#[tokio::test]
async fn only_what_was_rejected_and_is_still_a_sale_is_issued_anew() {
    let till = a_shop().await;
    let refused = async |document: &Value, code: &str| {
        let seen = till.get(&at(document, "")).await.ok();
        assert_eq!((&seen["can_reissue"], &seen["reissue_blocked"]), (&json!(false), &json!(code)));
        till.post(&at(document, "/reissue"), json!({ "customer_id": null })).await.refused(code);
    };
    let accepted = till.sell("Leche").await;
    refused(&till.document_of(&accepted).await, "document.not_rejected").await;
    till.send();
    refused(&till.document_of(&accepted).await, "document.not_rejected").await;

    let (paid, document) = a_rejected_one(&till).await;
    till.post(&path(&paid, "/void"), json!({ "reason": "Rechazada" })).await.ok();
    refused(&document, "sale.already_voided").await;

    let (paid, document) = a_rejected_one(&till).await;
    let input = json!({ "lines": [], "tender": "cash", "reason": "Vino roto", "approval": null });
    till.post(&path(&paid, "/refund"), input).await.ok();
    refused(&document, "document.returned").await;

    let (_, document) = a_rejected_one(&till).await;
    let mut real = electronic::fiscal_settings(&till.sunat().url());
    real["environment"] = json!("production");
    till.post("/v1/fiscal/settings", real).await.ok();
    refused(&document, "document.elsewhere").await;
}

#[tokio::test]
async fn law_03_the_same_document_asked_anew_twice_takes_one_number() {
    let till = a_shop().await;
    let (_, old) = a_rejected_one(&till).await;
    for _ in 0..2 {
        let new = till.post_with_key("once", &at(&old, "/reissue"), json!({ "customer_id": null })).await.ok();
        assert_eq!(new["number"], "BX01-00000002");
    }
}

#[tokio::test]
async fn a_rejected_note_is_issued_anew_for_the_same_return() {
    let till = a_shop().await;
    let paid = till.sell("Leche").await;
    till.send();
    till.sunat().then(Behaviour::Rejected(2135));
    let input = json!({ "lines": [], "tender": "cash", "reason": "Vino roto", "approval": null });
    let sale = till.post(&path(&paid, "/refund"), input).await.ok();
    till.send();
    let new = anew(&till, &sale["refunds"][0]["note"]).await;
    assert_eq!((&new["number"], &new["affected_number"]), (&json!("BY01-00000002"), &json!("BX01-00000001")));
    till.print();
    assert!(till.printer.jobs().last().expect("a ticket").says("BY01-00000002"));
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1", "20123456786-07-BY01-2"]);
    let sale = till.get(&path(&paid, "")).await.ok();
    assert_eq!(sale["refunds"].as_array().expect("refunds").len(), 1, "nothing came back twice");
    assert_eq!(sale["refunds"][0]["note"]["number"], "BY01-00000002");
    assert_eq!(broken(&till).await, 0);
    till.totals_hold();
}

#[tokio::test]
async fn notes_that_lost_what_they_correct_follow_it_to_its_new_number() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::Rejected(2800));
    let paid = till.sell("Leche").await;
    let input = json!({ "reason_code": "interest", "reason": "Mora", "amount": 118, "tender": "cash" });
    till.post(&path(&paid, "/charge"), input).await.ok();
    let input = json!({ "lines": [], "tender": "cash", "reason": "Vino roto", "approval": null });
    let sale = till.post(&path(&paid, "/refund"), input).await.ok();
    till.send();
    let notes = [&sale["refunds"][0]["note"], &sale["charges"][0]["note"]];
    for note in notes {
        assert_eq!(till.get(&at(note, "")).await.ok()["state"], "exception", "there is nothing to correct");
        till.post(&at(note, "/reissue"), json!({ "customer_id": null })).await.refused("document.not_rejected");
    }
    assert_eq!(broken(&till).await, 3);
    let old = till.document_of(&paid).await;
    anew(&till, &old).await;
    for note in notes {
        let new = anew(&till, note).await;
        assert_eq!(new["affected_number"], "BX01-00000002");
        till.post(&at(note, "/resend"), json!({})).await.refused("document.nothing_to_send");
    }
    till.send();
    let valid = ["20123456786-03-BX01-2", "20123456786-07-BY01-2", "20123456786-08-BZ01-2"];
    assert_eq!(till.sunat().valid(), valid);
    let status = till.get("/v1/fiscal/status").await.ok();
    assert_eq!((&status["broken"], &status["pending"]), (&json!(0), &json!(0)));
}
