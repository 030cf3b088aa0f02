//! Electronic documents before SUNAT: typed documents, their XML, signature, names, checks, and what the answers say.
//!
//! Pure: no clock, file, network, SQL or window. Sources of the rules: `assets/sunat/README.md`.

// document, ubl, words, catalogue

// the wire: names, zip, QR, SOAP, CDR

pub mod check;
