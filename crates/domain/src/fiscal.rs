//! The life of an electronic document before SUNAT: its states, its deadlines, and how it can be undone.

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::document::DocKind;

/// Where documents go. A document keeps the environment it was born in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Environment {
    /// SUNAT's test service: nothing sent there has any effect.
    Beta,
    /// For real.
    Production,
}

impl Environment {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Environment::Beta => "beta",
            Environment::Production => "production",
        }
    }

    /// The environment stored under `name`.
    pub fn parse(name: &str) -> Option<Environment> {
        [Environment::Beta, Environment::Production].into_iter().find(|one| one.as_str() == name)
    }
}

/// The issuer's tax regime, as far as its papers differ.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Regime {
    /// Régimen especial, MYPE tributario or general.
    #[default]
    General,
    /// Nuevo RUS: boletas only, no IGV told apart, no ICBPER.
    Nrus,
}

/// Where a document stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocState {
    /// Numbered and printed, not signed: the certificate is missing or expired.
    Issued,
    /// Signed; waits for a line.
    Queued,
    /// On its way; nobody knows whether SUNAT has it.
    Sent,
    /// SUNAT's constancia says yes.
    Accepted,
    /// Accepted with observations.
    Observed,
    /// SUNAT's constancia says no: the document does not exist and its number is burned.
    Rejected,
    /// SUNAT did not take it in and somebody has to mend something; the number stays good.
    Exception,
    /// Its void is on its way.
    VoidPending,
    /// Void.
    Voided,
}

impl DocState {
    /// Every state.
    pub const ALL: [DocState; 9] = [
        DocState::Issued,
        DocState::Queued,
        DocState::Sent,
        DocState::Accepted,
        DocState::Observed,
        DocState::Rejected,
        DocState::Exception,
        DocState::VoidPending,
        DocState::Voided,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            DocState::Issued => "issued",
            DocState::Queued => "queued",
            DocState::Sent => "sent",
            DocState::Accepted => "accepted",
            DocState::Observed => "observed",
            DocState::Rejected => "rejected",
            DocState::Exception => "exception",
            DocState::VoidPending => "void_pending",
            DocState::Voided => "voided",
        }
    }

    /// The state stored under `name`.
    pub fn parse(name: &str) -> Option<DocState> {
        DocState::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// Whether SUNAT has taken it and it stands.
    pub const fn stands(self) -> bool {
        matches!(self, DocState::Accepted | DocState::Observed)
    }

    /// Whether its deadline still runs.
    pub const fn is_pending(self) -> bool {
        matches!(self, DocState::Issued | DocState::Queued | DocState::Sent | DocState::Exception)
    }

    /// The state after `event`; nothing when the event cannot happen to a document in this state. Only a constancia, or
    /// SUNAT's word that it has the document, leads to [`DocState::Accepted`].
    pub const fn after(self, event: DocEvent) -> Option<DocState> {
        use DocState::*;
        Some(match (self, event) {
            (Issued | Exception, DocEvent::Signed) => Queued,
            (Queued | Sent, DocEvent::Sent) => Sent,
            (Sent, DocEvent::NotDelivered) => Queued,
            (Queued | Sent, DocEvent::Accepted) => Accepted,
            (Queued | Sent, DocEvent::Observed) => Observed,
            (Queued | Sent, DocEvent::Rejected) => Rejected,
            (Queued | Sent, DocEvent::Exception) => Exception,
            (Exception | Sent, DocEvent::Requeued) => Queued,
            (Accepted | Observed, DocEvent::VoidSent) => VoidPending,
            (VoidPending, DocEvent::Voided) => Voided,
            (VoidPending, DocEvent::VoidRefused) => Accepted,
            (Accepted | Observed, DocEvent::Annulled) => self,
            (Voided, DocEvent::VoidAsked) => return None,
            // A wish: the paper for it goes out once SUNAT has the document.
            (state, DocEvent::VoidAsked) => state,
            _ => return None,
        })
    }
}

