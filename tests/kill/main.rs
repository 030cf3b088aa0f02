//! The power goes, again and again, in the middle of a day's work.
//!
//! A cashier sells to a till that is killed with SIGKILL at random moments. What the till acknowledged must be there once
//! it is back; what it had not answered may have happened or not, but asking again with the same key settles it.

#![allow(clippy::disallowed_methods, reason = "the test starts the program, tells its own time, and asks sqlite3")]

mod documents;

use std::{collections::HashSet, path::Path, process::Command, sync::mpsc, thread, time::Duration};

use caserita_store::Store;
use caserita_tests::{
    cashier::{Cashier, NoAnswer},
    paper::Printer,
    program::Serving,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// Sales to make, and how often to pull the plug about: once in so many requests.
const SALES: usize = 200;
const REQUESTS_A_KILL: u64 = 14;

/// A small generator with a seed, so that a failure can be repeated: CASERITA_SEED.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }
}

/// A till that may die under any request, and the cashier who waits for it to come back.
struct Counter<'f> {
    folder: &'f Path,
    serving: Serving,
    cashier: Cashier,
    dice: Dice,
    kills: usize,
}

impl Counter<'_> {
    /// Asks until answered. With luck against it, the till dies while the request is on its way.
    fn insist(&mut self, path: &str, body: &Value) -> Value {
        let key = Uuid::now_v7().to_string();
        loop {
            let doomed = self.dice.roll(REQUESTS_A_KILL) == 0;
            let outcome =
                if doomed { self.ask_while_dying(path, body, &key) } else { self.cashier.post_with_key(path, body, &key) };
            if doomed {
                self.come_back();
            }
            match outcome {
                Ok(answer) => return answer,
                Err(NoAnswer(error)) => assert!(doomed, "the till answers while it lives: {error}"),
            }
        }
    }

    /// Sends the request and kills the till between 0 and 12 ms later, whatever it is doing then.
    fn ask_while_dying(&mut self, path: &str, body: &Value, key: &str) -> Result<Value, NoAnswer> {
        let delay = Duration::from_micros(self.dice.roll(12_000));
        let (answered, answer) = mpsc::channel();
        thread::scope(|scope| {
            let cashier = &self.cashier;
            scope.spawn(move || answered.send(cashier.post_with_key(path, body, key)));
            thread::sleep(delay);
            self.serving.kill();
            answer.recv().expect("the request ends one way or the other")
        })
    }

    fn come_back(&mut self) {
        self.kills += 1;
        let before = self.dice.0;
        self.serving = Serving::start(self.folder);
        self.cashier = Cashier::log_in(&self.serving.address, "owner");
        assert_eq!(before, self.dice.0);
    }

    fn cart(&self) -> Value {
        self.cashier.get("/v1/cart").expect("it answers")
    }
}

fn quantities(cart: &Value) -> Vec<(String, i64)> {
    let lines = cart["lines"].as_array().expect("lines");
    let read = |line: &Value| {
        (line["presentation_id"].as_str().expect("an id").to_owned(), line["quantity"].as_i64().expect("a quantity"))
    };
    lines.iter().map(read).collect()
}

/// Barcodes of the demo shop that sell by the unit.
fn barcodes() -> Vec<String> {
    let demo: Value = serde_json::from_str(include_str!("../../assets/demo/minimarket.json")).expect("the demo is JSON");
    let products = demo["products"].as_array().expect("products").iter().filter(|product| product["weighed"] == false);
    products.filter_map(|product| product["presentations"][0]["barcodes"][0].as_str().map(str::to_owned)).collect()
}

#[test]
fn law_02_kill_at_any_moment_loses_no_paid_sale_and_keeps_the_open_cart() {
    let seed = std::env::var("CASERITA_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(0x5eed_cafe_f00d_u64);
    println!("CASERITA_SEED={seed}");
    let folder = tempfile::tempdir().expect("a folder");
    let printer = Printer::on();
    let serving = Serving::start(folder.path());
    let cashier = Cashier::log_in(&serving.address, "owner");
    let mut counter = Counter { folder: folder.path(), serving, cashier, dice: Dice(seed), kills: 0 };
    let mut profile = counter.cashier.get("/v1/printer").expect("a profile");
    profile["transport"] = json!({ "kind": "tcp", "host": "127.0.0.1", "port": printer.address.port() });
    counter.cashier.post("/v1/printer", &profile).expect("it is stored");
    counter.insist("/v1/cash/open", &json!({ "float": 5_000 }));

    let barcodes = barcodes();
    let mut acknowledged = Vec::new();
    for _ in 0..SALES {
        for _ in 0..=counter.dice.roll(3) {
            let code = &barcodes[usize::try_from(counter.dice.roll(barcodes.len() as u64)).expect("small")];
            let answer = counter.insist("/v1/cart/scan", &json!({ "code": code }));
            assert_eq!(answer["outcome"], "added", "{answer}");
            assert_eq!(
                quantities(&counter.cart()),
                quantities(&answer["cart"]),
                "the cart is what was last answered, kill or no kill"
            );
        }
        let total = counter.cart()["totals"]["total"].clone();
        let paid = counter.insist("/v1/cart/pay", &json!({ "expected_total": total, "print": true }));
        assert!(paid["sale_id"].is_string(), "the sale is acknowledged: {paid}");
        acknowledged.push((paid["sale_id"].clone(), paid["number"].clone(), paid["total"].clone()));
        assert_eq!(counter.cart()["lines"], json!([]), "the next customer finds an empty cart");
    }
    println!("{} kills in {SALES} sales", counter.kills);
    assert!(counter.kills >= 30, "the plug was pulled often enough to mean something: {}", counter.kills);

    let listed = all_sales(&counter.cashier);
    assert_eq!(listed.len(), SALES, "no sale is missing and none is double");
    for (id, number, _) in &acknowledged {
        assert!(listed.iter().any(|sale| sale["id"] == *id && sale["number"] == *number), "{number} was acknowledged");
    }
    let distinct: HashSet<String> = listed.iter().map(|sale| sale["number"].to_string()).collect();
    assert_eq!(distinct.len(), SALES, "every number was given once");

    counter.serving.kill();
    the_file_is_sound(folder.path());
}

fn all_sales(cashier: &Cashier) -> Vec<Value> {
    let mut sales = Vec::new();
    let mut after = String::new();
    loop {
        let page = cashier.get(&format!("/v1/sales?limit=100{after}")).expect("it answers");
        sales.extend(page["rows"].as_array().expect("rows").iter().cloned());
        match page["next"].as_str() {
            Some(next) => after = format!("&after={next}"),
            None => return sales,
        }
    }
}

fn the_file_is_sound(folder: &Path) {
    let opened = Store::open(folder, 0).expect("it opens after the last kill");
    assert!(opened.after_crash, "the kill was noticed, so the file was checked");
    let store = opened.store;
    let operations = store.read(|reader| reader.verify_chain()).expect("it reads").expect("the chain holds");
    assert!(operations > u64::try_from(SALES * 2).expect("small"));
    let off: Vec<Uuid> = store.read(|reader| reader.stock_levels_off()).expect("it reads");
    assert!(off.is_empty(), "stock is the sum of its movements: {off:?}");
    assert_eq!(store.session_totals_off().expect("it reads"), Vec::<String>::new());
    drop(store);
    let checked = Command::new("sqlite3")
        .arg(folder.join("till.db"))
        .arg("PRAGMA integrity_check")
        .output()
        .expect("sqlite3 is installed");
    assert_eq!(String::from_utf8_lossy(&checked.stdout).trim(), "ok", "{checked:?}");
}
