//! What comes back after a sale: goods, money, and the paper the law wants for it.

use caserita_testkit::{Person, TestTill, a_bag, a_product, a_till, sunat::Behaviour};
use serde_json::{Value, json};

async fn a_shop() -> TestTill {
    let till = a_till()
        .with(a_product("Pan").price(333).stock(50))
        .with(a_product("Leche").price(1180).stock(50))
        .with(a_bag("Bolsa").price(20))
        .cash(5000)
        .printer()
        .electronic()
        .open()
        .await;
    till.log_in(Person::Owner).await;
    till
}

fn path(paid: &Value, rest: &str) -> String {
    format!("/v1/sales/{}{rest}", paid["sale_id"].as_str().expect("an id"))
}

fn line(line_no: i64, thousandths: i64) -> Value {
    json!({ "line_no": line_no, "quantity": thousandths, "restock": true })
}

async fn three_of_each(till: &TestTill) -> Value {
    till.add("Pan", 3000).await;
    till.add("Leche", 3000).await;
    let cart = till.add("Bolsa", 2000).await;
    till.pay(&cart).await
}

async fn refund(till: &TestTill, paid: &Value, lines: Value) -> Value {
    let input = json!({ "lines": lines, "tender": "cash", "reason": "Vino roto", "approval": null });
    till.post(&path(paid, "/refund"), input).await.ok()
}

async fn stock(till: &TestTill, name: &str) -> Value {
    let id = till.product(name)["id"].as_str().expect("an id").to_owned();
    till.get(&format!("/v1/products/{id}")).await.ok()["on_hand"].clone()
}

#[tokio::test]
async fn a_part_comes_back_with_its_money_stock_and_credit_note() {
    let till = a_shop().await;
    let paid = three_of_each(&till).await;
    till.send();
    let quote = json!({ "lines": [line(1, 1000), line(2, 2000)], "tender": "cash" });
    let quote = till.post(&path(&paid, "/refund/quote"), quote).await.ok();
    assert_eq!((&quote["total"], &quote["paid_back"]), (&json!(2693), &json!(2700)), "no coin under ten céntimos");
    assert_eq!((&quote["paper"], &quote["motive"]), (&json!("credito_boleta"), &json!("Devolución por ítem")));
    let sale = refund(&till, &paid, json!([line(1, 1000), line(2, 2000)])).await;
    let back = &sale["refunds"][0];
    assert_eq!(
        (&back["total"], &back["paid_back"], &back["note"]["number"]),
        (&json!(2693), &json!(2700), &json!("BY01-00000001"))
    );
    assert_eq!((&sale["lines"][0]["left"], &sale["lines"][1]["left"]), (&json!(2000), &json!(1000)));
    assert_eq!((stock(&till, "Pan").await, stock(&till, "Leche").await), (json!(48_000), json!(49_000)));
    till.totals_hold();
    let x = till.get("/v1/cash/x").await.ok();
    assert_eq!((&x["refunds"], &x["cash_refunded"]), (&json!(1), &json!(2700)));
    till.print();
    assert!(till.printer.jobs().iter().any(|job| job.says("NOTA DE CR")), "the note is printed");
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1", "20123456786-07-BY01-1"]);
    let note = till.get(&format!("/v1/documents/{}", back["note"]["id"].as_str().expect("an id"))).await.ok();
    assert_eq!((&note["state"], &note["affected_number"]), (&json!("accepted"), &json!("BX01-00000001")));
    let pdf = till.get(&format!("/v1/documents/{}/pdf", back["note"]["id"].as_str().expect("an id"))).await;
    assert!(pdf.bytes.starts_with(b"%PDF"));
}

