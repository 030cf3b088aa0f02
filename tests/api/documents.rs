//! Electronic documents, from the sale that issues one to SUNAT's answer. The SUNAT here is real bytes on the loopback and
//! believes only xmllint and xmlsec1.

use std::collections::HashSet;

use caserita_testkit::{
    Person, TestTill, a_bag, a_product, a_till, electronic,
    sunat::{Behaviour, SunatServer},
};
use serde_json::{Value, json};

async fn a_shop() -> TestTill {
    a_till()
        .with(a_product("Pan").price(1180).stock(50))
        .with(a_product("Televisor").price(70_001).stock(5))
        .with(a_bag("Bolsa").price(20))
        .cash(5000)
        .printer()
        .electronic()
        .open()
        .await
}

async fn customer(till: &TestTill, kind: &str, number: &str, name: &str) -> Value {
    let input = json!({ "doc_type": kind, "doc_number": number, "name": name });
    let customer = till.post("/v1/customers", input).await.ok();
    till.post("/v1/cart/customer", json!({ "customer_id": customer["id"] })).await.ok()
}

fn states(document: &Value) -> Vec<&str> {
    let history = document["history"].as_array().expect("a history");
    history.iter().map(|step| step["event"].as_str().expect("an event")).collect()
}

#[tokio::test]
async fn a_boleta_is_signed_with_its_sale_printed_at_once_and_accepted_later() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    assert_eq!(paid["number"], "BX01-00000001", "of the test series");
    let document = till.document_of(&paid).await;
    assert_eq!((&document["state"], &document["light"]), (&json!("queued"), &json!("amber")));
    assert_eq!((&document["taxable"], &document["igv"], &document["total"]), (&json!(1000), &json!(180), &json!(1180)));
    let digest = document["digest"].as_str().expect("the hash is known offline");
    till.print();
    let ticket = till.printer.jobs().pop().expect("it came out");
    assert!(ticket.says("BOLETA DE VENTA") && ticket.says(&digest[..20]), "kind and hash are on the paper");
    assert!(till.send() > 0);
    let document = till.document_of(&paid).await;
    assert_eq!((&document["state"], &document["light"]), (&json!("accepted"), &json!("green")));
    assert_eq!(states(&document), ["signed", "sent", "accepted"]);
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1"]);
    assert_eq!(till.send(), 0, "nothing is sent twice");
}

#[tokio::test]
async fn law_06_ticket_xml_and_document_say_the_same_amounts() {
    let till = a_shop().await;
    till.add("Pan", 3000).await;
    let cart = till.add("Bolsa", 2000).await;
    let total = cart["totals"]["total"].as_i64().expect("a total");
    let paid = till.pay(&cart).await;
    let document = till.document_of(&paid).await;
    assert_eq!(document["total"], total);
    let path = format!("/v1/documents/{}/xml", document["id"].as_str().expect("an id"));
    let xml = till.get(&path).await;
    assert_eq!(xml.content_type, "application/xml");
    let text = String::from_utf8(xml.bytes).expect("UTF-8");
    let payable = format!("<cbc:PayableAmount currencyID=\"PEN\">{}.{:02}</cbc:PayableAmount>", total / 100, total % 100);
    assert!(text.contains(&payable), "{payable}");
    let sale = till.get(&format!("/v1/sales/{}", paid["sale_id"].as_str().expect("an id"))).await.ok();
    assert_eq!((&sale["totals"]["igv"], &sale["totals"]["icbper"]), (&document["igv"], &document["icbper"]));
    let pdf = till.get(&path.replace("/xml", "/pdf")).await;
    assert!(pdf.bytes.starts_with(b"%PDF"));
    till.get(&path.replace("/xml", "/cdr")).await.refused("document.no_file");
    till.send();
    let cdr = till.get(&path.replace("/xml", "/cdr")).await;
    assert!(cdr.bytes.starts_with(b"PK"), "SUNAT's constancia as it came");
}

