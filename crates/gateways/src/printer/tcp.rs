//! Raw port 9100.

use std::{
    io::{ErrorKind, Read, Write},
    net::{Shutdown, TcpStream, ToSocketAddrs},
    time::Instant,
};

use caserita_app::ports::{SendFailure, SendFailureKind};

use super::{SendLimits, write_all};

/// A printer takes a few kilobytes at a time; a small piece makes each wait a wait for progress.
const PIECE: usize = 4096;

pub(super) fn send(host: &str, port: u16, bytes: &[u8], limits: &SendLimits) -> Result<(), SendFailure> {
    let mut stream = connect(host, port, limits)?;
    let write = |rest: &[u8]| stream.write(&rest[..rest.len().min(PIECE)]);
    write_all(bytes, write, |error| match error.kind() {
        ErrorKind::WouldBlock | ErrorKind::TimedOut => SendFailureKind::Timeout,
        _ => SendFailureKind::Broken,
    })?;
    hang_up(stream, limits);
    Ok(())
}

fn connect(host: &str, port: u16, limits: &SendLimits) -> Result<TcpStream, SendFailure> {
    let unreachable = SendFailure { kind: SendFailureKind::Unreachable, written: 0 };
    let addresses = (host, port).to_socket_addrs().map_err(|_| unreachable)?;
    let stream = addresses
        .take(3)
        .find_map(|address| TcpStream::connect_timeout(&address, limits.connect).ok())
        .ok_or(unreachable)?;
    let configured = stream.set_nodelay(true).and_then(|()| stream.set_write_timeout(Some(limits.stall)));
    configured.map_err(|_| unreachable)?;
    Ok(stream)
}

/// Says that nothing more comes, and waits a little for the printer to say the same: closing at once makes some of them drop
/// what they have not read yet. How it hangs up proves nothing, so errors are left alone.
fn hang_up(mut stream: TcpStream, limits: &SendLimits) {
    let deadline = Instant::now() + limits.linger;
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = [0; 256];
    while let Some(left) = deadline.checked_duration_since(Instant::now()).filter(|left| !left.is_zero()) {
        if stream.set_read_timeout(Some(left)).is_err() {
            return;
        }
        match stream.read(&mut answer) {
            Ok(0) => return,
            Ok(_) => {}
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(_) => return,
        }
    }
}
