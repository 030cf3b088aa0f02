//! The shop's certificate and its signature: enveloped XMLDSig with inclusive canonicalization, as SUNAT asks.

mod certificate;
mod dsig;

pub use certificate::{Certificate, CertificateError, CertificateFacts};
pub use dsig::{SignError, Signed, sign};
