//! Electronic documents before SUNAT: typed documents, their XML, signature, names, checks, and what the answers say.
//!
//! Pure: no clock, file, network, SQL or window. Sources of the rules: `assets/sunat/README.md`.

pub mod archive;
pub mod catalog;
pub mod cdr;
pub mod check;
pub mod codes;
pub mod document;
pub mod package;
pub mod qr;
pub mod sign;
pub mod soap;
mod text;
mod tree;
pub mod ubigeo;
pub mod ubl;
pub mod words;
mod xml;

pub use tree::TreeError;
