//! A plain file, for trying things out and for programs that watch a folder.

use std::{
    fs::OpenOptions,
    io::{ErrorKind, Write},
};

use caserita_app::ports::{SendFailure, SendFailureKind};

use super::write_all;

pub(super) fn send(path: &str, bytes: &[u8]) -> Result<(), SendFailure> {
    let mut file = OpenOptions::new().append(true).create(true).open(path).map_err(|error| {
        let kind = match error.kind() {
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => SendFailureKind::DeviceDenied,
            _ => SendFailureKind::DeviceMissing,
        };
        SendFailure { kind, written: 0 }
    })?;
    write_all(bytes, |rest| file.write(rest), |_| SendFailureKind::Broken)
}
