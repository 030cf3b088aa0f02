//! Parts of the Rust toolchain and programs that come as crates.

use crate::shell::{Done, Stop, cargo, find, program, say};

/// A program that `cargo install` puts down.
pub struct CargoTool {
    krate: &'static str,
    version: &'static str,
}

/// Runs the Rust tests, each in its own process.
pub const NEXTEST: CargoTool = CargoTool { krate: "cargo-nextest", version: "0.9.143" };
/// Translates WebDriver for a Tauri window.
pub const TAURI_DRIVER: CargoTool = CargoTool { krate: "tauri-driver", version: "2.1.0" };
/// Checks licences, bans and sources of the dependencies.
pub const DENY: CargoTool = CargoTool { krate: "cargo-deny", version: "0.20.2" };
/// Finds dependencies that nobody names.
pub const MACHETE: CargoTool = CargoTool { krate: "cargo-machete", version: "0.9.2" };

/// Installs the tools that are not on the machine; one that is there is taken in whatever version it is.
pub fn install(tools: &[CargoTool]) -> Done {
    for CargoTool { krate, version } in tools {
        if find(krate).is_some() {
            continue;
        }
        say(&format!("missing {krate}; installing it with cargo (this compiles it once, for some minutes)"));
        let installed = cargo().args(["install", "--locked", "--version", version, krate]).run();
        if installed.is_err() || find(krate).is_none() {
            return Err(Stop::new(format!(
                "{krate} could not be installed. Cure: `cargo install --locked {krate}`; then again"
            )));
        }
    }
    Ok(())
}

/// Adds missing components of the toolchain, such as rustfmt.
pub fn add_components(components: &[&str]) -> Done {
    for component in components {
        let verb = if *component == "rustfmt" { "fmt" } else { component };
        if cargo().args([verb, "--version"]).succeeds() {
            continue;
        }
        say(&format!("missing {component}; adding it with rustup"));
        if program("rustup").args(["component", "add", component]).run().is_err() {
            return Err(Stop::new(format!("{component} is missing. Cure: `rustup component add {component}`; then again")));
        }
    }
    Ok(())
}
