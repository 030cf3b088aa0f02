//! What came back, read knowing what was asked.

use base64::{
    Engine as _, alphabet,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use thiserror::Error;

use super::{RequestKind, fault};
use crate::tree::{Element, TreeError};

/// The most an answer may weigh, in bytes. Real ones are a few kilobytes.
pub const MAX_ANSWER: usize = 10 << 20;
/// The longest a ticket may be: thirteen digits at SUNAT, a UUID at some OSE.
const MAX_TICKET: usize = 100;
/// `getStatus` (and `getStatusCdr`): the status says that the content is a CDR.
const DONE: u16 = 0;
const DONE_WITH_ERRORS: u16 = 99;
const CDR_EXISTS: u16 = 4;

const BASE64: GeneralPurpose = GeneralPurpose::new(
    &alphabet::STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// What SUNAT said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// To `sendBill`: the CDR's package, for [`crate::cdr::Cdr::read`].
    Cdr(Vec<u8>),
    /// To `sendSummary`: what to ask for later.
    Ticket(String),
    /// To `getStatus`: 0 done, 98 in process, 99 done with errors, anything else an error about the ticket.
    Status {
        /// `0098` is 98.
        code: u16,
        /// The CDR's package; may be absent even with 99.
        content: Option<Vec<u8>>,
    },
    /// To `getStatusCdr`: 1 accepted, 2 rejected, 3 voided, 4 the CDR is here, 11 unknown to SUNAT.
    StatusCdr {
        /// `0001` is 1.
        code: u16,
        /// SUNAT's words.
        message: String,
        /// The CDR's package.
        content: Option<Vec<u8>>,
    },
    /// A refusal without a CDR. Below 2000 nothing was informed, except where the code says that something was already.
    Fault {
        /// One of SUNAT's return codes, when there is one in it.
        code: Option<u16>,
        /// SUNAT's words.
        text: String,
    },
}

/// What came back says nothing about what was asked: what became of it is not known.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum UnreadableAnswer {
    /// No bytes. Production does this to refuse (README §3).
    #[error("the answer is empty")]
    Empty,
    /// A page for people: a proxy, a portal before the internet, a service down.
    #[error("the answer is a web page")]
    Html,
    /// Heavier than any real answer.
    #[error("the answer is too large")]
    TooLarge,
    /// Not XML, or hostile XML.
    #[error("the answer is not XML to be read: {0}")]
    Xml(#[from] TreeError),
    /// XML, but no SOAP envelope with a body.
    #[error("the answer is not SOAP")]
    NotSoap,
    /// SOAP that does not answer what was asked.
    #[error("the answer lacks {0}")]
    Missing(&'static str),
    /// A status that is not a number.
    #[error("the status is not a number")]
    NotANumber,
    /// Content that is not base64.
    #[error("the content of the answer is not base64")]
    BadBase64,
}

/// Reads the answer to a request of this kind. Names are taken without their prefixes, whatever their namespace.
///
/// # Errors
/// Bytes that do not answer it: see [`UnreadableAnswer`].
pub fn read(asked: RequestKind, bytes: &[u8]) -> Result<Answer, UnreadableAnswer> {
    if bytes.len() > MAX_ANSWER {
        return Err(UnreadableAnswer::TooLarge);
    }
    let bytes = bytes.trim_ascii();
    if bytes.is_empty() {
        return Err(UnreadableAnswer::Empty);
    }
    if is_page(bytes) {
        return Err(UnreadableAnswer::Html);
    }
    let root = Element::parse(bytes)?;
    if root.name.eq_ignore_ascii_case("html") {
        return Err(UnreadableAnswer::Html);
    }
    if root.name != "Envelope" {
        return Err(UnreadableAnswer::NotSoap);
    }
    let body = root.child("Body").ok_or(UnreadableAnswer::NotSoap)?;
    if let Some(found) = body.child("Fault") {
        let (code, text) = fault::read(found);
        return Ok(Answer::Fault { code, text });
    }
    answered(asked, body.first().ok_or(UnreadableAnswer::Missing("a response"))?)
}

fn is_page(bytes: &[u8]) -> bool {
    let start = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let start = start.get(..start.len().min(32)).unwrap_or_default().to_ascii_lowercase();
    start.starts_with(b"<!doctype html") || start.starts_with(b"<html")
}

fn answered(asked: RequestKind, response: &Element) -> Result<Answer, UnreadableAnswer> {
    match asked {
        RequestKind::SendBill => {
            let content = needed(response.find("applicationResponse"), "applicationResponse")?;
            Ok(Answer::Cdr(decoded(content.text())?))
        }
        RequestKind::SendSummary => {
            let ticket = needed(response.find("ticket"), "ticket")?.text();
            let fits = ticket.len() <= MAX_TICKET && ticket.chars().all(|letter| letter.is_ascii_graphic());
            if fits { Ok(Answer::Ticket(ticket.to_owned())) } else { Err(UnreadableAnswer::Missing("ticket")) }
        }
        RequestKind::GetStatus => {
            let code = number(response)?;
            let content = content(response, matches!(code, DONE | DONE_WITH_ERRORS))?;
            Ok(Answer::Status { code, content })
        }
        RequestKind::GetStatusCdr => {
            let code = number(response)?;
            let message = response.find("statusMessage").map_or("", Element::text).to_owned();
            Ok(Answer::StatusCdr { code, message, content: content(response, code == CDR_EXISTS)? })
        }
    }
}

fn needed<'a>(found: Option<&'a Element>, name: &'static str) -> Result<&'a Element, UnreadableAnswer> {
    found.filter(|element| !element.text().is_empty()).ok_or(UnreadableAnswer::Missing(name))
}

fn number(response: &Element) -> Result<u16, UnreadableAnswer> {
    let text = needed(response.find("statusCode"), "statusCode")?.text();
    let digits = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or(UnreadableAnswer::NotANumber)
}

/// The content, which is a CDR with some codes only; with others it may hold a sentence instead.
fn content(response: &Element, is_cdr: bool) -> Result<Option<Vec<u8>>, UnreadableAnswer> {
    let Some(text) = response.find("content").map(Element::text).filter(|text| !text.is_empty()) else { return Ok(None) };
    if is_cdr {
        return decoded(text).map(Some);
    }
    // A sentence may happen to be base64, but no sentence unpacks.
    Ok(decoded(text).ok().filter(|bytes| bytes.starts_with(b"PK")))
}

fn decoded(text: &str) -> Result<Vec<u8>, UnreadableAnswer> {
    let packed: Vec<u8> = text.bytes().filter(|byte| !byte.is_ascii_whitespace()).collect();
    BASE64.decode(packed).map_err(|_| UnreadableAnswer::BadBase64)
}
