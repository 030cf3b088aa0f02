//! `tidy`: house rules that a compiler does not know, and a look at what grows too large.
//!
//! Sizes are printed, not failed: a number invites a person to think, a limit invites a trick. The rules fail.

mod architecture;
mod colours;
mod rules;
mod rust_source;
mod sizes;

use crate::shell::{Done, Stop};
use crate::tree;

/// A text file of the tree.
pub struct Source {
    /// Path from the root, with `/`.
    pub path: String,
    /// What is in it.
    pub text: String,
    /// For Rust, the text with comments and the insides of literals blanked out; else empty.
    pub code: String,
}

/// A broken rule: where, and what to do instead.
pub struct Finding {
    path: String,
    line: usize,
    what: String,
}

const TEXT: [&str; 10] = ["css", "html", "js", "md", "rs", "sql", "svelte", "toml", "ts", "json"];

/// Files that a tool writes; people do not shape them.
const GENERATED: [&str; 3] = ["ui/src/api/schema.ts", "crates/api/openapi.json", "package-lock.json"];

/// Prints the largest and stops on a broken rule.
pub fn run() -> Done {
    let tree = load()?;
    print!("{}", sizes::report(&tree));
    let judges = [rules::findings, colours::findings, architecture::findings];
    let findings: Vec<Finding> = judges.iter().flat_map(|judge| judge(&tree)).collect();
    for finding in &findings {
        eprintln!("{}:{}: {}", finding.path, finding.line, finding.what);
    }
    if findings.is_empty() { Ok(()) } else { Err(Stop::new(format!("{} house rules broken", findings.len()))) }
}

fn load() -> Result<Vec<Source>, Stop> {
    let paths = tree::files_below("")?.into_iter();
    let read = paths.filter(|path| TEXT.contains(&extension(path)) && !GENERATED.iter().any(|file| path.ends_with(file)));
    read.map(|path| Ok(Source::new(&path, tree::read(&path)?))).collect()
}

fn extension(path: &str) -> &str {
    path.rsplit_once('.').map_or("", |(_, extension)| extension)
}

impl Source {
    /// A file with its text.
    pub fn new(path: &str, text: String) -> Self {
        let code = if extension(path) == "rs" { rust_source::code_only(&text) } else { String::new() };
        Self { path: path.to_owned(), text, code }
    }

    /// Whether the path ends in this extension.
    pub fn is(&self, wanted: &str) -> bool {
        extension(&self.path) == wanted
    }

    /// Whether the file lies in one of these folders.
    pub fn inside(&self, folders: &[&str]) -> bool {
        folders.iter().any(|folder| self.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/')))
    }

    /// A finding on one of its lines, counted from 1.
    pub fn finding(&self, line: usize, what: impl Into<String>) -> Finding {
        Finding { path: self.path.clone(), line, what: what.into() }
    }
}
