//! Snapshots that no test reads any more: they look like proof and prove nothing.
//!
//! insta lists each snapshot that it looked at; what else lies in the tree is an orphan.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::shell::{Done, Stop};
use crate::tree;

/// Stops when a snapshot of the tree is not among those listed in the file, as after a full run of the tests.
pub fn none(used: &Path) -> Done {
    // Without a single snapshot test insta writes no list.
    let listed = fs::read_to_string(used).unwrap_or_default();
    // insta writes paths as it found them, with `..` in the middle.
    let used = listed.lines().filter_map(|path| fs::canonicalize(path).ok()).collect();
    let files = tree::files_below("")?;
    let orphans = orphans(&files, tree::root(), &used);
    if orphans.is_empty() {
        return Ok(());
    }
    Err(Stop::new(format!("snapshots that no test reads, delete them: {}", orphans.join(", "))))
}

fn orphans<'a>(files: &'a [String], root: &Path, used: &BTreeSet<PathBuf>) -> Vec<&'a str> {
    let snapshots = files.iter().map(String::as_str).filter(|file| file.ends_with(".snap"));
    snapshots.filter(|file| !used.contains(&root.join(file))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snapshot_that_nobody_read_is_an_orphan() {
        let files = ["tests/api/snapshots/pay.snap", "tests/api/snapshots/old.snap", "tests/api/pay.rs"].map(str::to_owned);
        let used = BTreeSet::from([PathBuf::from("/shop/tests/api/snapshots/pay.snap")]);
        assert_eq!(orphans(&files, Path::new("/shop"), &used), ["tests/api/snapshots/old.snap"]);
    }
}
