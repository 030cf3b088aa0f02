//! One small text in a file of its own, outside the shop's folder.

use std::{fs, io, path::PathBuf};

use caserita_app::ports::KeepsakePort;

use crate::vault::write_private;

/// More than this was not written by us.
const MOST_BYTES: u64 = 64 * 1024;

/// A file that only its owner reads.
#[derive(Debug, Clone)]
pub struct FileKeepsake(PathBuf);

impl FileKeepsake {
    /// The text in this file, which does not have to be there yet.
    pub fn new(path: PathBuf) -> FileKeepsake {
        FileKeepsake(path)
    }
}

impl KeepsakePort for FileKeepsake {
    fn read(&self) -> io::Result<Option<String>> {
        match fs::metadata(&self.0) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
            Ok(found) if found.len() > MOST_BYTES => return Err(io::Error::other("too large to be a keepsake")),
            Ok(_) => {}
        }
        fs::read_to_string(&self.0).map(Some)
    }

    fn write(&self, text: &str) -> io::Result<()> {
        write_private(&self.0, text.as_bytes())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_kept_is_read_again_and_what_is_too_large_is_not() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("not/there/yet.stamp");
        let keepsake = FileKeepsake::new(path.clone());
        assert_eq!(keepsake.read().expect("nothing there is no failure"), None);
        keepsake.write("uno").expect("kept");
        keepsake.write("dos").expect("kept again");
        assert_eq!(keepsake.read().expect("it reads").as_deref(), Some("dos"));
        fs::write(&path, vec![b'x'; 70_000]).expect("something else");
        keepsake.read().expect_err("not ours");
    }
}
