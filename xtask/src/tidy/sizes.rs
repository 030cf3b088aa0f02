//! The ten largest files, functions and Svelte components, beside the sizes the house aims at.

use super::rust_source::functions;
use super::{Source, extension};

/// What is measured and what it should stay around: the median and the ninth decile aimed at.
struct Kind {
    title: &'static str,
    median: usize,
    p90: usize,
}

const FILES: Kind = Kind { title: "files", median: 100, p90: 400 };
const FUNCTIONS: Kind = Kind { title: "functions", median: 10, p90: 35 };
const COMPONENTS: Kind = Kind { title: "Svelte components", median: 60, p90: 200 };

/// The report as text.
pub fn report(tree: &[Source]) -> String {
    let lines = |source: &Source| source.text.lines().count();
    let written = |source: &&Source| ["rs", "ts", "svelte", "css"].contains(&extension(&source.path));
    let files = tree.iter().filter(written).map(|source| (lines(source), source.path.clone()));
    let components = tree.iter().filter(|source| source.is("svelte")).map(|source| (lines(source), source.path.clone()));
    let functions = tree.iter().flat_map(|source| {
        let named = |name: &str, line: usize| format!("{}:{line} {name}", source.path);
        functions(&source.code).into_iter().map(move |found| (found.lines, named(found.name, found.line)))
    });
    [section(&FILES, files.collect()), section(&FUNCTIONS, functions.collect()), section(&COMPONENTS, components.collect())]
        .concat()
}

fn section(kind: &Kind, mut sized: Vec<(usize, String)>) -> String {
    if sized.is_empty() {
        return String::new();
    }
    sized.sort_unstable_by(|a, b| b.cmp(a));
    let at = |percent: usize| sized[(sized.len() - 1) * (100 - percent) / 100].0;
    let Kind { title, median, p90 } = kind;
    let mut text =
        format!("{} {title}: median {} (aim {median}), p90 {} (aim {p90}); the largest:\n", sized.len(), at(50), at(90));
    for (lines, name) in sized.iter().take(10) {
        text += &format!("{lines:6}  {name}\n");
    }
    text + "\n"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_come_first_under_their_median() {
        let sized = (1..=11).map(|lines| (lines, format!("file{lines}.rs"))).collect();
        let text = section(&FILES, sized);
        assert!(
            text.starts_with("11 files: median 6 (aim 100), p90 10 (aim 400); the largest:\n    11  file11.rs\n"),
            "{text}"
        );
        assert!(!text.contains("file1.rs"), "only ten are shown");
    }
}
