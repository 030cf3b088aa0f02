//! Programs that read our work and know nothing of us.

use std::{
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

/// The folder of golden files and of the decoder.
pub fn golden() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden")
}

/// Runs a program and gives back what it said; anything but success fails the test with its own words.
pub fn run(program: &str, arguments: &[&str], input: &[u8]) -> String {
    let output = output(program, arguments, input);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let complained = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{program} {arguments:?} failed: {said}{complained}");
    said
}

#[allow(clippy::disallowed_methods, reason = "a test asks programs that are not ours")]
fn output(program: &str, arguments: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| panic!("{program} cannot be started ({error}); `cargo xtask test` installs it"));
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let input = input.to_vec();
    let writer = std::thread::spawn(move || stdin.write_all(&input));
    let output = child.wait_with_output().expect("the program ends");
    // A program that has read enough may close its end first.
    let _ = writer.join();
    output
}

/// How the reader of codes ends when there is no code on a picture.
const NO_CODE: i32 = 4;

/// What a reader of codes sees on a picture, one line a code, sorted.
pub fn read_codes(picture: &Path) -> Vec<String> {
    let read = output("zbarimg", &["--raw", "-q", "--nodbus", picture.to_str().expect("a plain path")], b"");
    assert!(read.status.success() || read.status.code() == Some(NO_CODE), "{}", String::from_utf8_lossy(&read.stderr));
    let said = String::from_utf8_lossy(&read.stdout);
    let mut codes: Vec<String> = said.lines().map(str::to_owned).collect();
    codes.sort();
    codes
}
