//! The daily tools: `cargo xtask run | test | check | gen | bench | tidy`.
//!
//! One file per verb. Each verb first makes sure that what it needs is on the machine (`tools`), so that a fresh
//! Debian or Ubuntu with only Rust and Node can type any of them and get a result, not a list of errors.

mod bench;
mod check;
mod generate;
mod migrations;
mod run;
mod shell;
mod test;
mod tidy;
mod tools;
mod tree;
mod ui;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

#[derive(Parser)]
#[command(name = "cargo xtask", about = "Daily tools of the Caserita workspace")]
struct Cli {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Subcommand)]
enum Verb {
    /// Build and open the till; with no display, serve it on loopback and print the address.
    Run(run::Options),
    /// Run every test: UI units, Rust, browser, window.
    Test {
        /// Only tests whose name contains this text.
        filter: Option<String>,
    },
    /// Everything that is decided without running the product: format, lints, docs, licences, stale files, house rules.
    Check,
    /// Write the generated files: OpenAPI, the TypeScript schema, the list of migration checksums.
    Gen,
    /// Measure the speed budgets and print them as a table.
    Bench,
    /// Print the largest files and check the house rules.
    Tidy,
}

fn main() -> ExitCode {
    let outcome = match Cli::parse().verb {
        Verb::Run(options) => run::run(&options),
        Verb::Test { filter } => test::run(filter.as_deref()),
        Verb::Check => check::run(),
        Verb::Gen => generate::run(),
        Verb::Bench => bench::run(),
        Verb::Tidy => tidy::run(),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(stop) => {
            stop.tell();
            ExitCode::FAILURE
        }
    }
}
