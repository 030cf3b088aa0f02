//! The worker that speaks to SUNAT. One step at a time, each decided from what the store holds, so that a till killed
//! between any two goes on where it was: bytes are on record as sent before they leave, and only an answer moves them on.

use std::{sync::Arc, thread, time::Duration};

use caserita_domain::fiscal::{DocEvent, DocState, Environment, FileEvent, FileState, Regime};
use caserita_store::{Bytes, Change, DocStanding, FileStanding, FiscalEvent, LINE_TO_SUNAT, Millis, Reader};
use caserita_sunat::{
    check::{Affected, Facts, check},
    package::{FileName, unpack},
    soap::{Answer, Request},
};
use uuid::Uuid;

use super::{
    answer::{Happened, Outcome, day_of, outcome},
    files::{
        Batch, RETOLD, Verdict, corrects_nothing, is_free_to_go, is_of_now, name_of, next_batch, too_late_to_void,
        travels_alone, void_reason,
    },
    issue::{file_name, lima},
    line::{Patience, is_due, line_is_due},
    settings::{issuer, settings},
};
use crate::{
    App, Error, Result,
    ports::{SunatService, Unanswered, Validity},
    till::lock,
};

/// The longest the worker sleeps: what waits is looked at by this timer even if every bell was missed.
const TICK: Duration = Duration::from_secs(5);
/// Documents read at a time to find one that is due.
const PAGE: i64 = 100;
/// Somebody who answered a moment ago is not asked whether they are there, in milliseconds.
const FRESH: Millis = 30_000;

/// That a factura is late is SUNAT's to say: the owner was warned, and its word is the fact.
const TOO_LATE: u16 = 2108;

/// What to do next.
enum Due {
    Sign(DocStanding),
    Poll(FileStanding),
    SendFile(FileStanding),
    Make(Batch),
    SendDoc(DocStanding),
    EndNote(DocStanding),
    Annul(DocStanding),
}

impl Due {
    /// What it is about.
    fn subjects(&self) -> Vec<Uuid> {
        match self {
            Due::Sign(standing) | Due::SendDoc(standing) | Due::EndNote(standing) | Due::Annul(standing) => {
                vec![standing.doc.id]
            }
            Due::Poll(standing) | Due::SendFile(standing) => vec![standing.file.id],
            Due::Make(batch) => batch.documents.iter().map(|standing| standing.doc.id).collect(),
        }
    }
}

impl App {
    /// Starts the thread that speaks to SUNAT. It ends with [`App::stop_workers`].
    pub fn start_fiscal_worker(self: &Arc<Self>) -> std::io::Result<thread::JoinHandle<()>> {
        let app = Arc::clone(self);
        thread::Builder::new().name("sunat".into()).spawn(move || {
            while app.post().wait(TICK) {
                if let Err(error) = app.send_documents() {
                    tracing::error!(%error, "documents could not be worked on; it will be tried again");
                    // Not at the next bell, which may be its own: a full disk is not fuller for being written to at once.
                    thread::sleep(TICK);
                }
            }
        })
    }

    /// Does what is due towards SUNAT until nothing is, or the line has to wait. Answers how many steps it took.
    pub fn send_documents(&self) -> Result<u32> {
        self.look_for_certificate();
        let mut answered = lock(&self.fiscal_turn);
        let mut steps = 0;
        while let Some(due) = self.next_due()? {
            let subjects = due.subjects();
            match self.step(due, &mut answered) {
                Ok(Some(())) => {
                    steps += 1;
                    self.counter.goes_first();
                }
                Ok(None) => break,
                // Whatever is wrong with one document, the others go on.
                Err(error) => {
                    tracing::error!(%error, ?subjects, "this could not be worked on; it waits");
                    subjects.into_iter().try_for_each(|subject| self.put_off(subject, Patience::Slow, "sunat.internal"))?;
                }
            }
        }
        Ok(steps)
    }

