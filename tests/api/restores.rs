//! Going on with another copy: at the next start, at once, or when the store is damaged.

use std::{fs, path::Path, sync::Arc, time::Duration};

use base64::{Engine, engine::general_purpose::STANDARD};
use caserita_api::Api;
use caserita_app::{App, Clock, Parts, licence::LicenceParts, ports::Nowhere, recovery};
use caserita_testkit::{FakeClock, FakePrinter, Person, TestTill};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::copies::{a_shop, copy_to, names, path_of, stick};

#[tokio::test]
async fn law_12_going_on_with_a_copy_takes_the_owners_pin() {
    let till = a_shop().await;
    let stick = stick();
    let copy = copy_to(&till, stick.path()).await;
    let restore = |pin: &str| json!({ "source": { "file": copy["path"] }, "pin": pin });
    till.post("/v1/copies/restore", restore("0000")).await.refused("session.pin_wrong");
    till.post("/v1/copies/restore", restore(Person::Cashier.pin())).await.refused("session.pin_wrong");
    assert!(!till.folder.path().join("chosen.db").exists());
}

#[tokio::test]
async fn law_03_without_a_way_to_open_again_the_next_start_does_it() {
    let till = a_shop().await;
    let stick = stick();
    let copy = copy_to(&till, stick.path()).await;
    till.sell("Pan").await;
    let restore = json!({ "source": { "file": copy["path"] }, "pin": Person::Owner.pin() });
    assert_eq!(till.post("/v1/copies/restore", restore).await.ok(), json!({ "reopening": false }));
    till.sell("Pan").await;
    let till = till.restart().await;
    till.log_in(Person::Owner).await;
    assert_eq!(till.get("/v1/sales").await.ok()["rows"].as_array().map(Vec::len), Some(1));
    let kept = till.get("/v1/copies").await.ok()["kept"].clone();
    assert_eq!(kept[0]["purpose"], "replaced");
    let look = till.post("/v1/copies/look", json!({ "source": { "kept": kept[0]["name"] } })).await.ok();
    assert_eq!(look["sales"], 3, "what was there is kept, with the sale made after the choice");
}

/// A till that can open itself again, with nothing else holding it.
struct Running {
    api: Api,
    clock: Arc<FakeClock>,
    folder: TempDir,
    owner: Value,
}

impl Running {
    fn over(till: TestTill) -> Running {
        let owner = till.approval(Person::Owner);
        let TestTill { api, app, clock, printer, folder, .. } = till;
        drop(app);
        api.stop();
        drop(api);
        let api = open(folder.path(), &clock, &printer);
        Running { api, clock, folder, owner }
    }

    async fn get(&self, path: &str) -> (u16, Value) {
        let (status, _, body) = self.api.dispatch("GET", path, None, Vec::new()).await;
        (status, serde_json::from_slice(&body).expect("JSON"))
    }

    async fn post(&self, path: &str, body: Value) -> (u16, Value) {
        let key = Uuid::now_v7().to_string();
        let (status, _, body) = self.api.dispatch("POST", path, Some(&key), body.to_string().into_bytes()).await;
        (status, serde_json::from_slice(&body).expect("JSON"))
    }

    async fn log_in(&self) {
        assert_eq!(self.post("/v1/session/login", self.owner.clone()).await.0, 200);
    }

