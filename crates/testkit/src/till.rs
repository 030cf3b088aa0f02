//! A whole till, spoken to through the window door.

use std::{collections::HashMap, sync::Arc, time::Duration};

use caserita_api::Api;
use caserita_app::{App, Clock, Door, Parts, licence::LicenceParts, setup::SetupInput};
use caserita_gateways::{FileKeepsake, FileVault, Lookups, Places, Sunat, SunatLimits};
use caserita_store::{AuditRow, Store};
use serde_json::{Value, json};
use tempfile::TempDir;
use uuid::Uuid;

use crate::{FakeClock, FakeMachine, FakePrinter, Person, Reply, product::AProduct, sunat::SunatServer};

/// What a till begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Begun {
    Empty,
    Shop,
    Demo,
}

/// A till in a temporary folder.
pub struct TestTill {
    /// Its API.
    pub api: Api,
    /// Its use cases.
    pub app: Arc<App>,
    /// Its clock.
    pub clock: Arc<FakeClock>,
    /// Its printer.
    pub printer: Arc<FakePrinter>,
    /// Its machine.
    pub machine: Arc<FakeMachine>,
    /// Its folder; gone with the till.
    pub folder: TempDir,
    people: HashMap<String, Value>,
    products: HashMap<String, Value>,
    pub(crate) sunat: Option<SunatServer>,
}

impl TestTill {
    pub(crate) fn begin(clock: Arc<FakeClock>, begun: Begun) -> TestTill {
        let folder = tempfile::tempdir().expect("the temporary folder can be written");
        let printer = Arc::new(FakePrinter::default());
        let opened = Store::open(folder.path(), clock.now().timestamp_millis()).expect("a new store opens");
        let machine = Arc::new(FakeMachine::new(clock.clone()));
        let parts = parts(opened.store, &clock, &printer, &machine, &folder);
        let app = App::start(parts).expect("a till starts over a new store");
        match begun {
            Begun::Empty => {}
            Begun::Shop => set_up(&app),
            Begun::Demo => app.set_up_demo().expect("the demo file is sound"),
        }
        let api = Api::ready(Arc::clone(&app));
        let (people, products) = (HashMap::new(), HashMap::new());
        TestTill { api, app, clock, printer, machine, folder, people, products, sunat: None }
    }

    pub(crate) async fn hire(&mut self) {
        self.meet_people().await;
        self.log_in(Person::Owner).await;
        for person in Person::ALL.into_iter().filter(|person| *person != Person::Owner) {
            let new = json!({ "name": person.name(), "role": person.role().as_str(), "pin": person.pin() });
            self.post("/v1/users", new).await.ok();
        }
    }

    pub(crate) async fn meet_people(&mut self) {
        let tiles = self.get("/v1/session/tiles").await.ok();
        for tile in tiles.as_array().expect("tiles are a list") {
            self.people.insert(text(&tile["name"]), tile["id"].clone());
        }
    }

    pub(crate) async fn stock_up(&mut self, product: AProduct) {
        let added = self.post("/v1/products", product.json()).await.ok();
        if let Some(stock) = product.stock {
            let path = format!("/v1/products/{}/adjust", text(&added["id"]));
            self.post(&path, json!({ "delta": stock, "reason": "Inventario inicial" })).await.ok();
        }
        self.products.insert(product.name, added);
    }

    pub(crate) async fn plug_printer(&self) {
        let mut profile = self.get("/v1/printer").await.ok();
        profile["transport"] = json!({ "kind": "tcp", "host": "printer.test", "port": 9100 });
        profile["drawer"] = json!({ "pin": 0, "on_ms": 100, "off_ms": 500 });
        self.post("/v1/printer", profile).await.ok();
    }

    /// Reads.
    pub async fn get(&self, path: &str) -> Reply {
        self.call("GET", path, None, Vec::new()).await
    }

    /// Changes something, with a key of its own.
    pub async fn post(&self, path: &str, body: Value) -> Reply {
        self.post_with_key(&Uuid::now_v7().to_string(), path, body).await
    }

    /// Changes something under this idempotency key.
    pub async fn post_with_key(&self, key: &str, path: &str, body: Value) -> Reply {
        self.call("POST", path, Some(key), body.to_string().into_bytes()).await
    }

    /// Any call at all.
    pub async fn call(&self, method: &str, path: &str, key: Option<&str>, body: Vec<u8>) -> Reply {
        let (status, content_type, bytes) = self.api.dispatch(method, path, key, body).await;
        let body = serde_json::from_slice(&bytes).unwrap_or(Value::Null);
        Reply { status, content_type, bytes, body, asked: format!("{method} {path}") }
    }

    /// Puts someone at the till.
    pub async fn log_in(&self, person: Person) -> Value {
        self.post("/v1/session/login", self.approval(person)).await.ok()
    }

    /// Someone's identity and PIN, as an approval or a login carries them.
    pub fn approval(&self, person: Person) -> Value {
        json!({ "user_id": self.person(person), "pin": person.pin() })
    }

