//! A demo shop to act in, with a clock that only moves when told.

#![allow(dead_code, reason = "each test program uses its part of the shop")]

use std::sync::{
    Arc, Mutex, OnceLock,
    atomic::{AtomicI64, AtomicU64, Ordering},
};

use caserita_app::{
    App, Call, Clock, Door, Parts,
    cart::PayInput,
    licence::LicenceParts,
    ports::{Nowhere, PrinterPort, SendFailure},
    recovery::{self, Unready},
};
use caserita_printing::{Drawer, PrinterProfile, Transport};
use caserita_store::Store;
use chrono::{DateTime, Utc};
use tempfile::TempDir;
use uuid::Uuid;

pub struct Shop {
    pub app: Arc<App>,
    pub clock: Arc<Hands>,
    pub paper: Arc<Paper>,
    keys: AtomicU64,
    folder: TempDir,
}

/// 2026-07-01 15:00 UTC, ten in the morning in Lima.
const MORNING: i64 = 1_782_918_000_000;

pub struct Hands(AtomicI64);

impl Hands {
    pub fn forward(&self, millis: i64) {
        self.0.fetch_add(millis, Ordering::Relaxed);
    }
}

impl Clock for Hands {
    fn now(&self) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(self.0.load(Ordering::Relaxed)).expect("within range")
    }
}

/// A printer that keeps what it was sent, or fails as told.
#[derive(Default)]
pub struct Paper {
    pub jobs: Mutex<Vec<Vec<u8>>>,
    pub failure: Mutex<Option<SendFailure>>,
}

impl PrinterPort for Paper {
    fn send(&self, _: &Transport, bytes: &[u8]) -> Result<(), SendFailure> {
        if let Some(failure) = *self.failure.lock().expect("unpoisoned") {
            return Err(failure);
        }
        self.jobs.lock().expect("unpoisoned").push(bytes.to_vec());
        Ok(())
    }
}

pub fn empty_store() -> (TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path(), MORNING).expect("a new store opens").store;
    (folder, store)
}

/// The demo shop, stocked once for all tests of this program.
fn stocked() -> &'static TempDir {
    static STOCKED: OnceLock<TempDir> = OnceLock::new();
    STOCKED.get_or_init(|| {
        let (folder, store) = empty_store();
        let clock = Arc::new(Hands(AtomicI64::new(MORNING)));
        let app = App::start(Parts {
            store,
            clock,
            printer: Arc::new(Paper::default()),
            vault: Arc::new(Nowhere),
            sunat: Arc::new(Nowhere),
            lookup: Arc::new(Nowhere),
            licence: LicenceParts::of_nowhere().expect("roots"),
            places: Arc::new(Nowhere),
        })
        .expect("it starts");
        app.set_up_demo().expect("the demo shop is stocked");
        folder
    })
}

impl Shop {
    /// The demo shop with its owner at the till, a printer with a drawer, and no cash session.
    pub fn open() -> Shop {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::copy(stocked().path().join("till.db"), folder.path().join("till.db")).expect("the stocked shop is copied");
        let shop = Shop::at(folder);
        let profile = PrinterProfile {
            transport: Transport::File { path: "/dev/null".into() },
            drawer: Some(Drawer::default()),
            ..PrinterProfile::default()
        };
        shop.app.set_printer(&shop.call(), profile).expect("the printer is set");
        shop
    }

    /// The same shop after its program was ended and started again.
    pub fn reopened(self) -> Shop {
        let Shop { app, folder, .. } = self;
        drop(app);
        Shop::at(folder)
    }

    /// The same shop after its disk went bad and its newest copy was brought back.
    pub fn restored(self) -> Shop {
        let Shop { app, folder, .. } = self;
        drop(app);
        std::fs::write(folder.path().join("till.db"), [0xA5; 20_000]).expect("the disk goes bad");
        let Err(Unready::Damaged { profile, .. }) = recovery::open(folder.path(), MORNING) else {
            panic!("the damage is found");
        };
        drop(recovery::restore(profile, MORNING).expect("it comes back").expect("there is a copy").expect("it opens"));
        Shop::at(folder)
    }

    fn at(folder: TempDir) -> Shop {
        let store = Store::open(folder.path(), MORNING).expect("it opens").store;
        let clock = Arc::new(Hands(AtomicI64::new(MORNING)));
        let paper = Arc::new(Paper::default());
        let app = App::start(Parts {
            store,
            clock: clock.clone(),
            printer: paper.clone(),
            vault: Arc::new(Nowhere),
            sunat: Arc::new(Nowhere),
            lookup: Arc::new(Nowhere),
            licence: LicenceParts::of_nowhere().expect("roots"),
            places: Arc::new(Nowhere),
        })
        .expect("it starts");
        let shop = Shop { app, clock, paper, keys: AtomicU64::new(0), folder };
        shop.log_in_owner();
        shop
    }

    fn log_in_owner(&self) {
        let owner =
            self.app.tiles().expect("people").into_iter().find(|tile| tile.user.role.as_str() == "owner").expect("an owner");
        let pin = demo_pin("owner");
        self.app.log_in(Door::Window, owner.user.id, &pin).expect("the PIN is right");
    }

    pub fn call(&self) -> Call {
        let key = self.keys.fetch_add(1, Ordering::Relaxed);
        Call { door: Door::Window, key: format!("{key}-{}", Uuid::now_v7()), fingerprint: [0; 32] }
    }
}

/// The PIN of the first person of a role in the demo file.
pub fn demo_pin(role: &str) -> String {
    let demo: serde_json::Value =
        serde_json::from_str(include_str!("../../../../assets/demo/minimarket.json")).expect("the demo file is JSON");
    let people = demo["users"].as_array().expect("people");
    let person = people.iter().find(|person| person["role"] == role).expect("someone of that role");
    person["pin"].as_str().expect("a PIN").to_owned()
}

impl Shop {
    /// Sells one of some product that has a code, for exact cash.
    pub fn sell(&self) -> caserita_app::cart::Paid {
        let hits = self.app.search(Door::Window, "leche", 0, 20).expect("it searches").hits;
        let code = hits.into_iter().find_map(|(item, _)| item.code.filter(|_| !item.weighed)).expect("a coded product");
        let (_, cart) = self.app.scan(&self.call(), &code, None).expect("it scans");
        let input = PayInput { expected_total: cart.totals.total, cash_received: None, print: true };
        self.app.pay(&self.call(), input).expect("it is paid")
    }

    /// What the printer does from now on.
    pub fn printer_fails(&self, failure: Option<SendFailure>) {
        *self.paper.failure.lock().expect("unpoisoned") = failure;
    }

    /// How many jobs came out.
    pub fn printed(&self) -> usize {
        self.paper.jobs.lock().expect("unpoisoned").len()
    }
}
