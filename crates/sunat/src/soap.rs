//! The conversation with SUNAT's `billService` (or an OSE's: the same contract) as bytes. Who carries them, and what a cut
//! line means, is decided elsewhere.

mod answer;
mod fault;

use std::fmt;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use quick_xml::escape::escape;

pub use answer::{Answer, MAX_ANSWER, UnreadableAnswer, read};

use crate::{catalog::DocType, package::FileName};

/// Something to ask.
#[derive(Clone, PartialEq, Eq)]
pub enum Request {
    /// One paper; answered with its CDR at once.
    SendBill {
        /// Its name, which is also that of its XML.
        file: FileName,
        /// What [`crate::package::pack`] made.
        zip: Vec<u8>,
    },
    /// A summary or a voiding; answered with a ticket.
    SendSummary {
        /// Its name, which is also that of its XML.
        file: FileName,
        /// What [`crate::package::pack`] made.
        zip: Vec<u8>,
    },
    /// What became of a ticket.
    GetStatus {
        /// As it was given.
        ticket: String,
    },
    /// What became of a paper. Production only, and only for series of facturas (README §3).
    GetStatusCdr {
        /// Who issued it.
        ruc: String,
        /// What it is.
        kind: DocType,
        /// `F001`.
        series: String,
        /// Not padded.
        number: u32,
    },
}

/// Which of the four was asked: an answer can only be read knowing it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RequestKind {
    /// `sendBill`.
    SendBill,
    /// `sendSummary`.
    SendSummary,
    /// `getStatus`.
    GetStatus,
    /// `getStatusCdr`.
    GetStatusCdr,
}

impl RequestKind {
    /// The operation's name in the contract.
    pub const fn operation(self) -> &'static str {
        match self {
            RequestKind::SendBill => "sendBill",
            RequestKind::SendSummary => "sendSummary",
            RequestKind::GetStatus => "getStatus",
            RequestKind::GetStatusCdr => "getStatusCdr",
        }
    }
}

impl Request {
    /// The one that carries `file`: alone, or as a file of several papers.
    pub fn send(file: FileName, zip: Vec<u8>) -> Request {
        if file.is_batch() { Request::SendSummary { file, zip } } else { Request::SendBill { file, zip } }
    }

    /// The one that asks what became of `file`, where SUNAT has a service for it: facturas and notes on a series of facturas
    /// (README §3). Boletas and files of several papers have none.
    pub fn consult(file: &FileName) -> Option<Request> {
        let (kind, series, number) = file.paper()?;
        let consulted = kind != DocType::Boleta && series.starts_with('F');
        consulted.then(|| Request::GetStatusCdr { ruc: file.ruc().to_owned(), kind, series: series.to_owned(), number })
    }

    /// Which of the four it is.
    pub const fn kind(&self) -> RequestKind {
        match self {
            Request::SendBill { .. } => RequestKind::SendBill,
            Request::SendSummary { .. } => RequestKind::SendSummary,
            Request::GetStatus { .. } => RequestKind::GetStatus,
            Request::GetStatusCdr { .. } => RequestKind::GetStatusCdr,
        }
    }

    /// The SOAP 1.1 envelope, with the user (RUC and SOL user run together) and password in plain text as SUNAT wants them.
    /// Control characters that XML cannot carry are left out.
    pub fn envelope(&self, user: &str, password: &str) -> Vec<u8> {
        let (user, password, operation) = (text(user), text(password), self.kind().operation());
        let fields: String = self.fields().iter().map(|(name, value)| format!("<{name}>{}</{name}>", text(value))).collect();
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
             <soapenv:Envelope xmlns:soapenv=\"http://schemas.xmlsoap.org/soap/envelope/\" \
             xmlns:ser=\"http://service.sunat.gob.pe\" xmlns:wsse=\"http://docs.oasis-open.org/wss/2004/01/\
             oasis-200401-wss-wssecurity-secext-1.0.xsd\">\
             <soapenv:Header><wsse:Security><wsse:UsernameToken>\
             <wsse:Username>{user}</wsse:Username><wsse:Password>{password}</wsse:Password>\
             </wsse:UsernameToken></wsse:Security></soapenv:Header>\
             <soapenv:Body><ser:{operation}>{fields}</ser:{operation}></soapenv:Body></soapenv:Envelope>"
        )
        .into_bytes()
    }

    fn fields(&self) -> Vec<(&'static str, String)> {
        match self {
            Request::SendBill { file, zip } | Request::SendSummary { file, zip } => {
                vec![("fileName", format!("{file}.zip")), ("contentFile", BASE64_STANDARD.encode(zip))]
            }
            Request::GetStatus { ticket } => vec![("ticket", ticket.clone())],
            Request::GetStatusCdr { ruc, kind, series, number } => vec![
                ("rucComprobante", ruc.clone()),
                ("tipoComprobante", kind.code().to_owned()),
                ("serieComprobante", series.clone()),
                ("numeroComprobante", number.to_string()),
            ],
        }
    }
}

/// Without the package's bytes: nobody reads them in a log.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Request::SendBill { file, zip } | Request::SendSummary { file, zip } => {
                write!(f, "{}({file}, {} bytes)", self.kind().operation(), zip.len())
            }
            _ => f.debug_tuple(self.kind().operation()).field(&self.fields()).finish(),
        }
    }
}

fn text(raw: &str) -> String {
    let writable: String = raw.chars().filter(|letter| is_xml_letter(*letter)).collect();
    escape(writable.as_str()).into_owned()
}

/// What XML 1.0 calls a Char.
const fn is_xml_letter(letter: char) -> bool {
    matches!(letter, '\t' | '\n' | '\r' | '\u{20}'..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}
