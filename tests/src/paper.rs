//! A network printer on loopback.

use std::{
    io::Read,
    net::{Ipv4Addr, SocketAddr, TcpListener},
    sync::{Arc, Mutex},
    thread,
    time::Instant,
};

/// One job as it arrived.
#[derive(Debug, Clone)]
pub struct Job {
    /// When its first byte came.
    pub began: Instant,
    /// All its bytes.
    pub bytes: Vec<u8>,
}

/// A printer that takes every job.
#[derive(Debug)]
pub struct Printer {
    /// Where it listens.
    pub address: SocketAddr,
    jobs: Arc<Mutex<Vec<Job>>>,
}

impl Printer {
    /// Switches a printer on.
    pub fn on() -> Printer {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("loopback has a free port");
        let address = listener.local_addr().expect("it is bound");
        let jobs = Arc::new(Mutex::new(Vec::new()));
        let tray = Arc::clone(&jobs);
        thread::spawn(move || {
            for arriving in listener.incoming() {
                let Ok(mut stream) = arriving else { return };
                let mut bytes = vec![0; 64 * 1024];
                let Ok(first) = stream.read(&mut bytes) else { continue };
                let began = Instant::now();
                bytes.truncate(first);
                // A till that dies half-way leaves a torn job; it is kept as it came.
                let _ = stream.read_to_end(&mut bytes);
                tray.lock().expect("unpoisoned").push(Job { began, bytes });
            }
        });
        Printer { address, jobs }
    }

    /// What came out so far.
    pub fn jobs(&self) -> Vec<Job> {
        self.jobs.lock().expect("unpoisoned").clone()
    }
}
