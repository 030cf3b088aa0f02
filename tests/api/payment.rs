//! *Cobrar*: any mix of tenders, cash rounding, change.

use caserita_testkit::{Person, TestTill, a_product, a_till};
use serde_json::{Value, json};

async fn with_cart(cents: i64) -> (TestTill, Value) {
    let till = a_till().with(a_product("Surtido").price(cents).stock(10)).cash(5000).open().await;
    let cart = till.add("Surtido", 1000).await;
    (till, cart)
}

fn pay(total: i64, received: Option<i64>) -> Value {
    json!({ "expected_total": total, "cash_received": received, "print": false })
}

fn tender(tender: &str, amount: i64, code: Option<&str>) -> Value {
    json!({ "tender": tender, "amount": amount, "operation_code": code })
}

#[tokio::test]
async fn cash_with_change() {
    let (till, cart) = with_cart(1230).await;
    assert_eq!((&cart["cash_due"], &cart["cash_rounding"]), (&json!(1230), &json!(0)));
    let quote = till.get("/v1/cart/change?received=2000").await.ok();
    assert_eq!(quote["change"], 770);
    let paid = till.post("/v1/cart/pay", pay(1230, Some(2000))).await.ok();
    assert_eq!((&paid["number"], &paid["change"], &paid["received"]), (&json!("NV01-00000001"), &json!(770), &json!(2000)));
    let pieces = [(500, 1), (200, 1), (50, 1), (20, 1)].map(|(value, count)| json!({ "value": value, "count": count }));
    assert_eq!(paid["breakdown"], json!(pieces), "the fewest notes and coins");
    assert_eq!(quote["breakdown"], paid["breakdown"], "what was announced is what is handed over");
    assert_eq!((&paid["cart"]["lines"], &paid["cart"]["previous"]["change"]), (&json!([]), &json!(770)));
    assert_eq!(till.get("/v1/sales").await.ok()["rows"].as_array().map(Vec::len), Some(1));
}

#[tokio::test]
async fn no_amount_is_exact_cash() {
    let (till, cart) = with_cart(1230).await;
    let paid = till.pay(&cart).await;
    assert_eq!((&paid["received"], &paid["change"]), (&json!(1230), &json!(0)));
}

#[tokio::test]
async fn law_05_only_the_cash_part_is_rounded_and_always_down() {
    let (till, cart) = with_cart(1237).await;
    assert_eq!(
        (&cart["totals"]["total"], &cart["cash_due"], &cart["cash_rounding"]),
        (&json!(1237), &json!(1230), &json!(-7))
    );
    let paid = till.pay(&cart).await;
    assert_eq!((&paid["total"], &paid["rounding"], &paid["received"]), (&json!(1237), &json!(-7), &json!(1230)));
    let sale = till.get(&format!("/v1/sales/{}", paid["sale_id"].as_str().expect("an id"))).await.ok();
    assert_eq!(
        (&sale["totals"]["total"], &sale["rounding"]),
        (&json!(1237), &json!(-7)),
        "its own figure, not in the total"
    );
}

#[tokio::test]
async fn a_wallet_pays_to_the_centimo() {
    let (till, _) = with_cart(1237).await;
    let cart = till.post("/v1/cart/payments", tender("yape", 1237, Some("123456"))).await.ok();
    assert_eq!((&cart["remaining"], &cart["cash_due"], &cart["cash_rounding"]), (&json!(0), &json!(0), &json!(0)));
    let paid = till.pay(&cart).await;
    assert_eq!((&paid["rounding"], &paid["received"], &paid["change"]), (&json!(0), &json!(0), &json!(0)), "no cash came");
    assert_eq!(paid["payments"].as_array().map(Vec::len), Some(1), "no empty cash payment is written");
}

#[tokio::test]
async fn a_mix_of_all_tenders() {
    let (till, _) = with_cart(10_003).await;
    for payment in [
        tender("yape", 2000, Some("111111")),
        tender("plin", 2000, Some("111111")),
        tender("card", 2000, None),
        tender("transfer", 2000, Some("T-1")),
    ] {
        till.post("/v1/cart/payments", payment).await.ok();
    }
    let cart = till.get("/v1/cart").await.ok();
    assert_eq!((&cart["paid"], &cart["remaining"], &cart["cash_due"]), (&json!(8000), &json!(2003), &json!(2000)));
    let paid = till.post("/v1/cart/pay", pay(10_003, Some(5000))).await.ok();
    assert_eq!((&paid["change"], &paid["rounding"]), (&json!(3000), &json!(-3)));
    let parts: Vec<_> = paid["payments"].as_array().expect("payments").iter().map(|part| part["amount"].clone()).collect();
    assert_eq!(
        parts,
        [2000, 2000, 2000, 2000, 2000].map(|part| json!(part)),
        "together they are the total less its rounding"
    );
}

#[tokio::test]
async fn less_cash_than_due_is_refused_and_nothing_is_sold() {
    let (till, _) = with_cart(1230).await;
    let quote = till.get("/v1/cart/change?received=1000").await.ok();
    assert_eq!((&quote["short"], &quote["change"]), (&json!(230), &json!(0)));
    assert_eq!(till.post("/v1/cart/pay", pay(1230, Some(1000))).await.refused("payment.short"), json!({ "missing": 230 }));
    till.post("/v1/cart/pay", pay(1230, Some(-1))).await.refused("cart.amount_invalid");
    assert_eq!(till.get("/v1/sales").await.ok()["rows"], json!([]));
    assert_eq!(till.get("/v1/cart").await.ok()["totals"]["total"], 1230, "the cart is still there");
}

