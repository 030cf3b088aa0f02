//! Electronic documents before SUNAT: typed documents, their XML, signature, names, checks, and what the answers say.
//!
//! Pure: no clock, file, network, SQL or window. Sources of the rules: `assets/sunat/README.md`.

// document, ubl, words, catalogue

pub mod cdr;
pub mod codes;
pub mod package;
pub mod qr;
pub mod soap;
mod tree;

pub use tree::TreeError;

// pre-send checks
