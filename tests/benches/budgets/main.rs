//! The speed budgets of the design, measured on generated shops of 1,000, 10,000 and 100,000 products, the largest with a
//! million sale lines on file. Times are taken one call at a time, through the router in this process, fsync included;
//! p99 is what a budget is about, so samples are kept and sorted instead of averaged.

#![allow(clippy::disallowed_methods, reason = "a bench reads the real clock and starts the real program")]

mod documents;
mod licence;
mod measure;
mod program;
mod shop;
mod till;

use caserita_money::Money;
use measure::{Rows, sample};
use serde_json::json;
use shop::Size;
use till::Till;

const SIZES: [Size; 3] = [
    Size { name: "1k", products: 1_000, sales: 2_000 },
    Size { name: "10k", products: 10_000, sales: 20_000 },
    Size { name: "100k", products: 100_000, sales: 200_000 },
];

fn main() {
    let mut rows = Rows::open();
    for size in SIZES {
        if std::env::args().skip(1).any(|arg| !arg.starts_with('-') && arg != size.name) {
            continue;
        }
        let folder = shop::generated(size);
        let mut till = Till::open(folder.path());
        scans(&mut rows, size, &mut till);
        searches(&mut rows, size, &mut till);
        sales(&mut rows, size, &mut till);
        closings(&mut rows, size, &mut till);
        documents::pure(&mut rows, size);
        documents::counter(&mut rows, size, &mut till);
        licence::check(&mut rows, size);
        till.close();
        program::cold_start(&mut rows, size, folder.path());
    }
}

/// A scan of a ten-line basket's next product: looked up, priced, stored, answered.
fn scans(rows: &mut Rows, size: Size, till: &mut Till) {
    let times = sample(1_000, |turn| {
        if turn % 10 == 0 {
            till.clear();
        }
        let code = till.some_code();
        till.timed("/v1/cart/scan", json!({ "code": code }))
    });
    rows.time("scan → answered by the API", size, times, 3_000);
}

/// Every key of typing a product's name.
fn searches(rows: &mut Rows, size: Size, till: &mut Till) {
    let mut times = Vec::new();
    while times.len() < 1_500 {
        let name = till.some_name();
        let typed: String = name.chars().take(12).collect();
        for end in 1..=typed.chars().count() {
            let text: String = typed.chars().take(end).collect();
            times.push(till.searched(&text));
        }
    }
    rows.time("search, each key, by the API", size, times, 10_000);
    let misspelt = sample(300, |_| {
        let name = till.some_name();
        let word = name.split(' ').max_by_key(|word| word.chars().count()).expect("a word").to_owned();
        let slip: String = word.chars().enumerate().map(|(at, letter)| if at == 2 { 'x' } else { letter }).collect();
        till.searched(&slip)
    });
    rows.time("search of a misspelt word", size, misspelt, 10_000);
}

/// *Cobrar* with five lines: until committed, and until the printer saw its first byte.
fn sales(rows: &mut Rows, size: Size, till: &mut Till) {
    let (mut committed, mut printed) = (Vec::new(), Vec::new());
    for _ in 0..300 {
        till.fill_cart(5);
        let (pay, first_byte) = till.sell_and_print();
        committed.push(pay);
        printed.push(first_byte);
    }
    rows.time("cobrar → committed", size, committed, 25_000);
    rows.time("cobrar → first bytes to the printer", size, printed, 150_000);
}

/// The Z of a day of five hundred sales.
fn closings(rows: &mut Rows, size: Size, till: &mut Till) {
    let times = sample(3, |_| {
        till.sell_quietly(500);
        let counts = json!([{ "value": Money::from_cents(10_000).cents(), "count": 3 }]);
        let time = till.timed("/v1/cash/close", json!({ "counts": counts, "left_float": 0, "print": false }));
        till.timed("/v1/cash/open", json!({ "float": 0 }));
        time
    });
    rows.time("Z close of a 500-sale day", size, times, 200_000);
}
