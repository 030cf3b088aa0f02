//! Running other programs, and the one way in which a verb ends early.
//!
//! Children get no standard input, so nothing can wait for a key that nobody will press, and none of the variables
//! that cargo set for this program: some build scripts watch them and would rebuild on every change of caller.
#![allow(clippy::disallowed_methods, reason = "starting programs is what a task runner does")]

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::tree;

/// Why a verb stops: text for the person at the keyboard, ending in what to do about it.
#[derive(Debug)]
pub struct Stop(String);

/// The outcome of a step that gives no value.
pub type Done = Result<(), Stop>;

impl Stop {
    /// A stop with its message.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// A stop whose reason is already on the screen.
    pub fn already_told() -> Self {
        Self(String::new())
    }

    /// Prints the message to standard error.
    pub fn tell(&self) {
        if !self.0.is_empty() {
            eprintln!("xtask: {}", self.0);
        }
    }
}

/// Says what is being done, set apart from the output of the programs it runs.
pub fn say(what: &str) {
    println!("==> {what}");
}

/// A program about to run at the root of the workspace.
pub struct Program {
    command: Command,
    shown: String,
}

/// A program by name or path.
pub fn program(name: impl AsRef<OsStr>) -> Program {
    let name = name.as_ref();
    let mut command = Command::new(name);
    command.current_dir(tree::root()).stdin(Stdio::null());
    for (key, _) in std::env::vars_os() {
        if key.to_str().is_some_and(set_by_cargo_run) {
            command.env_remove(key);
        }
    }
    if let Ok(path) = std::env::join_paths(search_path()) {
        command.env("PATH", path);
    }
    Program { command, shown: name.to_string_lossy().into_owned() }
}

/// The cargo that is running this program.
pub fn cargo() -> Program {
    let mut cargo = program(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.shown = "cargo".to_owned();
    cargo
}

/// Builds the programs and the Rust tests with the selection of packages and targets that the tests run with. Any other
/// selection would unite the features of the libraries differently and compile them again.
pub const BUILD_ALL: [&str; 5] = ["build", "--workspace", "--bins", "--tests", "--examples"];

fn set_by_cargo_run(key: &str) -> bool {
    key.starts_with("CARGO_PKG_") || key.starts_with("CARGO_MANIFEST_") || key == "LD_LIBRARY_PATH"
}

impl Program {
    /// Adds arguments.
    pub fn args<A: AsRef<OsStr>>(mut self, args: impl IntoIterator<Item = A>) -> Self {
        for arg in args {
            self.shown.push(' ');
            self.shown.push_str(&arg.as_ref().to_string_lossy());
            self.command.arg(arg);
        }
        self
    }

    /// Runs in a folder given relative to the root.
    pub fn dir(mut self, relative: impl AsRef<Path>) -> Self {
        self.command.current_dir(tree::root().join(relative));
        self
    }

    /// Sets a variable for the child.
    pub fn env(mut self, key: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(key, value);
        self
    }

    /// Lets the child read the keyboard.
    pub fn with_keyboard(mut self) -> Self {
        self.command.stdin(Stdio::inherit());
        self
    }

    /// Shows the command line, runs it in sight and stops when it fails.
    pub fn run(mut self) -> Done {
        println!("$ {}", self.shown);
        let status = self.command.status().map_err(|error| self.not_started(&error))?;
        if status.success() { Ok(()) } else { Err(Stop::new(format!("`{}` failed ({status})", self.shown))) }
    }

    /// Runs in sight and hands each line of its standard output on as well.
    pub fn run_reading(mut self, mut each_line: impl FnMut(&str)) -> Done {
        println!("$ {}", self.shown);
        let mut child = self.command.stdout(Stdio::piped()).spawn().map_err(|error| self.not_started(&error))?;
        let output = child.stdout.take().expect("standard output was asked to be a pipe");
        for line in BufReader::new(output).lines().map_while(Result::ok) {
            println!("{line}");
            each_line(&line);
        }
        let status = child.wait().map_err(|error| self.not_started(&error))?;
        if status.success() { Ok(()) } else { Err(Stop::new(format!("`{}` failed ({status})", self.shown))) }
    }

    /// What it prints, read in silence; its errors stay visible.
    pub fn text(mut self) -> Result<String, Stop> {
        let output = self.command.stderr(Stdio::inherit()).output().map_err(|error| self.not_started(&error))?;
        if !output.status.success() {
            return Err(Stop::new(format!("`{}` failed ({})", self.shown, output.status)));
        }
        String::from_utf8(output.stdout).map_err(|_| Stop::new(format!("`{}` did not print UTF-8", self.shown)))
    }

    /// Whether it can be run and succeeds, in silence.
    pub fn succeeds(mut self) -> bool {
        self.command.stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok_and(|status| status.success())
    }

    fn not_started(&self, error: &std::io::Error) -> Stop {
        Stop::new(format!("`{}` could not be started: {error}", self.shown))
    }
}

/// Where a program is: on the path, or among those that `cargo install` put down.
pub fn find(name: &str) -> Option<PathBuf> {
    search_path().into_iter().map(|folder| folder.join(name)).find(|file| file.is_file())
}

/// The path, and at its end the folder of `cargo install`, which is on the path of most machines but not of all.
fn search_path() -> Vec<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let cargo = std::env::var_os("CARGO_HOME").map(PathBuf::from);
    let cargo = cargo.or_else(|| std::env::home_dir().map(|home| home.join(".cargo")));
    std::env::split_paths(&path).chain(cargo.map(|cargo| cargo.join("bin"))).collect()
}
