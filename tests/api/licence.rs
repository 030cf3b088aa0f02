//! The licence at the counter: what it warns of, what it locks and what never, and that nothing but a signature changes it.

mod clocks;
mod duties;
mod guard;
mod imports;
mod lock;
mod losses;
mod modules;
mod places;
mod putback;

use caserita_licensing::Plan;
use caserita_testkit::{AProduct, Deal, TestTill, a_product, a_till};
use serde_json::{Value, json};

/// Four in the morning of 6 April in Lima: five days of grace after 31 March are over.
const LOCK: &str = "2026-04-06T09:00:00Z";

/// Where the vault keeps the key of a test's till.
const SEALED_KEY: &str = "vault/device.key.secret";

fn bread() -> AProduct {
    a_product("Pan").price(100).code("7750182000017")
}

/// A till on a membership that is paid through 31 March.
async fn a_member() -> (TestTill, Deal) {
    let till = a_till().with(bread()).open().await;
    till.app.mind_licence().expect("the licence is looked at");
    let deal = till.licensed(Plan::Membership).await;
    (till, deal)
}

/// The same when its grace is over.
async fn a_locked_till() -> (TestTill, Deal) {
    let (till, deal) = a_member().await;
    till.clock.until(LOCK);
    assert_eq!(state(&till).await, "locked_readonly");
    (till, deal)
}

async fn state(till: &TestTill) -> String {
    till.licence().await["state"].as_str().expect("a state").to_owned()
}

async fn try_to_sell(till: &TestTill) -> caserita_testkit::Reply {
    till.post("/v1/cart/scan", json!({ "code": "7750182000017" })).await
}

fn mind(till: &TestTill) {
    till.app.mind_licence().expect("the licence is looked at");
}

async fn sells(till: &TestTill) {
    try_to_sell(till).await.ok();
    till.post("/v1/cart/discard", json!({ "reason": "prueba" })).await.ok();
}

/// The states that were written down, oldest first.
fn written(till: &TestTill) -> Vec<String> {
    let events = till.app.store().read(|reader| reader.licence_events(100)).expect("the events can be read");
    let states = events.into_iter().filter(|event| event.event.as_str() == "state").map(|event| event.word);
    let mut states: Vec<String> = states.collect();
    states.reverse();
    states
}

fn flags(licence: &Value) -> String {
    licence["flags"].to_string()
}
