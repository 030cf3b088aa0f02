//! Reading a certificate file and telling whose it is.

use std::fmt;

use base64::{Engine, engine::general_purpose::STANDARD};
use bergshamra::keys::{Key, loader};
use caserita_domain::document::ruc_is_valid;
use chrono::{DateTime, Utc};
use p12_keystore::{Pkcs12Archive, error::Error as P12Error};
use x509_parser::{certificate::X509Certificate, prelude::FromDer, public_key::PublicKey};
use zeroize::Zeroizing;

/// SUNAT takes RSA keys of at least this many bits.
const FEWEST_BITS: usize = 2048;
/// No certificate with its chain is larger; a bigger file is something else.
const MOST_BYTES: usize = 128 * 1024;

/// Why a certificate cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CertificateError {
    /// Not a .pfx or .p12 file.
    #[error("this is no certificate file")]
    NotACertificate,
    /// The password does not open it.
    #[error("the password does not open the certificate")]
    WrongPassword,
    /// It holds no private key: only the public part was exported.
    #[error("the file has no private key")]
    NoKey,
    /// No certificate in it belongs to its key.
    #[error("no certificate in the file belongs to its key")]
    NoMatch,
    /// Not RSA, or shorter than 2048 bits.
    #[error("the key is not RSA of 2048 bits or more")]
    WeakKey,
}

/// Whose a certificate is, and until when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CertificateFacts {
    /// Common name of its owner.
    pub owner: String,
    /// Whoever vouches for it.
    pub authority: String,
    /// The RUC in its subject, if there is one.
    pub ruc: Option<String>,
    /// Serial number, hexadecimal.
    pub serial: String,
    /// Not valid before.
    pub from: DateTime<Utc>,
    /// Not valid after.
    pub until: DateTime<Utc>,
}

/// A certificate with its private key, ready to sign.
#[derive(Clone)]
pub struct Certificate {
    pub(super) key: Key,
    private_der: Zeroizing<Vec<u8>>,
    certificate_der: Vec<u8>,
    facts: CertificateFacts,
}

impl Certificate {
    /// Opens a .pfx or .p12, in the old encryption (RC2, 3DES) that sellers still hand out or in the new.
    pub fn from_pkcs12(file: &[u8], password: &str) -> Result<Certificate, CertificateError> {
        if file.len() > MOST_BYTES {
            return Err(CertificateError::NotACertificate);
        }
        let archive = Pkcs12Archive::from_pkcs12(file, password).map_err(|error| match error {
            P12Error::MacError(_) | P12Error::UnpadError | P12Error::Pkcs5Error(_) => CertificateError::WrongPassword,
            _ => CertificateError::NotACertificate,
        })?;
        let key = archive.keys.first().ok_or(CertificateError::NoKey)?;
        let certificates = archive.certs.iter().map(|bag| bag.cert.as_der());
        let mut outcome = Err(CertificateError::NoMatch);
        for certificate in certificates {
            match Certificate::from_parts(key.key.as_der(), certificate) {
                Err(CertificateError::NoMatch) => {}
                found => outcome = found,
            }
        }
        outcome
    }

    /// Puts a private key (PKCS#8 DER) and its certificate (X.509 DER) together.
    pub fn from_parts(private_der: &[u8], certificate_der: &[u8]) -> Result<Certificate, CertificateError> {
        let (_, parsed) = X509Certificate::from_der(certificate_der).map_err(|_| CertificateError::NotACertificate)?;
        let bits = match parsed.public_key().parsed() {
            Ok(PublicKey::RSA(public)) => public.key_size(),
            _ => return Err(CertificateError::WeakKey),
        };
        let mut key = loader::load_rsa_private_pem(pem(private_der).as_bytes()).map_err(|_| CertificateError::WeakKey)?;
        if key.to_spki_der().as_deref() != Some(parsed.public_key().raw) {
            return Err(CertificateError::NoMatch);
        }
        if bits < FEWEST_BITS {
            return Err(CertificateError::WeakKey);
        }
        key.x509_chain = vec![certificate_der.to_vec()];
        let facts = facts(&parsed)?;
        Ok(Certificate {
            key,
            private_der: Zeroizing::new(private_der.to_vec()),
            certificate_der: certificate_der.to_vec(),
            facts,
        })
    }

    /// Whose it is.
    pub fn facts(&self) -> &CertificateFacts {
        &self.facts
    }

    /// Its private key, PKCS#8 DER. A secret: it belongs in the vault and nowhere else.
    pub fn private_der(&self) -> &[u8] {
        &self.private_der
    }

    /// The certificate, X.509 DER. Public.
    pub fn certificate_der(&self) -> &[u8] {
        &self.certificate_der
    }

    /// Whether it may sign at this moment (2325, 2326).
    pub fn is_valid_at(&self, now: DateTime<Utc>) -> bool {
        (self.facts.from..=self.facts.until).contains(&now)
    }
}

/// Never the key.
impl fmt::Debug for Certificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Certificate").field("facts", &self.facts).finish_non_exhaustive()
    }
}

fn pem(der: &[u8]) -> Zeroizing<String> {
    let encoded = Zeroizing::new(STANDARD.encode(der));
    let mut pem = Zeroizing::new(String::with_capacity(encoded.len() * 2));
    pem.push_str("-----BEGIN PRIVATE KEY-----\n");
    for (index, letter) in encoded.chars().enumerate() {
        if index > 0 && index.is_multiple_of(64) {
            pem.push('\n');
        }
        pem.push(letter);
    }
    pem.push_str("\n-----END PRIVATE KEY-----\n");
    pem
}

fn facts(certificate: &X509Certificate<'_>) -> Result<CertificateFacts, CertificateError> {
    let instant = |seconds| DateTime::from_timestamp(seconds, 0).ok_or(CertificateError::NotACertificate);
    let name = |name: &x509_parser::x509::X509Name<'_>| {
        let common = name.iter_common_name().next().and_then(|part| part.as_str().ok());
        common.map_or_else(|| name.to_string(), str::to_owned)
    };
    Ok(CertificateFacts {
        owner: name(certificate.subject()),
        authority: name(certificate.issuer()),
        ruc: ruc_in(&certificate.subject().to_string()),
        serial: certificate.raw_serial_as_string().replace(':', ""),
        from: instant(certificate.validity().not_before.timestamp())?,
        until: instant(certificate.validity().not_after.timestamp())?,
    })
}

/// The first valid RUC among the digits of a subject: sellers put it into OU, serialNumber or organizationIdentifier.
fn ruc_in(subject: &str) -> Option<String> {
    subject.split(|letter: char| !letter.is_ascii_digit()).find(|digits| ruc_is_valid(digits)).map(str::to_owned)
}
