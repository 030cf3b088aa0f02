//! Keys that sign: roots certify, issuing keys write licences, leases and answers about the time.

use ed25519_dalek::{Signer, SigningKey};
use zeroize::Zeroizing;

use crate::{
    armour::{self, Block, Kind, MAX_PAYLOAD},
    device::DevicePublic,
    keys::{KeyCertificate, Kid, Purpose, Roots, public_text},
    lease::{LeaseTerms, VoiceSecret, within_reach},
    licence::LicenceTerms,
    mac,
    payload::Writer,
    refusal::Refusal,
    server_time::TimeTerms,
};

/// Why something was not signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum IssueError {
    /// The terms would not be read back as they are: too long, out of range, or not allowed to this key.
    #[error("what should be signed would be refused: {0}")]
    WouldBeRefused(#[from] Refusal),
    /// The certificate is that of another key.
    #[error("the certificate is of another key")]
    OtherCertificate,
}

/// A root's private key.
pub struct Root(SigningKey);

impl Root {
    /// The root of a seed.
    #[must_use]
    pub fn from_seed(seed: &[u8; 32]) -> Root {
        Root(SigningKey::from_bytes(seed))
    }

    /// Its name.
    #[must_use]
    pub fn kid(&self) -> Kid {
        Kid::of(self.0.verifying_key().as_bytes())
    }

    /// Its public half as `roots.txt` writes it.
    #[must_use]
    pub fn public_text(&self) -> String {
        public_text(self.0.verifying_key().as_bytes())
    }

    /// Certifies the key of a seed for a purpose, from one moment to another (Unix milliseconds).
    ///
    /// # Errors
    /// [`IssueError::WouldBeRefused`] for dates in the wrong order or out of range.
    pub fn certify(&self, seed: &[u8; 32], purpose: Purpose, dates: (i64, i64)) -> Result<KeyCertificate, IssueError> {
        let public = SigningKey::from_bytes(seed).verifying_key();
        let mut writer = Writer::new();
        writer.text("kid", &Kid::of(public.as_bytes()).to_string()).text("pub", &public_text(public.as_bytes()));
        writer.text("purpose", purpose.word()).int("not_before", dates.0).int("not_after", dates.1);
        let block = sign(&self.0, Kind::Key, writer.bytes())?;
        let roots = Roots::parse(&format!("root {}", self.public_text()))?;
        Ok(KeyCertificate::verify(&block, &roots)?)
    }

    /// The root as an issuer of licences and leases, for when no certified key can be trusted any more.
    #[must_use]
    pub fn into_issuer(self) -> Issuer {
        Issuer { key: self.0, certificate: None }
    }
}

/// A key that may write documents, with its certificate.
pub struct Issuer {
    key: SigningKey,
    certificate: Option<KeyCertificate>,
}

impl Issuer {
    /// The issuing key of a seed with its certificate.
    ///
    /// # Errors
    /// [`IssueError::OtherCertificate`].
    pub fn new(seed: &[u8; 32], certificate: KeyCertificate) -> Result<Issuer, IssueError> {
        let key = SigningKey::from_bytes(seed);
        if Kid::of(key.verifying_key().as_bytes()) != certificate.kid() {
            return Err(IssueError::OtherCertificate);
        }
        Ok(Issuer { key, certificate: Some(certificate) })
    }

    /// Its name.
    #[must_use]
    pub fn kid(&self) -> Kid {
        Kid::of(self.key.verifying_key().as_bytes())
    }

    /// Its certificate, which travels with what it signs; none for a root.
    #[must_use]
    pub const fn certificate(&self) -> Option<&KeyCertificate> {
        self.certificate.as_ref()
    }

    /// Signs a licence.
    ///
    /// # Errors
    /// [`IssueError::WouldBeRefused`]: what a till would refuse is not signed.
    pub fn licence(&self, terms: &LicenceTerms) -> Result<Block, IssueError> {
        let block = sign(&self.key, Kind::Licence, terms.payload(self.kid()))?;
        self.may(Purpose::Licence, terms.issued_at)?;
        if LicenceTerms::read(&block)? == *terms { Ok(block) } else { Err(Refusal::Damaged.into()) }
    }

    /// Signs a lease.
    ///
    /// # Errors
    /// [`IssueError::WouldBeRefused`]: what a till would refuse is not signed.
    pub fn lease(&self, terms: &LeaseTerms) -> Result<Block, IssueError> {
        let block = sign(&self.key, Kind::Lease, terms.payload(self.kid()))?;
        self.may(Purpose::Lease, terms.issued_at)?;
        within_reach(self.certificate(), terms)?;
        if LeaseTerms::read(&block)? == *terms { Ok(block) } else { Err(Refusal::Damaged.into()) }
    }

    /// Signs an answer about the time.
    ///
    /// # Errors
    /// [`IssueError::WouldBeRefused`]: what a till would refuse is not signed.
    pub fn time(&self, terms: &TimeTerms) -> Result<Block, IssueError> {
        self.may(Purpose::Lease, terms.at)?;
        sign(&self.key, Kind::Time, terms.payload(self.kid()))
    }

    fn may(&self, purpose: Purpose, at: i64) -> Result<(), Refusal> {
        match &self.certificate {
            Some(certificate) if certificate.purpose() != purpose => Err(Refusal::WrongPurpose),
            certificate => crate::keys::within(certificate.as_ref(), at),
        }
    }

    /// The voice secret of a till: always the same for one key and one till, so that no list of secrets has to be kept.
    #[must_use]
    pub fn voice_secret(&self, device: &DevicePublic) -> VoiceSecret {
        voice_secret(self.key.as_bytes(), device)
    }
}

/// The voice secret that a lease key of this seed gives to a till.
#[must_use]
pub fn voice_secret(seed: &[u8; 32], device: &DevicePublic) -> VoiceSecret {
    let full = Zeroizing::new(mac::keyed(seed, "POS-VOICE-SECRET-v1", &[device.as_bytes()]));
    let mut short = [0; 16];
    short.copy_from_slice(&full[..16]);
    VoiceSecret::new(short)
}

fn sign(key: &SigningKey, kind: Kind, payload: Vec<u8>) -> Result<Block, IssueError> {
    if payload.len() > MAX_PAYLOAD {
        return Err(Refusal::TooLarge.into());
    }
    let kid = Kid::of(key.verifying_key().as_bytes());
    let signature = key.sign(&armour::signed_bytes(kind, kid, &payload)).to_bytes();
    Ok(Block { kind, kid, payload, signature })
}
