//! Secrets in files of their own, encrypted with a key that lies elsewhere: in the keystore of the operating system, or in a
//! file where there is none. A copy of the shop's folder, or of its database, gives nothing away.

#[cfg(windows)]
mod credential_manager;
mod key;
mod keystore;
#[cfg(target_os = "linux")]
mod secret_service;

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    thread,
    time::Duration,
};

use caserita_app::ports::{VaultFailure, VaultPort};
use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Generate, Payload},
};
use zeroize::Zeroizing;

use key::KeyHome;
pub use keystore::{Key, Keystore, NoKeystore};

const NONCE_BYTES: usize = 24;
const SUFFIX: &str = "secret";
/// How often a key that still lies in its file is offered to the keystore.
const OFFER: Duration = Duration::from_secs(60);

/// A folder of encrypted files, and the place of their key.
#[derive(Debug, Clone)]
pub struct FileVault {
    folder: PathBuf,
    home: Arc<KeyHome>,
    turn: Arc<Mutex<()>>,
}

impl FileVault {
    /// Secrets in `folder`, their key in the file `key`; neither has to be there yet. The key belongs outside whatever is
    /// copied together with the folder.
    pub fn new(folder: PathBuf, key: PathBuf) -> FileVault {
        FileVault::over(folder, key, None)
    }

    /// The same, and the key goes over to `keystore` once that answers.
    pub fn with_keystore(folder: PathBuf, key: PathBuf, keystore: Box<dyn Keystore>) -> FileVault {
        FileVault::over(folder, key, Some(keystore))
    }

    /// The same with the keystore of the operating system, where the key lies under `name`, one a vault.
    pub fn with_system_keystore(folder: PathBuf, key: PathBuf, name: String) -> FileVault {
        FileVault::over(folder, key, keystore::of_the_system(name))
    }

    fn over(folder: PathBuf, key: PathBuf, keystore: Option<Box<dyn Keystore>>) -> FileVault {
        FileVault { folder, home: Arc::new(KeyHome::new(key, keystore)), turn: Arc::default() }
    }

    /// Offers the key to the keystore now and then, on a thread of its own, until the program ends. Without a keystore there is
    /// nothing to do.
    pub fn start_moving(&self) -> io::Result<()> {
        if self.home.keystore().is_none() {
            return Ok(());
        }
        let vault = self.clone();
        let offer = move || {
            loop {
                match vault.move_key() {
                    Ok(true) => tracing::info!("the key of the vault now lies in the keystore of the system"),
                    Ok(false) => {}
                    Err(error) => tracing::debug!(%error, "the key of the vault stays in its file"),
                }
                thread::sleep(OFFER);
            }
        };
        thread::Builder::new().name("vault".into()).spawn(offer).map(drop)
    }

    /// Moves the key from its file into the keystore; answers whether it did. The file goes only after the keystore gave the
    /// key back. Where the keystore holds another key, from before it was out of reach, what only that one opens is sealed
    /// again first: nothing that can be read is lost.
    pub fn move_key(&self) -> io::Result<bool> {
        let _turn = self.turn();
        let Some(keystore) = self.home.keystore() else { return Ok(false) };
        let Some(key) = self.home.in_file()? else { return Ok(false) };
        let kept = keystore.key().map_err(io::Error::other)?;
        if kept.as_ref() != Some(&key) {
            if let Some(before) = &kept {
                self.seal_again(before, &key)?;
            }
            keystore.keep(&key).map_err(io::Error::other)?;
            if keystore.key().map_err(io::Error::other)?.as_ref() != Some(&key) {
                return Err(io::Error::other("the keystore does not give back what it was given"));
            }
        }
        self.home.moved(key).map(|()| true)
    }

