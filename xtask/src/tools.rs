//! What each verb needs on the machine: named, installed when missing, and said aloud.
//!
//! Everything is looked for by what it gives (a program on the path, a pkg-config module, a font folder), never by a
//! note that it was once installed, so the answer is true on any distribution and takes milliseconds when all is there.

mod node;
mod rust;
mod system;

pub use rust::CargoTool;
pub use system::{Package, browser};

use crate::shell::Done;

/// What one verb needs.
pub struct Kit {
    packages: &'static [&'static [Package]],
    components: &'static [&'static str],
    cargo: &'static [CargoTool],
    node: &'static [&'static str],
}

/// For opening the till.
pub const RUN: Kit = Kit { packages: &[system::BUILD], components: &[], cargo: &[], node: &["ui"] };

/// For writing the generated files.
pub const GENERATE: Kit = RUN;

/// For measuring.
pub const BENCH: Kit = Kit { packages: &[system::BUILD, system::TESTS], node: &["ui", "tests/browser"], ..RUN };

/// For the checks that do not run the product.
pub const CHECK: Kit = Kit {
    packages: &[system::BUILD],
    components: &["rustfmt", "clippy"],
    cargo: &[rust::DENY, rust::MACHETE],
    node: &["ui", "tests/browser"],
};

/// For every test there is.
pub const TEST: Kit = Kit {
    packages: &[system::BUILD, system::WINDOW, system::TESTS],
    components: &[],
    cargo: &[rust::NEXTEST, rust::TAURI_DRIVER],
    node: &["ui", "tests/browser", "tests/golden"],
};

/// Makes sure that a kit is on the machine, or stops with one line that says the cure.
pub fn ready(kit: &Kit) -> Done {
    node::new_enough()?;
    system::install(&kit.packages.concat())?;
    rust::add_components(kit.components)?;
    rust::install(kit.cargo)?;
    node::install(kit.node)
}
