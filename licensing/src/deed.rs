//! What may be done in which state: the one table behind the gate of the command layer.

use crate::{lease::LockPolicy, state::State};

/// Something a person or the till wants to do, as far as a lock cares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Deed {
    /// Open the program, search, look at anything.
    View,
    /// Print again what was issued.
    Reprint,
    /// Any report.
    Report,
    /// Export to CSV, XLSX, XML or PDF.
    Export,
    /// A full backup.
    Backup,
    /// Restore one.
    Restore,
    /// Close the open cash session.
    CloseSession,
    /// Count the cash.
    CountCash,
    /// Finish a sale that was begun before the lock; see [`crate::Decision::may_finish`].
    FinishSale,
    /// Send documents already issued, again if need be; receive their receipts; daily summaries.
    SendIssued,
    /// Void or credit a document already issued, within the legal term.
    UndoIssued,
    /// Sync both ways, drain this device.
    Sync,
    /// See and print appointments and clinical notes.
    ViewAgenda,
    /// Satisfy a person's consent or deletion request.
    PersonalData,
    /// The licence screen: pay, import a file, scan, type a code.
    Licence,
    /// A support bundle.
    Support,
    /// A security fix of the program.
    SecurityUpdate,
    /// Begin a sale.
    NewSale,
    /// Begin a quotation.
    NewQuotation,
    /// Issue a new electronic document.
    IssueDocument,
    /// Open a cash session.
    OpenSession,
    /// Enter or count stock.
    Stock,
    /// Change the catalogue or a price.
    EditCatalogue,
    /// Change a customer.
    EditCustomer,
    /// Make an appointment.
    NewAppointment,
    /// Write a clinical note.
    NewNote,
    /// Write a clinical note about an emergency.
    EmergencyNote,
    /// Any other update of the program.
    Update,
}

impl Deed {
    /// Every deed.
    pub const ALL: [Deed; 28] = [
        Deed::View,
        Deed::Reprint,
        Deed::Report,
        Deed::Export,
        Deed::Backup,
        Deed::Restore,
        Deed::CloseSession,
        Deed::CountCash,
        Deed::FinishSale,
        Deed::SendIssued,
        Deed::UndoIssued,
        Deed::Sync,
        Deed::ViewAgenda,
        Deed::PersonalData,
        Deed::Licence,
        Deed::Support,
        Deed::SecurityUpdate,
        Deed::NewSale,
        Deed::NewQuotation,
        Deed::IssueDocument,
        Deed::OpenSession,
        Deed::Stock,
        Deed::EditCatalogue,
        Deed::EditCustomer,
        Deed::NewAppointment,
        Deed::NewNote,
        Deed::EmergencyNote,
        Deed::Update,
    ];
}

/// Whether a deed is allowed in a state. A lock never takes away what is the owner's or what the law demands.
#[must_use]
pub const fn allowed(deed: Deed, state: State, policy: LockPolicy) -> bool {
    match deed {
        Deed::View
        | Deed::Reprint
        | Deed::Report
        | Deed::Export
        | Deed::Backup
        | Deed::Restore
        | Deed::CloseSession
        | Deed::CountCash
        | Deed::FinishSale
        | Deed::SendIssued
        | Deed::UndoIssued
        | Deed::Sync
        | Deed::ViewAgenda
        | Deed::PersonalData
        | Deed::Licence
        | Deed::Support
        | Deed::SecurityUpdate => true,
        Deed::EmergencyNote => !state.is_locked() || matches!(policy, LockPolicy::EmergencyNotes),
        Deed::NewSale
        | Deed::NewQuotation
        | Deed::IssueDocument
        | Deed::OpenSession
        | Deed::Stock
        | Deed::EditCatalogue
        | Deed::EditCustomer
        | Deed::NewAppointment
        | Deed::NewNote
        | Deed::Update => !state.is_locked(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Allowed when nothing is locked; when locked; when locked under the policy of emergency notes.
    const TABLE: [(Deed, [bool; 3]); 28] = [
        (Deed::View, [true, true, true]),
        (Deed::Reprint, [true, true, true]),
        (Deed::Report, [true, true, true]),
        (Deed::Export, [true, true, true]),
        (Deed::Backup, [true, true, true]),
        (Deed::Restore, [true, true, true]),
        (Deed::CloseSession, [true, true, true]),
        (Deed::CountCash, [true, true, true]),
        (Deed::FinishSale, [true, true, true]),
        (Deed::SendIssued, [true, true, true]),
        (Deed::UndoIssued, [true, true, true]),
        (Deed::Sync, [true, true, true]),
        (Deed::ViewAgenda, [true, true, true]),
        (Deed::PersonalData, [true, true, true]),
        (Deed::Licence, [true, true, true]),
        (Deed::Support, [true, true, true]),
        (Deed::SecurityUpdate, [true, true, true]),
        (Deed::NewSale, [true, false, false]),
        (Deed::NewQuotation, [true, false, false]),
        (Deed::IssueDocument, [true, false, false]),
        (Deed::OpenSession, [true, false, false]),
        (Deed::Stock, [true, false, false]),
        (Deed::EditCatalogue, [true, false, false]),
        (Deed::EditCustomer, [true, false, false]),
        (Deed::NewAppointment, [true, false, false]),
        (Deed::NewNote, [true, false, false]),
        (Deed::EmergencyNote, [true, false, true]),
        (Deed::Update, [true, false, false]),
    ];

    #[test]
    fn every_deed_in_every_state_under_every_policy() {
        assert_eq!(TABLE.map(|(deed, _)| deed), Deed::ALL, "no deed is forgotten");
        for (deed, [open, locked, lenient]) in TABLE {
            for state in State::ALL {
                let shut = matches!(state, State::LockedReadonly | State::Suspended);
                let expected = |when_shut| if shut { when_shut } else { open };
                assert_eq!(allowed(deed, state, LockPolicy::Plain), expected(locked), "{deed:?} {state:?}");
                assert_eq!(allowed(deed, state, LockPolicy::EmergencyNotes), expected(lenient), "{deed:?} {state:?}");
            }
        }
    }
}
