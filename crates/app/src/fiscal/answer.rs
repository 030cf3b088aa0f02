//! What SUNAT's answers mean for a document. Pure: the worker records what this decides.

use caserita_domain::fiscal::DocEvent;
use caserita_sunat::{
    cdr::{Cdr, Verdict},
    codes::Class,
    package::FileName,
    soap::Answer,
};

use chrono::NaiveDate;

use crate::ports::Unanswered;

/// What to do after asking.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Outcome {
    /// Something happened to the document.
    Happened(Happened),
    /// SUNAT has it already, and gave no constancia now: ask for it.
    Duplicate { code: u16, text: String },
    /// SUNAT has the file, and its ticket is lost: what became of it shows in its documents alone.
    TicketLost { code: u16, text: String },
    /// Too late to travel alone (1079): by summary.
    BySummary,
    /// A ticket to ask with.
    Ticket(String),
    /// Still being worked on.
    InProcess,
    /// Nothing is known of this one: the same bytes again, later.
    Unknown(&'static str),
    /// The line does not work: everything waits.
    LineDown(&'static str),
    /// The user or password is refused: nothing more until a person has seen to it.
    Credentials,
    /// Surely nothing arrived.
    NotDelivered,
}

/// A fact to record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Happened {
    pub event: DocEvent,
    pub code: Option<u16>,
    pub text: Option<String>,
    pub notes: Vec<String>,
    pub constancia: Option<Vec<u8>>,
}

impl Happened {
    /// It did not get in, because it has to go by summary.
    pub(super) fn by_summary() -> Happened {
        Happened {
            event: DocEvent::NotDelivered,
            code: Some(ONLY_BY_SUMMARY),
            text: None,
            notes: Vec::new(),
            constancia: None,
        }
    }
}

/// Codes of a user, password or right that SUNAT refuses. Trying again locks the user.
const CREDENTIALS: [u16; 10] = [101, 102, 103, 104, 105, 106, 111, 112, 113, 154];
/// Codes by which SUNAT says that it has the document already.
const ALREADY: [u16; 4] = [1032, 1033, 4000, 402];
/// The same is being worked on: it was sent twice in a moment.
const IN_PROCESS: u16 = 140;
/// The file itself is wrong, although SUNAT numbers these among its own failures.
const BAD_FILE: [u16; 5] = [151, 152, 153, 155, 156];
/// About one ticket, not about the line.
const BAD_TICKET: [u16; 2] = [125, 126];
/// The file was presented before, or its ticket is not known any more.
const TICKET_LOST: [u16; 3] = [2223, 2324, 127];
/// Letters kept of what a stranger says.
const MOST_TEXT: usize = 2_000;
/// No constancia is larger: what is, is none, and would not fit into the log.
const MOST_BYTES: usize = 128 * 1024;
/// «Solo puede enviar el comprobante en un resumen diario».
pub(super) const ONLY_BY_SUMMARY: u16 = 1079;

/// The outcome of asking about the document or file called `file`.
pub(super) fn outcome(file: &FileName, answer: Result<Answer, Unanswered>) -> Outcome {
    match answer {
        Ok(Answer::Cdr(zip)) => constancia(file, zip),
        Ok(Answer::Ticket(ticket)) => Outcome::Ticket(ticket),
        Ok(Answer::Status { code: 98, .. }) => Outcome::InProcess,
        Ok(Answer::Status { code: 0 | 99, content: Some(zip) }) => constancia(file, zip),
        Ok(Answer::Status { code: 99, content: None }) => Outcome::Happened(Happened {
            event: DocEvent::Rejected,
            code: None,
            text: None,
            notes: Vec::new(),
            constancia: None,
        }),
        Ok(Answer::Status { .. }) => Outcome::Unknown("sunat.odd"),
        Ok(Answer::StatusCdr { code, message, content }) => status(file, code, message, content),
        Ok(Answer::Fault { code, text }) => fault(code, text),
        Err(Unanswered::NotSent) => Outcome::NotDelivered,
        Err(Unanswered::Unknown) => Outcome::LineDown("sunat.no_answer"),
        Err(Unanswered::Refused) => Outcome::Credentials,
        Err(Unanswered::Odd) => Outcome::Unknown("sunat.odd"),
    }
}

/// A constancia that cannot be read, or is another's, decides nothing.
fn constancia(file: &FileName, zip: Vec<u8>) -> Outcome {
    if zip.len() > MOST_BYTES {
        return Outcome::Unknown("sunat.bad_cdr");
    }
    let cdr = match Cdr::read(&zip) {
        Ok(cdr) if cdr.answers_file(file).is_ok() => cdr,
        Ok(cdr) => {
            tracing::error!(expected = %file, found = %cdr.reference_id, "SUNAT answered about another document");
            return Outcome::Unknown("sunat.other_cdr");
        }
        Err(error) => {
            tracing::warn!(%file, %error, "a constancia cannot be read");
            return Outcome::Unknown("sunat.bad_cdr");
        }
    };
    let event = match cdr.verdict() {
        Verdict::Accepted => DocEvent::Accepted,
        Verdict::Observed => DocEvent::Observed,
        Verdict::Rejected => DocEvent::Rejected,
        Verdict::Exception => DocEvent::Exception,
    };
    Outcome::Happened(Happened {
        event,
        code: Some(cdr.response_code),
        text: Some(cut(cdr.description)),
        notes: cdr.notes.into_iter().take(MOST_NOTES).map(|note| cut(said(note.code, &note.text))).collect(),
        constancia: Some(zip),
    })
}

