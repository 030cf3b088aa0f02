//! Filling the cart.

use caserita_testkit::{Person, TestTill, a_bag, a_product, a_till};
use serde_json::{Value, json};

const INCA: &str = "7750182000017";
const RICE: &str = "7759910100203";

async fn a_shop() -> TestTill {
    a_till()
        .with(a_product("Inca Kola 500 ml").price(350).code(INCA).stock(24))
        .with(a_product("Arroz Costeño 750 g").price(450).code(RICE).wholesale(420, 6).tax("inafecto"))
        .with(a_product("Arroz a granel").price(399).weighed().tax("inafecto"))
        .with(a_bag("Bolsa chica").price(10))
        .cash(5000)
        .open()
        .await
}

async fn scan(till: &TestTill, code: &str) -> Value {
    till.post("/v1/cart/scan", json!({ "code": code })).await.ok()
}

fn total(cart: &Value) -> i64 {
    cart["totals"]["total"].as_i64().expect("a total")
}

#[tokio::test]
async fn an_empty_cart_is_nothing_yet() {
    let cart = a_shop().await.get("/v1/cart").await.ok();
    assert_eq!(cart["id"], Value::Null, "nothing is stored before the first line");
    assert_eq!((total(&cart), &cart["lines"]), (0, &json!([])));
    assert_eq!(cart["quick_cash"], json!([1000, 2000, 5000, 10_000, 20_000]));
}

#[tokio::test]
async fn law_02_a_scanned_line_is_there_after_a_restart() {
    let till = a_shop().await;
    let before = scan(&till, INCA).await["cart"].clone();
    let till = till.restart().await;
    till.log_in(Person::Cashier).await;
    let after = till.get("/v1/cart").await.ok();
    assert_eq!(after, before, "every change to an open sale is stored");
}

#[tokio::test]
async fn ten_scans_are_ten_units_on_one_line() {
    let till = a_shop().await;
    for _ in 0..10 {
        scan(&till, INCA).await;
    }
    let cart = till.get("/v1/cart").await.ok();
    assert_eq!(cart["lines"].as_array().map(Vec::len), Some(1), "a line that sells plainly takes more of the same");
    assert_eq!((&cart["lines"][0]["quantity"], total(&cart)), (&json!(10_000), 3500));
    assert_eq!(cart["lines"][0]["on_hand"], 24_000, "stock moves when the sale is paid, not before");
}

#[tokio::test]
async fn a_scan_says_what_it_did() {
    let till = a_shop().await;
    let added = scan(&till, INCA).await;
    assert_eq!((&added["outcome"], &added["presentation"]["name"]), (&json!("added"), &json!("Inca Kola 500 ml")));
    let unknown = scan(&till, "7750000000000").await;
    assert_eq!((&unknown["outcome"], &unknown["presentation"]), (&json!("unknown"), &Value::Null));
    assert_eq!(unknown["cart"], added["cart"], "an unknown code changes nothing");
    assert_eq!(unknown["code"], "7750000000000");
}

#[tokio::test]
async fn what_a_reader_puts_around_a_code_is_stripped() {
    let till = a_shop().await;
    assert_eq!(scan(&till, &format!("\u{2}{INCA}\r\n")).await["outcome"], "added");
}

#[tokio::test]
async fn three_star_sells_three() {
    let till = a_shop().await;
    let answer = till.post("/v1/cart/scan", json!({ "code": INCA, "quantity": 3000 })).await.ok();
    assert_eq!((&answer["cart"]["lines"][0]["quantity"], total(&answer["cart"])), (&json!(3000), 1050));
}

#[tokio::test]
async fn half_a_bottle_is_not_sold() {
    let till = a_shop().await;
    let answer = till.post("/v1/cart/scan", json!({ "code": INCA, "quantity": 500 })).await.ok();
    assert_eq!((&answer["outcome"], &answer["problem"]["code"]), (&json!("blocked"), &json!("cart.quantity_invalid")));
    for thousandths in [0, -1000, 1500, 100_000_001_000_i64] {
        let line = json!({ "presentation_id": till.presentation("Inca Kola 500 ml"), "quantity": thousandths });
        till.post("/v1/cart/lines", line).await.refused("cart.quantity_invalid");
    }
    assert_eq!(till.get("/v1/cart").await.ok()["lines"], json!([]), "a refused line leaves nothing behind");
}

#[tokio::test]
async fn a_product_no_longer_sold_is_blocked() {
    let till = a_till().with(a_product("Retirado").code(INCA).field("active", json!(false))).open().await;
    let answer = scan(&till, INCA).await;
    assert_eq!((&answer["outcome"], &answer["problem"]["code"]), (&json!("blocked"), &json!("cart.inactive")));
    let line = json!({ "presentation_id": till.presentation("Retirado") });
    till.post("/v1/cart/lines", line).await.refused("cart.inactive");
}

