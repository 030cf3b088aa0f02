//! Looking at documents, their history and their files; sending one again.

use caserita_domain::{
    access::Ability,
    document::{DocKind, full_number},
    fiscal::{DEADLINES, DocEvent, DocState},
};
use caserita_store::{Change, DocFilter, DocListRow, DocStanding, FiscalEvent, FiscalWait, LINE_TO_SUNAT};
use caserita_sunat::{codes, package::unpack};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{issue::file_name, reissue::replaceable};
use crate::{
    App, Call, Door, Error, Result, cash::name, fiscal::issuer, gate::Op, page::Page, sales::document_pages, till::instant,
};
use caserita_licensing::Deed;

/// Which documents to list.
#[derive(Debug, Clone, Default)]
pub struct DocQuery {
    /// A number, or part of a customer's name or number.
    pub text: String,
    /// First day of issue.
    pub from: Option<NaiveDate>,
    /// Last day of issue.
    pub to: Option<NaiveDate>,
    /// Only these states; all when empty.
    pub states: Vec<DocState>,
    /// Only these kinds; all when empty.
    pub kinds: Vec<DocKind>,
}

/// One step of a document's life.
#[derive(Debug, Clone)]
pub struct HistoryStep {
    /// What happened.
    pub event: DocEvent,
    /// When.
    pub at: DateTime<Utc>,
    /// Who asked for it; nobody when the till did it by itself.
    pub by: Option<String>,
    /// SUNAT's code.
    pub code: Option<u16>,
    /// SUNAT's words or a motive.
    pub text: Option<String>,
    /// Observations.
    pub notes: Vec<String>,
    /// What SUNAT's list says about the code.
    pub meaning: Option<&'static str>,
}

/// A document, whole.
#[derive(Debug)]
pub struct DocDetail {
    /// The document and where it stands.
    pub standing: DocStanding,
    /// The last day SUNAT takes it alone.
    pub deadline: NaiveDate,
    /// Number of the document a note corrects.
    pub affected: Option<(Uuid, String)>,
    /// The rejected document in whose place it was issued, with its number.
    pub replaces: Option<(Uuid, String)>,
    /// The document that was issued in its place, with its number.
    pub replaced_by: Option<(Uuid, String)>,
    /// Why it cannot be issued anew; none when it can.
    pub reissue_blocked: Option<Error>,
    /// Notes that correct it: identity, number, total, state.
    pub notes: Vec<DocStanding>,
    /// *Valor resumen*.
    pub digest: Option<String>,
    /// Whether SUNAT's constancia is kept.
    pub has_constancia: bool,
    /// What happened, oldest first.
    pub history: Vec<HistoryStep>,
    /// What it waits for, as a code, and until when.
    pub waits: Option<(String, Option<DateTime<Utc>>)>,
    /// Phone of its customer, for a message.
    pub phone: Option<String>,
    /// Mail of its customer.
    pub email: Option<String>,
}

impl App {
    /// Documents, newest first.
    pub fn documents(&self, door: Door, query: DocQuery, after: Option<i64>, limit: i64) -> Result<Page<DocListRow>> {
        self.allowed(door, Ability::SeeSales)?;
        let DocQuery { text, from, to, states, kinds } = query;
        let filter = DocFilter { from, to, states, kinds, text };
        self.store
            .read(|reader| Page::of(limit, |most| Ok(reader.fiscal_docs(&filter, after, most)?), |row: &DocListRow| row.seq))
    }

    /// One document.
    pub fn document(&self, door: Door, id: Uuid) -> Result<DocDetail> {
        self.allowed(door, Ability::SeeSales)?;
        self.document_now(id)
    }

    pub(crate) fn document_now(&self, id: Uuid) -> Result<DocDetail> {
        self.store.read(|reader| {
            let standing = reader.fiscal_doc(id)?.ok_or(Error::NotFound)?;
            let named = |id: Option<Uuid>| -> Result<Option<(Uuid, String)>> {
                let found = id.map(|id| reader.fiscal_doc(id)).transpose()?.flatten();
                Ok(found.map(|found| (found.doc.id, found.doc.full_number())))
            };
            let mut history = Vec::new();
            for told in reader.fiscal_history(id)? {
                history.push(HistoryStep {
                    event: told.event,
                    at: instant(told.at),
                    by: told.user_id.map(|id| name(reader, id)).transpose()?,
                    code: told.code,
                    meaning: told.code.and_then(codes::meaning),
                    text: told.text,
                    notes: told.notes,
                });
            }
            let wait = reader.fiscal_wait(id)?;
            let customer = standing.doc.customer_id.map(|id| reader.customer(id)).transpose()?.flatten();
            Ok(DocDetail {
                deadline: DEADLINES.alone(standing.doc.kind, standing.doc.business_date),
                affected: named(standing.doc.affected_id)?,
                replaces: named(standing.doc.replaces_id)?,
                replaced_by: named(standing.replaced_by)?,
                reissue_blocked: replaceable(reader, &standing).err(),
                notes: reader.fiscal_notes_of(id)?,
                digest: reader.fiscal_signed(id)?.map(|(_, digest)| digest),
                has_constancia: reader.fiscal_constancia(id)?.is_some(),
                history,
                waits: wait.and_then(told_wait),
                phone: customer.as_ref().and_then(|customer| customer.phone.clone()),
                email: customer.and_then(|customer| customer.email),
                standing,
            })
        })
    }

