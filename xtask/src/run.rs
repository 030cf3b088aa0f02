//! `run`: from a clone to an open till.

use std::env;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::Args;

use crate::shell::{Done, cargo, program, say};
use crate::{tools, tree, ui};

/// What the till is opened on.
#[derive(Args)]
pub struct Options {
    /// Open a stocked demo shop instead of the first-start wizard.
    #[arg(long)]
    demo: bool,
    /// Keep the shop's data in this folder instead of the user's own.
    #[arg(long, value_name = "DIR")]
    profile: Option<PathBuf>,
    /// Build with optimisations, as a shop would get it.
    #[arg(long)]
    release: bool,
    /// Further arguments for the program itself.
    #[arg(last = true)]
    args: Vec<OsString>,
}

/// Builds what is out of date and opens the till.
pub fn run(options: &Options) -> Done {
    tools::ready(&tools::RUN)?;
    ui::build()?;
    say("building the till");
    cargo().args(["build", "--package", "caserita"]).args(options.release.then_some("--release")).run()?;
    let till = tree::built_in(if options.release { "release" } else { "debug" }, "caserita")?;
    let headless = !has_display();
    if headless {
        say("no display here: serving the till on loopback; open the address below in a browser, Ctrl+C ends it");
    }
    program(till).args(arguments(options, headless)).with_keyboard().run()
}

fn has_display() -> bool {
    ["DISPLAY", "WAYLAND_DISPLAY"].iter().any(|name| env::var_os(name).is_some_and(|value| !value.is_empty()))
}

fn arguments(options: &Options, headless: bool) -> Vec<OsString> {
    let mut arguments: Vec<OsString> = Vec::new();
    if headless {
        arguments.extend(["serve", "--port", "0"].map(OsString::from));
    }
    if options.demo {
        arguments.push("--demo".into());
    }
    if let Some(profile) = &options.profile {
        let profile = env::current_dir().map_or_else(|_| profile.clone(), |here| here.join(profile));
        arguments.extend(["--profile".into(), profile.into()]);
    }
    arguments.extend(options.args.iter().cloned());
    arguments
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_a_display_the_same_till_is_served() {
        let options = Options { demo: true, profile: Some("/shop".into()), release: false, args: vec!["--verbose".into()] };
        assert_eq!(arguments(&options, false), ["--demo", "--profile", "/shop", "--verbose"]);
        assert_eq!(arguments(&options, true), ["serve", "--port", "0", "--demo", "--profile", "/shop", "--verbose"]);
    }
}
