//! The package that travels: one XML in one ZIP of the same name, and the reading of such packages when they come back.
//!
//! Packing the same bytes under the same name gives the same bytes, so that a resend is the first send again. Reading
//! trusts nothing: what arrives may be cut off, grow beyond memory, or name a place on the disk.

mod name;

use std::io::{Cursor, Read, Write};

use thiserror::Error;
use zip::{CompressionMethod, DateTime, System, ZipArchive, ZipWriter, result::ZipError, write::SimpleFileOptions};

pub use name::{FileName, FileNameError};

/// The most a package may weigh as it travels.
const MAX_PACKED: usize = 10 << 20;
/// The most its XML may weigh. A summary of 500 lines is under one megabyte.
const MAX_XML: u64 = 20 << 20;
/// The most entries it may have. A real one has two: the XML and `dummy/`.
const MAX_ENTRIES: usize = 16;

/// Why a package cannot be made or read.
#[derive(Debug, Error)]
pub enum PackageError {
    /// Heavier than anything SUNAT sends or takes, packed or not.
    #[error("the package is too large")]
    TooLarge,
    /// More entries than any real package.
    #[error("the package has too many entries")]
    TooManyEntries,
    /// An entry whose name would lead out of a folder, or appears twice.
    #[error("the package names its entries in a way nobody does honestly")]
    UnsafeName,
    /// No XML in it.
    #[error("the package holds no XML")]
    NoXml,
    /// Something besides the one XML.
    #[error("the package holds more than one XML")]
    NotAlone,
    /// Not a ZIP, cut off, or damaged.
    #[error("the package is not a whole ZIP")]
    Broken(#[from] ZipError),
    /// Its contents do not inflate to what they claim.
    #[error("the package does not inflate")]
    Inflate(#[from] std::io::Error),
}

/// The XML out of a package.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unpacked {
    /// The name of its entry without `.xml`.
    pub name: String,
    /// The XML as it was packed.
    pub xml: Vec<u8>,
}

/// The ZIP of `xml` as SUNAT wants it. The same arguments give the same bytes, on any day and machine.
///
/// # Errors
/// An XML too large to send.
pub fn pack(name: &FileName, xml: &[u8]) -> Result<Vec<u8>, PackageError> {
    if xml.len() as u64 > MAX_XML {
        return Err(PackageError::TooLarge);
    }
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT)
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.start_file(format!("{name}.xml"), options)?;
    writer.write_all(xml)?;
    Ok(writer.finish()?.into_inner())
}

/// The one XML in a package. Folders and what lies in `dummy/` are passed over, as SUNAT's own answers need (README §3).
///
/// # Errors
/// Anything that is not one whole XML of a bearable size: see [`PackageError`].
pub fn unpack(package: &[u8]) -> Result<Unpacked, PackageError> {
    if package.len() > MAX_PACKED {
        return Err(PackageError::TooLarge);
    }
    let mut archive = ZipArchive::new(Cursor::new(package))?;
    if archive.len() > MAX_ENTRIES {
        return Err(PackageError::TooManyEntries);
    }
    if archive.has_duplicate_names() {
        return Err(PackageError::UnsafeName);
    }
    let mut found = None;
    for index in 0..archive.len() {
        let entry = archive.by_index(index)?;
        let Some(name) = entry_name(&entry.name()?)? else { continue };
        if found.is_some() {
            return Err(PackageError::NotAlone);
        }
        found = Some(Unpacked { name, xml: inflate(entry)? });
    }
    found.ok_or(PackageError::NoXml)
}

/// The name of an XML entry, `None` for one to pass over.
fn entry_name(entry: &str) -> Result<Option<String>, PackageError> {
    let leads_away = entry.starts_with('/')
        || entry.contains(['\\', ':'])
        || entry.chars().any(char::is_control)
        || entry.split('/').any(|part| part == "..");
    if leads_away {
        return Err(PackageError::UnsafeName);
    }
    if entry.ends_with('/') || entry.starts_with("dummy/") {
        return Ok(None);
    }
    let base = entry.strip_suffix(".xml").or_else(|| entry.strip_suffix(".XML")).ok_or(PackageError::NotAlone)?;
    if base.is_empty() || base.contains('/') {
        return Err(PackageError::UnsafeName);
    }
    Ok(Some(base.to_owned()))
}

/// Inflates up to the limit and no further, whatever size the entry claims: the claim is part of the attack.
fn inflate(entry: impl Read) -> Result<Vec<u8>, PackageError> {
    let mut xml = Vec::new();
    entry.take(MAX_XML + 1).read_to_end(&mut xml)?;
    if xml.len() as u64 > MAX_XML {
        return Err(PackageError::TooLarge);
    }
    Ok(xml)
}
