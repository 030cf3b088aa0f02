//! The *constancia de recepción* (CDR): SUNAT's answer about a document, and the only thing that makes it accepted.
//!
//! It is never validated by a schema: SUNAT's own does not follow the one it publishes for UBL 2.1, and an OSE's may follow
//! none (README §0). What we need is looked up by name, and all else is left alone.

use thiserror::Error;

use crate::{
    codes::Class,
    package::{FileName, PackageError, unpack},
    tree::{Element, TreeError},
};

/// A remark on an accepted document, or a further reason on another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    /// SUNAT's code, where the note begins with one.
    pub code: Option<u16>,
    /// SUNAT's words.
    pub text: String,
}

/// What SUNAT says about one document or file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cdr {
    /// Name of the entry it came in, without ending: `R-20123456786-03-B001-1`.
    pub file: String,
    /// What it is about: `B001-1`, `RC-20260302-1`.
    pub reference_id: String,
    /// 0 accepted; else the first reason.
    pub response_code: u16,
    /// SUNAT's words about it.
    pub description: String,
    /// In SUNAT's order.
    pub notes: Vec<Observation>,
    /// When SUNAT says it received the document, as written: a time, a timestamp with zone, or nothing (README §3).
    pub received_at: Option<String>,
    /// The XML itself, signed by SUNAT, to be kept as it came.
    pub xml: Vec<u8>,
}

/// What a CDR makes of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Valid.
    Accepted,
    /// Valid, with remarks to mend in the next one.
    Observed,
    /// Not valid.
    Rejected,
    /// Not informed: nothing was decided about it.
    Exception,
}

