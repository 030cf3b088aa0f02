//! `caserita --selftest`: what a technician runs first.

use std::process::ExitCode;

use caserita_app::{Clock, selftest};
use caserita_gateways::SystemClock;

use crate::options::Options;

/// Prints one line a check and fails when any does.
pub(crate) fn run(options: &Options) -> ExitCode {
    let checks = selftest::run(&options.folder(), SystemClock.now());
    let sound = checks.iter().all(|check| check.outcome.is_ok());
    for check in checks {
        match check.outcome {
            Ok(detail) => println!("bien   {}: {detail}", check.name),
            Err(problem) => println!("FALLA  {}: {problem}", check.name),
        }
    }
    if sound { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
