//! What a job sends.

use caserita_printing::{PrinterProfile, Ticket, Transport, drawer_kick, escpos_bytes};
use caserita_store::Tx;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Result;

/// A ticket, a drawer pulse, or both. The pulse goes first: the drawer opens while the paper runs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Payload {
    pub ticket: Option<Ticket>,
    pub drawer: bool,
}

impl Payload {
    /// A ticket alone.
    pub(crate) fn ticket(ticket: Ticket) -> Payload {
        Payload { ticket: Some(ticket), drawer: false }
    }

    /// Puts it at the end of the spool. Without a printer there is nothing to wait for, so nothing is queued.
    pub(crate) fn queue(
        &self,
        tx: &mut Tx<'_>,
        profile: &PrinterProfile,
        title: &str,
        sale_id: Option<Uuid>,
        copy: bool,
    ) -> Result<Option<Uuid>> {
        if profile.transport == Transport::None || (self.ticket.is_none() && !self.drawer) {
            return Ok(None);
        }
        Ok(Some(tx.queue_print(title, &serde_json::to_string(self)?, sale_id, copy)?))
    }

    /// The bytes for a printer: one buffer, one write. The pulse is only for who stands at the drawer now: a job that comes
    /// out late leaves it shut.
    pub(crate) fn bytes(&self, profile: &PrinterProfile, late: bool) -> Vec<u8> {
        let mut bytes = if self.drawer && !late { drawer_kick(profile).unwrap_or_default() } else { Vec::new() };
        if let Some(ticket) = &self.ticket {
            bytes.extend(escpos_bytes(ticket, profile));
        }
        bytes
    }
}
