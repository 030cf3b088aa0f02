//! `gen`: the files that are derived from others, written the same way every time.
//!
//! router → `crates/api/openapi.json` → `ui/src/api/schema.ts`, and the list of frozen migrations.

use crate::shell::{Done, Stop, cargo, say};
use crate::{migrations, tools, tree, ui};

const OPENAPI: &str = "crates/api/openapi.json";
const SCHEMA: &str = "ui/src/api/schema.ts";

/// Writes every generated file.
pub fn run() -> Done {
    tools::ready(&tools::GENERATE)?;
    contract()?;
    migrations::record()
}

/// Stops when the checked-in OpenAPI or TypeScript schema is not what the router gives; the files stay as they were.
pub fn verify_contract() -> Done {
    let before = current();
    contract()?;
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

fn contract() -> Done {
    say("writing the OpenAPI document and the TypeScript schema");
    let openapi = cargo().args(["run", "--quiet", "--package", "caserita-api", "--example", "openapi"]).text()?;
    tree::write(OPENAPI, &format!("{}\n", openapi.trim_end()))?;
    ui::npm(["run", "gen"]).run()
}

fn current() -> [Option<String>; 2] {
    [OPENAPI, SCHEMA].map(|path| tree::read(path).ok())
}
