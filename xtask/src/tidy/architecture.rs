//! A document that promises must be able to show its proof: every test that `docs/ARCHITECTURE.md` names exists, and
//! every **Invariant.** names one.
//!
//! In an invariant's paragraph the backticked names after *Tested by* are tests. A name that ends in `…` stands for
//! all tests whose names begin so.

use super::rust_source::{functions, is_word};
use super::{Finding, Source};

const DOCUMENT: &str = "docs/ARCHITECTURE.md";
const PROOF: &str = "*Tested by*";

/// Invariants without a test, and tests that exist nowhere.
pub fn findings(tree: &[Source]) -> Vec<Finding> {
    let Some(document) = tree.iter().find(|source| source.path == DOCUMENT) else { return Vec::new() };
    let known = tests(tree);
    let mut found = Vec::new();
    for (line, paragraph) in paragraphs(&document.text) {
        let named = proofs(&paragraph);
        if paragraph.contains("**Invariant.") && named.is_empty() {
            found.push(document.finding(line, format!("an invariant without its test: add {PROOF} and a name")));
        }
        let missing = named.into_iter().filter(|name| !known.iter().any(|test| answers(test, name)));
        found.extend(missing.map(|name| document.finding(line, format!("names a test that exists nowhere: {name}"))));
    }
    found
}

fn answers(test: &str, name: &str) -> bool {
    name.strip_suffix('…').map_or(test == name, |start| test.starts_with(start))
}

/// Names of Rust functions marked as tests, and titles of TypeScript tests.
fn tests(tree: &[Source]) -> Vec<&str> {
    let rust = tree
        .iter()
        .filter(|source| source.is("rs"))
        .flat_map(|source| functions(&source.code))
        .map(|function| function.name);
    let script = tree.iter().filter(|source| source.is("ts")).flat_map(|source| titles(&source.text));
    rust.chain(script).collect()
}

/// First words of what `test("…")` and `it("…")` call their tests.
fn titles(text: &str) -> impl Iterator<Item = &str> {
    ["test(", "it("].into_iter().flat_map(move |call| {
        text.match_indices(call).filter_map(move |(at, _)| {
            let title = text[at + call.len()..].trim_start().strip_prefix(['"', '\'', '`'])?;
            Some(&title[..title.find(|c| !is_word(c)).unwrap_or(title.len())])
        })
    })
}

/// Paragraphs and list items, each with the number of its first line.
fn paragraphs(text: &str) -> Vec<(usize, String)> {
    let mut all: Vec<(usize, String)> = Vec::new();
    let mut open = false;
    for (number, line) in text.lines().enumerate() {
        let begins = line.starts_with("- ") || line.starts_with("**") || line.starts_with('#');
        match all.last_mut() {
            Some((_, paragraph)) if open && !begins => {
                paragraph.push(' ');
                paragraph.push_str(line.trim());
            }
            _ => all.push((number + 1, line.trim().to_owned())),
        }
        open = !line.trim().is_empty();
    }
    all
}

fn proofs(paragraph: &str) -> Vec<String> {
    let Some((_, proof)) = paragraph.split_once(PROOF) else { return Vec::new() };
    proof.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(document: &str) -> Vec<String> {
        let tree = [
            Source::new(DOCUMENT, document.to_owned()),
            Source::new("tests/pay.rs", "#[test]\nfn law_01_prints_after_the_commit() {}\n".to_owned()),
            Source::new("tests/browser/pay.spec.ts", "test('law_10_sells_without_a_printer', async () => {});".to_owned()),
        ];
        findings(&tree).into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
    }

    #[test]
    fn an_invariant_shows_its_test() {
        assert!(
            found("# Store\n\n**Invariant.** Print last. *Tested by* `law_01_prints_after_the_commit`,\n`law_10_…`.\n")
                .is_empty()
        );
        assert_eq!(
            found("Text.\n\n**Invariant.** Trust us.\n"),
            ["3: an invariant without its test: add *Tested by* and a name"]
        );
    }

    #[test]
    fn a_test_that_is_gone_is_missed() {
        let document = "**Invariant.** Print last. *Tested by* `law_01_gone`, `law_02_…`.\n";
        let gone = ["law_01_gone", "law_02_…"].map(|name| format!("1: names a test that exists nowhere: {name}"));
        assert_eq!(found(document), gone);
    }
}
