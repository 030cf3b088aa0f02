//! Electronic documents before SUNAT: typed documents, their XML, signature, names, checks, and what the answers say.
//!
//! Pure: no clock, file, network, SQL or window. Sources of the rules: `assets/sunat/README.md`.

pub mod catalog;
pub mod document;
pub mod sign;
mod text;
pub mod ubl;
pub mod words;
mod xml;

// the wire: names, zip, QR, SOAP, CDR

// pre-send checks