    fn next_due(&self) -> Result<Option<Due>> {
        let now = self.now_millis();
        let may_sign = self.signing_certificate().is_some();
        self.store.read(|reader| {
            if may_sign && let Some(unsigned) = first_due(reader, DocState::Issued, now, |_| Ok(true))? {
                return Ok(Some(Due::Sign(unsigned)));
            }
            if !line_is_due(reader, now)? {
                return Ok(None);
            }
            let settings = settings(reader)?;
            if let Some(standing) = too_late_to_void(reader, &settings, now)? {
                return Ok(Some(Due::Annul(standing)));
            }
            if let Some(file) = App::next_file(reader, &settings, &[FileState::Ticketed], now)? {
                return Ok(Some(Due::Poll(file)));
            }
            if let Some(file) = App::next_file(reader, &settings, &[FileState::Sent, FileState::Queued], now)? {
                return Ok(Some(Due::SendFile(file)));
            }
            if let Some(standing) = first_due(reader, DocState::Sent, now, |standing| {
                Ok(standing.file_id.is_none() && is_of_now(standing.doc.environment, &settings))
            })? {
                return Ok(Some(Due::SendDoc(standing)));
            }
            if let Some(note) = first_due(reader, DocState::Queued, now, |standing| corrects_nothing(reader, standing))? {
                return Ok(Some(Due::EndNote(note)));
            }
            let (today, _) = lima(now);
            if let Some(standing) = first_due(reader, DocState::Queued, now, |standing| {
                Ok(is_of_now(standing.doc.environment, &settings)
                    && travels_alone(standing, &settings, today)
                    && is_free_to_go(reader, standing)?)
            })? {
                return Ok(Some(Due::SendDoc(standing)));
            }
            let batch = if may_sign { next_batch(reader, &settings, now)? } else { None };
            Ok(batch.map(Due::Make))
        })
    }

    /// Does one thing. Nothing is answered when the line has to wait.
    fn step(&self, due: Due, answered: &mut Millis) -> Result<Option<()>> {
        match due {
            Due::Sign(standing) => self.sign_waiting(&standing).map(Some),
            Due::Make(batch) => match self.signing_certificate() {
                Some(certificate) => self.make_or_put_off(&batch, &certificate).map(Some),
                None => Ok(None),
            },
            Due::Poll(standing) => self.poll(&standing, answered),
            Due::SendFile(standing) => self.send_file(&standing, answered),
            Due::SendDoc(standing) => self.send_doc(&standing, answered),
            Due::EndNote(standing) => self.end_note(&standing).map(Some),
            Due::Annul(standing) => {
                let reason = self.store.read(|reader| void_reason(reader, standing.doc.id))?;
                self.annul(&standing, reason).map(Some)
            }
        }
    }

    fn sign_waiting(&self, standing: &DocStanding) -> Result<()> {
        let outcome = self.transact_system(|tx| self.sign_kept(tx, standing));
        let signed = self.store.read(|reader| reader.fiscal_doc(standing.doc.id))?.map(|now| now.state);
        if outcome.is_err() || signed == Some(DocState::Issued) {
            tracing::error!(?outcome, document = %standing.doc.full_number(), "a document stays unsigned");
            self.put_off(standing.doc.id, Patience::Slow, "sunat.unsigned")?;
        }
        Ok(())
    }

    /// What a note corrects was rejected: there is nothing to correct, and nobody to tell of it.
    fn end_note(&self, standing: &DocStanding) -> Result<()> {
        let text = "El comprobante que corrige fue rechazado por SUNAT: no hay nada que corregir".to_owned();
        let told =
            Happened { event: DocEvent::Exception, code: None, text: Some(text), notes: Vec::new(), constancia: None };
        self.tell_doc(standing.doc.id, told.event, Some(told))
    }

    fn make_or_put_off(&self, batch: &Batch, certificate: &caserita_sunat::sign::Certificate) -> Result<()> {
        if let Err(error) = self.make_file(batch, certificate) {
            tracing::error!(%error, "a summary could not be made; its documents wait");
            for standing in &batch.documents {
                self.put_off(standing.doc.id, Patience::Slow, RETOLD)?;
            }
        }
        Ok(())
    }

    /// Whom to ask, if they are there. Nobody there is no fact: a shop may be without a line for days.
    fn open_line(&self, environment: Environment, answered: Millis) -> Result<Option<SunatService>> {
        let Some(service) = self.service(environment)? else {
            self.stop_line("sunat.no_user")?;
            return Ok(None);
        };
        let fresh = (0..FRESH).contains(&(self.now_millis() - answered));
        if !fresh && !self.sunat.is_reachable(&service.url) {
            self.put_off(LINE_TO_SUNAT, Patience::Line, "sunat.unreachable")?;
            return Ok(None);
        }
        Ok(Some(service))
    }

