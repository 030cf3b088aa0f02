//! The built user interface, which the program embeds: made again only when something it is made of changed.

use std::fs;

use crate::shell::{Done, program, say};
use crate::tree;

/// Builds `ui/build` unless it already is what these sources give.
pub fn build() -> Done {
    let sources = tree::files_below("ui")?;
    let now = tree::digest_of(&sources)?;
    let note = tree::scratch("ui-build.sha256")?;
    let built_from = fs::read_to_string(&note).unwrap_or_default();
    if built_from == now && tree::root().join("ui/build/index.html").is_file() {
        return Ok(());
    }
    say("building the user interface");
    npm(["run", "build"]).run()?;
    tree::write(&note.to_string_lossy(), &now)
}

/// npm in the folder of the user interface.
pub fn npm<'a>(args: impl IntoIterator<Item = &'a str>) -> crate::shell::Program {
    program("npm").dir("ui").args(args)
}
