//! A cashier at the HTTP door.

use std::time::Duration;

use reqwest::blocking::{Client, Response};
use serde_json::{Value, json};
use uuid::Uuid;

/// Someone with a session at a served till.
#[derive(Debug)]
pub struct Cashier {
    client: Client,
    address: String,
}

/// No answer came: the till may be gone.
#[derive(Debug)]
pub struct NoAnswer(pub reqwest::Error);

/// The demo file's person of a role: name and PIN.
pub fn demo_person(role: &str) -> (String, String) {
    let demo: Value = serde_json::from_str(include_str!("../../assets/demo/minimarket.json")).expect("the demo is JSON");
    let people = demo["users"].as_array().expect("people");
    let person = people.iter().find(|person| person["role"] == role).expect("someone of that role");
    let text = |field: &str| person[field].as_str().expect("a text").to_owned();
    (text("name"), text("pin"))
}

impl Cashier {
    /// Logs the demo's person of `role` in.
    pub fn log_in(address: &str, role: &str) -> Cashier {
        let client = Client::builder().cookie_store(true).timeout(Duration::from_secs(20)).build().expect("a client");
        let cashier = Cashier { client, address: address.to_owned() };
        let (name, pin) = demo_person(role);
        let tiles = cashier.get("/v1/session/tiles").expect("people");
        let tile = tiles.as_array().expect("people").iter().find(|tile| tile["name"] == *name).expect("the person");
        let session = cashier.post("/v1/session/login", &json!({ "user_id": tile["id"], "pin": pin })).expect("it answers");
        assert_eq!(session["user"]["name"], *name, "the PIN is right: {session}");
        cashier
    }

    /// Reads.
    pub fn get(&self, path: &str) -> Result<Value, NoAnswer> {
        let answer = self.client.get(format!("{}{path}", self.address)).send();
        answer.and_then(Response::json).map_err(NoAnswer)
    }

    /// Changes something, with a key of its own.
    pub fn post(&self, path: &str, body: &Value) -> Result<Value, NoAnswer> {
        self.post_with_key(path, body, &Uuid::now_v7().to_string())
    }

    /// Changes something under this idempotency key.
    pub fn post_with_key(&self, path: &str, body: &Value, key: &str) -> Result<Value, NoAnswer> {
        let request = self.client.post(format!("{}{path}", self.address)).header("Idempotency-Key", key).json(body);
        request.send().and_then(Response::json).map_err(NoAnswer)
    }
}
