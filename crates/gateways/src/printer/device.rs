//! A printer the system shows as a file, such as `/dev/usb/lp0`.
//!
//! It is never created: a missing device must not become a file that swallows receipts.

use std::{io, time::Duration};

use caserita_app::ports::{SendFailure, SendFailureKind};

use super::write_all;

pub(super) fn send(path: &str, bytes: &[u8], stall: Duration) -> Result<(), SendFailure> {
    let device = sys::open(path).map_err(|error| SendFailure { kind: kind(&error), written: 0 })?;
    write_all(bytes, |rest| sys::write(&device, rest, stall), kind)?;
    sys::drain(&device, stall).map_err(|error| SendFailure { kind: kind(&error), written: bytes.len() })
}

fn kind(error: &io::Error) -> SendFailureKind {
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => SendFailureKind::DeviceDenied,
        io::ErrorKind::ResourceBusy => SendFailureKind::Unreachable,
        io::ErrorKind::TimedOut => SendFailureKind::Timeout,
        // What the kernel's printer driver says of an empty roll.
        io::ErrorKind::StorageFull => SendFailureKind::PaperOut,
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => {
            SendFailureKind::DeviceMissing
        }
        _ if sys::is_gone(error) => SendFailureKind::DeviceMissing,
        _ => SendFailureKind::Broken,
    }
}

#[cfg(unix)]
mod sys {
    use std::{
        io,
        os::fd::OwnedFd,
        time::{Duration, Instant},
    };

    use rustix::{
        event::{PollFd, PollFlags, Timespec, poll},
        fs::{FileType, Mode, OFlags},
        io::Errno,
    };

    /// Without blocking, so that a printer that is switched off cannot hold the worker for ever.
    pub(super) fn open(path: &str) -> io::Result<OwnedFd> {
        let device =
            rustix::fs::open(path, OFlags::WRONLY | OFlags::NONBLOCK | OFlags::NOCTTY | OFlags::CLOEXEC, Mode::empty())?;
        match FileType::from_raw_mode(rustix::fs::fstat(&device)?.st_mode) {
            FileType::CharacterDevice | FileType::Fifo => Ok(device),
            _ => Err(Errno::NODEV.into()),
        }
    }

    pub(super) fn write(device: &OwnedFd, rest: &[u8], stall: Duration) -> io::Result<usize> {
        let deadline = Instant::now() + stall;
        loop {
            wait(device, deadline.saturating_duration_since(Instant::now()))?;
            match rustix::io::write(device, rest) {
                // It said that it was ready and is not; asking again at once would only heat the processor.
                Err(Errno::AGAIN) => std::thread::sleep(Duration::from_millis(5)),
                result => return Ok(result?),
            }
        }
    }

    /// The driver reports a write as done when it is only on its way, and closing would call it back.
    pub(super) fn drain(device: &OwnedFd, stall: Duration) -> io::Result<()> {
        wait(device, stall)
    }

    pub(super) fn is_gone(error: &io::Error) -> bool {
        matches!(Errno::from_io_error(error), Some(Errno::NODEV | Errno::NXIO))
    }

    fn wait(device: &OwnedFd, stall: Duration) -> io::Result<()> {
        let timeout = Timespec::try_from(stall).map_err(io::Error::other)?;
        match poll(&mut [PollFd::new(device, PollFlags::OUT)], Some(&timeout)) {
            Ok(0) => Err(io::ErrorKind::TimedOut.into()),
            Err(Errno::INTR) | Ok(_) => Ok(()),
            Err(error) => Err(error.into()),
        }
    }
}

#[cfg(not(unix))]
mod sys {
    use std::{
        fs::{File, OpenOptions},
        io::{self, Write},
        time::Duration,
    };

    pub(super) fn open(path: &str) -> io::Result<File> {
        OpenOptions::new().write(true).open(path)
    }

    pub(super) fn write(mut device: &File, rest: &[u8], _stall: Duration) -> io::Result<usize> {
        device.write(rest)
    }

    pub(super) fn drain(mut device: &File, _stall: Duration) -> io::Result<()> {
        device.flush()
    }

    pub(super) fn is_gone(_error: &io::Error) -> bool {
        false
    }
}
