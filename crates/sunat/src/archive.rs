//! Many files in one, for an accountant to take away.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, DateTime, ZipWriter, write::SimpleFileOptions};

use crate::package::PackageError;

/// A zip being filled.
#[derive(Debug)]
pub struct Archive(ZipWriter<Cursor<Vec<u8>>>);

impl Default for Archive {
    fn default() -> Archive {
        Archive(ZipWriter::new(Cursor::new(Vec::new())))
    }
}

impl Archive {
    /// Adds a file. The same content always gives the same bytes: no clock is looked at.
    ///
    /// # Errors
    /// A name twice, or more than a zip can hold.
    pub fn add(&mut self, name: &str, bytes: &[u8]) -> Result<(), PackageError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .last_modified_time(DateTime::default());
        self.0.start_file(name, options)?;
        self.0.write_all(bytes)?;
        Ok(())
    }

    /// The zip.
    ///
    /// # Errors
    /// More than a zip can hold.
    pub fn finish(self) -> Result<Vec<u8>, PackageError> {
        Ok(self.0.finish()?.into_inner())
    }
}
