//! Electronic documents before SUNAT: typed documents, their XML, signature, names, checks, and what the answers say.
//!
//! Pure: no clock, file, network, SQL or window. Sources of the rules: `assets/sunat/README.md`.

// document, ubl, words, catalogue


pub mod package;
pub mod qr;


// pre-send checks