    fn ask(
        &self,
        service: &SunatService,
        request: &Request,
        answered: &mut Millis,
    ) -> std::result::Result<Answer, Unanswered> {
        let answer = self.sunat.ask(service, request);
        if answer.is_ok() {
            *answered = self.now_millis();
        }
        self.counter.goes_first();
        tracing::info!(?request, answer = ?answer.as_ref().map(std::mem::discriminant), "asked SUNAT");
        answer
    }

    fn send_doc(&self, standing: &DocStanding, answered: &mut Millis) -> Result<Option<()>> {
        let doc = &standing.doc;
        let Some(service) = self.open_line(doc.environment, *answered)? else { return Ok(None) };
        let (ruc, kept) = self
            .store
            .read(|reader| -> Result<_> { Ok((issuer(reader)?.ruc().to_owned(), reader.fiscal_signed(doc.id)?)) })?;
        let (zip, _) = kept.ok_or(Error::Internal("a queued document without its bytes"))?;
        let file = match file_name(&ruc, doc) {
            Some(Ok(file)) => file,
            _ => return Err(Error::Internal("a document without a name")),
        };
        if standing.state == DocState::Queued
            && let Some(broken) = self.would_break(standing, &file, &zip)?
        {
            self.tell_doc(doc.id, DocEvent::Exception, Some(broken))?;
            return Ok(Some(()));
        }
        let history = self.store.read(|reader| reader.fiscal_history(doc.id))?;
        let left_before = history.iter().any(|told| told.event == DocEvent::Sent);
        self.tell_doc(doc.id, DocEvent::Sent, None)?;
        let answer = self.ask(&service, &Request::SendBill { file: file.clone(), zip }, answered);
        let outcome = match outcome(&file, answer) {
            // It never left this store: another document of the shop's has its number, and that one's constancia is not its.
            Outcome::Duplicate { code, text } if !left_before => Outcome::Happened(Happened {
                event: DocEvent::Exception,
                code: Some(code),
                text: Some(text),
                notes: Vec::new(),
                constancia: None,
            }),
            Outcome::Duplicate { code, text } => {
                tracing::warn!(document = %file, code, text, "SUNAT has it already; asking what became of it");
                self.what_became(standing, &file, answered)?
            }
            Outcome::BySummary if !doc.kind.is_of_boletas() => Outcome::Unknown("sunat.odd"),
            outcome => outcome,
        };
        self.settle_doc(standing, outcome)
    }

    /// The first of SUNAT's rules that a document would break, found here instead of there. What SUNAT merely observes does
    /// not keep a document back; nor do the note sheets of the Nuevo RUS, which know no note without IGV (3111, 2993).
    fn would_break(&self, standing: &DocStanding, file: &FileName, zip: &[u8]) -> Result<Option<Happened>> {
        let doc = &standing.doc;
        if doc.regime == Regime::Nrus && doc.affected_id.is_some() {
            return Ok(None);
        }
        let affected = doc.affected_id.map(|id| self.store.read(|reader| reader.fiscal_doc(id))).transpose()?.flatten();
        let name = file.to_string();
        let facts = Facts {
            today: Some(lima(self.now_millis()).0),
            file_name: Some(&name),
            affected: affected.map(|affected| Affected {
                total: affected.doc.total,
                issued: affected.doc.business_date,
                currency: "PEN",
                on_credit: false,
            }),
        };
        let xml = unpack(zip).map_err(|_| Error::Internal("a kept package cannot be read"))?.xml;
        let breaches = check(&xml, &facts).map_err(|_| Error::Internal("a kept document cannot be read"))?;
        let worst = breaches.into_iter().find(|breach| breach.fatal() && breach.code != TOO_LATE);
        Ok(worst.map(|breach| Happened {
            event: DocEvent::Exception,
            code: Some(breach.code),
            text: Some(breach.message.to_owned()),
            notes: vec![breach.at],
            constancia: None,
        }))
    }

