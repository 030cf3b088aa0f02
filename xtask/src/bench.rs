//! `bench`: measures the speed budgets and prints them, one row a budget and size of shop.
//!
//! The benches own the budgets and write what they saw as JSON lines to the file named in `CASERITA_BENCH_ROWS`:
//! `{"row", "size", "p50_us", "p99_us", "budget_us"}` for a time, `{"row", "size", "mb", "budget_mb"}` for memory.
//! A miss is marked, not failed: how fast a shared machine was today is news, not a broken build.

use std::fs;

use serde_json::Value;

use crate::shell::{Done, Stop, cargo, program, say};
use crate::{tools, tree, ui};

/// One measured budget.
#[derive(Debug, PartialEq)]
struct Row {
    what: String,
    size: String,
    typical: String,
    worst: String,
    budget: String,
    missed: bool,
}

/// Runs the benches and prints their table.
pub fn run() -> Done {
    tools::ready(&tools::BENCH)?;
    ui::build()?;
    let rows = tree::scratch("bench.jsonl")?;
    // Nothing to remove on the first run.
    let _ = fs::remove_file(&rows);
    say("measuring in a release build");
    cargo().args(["build", "--release", "--package", "caserita"]).run()?;
    cargo()
        .args(["bench", "--package", "caserita-tests"])
        .env("CASERITA_BENCH_ROWS", &rows)
        .env("CASERITA_BIN", tree::built_in("release", "caserita")?)
        .run()?;
    say("measuring on a screen");
    program("npm")
        .dir("tests/browser")
        .args(["exec", "--", "playwright", "test", "--config", "measures.config.ts"])
        .env("CASERITA_BENCH_ROWS", &rows)
        .env("CASERITA_BIN", tree::built_in("release", "caserita")?)
        .env("CASERITA_CHROMIUM", tools::browser().ok_or_else(|| Stop::new("no Chromium: set CASERITA_CHROMIUM to one"))?)
        .run()?;
    let lines = fs::read_to_string(&rows).map_err(|_| Stop::new("the benches wrote no row to CASERITA_BENCH_ROWS"))?;
    let rows = lines.lines().map(parse).collect::<Result<Vec<_>, _>>()?;
    print!("{}", table(&rows));
    Ok(())
}

fn parse(line: &str) -> Result<Row, Stop> {
    read(line).ok_or_else(|| Stop::new(format!("not a row of a bench: {line}")))
}

fn read(line: &str) -> Option<Row> {
    let row: Value = serde_json::from_str(line).ok()?;
    let what = row["row"].as_str()?.to_owned();
    let size = row["size"].as_str().map_or_else(|| row["size"].to_string(), str::to_owned);
    if let (Some(used), Some(budget)) = (row["mb"].as_f64(), row["budget_mb"].as_f64()) {
        let (worst, budget_text) = (format!("{used:.0} MB"), format!("{budget:.0} MB"));
        return Some(Row { what, size, typical: String::new(), worst, budget: budget_text, missed: used > budget });
    }
    let (p50, p99) = (row["p50_us"].as_f64()?, row["p99_us"].as_f64()?);
    let budget = row["budget_us"].as_f64()?;
    Some(Row { what, size, typical: millis(p50), worst: millis(p99), budget: millis(budget), missed: p99 > budget })
}

fn millis(micros: f64) -> String {
    format!("{:.2} ms", micros / 1000.0)
}

fn table(rows: &[Row]) -> String {
    let longest = rows.iter().map(|row| row.what.chars().count()).max().unwrap_or(0).max(4);
    let line = |what: &str, size: &str, p50: &str, p99: &str, budget: &str, mark: &str| {
        format!("{what:longest$}  {size:>9}  {p50:>11}  {p99:>11}  {budget:>11}  {mark}").trim_end().to_owned() + "\n"
    };
    let mut text = line("what", "size", "p50", "p99", "budget", "");
    for row in rows {
        let mark = if row.missed { "MISSED" } else { "ok" };
        text += &line(&row.what, &row.size, &row.typical, &row.worst, &row.budget, mark);
    }
    let missed = rows.iter().filter(|row| row.missed).count();
    text + &format!("{} of {} within budget, {missed} missed\n", rows.len() - missed, rows.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_over_its_budget_is_marked() {
        let lines = [
            r#"{"row":"scan","size":100000,"p50_us":412,"p99_us":2900,"budget_us":3000}"#,
            r#"{"row":"pay","size":"1k","p50_us":9000,"p99_us":26000,"budget_us":25000}"#,
            r#"{"row":"memory","size":"100k","mb":118.4,"budget_mb":120}"#,
        ];
        let rows = lines.map(|line| parse(line).expect("the documented form"));
        assert_eq!(rows.each_ref().map(|row| row.missed), [false, true, false]);
        let table = table(&rows);
        assert!(table.contains("26.00 ms     25.00 ms  MISSED"), "{table}");
        assert!(table.ends_with("2 of 3 within budget, 1 missed\n"), "{table}");
    }

    #[test]
    fn a_line_without_its_budget_is_refused() {
        assert!(parse(r#"{"row":"scan","size":1,"p50_us":1,"p99_us":2}"#).is_err());
    }
}