    async fn ready(&self) {
        for _ in 0..200 {
            if self.get("/v1/health").await.1["state"] == "ready" {
                return;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        panic!("the till opens again");
    }

    async fn send(&self, bytes: &[u8]) -> Uuid {
        let (id, mut reached) = (Uuid::now_v7(), 0);
        for piece in bytes.chunks(100_000) {
            let input = json!({ "id": id, "offset": reached, "piece": STANDARD.encode(piece) });
            let (status, taken) = self.post("/v1/copies/send", input).await;
            assert_eq!(status, 200, "{taken}");
            reached = taken["reached"].as_u64().expect("how far");
        }
        assert_eq!(reached, bytes.len() as u64);
        id
    }
}

fn open(folder: &Path, clock: &Arc<FakeClock>, printer: &Arc<FakePrinter>) -> Api {
    let (with, printer) = (Arc::clone(clock), Arc::clone(printer));
    let build = move |opened: recovery::Opened| {
        App::start(Parts {
            store: opened.store,
            clock: with.clone(),
            printer: printer.clone(),
            vault: Arc::new(Nowhere),
            sunat: Arc::new(Nowhere),
            lookup: Arc::new(Nowhere),
            places: Arc::new(Nowhere),
            licence: LicenceParts::of_nowhere().expect("roots"),
        })
    };
    match recovery::open(folder, clock.now().timestamp_millis()) {
        Ok(opened) => Api::running(build(opened).expect("it starts"), clock.clone(), Box::new(build)),
        Err(unready) => Api::unready(unready, clock.clone(), Box::new(build)),
    }
}

#[tokio::test]
async fn law_03_the_till_opens_again_over_the_copy_with_new_series() {
    let till = a_shop().await;
    let stick = stick();
    let copy = copy_to(&till, stick.path()).await;
    till.sell("Pan").await;
    let running = Running::over(till);
    running.log_in().await;
    let mut events = running.api.subscribe();
    let restore = json!({ "source": { "file": copy["path"] }, "pin": Person::Owner.pin() });
    assert_eq!(running.post("/v1/copies/restore", restore).await, (200, json!({ "reopening": true })));
    events.recv().await.expect("screens are told");
    running.ready().await;
    assert_eq!(running.get("/v1/cart").await.1["code"], "session.required", "nobody stays at another till");
    running.log_in().await;
    let sales = running.get("/v1/sales").await.1;
    assert_eq!(sales["rows"].as_array().map(Vec::len), Some(1));
    assert_ne!(running.get("/v1/till").await.1["series"], "NV01", "no number is ever given to two sales");
    let kept = running.get("/v1/copies").await.1["kept"].clone();
    assert_eq!(kept[0]["purpose"], "replaced");

    // And the way back is the same way.
    running.clock.seconds(60);
    let back = json!({ "source": { "kept": kept[0]["name"] }, "pin": Person::Owner.pin() });
    assert_eq!(running.post("/v1/copies/restore", back).await.0, 200);
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.ready().await;
    running.log_in().await;
    assert_eq!(running.get("/v1/sales").await.1["rows"].as_array().map(Vec::len), Some(2));
}

#[tokio::test]
async fn a_copy_that_was_sent_in_is_gone_on_with() {
    let till = a_shop().await;
    let stick = stick();
    let bytes = fs::read(path_of(&copy_to(&till, stick.path()).await)).expect("the copy");
    let running = Running::over(till);
    running.log_in().await;
    let id = running.send(&bytes).await;
    let look = running.post("/v1/copies/look", json!({ "source": { "sent": id } })).await.1;
    assert_eq!(look["sales"], 1);
    let restore = json!({ "source": { "sent": id }, "pin": Person::Owner.pin() });
    assert_eq!(running.post("/v1/copies/restore", restore).await.0, 200);
    tokio::time::sleep(Duration::from_millis(100)).await;
    running.ready().await;
    assert!(!running.folder.path().join("incoming").exists(), "it is not kept twice");
}

#[tokio::test]
async fn law_14_a_damaged_till_takes_another_copy_by_file() {
    let till = a_shop().await;
    let stick = stick();
    let bytes = fs::read(path_of(&copy_to(&till, stick.path()).await)).expect("the copy");
    let owner = till.approval(Person::Owner);
    let TestTill { api, app, clock, printer, folder, .. } = till;
    drop(app);
    api.stop();
    drop(api);
    let database = folder.path().join("till.db");
    fs::write(&database, vec![0xA5; 20_000]).expect("the disk goes bad");
    let running = Running { api: open(folder.path(), &clock, &printer), clock, folder, owner };
    assert_eq!(running.get("/v1/health").await.1["state"], "damaged");

    let bad = running.send(b"this is no copy").await;
    let (_, problem) = running.post("/v1/recovery/restore", json!({ "sent": bad })).await;
    assert_eq!(problem["code"], "copy.not_database");
    assert_eq!(running.get("/v1/health").await.1["state"], "damaged", "and another can be tried");

    let sent = running.send(&bytes).await;
    let (status, health) = running.post("/v1/recovery/restore", json!({ "sent": sent })).await;
    assert_eq!((status, &health["state"]), (200, &json!("ready")), "{health}");
    running.log_in().await;
    assert_eq!(running.get("/v1/sales").await.1["rows"].as_array().map(Vec::len), Some(1));
    assert!(names(running.folder.path()).iter().any(|name| name.starts_with("damaged-")), "the damaged file is kept");
    let none = json!({ "id": Uuid::now_v7(), "offset": 0, "piece": "" });
    assert_eq!(running.post("/v1/session/lock", json!({})).await.0, 200);
    assert_eq!(running.post("/v1/copies/send", none).await.1["code"], "session.locked", "the open door is shut again");
}
