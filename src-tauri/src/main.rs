//! The till's program: one binary, two doors onto the same router.
//!
//! `caserita` opens the window, which calls the router in this process through one command. `caserita serve` answers on
//! loopback instead, for a browser on the same machine. `caserita --selftest` says whether this machine can run a till.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod boot;
mod logs;
mod options;
mod selftest;
mod serve;
mod window;

use std::process::ExitCode;

use clap::Parser;
use options::{Command, Options};

fn main() -> ExitCode {
    let options = Options::parse();
    match &options.command {
        _ if options.selftest => selftest::run(&options),
        Some(Command::Serve { port }) => serve::run(&options, *port),
        None => window::run(&options),
    }
}
