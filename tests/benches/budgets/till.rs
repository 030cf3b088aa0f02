//! The till under measurement: the router in this process, a printer on loopback.

use std::{
    path::Path,
    sync::Arc,
    thread,
    time::{Duration, Instant},
};

use caserita_api::Api;
use caserita_app::{App, Clock, Parts, licence::LicenceParts, ports::Nowhere};
use caserita_gateways::{FileVault, Printers, Sunat, SystemClock};
use caserita_store::{Find, Store};
use caserita_testkit::{electronic, sunat::SunatServer};
use caserita_tests::{cashier::demo_person, paper::Printer};
use serde_json::{Value, json};
use tokio::runtime::Runtime;
use uuid::Uuid;

pub struct Till {
    api: Api,
    app: Arc<App>,
    runtime: Runtime,
    worker: thread::JoinHandle<()>,
    printer: Printer,
    codes: Vec<String>,
    names: Vec<String>,
    turn: usize,
}

impl Till {
    pub fn open(folder: &Path) -> Till {
        let now = SystemClock.now().timestamp_millis();
        let store = Store::open(folder, now).expect("it opens").store;
        let rows = store
            .read(|reader| reader.products(Find::Words(""), None, Default::default(), None, i64::from(u32::MAX)))
            .unwrap_or_else(|error: caserita_store::Error| panic!("{error}"));
        let (codes, names) =
            rows.into_iter().filter(|row| !row.weighed).filter_map(|row| Some((row.barcode?, row.name))).unzip();
        let app = App::start(Parts {
            store,
            clock: Arc::new(SystemClock),
            printer: Arc::new(Printers::default()),
            vault: Arc::new(FileVault::new(folder.join("vault"), folder.join("vault.key"))),
            sunat: Arc::new(Sunat::new()),
            lookup: Arc::new(Nowhere),
            licence: LicenceParts::of_nowhere().expect("roots"),
            places: Arc::new(Nowhere),
        })
        .expect("it starts");
        let worker = app.start_print_worker().expect("a thread");
        let mut till = Till {
            api: Api::ready(Arc::clone(&app)),
            app,
            runtime: Runtime::new().expect("a runtime"),
            worker,
            printer: Printer::on(),
            codes,
            names,
            turn: 0,
        };
        till.log_in();
        till
    }

    /// Lets go of the store, so that the program can open it.
    pub fn close(self) {
        drop(self.app);
        self.api.stop();
        self.worker.join().expect("the worker ends");
    }

    /// Lets the shop issue documents to this SUNAT.
    pub fn go_electronic(&self, sunat: &SunatServer) {
        self.print_on(&json!({ "kind": "none" }));
        self.post("/v1/shop", electronic::shop_data());
        self.post("/v1/fiscal/settings", electronic::fiscal_settings(&sunat.url()));
        self.post("/v1/fiscal/certificate", electronic::certificate_input(electronic::CERTIFICATE));
    }

    /// Sends what waits, in another thread.
    pub fn start_sending(&self) -> thread::JoinHandle<u32> {
        let app = Arc::clone(&self.app);
        thread::spawn(move || app.send_documents().expect("it sends"))
    }

    /// Pays the cart without paper.
    pub fn sell(&self) -> Duration {
        let total = self.get("/v1/cart")["totals"]["total"].clone();
        self.timed("/v1/cart/pay", json!({ "expected_total": total, "print": false }))
    }

    /// How long an answer takes.
    pub fn timed_get(&self, path: &str) -> Duration {
        let started = Instant::now();
        self.get(path);
        started.elapsed()
    }

    fn log_in(&mut self) {
        let (name, pin) = demo_person("owner");
        let tiles = self.get("/v1/session/tiles");
        let tile = tiles.as_array().expect("people").iter().find(|tile| tile["name"] == *name).expect("the owner");
        self.post("/v1/session/login", json!({ "user_id": tile["id"], "pin": pin }));
        if self.get("/v1/cash")["session"].is_null() {
            self.post("/v1/cash/open", json!({ "float": 0 }));
        }
    }

    fn get(&self, path: &str) -> Value {
        let (status, _, body) = self.runtime.block_on(self.api.dispatch("GET", path, None, Vec::new()));
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).expect("JSON")
    }

    fn post(&self, path: &str, body: Value) -> Value {
        let key = Uuid::now_v7().to_string();
        let sent = self.api.dispatch("POST", path, Some(&key), body.to_string().into_bytes());
        let (status, _, body) = self.runtime.block_on(sent);
        assert_eq!(status, 200, "{path}: {}", String::from_utf8_lossy(&body));
        serde_json::from_slice(&body).expect("JSON")
    }

    pub fn timed(&self, path: &str, body: Value) -> Duration {
        let started = Instant::now();
        self.post(path, body);
        started.elapsed()
    }

    pub fn searched(&self, text: &str) -> Duration {
        let path: String = text.bytes().map(|byte| format!("%{byte:02x}")).collect();
        let started = Instant::now();
        self.get(&format!("/v1/search?q={path}"));
        started.elapsed()
    }

    fn next(&mut self) -> usize {
        self.turn += 7_919;
        self.turn
    }

    pub fn some_code(&mut self) -> String {
        let at = self.next() % self.codes.len();
        self.codes[at].clone()
    }

    pub fn some_name(&mut self) -> String {
        let at = self.next() % self.names.len();
        self.names[at].clone()
    }

    pub fn clear(&mut self) {
        if self.get("/v1/cart")["lines"] != json!([]) {
            self.post("/v1/cart/discard", json!({ "reason": "otra medida" }));
        }
    }

    pub fn fill_cart(&mut self, lines: usize) {
        self.clear();
        for _ in 0..lines {
            let code = self.some_code();
            self.post("/v1/cart/scan", json!({ "code": code }));
        }
    }

    fn print_on(&self, transport: &Value) {
        let mut profile = self.get("/v1/printer");
        if profile["transport"] != *transport {
            profile["transport"] = transport.clone();
            self.post("/v1/printer", profile);
        }
    }

    /// Pays the cart. Answers when the answer was there, and when the printer's first byte was.
    pub fn sell_and_print(&self) -> (Duration, Duration) {
        self.print_on(&json!({ "kind": "tcp", "host": "127.0.0.1", "port": self.printer.address.port() }));
        let total = self.get("/v1/cart")["totals"]["total"].clone();
        let before = self.printer.jobs().len();
        let started = Instant::now();
        self.post("/v1/cart/pay", json!({ "expected_total": total, "print": true }));
        let committed = started.elapsed();
        loop {
            if let Some(job) = self.printer.jobs().get(before) {
                return (committed, job.began.duration_since(started));
            }
            thread::sleep(Duration::from_micros(200));
        }
    }

    pub fn sell_quietly(&mut self, sales: usize) {
        self.print_on(&json!({ "kind": "none" }));
        for _ in 0..sales {
            self.fill_cart(2);
            let total = self.get("/v1/cart")["totals"]["total"].clone();
            self.post("/v1/cart/pay", json!({ "expected_total": total, "print": false }));
        }
    }
}