#[tokio::test]
async fn weighed_goods_by_the_kilogram_and_for_an_amount() {
    let till = a_shop().await;
    let presentation = till.presentation("Arroz a granel");
    till.post("/v1/cart/lines", json!({ "presentation_id": presentation })).await.refused("cart.weight_required");
    let cart = till.add("Arroz a granel", 845).await;
    assert_eq!(cart["lines"][0]["amount"], 337, "0.845 kg at 3.99 is 3.37155, to the nearest céntimo");
    let for_five = json!({ "presentation_id": presentation, "amount": 500 });
    let cart = till.post("/v1/cart/lines", for_five).await.ok();
    assert_eq!(cart["lines"].as_array().map(Vec::len), Some(2), "each weighing is a line of its own");
    assert_eq!(cart["lines"][1]["amount"], 500, "«S/ 5 de arroz» costs S/ 5");
    assert_eq!(cart["lines"][1]["quantity"], 1253);
    for amount in [0, -5, 1_000_000_001] {
        let line = json!({ "presentation_id": presentation, "amount": amount });
        till.post("/v1/cart/lines", line).await.refused("cart.amount_invalid");
    }
    let by_amount = json!({ "presentation_id": till.presentation("Inca Kola 500 ml"), "amount": 500 });
    till.post("/v1/cart/lines", by_amount).await.refused("cart.amount_invalid");
}

#[tokio::test]
async fn a_bag_carries_its_tax_apart() {
    let till = a_shop().await;
    let cart = till.add("Bolsa chica", 2000).await;
    let line = &cart["lines"][0];
    assert_eq!((&line["amount"], &line["icbper"], &line["icbper_unit"]), (&json!(20), &json!(100), &json!(50)));
    assert_eq!((total(&cart), &cart["totals"]["bags"]), (120, &json!(2)), "S/ 0.50 a bag since 2023");
}

#[tokio::test]
async fn six_cost_less_each() {
    let till = a_shop().await;
    let five = till.add("Arroz Costeño 750 g", 5000).await;
    assert_eq!((total(&five), &five["lines"][0]["price_source"]), (2250, &json!("list")));
    let six = till.add("Arroz Costeño 750 g", 1000).await;
    assert_eq!((total(&six), &six["lines"][0]["price_source"]), (2520, &json!("wholesale")));
}

#[tokio::test]
async fn law_06_the_figures_of_a_mixed_cart_add_up() {
    let till = a_shop().await;
    till.add("Inca Kola 500 ml", 2000).await;
    till.add("Arroz Costeño 750 g", 1000).await;
    let cart = till.add("Bolsa chica", 1000).await;
    let totals = &cart["totals"];
    let figure = |name: &str| totals[name].as_i64().expect("a figure");
    assert_eq!(
        figure("total"),
        figure("taxable") + figure("igv") + figure("exempt") + figure("unaffected") + figure("icbper")
    );
    assert_eq!((figure("igv_rate"), figure("unaffected")), (1800, 450));
    assert_eq!(figure("igv"), 109, "700 − 593 = 107 for the drinks, 10 − 8 = 2 for the bag: each line rounds once");
}

#[tokio::test]
async fn quantity_is_changed_and_lines_are_removed() {
    let till = a_shop().await;
    scan(&till, INCA).await;
    let cart = till.post("/v1/cart/lines/1/quantity", json!({ "quantity": 4000 })).await.ok();
    assert_eq!(total(&cart), 1400);
    till.post("/v1/cart/lines/1/quantity", json!({ "quantity": 0 })).await.refused("cart.quantity_invalid");
    till.post("/v1/cart/lines/9/quantity", json!({ "quantity": 1000 })).await.refused("cart.line_unknown");
    till.post("/v1/cart/lines/9/remove", json!({})).await.refused("cart.line_unknown");
    let cart = till.post("/v1/cart/lines/1/remove", json!({})).await.ok();
    assert_eq!((&cart["lines"], &cart["last_line_no"]), (&json!([]), &Value::Null));
}

#[tokio::test]
async fn line_numbers_stay_when_others_go() {
    let till = a_shop().await;
    scan(&till, INCA).await;
    scan(&till, RICE).await;
    till.post("/v1/cart/lines/1/remove", json!({})).await.ok();
    let cart = till.add("Bolsa chica", 1000).await;
    let numbers: Vec<_> = cart["lines"].as_array().expect("lines").iter().map(|line| line["line_no"].clone()).collect();
    assert_eq!(numbers, [json!(2), json!(3)], "a number is never given out again");
    assert_eq!(cart["last_line_no"], 3);
}