    /// Asks for the constancia of a document that SUNAT says it has.
    fn what_became(&self, standing: &DocStanding, file: &FileName, answered: &mut Millis) -> Result<Outcome> {
        const UNKNOWN: Outcome = Outcome::Unknown("sunat.duplicate");
        let Some(request) = Request::consult(file) else { return self.is_valid(standing) };
        let Some(service) = self.consultation(standing.doc.environment)? else { return Ok(UNKNOWN) };
        Ok(match self.ask(&service, &request, answered) {
            // A fault is about the question, not about the document.
            Ok(answer @ Answer::StatusCdr { .. }) => match outcome(file, Ok(answer)) {
                happened @ Outcome::Happened(_) => happened,
                _ => UNKNOWN,
            },
            _ => UNKNOWN,
        })
    }

    /// Of a boleta only the validity service can tell, if the shop uses it.
    fn is_valid(&self, standing: &DocStanding) -> Result<Outcome> {
        Ok(match self.validity_of(standing)? {
            Some(Validity::Accepted) => Outcome::Happened(Happened {
                event: DocEvent::Accepted,
                code: None,
                text: Some("Consulta de validez de SUNAT: aceptado".to_owned()),
                notes: Vec::new(),
                constancia: None,
            }),
            _ => Outcome::Unknown("sunat.duplicate"),
        })
    }

    /// Records what an answer means for a document. Nothing is answered when the line has to wait.
    fn settle_doc(&self, standing: &DocStanding, outcome: Outcome) -> Result<Option<()>> {
        let id = standing.doc.id;
        match outcome {
            Outcome::Happened(happened) => {
                self.tell_doc(id, happened.event, Some(happened))?;
                self.line_works(id)?;
            }
            Outcome::BySummary => self.tell_doc(id, DocEvent::NotDelivered, Some(Happened::by_summary()))?,
            Outcome::Unknown(why) => self.put_off(id, Patience::Slow, why)?,
            Outcome::Duplicate { .. } | Outcome::Ticket(_) | Outcome::TicketLost { .. } => {
                self.put_off(id, Patience::Slow, "sunat.odd")?;
            }
            Outcome::InProcess => self.put_off(id, Patience::Ticket, "sunat.in_process")?,
            Outcome::LineDown(_) | Outcome::NotDelivered | Outcome::Credentials => {
                // Of an earlier try nobody knows, whatever became of this one.
                if standing.state == DocState::Queued && !matches!(outcome, Outcome::LineDown(_)) {
                    self.tell_doc(id, DocEvent::NotDelivered, None)?;
                }
                return self.line_waits(id, &outcome).map(|()| None);
            }
        }
        Ok(Some(()))
    }

    fn send_file(&self, standing: &FileStanding, answered: &mut Millis) -> Result<Option<()>> {
        let file = &standing.file;
        let Some(service) = self.open_line(file.environment, *answered)? else { return Ok(None) };
        let (ruc, kept) = self
            .store
            .read(|reader| -> Result<_> { Ok((issuer(reader)?.ruc().to_owned(), reader.fiscal_signed(file.id)?)) })?;
        let (zip, _) = kept.ok_or(Error::Internal("a queued file without its bytes"))?;
        let name = name_of(&ruc, file)?;
        self.tell_file(file.id, FileEvent::Sent, None)?;
        let answer = self.ask(&service, &Request::SendSummary { file: name.clone(), zip }, answered);
        match outcome(&name, answer) {
            Outcome::Ticket(ticket) => {
                self.tell_file(file.id, FileEvent::Ticket, Some(ticket))?;
                self.line_works(file.id)?;
                self.put_off(file.id, Patience::Ticket, "sunat.in_process")?;
            }
            outcome => return self.settle_file(standing, outcome),
        }
        Ok(Some(()))
    }

    fn poll(&self, standing: &FileStanding, answered: &mut Millis) -> Result<Option<()>> {
        let file = &standing.file;
        let Some(service) = self.open_line(file.environment, *answered)? else { return Ok(None) };
        let ruc = self.store.read(issuer)?.ruc().to_owned();
        let ticket = standing.ticket.clone().ok_or(Error::Internal("a ticket that is not there"))?;
        let answer = self.ask(&service, &Request::GetStatus { ticket }, answered);
        self.settle_file(standing, outcome(&name_of(&ruc, file)?, answer))
    }