#[tokio::test]
async fn only_cash_gives_change() {
    let (till, _) = with_cart(1230).await;
    let args = till.post("/v1/cart/payments", tender("yape", 1231, Some("1"))).await.refused("payment.exceeds_remaining");
    assert_eq!(args, json!({ "remaining": 1230 }));
    for amount in [0, -1] {
        till.post("/v1/cart/payments", tender("card", amount, None)).await.refused("cart.amount_invalid");
    }
    till.post("/v1/cart/payments", tender("cash", 100, None)).await.refused("cart.amount_invalid");
}

#[tokio::test]
async fn a_wallet_needs_its_operation_number_and_no_number_pays_twice() {
    let (till, _) = with_cart(1230).await;
    for wallet in ["yape", "plin", "transfer"] {
        till.post("/v1/cart/payments", tender(wallet, 100, Some("  "))).await.refused("payment.code_required");
    }
    till.post("/v1/cart/payments", tender("yape", 100, Some("777"))).await.ok();
    till.post("/v1/cart/payments", tender("yape", 100, Some("777"))).await.refused("payment.code_repeated");
    let cart = till.get("/v1/cart").await.ok();
    till.pay(&cart).await;
    till.add("Surtido", 1000).await;
    let args = till.post("/v1/cart/payments", tender("yape", 100, Some("777"))).await.refused("payment.code_repeated");
    assert_eq!(args, json!({ "number": "NV01-00000001" }), "the cashier is told which sale it already paid");
    till.clock.days(1);
    till.post("/v1/cart/payments", tender("yape", 100, Some("777"))).await.ok();
}

#[tokio::test]
async fn a_tender_is_taken_back_off() {
    let (till, _) = with_cart(1230).await;
    let cart = till.post("/v1/cart/payments", tender("card", 1000, None)).await.ok();
    let id = cart["payments"][0]["id"].as_str().expect("an id").to_owned();
    let cart = till.post(&format!("/v1/cart/payments/{id}/remove"), json!({})).await.ok();
    assert_eq!((&cart["payments"], &cart["remaining"]), (&json!([]), &json!(1230)));
    till.post(&format!("/v1/cart/payments/{id}/remove"), json!({})).await.refused("request.not_found");
}

#[tokio::test]
async fn a_total_that_changed_is_not_paid() {
    let (till, _) = with_cart(1230).await;
    till.add("Surtido", 1000).await;
    let args = till.post("/v1/cart/pay", pay(1230, None)).await.refused("payment.total_changed");
    assert_eq!(args, json!({ "expected": 1230, "total": 2460 }), "nobody pays a figure they did not see");
}

#[tokio::test]
async fn an_empty_cart_and_a_closed_drawer_are_not_paid() {
    let till = a_till().with(a_product("Pan")).open().await;
    till.post("/v1/cart/pay", pay(0, None)).await.refused("cart.empty");
    till.add("Pan", 1000).await;
    till.post("/v1/cart/pay", pay(100, None)).await.refused("cash.not_open");
    till.post("/v1/cart/payments", tender("card", 100, None)).await.ok();
}

#[tokio::test]
async fn law_01_stock_leaves_with_the_sale_and_not_before() {
    let (till, cart) = with_cart(1230).await;
    let product = format!("/v1/products/{}", till.product("Surtido")["id"].as_str().expect("an id"));
    assert_eq!(till.get(&product).await.ok()["on_hand"], 10_000);
    till.pay(&cart).await;
    assert_eq!(till.get(&product).await.ok()["on_hand"], 9000);
    till.totals_hold();
}

#[tokio::test]
async fn law_01_nothing_is_printed_before_the_sale_is_stored() {
    let till = a_till().with(a_product("Pan").price(30)).cash(0).printer().open().await;
    let cart = till.add("Pan", 1000).await;
    let job = json!({ "expected_total": 30, "cash_received": 10, "print": true });
    till.post("/v1/cart/pay", job).await.refused("payment.short");
    till.print();
    assert!(till.printer.jobs().is_empty(), "a refused payment puts nothing on paper");
    let paid = till.pay(&cart).await;
    assert!(paid["print_job"].is_string(), "the job is stored with the sale, so its answer can name it");
    till.print();
    assert!(till.printer.jobs()[0].says("NV01-00000001"));
}

#[tokio::test]
async fn numbers_follow_each_other_whoever_sells() {
    let till = a_till().with(a_product("Pan").price(30)).cash(0).open().await;
    let mut numbers = Vec::new();
    for person in [Person::Cashier, Person::OtherCashier, Person::Owner] {
        till.log_in(person).await;
        numbers.push(till.sell("Pan").await["number"].clone());
    }
    assert_eq!(numbers, ["NV01-00000001", "NV01-00000002", "NV01-00000003"].map(|number| json!(number)));
}

#[tokio::test]
async fn a_total_of_nought_is_sold() {
    let till = a_till().with(a_product("Muestra").price(5)).cash(0).open().await;
    let cart = till.add("Muestra", 1000).await;
    assert_eq!((&cart["cash_due"], &cart["cash_rounding"]), (&json!(0), &json!(-5)), "no coin pays five céntimos");
    let paid = till.pay(&cart).await;
    assert_eq!((&paid["received"], &paid["rounding"]), (&json!(0), &json!(-5)));
}
