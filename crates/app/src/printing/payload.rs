//! What a job sends.

use caserita_printing::{Block, Heading, PrinterProfile, Ticket, Transport, drawer_kick, escpos_bytes};
use caserita_store::Tx;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::Result;

/// A ticket, a drawer pulse, or both. The pulse goes first: the drawer opens while the paper runs.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Payload {
    ticket: Option<Ticket>,
    drawer: bool,
    /// Whether the shop's logo heads the ticket. It is put in when the bytes are made, not stored with every receipt.
    #[serde(default)]
    logo: bool,
}

impl Payload {
    /// A ticket, a pulse, or both.
    pub(crate) fn new(ticket: Option<Ticket>, drawer: bool) -> Payload {
        let mut payload = Payload { ticket, drawer, logo: false };
        payload.logo = payload.headings().filter_map(|heading| heading.logo_png.take()).count() > 0;
        payload
    }

    /// The same, marked as a copy; a copy opens no drawer.
    pub(crate) fn as_copy(&self) -> Payload {
        Payload { ticket: self.ticket.as_ref().map(Ticket::as_copy), drawer: false, logo: self.logo }
    }

    fn headings(&mut self) -> impl Iterator<Item = &mut Heading> {
        let blocks = self.ticket.iter_mut().flat_map(|ticket| &mut ticket.blocks);
        blocks.filter_map(|block| match block {
            Block::Heading(heading) => Some(heading),
            _ => None,
        })
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
    pub(crate) fn bytes(mut self, profile: &PrinterProfile, logo: Option<&str>, late: bool) -> Vec<u8> {
        if self.logo {
            for heading in self.headings() {
                heading.logo_png = logo.map(str::to_owned);
            }
        }
        let mut bytes = if self.drawer && !late { drawer_kick(profile).unwrap_or_default() } else { Vec::new() };
        if let Some(ticket) = &self.ticket {
            bytes.extend(escpos_bytes(ticket, profile));
        }
        bytes
    }
}
