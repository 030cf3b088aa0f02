//! A printer the system shows as a file, such as `/dev/usb/lp0`.
//!
//! It is never created: a missing device must not become a file that swallows receipts.

use std::{io, time::Duration};

use caserita_app::ports::{SendFailure, SendFailureKind};

use super::write_all;

pub(super) fn send(path: &str, bytes: &[u8], stall: Duration) -> Result<(), SendFailure> {
    let device = sys::open(path).map_err(|error| SendFailure { kind: kind(&error), written: 0 })?;
    let sent = write_all(bytes, |rest| sys::write(&device, rest, stall), kind);
    sent.map_err(|failure| match failure.kind {
        SendFailureKind::Timeout => SendFailure { written: bytes.len().min(failure.written + sys::ON_ITS_WAY), ..failure },
        _ => failure,
    })?;
    sys::drain(&device, stall).map_err(|error| SendFailure { kind: kind(&error), written: bytes.len() })
}

fn kind(error: &io::Error) -> SendFailureKind {
    if let Some(kind) = sys::known(error) {
        return kind;
    }
    match error.kind() {
        io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => SendFailureKind::DeviceDenied,
        io::ErrorKind::ResourceBusy => SendFailureKind::Unreachable,
        io::ErrorKind::TimedOut => SendFailureKind::Timeout,
        // What Linux' printer driver says of an empty roll.
        io::ErrorKind::StorageFull => SendFailureKind::PaperOut,
        io::ErrorKind::NotFound | io::ErrorKind::IsADirectory | io::ErrorKind::NotADirectory => {
            SendFailureKind::DeviceMissing
        }
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

    use super::SendFailureKind;

    /// Nothing is between us and a device that took nothing.
    pub(super) const ON_ITS_WAY: usize = 0;

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

    pub(super) fn known(error: &io::Error) -> Option<SendFailureKind> {
        matches!(Errno::from_io_error(error), Some(Errno::NODEV | Errno::NXIO)).then_some(SendFailureKind::DeviceMissing)
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

/// Windows: `LPT1`, `COM3`, or the share of a printer, `\\caja\termica`.
#[cfg(not(unix))]
mod sys {
    use std::{
        fs::{File, OpenOptions},
        io::{self, Write},
        path::{Component, Path, Prefix},
        sync::{Arc, mpsc},
        thread,
        time::Duration,
    };

    use super::SendFailureKind;

    /// What is given to the device at once. It may have taken some of it when it is given up on.
    pub(super) const ON_ITS_WAY: usize = 4096;

    /// What Windows says of a device that is not there, or no longer: not ready, not working, gone, never there, cut off.
    const GONE: [i32; 5] = [21, 31, 55, 433, 1167];
    /// What it says of one that another program has opened for itself.
    const HELD: i32 = 32;
    const OUT_OF_PAPER: i32 = 28;

    pub(super) fn open(path: &str) -> io::Result<Arc<File>> {
        let device = OpenOptions::new().write(true).open(path)?;
        // A device has no such thing as a size; the share of a printer may say that it is a file.
        if !is_elsewhere(path) && device.metadata().is_ok_and(|it| it.is_file()) {
            return Err(io::ErrorKind::NotFound.into());
        }
        Ok(Arc::new(device))
    }

    /// Whether this is a share, or a device by its full name.
    fn is_elsewhere(path: &str) -> bool {
        let Some(Component::Prefix(prefix)) = Path::new(path).components().next() else { return false };
        matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..) | Prefix::DeviceNS(_))
    }

    /// On a thread of its own: a port whose printer is switched off keeps whoever writes to it for ever.
    pub(super) fn write(device: &Arc<File>, rest: &[u8], stall: Duration) -> io::Result<usize> {
        let (device, piece) = (Arc::clone(device), rest[..rest.len().min(ON_ITS_WAY)].to_vec());
        let (tell, told) = mpsc::channel();
        thread::Builder::new().name("printer".into()).spawn(move || tell.send(device.as_ref().write(&piece)))?;
        told.recv_timeout(stall).unwrap_or_else(|_| Err(io::ErrorKind::TimedOut.into()))
    }

    /// Windows answers once the device has what was written.
    pub(super) fn drain(_device: &Arc<File>, _stall: Duration) -> io::Result<()> {
        Ok(())
    }

    pub(super) fn known(error: &io::Error) -> Option<SendFailureKind> {
        match error.raw_os_error()? {
            OUT_OF_PAPER => Some(SendFailureKind::PaperOut),
            HELD => Some(SendFailureKind::Unreachable),
            code => GONE.contains(&code).then_some(SendFailureKind::DeviceMissing),
        }
    }
}
