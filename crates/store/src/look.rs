//! What is in a file that is said to be a copy. Nothing beside it or in it is changed: it may lie on a stick that cannot be
//! written.

use std::{
    fs::{self, File},
    io::Read,
    path::Path,
};

use rusqlite::{Connection, OpenFlags, OptionalExtension, params};
use serde::de::DeserializeOwned;
use uuid::Uuid;

use crate::{Error, Millis, Store, copies, error, open, oplog};

const MAGIC: &[u8] = b"SQLite format 3\0";
/// What is looked at to tell a cipher from another kind of file.
const SAMPLE: usize = 4096;
/// Different byte values in a sample that only noise has.
const NOISE: usize = 250;
/// How files begin that are dense without being a cipher: zip, gzip, 7z, xz, PDF, JPEG, PNG.
const DENSE: [&[u8]; 7] = [b"PK", b"\x1f\x8b", b"7z\xbc\xaf", b"\xfd7zXZ", b"%PDF", b"\xff\xd8\xff", b"\x89PNG"];

/// Why a file cannot take the database's place. Neither it nor the database was touched.
#[derive(Debug, thiserror::Error)]
pub enum BadCopy {
    /// No such file.
    #[error("there is no such file")]
    Missing,
    /// Another kind of file.
    #[error("the file is no database")]
    NotSqlite,
    /// Noise, as a cipher leaves it.
    #[error("the file is encrypted")]
    Encrypted,
    /// A database of another program, or of a till that never sold.
    #[error("the database is another program's")]
    OtherProgram,
    /// A newer program wrote it.
    #[error("the copy has version {found}, this program knows {known}")]
    Newer {
        /// Its version.
        found: i64,
        /// The newest this program knows.
        known: i64,
    },
    /// It fails its check.
    #[error("the copy is damaged: {0}")]
    Damaged(String),
    /// The till's own disk.
    #[error(transparent)]
    Store(Error),
}

/// A sale by its number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SaleMark {
    /// Identity.
    pub id: Uuid,
    /// Series.
    pub series: String,
    /// Number.
    pub number: i64,
    /// When, milliseconds UTC.
    pub at: Millis,
}

/// What a copy holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CopyFacts {
    /// The device that wrote it.
    pub device: Uuid,
    /// Its till's name.
    pub till: Option<String>,
    /// The latest instant it knows of, milliseconds UTC.
    pub latest: Millis,
    /// Its newest sale.
    pub last_sale: Option<SaleMark>,
    /// How many sales.
    pub sales: i64,
    /// How many products.
    pub products: i64,
    /// How many customers.
    pub customers: i64,
    /// How many electronic documents.
    pub documents: i64,
    /// Its size.
    pub bytes: u64,
    shop: Option<String>,
}

impl CopyFacts {
    /// What `path` holds, after a quick check.
    pub fn read(path: &Path) -> Result<CopyFacts, BadCopy> {
        aside(|| read(path))
    }

    /// The setting that was kept as the shop's, if it can be read.
    pub fn shop<T: DeserializeOwned>(&self) -> Option<T> {
        serde_json::from_str(self.shop.as_deref()?).ok()
    }
}

/// What the database has and a copy has not.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Since {
    /// Sales.
    pub sales: i64,
    /// Electronic documents.
    pub documents: i64,
}

impl Store {
    /// What would be lost by going on with that copy.
    pub fn since(&self, copy: &CopyFacts) -> crate::Result<Since> {
        let mark = copy.last_sale.as_ref();
        self.read(|reader| {
            let own = |sale: &SaleMark| {
                let mut statement = reader.connection.prepare_cached("SELECT seq FROM sale WHERE id = ?1")?;
                Ok::<Option<i64>, Error>(statement.query_row([sale.id], |row| row.get(0)).optional()?)
            };
            let (seq, at) = match mark {
                Some(sale) => (own(sale)?, sale.at),
                None => (Some(0), i64::MIN),
            };
            let count = |sql: &str, from: i64| reader.connection.query_row(sql, params![from], |row| row.get::<_, i64>(0));
            let sales = match seq {
                Some(seq) => count("SELECT COUNT(*) FROM sale WHERE seq > ?1", seq)?,
                None => count("SELECT COUNT(*) FROM sale WHERE at > ?1", at)?,
            };
            let documents = count("SELECT COUNT(*) FROM fiscal_doc WHERE issued_at > ?1", copy.latest)?;
            Ok(Since { sales, documents })
        })
    }
}

/// Runs something that touches a foreign file: damage met there is not damage of the till's own.
pub(crate) fn aside<T>(run: impl FnOnce() -> Result<T, BadCopy>) -> Result<T, BadCopy> {
    let outcome = run();
    error::take_damage_met();
    outcome
}

