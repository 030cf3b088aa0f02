//! The stages of `test`: one function a runner.

use std::fs;
use std::path::Path;

use super::orphans;
use super::tally::{self, Tally};
use crate::shell::{BUILD_ALL, Done, Program, Stop, cargo, program};
use crate::{tools, tree, ui};

/// What a stage saw.
pub struct Seen {
    /// How many tests it ran.
    pub tally: Tally,
    /// Whether it succeeded.
    pub outcome: Done,
}

type Stage = fn(Option<&str>) -> Seen;

/// Cheapest first.
pub const ALL: [(&str, Stage); 6] = [
    ("units of the user interface", units),
    ("building the programs and the Rust tests", build),
    ("Rust", rust),
    ("examples in the documentation", examples),
    ("stories in the browser", browser),
    ("journeys in the real window", window),
];

fn units(filter: Option<&str>) -> Seen {
    counted("vitest.json", tally::vitest, |report| {
        let json = format!("--outputFile.json={}", report.display());
        let narrowed = filter.map(|text| ["--passWithNoTests", "--testNamePattern", text]);
        let vitest = ui::npm(["test", "--", "--reporter=default", "--reporter=json", json.as_str()]);
        vitest.args(narrowed.iter().flatten()).run()
    })
}

fn build(_: Option<&str>) -> Seen {
    Seen { tally: Tally::default(), outcome: cargo().args(BUILD_ALL).run() }
}

fn rust(filter: Option<&str>) -> Seen {
    let used = match tree::scratch("snapshots.txt") {
        Ok(used) => used,
        Err(stop) => return Seen { tally: Tally::default(), outcome: Err(stop) },
    };
    // Nothing to remove on the first run; insta only ever appends.
    let _ = fs::remove_file(&used);
    let mut seen =
        nextest(cargo().env("INSTA_SNAPSHOT_REFERENCES_FILE", &used), &["--filterset", "not binary(=window)"], filter);
    if seen.outcome.is_ok() && filter.is_none() {
        seen.outcome = orphans::none(&used);
    }
    seen
}

fn window(filter: Option<&str>) -> Seen {
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let display = ["-a", "-s", "-screen 0 1366x768x24", "dbus-run-session", "--", cargo.as_str()];
    // One session at a time is all that a WebDriver gives.
    let only = ["--filterset", "binary(=window)", "--test-threads", "1"];
    // Software rendering: faster here than through a virtual device, and the same on every machine.
    nextest(program("xvfb-run").args(display).env("WEBKIT_DISABLE_DMABUF_RENDERER", "1"), &only, filter)
}

fn nextest(through: Program, only: &[&str], filter: Option<&str>) -> Seen {
    counted("../nextest/default/junit.xml", tally::junit, |_| {
        let narrowed = filter.map(|text| ["--no-tests=pass", text]);
        through
            .args(["nextest", "run", "--workspace", "--no-fail-fast"])
            .args(only)
            .args(narrowed.iter().flatten())
            .env("CASERITA_BIN", tree::built("caserita")?)
            .run()
    })
}

fn examples(filter: Option<&str>) -> Seen {
    let mut sum = Tally::default();
    let outcome = cargo().args(["test", "--doc", "--workspace", "--no-fail-fast"]).args(filter).run_reading(|line| {
        sum.add(&tally::libtest_line(line).unwrap_or_default());
    });
    Seen { tally: sum, outcome }
}

fn browser(filter: Option<&str>) -> Seen {
    counted("playwright.json", tally::playwright, |report| {
        let chromium = tools::browser().ok_or_else(|| Stop::new("no Chromium: set CASERITA_CHROMIUM to one"))?;
        let narrowed = filter.map(|text| ["--pass-with-no-tests", "--grep", text]);
        program("npm")
            .dir("tests/browser")
            .args(["exec", "--", "playwright", "test", "--reporter=list,json"])
            .args(narrowed.iter().flatten())
            .env("PLAYWRIGHT_JSON_OUTPUT_NAME", report)
            .env("CASERITA_BIN", tree::built("caserita")?)
            .env("CASERITA_CHROMIUM", chromium)
            .run()
    })
}

/// Runs a runner that leaves a report, having removed the report of the run before.
fn counted(report: &str, reader: fn(&str) -> Option<Tally>, run: impl FnOnce(&Path) -> Done) -> Seen {
    let report = match tree::scratch(report) {
        Ok(report) => report,
        Err(stop) => return Seen { tally: Tally::default(), outcome: Err(stop) },
    };
    // Nothing to remove on the first run.
    let _ = fs::remove_file(&report);
    let outcome = run(&report);
    Seen { tally: tally::report(&report, reader), outcome }
}