#[tokio::test]
async fn whoever_has_a_ruc_gets_a_factura_and_may_ask_for_another_paper() {
    let till = a_shop().await;
    till.add("Pan", 1000).await;
    let cart = customer(&till, "ruc", "20000000001", "Compradora SAC").await;
    assert_eq!((&cart["doc_kind"], &cart["doc_kinds"]), (&json!("factura"), &json!(["boleta", "factura", "nota_venta"])));
    let boleta = till.post("/v1/cart/document", json!({ "doc_kind": "boleta" })).await.ok();
    assert_eq!(boleta["doc_kind"], "boleta");
    let cart = till.post("/v1/cart/document", json!({ "doc_kind": null })).await.ok();
    let paid = till.pay(&cart).await;
    assert_eq!(paid["number"], "FX01-00000001");
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-01-FX01-1"]);
    till.add("Pan", 1000).await;
    let cart = till.post("/v1/cart/document", json!({ "doc_kind": "nota_venta" })).await.ok();
    assert_eq!(till.pay(&cart).await["number"], "NV01-00000001", "an internal note is no document of SUNAT's");
    assert_eq!(till.send(), 0);
}

#[tokio::test]
async fn law_11_what_sunat_would_refuse_is_refused_before_anything_is_kept() {
    let till = a_shop().await;
    let cart = till.add("Televisor", 1000).await;
    let pay = json!({ "expected_total": cart["totals"]["total"], "cash_received": null, "print": false });
    till.post("/v1/cart/pay", pay.clone()).await.refused("document.identity_required");
    till.post("/v1/cart/document", json!({ "doc_kind": "factura" })).await.ok();
    till.post("/v1/cart/pay", pay.clone()).await.refused("document.customer_ruc");
    till.post("/v1/cart/document", json!({ "doc_kind": null })).await.ok();
    assert_eq!(till.get("/v1/cart").await.ok()["lines"][0]["name"], "Televisor", "the cart is as it was");
    customer(&till, "dni", "45678912", "Rosa Quispe").await;
    let paid = till.post("/v1/cart/pay", pay).await.ok();
    assert_eq!(paid["number"], "BX01-00000001", "no number was used up");
}

#[tokio::test]
async fn a_shop_of_the_nrus_gives_boletas_without_igv() {
    let till = a_shop().await;
    till.log_in(Person::Owner).await;
    let mut settings = electronic::fiscal_settings(&till.sunat().url());
    settings["regime"] = json!("nrus");
    till.post("/v1/fiscal/settings", settings).await.ok();
    till.log_in(Person::Cashier).await;
    till.add("Bolsa", 1000).await;
    let cart = till.add("Pan", 1000).await;
    assert_eq!((&cart["totals"]["igv"], &cart["totals"]["icbper"]), (&json!(0), &json!(0)));
    assert_eq!(cart["doc_kinds"], json!(["boleta", "nota_venta"]));
    till.post("/v1/cart/document", json!({ "doc_kind": "factura" })).await.refused("document.off");
    till.pay(&cart).await;
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1"]);
}

#[tokio::test]
async fn a_sale_closes_without_a_certificate_and_its_document_waits_for_one() {
    let till = a_shop().await;
    till.log_in(Person::Owner).await;
    till.post("/v1/fiscal/certificate", electronic::certificate_input(electronic::ENDING)).await.ok();
    till.clock.days(20);
    till.log_in(Person::Owner).await;
    let paid = till.sell("Pan").await;
    let document = till.document_of(&paid).await;
    assert_eq!((&document["state"], &document["digest"]), (&json!("issued"), &Value::Null));
    let status = till.get("/v1/fiscal/status").await.ok();
    assert_eq!((&status["unsigned"], &status["certificate"]["valid"]), (&json!(1), &json!(false)), "the owner is told");
    assert_eq!(till.send(), 0, "nothing unsigned leaves");
    till.post("/v1/fiscal/certificate", electronic::certificate_input(electronic::CERTIFICATE)).await.ok();
    assert!(till.send() > 0, "signed and sent once there is a certificate again");
    assert_eq!(till.document_of(&paid).await["state"], "accepted");
}

