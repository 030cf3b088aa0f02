//! First start, a store that cannot be opened, and the way back.

use std::{fs, sync::Arc};

use caserita_api::Api;
use caserita_app::{App, Clock, Parts, licence::LicenceParts, ports::Nowhere, recovery};
use caserita_testkit::{FakePrinter, Person, TestTill, a_product, a_till};
use serde_json::{Value, json};

fn setup() -> Value {
    json!({ "trade_name": "Bodega Rosita", "ruc": null, "legal_name": null, "owner_name": "Rosita", "pin": "4826", "demo": false })
}

#[tokio::test]
async fn the_first_start_asks_for_shop_and_owner_once() {
    let till = a_till().unset();
    let health = till.get("/v1/health").await.ok();
    assert_eq!((&health["state"], &health["version"]), (&json!("setup"), &json!(env!("CARGO_PKG_VERSION"))));
    for (field, value, code) in [
        ("trade_name", "", "shop.name_required"),
        ("owner_name", "", "user.name_required"),
        ("pin", "1234", "user.pin_weak"),
        ("ruc", "123", "shop.ruc_invalid"),
    ] {
        let mut wrong = setup();
        wrong[field] = json!(value);
        till.post("/v1/setup", wrong).await.refused(code);
    }
    let session = till.post("/v1/setup", setup()).await.ok();
    assert_eq!(
        (&session["user"]["name"], &session["user"]["role"]),
        (&json!("Rosita"), &json!("owner")),
        "she is logged in"
    );
    assert_eq!(till.get("/v1/health").await.ok()["state"], "ready");
    till.post("/v1/setup", setup()).await.refused("setup.done");
}

#[tokio::test]
async fn a_demo_is_stocked_and_says_that_it_is_one() {
    let till = a_till().unset();
    let mut demo = setup();
    demo["demo"] = json!(true);
    assert_eq!(till.post("/v1/setup", demo).await.ok()["demo"], true);
    let products = till.get("/v1/products").await.ok();
    assert!(products["next"].is_string(), "there is more than one page of products");
}

/// Ends the till, does something to its folder, and opens what is left as the program would.
async fn reopened(till: TestTill, harm: impl FnOnce(&std::path::Path)) -> (Api, tempfile::TempDir) {
    let TestTill { api, app, clock, printer, folder, .. } = till;
    drop(app);
    api.stop();
    drop(api);
    harm(folder.path());
    let api = open(folder.path(), clock, printer);
    (api, folder)
}

fn open(folder: &std::path::Path, clock: Arc<caserita_testkit::FakeClock>, printer: Arc<FakePrinter>) -> Api {
    let with = Arc::clone(&clock);
    let build = move |opened: recovery::Opened| {
        App::start(Parts {
            store: opened.store,
            clock: with.clone(),
            printer: printer.clone(),
            vault: Arc::new(Nowhere),
            sunat: Arc::new(Nowhere),
            lookup: Arc::new(Nowhere),
            licence: LicenceParts::of_nowhere().expect("roots"),
            places: Arc::new(Nowhere),
        })
    };
    match recovery::open(folder, clock.now().timestamp_millis()) {
        Ok(opened) => Api::ready(build(opened).expect("it starts")),
        Err(unready) => Api::unready(unready, clock, Box::new(build)),
    }
}

async fn get(api: &Api, path: &str) -> (u16, Value) {
    let (status, _, body) = api.dispatch("GET", path, None, Vec::new()).await;
    (status, serde_json::from_slice(&body).expect("JSON"))
}

async fn post(api: &Api, path: &str, body: Value) -> (u16, Value) {
    let (status, _, body) = api.dispatch("POST", path, Some("k"), body.to_string().into_bytes()).await;
    (status, serde_json::from_slice(&body).expect("JSON"))
}

fn spoil(folder: &std::path::Path) {
    for name in ["till.db-wal", "till.db-shm"] {
        fs::remove_file(folder.join(name)).ok();
    }
    let path = folder.join("till.db");
    let mut bytes = fs::read(&path).expect("the database");
    bytes[..100].fill(0xAA);
    fs::write(&path, bytes).expect("it can be spoilt");
}

async fn a_sold_till() -> TestTill {
    let till = a_till().with(a_product("Pan").price(100)).cash(0).open().await;
    till.sell("Pan").await;
    till.app.store().make_copy(till.clock.now().timestamp_millis()).expect("a copy is made");
    till
}