    /// Sends a document again at once: what SUNAT could not take in is signed anew out of the shop's present data, under its
    /// number; what waits is not waited for any longer. Nothing that SUNAT has decided is sent again.
    pub fn resend_document(&self, call: &Call, id: Uuid) -> Result<DocDetail> {
        self.transact(call, Op::audited("document.resend", Ability::Reprint, Deed::SendIssued), |act| {
            let standing = act.tx.fiscal_doc(id)?.ok_or(Error::NotFound)?;
            act.about(id);
            match standing.state {
                DocState::Exception if standing.replaced_by.is_none() => {
                    self.sign_kept(act.tx, &standing)?;
                    if act.tx.fiscal_doc(id)?.is_some_and(|now| now.state == DocState::Exception) {
                        let mut event = FiscalEvent::new(act.tx.new_id(), id, DocEvent::Requeued, act.tx.now());
                        event.user_id = Some(act.user.id);
                        act.tx.record(Change::FiscalDocEvent(event))?;
                    }
                }
                DocState::Issued | DocState::Queued | DocState::Sent => {}
                _ => return Err(Error::NothingToSend),
            }
            act.tx.end_fiscal_wait(id)?;
            act.tx.touch(caserita_store::Topic::Documents);
            // What a person has to see to first is not tried again by pressing: SUNAT would lock the user.
            let stopped = act.tx.fiscal_wait(LINE_TO_SUNAT)?.is_some_and(|wait| wait.next_try == super::line::NEVER);
            if !stopped {
                act.tx.end_fiscal_wait(LINE_TO_SUNAT)?;
            }
            Ok(())
        })?;
        self.document_now(id)
    }

    /// The signed XML of a document and the name of its file.
    pub fn document_xml(&self, door: Door, id: Uuid) -> Result<(String, Vec<u8>)> {
        self.allowed(door, Ability::SeeSales)?;
        self.store.read(|reader| {
            let (zip, _) = reader.fiscal_signed(id)?.ok_or(Error::NoFileYet)?;
            let unpacked = unpack(&zip).map_err(|_| Error::Internal("a kept package cannot be read"))?;
            Ok((format!("{}.xml", unpacked.name), unpacked.xml))
        })
    }

    /// The printed representation of a document on pages of A4, and the name of its file.
    pub fn document_pdf(&self, door: Door, id: Uuid) -> Result<(String, Vec<u8>)> {
        self.allowed(door, Ability::SeeSales)?;
        self.store.read(|reader| {
            let standing = reader.fiscal_doc(id)?.ok_or(Error::NotFound)?;
            Ok((format!("{}.pdf", standing.doc.full_number()), document_pages(reader, &standing)?))
        })
    }

    /// SUNAT's constancia for a document, as it came, and the name of its file.
    pub fn document_constancia(&self, door: Door, id: Uuid) -> Result<(String, Vec<u8>)> {
        self.allowed(door, Ability::SeeSales)?;
        self.store.read(|reader| {
            let doc = reader.fiscal_doc(id)?.ok_or(Error::NotFound)?.doc;
            let zip = reader.fiscal_constancia(id)?.ok_or(Error::NoFileYet)?;
            let named = match file_name(issuer(reader)?.ruc(), &doc) {
                Some(Ok(file)) => file.to_string(),
                _ => full_number(&doc.series, doc.number),
            };
            Ok((format!("R-{named}.zip"), zip))
        })
    }
}

/// What somebody waits for. What the line waits for is told by the line.
fn told_wait(wait: FiscalWait) -> Option<(String, Option<DateTime<Utc>>)> {
    let until = (wait.next_try != super::line::NEVER).then(|| instant(wait.next_try));
    wait.error.map(|error| (error, until))
}
