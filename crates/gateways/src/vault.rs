//! Secrets in files of their own, encrypted with a key that lies elsewhere. A copy of the shop's folder, or of its database,
//! gives nothing away.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
};

use caserita_app::ports::{VaultFailure, VaultPort};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Generate, Payload},
};
use zeroize::Zeroizing;

const KEY_BYTES: usize = 32;
const NONCE_BYTES: usize = 24;

/// A folder of encrypted files and the path of their key.
#[derive(Debug, Clone)]
pub struct FileVault {
    folder: PathBuf,
    key: PathBuf,
}

impl FileVault {
    /// Secrets in `folder`, their key at `key`; neither has to be there yet. The key belongs outside whatever is copied
    /// together with the folder.
    pub fn new(folder: PathBuf, key: PathBuf) -> FileVault {
        FileVault { folder, key }
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.secret"))
    }

    fn cipher(&self, make: bool) -> io::Result<Option<XChaCha20Poly1305>> {
        let bytes = match fs::read(&self.key) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound && make => {
                let key = chacha20poly1305::Key::generate();
                write_private(&self.key, &key)?;
                Zeroizing::new(key.to_vec())
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if bytes.len() != KEY_BYTES {
            return Err(io::Error::other("the key of the vault is not whole"));
        }
        XChaCha20Poly1305::new_from_slice(&bytes).map(Some).map_err(|_| io::Error::other("the key of the vault is not one"))
    }

    fn open(&self, name: &str) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
        let sealed = match fs::read(self.file(name)) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let cipher = self.cipher(false)?.ok_or_else(|| io::Error::other("the key of the vault is gone"))?;
        let broken = || io::Error::other("a secret was altered, or its key is another");
        let (nonce, body) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(broken)?;
        let nonce = XNonce::try_from(nonce).map_err(|_| broken())?;
        let payload = Payload { msg: body, aad: name.as_bytes() };
        cipher.decrypt(&nonce, payload).map(|secret| Some(Zeroizing::new(secret))).map_err(|_| broken())
    }

    fn seal(&self, name: &str, secret: &[u8]) -> io::Result<()> {
        let cipher = self.cipher(true)?.ok_or_else(|| io::Error::other("the vault has no key"))?;
        let nonce = XNonce::generate();
        let payload = Payload { msg: secret, aad: name.as_bytes() };
        let body = cipher.encrypt(&nonce, payload).map_err(|_| io::Error::other("a secret could not be sealed"))?;
        write_private(&self.file(name), &[nonce.as_slice(), &body].concat())
    }
}

impl VaultPort for FileVault {
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultFailure> {
        self.open(name).map_err(failure)
    }

    fn write(&self, name: &str, secret: Option<&[u8]>) -> Result<(), VaultFailure> {
        let outcome = match secret {
            Some(secret) => self.seal(name, secret),
            None => match fs::remove_file(self.file(name)) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            },
        };
        outcome.map_err(failure)
    }
}

fn failure(error: io::Error) -> VaultFailure {
    VaultFailure { detail: error.to_string() }
}

/// Writes a file that only its owner reads, so that a power cut leaves the old or the new one.
fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let part = path.with_extension("part");
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file: File = options.open(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    fs::rename(&part, path)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn vault(folder: &Path) -> FileVault {
        FileVault::new(folder.join("vault"), folder.join("elsewhere").join("key"))
    }

    #[test]
    fn law_13_a_secret_lies_on_disk_only_encrypted_and_only_for_its_owner() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(folder.path());
        assert_eq!(vault.read("sol").expect("it reads"), None);
        vault.write("sol", Some(b"contrase\xc3\xb1a")).expect("kept");
        assert_eq!(vault.read("sol").expect("it reads").expect("it is there").as_slice(), b"contrase\xc3\xb1a");
        let sealed = fs::read(folder.path().join("vault/sol.secret")).expect("a file");
        assert!(!sealed.windows(9).any(|window| window == b"contrase\xc3"), "nothing of it in the clear");
        #[cfg(unix)]
        for file in ["vault/sol.secret", "elsewhere/key"] {
            let mode =
                std::os::unix::fs::PermissionsExt::mode(&fs::metadata(folder.path().join(file)).expect("it").permissions());
            assert_eq!(mode & 0o077, 0, "{file} is its owner's alone");
        }
        vault.write("sol", None).expect("forgotten");
        assert_eq!(vault.read("sol").expect("it reads"), None);
    }

    #[test]
    fn law_13_what_was_altered_swapped_or_lost_its_key_is_not_believed() {
        let folder = tempfile::tempdir().expect("a folder");
        let vault = vault(folder.path());
        vault.write("a", Some(b"one")).expect("kept");
        vault.write("b", Some(b"two")).expect("kept");
        let path = |name: &str| folder.path().join("vault").join(format!("{name}.secret"));
        let mut bytes = fs::read(path("a")).expect("a file");
        fs::write(path("b"), &bytes).expect("swapped");
        vault.read("b").expect_err("it was sealed under another name");
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        fs::write(path("a"), &bytes).expect("altered");
        vault.read("a").expect_err("altered");
        fs::write(path("a"), b"short").expect("cut");
        vault.read("a").expect_err("cut");
        fs::remove_file(folder.path().join("elsewhere/key")).expect("the key is lost");
        vault.read("b").expect_err("without its key");
        vault.write("b", Some(b"three")).expect("but a new secret can be kept under a new key");
        assert_eq!(vault.read("b").expect("it reads").expect("it is there").as_slice(), b"three");
    }
}