    /// Someone's identity.
    pub fn person(&self, person: Person) -> &Value {
        self.people.get(person.name()).expect("everybody of the shop was met")
    }

    /// A product it was built with.
    pub fn product(&self, name: &str) -> &Value {
        self.products.get(name).unwrap_or_else(|| panic!("the till was built without {name}"))
    }

    /// The base presentation of such a product.
    pub fn presentation(&self, name: &str) -> &Value {
        &self.product(name)["presentations"][0]["id"]
    }

    /// Puts so many thousandths of a product into the cart.
    pub async fn add(&self, name: &str, thousandths: i64) -> Value {
        let line = json!({ "presentation_id": self.presentation(name), "quantity": thousandths });
        self.post("/v1/cart/lines", line).await.ok()
    }

    /// Sells one of a product for exact cash. Answers the paid sale.
    pub async fn sell(&self, name: &str) -> Value {
        let cart = self.add(name, 1000).await;
        self.pay(&cart).await
    }

    /// Pays this cart with exact cash.
    pub async fn pay(&self, cart: &Value) -> Value {
        let input = json!({ "expected_total": cart["totals"]["total"], "cash_received": null, "print": true });
        self.post("/v1/cart/pay", input).await.ok()
    }

    /// Lets the spool send what is due.
    pub fn print(&self) {
        self.app.empty_spool().expect("the spool can be worked on");
    }

    /// The audit rows about something.
    pub fn audit(&self, entity: &Value) -> Vec<AuditRow> {
        let id = text(entity).parse().expect("an id");
        self.app.store().read(|reader| reader.audit_of(id)).expect("the audit can be read")
    }

    /// Asserts that running totals are what their facts add up to.
    #[track_caller]
    pub fn totals_hold(&self) {
        let store = self.app.store();
        let levels = store.read(|reader| reader.stock_levels_off()).expect("stock can be added up");
        assert!(levels.is_empty(), "these stock levels are not the sum of their movements: {levels:?}");
        let figures = store.session_totals_off().expect("sessions can be added up");
        assert!(figures.is_empty(), "these figures are not the sum of their facts: {figures:?}");
    }

    /// A newer look at the same folder: the program ends and starts again.
    pub async fn restart(self) -> TestTill {
        self.restart_after(|_| {}).await
    }

    /// The same, and something is done to its folder while the program is not running.
    pub async fn restart_after(self, meanwhile: impl FnOnce(&std::path::Path)) -> TestTill {
        self.update_after(BUILT, meanwhile).await
    }

    /// The same, and a program built on this day starts.
    pub async fn update_after(self, built: &str, meanwhile: impl FnOnce(&std::path::Path)) -> TestTill {
        let TestTill { api, app, clock, printer, machine, folder, people, products, sunat } = self;
        drop(app);
        api.stop();
        drop(api);
        meanwhile(folder.path());
        let opened = Store::open(folder.path(), clock.now().timestamp_millis()).expect("the store opens again");
        let mut parts = parts(opened.store, &clock, &printer, &machine, &folder);
        parts.licence.released = built.parse().expect("a day");
        let app = App::start(parts).expect("a till starts over its store");
        TestTill { api: Api::ready(Arc::clone(&app)), app, clock, printer, machine, folder, people, products, sunat }
    }
}

/// The day of the program of tests.
const BUILT: &str = "2026-01-01";

/// What a test's till is built from: the real vault and the real line to SUNAT, which leads nowhere but where a test points
/// it.
fn parts(
    store: Store,
    clock: &Arc<FakeClock>,
    printer: &Arc<FakePrinter>,
    machine: &Arc<FakeMachine>,
    folder: &TempDir,
) -> Parts {
    let limits = SunatLimits { connect: Duration::from_secs(2), total: Duration::from_secs(20) };
    Parts {
        store,
        clock: clock.clone(),
        printer: printer.clone(),
        vault: Arc::new(FileVault::new(folder.path().join("vault"), folder.path().join("key"))),
        sunat: Arc::new(Sunat::with_limits(limits)),
        lookup: Arc::new(Lookups::default()),
        licence: LicenceParts {
            machine: machine.clone(),
            keepsake: Arc::new(FileKeepsake::new(folder.path().join("stamp"))),
            roots: crate::seller::roots(),
            released: BUILT.parse().expect("a day"),
        },
        places: Arc::new(Places::default()),
    }
}

fn set_up(app: &App) {
    let input = SetupInput {
        trade_name: "Bodega de prueba".into(),
        ruc: None,
        legal_name: None,
        owner_name: Person::Owner.name().into(),
        pin: Person::Owner.pin().into(),
        demo: false,
    };
    app.set_up(Door::Window, input).expect("a new till can be set up");
}

/// A JSON text as itself.
fn text(value: &Value) -> String {
    value.as_str().expect("a text").to_owned()
}
