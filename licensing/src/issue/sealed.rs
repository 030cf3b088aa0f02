//! A private key in a file: sealed under a passphrase with argon2id and XChaCha20-Poly1305.

use argon2::{Algorithm, Argon2, Params, Version};
use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use chacha20poly1305::{
    Key, KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Generate, Payload},
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use crate::armour::{self, Block, Kind};

const FORMAT: u32 = 1;
/// 64 MiB, three passes, one lane: about a fifth of a second on a shop's PC, and dear to try by the million.
const MEMORY_KIB: u32 = 64 * 1024;
const PASSES: u32 = 3;

/// Why a key file could not be read or written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SealedError {
    /// Not a key file.
    #[error("not a key file")]
    NotAKeyFile,
    /// The passphrase is another, or the file was altered.
    #[error("wrong passphrase, or an altered file")]
    Passphrase,
    /// The cipher refused.
    #[error("the key could not be sealed")]
    Cipher,
}

/// What a key file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Role {
    /// A root.
    Root,
    /// A key for licences.
    Licence,
    /// A key for leases.
    Lease,
}

/// A key file. Everything but the seed can be read without the passphrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeyFile {
    caserita_key: u32,
    /// What it is for.
    pub role: Role,
    /// The key's name.
    pub kid: String,
    /// Its public half.
    pub public: String,
    memory_kib: u32,
    passes: u32,
    salt: String,
    nonce: String,
    sealed: String,
    /// The certificate, armoured; empty for a root.
    #[serde(default)]
    pub certificate: String,
}

/// Thirty-two random bytes from the operating system.
#[must_use]
pub fn new_seed() -> Zeroizing<[u8; 32]> {
    Zeroizing::new(Key::generate().into())
}

impl KeyFile {
    /// Seals a seed.
    ///
    /// # Errors
    /// [`SealedError::Cipher`].
    pub fn seal(role: Role, seed: &[u8; 32], certificate: Option<&Block>, passphrase: &str) -> Result<KeyFile, SealedError> {
        let root = super::Root::from_seed(seed);
        let (salt, nonce) = (new_seed(), XNonce::generate());
        let mut file = KeyFile {
            caserita_key: FORMAT,
            role,
            kid: root.kid().to_string(),
            public: root.public_text(),
            memory_kib: MEMORY_KIB,
            passes: PASSES,
            salt: URL_SAFE_NO_PAD.encode(*salt),
            nonce: URL_SAFE_NO_PAD.encode(nonce),
            sealed: String::new(),
            certificate: certificate.map(Block::armoured).unwrap_or_default(),
        };
        let payload = Payload { msg: seed, aad: &file.associated() };
        let sealed = file.cipher(passphrase)?.encrypt(&nonce, payload).map_err(|_| SealedError::Cipher)?;
        file.sealed = URL_SAFE_NO_PAD.encode(sealed);
        Ok(file)
    }

    /// Reads a key file.
    ///
    /// # Errors
    /// [`SealedError::NotAKeyFile`].
    pub fn parse(text: &str) -> Result<KeyFile, SealedError> {
        let file: KeyFile = serde_json::from_str(text).map_err(|_| SealedError::NotAKeyFile)?;
        // What a stranger's file may ask of this machine has a limit.
        let modest = file.memory_kib <= 1024 * 1024 && file.passes <= 16;
        if file.caserita_key == FORMAT && modest { Ok(file) } else { Err(SealedError::NotAKeyFile) }
    }

    /// The text of the file.
    #[must_use]
    pub fn text(&self) -> String {
        serde_json::to_string_pretty(self).map(|text| text + "\n").unwrap_or_default()
    }

    /// Opens the seed.
    ///
    /// # Errors
    /// [`SealedError::Passphrase`], or [`SealedError::NotAKeyFile`].
    pub fn open(&self, passphrase: &str) -> Result<Zeroizing<[u8; 32]>, SealedError> {
        let decode = |text: &str| URL_SAFE_NO_PAD.decode(text).map_err(|_| SealedError::NotAKeyFile);
        let nonce = XNonce::try_from(decode(&self.nonce)?.as_slice()).map_err(|_| SealedError::NotAKeyFile)?;
        let payload = Payload { msg: &decode(&self.sealed)?, aad: &self.associated() };
        let seed = self.cipher(passphrase)?.decrypt(&nonce, payload).map_err(|_| SealedError::Passphrase)?;
        let seed: [u8; 32] = Zeroizing::new(seed).as_slice().try_into().map_err(|_| SealedError::NotAKeyFile)?;
        Ok(Zeroizing::new(seed))
    }

    /// The certificate of an issuing key.
    ///
    /// # Errors
    /// [`SealedError::NotAKeyFile`] when it has none.
    pub fn certificate(&self) -> Result<Block, SealedError> {
        let blocks = armour::read(&self.certificate).map_err(|_| SealedError::NotAKeyFile)?;
        blocks.into_iter().find(|block| block.kind() == Kind::Key).ok_or(SealedError::NotAKeyFile)
    }

    fn cipher(&self, passphrase: &str) -> Result<XChaCha20Poly1305, SealedError> {
        let salt = URL_SAFE_NO_PAD.decode(&self.salt).map_err(|_| SealedError::NotAKeyFile)?;
        let params = Params::new(self.memory_kib, self.passes, 1, Some(32)).map_err(|_| SealedError::NotAKeyFile)?;
        let mut key = Zeroizing::new([0; 32]);
        let argon = Argon2::new(Algorithm::Argon2id, Version::V0x13, params);
        argon.hash_password_into(passphrase.as_bytes(), &salt, key.as_mut_slice()).map_err(|_| SealedError::NotAKeyFile)?;
        XChaCha20Poly1305::new_from_slice(key.as_slice()).map_err(|_| SealedError::Cipher)
    }

    /// What the seal covers beside the seed: role, name and public half cannot be exchanged.
    fn associated(&self) -> Vec<u8> {
        format!("CASERITA-KEY-v1\0{:?}\0{}\0{}", self.role, self.kid, self.public).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_comes_back_with_its_passphrase_and_with_no_other() {
        let seed = new_seed();
        let file = KeyFile::seal(Role::Root, &seed, None, "tres tristes tigres").unwrap();
        let read = KeyFile::parse(&file.text()).unwrap();
        assert_eq!(read.open("tres tristes tigres").unwrap(), seed);
        assert_eq!(read.open("tres tigres").unwrap_err(), SealedError::Passphrase);
        let relabelled = KeyFile { role: Role::Lease, ..read };
        assert_eq!(relabelled.open("tres tristes tigres").unwrap_err(), SealedError::Passphrase);
        let seed_text = URL_SAFE_NO_PAD.encode(*seed);
        assert!(!file.text().contains(&seed_text), "the seed is not in the file");
    }

    #[test]
    fn what_is_no_key_file_is_said_so() {
        let huge = KeyFile { memory_kib: u32::MAX, ..KeyFile::seal(Role::Root, &[1; 32], None, "x").unwrap() };
        for text in ["", "{}", "hola", &huge.text()] {
            assert_eq!(KeyFile::parse(text), Err(SealedError::NotAKeyFile));
        }
    }
}
