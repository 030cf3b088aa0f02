//! Samples and the rows they become.

use std::{fs::File, io::Write, time::Duration};

use serde_json::json;

use crate::shop::Size;

/// Where rows go: the file named in `CASERITA_BENCH_ROWS`, and the screen.
pub struct Rows(Option<File>);

impl Rows {
    pub fn open() -> Rows {
        Rows(std::env::var_os("CASERITA_BENCH_ROWS").map(|path| File::create(path).expect("the rows can be written")))
    }

    /// A row of times against a budget in microseconds.
    pub fn time(&mut self, row: &str, size: Size, mut times: Vec<Duration>, budget_us: u64) {
        times.sort();
        let at = |share: usize| times[(times.len() * share / 100).min(times.len() - 1)].as_secs_f64() * 1e6;
        self.write(&json!({ "row": row, "size": size.name, "p50_us": at(50), "p99_us": at(99), "budget_us": budget_us }));
    }

    /// A row of memory against a budget in megabytes.
    pub fn memory(&mut self, row: &str, size: Size, mb: f64, budget_mb: u64) {
        self.write(&json!({ "row": row, "size": size.name, "mb": mb, "budget_mb": budget_mb }));
    }

    fn write(&mut self, row: &serde_json::Value) {
        println!("{row}");
        if let Some(file) = &mut self.0 {
            writeln!(file, "{row}").expect("the rows can be written");
        }
    }
}

/// `turns` samples.
pub fn sample(turns: usize, mut take: impl FnMut(usize) -> Duration) -> Vec<Duration> {
    (0..turns).map(&mut take).collect()
}