/// Something that happened to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocEvent {
    /// It was signed.
    Signed,
    /// Its bytes are about to leave, alone or in a summary.
    Sent,
    /// They surely did not arrive.
    NotDelivered,
    /// SUNAT accepted it.
    Accepted,
    /// SUNAT accepted it and observed something.
    Observed,
    /// SUNAT rejected it.
    Rejected,
    /// SUNAT could not take it in.
    Exception,
    /// It is to be sent again: a person mended what was wrong, or the summary that told of it was rejected whole.
    Requeued,
    /// A person wants it void.
    VoidAsked,
    /// The paper of the void is about to leave.
    VoidSent,
    /// SUNAT voided it.
    Voided,
    /// SUNAT did not void it.
    VoidRefused,
    /// The days to void it passed without a line: a credit note undoes it instead.
    Annulled,
}

impl DocEvent {
    /// Every event.
    pub const ALL: [DocEvent; 13] = [
        DocEvent::Signed,
        DocEvent::Sent,
        DocEvent::NotDelivered,
        DocEvent::Accepted,
        DocEvent::Observed,
        DocEvent::Rejected,
        DocEvent::Exception,
        DocEvent::Requeued,
        DocEvent::VoidAsked,
        DocEvent::VoidSent,
        DocEvent::Voided,
        DocEvent::VoidRefused,
        DocEvent::Annulled,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            DocEvent::Signed => "signed",
            DocEvent::Sent => "sent",
            DocEvent::NotDelivered => "not_delivered",
            DocEvent::Accepted => "accepted",
            DocEvent::Observed => "observed",
            DocEvent::Rejected => "rejected",
            DocEvent::Exception => "exception",
            DocEvent::Requeued => "requeued",
            DocEvent::VoidAsked => "void_asked",
            DocEvent::VoidSent => "void_sent",
            DocEvent::Voided => "voided",
            DocEvent::VoidRefused => "void_refused",
            DocEvent::Annulled => "annulled",
        }
    }

    /// The event stored under `name`.
    pub fn parse(name: &str) -> Option<DocEvent> {
        DocEvent::ALL.into_iter().find(|event| event.as_str() == name)
    }
}

/// Where a summary or communication stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileState {
    /// Being written.
    Made,
    /// Signed; waits for a line.
    Queued,
    /// On its way; nobody knows whether SUNAT has it.
    Sent,
    /// SUNAT gave a ticket and works on it.
    Ticketed,
    /// Done, and accepted.
    Accepted,
    /// Done, and rejected whole: nothing in it happened.
    Rejected,
}

impl FileState {
    const ALL: [FileState; 6] =
        [FileState::Made, FileState::Queued, FileState::Sent, FileState::Ticketed, FileState::Accepted, FileState::Rejected];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            FileState::Made => "made",
            FileState::Queued => "queued",
            FileState::Sent => "sent",
            FileState::Ticketed => "ticketed",
            FileState::Accepted => "accepted",
            FileState::Rejected => "rejected",
        }
    }

    /// The state stored under `name`.
    pub fn parse(name: &str) -> Option<FileState> {
        FileState::ALL.into_iter().find(|state| state.as_str() == name)
    }

    /// The state after `event`; nothing when the event cannot happen to a file in this state.
    pub const fn after(self, event: FileEvent) -> Option<FileState> {
        use FileState::*;
        Some(match (self, event) {
            (Made, FileEvent::Signed) => Queued,
            (Queued | Sent, FileEvent::Sent) => Sent,
            (Sent, FileEvent::NotDelivered) => Queued,
            (Sent, FileEvent::Ticket) => Ticketed,
            (Ticketed, FileEvent::Accepted) => Accepted,
            (Queued | Sent | Ticketed, FileEvent::Rejected) => Rejected,
            _ => return None,
        })
    }
}

