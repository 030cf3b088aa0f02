//! `gen`: the files that are derived from others, written the same way every time.
//!
//! router → `crates/api/openapi.json` → `ui/src/api/schema.ts`, and the list of frozen migrations.

use crate::shell::{BUILD_ALL, Done, Program, Stop, cargo, program, say};
use crate::{migrations, tools, tree, ui};

const OPENAPI: &str = "crates/api/openapi.json";
const SCHEMA: &str = "ui/src/api/schema.ts";

/// Writes every generated file.
pub fn run() -> Done {
    tools::ready(&tools::GENERATE)?;
    contract(cargo().args(["run", "--quiet", "--package", "caserita-api", "--example", "openapi"]))?;
    migrations::record()
}

/// Stops when the checked-in OpenAPI or TypeScript schema is not what the router gives; the files stay as they were.
pub fn verify_contract() -> Done {
    // What the tests will need in any case, so a check followed by a test compiles nothing twice.
    cargo().args(BUILD_ALL).run()?;
    let before = current();
    contract(program(tree::built("examples/openapi")?))?;
    let after = current();
    if before == after {
        return Ok(());
    }
    for (path, text) in [OPENAPI, SCHEMA].into_iter().zip(&before) {
        if let Some(text) = text {
            tree::write(path, text)?;
        }
    }
    Err(Stop::new(format!("{OPENAPI} or {SCHEMA} is stale; run `cargo xtask gen` and look at the difference")))
}

fn contract(router: Program) -> Done {
    say("writing the OpenAPI document and the TypeScript schema");
    tree::write(OPENAPI, &format!("{}\n", router.text()?.trim_end()))?;
    ui::npm(["run", "gen"]).run()
}

fn current() -> [Option<String>; 2] {
    [OPENAPI, SCHEMA].map(|path| tree::read(path).ok())
}
