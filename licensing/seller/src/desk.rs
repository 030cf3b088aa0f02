//! The folder the seller works in: files, passphrase, the clock.

use std::{
    env, fs,
    io::Write,
    path::{Path, PathBuf},
};

use caserita_licensing::{
    Keyring, Purpose, Roots, VerifiedRequest,
    armour::{self, Kind},
    issue::{
        Issuer, Root,
        sealed::{KeyFile, Role},
    },
    keys::KeyCertificate,
};
use zeroize::Zeroizing;

use crate::{ledger::Ledger, problem::Problem};

const PASSPHRASE: &str = "CASERITA_FRASE";
const SHORTEST: usize = 12;

/// The folder and the roots.
pub struct Desk {
    folder: PathBuf,
    roots: PathBuf,
}

impl Desk {
    pub fn new(folder: PathBuf, roots: Option<PathBuf>) -> Desk {
        let roots = roots.unwrap_or_else(|| folder.join("roots.txt"));
        Desk { folder, roots }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.join(name)
    }

    /// Now, in Unix milliseconds.
    #[allow(clippy::disallowed_methods, reason = "the seller's own clock, read in this one place")]
    pub fn now(&self) -> i64 {
        chrono::Utc::now().timestamp_millis()
    }

    pub fn ledger(&self) -> Result<Ledger, Problem> {
        Ledger::open(self.path("libro.jsonl"))
    }

    pub fn roots(&self) -> Result<Roots, Problem> {
        Roots::parse(&read(&self.roots)?).map_err(Problem::refused(&self.roots))
    }

    pub fn roots_path(&self) -> &Path {
        &self.roots
    }

    /// The roots with every certificate of a text.
    pub fn keyring(&self, text: &str, path: &Path) -> Result<Keyring, Problem> {
        let mut keys = Keyring::new(self.roots()?);
        let blocks = armour::read(text).map_err(Problem::refused(path))?;
        for block in blocks.iter().filter(|block| block.kind() == Kind::Key) {
            let certificate = KeyCertificate::verify(block, keys.roots()).map_err(Problem::refused(path))?;
            keys.certify(certificate);
        }
        Ok(keys)
    }

    pub fn root(&self, path: &Path) -> Result<Root, Problem> {
        let (file, seed) = open_key(path)?;
        if file.role == Role::Root { Ok(Root::from_seed(&seed)) } else { Err(Problem::OtherUse(path.to_owned())) }
    }

    /// An issuing key for this purpose. A root may stand in for any.
    pub fn issuer(&self, path: &Path, purpose: Purpose) -> Result<Issuer, Problem> {
        let (file, seed) = open_key(path)?;
        match (file.role, purpose) {
            (Role::Root, _) => return Ok(Root::from_seed(&seed).into_issuer()),
            (Role::Licence, Purpose::Licence) | (Role::Lease, Purpose::Lease) => {}
            _ => return Err(Problem::OtherUse(path.to_owned())),
        }
        let block = file.certificate().map_err(Problem::key(path))?;
        let certificate = KeyCertificate::verify(&block, &self.roots()?).map_err(Problem::refused(path))?;
        Ok(Issuer::new(&seed, certificate)?)
    }

    pub fn request(&self, path: &Path) -> Result<VerifiedRequest, Problem> {
        let blocks = armour::read(&read(path)?).map_err(Problem::refused(path))?;
        let block = blocks
            .iter()
            .find(|block| block.kind() == Kind::Request)
            .ok_or(Problem::Asked("ese archivo no es un pedido"))?;
        VerifiedRequest::verify(block).map_err(Problem::refused(path))
    }
}

fn open_key(path: &Path) -> Result<(KeyFile, Zeroizing<[u8; 32]>), Problem> {
    let file = KeyFile::parse(&read(path)?).map_err(Problem::key(path))?;
    let seed = file.open(&passphrase(&format!("Frase de {}: ", path.display()))?).map_err(Problem::key(path))?;
    Ok((file, seed))
}

/// The passphrase, from the environment or the keyboard.
fn passphrase(prompt: &str) -> Result<Zeroizing<String>, Problem> {
    match env::var(PASSPHRASE) {
        Ok(phrase) => Ok(Zeroizing::new(phrase)),
        Err(_) => rpassword::prompt_password(prompt).map(Zeroizing::new).map_err(Problem::Passphrase),
    }
}

/// A passphrase for a new key, typed twice.
pub fn new_passphrase() -> Result<Zeroizing<String>, Problem> {
    let phrase = passphrase("Frase nueva para la llave: ")?;
    if phrase.chars().count() < SHORTEST {
        return Err(Problem::Short);
    }
    if env::var_os(PASSPHRASE).is_none() && *passphrase("Otra vez: ")? != *phrase {
        return Err(Problem::Mismatch);
    }
    Ok(phrase)
}

pub fn read(path: &Path) -> Result<String, Problem> {
    fs::read_to_string(path).map_err(Problem::file(path))
}

/// Writes a file that is not there yet.
pub fn write_new(path: &Path, text: &str) -> Result<(), Problem> {
    if let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) {
        fs::create_dir_all(folder).map_err(Problem::file(folder))?;
    }
    let mut file = new_file(path)?;
    file.write_all(text.as_bytes()).and_then(|()| file.sync_all()).map_err(Problem::file(path))
}

fn new_file(path: &Path) -> Result<fs::File, Problem> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path).map_err(|error| match error.kind() {
        std::io::ErrorKind::AlreadyExists => Problem::Exists(path.to_owned()),
        _ => Problem::File { path: path.to_owned(), error },
    })
}
