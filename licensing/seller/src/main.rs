//! `caserita-seller`: what the seller and the technician make, read and revoke licences with. Never part of the shop's
//! program.
//!
//! A folder holds the key files, `roots.txt` and the ledger, one line for each thing that was signed: from it come the next
//! revision, the count of tills and the numbers of the voice codes. What is printed for people is in Spanish.

mod cli;
mod code;
mod desk;
mod keys;
mod lease;
mod ledger;
mod licence;
mod problem;
mod rebind;
mod seat;
mod series;
mod show;
mod spanish;

use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, error::ErrorKind};

use crate::{
    cli::{Cli, KeyVerb, LeaseVerb, LicenceVerb, RootVerb, Verb},
    desk::Desk,
    problem::Problem,
};

fn main() -> ExitCode {
    let typed = spanish::speaking(Cli::command()).try_get_matches().and_then(|words| Cli::from_arg_matches(&words));
    let cli = match typed {
        Ok(cli) => cli,
        Err(asked) if !asked.use_stderr() => {
            print!("{}", spanish::help(&asked));
            return ExitCode::SUCCESS;
        }
        Err(help) if help.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            eprint!("{}", spanish::help(&help));
            return ExitCode::from(2);
        }
        Err(error) => {
            eprintln!("Error: {}. Con --help se explica cada orden.", spanish::complaint(&error));
            return ExitCode::from(2);
        }
    };
    match run(cli) {
        Ok(code) => code,
        Err(problem) => {
            eprintln!("Error: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn run(cli: Cli) -> Result<ExitCode, Problem> {
    let desk = Desk::new(cli.folder, cli.roots);
    match cli.verb {
        Verb::Raices(RootVerb::Crear) => keys::make_roots(&desk)?,
        Verb::Llave(KeyVerb::Crear(wish)) => keys::make_key(&desk, &wish)?,
        Verb::Licencia(LicenceVerb::Emitir(wish)) => licence::issue(&desk, &wish)?,
        Verb::Permiso(LeaseVerb::Emitir(wish)) => lease::issue(&desk, &wish)?,
        Verb::Suspender(wish) => lease::suspend(&desk, &wish)?,
        Verb::Revocar(wish) => lease::revoke(&desk, &wish)?,
        Verb::Codigo(wish) => code::dictate(&desk, &wish)?,
        Verb::Hora(wish) => code::tell_time(&desk, &wish)?,
        Verb::Ver { file } => return show::file(&desk, &file),
        Verb::Qr { file, text } => show::codes(&file, text)?,
    }
    Ok(ExitCode::SUCCESS)
}
