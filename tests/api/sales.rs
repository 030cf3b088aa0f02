//! Paid sales: finding, showing, printing again, voiding.

use std::collections::HashSet;

use caserita_testkit::{Person, TestTill, a_product, a_till};
use serde_json::{Value, json};

async fn a_shop() -> TestTill {
    a_till().with(a_product("Pan").price(1237).stock(10)).cash(5000).printer().open().await
}

fn path(paid: &Value, rest: &str) -> String {
    format!("/v1/sales/{}{rest}", paid["sale_id"].as_str().expect("an id"))
}

#[tokio::test]
async fn a_sale_is_shown_as_it_was_paid() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    let sale = till.get(&path(&paid, "")).await.ok();
    assert_eq!(
        (&sale["number"], &sale["cashier"], &sale["till"]),
        (&json!("NV01-00000001"), &json!("Rosa Mamani"), &json!("Caja 1"))
    );
    assert_eq!((&sale["at"], &sale["business_date"]), (&json!("2026-03-02T15:00:00Z"), &json!("2026-03-02")));
    assert_eq!((&sale["lines"][0]["name"], &sale["lines"][0]["amount"]), (&json!("Pan"), &json!(1237)));
    assert_eq!((&sale["can_void"], &sale["void"], &sale["copies"]), (&json!(true), &Value::Null, &json!(0)));
    till.get("/v1/sales/00000000-0000-7000-8000-000000000000").await.refused("sale.unknown");
}

#[tokio::test]
async fn law_04_a_sale_keeps_the_name_its_product_had() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    till.log_in(Person::Owner).await;
    let id = till.product("Pan")["id"].as_str().expect("an id").to_owned();
    let renamed = a_product("Pan francés").price(50).stock(10).base("id", till.presentation("Pan").clone()).json();
    till.post(&format!("/v1/products/{id}/update"), renamed).await.ok();
    assert_eq!(till.get(&path(&paid, "")).await.ok()["lines"][0]["name"], "Pan");
}

#[tokio::test]
async fn a_sale_is_voided_once_with_a_reason_and_a_pin() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    till.post(&path(&paid, "/void"), json!({ "reason": "" })).await.refused("cash.reason_required");
    let args = till.post(&path(&paid, "/void"), json!({ "reason": "Error" })).await.refused("access.over_ceiling");
    assert_eq!(args, json!({ "what": "void", "allowed": 0, "asked": 1230 }));
    let approved = json!({ "reason": "Error", "approval": till.approval(Person::Supervisor) });
    let sale = till.post(&path(&paid, "/void"), approved).await.ok();
    assert_eq!((&sale["void"]["by"], &sale["void"]["approved_by"]), (&json!("Rosa Mamani"), &json!("Julio Ñaupari")));
    assert_eq!((&sale["can_void"], &sale["void_blocked"]), (&json!(false), &json!("sale.already_voided")));
    till.log_in(Person::Owner).await;
    till.post(&path(&paid, "/void"), json!({ "reason": "Otra vez" })).await.refused("sale.already_voided");

    let product = format!("/v1/products/{}", till.product("Pan")["id"].as_str().expect("an id"));
    assert_eq!(till.get(&product).await.ok()["on_hand"], 10_000, "what was sold is back on the shelf");
    till.totals_hold();
    let row = till.audit(&paid["sale_id"]).pop().expect("it is audited");
    assert_eq!(
        (json!(row.user_id), json!(row.approver)),
        (till.person(Person::Cashier).clone(), till.person(Person::Supervisor).clone())
    );
}

#[tokio::test]
async fn law_04_after_the_z_a_sale_is_no_longer_voided() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    let close = json!({ "counts": [], "left_float": 0, "note": null, "print": false });
    till.post("/v1/cash/close", close).await.ok();
    till.log_in(Person::Owner).await;
    till.post(&path(&paid, "/void"), json!({ "reason": "Tarde" })).await.refused("sale.session_closed");
    let sale = till.get(&path(&paid, "")).await.ok();
    assert_eq!((&sale["can_void"], &sale["void_blocked"]), (&json!(false), &json!("sale.session_closed")));
    till.post("/v1/cash/open", json!({ "float": 0 })).await.ok();
    till.post(&path(&paid, "/void"), json!({ "reason": "Tarde" })).await.refused("sale.session_closed");
}

#[tokio::test]
async fn a_copy_is_marked_and_counted() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    let job = till.post(&path(&paid, "/reprint"), json!({})).await.ok();
    assert_eq!((&job["copy"], &job["sale_id"], &job["state"]), (&json!(true), &paid["sale_id"], &json!("queued")));
    till.print();
    let jobs = till.printer.jobs();
    assert_eq!((jobs[0].says("COPIA"), jobs[1].says("COPIA")), (false, true));
    assert_eq!(till.get(&path(&paid, "")).await.ok()["copies"], 1);
    assert_eq!(till.get("/v1/sales").await.ok()["rows"][0]["printed"], 1);
}

