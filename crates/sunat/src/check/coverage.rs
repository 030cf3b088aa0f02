//! Counts what becomes of every row of SUNAT's sheets.

use super::{
    attach,
    reasons::Reason,
    rule::{Run, SHEETS, Sheet},
};

/// Rows that nobody runs and nobody gave a reason for, by sheet. They may only fall.
const NOT_COVERED: [usize; 6] = [0; 6];

/// Rows that run, by sheet. They may only rise: a wording no longer understood must not hide behind a reason.
const RUN: [usize; 6] = [447, 479, 361, 341, 98, 28];

#[derive(Default, Debug, PartialEq, Eq)]
struct Count {
    family: usize,
    function: usize,
    sunat: usize,
    not_ours: usize,
    heading: usize,
    not_covered: usize,
}

fn count(sheet: &Sheet) -> Count {
    let mut count = Count::default();
    for rule in sheet.groups.iter().flatten().chain(&sheet.repeats) {
        match rule.run {
            Run::Function(_) => count.function += 1,
            Run::Family(_) | Run::Guards => count.family += 1,
        }
    }
    for idle in &sheet.idle {
        match idle.reason {
            Some(Reason::Sunat) => count.sunat += 1,
            Some(Reason::NotOurs(_)) => count.not_ours += 1,
            Some(Reason::Heading) => count.heading += 1,
            None => {
                println!("not covered: {} row {}: {}", sheet.name, idle.row, idle.condition);
                count.not_covered += 1;
            }
        }
    }
    count
}

#[test]
fn coverage() {
    println!(
        "{:<18} {:>7} {:>9} {:>6} {:>9} {:>8} {:>12}",
        "sheet", "family", "function", "SUNAT", "not ours", "heading", "not covered"
    );
    for ((sheet, known), run) in SHEETS.iter().zip(NOT_COVERED).zip(RUN) {
        let Count { family, function, sunat, not_ours, heading, not_covered } = count(sheet);
        println!("{:<18} {family:>7} {function:>9} {sunat:>6} {not_ours:>9} {heading:>8} {not_covered:>12}", sheet.name);
        assert_eq!(not_covered, known, "{}: rows with neither a run nor a reason", sheet.name);
        assert_eq!(family + function, run, "{}: rows that run", sheet.name);
    }
}

#[test]
fn every_row_has_a_fate() {
    let rows = [520, 603, 396, 377, 117, 38];
    for (sheet, rows) in SHEETS.iter().zip(rows) {
        let Count { family, function, sunat, not_ours, heading, not_covered } = count(sheet);
        assert_eq!(family + function + sunat + not_ours + heading + not_covered, rows, "{}", sheet.name);
    }
}

#[test]
fn every_function_runs_a_row() {
    let rules = || SHEETS.iter().flat_map(|sheet| sheet.groups.iter().flatten());
    let runs = |code| rules().any(|rule| rule.code == code && matches!(rule.run, Run::Function(_)));
    let idle: Vec<_> = attach::attached().filter(|(_, code)| !runs(*code)).collect();
    assert!(idle.is_empty(), "functions of codes that no sheet has: {idle:?}");
}
