//! The command line's own words in Spanish: headings, the help flag and what is wrong with what was typed.

use clap::{
    Arg, ArgAction, Command, Error,
    error::{ContextKind, ContextValue, ErrorKind},
};

const TEMPLATE: &str = "{about}\n\nUso: {usage}\n\n{all-args}{after-help}";

/// The command and all below it, with Spanish headings.
pub fn speaking(command: Command) -> Command {
    let help =
        Arg::new("help").short('h').long("help").action(ArgAction::Help).help("Explica esta orden").display_order(102);
    command
        .disable_help_flag(true)
        .disable_version_flag(true)
        .arg(help)
        .help_template(TEMPLATE)
        .subcommand_help_heading("Órdenes")
        .subcommand_value_name("ORDEN")
        .mut_args(|arg| if arg.is_positional() { arg.help_heading("Datos") } else { arg.help_heading("Opciones") })
        .mut_subcommands(speaking)
}

/// A help text without the one word of the usage line that cannot be given in Spanish beforehand.
pub fn help(text: &Error) -> String {
    text.to_string().replace("[OPTIONS]", "[OPCIONES]")
}

/// What is wrong with what was typed.
pub fn complaint(error: &Error) -> String {
    let about = [ContextKind::InvalidArg, ContextKind::InvalidSubcommand];
    let what = about.iter().find_map(|kind| error.get(*kind)).map(text).unwrap_or_default();
    let value = error.get(ContextKind::InvalidValue).map(text).unwrap_or_default();
    match error.kind() {
        ErrorKind::MissingRequiredArgument => format!("falta: {what}"),
        ErrorKind::MissingSubcommand => "falta la orden".to_owned(),
        ErrorKind::UnknownArgument => format!("no se conoce {what}"),
        ErrorKind::InvalidSubcommand => format!("no se conoce la orden {what}"),
        ErrorKind::ArgumentConflict => format!("{what} no va con otra de las opciones dadas"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if value.is_empty() => format!("{what} necesita un valor"),
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => format!("«{value}» no sirve para {what}"),
        _ => "la orden no se entiende".to_owned(),
    }
}

fn text(value: &ContextValue) -> String {
    match value {
        ContextValue::String(word) => word.clone(),
        ContextValue::Strings(words) => words.join(", "),
        other => other.to_string(),
    }
}
