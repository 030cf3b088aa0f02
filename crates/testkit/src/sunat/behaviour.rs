//! What a test wants of the next call.

use std::time::Duration;

/// How the next call goes. Without one, a call goes well.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Behaviour {
    /// Accepted. To a summary: a ticket that ends so.
    Accepted,
    /// Accepted with these remarks (4000 and up).
    Observed(Vec<u16>),
    /// A CDR with this code (2000–3999). A summary's ticket ends in 99 with that CDR.
    Rejected(u16),
    /// A fault, with nothing stored.
    Fault(u16),
    /// Stored as accepted, and then a fault in place of the CDR or ticket.
    StoredThenFault(u16),
    /// The line goes dead after everything was read and nothing was stored.
    Cut,
    /// The line goes dead after it was stored as accepted: the caller cannot know.
    StoredThenCut,
    /// HTTP 200 and not one byte: how production refuses some calls.
    Empty,
    /// HTTP 503 and a page for people.
    Unavailable,
    /// HTTP 401 and a page for people.
    Unauthorized,
    /// Fault 0102, whatever the password.
    RefusedCredentials,
    /// Goes well after so long.
    Slow(Duration),
    /// The ticket says 98 so many times first. Given to `sendSummary` or to `getStatus`.
    Pending(u32),
    /// The ticket ends in 99 with no CDR. Given to `sendSummary` or to `getStatus`.
    FailedTicket,
}

/// What becomes of a paper or file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum End {
    #[default]
    Accepted,
    Observed(Vec<u16>),
    Rejected(u16),
    /// 99 without a CDR.
    Failed,
}

impl End {
    pub fn is_valid(&self) -> bool {
        matches!(self, End::Accepted | End::Observed(_))
    }

    pub fn code(&self) -> u16 {
        if let End::Rejected(code) = self { *code } else { 0 }
    }

    pub fn remarks(&self) -> &[u16] {
        if let End::Observed(codes) = self { codes } else { &[] }
    }
}

impl Behaviour {
    /// What it makes of the paper or ticket, where it says.
    pub(super) fn end(&self) -> Option<End> {
        match self {
            Behaviour::Accepted => Some(End::Accepted),
            Behaviour::Observed(codes) => Some(End::Observed(codes.clone())),
            Behaviour::Rejected(code) => Some(End::Rejected(*code)),
            Behaviour::FailedTicket => Some(End::Failed),
            _ => None,
        }
    }
}
