//! `check`: everything that can be decided without running the product, cheapest first.

use crate::shell::{Done, Stop, cargo, program, say};
use crate::{generate, migrations, tidy, tools, tree, ui};

type Stage = (&'static str, fn() -> Done);

const STAGES: [Stage; 12] = [
    ("Rust format", || cargo().args(["fmt", "--all", "--check"]).run()),
    ("house rules", tidy::run),
    ("frozen migrations", migrations::verify),
    ("unused dependencies", || cargo().args(["machete"]).run()),
    ("licences, bans and sources", || cargo().args(["deny", "check", "bans", "licenses", "sources"]).run()),
    ("user interface", ui::build),
    ("user interface: types", || ui::npm(["run", "check"]).run()),
    ("user interface: lint and format", || ui::npm(["run", "lint"]).run()),
    ("browser tests: types", browser_types),
    ("clippy", || cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]).run()),
    ("documentation", || cargo().args(["doc", "--workspace", "--no-deps"]).env("RUSTDOCFLAGS", "-D warnings").run()),
    ("generated files", generate::verify_contract),
];

/// Runs each stage and stops at the first that fails.
pub fn run() -> Done {
    tools::ready(&tools::CHECK)?;
    for (name, stage) in STAGES {
        say(name);
        stage().map_err(|stop| {
            stop.tell();
            Stop::new(format!("check stopped at: {name}"))
        })?;
    }
    say("all checks passed");
    Ok(())
}

fn browser_types() -> Done {
    if !tree::root().join("tests/browser/tsconfig.json").is_file() {
        return Ok(());
    }
    program("npm").dir("tests/browser").args(["exec", "--", "tsc", "--noEmit"]).run()
}