#[tokio::test]
async fn pieces_that_come_back_add_up_to_the_sale_and_nothing_comes_back_twice() {
    let till = a_shop().await;
    let paid = three_of_each(&till).await;
    for _ in 0..2 {
        refund(&till, &paid, json!([line(1, 1000)])).await;
    }
    let too_much = json!({ "lines": [line(1, 2000)], "tender": "cash", "reason": "Otra vez", "approval": null });
    till.post(&path(&paid, "/refund"), too_much).await.refused("sale.refund_too_large");
    let twice =
        json!({ "lines": [line(2, 1000), line(2, 1000)], "tender": "cash", "reason": "Dos veces", "approval": null });
    till.post(&path(&paid, "/refund"), twice).await.refused("sale.refund_too_large");
    let sale = refund(&till, &paid, json!([])).await;
    let all = sale["refunds"].as_array().expect("refunds");
    let sum = |field: &str| all.iter().map(|one| one[field].as_i64().expect("an amount")).sum::<i64>();
    assert_eq!(sum("total"), paid["total"].as_i64().expect("a total"), "to the céntimo");
    assert_eq!(sum("paid_back"), paid["total"].as_i64().expect("a total") + paid["rounding"].as_i64().expect("rounding"));
    assert_eq!((&sale["can_refund"], &sale["refund_blocked"]), (&json!(false), &json!("sale.refunded")));
    till.post(&path(&paid, "/void"), json!({ "reason": "Ya no" })).await.refused("sale.refunded");
    till.totals_hold();
    till.send();
    assert_eq!(till.sunat().valid().len(), 4, "a boleta and three notes, each believed by xmllint and xmlsec1");
}

#[tokio::test]
async fn a_note_waits_until_sunat_has_what_it_corrects() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::Cut);
    let paid = three_of_each(&till).await;
    refund(&till, &paid, json!([line(1, 1000)])).await;
    till.send();
    assert_eq!(till.sunat().calls("sendBill"), 1, "only the boleta was tried");
    till.clock.seconds(3600);
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1", "20123456786-07-BY01-1"]);
}

#[tokio::test]
async fn a_boleta_is_voided_by_summary_once_sunat_has_it() {
    let till = a_shop().await;
    let paid = three_of_each(&till).await;
    till.post(&path(&paid, "/void"), json!({ "reason": "no" })).await.refused("cash.reason_required");
    let sale = till.post(&path(&paid, "/void"), json!({ "reason": "Se equivocó de producto" })).await.ok();
    assert_eq!(sale["can_refund"], false);
    assert_eq!(till.document_of(&paid).await["void_asked"], true);
    assert_eq!(stock(&till, "Leche").await, json!(50_000));
    till.send();
    assert_eq!(till.document_of(&paid).await["state"], "void_pending", "never said void before SUNAT does");
    till.clock.seconds(60);
    till.send();
    assert_eq!(till.document_of(&paid).await["state"], "voided");
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1", "20123456786-RC-20260302-1"]);
    till.totals_hold();
}

#[tokio::test]
async fn a_factura_is_voided_by_communication() {
    let till = a_shop().await;
    let input = json!({ "doc_type": "ruc", "doc_number": "20000000001", "name": "Compradora SAC" });
    let customer = till.post("/v1/customers", input).await.ok();
    till.add("Leche", 1000).await;
    let cart = till.post("/v1/cart/customer", json!({ "customer_id": customer["id"] })).await.ok();
    let paid = till.pay(&cart).await;
    till.send();
    till.post(&path(&paid, "/void"), json!({ "reason": "Datos errados" })).await.ok();
    till.send();
    till.clock.seconds(60);
    till.send();
    assert_eq!(till.document_of(&paid).await["state"], "voided");
    assert_eq!(till.sunat().valid(), ["20123456786-01-FX01-1", "20123456786-RA-20260302-1"]);
}