    fn settle_file(&self, standing: &FileStanding, outcome: Outcome) -> Result<Option<()>> {
        let id = standing.file.id;
        match outcome {
            Outcome::Happened(happened) => {
                let accepted = matches!(happened.event, DocEvent::Accepted | DocEvent::Observed);
                let Happened { code, text, notes, constancia, .. } = happened;
                self.end_file(standing, Verdict { accepted, code, text, notes, constancia })?;
                self.line_works(id)?;
                if !accepted {
                    self.put_off_lines(standing)?;
                }
            }
            Outcome::InProcess => self.put_off(id, Patience::Ticket, "sunat.in_process")?,
            Outcome::Unknown(why) => self.put_off(id, Patience::Slow, why)?,
            // Whether it counted shows when each of its documents is told alone.
            Outcome::TicketLost { code, text } | Outcome::Duplicate { code, text } => {
                let (code, text) = (Some(code), Some(text));
                self.end_file(standing, Verdict { accepted: false, code, text, notes: Vec::new(), constancia: None })?;
                self.put_off_lines(standing)?;
            }
            Outcome::BySummary | Outcome::Ticket(_) => self.put_off(id, Patience::Slow, "sunat.odd")?,
            Outcome::NotDelivered | Outcome::Credentials if standing.state == FileState::Queued => {
                self.tell_file(id, FileEvent::NotDelivered, None)?;
                return self.line_waits(id, &outcome).map(|()| None);
            }
            Outcome::LineDown(_) | Outcome::NotDelivered | Outcome::Credentials => {
                return self.line_waits(id, &outcome).map(|()| None);
            }
        }
        Ok(Some(()))
    }

    /// Documents of a file that SUNAT refused are not told again in the next moment: the same would be refused the same way.
    fn put_off_lines(&self, standing: &FileStanding) -> Result<()> {
        standing.file.lines.iter().try_for_each(|line| self.put_off(line.doc_id, Patience::Slow, RETOLD))
    }

    /// The line waits, and so does what was on it, so that the next try begins with another document.
    fn line_waits(&self, subject: Uuid, outcome: &Outcome) -> Result<()> {
        match outcome {
            Outcome::Credentials => self.stop_line("sunat.credentials"),
            Outcome::LineDown(why) => {
                self.put_off(subject, Patience::Line, why)?;
                self.put_off(LINE_TO_SUNAT, Patience::Line, why)
            }
            _ => self.put_off(LINE_TO_SUNAT, Patience::Line, "sunat.unreachable"),
        }
    }

    /// Something was answered: neither it nor the line has to wait any more.
    fn line_works(&self, subject: Uuid) -> Result<()> {
        self.transact_system(|tx| {
            tx.end_fiscal_wait(subject)?;
            Ok(tx.end_fiscal_wait(LINE_TO_SUNAT)?)
        })
    }

    fn tell_doc(&self, id: Uuid, event: DocEvent, happened: Option<Happened>) -> Result<()> {
        let said = happened.as_ref().and_then(|happened| day_of(happened.constancia.as_deref()?));
        if let Some(day) = said {
            self.not_before_day(day)?;
        }
        self.transact_system(|tx| {
            let mut told = FiscalEvent::new(tx.new_id(), id, event, tx.now());
            if let Some(happened) = happened {
                told.code = happened.code;
                told.text = happened.text;
                told.notes = happened.notes;
                told.bytes = happened.constancia.map(Bytes);
            }
            Ok(tx.record(Change::FiscalDocEvent(told))?)
        })
    }

    fn tell_file(&self, id: Uuid, event: FileEvent, text: Option<String>) -> Result<()> {
        self.transact_system(|tx| {
            let mut told = FiscalEvent::new(tx.new_id(), id, event, tx.now());
            told.text = text;
            Ok(tx.record(Change::FiscalFileEvent(told))?)
        })
    }
}

/// The oldest document in a state that is due and for which `fits` holds.
fn first_due(
    reader: &Reader<'_>,
    state: DocState,
    now: Millis,
    fits: impl Fn(&DocStanding) -> Result<bool>,
) -> Result<Option<DocStanding>> {
    let mut after = 0;
    loop {
        let page = reader.fiscal_docs_in(state, after, PAGE)?;
        let Some(last) = page.last() else { return Ok(None) };
        after = last.seq;
        for standing in page {
            if is_due(reader.fiscal_wait(standing.doc.id)?.as_ref(), now) && fits(&standing)? {
                return Ok(Some(standing));
            }
        }
    }
}