/// Something that happened to a summary or communication.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileEvent {
    /// It was signed.
    Signed,
    /// Its bytes are about to leave.
    Sent,
    /// They surely did not arrive.
    NotDelivered,
    /// SUNAT gave a ticket to ask with.
    Ticket,
    /// SUNAT accepted it.
    Accepted,
    /// SUNAT rejected it.
    Rejected,
}

impl FileEvent {
    const ALL: [FileEvent; 6] = [
        FileEvent::Signed,
        FileEvent::Sent,
        FileEvent::NotDelivered,
        FileEvent::Ticket,
        FileEvent::Accepted,
        FileEvent::Rejected,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            FileEvent::Signed => "signed",
            FileEvent::Sent => "sent",
            FileEvent::NotDelivered => "not_delivered",
            FileEvent::Ticket => "ticket",
            FileEvent::Accepted => "accepted",
            FileEvent::Rejected => "rejected",
        }
    }

    /// The event stored under `name`.
    pub fn parse(name: &str) -> Option<FileEvent> {
        FileEvent::ALL.into_iter().find(|event| event.as_str() == name)
    }
}

/// Days from the day of issue, by what the rules call them. SUNAT keeps them in its parameter tables: a change of the law is
/// a change of this row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Deadlines {
    /// Factura and its notes: RS 000003-2023; later 2108, the document is not valid.
    pub factura: u64,
    /// Boleta and its notes one by one: RS 114-2019 art. 12; later 1079, by summary only.
    pub boleta: u64,
    /// Boletas by summary; later observed (4443).
    pub summary: u64,
    /// Void of either; later 2957, by credit note.
    pub void: u64,
}

/// In force.
pub const DEADLINES: Deadlines = Deadlines { factura: 3, boleta: 5, summary: 7, void: 7 };

impl Deadlines {
    /// The last day SUNAT takes a document one by one.
    pub fn alone(self, kind: DocKind, issued: NaiveDate) -> NaiveDate {
        later(issued, if kind.is_of_boletas() { self.boleta } else { self.factura })
    }

    /// The last day SUNAT takes it at all without a reproach.
    pub fn last(self, kind: DocKind, issued: NaiveDate) -> NaiveDate {
        later(issued, if kind.is_of_boletas() { self.summary } else { self.factura })
    }

    /// The last day it can be voided.
    pub fn to_void(self, issued: NaiveDate) -> NaiveDate {
        later(issued, self.void)
    }
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(NaiveDate::MAX)
}

/// The paper that lawfully undoes a whole sale now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remedy {
    /// None: the document does not exist before SUNAT, so goods and money go back without another paper.
    Nothing,
    /// A daily summary that voids it.
    Summary,
    /// A communication that voids it.
    Communication,
}

/// Why a sale cannot be voided, so that a credit note is the way.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoVoid {
    /// It is void, or its void is on its way.
    #[error("it is already void")]
    Already,
    /// More than seven days have passed (2957).
    #[error("the days to void it are over")]
    TooLate,
    /// A credit note already corrects it.
    #[error("a credit note already corrects it")]
    HasNotes,
    /// SUNAT could not take it in: that has to be mended first.
    #[error("it has to be mended and sent first")]
    Broken,
}

/// How a document of `kind` in `state`, issued on `issued`, is voided on `today`.
pub fn to_void(
    kind: DocKind,
    state: DocState,
    asked: bool,
    has_notes: bool,
    issued: NaiveDate,
    today: NaiveDate,
) -> Result<Remedy, NoVoid> {
    match state {
        DocState::Voided | DocState::VoidPending => return Err(NoVoid::Already),
        DocState::Rejected => return Ok(Remedy::Nothing),
        DocState::Exception => return Err(NoVoid::Broken),
        _ if asked => return Err(NoVoid::Already),
        _ if has_notes => return Err(NoVoid::HasNotes),
        _ => {}
    }
    if today > DEADLINES.to_void(issued) {
        return Err(NoVoid::TooLate);
    }
    Ok(if kind.is_of_boletas() { Remedy::Summary } else { Remedy::Communication })
}
