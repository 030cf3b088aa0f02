//! The power goes while documents are on their way: after they left and before the answer was kept.

use std::{
    thread,
    time::{Duration, Instant},
};

use caserita_testkit::{
    electronic,
    sunat::{Behaviour, SunatServer},
};
use caserita_tests::{cashier::Cashier, program::Serving};
use serde_json::{Value, json};

use super::{Counter, Dice, barcodes};

const FACTURAS: usize = 40;
/// SUNAT takes so long: many times longer than a till takes to keep its answer.
const SLOW: Duration = Duration::from_millis(15);
/// A till that has nothing else to do sends within this time.
const SOON: Duration = Duration::from_millis(500);
/// All must be settled within this time once the kills are over.
const PATIENCE: Duration = Duration::from_secs(60);

fn go_electronic(counter: &Counter<'_>, sunat: &SunatServer) {
    let post = |path: &str, body: Value| {
        let answer = counter.cashier.post(path, &body).expect("it answers");
        assert!(answer["code"].is_null(), "{path}: {answer}");
        answer
    };
    post("/v1/shop", electronic::shop_data());
    post("/v1/fiscal/settings", electronic::fiscal_settings(&sunat.url()));
    post("/v1/fiscal/certificate", electronic::certificate_input(electronic::CERTIFICATE));
}

fn documents(cashier: &Cashier, light: &str) -> Vec<Value> {
    let page = cashier.get(&format!("/v1/documents?limit=100&light={light}")).expect("it answers");
    page["rows"].as_array().expect("rows").clone()
}

#[test]
fn law_03_kill_between_sent_and_saved_makes_no_second_number_loses_none_and_accepts_none_falsely() {
    let folder = tempfile::tempdir().expect("a folder");
    let sunat = SunatServer::start();
    for _ in 0..FACTURAS * 10 {
        sunat.then(Behaviour::Slow(SLOW));
    }
    let serving = Serving::start(folder.path());
    let cashier = Cashier::log_in(&serving.address, "owner");
    let mut counter = Counter { folder: folder.path(), serving, cashier, dice: Dice(0xd0c5_cafe), kills: 0 };
    go_electronic(&counter, &sunat);
    counter.insist("/v1/cash/open", &json!({ "float": 5_000 }));
    let company = json!({ "doc_type": "ruc", "doc_number": "20000000001", "name": "Compradora SAC" });
    let customer = counter.insist("/v1/customers", &company)["id"].clone();
    let barcodes = barcodes();
    let mut issued = Vec::new();
    for sale in 0..FACTURAS {
        counter.insist("/v1/cart/scan", &json!({ "code": barcodes[sale % barcodes.len()] }));
        let cart = counter.insist("/v1/cart/customer", &json!({ "customer_id": customer }));
        let pay = json!({ "expected_total": cart["totals"]["total"], "print": false });
        let before = sunat.calls("sendBill");
        let paid = counter.insist("/v1/cart/pay", &pay);
        issued.push(paid["number"].as_str().expect("a number").to_owned());
        if counter.dice.roll(2) == 0 {
            // The plug is pulled around the moment SUNAT answers: mostly while the till waits for it.
            let paid = Instant::now();
            while sunat.calls("sendBill") == before && paid.elapsed() < SOON {
                thread::sleep(Duration::from_millis(1));
            }
            thread::sleep(Duration::from_micros(counter.dice.roll(20_000)));
            counter.serving.kill();
            counter.come_back();
        }
    }
    println!("{} kills in {FACTURAS} facturas, {} calls to SUNAT", counter.kills, sunat.calls("sendBill"));
    assert!(counter.kills >= 15, "the plug was pulled often enough: {}", counter.kills);

    let asked = Instant::now();
    while documents(&counter.cashier, "green").len() < FACTURAS && asked.elapsed() < PATIENCE {
        for row in documents(&counter.cashier, "green") {
            let number = row["number"].as_str().expect("a number");
            assert!(
                sunat.valid().iter().any(|name| stands_for(name, number)),
                "{number} is called accepted and is not there"
            );
        }
        thread::sleep(Duration::from_millis(200));
    }
    let accepted: Vec<String> = documents(&counter.cashier, "green")
        .iter()
        .map(|row| row["number"].as_str().expect("a number").to_owned())
        .collect();
    assert_eq!(accepted.len(), FACTURAS, "none is lost");
    assert!(issued.iter().all(|number| accepted.contains(number)));
    let mut valid = sunat.valid();
    valid.sort();
    valid.dedup();
    assert_eq!(valid.len(), FACTURAS, "SUNAT has each once, and nothing else");
    assert!(sunat.calls("getStatusCdr") > 0, "some answers were lost on the way and asked for again");
}

/// `20123456786-01-FX01-7` is `FX01-00000007`.
fn stands_for(name: &str, number: &str) -> bool {
    let (series, correlative) = number.split_once('-').expect("a number");
    name == format!("{}-01-{series}-{}", electronic::RUC, correlative.trim_start_matches('0'))
}
