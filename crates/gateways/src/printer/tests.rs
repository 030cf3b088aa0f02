//! Printers that behave badly, on real sockets, pipes and files.

use std::{
    fs,
    io::{Read, Write},
    net::{SocketAddr, TcpListener, TcpStream},
    path::Path,
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use caserita_app::ports::{PrinterPort, SendFailure, SendFailureKind};
use caserita_printing::Transport;

use super::{Printers, SendLimits};

/// More than any buffer between us and a printer holds.
const ENDLESS: usize = 32 << 20;

fn printers() -> Printers {
    Printers::with_limits(SendLimits {
        connect: Duration::from_millis(300),
        stall: Duration::from_millis(200),
        linger: Duration::from_millis(100),
    })
}

/// A printer that does what it is told with its one connection.
fn printer<T: Send + 'static>(serve: impl FnOnce(TcpStream) -> T + Send + 'static) -> (Transport, JoinHandle<T>) {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    let transport = tcp(listener.local_addr().expect("its address"));
    (transport, thread::spawn(move || serve(listener.accept().expect("a connection").0)))
}

fn tcp(address: SocketAddr) -> Transport {
    Transport::Tcp { host: address.ip().to_string(), port: address.port() }
}

fn device(path: &Path) -> Transport {
    Transport::Device { path: path.to_str().expect("a plain path").to_owned() }
}

fn kind(result: Result<(), SendFailure>) -> (SendFailureKind, usize) {
    let failure = result.expect_err("the job must not go out");
    (failure.kind, failure.written)
}

#[test]
fn a_printer_gets_every_byte_and_then_the_end() {
    let (transport, served) = printer(|mut stream| {
        let mut job = Vec::new();
        stream.read_to_end(&mut job).expect("the whole job");
        job
    });
    let job: Vec<u8> = (0..100_000_u32).map(|byte| byte as u8).collect();
    assert_eq!(printers().send(&transport, &job), Ok(()));
    assert_eq!(served.join().expect("the printer"), job);
}

#[test]
fn a_printer_that_answers_and_stays_on_the_line_is_not_waited_for() {
    let (transport, served) = printer(|mut stream| {
        let mut byte = [0; 1];
        stream.read_exact(&mut byte).expect("a byte");
        while stream.write_all(&[0x12]).is_ok() {
            thread::sleep(Duration::from_millis(20));
        }
    });
    let begin = Instant::now();
    assert_eq!(printers().send(&transport, b"x"), Ok(()));
    assert!(begin.elapsed() < Duration::from_secs(1), "status bytes do not prolong the wait");
    served.join().expect("the printer");
}

#[test]
fn a_printer_that_is_off_took_nothing() {
    let address = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr()).expect("a free port");
    assert_eq!(kind(printers().send(&tcp(address), b"x")), (SendFailureKind::Unreachable, 0));
    let nowhere = Transport::Tcp { host: "no es un nombre".to_owned(), port: 9100 };
    assert_eq!(kind(printers().send(&nowhere, b"x")), (SendFailureKind::Unreachable, 0));
    assert_eq!(kind(printers().send(&Transport::None, b"x")), (SendFailureKind::NotConfigured, 0));
}

#[test]
fn a_printer_that_takes_nothing_is_given_up_on() {
    let (done, wait) = std::sync::mpsc::channel::<()>();
    let (transport, served) = printer(move |stream| {
        let _ = wait.recv();
        drop(stream);
    });
    let (kind, written) = kind(printers().send(&transport, &vec![0; ENDLESS]));
    assert_eq!(kind, SendFailureKind::Timeout);
    assert!(written > 0 && written < ENDLESS, "the buffers took {written}, and that may yet be printed");
    drop(done);
    served.join().expect("the printer");
}

#[test]
fn a_printer_that_dies_half_way_has_had_some() {
    let (transport, served) = printer(|mut stream| stream.read_exact(&mut [0; 1000]).expect("the beginning"));
    let (kind, written) = kind(printers().send(&transport, &vec![0; ENDLESS]));
    assert_eq!(kind, SendFailureKind::Broken);
    assert!(written >= 1000, "it read a thousand bytes, so {written} is too few");
    served.join().expect("the printer");
}

#[test]
fn a_slow_printer_is_waited_for_as_long_as_it_takes_bytes() {
    let (size, stall) = (18 << 20, Duration::from_millis(300));
    let (transport, served) = printer(move |mut stream| {
        let (mut taken, mut piece) = (0, vec![0; 1 << 20]);
        loop {
            match stream.read(&mut piece).expect("more") {
                0 => return taken,
                count => taken += count,
            }
            thread::sleep(Duration::from_millis(40));
        }
    });
    let patient = Printers::with_limits(SendLimits { stall, ..printers().limits });
    let begin = Instant::now();
    assert_eq!(patient.send(&transport, &vec![0; size]), Ok(()));
    assert_eq!(served.join().expect("the printer"), size);
    assert!(begin.elapsed() > stall, "longer in all than it may stall");
}

#[test]
fn a_file_is_made_and_then_only_grows() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("tickets.bin");
    let transport = Transport::File { path: path.to_str().expect("a plain path").to_owned() };
    assert_eq!(printers().send(&transport, b"uno"), Ok(()));
    assert_eq!(printers().send(&transport, b"dos"), Ok(()));
    assert_eq!(fs::read(&path).expect("the file"), b"unodos");
    let nowhere = Transport::File { path: folder.path().join("no/such/folder").to_str().expect("a plain path").to_owned() };
    assert_eq!(kind(printers().send(&nowhere, b"x")), (SendFailureKind::DeviceMissing, 0));
}

