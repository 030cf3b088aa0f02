//! Released migrations are frozen: `migrations/till/CHECKSUMS` lists each file's SHA-256 (readable by `sha256sum -c`).
//!
//! A file that is listed must keep its bytes for ever, since shops have run it. New files are listed by
//! `cargo xtask gen`, which adds lines and never changes one.

use std::collections::BTreeMap;
use std::fs;

use crate::shell::{Done, Stop, say};
use crate::tree;

const FOLDER: &str = "migrations/till";
const LIST: &str = "migrations/till/CHECKSUMS";

/// What differs between the list and the files.
#[derive(Debug, Default, PartialEq, Eq)]
struct Difference {
    changed: Vec<String>,
    missing: Vec<String>,
    unlisted: Vec<String>,
}

/// Stops when a listed migration changed or vanished, or a new one is not listed yet.
pub fn verify() -> Done {
    let difference = compare(&listed()?, &present()?);
    frozen(&difference)?;
    if difference.unlisted.is_empty() {
        return Ok(());
    }
    Err(Stop::new(format!("not in {LIST}: {}; run `cargo xtask gen`", difference.unlisted.join(", "))))
}

/// Adds new migrations to the list; stops when a listed one changed.
pub fn record() -> Done {
    let (mut listed, present) = (listed()?, present()?);
    let difference = compare(&listed, &present);
    frozen(&difference)?;
    if difference.unlisted.is_empty() {
        return Ok(());
    }
    say(&format!("listing new migrations: {}", difference.unlisted.join(", ")));
    listed.extend(present);
    tree::write(LIST, &listed.iter().map(|(file, sum)| format!("{sum}  {file}\n")).collect::<String>())
}

fn frozen(difference: &Difference) -> Done {
    let gone = difference.changed.iter().chain(&difference.missing).map(String::as_str).collect::<Vec<_>>();
    if gone.is_empty() {
        return Ok(());
    }
    Err(Stop::new(format!(
        "frozen migrations changed or removed: {}. Put them back and write a new migration. \
         (Only one that never left this workspace may be amended: delete its line from {LIST}, then `cargo xtask gen`.)",
        gone.join(", ")
    )))
}

fn compare(listed: &BTreeMap<String, String>, present: &BTreeMap<String, String>) -> Difference {
    let mut difference = Difference::default();
    for (file, sum) in listed {
        match present.get(file) {
            None => difference.missing.push(file.clone()),
            Some(now) if now != sum => difference.changed.push(file.clone()),
            Some(_) => {}
        }
    }
    difference.unlisted = present.keys().filter(|file| !listed.contains_key(*file)).cloned().collect();
    difference
}

fn listed() -> Result<BTreeMap<String, String>, Stop> {
    let text = if tree::root().join(LIST).exists() { tree::read(LIST)? } else { String::new() };
    text.lines().map(parse_line).collect()
}

fn parse_line(line: &str) -> Result<(String, String), Stop> {
    let (sum, file) = line.split_once("  ").ok_or_else(|| Stop::new(format!("{LIST}: not a checksum line: {line}")))?;
    Ok((file.to_owned(), sum.to_owned()))
}

fn present() -> Result<BTreeMap<String, String>, Stop> {
    let mut found = BTreeMap::new();
    for path in tree::files_below(FOLDER)? {
        if let Some(name) = path.strip_prefix("migrations/till/").filter(|name| name.ends_with(".sql")) {
            let bytes = fs::read(tree::root().join(&path)).map_err(|error| Stop::new(format!("{path}: {error}")))?;
            found.insert(name.to_owned(), tree::digest(&bytes));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files(pairs: &[(&str, &str)]) -> BTreeMap<String, String> {
        pairs.iter().map(|(file, sum)| ((*file).to_owned(), (*sum).to_owned())).collect()
    }

    #[test]
    fn a_frozen_migration_may_neither_change_nor_vanish() {
        let listed = files(&[("V1__base.sql", "aa"), ("V2__users.sql", "bb"), ("V3__sales.sql", "cc")]);
        let present = files(&[("V1__base.sql", "aa"), ("V2__users.sql", "b0"), ("V4__print.sql", "dd")]);
        let difference = compare(&listed, &present);
        assert_eq!(difference.changed, ["V2__users.sql"]);
        assert_eq!(difference.missing, ["V3__sales.sql"]);
        assert_eq!(difference.unlisted, ["V4__print.sql"]);
        assert!(frozen(&difference).is_err(), "shops have already run the old bytes");
    }

    #[test]
    fn a_new_migration_does_not_thaw_the_others() {
        let difference =
            compare(&files(&[("V1__base.sql", "aa")]), &files(&[("V1__base.sql", "aa"), ("V2__new.sql", "bb")]));
        assert_eq!(difference, Difference { unlisted: vec!["V2__new.sql".to_owned()], ..Difference::default() });
        assert!(frozen(&difference).is_ok());
    }

    #[test]
    fn the_list_is_read_as_sha256sum_writes_it() {
        let (file, sum) = parse_line("ab12  V1__base.sql").expect("two spaces part sum and name");
        assert_eq!((file.as_str(), sum.as_str()), ("V1__base.sql", "ab12"));
        assert!(parse_line("ab12 V1__base.sql").is_err());
    }
}
