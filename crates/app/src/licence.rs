//! The licence at work in this till. `caserita-licensing` decides; here it gets its facts, and what it decides is obeyed,
//! kept and shown.
//!
//! What was taken in is a fact of the log, and the state follows from it: there is nothing in the database to edit that
//! would unlock anything. Nothing here waits for a network, and a sale waits for nothing here.

mod clock;
mod guard;
mod held;
mod import;
mod provider;
mod request;
mod standing;
mod voice;

use std::sync::{Arc, Mutex, atomic::AtomicBool};

use chrono::NaiveDate;

pub use caserita_licensing::{
    CAN_SIGN, ClockFault, Deed, Flag, LockPolicy, Plan, Refusal, Roots, State, voice::VoiceRefusal,
};
pub use import::{Imported, ImportedItem, ImportedOutcome};
pub use provider::Provider;
pub use request::{QrPart, Request};
pub use standing::{ClockStanding, DeedStanding, LastImport, Papers, Standing, VoiceCall};

pub(crate) use guard::Pass;
pub(crate) use held::Held;

use crate::ports::{KeepsakePort, MachinePort, Nowhere};

/// The roots of this build.
const ROOTS: &str = include_str!("../../../assets/licensing/roots.txt");

/// What a till's licence is built from.
#[derive(Clone)]
pub struct LicenceParts {
    /// The machine.
    pub machine: Arc<dyn MachinePort>,
    /// The third place of the sealed memory, outside the shop's folder.
    pub keepsake: Arc<dyn KeepsakePort>,
    /// Who may certify those who sign.
    pub roots: Roots,
    /// The day this build was released on.
    pub released: NaiveDate,
}

impl LicenceParts {
    /// For a till that is only tried: a machine of no parts.
    ///
    /// # Errors
    /// When the roots of this build cannot be read.
    pub fn of_nowhere() -> Result<LicenceParts, Refusal> {
        let nowhere = Arc::new(Nowhere);
        Ok(LicenceParts { machine: nowhere.clone(), keepsake: nowhere, roots: roots()?, released: released() })
    }
}

/// The roots that this build carries.
///
/// # Errors
/// When they cannot be read: such a build must not be sold.
pub fn roots() -> Result<Roots, Refusal> {
    Roots::parse(ROOTS)
}

/// The day this build was released on; the release writes it into the build, and one made at a desk is as old as this line.
#[must_use]
pub fn released() -> NaiveDate {
    let written = option_env!("CASERITA_RELEASED").and_then(|day| day.parse().ok());
    written.or_else(|| NaiveDate::from_ymd_opt(2026, 1, 1)).unwrap_or_default()
}

/// The licence's place in a running till.
pub(crate) struct Desk {
    pub(crate) parts: LicenceParts,
    /// What is held, once it was needed. Whoever has this never waits for the store's writer.
    held: Mutex<Option<Held>>,
    /// Imports, codes and the clock's own work, one at a time.
    turn: Mutex<()>,
    /// Whether cash session or settings changed since they were last looked at.
    stale: AtomicBool,
}

impl Desk {
    pub(crate) fn new(parts: LicenceParts) -> Desk {
        Desk { parts, held: Mutex::default(), turn: Mutex::default(), stale: AtomicBool::new(false) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_roots_of_this_build_can_be_read() {
        assert!(roots().is_ok_and(|roots| roots.kids().count() >= 2), "one in use and one in reserve");
    }
}
