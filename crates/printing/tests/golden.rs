//! Every ticket, read back by tools we did not write, is what we meant: on each paper, in each code page.
//!
//! Golden files hold what a person would read. `UPDATE_GOLDEN=1` writes them anew; look at the difference before keeping it.

mod common;

use std::{collections::BTreeSet, fs, path::Path};

use caserita_printing::{Columns, escpos_bytes};
use common::{
    decoded::{Part, decode, decode_all, view},
    situations::{all, code_pages, profile},
    tools::golden,
};

#[test]
fn every_ticket_reads_as_its_golden_file() {
    for (name, columns, _, _, parts) in jobs().into_iter().filter(|(_, _, _, table, _)| *table == "cp850") {
        let file = golden().join("tickets").join(name).join(format!("{}.txt", columns.count()));
        compare(&file, &view(&parts));
    }
}

#[test]
fn every_golden_file_belongs_to_a_situation() {
    let known: BTreeSet<String> = all().into_iter().map(|(name, _)| name.to_owned()).collect();
    let kept = fs::read_dir(golden().join("tickets")).expect("the golden folder is there");
    let kept: BTreeSet<String> =
        kept.map(|entry| entry.expect("a folder").file_name().to_string_lossy().into_owned()).collect();
    assert_eq!(kept, known, "a situation that is gone takes its folder with it");
}

/// Every situation on every paper and in every code page, read back.
fn jobs() -> Vec<(&'static str, Columns, u8, &'static str, Vec<Part>)> {
    let mut jobs = Vec::new();
    let mut labels = Vec::new();
    for (name, ticket) in all() {
        for columns in Columns::ALL {
            for (code_page, table) in code_pages() {
                jobs.push((escpos_bytes(&ticket, &profile(columns, code_page)), table));
                labels.push((name, columns, code_page.number, table));
            }
        }
    }
    let parts = decode_all(&jobs);
    labels.into_iter().zip(parts).map(|((name, columns, page, table), parts)| (name, columns, page, table, parts)).collect()
}

fn compare(file: &Path, seen: &str) {
    if std::env::var_os("UPDATE_GOLDEN").is_some() {
        fs::create_dir_all(file.parent().expect("a file in a folder")).expect("the folder can be made");
        fs::write(file, seen).expect("the golden file can be written");
    }
    let golden = fs::read_to_string(file).unwrap_or_else(|_| panic!("{} is missing", file.display()));
    assert_eq!(seen, golden, "{} no longer says what is printed", file.display());
}

#[test]
fn every_job_keeps_the_rules_of_the_trade() {
    for (name, columns, page, table, parts) in jobs() {
        let place = format!("{name}, {} columns, {table}", columns.count());
        begins_clean(&parts, page, &place);
        has_no_stray_controls(&parts, &place);
        stays_within(&parts, columns.count(), &place);
        ends_with_the_cut(&parts, &place);
    }
}

fn begins_clean(parts: &[Part], page: u8, place: &str) {
    let opening = [command("ESC @", &[]), command("FS .", &[]), command("ESC t", &[page])];
    assert_eq!(&parts[..3], opening, "{place}: a job resets the printer and names its code page before any letter");
    let pages = parts.iter().filter(|part| matches!(part, Part::Command(name, _) if name == "ESC t")).count();
    assert_eq!(pages, 1, "{place}: the code page never changes half-way");
}

fn has_no_stray_controls(parts: &[Part], place: &str) {
    for part in parts {
        if let Part::Text(text, bytes) = part {
            let stray = bytes.iter().find(|byte| (**byte < 0x20 && **byte != b'\n') || **byte == 0x7f);
            assert_eq!(stray, None, "{place}: only line feeds may stand between letters: {text:?}");
        }
    }
}

fn stays_within(parts: &[Part], columns: usize, place: &str) {
    for part in parts {
        if let Part::Text(text, _) = part {
            let widest = text.lines().map(|line| line.chars().count()).max().unwrap_or(0);
            assert!(widest <= columns, "{place}: the printer would break this line: {text:?}");
        }
    }
}

fn ends_with_the_cut(parts: &[Part], place: &str) {
    let end = [command("ESC d", &[5]), command("GS V", &[66, 0])];
    assert_eq!(parts[parts.len() - 2..], end, "{place}: fed past the knife, cut, and nothing after it");
}

#[test]
fn letters_survive_every_page_that_has_them() {
    let ticket = common::situations::full_basket();
    for (code_page, table) in code_pages() {
        let said = view(&decode(&escpos_bytes(&ticket, &profile(Columns::C48, code_page)), table));
        for word in ["Bodega Doña Peta", "Begoña Ñahui Güere", "Café tostado", "¡Gracias", "S/ 206.00", "NV01-00000123"]
        {
            assert!(said.contains(word), "{table} lost {word:?} in:\n{said}");
        }
        let street = if table == "cp437" { "Jr. Los Alamos" } else { "Jr. Los Álamos" };
        assert!(said.contains(street), "{table}: a letter the page lacks only loses its accent:\n{said}");
    }
}

fn command(name: &str, arguments: &[u8]) -> Part {
    Part::Command(name.to_owned(), arguments.to_vec())
}
