//! What is charged on a sale afterwards: its money, its debit note, and what is refused.

use caserita_store::{Store, replay};
use caserita_testkit::{Person, TestTill, a_product, a_till, electronic, sunat::Behaviour};
use serde_json::{Value, json};

async fn a_shop() -> TestTill {
    let till = a_till()
        .with(a_product("Leche").price(1180).stock(50))
        .with(a_product("Papa").price(500).tax("exonerado"))
        .with(a_product("Libro").price(3000).tax("inafecto"))
        .with(a_product("Televisor").price(90_000))
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

fn charge(reason_code: &str, amount: i64, tender: &str) -> Value {
    json!({ "reason_code": reason_code, "reason": "Pagó tarde", "amount": amount, "tender": tender })
}

async fn a_factura(till: &TestTill) -> Value {
    let input = json!({ "doc_type": "ruc", "doc_number": "20000000001", "name": "Compradora SAC" });
    let customer = till.post("/v1/customers", input).await.ok();
    till.add("Leche", 1000).await;
    let cart = till.post("/v1/cart/customer", json!({ "customer_id": customer["id"] })).await.ok();
    till.pay(&cart).await
}

async fn note_of(till: &TestTill, sale: &Value, which: usize) -> Value {
    let id = sale["charges"][which]["note"]["id"].as_str().expect("a note");
    till.get(&format!("/v1/documents/{id}")).await.ok()
}

fn says(till: &TestTill, file: &str, text: &str) {
    let xml = String::from_utf8(till.sunat().xml(file).expect("SUNAT keeps it")).expect("UTF-8");
    assert!(xml.contains(text), "{file} says {text}: {xml}");
}

#[tokio::test]
async fn interest_on_a_boleta_comes_in_with_its_debit_note() {
    let till = a_shop().await;
    let paid = till.sell("Leche").await;
    till.send();
    let sale = till.post(&path(&paid, "/charge"), charge("interest", 1187, "cash")).await.ok();
    let one = &sale["charges"][0];
    assert_eq!(
        (&one["total"], &one["igv"], &one["paid"], &one["tax_class"]),
        (&json!(1187), &json!(181), &json!(1180), &json!("gravado")),
        "no coin under ten céntimos"
    );
    assert_eq!((&one["reason_code"], &one["by"]), (&json!("interest"), &json!("Rosario Quispe")));
    assert_eq!((&one["note"]["number"], &one["note"]["kind"]), (&json!("BZ01-00000001"), &json!("debito_boleta")));
    let x = till.get("/v1/cash/x").await.ok();
    assert_eq!((&x["charges"], &x["charged"], &x["cash_charged"]), (&json!(1), &json!(1180), &json!(1180)));
    assert_eq!(x["expected_cash"], 5000 + 1180 + 1180);
    till.totals_hold();
    till.post("/v1/cash/x/print", json!({})).await.ok();
    till.print();
    let jobs = till.printer.jobs();
    let note = jobs.iter().find(|job| job.says("NOTA DE D")).expect("the note is printed");
    for text in ["BZ01-00000001", "BX01-00000001", "Intereses por mora", "11.87"] {
        assert!(note.says(text), "{text}");
    }
    assert!(note.opens_drawer());
    assert!(jobs.iter().any(|job| job.says("Cargos (1)") && job.says("REPORTE X")));
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1", "20123456786-08-BZ01-1"]);
    says(&till, "20123456786-08-BZ01-1", "<cbc:ResponseCode>01</cbc:ResponseCode>");
    says(&till, "20123456786-08-BZ01-1", ">11.87</cbc:PayableAmount>");
    let note = note_of(&till, &sale, 0).await;
    assert_eq!((&note["state"], &note["affected_number"]), (&json!("accepted"), &json!("BX01-00000001")));
    assert_eq!((&note["taxable"], &note["igv"], &note["total"]), (&json!(1006), &json!(181), &json!(1187)));
    let pdf = till.get(&format!("/v1/documents/{}/pdf", note["id"].as_str().expect("an id"))).await;
    assert!(pdf.bytes.starts_with(b"%PDF"));
    let boleta = till.document_of(&paid).await;
    assert_eq!(boleta["notes"][0]["number"], "BZ01-00000001");
}

#[tokio::test]
async fn a_factura_is_charged_an_increase_and_a_penalty_by_yape() {
    let till = a_shop().await;
    let paid = a_factura(&till).await;
    till.post(&path(&paid, "/charge"), charge("increase", 1187, "yape")).await.ok();
    let sale = till.post(&path(&paid, "/charge"), charge("penalty", 2006, "yape")).await.ok();
    assert_eq!(sale["charges"][0]["paid"], 1187, "to the céntimo");
    let (increase, penalty) = (note_of(&till, &sale, 0).await, note_of(&till, &sale, 1).await);
    assert_eq!((&increase["number"], &increase["igv"]), (&json!("FZ01-00000001"), &json!(181)));
    assert_eq!((&penalty["unaffected"], &penalty["igv"]), (&json!(2006), &json!(0)), "an indemnity is not taxed");
    assert_eq!(penalty["customer_number"], "20000000001");
    till.print();
    assert!(till.printer.jobs().iter().filter(|job| job.says("NOTA DE D")).all(|job| !job.opens_drawer()));
    till.send();
    let valid = ["20123456786-01-FX01-1", "20123456786-08-FZ01-1", "20123456786-08-FZ01-2"];
    assert_eq!(till.sunat().valid(), valid, "each believed by xmllint and xmlsec1");
    let x = till.get("/v1/cash/x").await.ok();
    assert_eq!((&x["charges"], &x["charged"], &x["cash_charged"]), (&json!(2), &json!(3193), &json!(0)));
    assert_eq!(x["expected_cash"], 5000 + 1180);
    let input =
        json!({ "counts": [{ "value": 2000, "count": 3 }, { "value": 10, "count": 18 }], "left_float": 0, "print": true });
    let z = till.post("/v1/cash/close", input).await.ok();
    assert_eq!((&z["charges"], &z["charged"], &z["difference"]), (&json!(2), &json!(3193), &json!(0)));
    till.print();
    assert!(till.printer.jobs().iter().any(|job| job.says("CIERRE Z") && job.says("Cargos (2)")));
    till.totals_hold();
}

#[tokio::test]
async fn a_charge_is_taxed_as_what_was_sold() {
    let till = a_shop().await;
    for (product, code, field) in
        [("Papa", "increase", "exempt"), ("Papa", "interest", "exempt"), ("Libro", "increase", "unaffected")]
    {
        let paid = till.sell(product).await;
        let sale = till.post(&path(&paid, "/charge"), charge(code, 300, "plin")).await.ok();
        let note = note_of(&till, &sale, 0).await;
        assert_eq!((&note[field], &note["igv"]), (&json!(300), &json!(0)), "{code} on {product}");
    }
    till.add("Papa", 1000).await;
    let cart = till.add("Leche", 1000).await;
    let mixed = till.pay(&cart).await;
    let sale = till.post(&path(&mixed, "/charge"), charge("increase", 118, "card")).await.ok();
    assert_eq!(note_of(&till, &sale, 0).await["igv"], 18);
    till.send();
    assert_eq!(till.sunat().valid().len(), 8);
}

#[tokio::test]
async fn a_shop_of_the_nrus_charges_without_igv() {
    let till = a_shop().await;
    let mut settings = electronic::fiscal_settings(&till.sunat().url());
    settings["regime"] = json!("nrus");
    till.post("/v1/fiscal/settings", settings).await.ok();
    let paid = till.sell("Leche").await;
    for code in ["interest", "penalty"] {
        till.post(&path(&paid, "/charge"), charge(code, 1000, "cash")).await.ok();
    }
    let sale = till.get(&path(&paid, "")).await.ok();
    for which in [0, 1] {
        let note = note_of(&till, &sale, which).await;
        assert_eq!((&note["taxable"], &note["igv"]), (&json!(1000), &json!(0)));
    }
    till.send();
    assert_eq!(till.sunat().valid().len(), 3);
}

#[tokio::test]
async fn what_cannot_be_charged_is_refused_and_nothing_is_kept() {
    let till = a_shop().await;
    let paid = till.sell("Leche").await;
    let at = path(&paid, "/charge");
    for amount in [0, -1, 10_000_001, i64::MAX] {
        till.post(&at, charge("interest", amount, "cash")).await.refused("sale.charge_invalid");
    }
    for reason in ["", "   ", &"x".repeat(251)] {
        let mut input = charge("interest", 100, "cash");
        input["reason"] = json!(reason);
        till.post(&at, input).await.refused("cash.reason_required");
    }
    till.post(&at, charge("interest", 70_001, "cash")).await.refused("document.identity_required");
    till.post(&at, charge("other", 100, "cash")).await.refused("request.malformed");
    let sale = till.get(&path(&paid, "")).await.ok();
    assert_eq!((&sale["charges"], &sale["can_charge"]), (&json!([]), &json!(true)));
    assert_eq!(till.get("/v1/cash/x").await.ok()["charges"], 0);

    till.add("Leche", 1000).await;
    let cart = till.post("/v1/cart/document", json!({ "doc_kind": "nota_venta" })).await.ok();
    let note = till.pay(&cart).await;
    till.post(&path(&note, "/charge"), charge("interest", 100, "cash")).await.refused("sale.nothing_to_charge");

    let void = till.sell("Leche").await;
    till.post(&path(&void, "/void"), json!({ "reason": "Se equivocó" })).await.ok();
    till.post(&path(&void, "/charge"), charge("interest", 100, "cash")).await.refused("sale.already_voided");

    till.send();
    till.sunat().then(Behaviour::Rejected(2800));
    let rejected = till.sell("Leche").await;
    till.send();
    till.post(&path(&rejected, "/charge"), charge("interest", 100, "cash")).await.refused("sale.nothing_to_charge");
    let sale = till.get(&path(&rejected, "")).await.ok();
    assert_eq!((&sale["can_charge"], &sale["charge_blocked"]), (&json!(false), &json!("sale.nothing_to_charge")));

    let mut real = electronic::fiscal_settings(&till.sunat().url());
    real["environment"] = json!("production");
    till.post("/v1/fiscal/settings", real).await.ok();
    till.post(&at, charge("interest", 100, "cash")).await.refused("sale.nothing_to_charge");

    let close = json!({ "counts": [], "left_float": 0, "print": false });
    till.post("/v1/cash/close", close).await.ok();
    till.post(&at, charge("interest", 100, "cash")).await.refused("cash.not_open");
}

#[tokio::test]
async fn a_charged_sale_is_not_voided_but_returned() {
    let till = a_shop().await;
    let paid = till.sell("Leche").await;
    till.post(&path(&paid, "/charge"), charge("increase", 5000, "cash")).await.ok();
    till.post(&path(&paid, "/void"), json!({ "reason": "Ya no" })).await.refused("sale.charged");
    let input = json!({ "lines": [], "tender": "cash", "reason": "Vino roto", "approval": null });
    let sale = till.post(&path(&paid, "/refund"), input).await.ok();
    assert_eq!(sale["refunds"][0]["total"], 1180, "a debit note takes nothing from what can come back");
    till.send();
    assert_eq!(till.sunat().valid().len(), 3);
    let x = till.get("/v1/cash/x").await.ok();
    assert_eq!(x["expected_cash"], 5000 + 1180 + 5000 - 1180);
    till.totals_hold();
}

#[tokio::test]
async fn law_03_the_same_charge_asked_twice_is_charged_once() {
    let till = a_shop().await;
    let paid = till.sell("Leche").await;
    for _ in 0..2 {
        let sale = till.post_with_key("once", &path(&paid, "/charge"), charge("interest", 100, "cash")).await.ok();
        assert_eq!(sale["charges"].as_array().expect("charges").len(), 1);
    }
    till.post_with_key("once", &path(&paid, "/charge"), charge("interest", 200, "cash")).await.refused("request.key_reused");
}

#[tokio::test]
async fn law_12_a_charge_above_the_ceiling_takes_another_pin() {
    let till = a_shop().await;
    let paid = till.sell("Leche").await;
    till.log_in(Person::Cashier).await;
    let mut input = charge("interest", 100, "cash");
    till.post(&path(&paid, "/charge"), input.clone()).await.refused("access.over_ceiling");
    input["approval"] = till.approval(Person::Supervisor);
    till.post(&path(&paid, "/charge"), input).await.ok();
    let rows = till.audit(&paid["sale_id"]);
    assert!(rows.iter().any(|row| row.action == "sale.charge" && row.approver.is_some()), "both names stay");
}

#[tokio::test]
async fn debit_notes_of_boletas_go_by_summary_once_their_boletas_went() {
    let till = a_shop().await;
    let mut settings = electronic::fiscal_settings(&till.sunat().url());
    settings["boletas"] = json!("summary");
    till.post("/v1/fiscal/settings", settings).await.ok();
    let paid = till.sell("Leche").await;
    let sale = till.post(&path(&paid, "/charge"), charge("interest", 118, "cash")).await.ok();
    till.clock.days(1);
    for _ in 0..4 {
        till.send();
        till.clock.seconds(60);
    }
    till.log_in(Person::Owner).await;
    assert_eq!(note_of(&till, &sale, 0).await["state"], "accepted");
    assert_eq!(till.sunat().valid(), ["20123456786-RC-20260303-1", "20123456786-RC-20260303-2"]);
    says(&till, "20123456786-RC-20260303-2", "<cbc:DocumentTypeCode>08</cbc:DocumentTypeCode>");
    says(&till, "20123456786-RC-20260303-2", "BX01-1");
}

#[tokio::test]
async fn a_debit_note_is_signed_late_and_goes_along_with_its_month() {
    let till = a_shop().await;
    till.post("/v1/fiscal/certificate", electronic::certificate_input(electronic::ENDING)).await.ok();
    till.clock.days(20);
    till.log_in(Person::Owner).await;
    let paid = till.sell("Leche").await;
    let sale = till.post(&path(&paid, "/charge"), charge("penalty", 500, "cash")).await.ok();
    assert_eq!(note_of(&till, &sale, 0).await["state"], "issued");
    till.post("/v1/fiscal/certificate", electronic::certificate_input(electronic::CERTIFICATE)).await.ok();
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1", "20123456786-08-BZ01-1"]);
    let zip = till.get("/v1/documents/archive?month=2026-03-15&pdf=true").await;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(zip.bytes)).expect("a zip");
    for name in ["XML/20123456786-08-BZ01-1.xml", "CDR/R-20123456786-08-BZ01-1.zip", "PDF/20123456786-08-BZ01-1.pdf"] {
        assert!(archive.by_name(name).is_ok(), "{name}");
    }
    let mut list = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("20123456786-2026-03.csv").expect("a list"), &mut list)
        .expect("UTF-8");
    assert!(list.contains("08;BZ01;1;22/03/2026;0;;\"\";0.00;0.00;5.00;0.00;0.00;0.00;5.00;accepted;0;\"Pagó tarde\""));
}

#[tokio::test]
async fn law_08_charges_and_documents_issued_anew_are_told_again_by_the_log() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::Rejected(2800));
    let paid = till.sell("Leche").await;
    till.send();
    let rejected = till.document_of(&paid).await;
    let anew = format!("/v1/documents/{}/reissue", rejected["id"].as_str().expect("an id"));
    till.post(&anew, json!({ "customer_id": null })).await.ok();
    till.post(&path(&paid, "/charge"), charge("interest", 118, "cash")).await.ok();
    till.send();
    let store = till.app.store();
    let lines = store.read(|reader| reader.log_lines()).expect("it reads");
    let folder = tempfile::tempdir().expect("a folder");
    let other = Store::open(folder.path(), 0).expect("a new store opens").store;
    replay(&other, &lines).expect("the log applies");
    let (told, lived) = (other.dump_logged_tables().expect("it dumps"), store.dump_logged_tables().expect("it dumps"));
    assert!(lived.iter().any(|(table, rows)| table == "charge" && rows.len() == 1));
    assert_eq!(told, lived);
}
