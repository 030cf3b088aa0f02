//! The built till as a process.

use std::{
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

/// A till serving on a free port of loopback. Dropping it ends it without asking.
#[derive(Debug)]
pub struct Serving {
    child: Child,
    /// `http://127.0.0.1:…`
    pub address: String,
}

/// The program under test: `CASERITA_BIN`, or the one built beside this test.
pub fn binary() -> PathBuf {
    std::env::var_os("CASERITA_BIN")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/debug/caserita"), PathBuf::from)
}

impl Serving {
    /// Starts the till of `folder`, stocking the demo shop when it is new, and waits for its address.
    pub fn start(folder: &Path) -> Serving {
        let mut child = Command::new(binary())
            .args(["--demo", "--profile"])
            .arg(folder)
            .args(["serve", "--port", "0"])
            .env("CASERITA_LOG", "warn")
            .env("XDG_CONFIG_HOME", folder.join("config"))
            .stdout(Stdio::piped())
            .spawn()
            .expect("the program is built");
        let mut line = String::new();
        BufReader::new(child.stdout.take().expect("stdout is piped")).read_line(&mut line).expect("it speaks");
        let address = line.trim().strip_prefix("Caserita: ").expect("it prints its address").to_owned();
        Serving { child, address }
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// As when the power goes: SIGKILL, nothing is closed or flushed.
    pub fn kill(&mut self) {
        self.child.kill().expect("it was running");
        self.child.wait().expect("it is gone");
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        // Already gone when a test killed it.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
