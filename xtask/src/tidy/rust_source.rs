//! Just enough of a Rust reader for house rules: what is code, and where functions begin and end.
//!
//! A real parser would be a dependency that changes how the rest of the workspace is compiled (features of
//! `proc-macro2` are shared), for the sake of counting lines.

/// The text with comments and the insides of string and character literals turned into spaces; lines stay lines.
pub fn code_only(text: &str) -> String {
    let mut rest = text;
    let mut code = String::with_capacity(text.len());
    while let Some(first) = rest.chars().next() {
        let after_word = code.ends_with(|c: char| c.is_alphanumeric() || c == '_');
        let blank = if after_word { plain_literal(rest) } else { literal_or_comment(rest).or_else(|| plain_literal(rest)) };
        let (taken, keep) = blank.map_or((first.len_utf8(), true), |length| (length, false));
        let (piece, tail) = rest.split_at(taken);
        if keep {
            code.push_str(piece);
        } else {
            code.extend(piece.chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        }
        rest = tail;
    }
    code
}

/// Length of a comment or of a plain string or character at the start.
fn plain_literal(text: &str) -> Option<usize> {
    if text.starts_with("//") {
        return Some(text.find('\n').unwrap_or(text.len()));
    }
    if text.starts_with("/*") {
        return Some(block_comment(text));
    }
    if text.starts_with('"') {
        return Some(quoted(text, '"'));
    }
    character(text)
}

/// Length of a literal with a prefix (`b"…"`, `c"…"`, `r#"…"#`) at the start.
fn literal_or_comment(text: &str) -> Option<usize> {
    let prefix = text.find(|c: char| !matches!(c, 'b' | 'c' | 'r'))?;
    if prefix == 0 || prefix > 2 {
        return None;
    }
    let (letters, body) = text.split_at(prefix);
    if !letters.contains('r') {
        return match body.chars().next()? {
            '"' => Some(prefix + quoted(body, '"')),
            '\'' => character(body).map(|length| prefix + length),
            _ => None,
        };
    }
    let hashes = body.len() - body.trim_start_matches('#').len();
    let inside = body[hashes..].strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let length = inside.find(&end).map_or(inside.len(), |at| at + end.len());
    Some(prefix + hashes + 1 + length)
}

fn block_comment(text: &str) -> usize {
    let (mut depth, mut at) = (0usize, 0usize);
    while at < text.len() {
        let step = if text[at..].starts_with("/*") {
            depth += 1;
            2
        } else if text[at..].starts_with("*/") {
            depth -= 1;
            2
        } else {
            text[at..].chars().next().map_or(1, char::len_utf8)
        };
        at += step;
        if depth == 0 {
            break;
        }
    }
    at
}

/// A character literal, as opposed to a lifetime: `'a'` and `'\n'`, not `'a`.
fn character(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('\'')?;
    let first = inside.chars().next()?;
    if first == '\\' {
        return Some(quoted(text, '\''));
    }
    inside[first.len_utf8()..].starts_with('\'').then(|| first.len_utf8() + 2)
}

fn quoted(text: &str, end: char) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        if !escaped && c == end {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    text.len()
}

/// A function with the line it starts on and how many lines it takes.
#[derive(Debug, PartialEq, Eq)]
pub struct Function<'a> {
    /// Its name.
    pub name: &'a str,
    /// First line, counted from 1.
    pub line: usize,
    /// From the line of `fn` to that of the closing brace.
    pub lines: usize,
    /// Whether an attribute above it makes it a test.
    pub is_test: bool,
}

/// The functions that have a body, in code as `code_only` gives it.
pub fn functions(code: &str) -> Vec<Function<'_>> {
    code.match_indices("fn ")
        .filter(|(at, _)| !code[..*at].ends_with(is_word))
        .filter_map(|(at, _)| function(code, at))
        .collect()
}

fn function(code: &str, at: usize) -> Option<Function<'_>> {
    let named = &code[at + 3..];
    let name = &named[..named.find(|c| !is_word(c)).unwrap_or(named.len())];
    if name.is_empty() {
        return None;
    }
    let open = body_start(named)?;
    let close = matching_brace(&named[open..])?;
    let line = code[..at].matches('\n').count() + 1;
    let lines = named[..open + close].matches('\n').count() + 1;
    Some(Function { name, line, lines, is_test: marked_as_test(&code[..at]) })
}

/// Whether the attributes that end this text hold `test]`, as `#[test]` and `#[tokio::test]` do.
fn marked_as_test(before: &str) -> bool {
    let mut rest = before.trim_end_matches(|c: char| c.is_whitespace() || c.is_alphabetic());
    while rest.ends_with(']') {
        let Some(start) = rest.rfind("#[") else { return false };
        if rest[start..].contains("test") && !rest[start..].contains("cfg") {
            return true;
        }
        rest = rest[..start].trim_end();
    }
    false
}

/// Where the body opens; `None` for a declaration without one. `;` and `{` within brackets belong to the signature.
fn body_start(signature: &str) -> Option<usize> {
    let mut depth = 0i32;
    for (at, c) in signature.char_indices() {
        match c {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            '{' if depth == 0 => return Some(at),
            ';' if depth == 0 => return None,
            _ => {}
        }
    }
    None
}

fn matching_brace(body: &str) -> Option<usize> {
    let mut depth = 0i32;
    for (at, c) in body.char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at);
        }
    }
    None
}

/// Whether a character can be part of a name.
pub fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_in_comments_and_literals_are_not_code() {
        let text = "let a = \"tauri \\\" // no\"; // tauri\nlet r = r#\"a \"tauri\" b\"#; /* x /* tauri */ y */ let c = '\"'; b\"tauri\"";
        let code = code_only(text);
        assert!(!code.contains("tauri"), "{code}");
        assert_eq!(code.len(), text.len(), "every place keeps its position");
        assert!(code.contains("let r =") && code.contains("let c ="), "{code}");
    }

    #[test]
    fn a_lifetime_is_not_the_start_of_a_character() {
        let code = code_only("fn f<'a>(x: &'a str) -> char { 'x' }");
        assert_eq!(code, "fn f<'a>(x: &'a str) -> char {     }");
    }

    #[test]
    fn a_word_that_ends_in_r_does_not_open_a_raw_string() {
        assert_eq!(code_only("for\"a\""), "for   ");
        assert_eq!(code_only("r.b(c)"), "r.b(c)");
    }

    #[test]
    fn a_function_runs_from_its_name_to_its_closing_brace() {
        let code = "trait T { fn bodiless(&self) -> [u8; 4]; }\n#[tokio::test]\nasync fn two(\n    a: [u8; 2],\n) -> u8 {\n    if true { 1 } else { 2 }\n}\nfn one() {}\n";
        let found = functions(code);
        let expected = [
            Function { name: "two", line: 3, lines: 5, is_test: true },
            Function { name: "one", line: 8, lines: 1, is_test: false },
        ];
        assert_eq!(found, expected);
    }
}
