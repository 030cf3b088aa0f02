//! The drawer's day: open, move, X, count, close, Z.

use caserita_testkit::{Person, TestTill, a_bag, a_product, a_till};
use serde_json::{Value, json};

fn pieces(counts: &[(i64, i64)]) -> Value {
    json!(counts.iter().map(|(value, count)| json!({ "value": value, "count": count })).collect::<Vec<_>>())
}

fn close(counts: &[(i64, i64)], left_float: i64) -> Value {
    json!({ "counts": pieces(counts), "left_float": left_float, "note": "Todo bien", "print": true })
}

async fn an_open_till() -> TestTill {
    a_till().with(a_product("Pan").price(1237)).with(a_bag("Bolsa").price(10)).cash(5000).printer().open().await
}

#[tokio::test]
async fn a_session_is_opened_once() {
    let till = a_till().open().await;
    let before = till.get("/v1/cash").await.ok();
    assert_eq!((&before["session"], &before["last_close"]), (&Value::Null, &Value::Null));
    assert_eq!(before["denominations"].as_array().map(Vec::len), Some(11));
    for float in [-1, 1_000_000_001] {
        till.post("/v1/cash/open", json!({ "float": float })).await.refused("cash.amount_invalid");
    }
    let open = till.post("/v1/cash/open", json!({ "float": 5000 })).await.ok();
    assert_eq!((&open["session"]["float"], &open["session"]["opened_by"]), (&json!(5000), &json!(Person::Cashier.name())));
    assert_eq!(open["session"]["business_date"], "2026-03-02");
    till.post("/v1/cash/open", json!({ "float": 0 })).await.refused("cash.already_open");
}

#[tokio::test]
async fn law_09_the_business_day_is_that_of_lima() {
    let till = a_till().at("2026-03-03T04:59:00Z").open().await;
    let open = till.post("/v1/cash/open", json!({ "float": 0 })).await.ok();
    assert_eq!(open["session"]["business_date"], "2026-03-02", "23:59 in Lima");
    till.clock.seconds(120);
    assert_eq!(till.get("/v1/session").await.ok()["business_date"], "2026-03-03");
}

#[tokio::test]
async fn cash_goes_in_and_out_with_a_reason() {
    let till = an_open_till().await;
    let movement = |kind: &str, amount: i64| json!({ "kind": kind, "amount": amount, "reason": "Sencillo" });
    till.post("/v1/cash/movements", movement("income", 0)).await.refused("cash.amount_invalid");
    till.post("/v1/cash/movements", movement("withdrawal", -1)).await.refused("cash.amount_invalid");
    let unsaid = json!({ "kind": "income", "amount": 100, "reason": " " });
    till.post("/v1/cash/movements", unsaid).await.refused("cash.reason_required");
    till.post("/v1/cash/movements", movement("income", 2000)).await.ok();
    let state = till.post("/v1/cash/movements", movement("withdrawal", 5000)).await.ok();
    let amounts: Vec<_> =
        state["movements"].as_array().expect("movements").iter().map(|row| row["amount"].clone()).collect();
    assert_eq!(amounts, [json!(5000), json!(2000)], "newest first");
    till.log_in(Person::Owner).await;
    assert_eq!(till.get("/v1/cash/x").await.ok()["expected_cash"], 5000 + 2000 - 5000);
}

#[tokio::test]
async fn law_12_a_large_withdrawal_needs_another_pin() {
    let till = an_open_till().await;
    let mut out = json!({ "kind": "withdrawal", "amount": 5001, "reason": "Proveedor" });
    let args = till.post("/v1/cash/movements", out.clone()).await.refused("access.over_ceiling");
    assert_eq!(args, json!({ "what": "cash_out", "allowed": 5000, "asked": 5001 }));
    out["approval"] = till.approval(Person::Supervisor);
    let state = till.post("/v1/cash/movements", out).await.ok();
    let movement = &state["movements"][0];
    assert_eq!((&movement["by"], &movement["approved_by"]), (&json!("Rosa Mamani"), &json!("Julio Ñaupari")));
    let row = till.audit(&movement["id"]).pop().expect("it is audited");
    assert_eq!(json!(row.approver), *till.person(Person::Supervisor));
}