#[tokio::test]
async fn what_sunat_rejected_is_voided_and_returned_without_paper() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::Rejected(2800)).then(Behaviour::Rejected(2800));
    let (void, back) = (three_of_each(&till).await, three_of_each(&till).await);
    till.send();
    let status = async || till.get("/v1/fiscal/status").await.ok()["broken"].clone();
    assert_eq!(status().await, 2);
    till.post(&path(&void, "/void"), json!({ "reason": "Rechazada" })).await.ok();
    assert_eq!(till.document_of(&void).await["void_asked"], false);
    let part = json!({ "lines": [{ "line_no": 1, "quantity": 1000, "restock": true }], "reason": "Roto", "tender": "cash" });
    till.post(&path(&back, "/refund"), part).await.refused("document.reissue_first");
    let sale = refund(&till, &back, json!([])).await;
    assert_eq!(sale["refunds"][0]["note"], Value::Null, "there is nothing to correct");
    assert_eq!(status().await, 0, "nothing is left to be done about either");
    let red = till.get("/v1/documents?light=red").await.ok();
    assert_eq!(red["rows"].as_array().map(Vec::len), Some(0));
    till.send();
    assert!(till.sunat().valid().is_empty());
}

#[tokio::test]
async fn the_void_that_sunat_refuses_is_asked_again_and_seen() {
    let till = a_shop().await;
    let paid = three_of_each(&till).await;
    till.send();
    till.sunat().then(Behaviour::Rejected(2987));
    till.post(&path(&paid, "/void"), json!({ "reason": "Se equivocó" })).await.ok();
    till.send();
    till.clock.seconds(60);
    till.send();
    let document = till.document_of(&paid).await;
    assert_eq!(
        (&document["state"], &document["void_asked"]),
        (&json!("accepted"), &json!(true)),
        "it stands until SUNAT says so"
    );
    assert_eq!(document["light"], "amber");
    till.clock.seconds(7200);
    till.send();
    till.clock.seconds(60);
    till.send();
    assert_eq!(till.document_of(&paid).await["state"], "voided");
}

#[tokio::test]
async fn law_12_a_return_above_the_ceiling_takes_another_pin_and_a_session() {
    let till = a_shop().await;
    let paid = three_of_each(&till).await;
    till.log_in(Person::Cashier).await;
    let mut input = json!({ "lines": [line(1, 1000)], "tender": "cash", "reason": "Vino roto", "approval": null });
    till.post(&path(&paid, "/refund"), input.clone()).await.refused("access.over_ceiling");
    input["approval"] = till.approval(Person::Supervisor);
    let sale = till.post(&path(&paid, "/refund"), input).await.ok();
    assert_eq!(sale["refunds"][0]["by"], "Rosa Mamani");
}

#[tokio::test]
async fn a_void_whose_days_pass_without_a_line_becomes_a_credit_note_by_itself() {
    let till = a_shop().await;
    let paid = three_of_each(&till).await;
    till.send();
    till.post(&path(&paid, "/void"), json!({ "reason": "Se equivocó de producto" })).await.ok();
    till.clock.days(8);
    till.log_in(Person::Owner).await;
    till.send();
    till.send();
    let document = till.document_of(&paid).await;
    assert_eq!(
        (&document["state"], &document["void_asked"], &document["light"]),
        (&json!("accepted"), &json!(false), &json!("green"))
    );
    let note = till.get(&format!("/v1/documents/{}", document["notes"][0]["id"].as_str().expect("a note"))).await.ok();
    assert_eq!(
        (&note["number"], &note["state"], &note["total"]),
        (&json!("BY01-00000001"), &json!("accepted"), &document["total"])
    );
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1", "20123456786-07-BY01-1"], "no paper of a void left too late");
    let pdf = till.get(&format!("/v1/documents/{}/pdf", note["id"].as_str().expect("an id"))).await;
    assert!(pdf.bytes.starts_with(b"%PDF"), "its pages can be printed");
    let status = till.get("/v1/fiscal/status").await.ok();
    assert_eq!((&status["broken"], &status["voiding"], &status["pending"]), (&json!(0), &json!(0), &json!(0)));
    till.totals_hold();
}
