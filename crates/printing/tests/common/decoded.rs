//! A print job as npos and iconv-lite read it.

use std::fmt::Write;

use super::tools::{golden, run};

/// One part of a job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Characters, read by their code page, and their bytes.
    Text(String, Vec<u8>),
    /// A command by its name, and its arguments.
    Command(String, Vec<u8>),
}

#[derive(serde::Deserialize)]
struct Raw {
    command: Option<String>,
    text: Option<String>,
    bytes: String,
}

/// The parts of a job in the given iconv table.
pub fn decode(job: &[u8], table: &str) -> Vec<Part> {
    decode_all(&[(job.to_vec(), table)]).remove(0)
}

/// The parts of many jobs, each with its iconv table, by one start of the decoder.
pub fn decode_all(jobs: &[(Vec<u8>, &str)]) -> Vec<Vec<Part>> {
    let folder = golden();
    assert!(folder.join("node_modules/npos").exists(), "run `npm ci --ignore-scripts` in {}", folder.display());
    let script = folder.join("decode.js");
    let hex = |bytes: &[u8]| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    let asked: Vec<_> = jobs.iter().map(|(job, table)| (hex(job), table)).collect();
    let input = serde_json::to_vec(&asked).expect("strings are JSON");
    let said = run("node", &[script.to_str().expect("a plain path")], &input);
    let answer: Vec<Vec<Raw>> = serde_json::from_str(&said).expect("the decoder writes JSON");
    answer.into_iter().map(|parts| parts.into_iter().map(part).collect()).collect()
}

fn part(raw: Raw) -> Part {
    let bytes =
        (0..raw.bytes.len()).step_by(2).map(|at| u8::from_str_radix(&raw.bytes[at..at + 2], 16).expect("hex")).collect();
    match (raw.command, raw.text) {
        (Some(command), _) => Part::Command(command, bytes),
        (None, text) => Part::Text(text.unwrap_or_default(), bytes),
    }
}

/// The job as a person reads it: text as it stands, commands by name, pictures by their size.
pub fn view(parts: &[Part]) -> String {
    let mut view = String::new();
    let mut picture = None;
    for part in parts {
        if let Part::Command(name, arguments) = part
            && name == "GS v0"
        {
            let (width, rows) = (usize::from(arguments[1]) * 8, usize::from(arguments[3]));
            picture = Some((width, rows + picture.map_or(0, |(_, above): (usize, usize)| above)));
            continue;
        }
        if let Some((width, height)) = picture.take() {
            writeln!(view, "<picture {width} x {height}>").expect("memory");
        }
        match part {
            Part::Text(text, _) => view.push_str(text),
            Part::Command(name, arguments) => writeln!(view, "<{}>", named(name, arguments)).expect("memory"),
        }
    }
    view
}

fn named(name: &str, arguments: &[u8]) -> String {
    let readable = arguments.len() > 8;
    let words = if readable {
        format!(" {}", arguments.escape_ascii())
    } else {
        arguments.iter().map(|argument| format!(" {argument}")).collect()
    };
    format!("{name}{words}")
}

/// All pictures of a job, one under the other, as a portable bitmap.
pub fn picture(parts: &[Part]) -> Vec<u8> {
    let bands: Vec<&[u8]> = parts
        .iter()
        .filter_map(|part| match part {
            Part::Command(name, arguments) if name == "GS v0" => Some(arguments.as_slice()),
            _ => None,
        })
        .collect();
    let across = usize::from(bands[0][1]) + usize::from(bands[0][2]) * 256;
    let dots: Vec<u8> = bands.iter().flat_map(|band| band[5..].iter().copied()).collect();
    let mut bitmap = format!("P4\n{} {}\n", across * 8, dots.len() / across).into_bytes();
    bitmap.extend(dots);
    bitmap
}