#[tokio::test]
async fn a_line_is_discounted_within_the_ceiling_only_with_a_reason() {
    let till = a_shop().await;
    till.add("Inca Kola 500 ml", 10_000).await;
    let off = |percent: i32, reason: &str| json!({ "percent": percent, "reason": reason });
    till.post("/v1/cart/lines/1/discount", off(500, "  ")).await.refused("cart.reason_required");
    let cart = till.post("/v1/cart/lines/1/discount", off(500, "Casera")).await.ok();
    let line = &cart["lines"][0];
    assert_eq!((&line["discount"], &line["amount"], &line["discount_percent"]), (&json!(175), &json!(3325), &json!(500)));
    assert_eq!((total(&cart), &cart["totals"]["saved"]), (3325, &json!(175)));
    let args = till.post("/v1/cart/lines/1/discount", off(501, "Casera")).await.refused("access.over_ceiling");
    assert_eq!(args, json!({ "what": "discount", "allowed": 500, "asked": 501 }));
    let cart = till.post("/v1/cart/lines/1/discount", off(0, "")).await.ok();
    assert_eq!(total(&cart), 3500, "nought takes the discount away and needs no reason");
}

#[tokio::test]
async fn small_discounts_do_not_add_up_past_a_ceiling() {
    let till = a_shop().await;
    till.add("Inca Kola 500 ml", 10_000).await;
    till.post("/v1/cart/lines/1/discount", json!({ "percent": 500, "reason": "Casera" })).await.ok();
    till.post("/v1/cart/discount", json!({ "percent": 500, "reason": "Casera" })).await.refused("access.over_ceiling");
}

#[tokio::test]
async fn a_discount_is_never_more_than_the_whole() {
    let till = a_shop().await;
    till.log_in(Person::Owner).await;
    till.add("Inca Kola 500 ml", 1000).await;
    for body in [
        json!({ "percent": 10_001, "reason": "r" }),
        json!({ "percent": -1, "reason": "r" }),
        json!({ "amount": 351, "reason": "r" }),
    ] {
        till.post("/v1/cart/lines/1/discount", body.clone()).await.refused("cart.discount_too_large");
        till.post("/v1/cart/discount", body).await.refused("cart.discount_too_large");
    }
    till.post("/v1/cart/discount", json!({ "amount": -1, "reason": "r" })).await.refused("cart.amount_invalid");
    let cart = till.post("/v1/cart/discount", json!({ "amount": 350, "reason": "Regalo" })).await.ok();
    assert_eq!((total(&cart), &cart["ticket_discount_reason"]), (0, &json!("Regalo")));
}

#[tokio::test]
async fn law_12_another_pin_allows_more_and_both_names_are_kept() {
    let till = a_shop().await;
    let cart = till.add("Inca Kola 500 ml", 10_000).await;
    let asked = |approval: Value| json!({ "percent": 2000, "reason": "Cumpleaños", "approval": approval });
    let too_low = asked(till.approval(Person::OtherCashier));
    till.post("/v1/cart/discount", too_low).await.refused("access.approver_insufficient");
    let own = asked(till.approval(Person::Cashier));
    till.post("/v1/cart/discount", own).await.refused("access.approver_insufficient");
    let mut wrong = asked(till.approval(Person::Supervisor));
    wrong["approval"]["pin"] = json!("0000");
    assert_eq!(till.post("/v1/cart/discount", wrong).await.refused("session.pin_wrong"), json!({ "left": 4 }));
    let approved = till.post("/v1/cart/discount", asked(till.approval(Person::Supervisor))).await.ok();
    assert_eq!((total(&approved), &approved["ticket_discount_percent"]), (2800, &json!(2000)));

    let rows = till.audit(&cart["id"]);
    let row = rows.iter().find(|row| row.action == "cart.ticket_discount" || row.approver.is_some()).expect("it is audited");
    assert_eq!(json!(row.user_id), *till.person(Person::Cashier));
    assert_eq!(json!(row.approver), *till.person(Person::Supervisor));
    assert_eq!(row.after["reason"], "Cumpleaños");
}