#[tokio::test]
async fn law_03_an_answer_that_was_lost_never_makes_a_second_document() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::StoredThenCut);
    let paid = till.sell("Pan").await;
    till.send();
    let document = till.document_of(&paid).await;
    assert_eq!(document["state"], "sent", "nobody knows, so nobody says accepted");
    let first = till.sunat().received().pop().expect("it was sent").content;
    till.clock.seconds(3600);
    till.send();
    let again = till.sunat().received().into_iter().rfind(|call| call.operation == "sendBill");
    assert_eq!(again.expect("it was sent again").content, first, "the same bytes under the same number");
    let document = till.document_of(&paid).await;
    assert_eq!(document["number"], "BX01-00000001");
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1"], "SUNAT has it once");
}

#[tokio::test]
async fn a_factura_sunat_says_it_has_is_asked_about() {
    let till = a_shop().await;
    till.add("Pan", 1000).await;
    let cart = customer(&till, "ruc", "20000000001", "Compradora SAC").await;
    till.sunat().then(Behaviour::StoredThenCut);
    let paid = till.pay(&cart).await;
    till.send();
    till.clock.seconds(3600);
    till.send();
    let document = till.document_of(&paid).await;
    assert_eq!((&document["state"], &document["has_constancia"]), (&json!("accepted"), &json!(true)));
    assert_eq!(till.sunat().calls("getStatusCdr"), 1, "1033 asks first");
}

#[tokio::test]
async fn a_rejected_document_says_what_to_do_and_is_not_sent_again() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::Rejected(2800)).then(Behaviour::Observed(vec![4252]));
    let (rejected, observed) = (till.sell("Pan").await, till.sell("Pan").await);
    till.send();
    let document = till.document_of(&rejected).await;
    assert_eq!(
        (&document["state"], &document["code"], &document["light"]),
        (&json!("rejected"), &json!(2800), &json!("red"))
    );
    let path = format!("/v1/documents/{}/resend", document["id"].as_str().expect("an id"));
    till.post(&path, json!({})).await.refused("document.nothing_to_send");
    let document = till.document_of(&observed).await;
    assert_eq!((&document["state"], &document["light"]), (&json!("observed"), &json!("green")));
    let last = &document["history"].as_array().expect("a history").last().expect("a step")["notes"];
    assert!(last[0].as_str().expect("a note").starts_with("4252 - "), "{last}");
    let status = till.get("/v1/fiscal/status").await.ok();
    assert_eq!((&status["broken"], &status["pending"]), (&json!(1), &json!(0)));
}

#[tokio::test]
async fn what_sunat_could_not_take_in_is_signed_anew_under_its_number() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::Fault(1036));
    let paid = till.sell("Pan").await;
    till.send();
    let document = till.document_of(&paid).await;
    assert_eq!((&document["state"], &document["code"]), (&json!("exception"), &json!(1036)));
    assert_eq!(till.send(), 0, "not by itself");
    let path = format!("/v1/documents/{}/resend", document["id"].as_str().expect("an id"));
    till.post(&path, json!({})).await.ok();
    till.send();
    assert_eq!(till.document_of(&paid).await["state"], "accepted");
    assert_eq!(till.sunat().valid(), ["20123456786-03-BX01-1"]);
}

#[tokio::test]
async fn refused_credentials_stop_the_line_until_somebody_has_seen_to_them() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::RefusedCredentials);
    let paid = till.sell("Pan").await;
    till.sell("Pan").await;
    till.send();
    assert_eq!(till.sunat().calls("sendBill"), 1, "the second is not tried with the same password");
    till.clock.days(2);
    assert_eq!(till.send(), 0, "nor days later");
    let status = till.get("/v1/fiscal/status").await.ok();
    assert_eq!((&status["trouble"], &status["next_try"]), (&json!("sunat.credentials"), &Value::Null));
    till.log_in(Person::Owner).await;
    till.post("/v1/fiscal/sol", json!({ "password": "otra" })).await.ok();
    till.send();
    assert_eq!(till.document_of(&paid).await["state"], "accepted");
}

