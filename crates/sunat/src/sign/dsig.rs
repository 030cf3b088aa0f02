//! Signing a document in place.

use bergshamra::{DsigContext, KeysManager};

use super::Certificate;
use crate::ubl::SIGNATURE_ID;

/// Where the signature goes; [`crate::ubl::ToUbl`] leaves it empty.
const PLACE: &str = "<ext:ExtensionContent></ext:ExtensionContent>";
/// SHA-256 throughout: SUNAT's samples and its test service take it, and SHA-1 is broken. That production takes it as well
/// is not confirmed; these two lines and the signature method below are where to turn it back.
const DIGEST_METHOD: &str = "http://www.w3.org/2001/04/xmlenc#sha256";
const SIGNATURE_METHOD: &str = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

/// A signed document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Signed {
    /// The exact bytes: nothing may touch them any more, and every resend carries the same.
    pub xml: Vec<u8>,
    /// *Valor resumen*: the DigestValue, base64, as ticket and QR show it.
    pub digest: String,
}

/// Why nothing was signed.
#[derive(Debug, thiserror::Error)]
pub enum SignError {
    /// There is no empty place for a signature, or the document is not UTF-8.
    #[error("the document has no place for a signature")]
    NoPlace,
    /// The library refused.
    #[error("signing failed: {0}")]
    Library(#[from] bergshamra::Error),
}

/// Signs a document as it stands. The certificate's dates are the caller's to look at: [`Certificate::is_valid_at`].
pub fn sign(unsigned: &[u8], certificate: &Certificate) -> Result<Signed, SignError> {
    let text = std::str::from_utf8(unsigned).map_err(|_| SignError::NoPlace)?;
    let (before, after) = text.split_once(PLACE).ok_or(SignError::NoPlace)?;
    let prepared = format!("{before}<ext:ExtensionContent>{}</ext:ExtensionContent>{after}", template());
    let mut keys = KeysManager::new();
    keys.add_key(certificate.key.clone());
    let xml = bergshamra::sign(&DsigContext::new(keys), &prepared)?;
    let digest = between(&xml, "<ds:DigestValue>", "</ds:DigestValue>").ok_or(SignError::NoPlace)?;
    let digest = digest.split_whitespace().collect();
    Ok(Signed { xml: xml.into_bytes(), digest })
}

fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    text.split_once(open)?.1.split_once(close).map(|(inside, _)| inside)
}

fn template() -> String {
    format!(
        "<ds:Signature xmlns:ds=\"http://www.w3.org/2000/09/xmldsig#\" Id=\"{SIGNATURE_ID}\"><ds:SignedInfo>\
         <ds:CanonicalizationMethod Algorithm=\"http://www.w3.org/TR/2001/REC-xml-c14n-20010315\"></ds:CanonicalizationMethod>\
         <ds:SignatureMethod Algorithm=\"{SIGNATURE_METHOD}\"></ds:SignatureMethod>\
         <ds:Reference URI=\"\"><ds:Transforms>\
         <ds:Transform Algorithm=\"http://www.w3.org/2000/09/xmldsig#enveloped-signature\"></ds:Transform></ds:Transforms>\
         <ds:DigestMethod Algorithm=\"{DIGEST_METHOD}\"></ds:DigestMethod><ds:DigestValue></ds:DigestValue></ds:Reference>\
         </ds:SignedInfo><ds:SignatureValue></ds:SignatureValue>\
         <ds:KeyInfo><ds:X509Data></ds:X509Data></ds:KeyInfo></ds:Signature>"
    )
}