#[tokio::test]
async fn without_a_printer_a_copy_is_refused_and_not_counted() {
    let till = a_till().with(a_product("Pan")).cash(0).open().await;
    let paid = till.sell("Pan").await;
    till.post(&path(&paid, "/reprint"), json!({})).await.refused("print.none");
    assert_eq!(till.get(&path(&paid, "")).await.ok()["copies"], 0);
}

#[tokio::test]
async fn a_ticket_is_shown_and_exported() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    for columns in [32, 42, 48] {
        let ticket = till.get(&path(&paid, &format!("/ticket?columns={columns}"))).await.ok();
        assert_eq!(ticket["columns"], columns);
        let rows = ticket["rows"].as_array().expect("rows");
        let text = |row: &Value| row["text"].as_str().expect("a text").to_owned();
        assert!(rows.iter().all(|row| text(row).chars().count() <= columns), "no row is wider than the paper");
        assert!(rows.iter().any(|row| text(row).contains("NV01-00000001")));
        assert!(ticket["qr"].as_str().is_some_and(|qr| qr.starts_with("<svg")));
    }
    till.get(&path(&paid, "/ticket?columns=40")).await.refused("request.malformed");
    let pdf = till.get(&path(&paid, "/pdf")).await;
    assert_eq!((pdf.status, pdf.content_type.as_str()), (200, "application/pdf"));
    assert!(pdf.bytes.starts_with(b"%PDF-"));
}

#[tokio::test]
async fn a_ticket_reads_as_a_customer_sees_it() {
    let till = a_shop().await;
    let paid = till.sell("Pan").await;
    let ticket = till.get(&path(&paid, "/ticket?columns=42")).await.ok();
    let rows: Vec<_> = ticket["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| row["text"].as_str().expect("a text").trim_end())
        .collect();
    insta::assert_snapshot!(rows.join("\n"));
}

#[tokio::test]
async fn sales_are_found_by_number_customer_day_and_state() {
    let till = a_shop().await;
    let customer = json!({ "doc_type": "none", "name": "Doña Peta" });
    let customer = till.post("/v1/customers", customer).await.ok();
    till.sell("Pan").await;
    till.post("/v1/cart/customer", json!({ "customer_id": customer["id"] })).await.ok();
    let second = till.sell("Pan").await;
    till.clock.days(1);
    till.sell("Pan").await;
    till.log_in(Person::Owner).await;
    till.post(&path(&second, "/void"), json!({ "reason": "r" })).await.ok();

    let numbers = async |query: &str| -> Vec<String> {
        let page = till.get(&format!("/v1/sales?{query}")).await.ok();
        let rows = page["rows"].as_array().expect("rows").clone();
        rows.iter()
            .map(|row| row["number"].as_str().expect("a number").trim_start_matches("NV01-0000000").to_owned())
            .collect()
    };
    assert_eq!(numbers("").await, ["3", "2", "1"], "newest first");
    assert_eq!(numbers("q=NV01-00000002").await, ["2"]);
    assert_eq!(numbers("q=3").await, ["3"]);
    assert_eq!(numbers("q=peta").await, ["2"]);
    assert_eq!(numbers("from=2026-03-03").await, ["3"]);
    assert_eq!(numbers("to=2026-03-02").await, ["2", "1"]);
    assert_eq!(numbers("state=voided").await, ["2"]);
    assert_eq!(numbers("state=paid").await, ["3", "1"]);
    assert!(
        numbers("q=%25").await.is_empty() || numbers("q=%25").await == ["2"],
        "a sign of the query language is a letter"
    );
}

#[tokio::test]
async fn law_15_pages_have_no_gap_and_no_double_while_sales_go_on() {
    let till = a_till().with(a_product("Pan").price(30)).cash(0).open().await;
    for _ in 0..7 {
        till.sell("Pan").await;
    }
    let mut seen = Vec::new();
    let mut path = "/v1/sales?limit=3".to_owned();
    loop {
        let page = till.get(&path).await.ok();
        seen.extend(page["rows"].as_array().expect("rows").iter().map(|row| row["number"].to_string()));
        till.sell("Pan").await;
        match page["next"].as_str() {
            Some(next) => path = format!("/v1/sales?limit=3&after={next}"),
            None => break,
        }
    }
    assert_eq!(seen.len(), 7, "what was there at the first page is seen once: {seen:?}");
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 7);
}
