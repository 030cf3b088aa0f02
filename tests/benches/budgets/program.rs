//! The program as a whole.

use std::{path::Path, time::Instant};

use caserita_tests::{cashier::Cashier, program::Serving};

use crate::{
    measure::{Rows, sample},
    shop::Size,
};

/// From exec to the first answer about the cart, and what the process then holds in memory.
pub fn cold_start(rows: &mut Rows, size: Size, folder: &Path) {
    let mut resident = 0.0;
    let times = sample(5, |_| {
        let started = Instant::now();
        let serving = Serving::start(folder);
        let client = reqwest::blocking::get(format!("{}/v1/health", serving.address)).expect("it answers");
        assert!(client.status().is_success(), "the till is ready");
        let time = started.elapsed();
        let cashier = Cashier::log_in(&serving.address, "owner");
        for text in ["a", "le", "arroz", "xyz"] {
            cashier.get(&format!("/v1/search?q={text}")).expect("it answers");
        }
        resident = resident_mb(serving.id());
        time
    });
    rows.time("cold start → the till answers", size, times, 2_000_000);
    rows.memory("resident memory of our own process", size, resident, 120);
}

/// VmRSS of a process.
fn resident_mb(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("Linux tells");
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:")).expect("it has a size");
    line.trim().trim_end_matches(" kB").parse::<f64>().expect("a number") / 1024.0
}