#[tokio::test]
async fn the_drawer_is_opened_for_no_sale_and_it_is_written_down() {
    let till = an_open_till().await;
    till.post("/v1/cash/drawer", json!({ "reason": "" })).await.refused("cash.reason_required");
    till.post("/v1/cash/drawer", json!({ "reason": "Dar sencillo" })).await.ok();
    till.log_in(Person::Owner).await;
    assert_eq!(till.get("/v1/cash/x").await.ok()["drawer_openings"], 1);
}

#[tokio::test]
async fn without_a_printer_there_is_no_drawer_to_open() {
    let till = a_till().cash(0).open().await;
    till.post("/v1/cash/drawer", json!({ "reason": "Dar sencillo" })).await.refused("print.none");
}

#[tokio::test]
async fn a_printer_without_a_drawer_says_so() {
    let till = an_open_till().await;
    till.log_in(Person::Owner).await;
    let mut profile = till.get("/v1/printer").await.ok();
    profile["drawer"] = Value::Null;
    till.post("/v1/printer", profile).await.ok();
    till.post("/v1/cash/drawer", json!({ "reason": "Dar sencillo" })).await.refused("print.no_drawer");
}

#[tokio::test]
async fn the_x_changes_nothing_and_tells_the_day() {
    let till = an_open_till().await;
    till.get("/v1/cash/x").await.refused("access.denied");
    till.sell("Pan").await;
    till.add("Pan", 1000).await;
    till.add("Bolsa", 2000).await;
    let yape = json!({ "tender": "yape", "amount": 1000, "operation_code": "1" });
    let cart = till.post("/v1/cart/payments", yape).await.ok();
    till.pay(&cart).await;
    till.log_in(Person::Owner).await;
    let x = till.get("/v1/cash/x").await.ok();
    assert_eq!((&x["kind"], &x["z_number"], &x["sales"]), (&json!("x"), &Value::Null, &json!(2)));
    let numbers =
        json!({ "kind": "nota_venta", "series": "NV01", "first": "NV01-00000001", "last": "NV01-00000002", "count": 2 });
    assert_eq!((&x["series"], &x["first_number"]), (&json!([numbers]), &Value::Null));
    assert_eq!((&x["gross"], &x["icbper"]), (&json!(2494), &json!(100)));
    assert_eq!((&x["rounding"], &x["total"]), (&json!(-14), &json!(2494 + 100 - 14)));
    let tender = |name: &str| {
        let all = x["tenders"].as_array().expect("tenders");
        all.iter().find(|row| row["tender"] == name).expect("every tender is listed")["amount"].clone()
    };
    assert_eq!((tender("cash"), tender("yape"), tender("card")), (json!(1230 + 350), json!(1000), json!(0)));
    assert_eq!(x["expected_cash"], 5000 + 1230 + 350);
    assert_eq!(x["by_cashier"], json!([{ "name": Person::Cashier.name(), "sales": 2, "total": 2580 }]));
    assert_eq!(till.get("/v1/cash/x").await.ok(), x, "looking changes nothing");
    till.post("/v1/cash/x/print", json!({})).await.ok();
}

#[tokio::test]
async fn counting_is_the_servers_work() {
    let till = an_open_till().await;
    let counted = till.post("/v1/cash/count", json!({ "counts": pieces(&[(20_000, 1), (50, 3), (10, 1)]) })).await.ok();
    assert_eq!(counted, json!({ "counted": 20_160 }));
    for counts in [&[(5, 1)][..], &[(100, -1)], &[(100, 1_000_001)]] {
        till.post("/v1/cash/count", json!({ "counts": pieces(counts) })).await.refused("cash.amount_invalid");
    }
}