/// Why a package is not the CDR that was waited for.
#[derive(Debug, Error)]
pub enum CdrError {
    /// Its package cannot be read.
    #[error("the package of the CDR cannot be read")]
    Package(#[from] PackageError),
    /// Its XML cannot be read.
    #[error("the XML of the CDR cannot be read")]
    Xml(#[from] TreeError),
    /// XML, but not an ApplicationResponse.
    #[error("not a CDR")]
    NotACdr,
    /// It does not say what it is about.
    #[error("the CDR does not say what it is about")]
    NoReference,
    /// It does not say what became of it.
    #[error("the CDR has no response code")]
    NoResponseCode,
    /// Its response code is not a number of SUNAT's.
    #[error("the response code of the CDR is not a number")]
    NotANumber,
    /// It is about something else.
    #[error("the CDR is about {found}, not about {expected}")]
    OfAnotherDocument {
        /// What was sent.
        expected: String,
        /// What the CDR is about.
        found: String,
    },
}

impl Cdr {
    /// Reads a CDR out of its package.
    ///
    /// # Errors
    /// A package, XML or content that is not a CDR: see [`CdrError`]. Whose it is, is asked by [`Cdr::answers`].
    pub fn read(package: &[u8]) -> Result<Cdr, CdrError> {
        let unpacked = unpack(package)?;
        let root = Element::parse(&unpacked.xml)?;
        if root.name != "ApplicationResponse" {
            return Err(CdrError::NotACdr);
        }
        let response = root.at(&["DocumentResponse", "Response"]).ok_or(CdrError::NoResponseCode)?;
        Ok(Cdr {
            reference_id: reference(&root, response)?,
            response_code: response_code(response)?,
            description: description(response),
            notes: root.all("Note").filter_map(observation).collect(),
            received_at: received_at(&root),
            file: unpacked.name,
            xml: unpacked.xml,
        })
    }

    /// What it makes of the document.
    pub fn verdict(&self) -> Verdict {
        match Class::of(self.response_code) {
            None if self.response_code == 0 && self.is_remarked() => Verdict::Observed,
            None if self.response_code == 0 => Verdict::Accepted,
            None | Some(Class::SunatException | Class::SenderException) => Verdict::Exception,
            Some(Class::Rejection) => Verdict::Rejected,
            Some(Class::Observation) => Verdict::Observed,
        }
    }

    /// That it is about `expected`, the `cbc:ID` that was sent (`B001-1`, `RC-20260302-1`). A padded number is the same number.
    ///
    /// # Errors
    /// [`CdrError::OfAnotherDocument`].
    pub fn answers(&self, expected: &str) -> Result<(), CdrError> {
        if unpadded(&self.reference_id) == unpadded(expected) {
            return Ok(());
        }
        Err(CdrError::OfAnotherDocument { expected: expected.to_owned(), found: self.reference_id.clone() })
    }

    /// That it is about this file. More than [`Cdr::answers`]: where the entry names a file as SUNAT does, the issuer and the
    /// kind of paper must be the same too, for two shops may both have a `B001-1`.
    ///
    /// # Errors
    /// [`CdrError::OfAnotherDocument`].
    pub fn answers_file(&self, file: &FileName) -> Result<(), CdrError> {
        self.answers(&file.document_id())?;
        let named = self.file.strip_prefix("R-").and_then(|name| name.parse::<FileName>().ok());
        match named {
            Some(named) if named != *file => {
                Err(CdrError::OfAnotherDocument { expected: file.to_string(), found: named.to_string() })
            }
            _ => Ok(()),
        }
    }

    fn is_remarked(&self) -> bool {
        self.notes.iter().any(|note| note.code.and_then(Class::of) == Some(Class::Observation))
    }
}

fn reference(root: &Element, response: &Element) -> Result<String, CdrError> {
    let elsewhere = || root.at(&["DocumentResponse", "DocumentReference", "ID"]);
    let found = response.child("ReferenceID").filter(|id| !id.text().is_empty()).or_else(elsewhere);
    let text = found.map(Element::text).filter(|text| !text.is_empty()).ok_or(CdrError::NoReference)?;
    Ok(text.to_owned())
}

fn response_code(response: &Element) -> Result<u16, CdrError> {
    let text = response.child("ResponseCode").map_or("", Element::text);
    if text.is_empty() {
        return Err(CdrError::NoResponseCode);
    }
    let digits = text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| digits).ok_or(CdrError::NotANumber)
}

/// UBL allows several descriptions.
fn description(response: &Element) -> String {
    let all: Vec<&str> = response.all("Description").map(Element::text).filter(|text| !text.is_empty()).collect();
    all.join("\n")
}

/// `4252 - El dato ingresado…`. A note without a number in front is kept whole: it may still matter to a person.
fn observation(note: &Element) -> Option<Observation> {
    let text = note.text();
    if text.is_empty() {
        return None;
    }
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (number, rest) = text.split_at(digits);
    match number.parse().ok().filter(|_| digits == 4) {
        Some(code) => {
            let words = rest.trim_start_matches([' ', '-', ':', '–', '\u{a0}']);
            Some(Observation { code: Some(code), text: words.to_owned() })
        }
        None => Some(Observation { code: None, text: text.to_owned() }),
    }
}

/// The date of the response and its time, joined where they are apart. For a file of several papers SUNAT leaves the date
/// empty or puts a whole timestamp there, so that it proves nothing and is only shown.
fn received_at(root: &Element) -> Option<String> {
    let text = |name| root.child(name).map_or("", Element::text);
    let (date, time) = (text("ResponseDate"), text("ResponseTime"));
    let (date, time) = if date.is_empty() { (text("IssueDate"), text("IssueTime")) } else { (date, time) };
    match (date.is_empty(), time.is_empty() || date.contains('T')) {
        (true, _) => None,
        (false, true) => Some(date.to_owned()),
        (false, false) => Some(format!("{date}T{time}")),
    }
}

/// An id with its last number unpadded: `B001-00000001` is `B001-1`.
fn unpadded(id: &str) -> String {
    let Some((series, number)) = id.trim().rsplit_once('-') else { return id.trim().to_owned() };
    match number.parse::<u32>().ok().filter(|_| number.bytes().all(|byte| byte.is_ascii_digit())) {
        Some(number) => format!("{series}-{number}"),
        None => id.trim().to_owned(),
    }
}