#[test]
fn a_device_is_never_created_and_a_file_is_none() {
    let folder = tempfile::tempdir().expect("a folder");
    let missing = folder.path().join("lp0");
    assert_eq!(kind(printers().send(&device(&missing), b"x")), (SendFailureKind::DeviceMissing, 0));
    assert!(!missing.exists(), "receipts must not vanish into a file");
    fs::write(&missing, b"kept").expect("a file");
    assert_eq!(kind(printers().send(&device(&missing), b"x")), (SendFailureKind::DeviceMissing, 0));
    assert_eq!(fs::read(&missing).expect("the file"), b"kept");
    let nothing = if cfg!(windows) { "NUL" } else { "/dev/null" };
    assert_eq!(printers().send(&device(Path::new(nothing)), b"x"), Ok(()));
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    #[test]
    fn a_folder_is_no_device() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(kind(printers().send(&device(folder.path()), b"x")), (SendFailureKind::DeviceMissing, 0));
    }

    #[test]
    fn a_device_without_paper_says_so() {
        assert_eq!(kind(printers().send(&device(Path::new("/dev/full")), b"x")), (SendFailureKind::PaperOut, 0));
    }

    #[test]
    fn a_device_of_others_is_denied() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = fifo(folder.path());
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).expect("its owner may");
        // The administrator is never denied anything; there, the pipe only has no reader.
        let expected = if rustix::process::geteuid().is_root() {
            SendFailureKind::DeviceMissing
        } else {
            SendFailureKind::DeviceDenied
        };
        assert_eq!(kind(printers().send(&device(&path), b"x")), (expected, 0));
    }

    #[test]
    fn a_device_that_stalls_is_given_up_on_and_tells_how_much_it_took() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = fifo(folder.path());
        let reader = fs::OpenOptions::new().read(true).write(true).open(&path).expect("a reader");
        let (kind, written) = kind(printers().send(&device(&path), &vec![0; 1 << 20]));
        assert_eq!(kind, SendFailureKind::Timeout);
        assert!(written > 0 && written < 1 << 20, "a pipe holds some of it: {written}");
        drop(reader);
    }

    #[test]
    fn a_device_takes_a_job_in_pieces() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = fifo(folder.path());
        let job: Vec<u8> = (0..500_000_u32).map(|byte| byte as u8).collect();
        let reader = {
            let path = path.clone();
            thread::spawn(move || fs::read(path).expect("the whole job"))
        };
        // A pipe cannot be opened before its reader is there.
        let sent = (0..100).find_map(|_| {
            thread::sleep(Duration::from_millis(5));
            printers().send(&device(&path), &job).ok()
        });
        assert_eq!(sent, Some(()));
        assert_eq!(reader.join().expect("the reader"), job);
    }

    fn fifo(folder: &Path) -> std::path::PathBuf {
        let path = folder.join("lp0");
        rustix::fs::mkfifoat(rustix::fs::CWD, &path, rustix::fs::Mode::from_bits_truncate(0o600)).expect("a pipe");
        path
    }
}

/// Pipes stand for ports: they too keep a writer until somebody reads.
#[cfg(windows)]
mod windows {
    use tokio::{
        net::windows::named_pipe::{NamedPipeServer, ServerOptions},
        runtime::{Builder, Runtime},
    };

    use super::*;

    fn pipe(name: &str) -> (Transport, Runtime, NamedPipeServer) {
        let path = format!(r"\\.\pipe\caserita-{name}-{}", std::process::id());
        let runtime = Builder::new_current_thread().enable_io().build().expect("a runtime");
        let server = {
            let _inside = runtime.enter();
            ServerOptions::new().in_buffer_size(16 << 10).create(&path).expect("a pipe")
        };
        (Transport::Device { path }, runtime, server)
    }

    #[test]
    fn a_device_that_stalls_is_given_up_on_and_tells_how_much_it_may_have_taken() {
        let (transport, _runtime, reader) = pipe("stalls");
        let begin = Instant::now();
        let (kind, written) = kind(printers().send(&transport, &vec![0; 1 << 20]));
        assert_eq!(kind, SendFailureKind::Timeout);
        assert!((4096..1 << 20).contains(&written), "it may have what it was given last: {written}");
        assert!(begin.elapsed() < Duration::from_secs(2), "{:?}", begin.elapsed());
        drop(reader);
    }

    #[test]
    fn a_device_takes_a_job_in_pieces() {
        let (transport, runtime, pipe) = pipe("pieces");
        let job: Vec<u8> = (0..500_000_u32).map(|byte| byte as u8).collect();
        let reader = thread::spawn(move || {
            runtime.block_on(async {
                pipe.connect().await.expect("a writer");
                let (mut taken, mut piece) = (Vec::new(), vec![0; 1 << 16]);
                while pipe.readable().await.is_ok() {
                    match pipe.try_read(&mut piece) {
                        Ok(0) => break,
                        Ok(count) => taken.extend_from_slice(&piece[..count]),
                        Err(error) if error.kind() == std::io::ErrorKind::WouldBlock => {}
                        Err(_) => break,
                    }
                }
                taken
            })
        });
        assert_eq!(printers().send(&transport, &job), Ok(()));
        assert_eq!(reader.join().expect("the reader"), job);
    }

    #[test]
    fn a_device_that_another_program_holds_is_out_of_reach() {
        use std::os::windows::fs::OpenOptionsExt;
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("lp0");
        let held = fs::OpenOptions::new().append(true).create(true).share_mode(0).open(&path).expect("held");
        assert_eq!(kind(printers().send(&device(&path), b"x")), (SendFailureKind::Unreachable, 0));
        drop(held);
    }
}