    fn seal_again(&self, before: &Key, now: &Key) -> io::Result<()> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            entries => entries?,
        };
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_none_or(|extension| extension != SUFFIX) {
                continue;
            }
            let Some(name) = path.file_stem().and_then(|name| name.to_str()) else { continue };
            let sealed = fs::read(&path)?;
            if unsealed(now, name, &sealed).is_err()
                && let Ok(secret) = unsealed(before, name, &sealed)
            {
                write_private(&path, &sealed_with(now, name, &secret)?)?;
            }
        }
        Ok(())
    }

    fn file(&self, name: &str) -> PathBuf {
        self.folder.join(format!("{name}.{SUFFIX}"))
    }

    fn open(&self, name: &str) -> io::Result<Option<Zeroizing<Vec<u8>>>> {
        let sealed = match fs::read(self.file(name)) {
            Ok(sealed) => sealed,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        if let Some(key) = self.home.in_file()? {
            let outcome = unsealed(&key, name, &sealed);
            if outcome.is_ok() || self.home.keystore().is_none() {
                return outcome.map(Some);
            }
        }
        let key = self.home.in_keystore().map_err(io::Error::other)?;
        let key = key.ok_or_else(|| lost("the key of the vault is gone"))?;
        unsealed(&key, name, &sealed).map(Some)
    }

    fn seal(&self, name: &str, secret: &[u8]) -> io::Result<()> {
        write_private(&self.file(name), &sealed_with(&self.home.to_seal()?, name, secret)?)
    }

    /// One at a time: what is sealed again must not overwrite what was entered meanwhile.
    fn turn(&self) -> MutexGuard<'_, ()> {
        self.turn.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn cipher(key: &Key) -> io::Result<XChaCha20Poly1305> {
    XChaCha20Poly1305::new_from_slice(key.as_slice()).map_err(|_| io::Error::other("the key of the vault is not one"))
}

fn unsealed(key: &Key, name: &str, sealed: &[u8]) -> io::Result<Zeroizing<Vec<u8>>> {
    let broken = || lost("a secret was altered, or its key is another");
    let (nonce, body) = sealed.split_at_checked(NONCE_BYTES).ok_or_else(broken)?;
    let nonce = XNonce::try_from(nonce).map_err(|_| broken())?;
    let payload = Payload { msg: body, aad: name.as_bytes() };
    cipher(key)?.decrypt(&nonce, payload).map(Zeroizing::new).map_err(|_| broken())
}

fn sealed_with(key: &Key, name: &str, secret: &[u8]) -> io::Result<Vec<u8>> {
    let nonce = XNonce::generate();
    let payload = Payload { msg: secret, aad: name.as_bytes() };
    let body = cipher(key)?.encrypt(&nonce, payload).map_err(|_| io::Error::other("a secret could not be sealed"))?;
    Ok([nonce.as_slice(), &body].concat())
}

impl VaultPort for FileVault {
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultFailure> {
        let _turn = self.turn();
        self.open(name).map_err(failure)
    }

    fn write(&self, name: &str, secret: Option<&[u8]>) -> Result<(), VaultFailure> {
        let _turn = self.turn();
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

/// Nothing brings this secret back.
fn lost(detail: &'static str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, detail)
}

fn failure(error: io::Error) -> VaultFailure {
    VaultFailure { detail: error.to_string(), lost: error.kind() == io::ErrorKind::InvalidData }
}

/// Writes a file that only its owner reads, so that a power cut leaves the old or the new one.
pub(crate) fn write_private(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    // Its whole name, not its stem: the vault's key and the licence's stamp lie side by side and differ in their endings only.
    let mut part = path.as_os_str().to_owned();
    part.push(".part");
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

    #[test]
    fn law_13_two_files_that_differ_in_their_endings_are_not_written_through_one() {
        let folder = tempfile::tempdir().expect("a folder");
        let (key, stamp) = (folder.path().join("vault-till.key"), folder.path().join("vault-till.stamp"));
        let write = |path: &Path, bytes: u8| (0..50).try_for_each(|_| write_private(path, &[bytes; 32]));
        thread::scope(|scope| {
            let other = scope.spawn(|| write(&stamp, 2));
            write(&key, 1).expect("written");
            other.join().expect("it ends").expect("written");
        });
        assert_eq!((fs::read(key).expect("a key"), fs::read(stamp).expect("a stamp")), (vec![1; 32], vec![2; 32]));
    }

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
        assert!(vault.read("a").expect_err("altered").lost);
        fs::write(path("a"), b"short").expect("cut");
        vault.read("a").expect_err("cut");
        fs::remove_file(folder.path().join("elsewhere/key")).expect("the key is lost");
        assert!(vault.read("b").expect_err("without its key").lost);
        vault.write("b", Some(b"three")).expect("but a new secret can be kept under a new key");
        assert_eq!(vault.read("b").expect("it reads").expect("it is there").as_slice(), b"three");
    }
}
