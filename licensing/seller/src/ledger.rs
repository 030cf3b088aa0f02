//! The ledger: one JSON line for each thing that was signed or dictated. Only ever appended to.

use std::{
    collections::BTreeMap,
    fs::{self, File, OpenOptions},
    io::{ErrorKind, Write},
    path::PathBuf,
};

use serde::{Deserialize, Serialize};

use crate::problem::Problem;

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub enum Entry {
    /// A key that was certified.
    Key { at: i64, kid: String, role: String },
    /// A licence.
    Licence { at: i64, id: String, rev: u32, kid: String, holder: String, text: String },
    /// A lease.
    Lease { at: i64, id: String, rev: u32, kid: String, licence: String, device: String, text: String },
    /// A voice code.
    Code { at: i64, lease: String, rev: u32, counter: u32, days: u32 },
    /// A key that was revoked.
    Revocation { at: i64, kid: String },
}

/// The last revision of a licence.
#[derive(Debug, Clone)]
pub struct Licence {
    pub rev: u32,
    pub kid: String,
    pub text: String,
}

/// A revision of a lease.
#[derive(Debug, Clone)]
pub struct Lease {
    pub at: i64,
    pub rev: u32,
    pub licence: String,
    pub kid: String,
    pub device: String,
    pub text: String,
}

/// The file with what its lines come to.
pub struct Ledger {
    /// Held while the tool runs: two of them would give one revision twice.
    _lock: File,
    path: PathBuf,
    pub licences: BTreeMap<String, Licence>,
    pub leases: BTreeMap<String, Lease>,
    /// Every lease revision: (id, rev) with when, by what and for what it was signed.
    pub history: BTreeMap<(String, u32), Lease>,
    pub codes: BTreeMap<(String, u32, u32), u32>,
    pub revoked: Vec<String>,
}

impl Ledger {
    /// Reads the ledger; one that is not there is empty.
    pub fn open(path: PathBuf) -> Result<Ledger, Problem> {
        let beside = path.with_extension("lock");
        let lock = File::create(&beside).and_then(|file| file.lock().map(|()| file)).map_err(Problem::file(&beside))?;
        let text = match fs::read_to_string(&path) {
            Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
            read => read.map_err(Problem::file(&path))?,
        };
        let mut ledger = Ledger {
            _lock: lock,
            path,
            licences: BTreeMap::new(),
            leases: BTreeMap::new(),
            history: BTreeMap::new(),
            codes: BTreeMap::new(),
            revoked: Vec::new(),
        };
        for (number, line) in text.lines().enumerate() {
            ledger.note(serde_json::from_str(line).map_err(|_| Problem::Ledger(number + 1))?);
        }
        Ok(ledger)
    }

    /// Appends a line and makes sure that it is on the disk before anything is handed out.
    pub fn append(&mut self, entry: Entry) -> Result<(), Problem> {
        let line = serde_json::to_string(&entry).map_err(|error| Problem::file(&self.path)(error.into()))?;
        let write = || {
            let mut file = OpenOptions::new().create(true).append(true).open(&self.path)?;
            file.write_all(format!("{line}\n").as_bytes())?;
            file.sync_all()
        };
        write().map_err(Problem::file(&self.path))?;
        self.note(entry);
        Ok(())
    }

    fn note(&mut self, entry: Entry) {
        match entry {
            Entry::Key { .. } => {}
            Entry::Licence { id, rev, kid, text, .. } => {
                self.licences.insert(id, Licence { rev, kid, text });
            }
            Entry::Lease { at, id, rev, kid, licence, device, text } => {
                let lease = Lease { at, rev, licence, kid, device, text };
                self.history.insert((id.clone(), rev), lease.clone());
                self.leases.insert(id, lease);
            }
            Entry::Code { lease, rev, counter, days, .. } => {
                self.codes.insert((lease, rev, counter), days);
            }
            Entry::Revocation { kid, .. } => self.revoked.push(kid),
        }
    }

    /// The leases of a licence, by id.
    pub fn of_licence<'a>(&'a self, licence: &'a str) -> impl Iterator<Item = (&'a String, &'a Lease)> {
        self.leases.iter().filter(move |(_, lease)| lease.licence == licence)
    }

    /// The revisions of a lease, from the first.
    pub fn revisions_of(&self, lease: &str) -> impl Iterator<Item = &Lease> {
        self.history.range((lease.to_owned(), 0)..=(lease.to_owned(), u32::MAX)).map(|(_, line)| line)
    }

    /// The highest number of a code that was dictated for a lease, in any of its revisions.
    pub fn last_counter(&self, lease: &str) -> u32 {
        self.codes.keys().filter(|(id, ..)| id == lease).map(|(.., counter)| *counter).max().unwrap_or(0)
    }
}
