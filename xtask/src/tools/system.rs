//! Programs and libraries of the operating system, installed by apt where there is apt.

use std::path::{Path, PathBuf};

use crate::shell::{Done, Stop, find, program, say};

/// A system package and how to see that it is there.
#[derive(Clone, Copy)]
pub struct Package {
    name: &'static str,
    gives: Gives,
}

#[derive(Clone, Copy)]
enum Gives {
    /// Any one of these programs.
    Program(&'static [&'static str]),
    /// A library that pkg-config knows.
    Library(&'static str),
    /// A folder.
    Folder(&'static str),
}

/// Compiler and the libraries of the window.
pub const BUILD: &[Package] = &[
    Package { name: "build-essential", gives: Gives::Program(&["cc"]) },
    Package { name: "pkg-config", gives: Gives::Program(&["pkg-config"]) },
    Package { name: "libwebkit2gtk-4.1-dev", gives: Gives::Library("webkit2gtk-4.1") },
];

/// A display, a session bus and a driver for the real window.
pub const WINDOW: &[Package] = &[
    Package { name: "xvfb", gives: Gives::Program(&["xvfb-run"]) },
    Package { name: "xauth", gives: Gives::Program(&["xauth"]) },
    Package { name: "dbus", gives: Gives::Program(&["dbus-run-session"]) },
    Package { name: "webkit2gtk-driver", gives: Gives::Program(&["WebKitWebDriver"]) },
    Package { name: "fonts-dejavu-core", gives: Gives::Folder("/usr/share/fonts/truetype/dejavu") },
];

/// A browser, and readers that we did not write for what the till writes: codes, PDF, database, signed XML.
pub const TESTS: &[Package] = &[
    Package { name: "chromium", gives: Gives::Program(&BROWSERS) },
    Package { name: "zbar-tools", gives: Gives::Program(&["zbarimg"]) },
    Package { name: "qpdf", gives: Gives::Program(&["qpdf"]) },
    Package { name: "poppler-utils", gives: Gives::Program(&["pdftotext"]) },
    Package { name: "sqlite3", gives: Gives::Program(&["sqlite3"]) },
    Package { name: "libxml2-utils", gives: Gives::Program(&["xmllint"]) },
    Package { name: "xmlsec1", gives: Gives::Program(&["xmlsec1"]) },
    Package { name: "openssl", gives: Gives::Program(&["openssl"]) },
];

const BROWSERS: [&str; 3] = ["chromium", "google-chrome", "chrome"];

/// The browser for the browser tests: the one named in `CASERITA_CHROMIUM`, else the first one on the path.
pub fn browser() -> Option<PathBuf> {
    std::env::var_os("CASERITA_CHROMIUM").map(PathBuf::from).or_else(|| BROWSERS.iter().find_map(|name| find(name)))
}

impl Package {
    fn is_there(&self) -> bool {
        match self.gives {
            Gives::Program(names) if names == BROWSERS => browser().is_some(),
            Gives::Program(names) => names.iter().any(|name| find(name).is_some()),
            Gives::Library(module) => program("pkg-config").args(["--exists", module]).succeeds(),
            Gives::Folder(path) => Path::new(path).is_dir(),
        }
    }
}

/// Installs what is missing of these packages.
pub fn install(packages: &[Package]) -> Done {
    let missing = missing(packages);
    if missing.is_empty() {
        return Ok(());
    }
    say(&format!("missing system packages: {}; installing them with apt-get", missing.join(" ")));
    let outcome = apt_get(&missing);
    let still = self::missing(packages);
    if still.is_empty() {
        return Ok(());
    }
    let list = still.join(" ");
    let browser = if still.contains(&"chromium") { ", or point CASERITA_CHROMIUM at any Chromium or Chrome" } else { "" };
    let why = if outcome.is_err() { "apt-get could not install" } else { "not found even after apt-get installed" };
    Err(Stop::new(format!("{why}: {list}. Cure: `apt-get update && apt-get install {list}` as root{browser}; then again")))
}

fn missing(packages: &[Package]) -> Vec<&'static str> {
    packages.iter().filter(|package| !package.is_there()).map(|package| package.name).collect()
}

fn apt_get(names: &[&str]) -> Done {
    let root = program("id").args(["-u"]).text()?.trim() == "0";
    let as_root: &[&str] = if root { &["env"] } else { &["sudo", "env"] };
    let apt = ["DEBIAN_FRONTEND=noninteractive", "apt-get", "-o", "DPkg::Lock::Timeout=300", "-y"];
    let run = |rest: &[&str]| program(as_root[0]).args(&as_root[1..]).args(apt).args(rest).run();
    let install = |names: &[&str]| run(&[&["install", "--no-install-recommends"], names].concat());
    run(&["update"])?;
    // One unknown name makes apt refuse them all (Ubuntu has no chromium package): then each gets its own chance.
    install(names).or_else(|_| names.iter().map(|name| install(&[name])).fold(Ok(()), Done::and))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_missing_is_named() {
        let packages = [
            Package { name: "shell", gives: Gives::Program(&["no-such-program-here", "sh"]) },
            Package { name: "nothing", gives: Gives::Program(&["no-such-program-here"]) },
            Package { name: "nowhere", gives: Gives::Folder("/no/such/folder") },
        ];
        assert_eq!(missing(&packages), ["nothing", "nowhere"], "one of several programs is enough");
    }
}