#[tokio::test]
async fn law_14_a_damaged_store_is_brought_back_from_its_last_copy() {
    let (api, folder) = reopened(a_sold_till().await, spoil).await;
    let (status, health) = get(&api, "/v1/health").await;
    assert_eq!((status, &health["state"]), (200, &json!("damaged")));
    assert_eq!(health["last_copy"]["taken_at"], "2026-03-02T15:00:00Z");
    for path in ["/v1/session", "/v1/cart", "/v1/session/tiles"] {
        let (status, problem) = get(&api, path).await;
        assert_eq!((status, &problem["code"]), (503, &json!("store.damaged")), "{path}");
    }
    let mut events = api.subscribe();
    let (status, health) = post(&api, "/v1/recovery/restore", json!({})).await;
    assert_eq!((status, &health["state"]), (200, &json!("ready")), "{health}");
    assert_eq!(serde_json::to_value(events.recv().await.expect("an event")).expect("JSON")["topic"], "store");
    let kept = fs::read_dir(folder.path()).expect("the folder").filter_map(Result::ok);
    let kept = kept.filter(|entry| entry.file_name().to_string_lossy().starts_with("damaged-")).count();
    assert!(kept >= 1, "the damaged file is kept");

    let tiles = get(&api, "/v1/session/tiles").await.1;
    let owner = tiles.as_array().expect("tiles").iter().find(|tile| tile["role"] == "owner").expect("her")["id"].clone();
    let login = json!({ "user_id": owner, "pin": Person::Owner.pin() });
    assert_eq!(post(&api, "/v1/session/login", login).await.0, 200);
    let sales = get(&api, "/v1/sales").await.1;
    assert_eq!(sales["rows"].as_array().map(Vec::len), Some(1), "the sale of before the copy is there");
    assert_eq!(post(&api, "/v1/recovery/restore", json!({})).await.1["state"], "ready", "once is enough");
}

#[tokio::test]
async fn without_a_copy_there_is_nothing_to_bring_back() {
    let (api, _folder) = reopened(a_till().open().await, spoil).await;
    assert_eq!(get(&api, "/v1/health").await.1["last_copy"], Value::Null);
    let (status, problem) = post(&api, "/v1/recovery/restore", json!({})).await;
    assert_eq!((status, &problem["code"]), (503, &json!("store.damaged")));
    assert_eq!(get(&api, "/v1/health").await.1["state"], "damaged", "and it is still said");
}

#[tokio::test]
async fn law_14_a_newer_store_is_refused() {
    let till = a_sold_till().await;
    let (clock, printer) = (Arc::clone(&till.clock), Arc::clone(&till.printer));
    let unready = recovery::Unready::Newer { detail: "version 9, this program knows 1".into() };
    let build = move |opened: recovery::Opened| {
        App::start(Parts {
            store: opened.store,
            clock: clock.clone(),
            printer: printer.clone(),
            vault: Arc::new(Nowhere),
            sunat: Arc::new(Nowhere),
            lookup: Arc::new(Nowhere),
            licence: LicenceParts::of_nowhere().expect("roots"),
            places: Arc::new(Nowhere),
        })
    };
    let api = Api::unready(unready, till.clock.clone(), Box::new(build));
    assert_eq!(get(&api, "/v1/health").await.1["state"], "newer");
    assert_eq!(get(&api, "/v1/cart").await.1["code"], "store.newer");
    assert_eq!(
        post(&api, "/v1/recovery/restore", json!({})).await.1["code"],
        "store.newer",
        "an older file is not brought back over it"
    );
}

#[tokio::test]
async fn a_folder_in_use_is_said_to_be() {
    let till = a_till().open().await;
    let second = open(till.folder.path(), Arc::clone(&till.clock), Arc::clone(&till.printer));
    let health = get(&second, "/v1/health").await.1;
    assert_eq!((&health["state"], &health["detail"]), (&json!("locked"), &json!("store.locked")));
    assert_eq!(get(&second, "/v1/cart").await, (503, json!({ "code": "store.locked", "args": {}, "support_id": null })));
}

#[tokio::test]
async fn a_stopped_till_lets_go_of_its_folder() {
    let till = a_till().open().await;
    let TestTill { api, app, clock, printer, folder, .. } = till;
    drop(app);
    api.stop();
    assert_eq!(get(&api, "/v1/cart").await.1["code"], "store.busy");
    let again = open(folder.path(), clock, printer);
    assert_eq!(get(&again, "/v1/health").await.1["state"], "ready");
    assert!(folder.path().join("running").exists(), "the new run marks the folder");
}
