//! Words that only some rooms may say.

use super::rust_source::is_word;
use super::{Finding, Source};

/// A word in Rust code that belongs to some folders only.
struct Rule {
    words: &'static [&'static str],
    /// Folders that may say it; none means nobody.
    only_in: &'static [&'static str],
    why: &'static str,
}

const RUST: [Rule; 5] = [
    Rule { words: &["todo!", "unimplemented!", "dbg!"], only_in: &[], why: "finish it or leave it out" },
    Rule { words: &["rusqlite"], only_in: &["crates/store"], why: "SQL lives in crates/store" },
    Rule { words: &["tauri", "tauri_build"], only_in: &["src-tauri"], why: "the window lives in src-tauri" },
    Rule { words: &["axum"], only_in: &["crates/api", "crates/testkit", "tests"], why: "HTTP lives in crates/api" },
    Rule {
        words: &["SystemTime::now", "Utc::now", "Local::now"],
        only_in: &["crates/gateways", "crates/testkit", "licensing/seller", "src-tauri", "tests", "xtask"],
        why: "take the time from the injected clock",
    },
];

/// Rooms whose code must not be able to panic on what it is given.
const CALM: [&str; 6] =
    ["crates/money/src", "crates/domain/src", "crates/sunat/src", "crates/store/src", "crates/app/src", "licensing/src"];

/// All findings of these rules.
pub fn findings(tree: &[Source]) -> Vec<Finding> {
    tree.iter().flat_map(|source| if source.is("rs") { rust(source) } else { interface(source) }).collect()
}

fn rust(source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    if !opens_with_its_purpose(&source.text) {
        found.push(source.finding(1, "begin the file with `//!`: what it is for"));
    }
    for rule in RUST.iter().filter(|rule| !source.inside(rule.only_in)) {
        for word in rule.words {
            found.extend(lines_with(&source.code, word).map(|line| source.finding(line, format!("`{word}`: {}", rule.why))));
        }
    }
    if source.inside(&CALM) && !source.path.ends_with("/tests.rs") {
        let shipped = source.code.split("[cfg(test)]").next().unwrap_or_default();
        for (number, line) in shipped.lines().enumerate() {
            if line.contains(".unwrap()") || line.contains(".expect(") {
                found.push(source.finding(number + 1, "no unwrap or expect in this room: return an error"));
            }
        }
    }
    found
}

/// Inner attributes may come first.
fn opens_with_its_purpose(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with("#!["));
    first.is_some_and(|line| line.starts_with("//!"))
}

/// Numbers of the lines that hold a word not as a part of a longer one; `a::b` does count as holding `b`.
fn lines_with<'a>(code: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    let holds = move |line: &str| {
        line.match_indices(word).any(|(at, _)| {
            let closed = word.ends_with('!') || !line[at + word.len()..].starts_with(is_word);
            closed && !line[..at].ends_with(is_word)
        })
    };
    code.lines().enumerate().filter(move |(_, line)| holds(line)).map(|(number, _)| number + 1)
}

fn interface(source: &Source) -> Vec<Finding> {
    if !source.inside(&["ui/src"]) && !source.path.ends_with(".html") {
        return Vec::new();
    }
    let mut found = Vec::new();
    for (number, line) in source.text.lines().enumerate() {
        if line.contains("@tauri-apps") && !source.inside(&["ui/src/shell"]) {
            found.push(source.finding(number + 1, "`@tauri-apps`: what only a window can do goes through ui/src/shell"));
        }
        let loads = ["css", "html", "svelte"].iter().any(|kind| source.is(kind)) && names_a_network(line);
        if loads {
            found.push(source.finding(number + 1, "nothing loads from a network: bundle it"));
        }
    }
    found
}

/// A namespace looks like an address and is none.
fn names_a_network(line: &str) -> bool {
    ["http://", "https://"].iter().any(|scheme| line.split(scheme).skip(1).any(|rest| !rest.starts_with("www.w3.org/")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn broken(path: &str, text: &str) -> Vec<String> {
        let tree = [Source::new(path, text.to_owned())];
        findings(&tree).into_iter().map(|finding| format!("{}: {}", finding.line, finding.what)).collect()
    }

    #[test]
    fn a_word_is_free_in_its_own_room_only() {
        let text = "//! Why.\nuse rusqlite::Connection;\n";
        assert!(broken("crates/store/src/lib.rs", text).is_empty());
        assert_eq!(broken("crates/app/src/lib.rs", text), ["2: `rusqlite`: SQL lives in crates/store"]);
        assert!(broken("crates/app/src/lib.rs", "//! Not rusqlite.\nlet my_rusqlite_like = \"rusqlite\";\n").is_empty());
    }

    #[test]
    fn the_clock_is_injected() {
        let text = "//! Why.\nfn f() { let now = chrono::Utc::now(); }\n";
        assert_eq!(broken("crates/domain/src/sale.rs", text), ["2: `Utc::now`: take the time from the injected clock"]);
        assert!(broken("crates/gateways/src/clock.rs", text).is_empty());
    }

    #[test]
    fn unfinished_code_is_found_everywhere() {
        assert_eq!(broken("xtask/src/a.rs", "//! Why.\nfn f() { todo!() }\n"), ["2: `todo!`: finish it or leave it out"]);
    }

    #[test]
    fn a_calm_room_may_unwrap_in_its_tests_only() {
        let text = "//! Why.\nfn f() { g().unwrap(); }\n#[cfg(test)]\nmod tests { fn t() { g().unwrap(); } }\n";
        assert_eq!(broken("crates/money/src/a.rs", text), ["2: no unwrap or expect in this room: return an error"]);
        assert!(broken("crates/printing/src/a.rs", text).is_empty());
    }

    #[test]
    fn a_file_says_what_it_is_for() {
        assert_eq!(broken("crates/money/src/a.rs", "fn f() {}\n"), ["1: begin the file with `//!`: what it is for"]);
        assert!(broken("crates/money/src/a.rs", "#![forbid(unsafe_code)]\n\n//! Why.\n").is_empty());
    }

    #[test]
    fn the_interface_loads_nothing_and_knows_no_window() {
        assert_eq!(broken("ui/src/a.css", "@import url(https://x/y.css);").len(), 1);
        assert!(broken("ui/src/a.svelte", "<svg xmlns=\"http://www.w3.org/2000/svg\">").is_empty());
        assert_eq!(broken("ui/src/lib/a.ts", "import { invoke } from '@tauri-apps/api/core';").len(), 1);
        assert!(broken("ui/src/shell/window.ts", "import { invoke } from '@tauri-apps/api/core';").is_empty());
    }
}
