//! Caserita.
fn main() {}
