//! SUNAT on the loopback: a SOAP server of real bytes that keeps what it accepts, and fails as it is told.
//!
//! ```no_run
//! use caserita_testkit::sunat::{Behaviour, SunatServer};
//!
//! let sunat = SunatServer::start();
//! sunat.then(Behaviour::StoredThenCut);
//! // … send a boleta to sunat.url(): the line goes dead
//! assert_eq!(sunat.valid(), ["20123456786-03-B001-1"], "and yet it is there");
//! ```
//!
//! Users are as in SUNAT's beta: any RUC followed by `MODDATOS`, password `moddatos`. Its CDRs carry no signature.

mod behaviour;
mod http;
mod judge;
mod ledger;
mod reader;
mod words;

use std::{
    collections::VecDeque,
    net::{SocketAddr, TcpListener, TcpStream},
    sync::{
        Arc, Mutex, MutexGuard,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

pub use behaviour::Behaviour;
use http::{HttpRequest, Reply};
pub use judge::{Signatures, Strictness};
use ledger::Ledger;
use reader::Asked;

/// What every user's name ends in.
const USER: &str = "MODDATOS";
const PASSWORD: &str = "moddatos";

/// One call that arrived whole.
#[derive(Debug, Clone)]
pub struct Received {
    /// `sendBill`, `sendSummary`, `getStatus`, `getStatusCdr`; nothing where the envelope made no sense.
    pub operation: String,
    /// RUC and SOL user.
    pub user: String,
    /// `fileName`, where there is one.
    pub file: Option<String>,
    /// `contentFile` as it was written, in base64.
    pub content: Option<String>,
    /// `ticket`, where there is one.
    pub ticket: Option<String>,
    /// The header, quotes and all.
    pub soap_action: Option<String>,
    /// The whole envelope.
    pub envelope: Vec<u8>,
}

#[derive(Debug, Default)]
struct Desk {
    script: VecDeque<Behaviour>,
    received: Vec<Received>,
    ledger: Ledger,
}

#[derive(Debug)]
struct Office {
    desk: Mutex<Desk>,
    strictness: Strictness,
    closed: AtomicBool,
}

/// The SUNAT of a test. Its threads end with it.
#[derive(Debug)]
pub struct SunatServer {
    address: SocketAddr,
    office: Arc<Office>,
}

impl SunatServer {
    /// On a free port, looking at names only.
    pub fn start() -> SunatServer {
        SunatServer::start_strict(Strictness::default())
    }

    /// On a free port, looking at schemas and signatures as told.
    pub fn start_strict(strictness: Strictness) -> SunatServer {
        let listener = TcpListener::bind(("127.0.0.1", 0)).expect("the loopback has a free port");
        let address = listener.local_addr().expect("a bound socket has an address");
        let office = Arc::new(Office { desk: Mutex::default(), strictness, closed: AtomicBool::new(false) });
        let opened = Arc::clone(&office);
        thread::spawn(move || {
            for stream in listener.incoming() {
                if opened.closed.load(Ordering::SeqCst) {
                    return;
                }
                let office = Arc::clone(&opened);
                stream.map(|stream| thread::spawn(move || office.serve(&stream))).ok();
            }
        });
        SunatServer { address, office }
    }

    /// Where to send: both `billService` and `billConsultService` are here.
    pub fn url(&self) -> String {
        format!("http://{}/ol-ti-itcpfegem/billService", self.address)
    }

    /// After what is already queued, the next call goes so.
    pub fn then(&self, behaviour: Behaviour) -> &SunatServer {
        self.office.desk().script.push_back(behaviour);
        self
    }

    /// The calls that arrived whole, in order.
    pub fn received(&self) -> Vec<Received> {
        self.office.desk().received.clone()
    }

    /// How many calls of this operation arrived.
    pub fn calls(&self, operation: &str) -> usize {
        self.office.desk().received.iter().filter(|call| call.operation == operation).count()
    }

    /// Names of the papers and files it holds for valid, in order. A summary is among them once its ticket was asked and done.
    pub fn valid(&self) -> Vec<String> {
        self.office.desk().ledger.valid()
    }

    /// The XML it keeps under this name, accepted or rejected.
    pub fn xml(&self, name: &str) -> Option<Vec<u8>> {
        self.office.desk().ledger.xml(name)
    }
}

impl Drop for SunatServer {
    fn drop(&mut self) {
        self.office.closed.store(true, Ordering::SeqCst);
        // The listener waits for a caller: this is the last one.
        TcpStream::connect(self.address).ok();
    }
}

impl Office {
    fn desk(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().expect("nobody panics at the desk")
    }

    fn serve(&self, stream: &TcpStream) {
        if let Some(request) = HttpRequest::read(stream) {
            self.attend(&request).write(stream);
        }
    }

    fn attend(&self, request: &HttpRequest) -> Reply {
        let is_soap = request.header("content-type").is_some_and(|kind| kind.starts_with("text/xml"));
        if request.method != "POST" || !is_soap || request.header("soapaction").is_none() {
            return Reply::html(415, "Unsupported Media Type");
        }
        let asked = Asked::read(&request.body);
        let behaviour = self.note(request, asked.as_ref());
        match behaviour {
            Some(Behaviour::Fault(code)) => return words::fault(code, ""),
            Some(Behaviour::Cut) => return Reply::Cut,
            Some(Behaviour::Empty) => return Reply::xml(200, String::new()),
            Some(Behaviour::Unavailable) => return Reply::html(503, "Service Unavailable"),
            Some(Behaviour::Unauthorized) => return Reply::html(401, "Unauthorized"),
            Some(Behaviour::RefusedCredentials) => return words::fault(102, ""),
            Some(Behaviour::Slow(wait)) => thread::sleep(wait),
            _ => {}
        }
        let Some(asked) = asked else { return words::bare_fault("Error en la estructura del mensaje") };
        match asked.user.get(..11).filter(|ruc| ruc.bytes().all(|byte| byte.is_ascii_digit())) {
            None => return words::fault(101, ""),
            Some(_) if asked.user[11..] != *USER || asked.password != PASSWORD => return words::fault(102, ""),
            Some(_) => {}
        }
        let pending = if let Some(Behaviour::Pending(times)) = behaviour { Some(times) } else { None };
        let end = behaviour.as_ref().and_then(Behaviour::end);
        let reply = self.desk().ledger.attend(&asked, &self.strictness, end, pending);
        match behaviour {
            Some(Behaviour::StoredThenCut) => Reply::Cut,
            Some(Behaviour::StoredThenFault(code)) => words::fault(code, ""),
            _ => reply,
        }
    }

    /// Writes the call down and takes the next behaviour for it, if one is queued.
    fn note(&self, request: &HttpRequest, asked: Option<&Asked>) -> Option<Behaviour> {
        let field = |name| asked.map(|asked| asked.field(name)).filter(|text| !text.is_empty()).map(str::to_owned);
        let received = Received {
            operation: asked.map(|asked| asked.operation.clone()).unwrap_or_default(),
            user: asked.map(|asked| asked.user.clone()).unwrap_or_default(),
            file: field("fileName"),
            content: field("contentFile"),
            ticket: field("ticket"),
            soap_action: request.header("soapaction").map(str::to_owned),
            envelope: request.body.clone(),
        };
        let mut desk = self.desk();
        desk.received.push(received);
        desk.script.pop_front()
    }
}