#[tokio::test]
async fn a_price_below_the_shelf_needs_a_pin_and_one_above_does_not() {
    let till = a_shop().await;
    till.add("Inca Kola 500 ml", 1000).await;
    let price = |cents: i64| json!({ "unit_price": cents, "reason": "Golpeada" });
    let args = till.post("/v1/cart/lines/1/price", price(300)).await.refused("access.over_ceiling");
    assert_eq!(args, json!({ "what": "price_drop", "allowed": 0, "asked": 1429 }), "the drop is rounded up: 14.29 %");
    let cart = till.post("/v1/cart/lines/1/price", price(400)).await.ok();
    assert_eq!((total(&cart), &cart["lines"][0]["price_source"]), (400, &json!("manual")));
    let mut approved = price(300);
    approved["approval"] = till.approval(Person::Owner);
    assert_eq!(total(&till.post("/v1/cart/lines/1/price", approved).await.ok()), 300);
    for cents in [0, -1, 1_000_000_001] {
        till.post("/v1/cart/lines/1/price", price(cents)).await.refused("cart.price_invalid");
    }
    let unsaid = json!({ "unit_price": 400, "reason": "" });
    till.post("/v1/cart/lines/1/price", unsaid).await.refused("cart.reason_required");
    till.post("/v1/cart/lines/2/price", price(400)).await.refused("cart.line_unknown");
}

#[tokio::test]
async fn a_customer_is_put_on_the_ticket_and_taken_off() {
    let till = a_shop().await;
    let customer = json!({ "doc_type": "dni", "doc_number": "45871203", "name": "Marisol Ñahui" });
    let customer = till.post("/v1/customers", customer).await.ok();
    let cart = till.post("/v1/cart/customer", json!({ "customer_id": customer["id"] })).await.ok();
    assert_eq!((&cart["customer"]["name"], &cart["customer"]["doc_number"]), (&json!("Marisol Ñahui"), &json!("45871203")));
    let cart = till.post("/v1/cart/customer", json!({ "customer_id": null })).await.ok();
    assert_eq!(cart["customer"], Value::Null);
    let nobody = json!({ "customer_id": "00000000-0000-7000-8000-000000000000" });
    till.post("/v1/cart/customer", nobody).await.refused("customer.unknown");
}

#[tokio::test]
async fn a_discarded_cart_leaves_its_reason_behind() {
    let till = a_shop().await;
    till.post("/v1/cart/discard", json!({ "reason": "Se arrepintió" })).await.refused("cart.empty");
    let cart = till.add("Inca Kola 500 ml", 2000).await;
    till.post("/v1/cart/discard", json!({ "reason": "" })).await.refused("cart.reason_required");
    let empty = till.post("/v1/cart/discard", json!({ "reason": "Se arrepintió" })).await.ok();
    assert_eq!(empty["lines"], json!([]));
    let rows = till.audit(&cart["id"]);
    let row = rows.iter().find(|row| row.action == "cart.discard").expect("giving a cart up is audited");
    assert_eq!((&row.after["reason"], &row.after["total"]), (&json!("Se arrepintió"), &json!(700)));
}

#[tokio::test]
async fn money_received_keeps_a_cart_from_being_discarded() {
    let till = a_shop().await;
    till.add("Inca Kola 500 ml", 1000).await;
    let paid = json!({ "tender": "yape", "amount": 100, "operation_code": "123456" });
    till.post("/v1/cart/payments", paid).await.ok();
    till.post("/v1/cart/discard", json!({ "reason": "x" })).await.refused("cart.has_payments");
}

#[tokio::test]
async fn a_cart_holds_a_hundred_lines() {
    let till = a_shop().await;
    for _ in 0..100 {
        till.add("Arroz a granel", 100).await;
    }
    let line = json!({ "presentation_id": till.presentation("Arroz a granel"), "quantity": 100 });
    till.post("/v1/cart/lines", line).await.refused("cart.full");
    let scanned = scan(&till, INCA).await;
    assert_eq!((&scanned["outcome"], &scanned["problem"]["code"]), (&json!("blocked"), &json!("cart.full")));
}

#[tokio::test]
async fn a_discount_in_soles_goes_when_the_cart_shrinks() {
    let till = a_shop().await;
    till.add("Inca Kola 500 ml", 10_000).await;
    till.post("/v1/cart/discount", json!({ "amount": 170, "reason": "Casera" })).await.ok();
    let cart = till.post("/v1/cart/lines/1/quantity", json!({ "quantity": 1000 })).await.ok();
    assert_eq!(total(&cart), 350, "S/ 1.70 of S/ 3.50 was never allowed");
}

#[tokio::test]
async fn the_last_line_stays_while_money_was_received() {
    let till = a_shop().await;
    till.add("Inca Kola 500 ml", 1000).await;
    till.post("/v1/cart/payments", json!({ "tender": "card", "amount": 100 })).await.ok();
    till.post("/v1/cart/lines/1/remove", json!({})).await.refused("cart.has_payments");
}
