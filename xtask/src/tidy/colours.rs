//! Colours come from `ui/src/styles/tokens.css`, or a theme is not a theme.

use super::{Finding, Source};

/// Where colours are written: the tokens, and the accents that a shop picks from, which are its data and not our style,
/// with their names.
const HOMES: [&str; 3] =
    ["ui/src/styles/tokens.css", "ui/src/domains/settings/accents.ts", "ui/src/lib/i18n/es/settings.ts"];

/// Colours written out anywhere else in the user interface.
pub fn findings(tree: &[Source]) -> Vec<Finding> {
    let mut found = Vec::new();
    for source in tree.iter().filter(|source| is_painted(source)) {
        for (number, line) in source.text.lines().enumerate() {
            if let Some(colour) = colour(line, source.is("ts")) {
                found.push(source.finding(number + 1, format!("`{colour}`: name the colour in ui/src/styles/tokens.css")));
            }
        }
    }
    found
}

fn is_painted(source: &Source) -> bool {
    let kind = ["css", "svelte", "ts"].iter().any(|kind| source.is(kind));
    kind && source.inside(&["ui/src"]) && !HOMES.contains(&source.path.as_str()) && !source.path.ends_with(".test.ts")
}

fn colour(line: &str, script: bool) -> Option<String> {
    hex(line, script).or_else(|| function(line))
}

/// `#` and 3, 4, 6 or 8 hexadecimal digits. In a script a bare `#face` is a private field, so there a quote comes first.
fn hex(line: &str, script: bool) -> Option<String> {
    line.match_indices('#').find_map(|(at, _)| {
        let before = line[..at].chars().next_back();
        let opens = match before {
            None => !script,
            Some('"' | '\'' | '`' | ':' | '(' | ',') => true,
            Some(c) => c.is_whitespace() && (!script || line[..at].contains(['"', '\'', '`'])),
        };
        let digits = line[at + 1..].find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(line.len() - at - 1);
        let ends = !line[at + 1 + digits..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
        (opens && ends && matches!(digits, 3 | 4 | 6 | 8)).then(|| line[at..=at + digits].to_owned())
    })
}

/// `rgb(12 …`, `hsla(0, …`: a colour function that starts from a number and not from a token.
fn function(line: &str) -> Option<String> {
    ["rgb(", "rgba(", "hsl(", "hsla(", "oklch("].iter().find_map(|name| {
        let mut calls = line.match_indices(name);
        let literal =
            calls.any(|(at, _)| line[at + name.len()..].trim_start().starts_with(|c: char| c.is_ascii_digit() || c == '.'));
        literal.then(|| format!("{name}…)"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_colour_is_told_from_what_looks_like_one() {
        assert_eq!(colour("  color: #1a2b3c;", false).as_deref(), Some("#1a2b3c"));
        assert_eq!(colour("border: 1px solid #eee;", false).as_deref(), Some("#eee"));
        assert_eq!(colour("background: rgba(0, 0, 0, .4);", false).as_deref(), Some("rgba(…)"));
        assert_eq!(colour("const ink = '#fff';", true).as_deref(), Some("#fff"));
        for innocent in ["{#each lines as line}", "href=\"#cafeteria\"", "color: rgb(from var(--ink) r g b / 50%);"] {
            assert_eq!(colour(innocent, false), None, "{innocent}");
        }
        assert_eq!(colour("  #face = 1;", true), None, "a private field");
        assert_eq!(colour("this.#added.add(1)", true), None);
    }

    #[test]
    fn the_tokens_are_where_colours_live() {
        let tree = ["ui/src/styles/tokens.css", "ui/src/shared/button.css"]
            .map(|path| Source::new(path, "a { color: #123; }".to_owned()));
        let found = findings(&tree);
        assert_eq!(found.iter().map(|finding| finding.path.as_str()).collect::<Vec<_>>(), ["ui/src/shared/button.css"]);
    }
}