fn read(path: &Path) -> Result<CopyFacts, BadCopy> {
    let bytes = is_database(path)?;
    let connection = open_alone(path)?;
    is_ours(&connection)?;
    copies::quick_check(&connection).map_err(foreign)?;
    facts(&connection, bytes).map_err(foreign)
}

/// Its size, when it begins as a database does.
pub(crate) fn is_database(path: &Path) -> Result<u64, BadCopy> {
    let file = File::open(path).ok().filter(|_| path.is_file()).ok_or(BadCopy::Missing)?;
    let bytes = fs::metadata(path).map_err(|_| BadCopy::Missing)?.len();
    let mut head = Vec::with_capacity(SAMPLE);
    file.take(SAMPLE as u64).read_to_end(&mut head).map_err(|_| BadCopy::Missing)?;
    match head {
        head if head.starts_with(MAGIC) => Ok(bytes),
        head if is_noise(&head, bytes) => Err(BadCopy::Encrypted),
        _ => Err(BadCopy::NotSqlite),
    }
}

/// A cipher of a database is whole pages in which every byte is as likely as any other.
fn is_noise(head: &[u8], bytes: u64) -> bool {
    let mut seen = [false; 256];
    head.iter().for_each(|byte| seen[usize::from(*byte)] = true);
    let different = seen.iter().filter(|seen| **seen).count();
    bytes.is_multiple_of(512) && different >= NOISE && !DENSE.iter().any(|start| head.starts_with(start))
}

/// A connection that makes no file beside the copy and takes it as it is.
pub(crate) fn open_alone(path: &Path) -> Result<Connection, BadCopy> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(uri(path), flags).map_err(|error| foreign(error.into()))
}

fn uri(path: &Path) -> String {
    let path = path.to_string_lossy().replace('\\', "/");
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"/._-:".contains(&byte);
    let path: String =
        path.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect();
    let root = if path.starts_with('/') { "" } else { "/" };
    format!("file:{root}{path}?immutable=1")
}

/// Whether it is a till's database that this program can go on with.
pub(crate) fn is_ours(connection: &Connection) -> Result<(), BadCopy> {
    let found = open::schema_version(connection).map_err(foreign)?;
    let known = open::known_version();
    if found > known {
        return Err(BadCopy::Newer { found, known });
    }
    let tables = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name IN ('device', 'oplog', 'sale', 'user')";
    let tables: i64 = connection.query_row(tables, [], |row| row.get(0)).map_err(|error| foreign(error.into()))?;
    if found == 0 || tables < 4 { Err(BadCopy::OtherProgram) } else { Ok(()) }
}

/// What an error of a foreign file means.
pub(crate) fn foreign(error: Error) -> BadCopy {
    match error {
        Error::Damaged(detail) => BadCopy::Damaged(detail),
        Error::Sqlite(error) => BadCopy::Damaged(error.to_string()),
        Error::Unreadable(what) => BadCopy::Damaged(what.to_owned()),
        other => BadCopy::Store(other),
    }
}

fn facts(connection: &Connection, bytes: u64) -> crate::Result<CopyFacts> {
    let device = oplog::device(connection)?;
    let text = |sql: &str| connection.query_row(sql, [], |row| row.get(0)).optional();
    let last_sale = connection
        .query_row("SELECT id, series, number, at FROM sale ORDER BY seq DESC LIMIT 1", [], |row| {
            Ok(SaleMark { id: row.get(0)?, series: row.get(1)?, number: row.get(2)?, at: row.get(3)? })
        })
        .optional()?;
    Ok(CopyFacts {
        latest: device.latest(),
        device: device.id,
        till: text("SELECT t.name FROM till t JOIN device d ON d.till_id = t.id")?,
        shop: text("SELECT body FROM setting WHERE name = 'shop'")?,
        last_sale,
        sales: count(connection, "sale")?,
        products: count(connection, "product")?,
        customers: count(connection, "customer")?,
        documents: count(connection, "fiscal_doc")?,
        bytes,
    })
}

/// Rows of a table; none when an older program did not have it yet.
fn count(connection: &Connection, table: &str) -> crate::Result<i64> {
    let there = "SELECT COUNT(*) FROM sqlite_schema WHERE type = 'table' AND name = ?1";
    if connection.query_row(there, [table], |row| row.get::<_, i64>(0))? == 0 {
        return Ok(0);
    }
    Ok(connection.query_row(&format!("SELECT COUNT(*) FROM {table}"), [], |row| row.get(0))?)
}