/// The day that a constancia says it is of.
pub(super) fn day_of(zip: &[u8]) -> Option<NaiveDate> {
    Cdr::read(zip).ok()?.received_at?.get(..10)?.parse().ok()
}

/// Observations kept.
const MOST_NOTES: usize = 50;

fn cut(text: String) -> String {
    text.chars().take(MOST_TEXT).collect()
}

fn said(code: Option<u16>, text: &str) -> String {
    code.map_or_else(|| text.to_owned(), |code| format!("{code:04} - {text}"))
}

/// Answers to «what became of it» (`getStatusCdr`).
fn status(file: &FileName, code: u16, message: String, content: Option<Vec<u8>>) -> Outcome {
    let plain = |event| {
        Outcome::Happened(Happened {
            event,
            code: Some(code),
            text: Some(cut(message.clone())),
            notes: Vec::new(),
            constancia: None,
        })
    };
    match (code, content) {
        (1..=4, Some(zip)) => match constancia(file, zip) {
            Outcome::Unknown(_) if code == 1 => plain(DocEvent::Accepted),
            outcome => outcome,
        },
        (1, None) => plain(DocEvent::Accepted),
        (2, None) => plain(DocEvent::Rejected),
        (11, None) => Outcome::Unknown("sunat.not_there"),
        _ => Outcome::Unknown("sunat.odd"),
    }
}

fn fault(code: Option<u16>, text: String) -> Outcome {
    let Some(code) = code else { return Outcome::Unknown("sunat.odd") };
    let text = cut(text);
    if CREDENTIALS.contains(&code) {
        return Outcome::Credentials;
    }
    if TICKET_LOST.contains(&code) {
        return Outcome::TicketLost { code, text };
    }
    if ALREADY.contains(&code) {
        return Outcome::Duplicate { code, text };
    }
    if code == ONLY_BY_SUMMARY {
        return Outcome::BySummary;
    }
    if code == IN_PROCESS {
        return Outcome::InProcess;
    }
    if BAD_TICKET.contains(&code) {
        return Outcome::Unknown("sunat.ticket");
    }
    let event = match Class::of(code) {
        _ if BAD_FILE.contains(&code) => DocEvent::Exception,
        // It may have been stored before it failed: only the same bytes again can tell.
        Some(Class::SunatException) => return Outcome::LineDown("sunat.down"),
        Some(Class::SenderException) => DocEvent::Exception,
        Some(Class::Rejection) => DocEvent::Rejected,
        _ => return Outcome::Unknown("sunat.odd"),
    };
    Outcome::Happened(Happened { event, code: Some(code), text: Some(text), notes: Vec::new(), constancia: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name() -> FileName {
        "20123456786-03-B001-1".parse().expect("a name")
    }

    fn of(answer: Answer) -> Outcome {
        outcome(&name(), Ok(answer))
    }

    fn fault_of(code: u16) -> Outcome {
        of(Answer::Fault { code: Some(code), text: "x".into() })
    }

    #[test]
    fn each_family_of_faults_has_its_consequence() {
        let event = |outcome| match outcome {
            Outcome::Happened(happened) => Some(happened.event),
            _ => None,
        };
        assert_eq!(fault_of(102), Outcome::Credentials);
        assert!(matches!(fault_of(1033), Outcome::Duplicate { code: 1033, .. }));
        assert_eq!(fault_of(1079), Outcome::BySummary);
        assert_eq!(fault_of(200), Outcome::LineDown("sunat.down"));
        assert_eq!(event(fault_of(1036)), Some(DocEvent::Exception));
        assert_eq!(event(fault_of(2108)), Some(DocEvent::Rejected));
        assert_eq!(of(Answer::Fault { code: None, text: "?".into() }), Outcome::Unknown("sunat.odd"));
    }

    #[test]
    fn nothing_but_a_constancia_or_sunats_word_accepts() {
        for answer in [
            Answer::Cdr(b"PK not a zip".to_vec()),
            Answer::Status { code: 0, content: None },
            Answer::Status { code: 0, content: Some(Vec::new()) },
            Answer::StatusCdr { code: 11, message: "no existe".into(), content: None },
            Answer::StatusCdr { code: 4, message: "existe".into(), content: None },
        ] {
            assert!(matches!(of(answer.clone()), Outcome::Unknown(_)), "{answer:?}");
        }
        assert!(matches!(outcome(&name(), Err(Unanswered::Unknown)), Outcome::LineDown(_)));
        assert_eq!(outcome(&name(), Err(Unanswered::NotSent)), Outcome::NotDelivered);
        let word = of(Answer::StatusCdr { code: 1, message: "aceptado".into(), content: None });
        assert!(matches!(word, Outcome::Happened(Happened { event: DocEvent::Accepted, .. })));
    }
}