#[tokio::test]
async fn a_z_is_numbered_compared_and_frozen() {
    let till = an_open_till().await;
    till.sell("Pan").await;
    till.post("/v1/cash/close", close(&[(100, 10)], 2000)).await.refused("cash.amount_invalid");
    till.post("/v1/cash/close", close(&[(100, 10)], -1)).await.refused("cash.amount_invalid");
    let z = till.post("/v1/cash/close", close(&[(5000, 1), (1000, 1), (20, 10)], 5000)).await.ok();
    assert_eq!((&z["kind"], &z["z_number"], &z["note"]), (&json!("z"), &json!(1), &json!("Todo bien")));
    assert_eq!((&z["expected_cash"], &z["counted_cash"], &z["difference"]), (&json!(6230), &json!(6200), &json!(-30)));
    assert_eq!((&z["left_float"], &z["deposit"]), (&json!(5000), &json!(1200)));
    assert_eq!(z["closed_by"], Person::Cashier.name());

    let state = till.get("/v1/cash").await.ok();
    assert_eq!((&state["session"], &state["last_close"]["z_number"]), (&Value::Null, &json!(1)));
    till.post("/v1/cash/close", close(&[], 0)).await.refused("cash.not_open");
    let movement = json!({ "kind": "income", "amount": 100, "reason": "r" });
    till.post("/v1/cash/movements", movement).await.refused("cash.not_open");
}

#[tokio::test]
async fn law_04_a_z_reads_the_same_for_ever() {
    let till = an_open_till().await;
    till.sell("Pan").await;
    let z = till.post("/v1/cash/close", close(&[(1000, 6)], 0)).await.ok();
    till.post("/v1/cash/open", json!({ "float": 0 })).await.ok();
    till.sell("Pan").await;
    till.log_in(Person::Owner).await;
    till.post("/v1/till", json!({ "name": "Caja nueva" })).await.ok();
    let second = till.post("/v1/cash/close", close(&[(1000, 1)], 0)).await.ok();
    assert_eq!((&second["z_number"], &second["till_name"]), (&json!(2), &json!("Caja nueva")), "numbers follow each other");
    assert_eq!(till.get("/v1/cash/closes/1").await.ok(), z, "a Z is stored whole");
    till.get("/v1/cash/closes/3").await.refused("request.not_found");
    let closes = till.get("/v1/cash/closes").await.ok();
    let numbers: Vec<_> = closes["rows"].as_array().expect("rows").iter().map(|row| row["z_number"].clone()).collect();
    assert_eq!((numbers, &closes["next"]), (vec![json!(2), json!(1)], &Value::Null));
    let copy = till.post("/v1/cash/closes/1/print", json!({})).await.ok();
    assert_eq!(copy["copy"], true, "a Z printed again is marked");
}

