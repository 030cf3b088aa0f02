//! The people of the shop.

use caserita_testkit::{Person, TestTill, a_till};
use serde_json::{Value, json};

async fn an_owner() -> TestTill {
    let till = a_till().open().await;
    till.log_in(Person::Owner).await;
    till
}

fn user(name: &str, pin: &str) -> Value {
    json!({ "name": name, "role": "cashier", "pin": pin })
}

fn path(till: &TestTill, person: Person, verb: &str) -> String {
    format!("/v1/users/{}/{verb}", till.person(person).as_str().expect("an id"))
}

#[tokio::test]
async fn a_new_person_logs_in_with_their_pin() {
    let till = an_owner().await;
    let rows = till.post("/v1/users", user("Elena", "4826")).await.ok();
    let elena = rows.as_array().expect("users").iter().find(|row| row["name"] == "Elena").expect("she was added").clone();
    assert_eq!((&elena["role"], &elena["active"]), (&json!("cashier"), &json!(true)));
    till.post("/v1/session/login", json!({ "user_id": elena["id"], "pin": "4826" })).await.ok();
}

#[tokio::test]
async fn easy_pins_and_missing_names_are_refused() {
    let till = an_owner().await;
    for pin in ["", "123", "1234567", "12a4", "1111", "1234", "9876", "٤٨٢٦"] {
        till.post("/v1/users", user("Elena", pin)).await.refused("user.pin_weak");
        till.post(&path(&till, Person::Cashier, "pin"), json!({ "pin": pin })).await.refused("user.pin_weak");
    }
    till.post("/v1/users", user("  ", "4826")).await.refused("user.name_required");
}

#[tokio::test]
async fn a_new_pin_replaces_the_old() {
    let till = an_owner().await;
    till.post(&path(&till, Person::Cashier, "pin"), json!({ "pin": "2580" })).await.ok();
    till.post("/v1/session/login", till.approval(Person::Cashier)).await.refused("session.pin_wrong");
    let new = json!({ "user_id": till.person(Person::Cashier), "pin": "2580" });
    till.post("/v1/session/login", new).await.ok();
}

#[tokio::test]
async fn somebody_stays_owner() {
    let till = an_owner().await;
    for change in [
        json!({ "name": "Rosario", "role": "cashier", "active": true }),
        json!({ "name": "Rosario", "role": "owner", "active": false }),
    ] {
        till.post(&path(&till, Person::Owner, "update"), change).await.refused("user.last_owner");
    }
    let second = json!({ "name": "Julio", "role": "owner", "active": true });
    till.post(&path(&till, Person::Supervisor, "update"), second).await.ok();
    let leaves = json!({ "name": "Rosario", "role": "owner", "active": false });
    till.post(&path(&till, Person::Owner, "update"), leaves).await.ok();
    till.get("/v1/users").await.refused("session.user_inactive");
    let login = json!({ "user_id": till.person(Person::Owner), "pin": Person::Owner.pin() });
    till.post("/v1/session/login", login).await.refused("session.user_inactive");
}

#[tokio::test]
async fn nobody_is_changed_by_a_wrong_id() {
    let till = an_owner().await;
    let nobody = "/v1/users/00000000-0000-7000-8000-000000000000";
    let change = json!({ "name": "x", "role": "cashier", "active": true });
    till.post(&format!("{nobody}/update"), change).await.refused("user.unknown");
    till.post(&format!("{nobody}/pin"), json!({ "pin": "4826" })).await.refused("user.unknown");
}

#[tokio::test]
async fn law_13_no_pin_is_kept_or_shown() {
    let till = an_owner().await;
    till.post("/v1/users", user("Elena", "482613")).await.ok();
    till.post("/v1/shop", json!({ "trade_name": "x" })).await.ok();
    let files: Vec<_> =
        std::fs::read_dir(till.folder.path()).expect("the folder").map(|entry| entry.expect("a file").path()).collect();
    for file in files.into_iter().filter(|file| file.is_file()) {
        let bytes = std::fs::read(&file).expect("it can be read");
        assert!(!bytes.windows(6).any(|window| window == b"482613"), "{} holds a PIN", file.display());
    }
}
