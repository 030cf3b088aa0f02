//! How many tests passed and failed, read from what each runner reports.

use std::fmt;
use std::path::Path;

use serde_json::Value;

/// A count of tests.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u64,
    /// Tests that failed.
    pub failed: u64,
}

impl Tally {
    /// Adds another count.
    pub fn add(&mut self, other: &Tally) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

/// Reads a report with one of the readers below; a runner that broke off left none, and counted nothing.
pub fn report(path: &Path, reader: fn(&str) -> Option<Tally>) -> Tally {
    std::fs::read_to_string(path).ok().and_then(|text| reader(&text)).unwrap_or_default()
}

/// The JUnit file of cargo-nextest: its outermost element carries the sums.
pub fn junit(text: &str) -> Option<Tally> {
    let suites = text.split_once("<testsuites ")?.1.split_once('>')?.0;
    let attribute = |name: &str| suites.split_once(&format!("{name}=\""))?.1.split_once('"')?.0.parse::<u64>().ok();
    let failed = attribute("failures")? + attribute("errors")?;
    Some(Tally { passed: attribute("tests")?.saturating_sub(failed), failed })
}

/// The JSON report of vitest; a file that cannot even be loaded counts as a failure.
pub fn vitest(text: &str) -> Option<Tally> {
    let report: Value = serde_json::from_str(text).ok()?;
    let failed = report["numFailedTests"].as_u64()?;
    let broken = report["success"] == Value::Bool(false) && failed == 0;
    Some(Tally { passed: report["numPassedTests"].as_u64()?, failed: failed + u64::from(broken) })
}

/// The JSON report of Playwright; a test that passed only when repeated counts as passed there and here.
pub fn playwright(text: &str) -> Option<Tally> {
    let stats = &serde_json::from_str::<Value>(text).ok()?["stats"];
    Some(Tally { passed: stats["expected"].as_u64()? + stats["flaky"].as_u64()?, failed: stats["unexpected"].as_u64()? })
}

/// One line of `cargo test`'s own screen output, the only report that documentation examples have.
pub fn libtest_line(line: &str) -> Option<Tally> {
    let counts = line.strip_prefix("test result: ")?;
    let before = |word: &str| counts.split_once(word)?.0.rsplit([' ', ';']).next()?.parse().ok();
    Some(Tally { passed: before(" passed")?, failed: before(" failed")? })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_runner_is_read_in_its_own_words() {
        let junit_text =
            r#"<?xml version="1.0"?><testsuites name="nextest-run" tests="12" failures="2" errors="1" uuid="x">"#;
        assert_eq!(junit(junit_text), Some(Tally { passed: 9, failed: 3 }));
        let vitest_text = r#"{"numPassedTests":7,"numFailedTests":1,"success":false}"#;
        assert_eq!(vitest(vitest_text), Some(Tally { passed: 7, failed: 1 }));
        let playwright_text = r#"{"stats":{"expected":5,"unexpected":1,"flaky":1,"skipped":2}}"#;
        assert_eq!(playwright(playwright_text), Some(Tally { passed: 6, failed: 1 }));
        let line = "test result: FAILED. 3 passed; 1 failed; 0 ignored; 0 measured; 0 filtered out; finished in 0.10s";
        assert_eq!(libtest_line(line), Some(Tally { passed: 3, failed: 1 }));
        assert_eq!(libtest_line("test money::adds ... ok"), None);
    }

    #[test]
    fn a_test_file_that_does_not_load_is_a_failure() {
        let text = r#"{"numPassedTests":7,"numFailedTests":0,"success":false}"#;
        assert_eq!(vitest(text), Some(Tally { passed: 7, failed: 1 }));
    }

    #[test]
    fn the_last_line_is_plain() {
        assert_eq!(Tally { passed: 41, failed: 0 }.to_string(), "41 passed, 0 failed");
    }
}