#[tokio::test]
async fn answers_that_say_nothing_leave_the_document_unknown() {
    for behaviour in [Behaviour::Empty, Behaviour::Unavailable, Behaviour::Fault(200), Behaviour::Cut] {
        let till = a_shop().await;
        till.sunat().then(behaviour.clone());
        let paid = till.sell("Pan").await;
        till.send();
        assert_eq!(till.document_of(&paid).await["state"], "sent", "{behaviour:?}");
        assert_eq!(till.sunat().calls("sendBill"), 1, "{behaviour:?}: not at once again");
        till.clock.seconds(3600);
        till.send();
        assert_eq!(till.document_of(&paid).await["state"], "accepted", "{behaviour:?}");
    }
}

#[tokio::test]
async fn law_10_with_no_line_the_shop_sells_on_and_all_goes_out_when_it_is_back() {
    let till = a_shop().await;
    till.log_in(Person::Owner).await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    let away = electronic::fiscal_settings(&format!("http://{nobody}/billService"));
    till.post("/v1/fiscal/settings", away).await.ok();
    for _ in 0..5 {
        till.sell("Pan").await;
        till.send();
    }
    let status = till.get("/v1/fiscal/status").await.ok();
    assert_eq!((&status["pending"], &status["trouble"]), (&json!(5), &json!("sunat.unreachable")));
    assert_eq!((&status["deadline"], &status["days_left"]), (&json!("2026-03-07"), &json!(5)));
    till.post("/v1/fiscal/settings", electronic::fiscal_settings(&till.sunat().url())).await.ok();
    till.send();
    let list = till.get("/v1/documents?light=green").await.ok();
    assert_eq!(list["rows"].as_array().expect("rows").len(), 5);
    assert_eq!(till.sunat().valid().len(), 5);
    assert_eq!(till.get("/v1/fiscal/status").await.ok()["pending"], 0);
}

#[tokio::test]
async fn late_boletas_go_by_summary_and_a_ticket_is_waited_for() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::Fault(1079));
    let (too_late, late) = (till.sell("Pan").await, till.sell("Pan").await);
    till.clock.days(6);
    till.sunat().then(Behaviour::Pending(2));
    till.send();
    assert_eq!(till.sunat().calls("sendSummary"), 1, "both in one file");
    for _ in 0..4 {
        till.clock.seconds(3600);
        till.send();
    }
    for paid in [&too_late, &late] {
        assert_eq!(till.document_of(paid).await["state"], "accepted");
    }
    assert_eq!(till.sunat().valid(), ["20123456786-RC-20260308-1"]);
}

