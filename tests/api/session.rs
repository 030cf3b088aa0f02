//! Who is at the till: PINs, waiting, locking, switching.

use caserita_testkit::{Person, a_product, a_till};
use serde_json::{Value, json};

#[tokio::test]
async fn the_first_screen_shows_people_and_nothing_else() {
    let till = a_till().open().await.restart().await;
    let session = till.get("/v1/session").await.ok();
    assert_eq!((&session["user"], &session["abilities"]), (&Value::Null, &json!([])));
    assert_eq!((&session["shop_name"], &session["till_name"]), (&json!("Bodega de prueba"), &json!("Caja 1")));
    assert_eq!(session["business_date"], "2026-03-02");
    let tiles = till.get("/v1/session/tiles").await.ok();
    let initials: Vec<_> = tiles.as_array().expect("tiles").iter().map(|tile| tile["initials"].clone()).collect();
    assert_eq!(initials, ["JÑ", "KH", "RM", "RQ", "T"].map(|text| json!(text)), "by name, with a letter for each word");
    assert!(!tiles.to_string().contains("pin"), "nothing of a PIN is shown");
    till.get("/v1/cart").await.refused("session.required");
    till.post("/v1/cart/scan", json!({ "code": "1" })).await.refused("session.required");
}

#[tokio::test]
async fn a_login_tells_what_one_may_do() {
    let till = a_till().open().await;
    let session = till.log_in(Person::Technician).await;
    assert_eq!(session["abilities"], json!(["edit_settings", "edit_printer", "bring_licence"]));
    assert_eq!(session["user"]["role"], "technician");
}

#[tokio::test]
async fn law_09_a_clock_behind_the_log_is_told() {
    let till = a_till().open().await;
    till.log_in(Person::Cashier).await;
    till.clock.seconds(-600);
    assert_eq!(till.get("/v1/session").await.ok()["clock_behind"], Value::Null, "setting it right moves it by minutes");
    till.clock.days(-400);
    let told = till.get("/v1/session").await.ok()["clock_behind"].to_string();
    assert!(told.starts_with("\"2026-03-02T"), "{told}");
}

#[tokio::test]
async fn wrong_pins_are_counted_and_then_waited_for() {
    let till = a_till().open().await.restart().await;
    let mut wrong = till.approval(Person::Cashier);
    wrong["pin"] = json!("0000");
    for left in [4, 3, 2, 1] {
        let args = till.post("/v1/session/login", wrong.clone()).await.refused("session.pin_wrong");
        assert_eq!(args, json!({ "left": left }));
    }
    let args = till.post("/v1/session/login", wrong.clone()).await.refused("session.pin_wait");
    assert_eq!(args, json!({ "seconds": 30 }));
    let right = till.approval(Person::Cashier);
    till.post("/v1/session/login", right.clone()).await.refused("session.pin_wait");
    let blocked = |tiles: Value| {
        let all = tiles.as_array().expect("tiles").clone();
        all.iter().find(|tile| tile["name"] == Person::Cashier.name()).expect("her tile")["blocked_until"].clone()
    };
    assert_eq!(blocked(till.get("/v1/session/tiles").await.ok()), "2026-03-02T15:00:30Z");

    till.clock.seconds(31);
    let args = till.post("/v1/session/login", wrong).await.refused("session.pin_wait");
    assert_eq!(args, json!({ "seconds": 60 }), "each further try waits twice as long");
    till.clock.seconds(61);
    till.post("/v1/session/login", right).await.ok();
    assert_eq!(blocked(till.get("/v1/session/tiles").await.ok()), Value::Null, "the right PIN forgives");
}

#[tokio::test]
async fn law_13_waiting_survives_a_restart() {
    let till = a_till().open().await;
    let mut wrong = till.approval(Person::Owner);
    wrong["pin"] = json!("0000");
    for _ in 0..5 {
        till.post("/v1/session/login", wrong.clone()).await;
    }
    let till = till.restart().await;
    till.post("/v1/session/login", till.approval(Person::Owner)).await.refused("session.pin_wait");
}

#[tokio::test]
async fn somebody_else_waits_for_nobody() {
    let till = a_till().open().await;
    let mut wrong = till.approval(Person::Owner);
    wrong["pin"] = json!("0000");
    for _ in 0..6 {
        till.post("/v1/session/login", wrong.clone()).await;
    }
    till.log_in(Person::Supervisor).await;
}

#[tokio::test]
async fn a_locked_till_keeps_its_cart_and_refuses_the_rest() {
    let till = a_till().with(a_product("Pan").price(30)).open().await;
    till.add("Pan", 3000).await;
    let session = till.post("/v1/session/lock", json!({})).await.ok();
    assert_eq!((&session["locked"], &session["user"]["name"]), (&json!(true), &json!(Person::Cashier.name())));
    till.get("/v1/cart").await.refused("session.locked");
    till.post("/v1/cart/hold", json!({ "name": null })).await.refused("session.locked");
    let session = till.log_in(Person::OtherCashier).await;
    assert_eq!((&session["locked"], &session["user"]["name"]), (&json!(false), &json!(Person::OtherCashier.name())));
    assert_eq!(till.get("/v1/cart").await.ok()["totals"]["total"], 90, "whoever comes next finds the same cart");
}

#[tokio::test]
async fn who_is_gone_or_unknown_does_not_come_in() {
    let till = a_till().open().await;
    till.log_in(Person::Owner).await;
    let id = till.person(Person::Cashier).as_str().expect("an id").to_owned();
    let leaves = json!({ "name": Person::Cashier.name(), "role": "cashier", "active": false });
    till.post(&format!("/v1/users/{id}/update"), leaves).await.ok();
    till.post("/v1/session/login", till.approval(Person::Cashier)).await.refused("session.user_inactive");
    let nobody = json!({ "user_id": "00000000-0000-7000-8000-000000000000", "pin": "1234" });
    till.post("/v1/session/login", nobody).await.refused("user.unknown");
}

#[tokio::test]
async fn one_who_is_switched_off_is_out_at_once() {
    let till = a_till().open().await;
    till.log_in(Person::Supervisor).await;
    let users = till.app.store().read(|reader| reader.users()).expect("users");
    let user = users.into_iter().find(|user| user.name == Person::Supervisor.name()).expect("him");
    let off = caserita_store::User { active: false, ..user };
    till.app.store().write::<_, caserita_store::Error>(0, |tx| tx.set(&off)).expect("it is written");
    till.get("/v1/cart").await.refused("session.user_inactive");
}

#[tokio::test]
async fn logins_are_audited() {
    let till = a_till().open().await;
    let id = till.person(Person::Cashier).clone();
    till.post("/v1/session/login", json!({ "user_id": id, "pin": "0000" })).await.refused("session.pin_wrong");
    let actions: Vec<_> = till.audit(&id).into_iter().map(|row| row.action).collect();
    assert_eq!(&actions[actions.len() - 2..], ["session.login", "session.pin_wrong"]);
}