#[tokio::test]
async fn closing_twice_with_one_key_makes_one_z() {
    let till = an_open_till().await;
    let first = till.post_with_key("z", "/v1/cash/close", close(&[(5000, 1)], 5000)).await.ok();
    assert_eq!(till.post_with_key("z", "/v1/cash/close", close(&[(5000, 1)], 5000)).await.ok(), first);
    assert_eq!(till.get("/v1/cash/closes").await.ok()["rows"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn a_void_leaves_the_figures() {
    let till = an_open_till().await;
    let paid = till.sell("Pan").await;
    till.log_in(Person::Owner).await;
    let path = format!("/v1/sales/{}/void", paid["sale_id"].as_str().expect("an id"));
    till.post(&path, json!({ "reason": "Se equivocó" })).await.ok();
    let x = till.get("/v1/cash/x").await.ok();
    assert_eq!((&x["sales"], &x["total"], &x["voids"], &x["voided"]), (&json!(0), &json!(0), &json!(1), &json!(1230)));
    assert_eq!(x["expected_cash"], 5000, "the money went back");
    assert_eq!(
        (&x["series"][0]["last"], &x["series"][0]["count"]),
        (&json!("NV01-00000001"), &json!(1)),
        "its number stays taken"
    );
}

fn numbers(report: &Value) -> Vec<(&str, &str, &str, i64)> {
    let row = |row| -> Option<_> {
        let row: &Value = row;
        Some((row["kind"].as_str()?, row["first"].as_str()?, row["last"].as_str()?, row["count"].as_i64()?))
    };
    report["series"].as_array().expect("series").iter().map(|each| row(each).expect("a row")).collect()
}

#[tokio::test]
async fn every_series_of_a_session_is_told_in_its_x_in_its_z_and_on_paper() {
    let till = a_till().with(a_product("Pan").price(1180).stock(50)).cash(5000).printer().electronic().open().await;
    till.log_in(Person::Owner).await;
    let boleta = till.sell("Pan").await;
    till.sell("Pan").await;
    till.post("/v1/cart/document", json!({ "doc_kind": "nota_venta" })).await.ok();
    till.sell("Pan").await;
    let company = json!({ "doc_type": "ruc", "doc_number": "20100070970", "name": "Supermercados Peruanos" });
    let company = till.post("/v1/customers", company).await.ok();
    till.post("/v1/cart/customer", json!({ "customer_id": company["id"] })).await.ok();
    till.sell("Pan").await;
    let x = till.get("/v1/cash/x").await.ok();
    let sold = [
        ("nota_venta", "NV01-00000001", "NV01-00000001", 1),
        ("boleta", "BX01-00000001", "BX01-00000002", 2),
        ("factura", "FX01-00000001", "FX01-00000001", 1),
    ];
    assert_eq!(numbers(&x), sold);
    let z = till.post("/v1/cash/close", close(&[(1000, 6)], 0)).await.ok();
    assert_eq!(numbers(&z), sold);

    till.clock.seconds(60);
    till.post("/v1/cash/open", json!({ "float": 5000 })).await.ok();
    assert_eq!(numbers(&till.get("/v1/cash/x").await.ok()), [], "a new session begins with none");
    till.send();
    let back = json!({
        "lines": [{ "line_no": 1, "quantity": 1000, "restock": true }],
        "tender": "cash", "reason": "Vino roto", "approval": null
    });
    till.post(&format!("/v1/sales/{}/refund", boleta["sale_id"].as_str().expect("an id")), back).await.ok();
    till.sell("Pan").await;
    let mixed = [("boleta", "BX01-00000003", "BX01-00000003", 1), ("credito_boleta", "BY01-00000001", "BY01-00000001", 1)];
    assert_eq!(numbers(&till.get("/v1/cash/x").await.ok()), mixed, "a note is of the session that gave it");
    till.post("/v1/cash/x/print", json!({})).await.ok();
    till.print();
    assert!(till.printer.jobs().last().expect("a report").says("BY01 del 1 al 1"), "on paper too");
    assert_eq!(numbers(&till.get("/v1/cash/closes/1").await.ok()), sold, "what was closed stays what it was");
}

#[tokio::test]
async fn small_withdrawals_do_not_add_up_past_a_ceiling() {
    let till = an_open_till().await;
    let out = |amount: i64| json!({ "kind": "withdrawal", "amount": amount, "reason": "Sencillo" });
    till.post("/v1/cash/movements", out(3000)).await.ok();
    let args = till.post("/v1/cash/movements", out(3000)).await.refused("access.over_ceiling");
    assert_eq!(args, json!({ "what": "cash_out", "allowed": 5000, "asked": 6000 }));
}

#[tokio::test]
async fn a_day_is_not_closed_over_money_no_sale_accounts_for() {
    let till = an_open_till().await;
    till.add("Pan", 1000).await;
    till.post("/v1/cart/payments", json!({ "tender": "card", "amount": 100 })).await.ok();
    till.post("/v1/cash/close", close(&[], 0)).await.refused("cart.has_payments");
}