#[tokio::test]
async fn documents_are_found_by_number_name_light_and_day() {
    let till = a_shop().await;
    till.sunat().then(Behaviour::Rejected(2800));
    till.sell("Pan").await;
    till.add("Pan", 1000).await;
    let cart = customer(&till, "dni", "45678912", "Rosa Quispe").await;
    till.pay(&cart).await;
    till.send();
    till.clock.days(1);
    till.sell("Pan").await;
    let numbers = async |query: &str| {
        let page = till.get(&format!("/v1/documents?{query}")).await.ok();
        let rows = page["rows"].as_array().expect("rows").clone();
        rows.iter().map(|row| row["number"].as_str().expect("a number")[11..].to_owned()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(numbers("").await, "03 02 01");
    assert_eq!(numbers("q=BX01-2").await, "02");
    assert_eq!(numbers("q=quispe").await, "02");
    assert_eq!(numbers("light=red").await, "01");
    assert_eq!(numbers("light=amber").await, "03");
    assert_eq!(numbers("light=green&kind=boleta").await, "02");
    assert_eq!(numbers("kind=factura").await, "");
    assert_eq!(numbers("from=2026-03-03").await, "03");
    assert_eq!(numbers("to=2026-03-02").await, "02 01");
    let first = till.get("/v1/documents?limit=2").await.ok();
    let next = first["next"].as_str().expect("there is more");
    assert_eq!(numbers(&format!("limit=2&after={next}")).await, "01");
}

#[tokio::test]
async fn law_10_a_day_of_300_boletas_without_internet_is_accepted_whole_when_the_line_comes_back() {
    let till = a_till().with(a_product("Pan").price(1180)).cash(5000).electronic().open().await;
    till.log_in(Person::Owner).await;
    let nobody = std::net::TcpListener::bind("127.0.0.1:0").expect("a port").local_addr().expect("its address");
    let settings = |url: &str| electronic::fiscal_settings(url);
    till.post("/v1/fiscal/settings", settings(&format!("http://{nobody}/billService"))).await.ok();
    for sold in 0..300 {
        till.sell("Pan").await;
        till.clock.seconds(90);
        if sold % 50 == 0 {
            till.send();
        }
    }
    assert_eq!(till.get("/v1/fiscal/status").await.ok()["pending"], 300);
    let sunat = SunatServer::start();
    till.post("/v1/fiscal/settings", settings(&sunat.url())).await.ok();
    till.send();
    let status = till.get("/v1/fiscal/status").await.ok();
    assert_eq!((&status["pending"], &status["broken"]), (&json!(0), &json!(0)));
    let names: HashSet<String> = sunat.valid().into_iter().collect();
    assert_eq!(names.len(), 300, "each once");
    assert_eq!(sunat.calls("sendBill"), 300, "none twice");
}

#[tokio::test]
async fn a_month_is_taken_away_whole() {
    let till = a_shop().await;
    till.sell("Pan").await;
    till.send();
    till.sell("Pan").await;
    let zip = till.get("/v1/documents/archive?month=2026-03-15&pdf=true").await;
    assert_eq!(zip.content_type, "application/zip");
    let path = till.folder.path().join("month.zip");
    std::fs::write(&path, &zip.bytes).expect("kept");
    let file = std::fs::File::open(&path).expect("it is there");
    let mut archive = zip::ZipArchive::new(file).expect("a zip");
    let mut names: Vec<String> = archive.file_names().map(|name| name.expect("a name").into_owned()).collect();
    names.sort();
    assert_eq!(
        names,
        [
            "20123456786-2026-03.csv",
            "CDR/R-20123456786-03-BX01-1.zip",
            "PDF/20123456786-03-BX01-1.pdf",
            "PDF/20123456786-03-BX01-2.pdf",
            "XML/20123456786-03-BX01-1.xml",
            "XML/20123456786-03-BX01-2.xml",
        ]
    );
    let mut list = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("20123456786-2026-03.csv").expect("a list"), &mut list)
        .expect("UTF-8");
    let line = "03;BX01;1;02/03/2026;0;;\"\";10.00;0.00;0.00;0.00;1.80;0.00;11.80;accepted;0;\"\"";
    assert!(list.contains(line), "{list}");
    let empty = till.get("/v1/documents/archive?month=2026-04-01").await;
    assert!(empty.bytes.starts_with(b"PK"), "a month without documents is an empty list");
}

#[tokio::test]
async fn what_was_written_by_hand_keeps_its_number_and_day_and_is_told_to_sunat() {
    let till = a_shop().await;
    till.add("Pan", 1000).await;
    let paper = |series: &str, number: i64, date: &str| json!({ "paper": { "doc_kind": "boleta", "series": series, "number": number, "date": date } });
    for wrong in [paper("B001", 7, "2026-03-01"), paper("0001", 0, "2026-03-01"), paper("0001", 7, "2026-03-03")] {
        till.post("/v1/cart/by-hand", wrong).await.refused("fiscal.series_invalid");
    }
    till.post("/v1/cart/by-hand", paper("0001", 7, "2026-02-20")).await.refused("fiscal.series_invalid");
    let cart = till.post("/v1/cart/by-hand", paper("0001", 7, "2026-03-01")).await.ok();
    assert_eq!((&cart["doc_kind"], &cart["by_hand"]["number"]), (&json!("boleta"), &json!(7)));
    let paid = till.pay(&cart).await;
    let document = till.document_of(&paid).await;
    assert_eq!((&document["number"], &document["date"]), (&json!("0001-00000007"), &json!("2026-03-01")));
    till.send();
    assert_eq!(till.sunat().valid(), ["20123456786-03-0001-7"]);
    till.add("Pan", 1000).await;
    till.post("/v1/cart/by-hand", paper("0001", 7, "2026-03-01")).await.refused("document.number_taken");
    let cart = till.get("/v1/cart").await.ok();
    assert_eq!(till.pay(&cart).await["number"], "BX01-00000001", "the electronic series goes on undisturbed");
}
