//! Summaries and communications: which documents go together, and what becomes of them.

use std::collections::BTreeMap;

use caserita_domain::fiscal::{DEADLINES, DocEvent, DocState, Environment, FileEvent, FileState, NoVoid, Regime, Remedy};
use caserita_money::Percent;
use caserita_store::{
    Bytes, Change, DocCondition, DocStanding, FileLine, FileStanding, FiscalEvent, FiscalFile, FiscalFileKind, Reader, Tx,
};
use caserita_sunat::{
    catalog::Condition,
    document::{FileKind, MOST_SUMMARY_LINES, Summary, SummaryLine, VoidedDoc, VoidedDocs},
    package::{FileName, pack},
    sign::{Certificate, sign},
    ubl::ToUbl,
};
use chrono::NaiveDate;
use uuid::Uuid;

use super::{
    answer::ONLY_BY_SUMMARY,
    issue::{buyer, doc_number, lima, totals},
    line::is_due,
    settings::{BoletaRoute, FiscalSettings, issuer},
};
use crate::{App, Error, Result};

/// Documents looked at to gather one file.
const LOOKED_AT: i64 = 2_000;

/// What SUNAT decided about a whole file.
pub(super) struct Verdict {
    pub accepted: bool,
    pub code: Option<u16>,
    pub text: Option<String>,
    pub notes: Vec<String>,
    pub constancia: Option<Vec<u8>>,
}

impl Verdict {
    /// Whether it only says that nothing can be told any more.
    fn lost(&self) -> bool {
        const LOST: [u16; 6] = [2223, 2324, 127, 402, 1032, 1033];
        self.code.is_none_or(|code| LOST.contains(&code))
    }
}

/// Documents that go in one file.
pub(super) struct Batch {
    pub kind: FiscalFileKind,
    pub condition: DocCondition,
    pub documents: Vec<DocStanding>,
}

/// Whether a document travels alone today.
pub(super) fn travels_alone(standing: &DocStanding, settings: &FiscalSettings, today: NaiveDate) -> bool {
    let doc = &standing.doc;
    !doc.kind.is_of_boletas()
        || (settings.boletas == BoletaRoute::Alone
            && today <= DEADLINES.alone(doc.kind, doc.business_date)
            && standing.code != Some(ONLY_BY_SUMMARY))
}

/// Why a document waits whose file was rejected or lost. The next time it is told alone, so that one bad document cannot
/// hold back the others, and SUNAT's answer is about it.
pub(super) const RETOLD: &str = "sunat.summary";
/// SUNAT was told of the document before: the answer to a file of one line that means it is in.
const ALREADY_IN: [u16; 2] = [2282, 2323];

/// Whether documents of this environment are the worker's business now: trials are left alone once the shop is in earnest.
pub(super) fn is_of_now(environment: Environment, settings: &FiscalSettings) -> bool {
    settings.environment.is_none_or(|now| now == environment)
}

/// Whether a note corrects what SUNAT rejected.
pub(super) fn corrects_nothing(reader: &Reader<'_>, standing: &DocStanding) -> Result<bool> {
    match standing.doc.affected_id {
        None => Ok(false),
        Some(id) => Ok(reader.fiscal_doc(id)?.is_some_and(|affected| affected.state == DocState::Rejected)),
    }
}

/// Whether SUNAT has what a note corrects; any other document is free to go.
pub(super) fn is_free_to_go(reader: &Reader<'_>, standing: &DocStanding) -> Result<bool> {
    match standing.doc.affected_id {
        None => Ok(true),
        Some(id) => Ok(reader.fiscal_doc(id)?.is_some_and(|affected| affected.state.stands())),
    }
}

/// The next documents that have to go together, if any: voids first, then boletas of a day that is over.
pub(super) fn next_batch(reader: &Reader<'_>, settings: &FiscalSettings, now: i64) -> Result<Option<Batch>> {
    let today = lima(now).0;
    let mut to_void = due(reader, reader.fiscal_docs_to_void(LOOKED_AT)?, now)?;
    to_void.retain(|(standing, _)| is_of_now(standing.doc.environment, settings));
    let kind_of = |standing: &DocStanding| match to_void_paper(standing, today) {
        Ok(Remedy::Communication) => Some(FiscalFileKind::Voided),
        Ok(Remedy::Summary) => Some(FiscalFileKind::Summary),
        _ => None,
    };
    if let Some((kind, documents)) = group(to_void, kind_of) {
        return Ok(Some(Batch { kind, condition: DocCondition::Void, documents }));
    }
    let queued = due(reader, reader.fiscal_docs_in(DocState::Queued, 0, LOOKED_AT)?, now)?;
    let mut ready = Vec::new();
    for (standing, retold) in queued {
        let over = standing.doc.business_date < today && is_of_now(standing.doc.environment, settings);
        if over && !travels_alone(&standing, settings, today) && is_free_to_go(reader, &standing)? {
            ready.push((standing, retold));
        }
    }
    let found = group(ready, |_| Some(FiscalFileKind::Summary));
    Ok(found.map(|(kind, documents)| Batch { kind, condition: DocCondition::Add, documents }))
}

/// The first document somebody wants void after the days for that are over: it was under way to SUNAT for too long.
pub(super) fn too_late_to_void(reader: &Reader<'_>, settings: &FiscalSettings, now: i64) -> Result<Option<DocStanding>> {
    let today = lima(now).0;
    let asked = due(reader, reader.fiscal_docs_to_void(LOOKED_AT)?, now)?.into_iter().map(|(standing, _)| standing);
    Ok(asked.into_iter().find(|standing| {
        is_of_now(standing.doc.environment, settings) && to_void_paper(standing, today) == Err(NoVoid::TooLate)
    }))
}

fn to_void_paper(standing: &DocStanding, today: NaiveDate) -> std::result::Result<Remedy, NoVoid> {
    let doc = &standing.doc;
    caserita_domain::fiscal::to_void(doc.kind, standing.state, false, false, doc.business_date, today)
}

/// Those that have not to wait, each with whether its file came to nothing before.
fn due(reader: &Reader<'_>, documents: Vec<DocStanding>, now: i64) -> Result<Vec<(DocStanding, bool)>> {
    let mut found = Vec::new();
    for standing in documents {
        let wait = reader.fiscal_wait(standing.doc.id)?;
        if is_due(wait.as_ref(), now) {
            found.push((standing, wait.is_some_and(|wait| wait.error.as_deref() == Some(RETOLD))));
        }
    }
    Ok(found)
}

/// The first documents of one kind of file, one day and one environment, as many as a file holds; one that is told again,
/// alone.
fn group(
    documents: Vec<(DocStanding, bool)>,
    kind_of: impl Fn(&DocStanding) -> Option<FiscalFileKind>,
) -> Option<(FiscalFileKind, Vec<DocStanding>)> {
    let mut groups: BTreeMap<(NaiveDate, &'static str, &'static str), (FiscalFileKind, Vec<DocStanding>)> = BTreeMap::new();
    for (standing, retold) in documents {
        if let Some(kind) = kind_of(&standing) {
            if retold {
                return Some((kind, vec![standing]));
            }
            let key = (standing.doc.business_date, kind.as_str(), standing.doc.environment.as_str());
            groups.entry(key).or_insert_with(|| (kind, Vec::new())).1.push(standing);
        }
    }
    let (_, (kind, mut documents)) = groups.pop_first()?;
    documents.truncate(MOST_SUMMARY_LINES);
    Some((kind, documents))
}

impl App {
    /// Writes, numbers and signs a file of these documents, and puts them under way in it, all in one transaction.
    pub(super) fn make_file(&self, batch: &Batch, certificate: &Certificate) -> Result<()> {
        self.transact_system(|tx| {
            let (today, _) = lima(tx.now());
            let first = batch.documents.first().ok_or(Error::Internal("an empty file"))?;
            let environment = first.doc.environment;
            let file = FiscalFile {
                id: tx.new_id(),
                environment,
                kind: batch.kind,
                made_on: today,
                number: tx.next_fiscal_file(environment, batch.kind, today)?.max(first_number(tx, self.till_id)?),
                day: first.doc.business_date,
                at: tx.now(),
                lines: batch
                    .documents
                    .iter()
                    .map(|standing| FileLine { doc_id: standing.doc.id, condition: batch.condition })
                    .collect(),
            };
            let xml = unsigned(tx, &file, batch)?;
            let signed = sign(&xml, certificate).map_err(|error| {
                tracing::error!(%error, "a summary could not be signed");
                Error::Internal("a summary could not be signed")
            })?;
            let name = name_of(issuer(tx)?.ruc(), &file)?;
            let zip = pack(&name, &signed.xml).map_err(|_| Error::Internal("a summary could not be packed"))?;
            let mut event = FiscalEvent::new(tx.new_id(), file.id, FileEvent::Signed, tx.now());
            event.digest = Some(signed.digest);
            event.bytes = Some(Bytes(zip));
            tx.record(Change::FiscalFile(file.clone()))?;
            tx.record(Change::FiscalFileEvent(event))?;
            let under_way = match batch.condition {
                DocCondition::Add => DocEvent::Sent,
                DocCondition::Void => DocEvent::VoidSent,
            };
            for standing in &batch.documents {
                let mut event = FiscalEvent::new(tx.new_id(), standing.doc.id, under_way, tx.now());
                event.file_id = Some(file.id);
                tx.record(Change::FiscalDocEvent(event))?;
            }
            Ok(())
        })
    }

    /// Ends a file as SUNAT decided, and each of its documents with it.
    pub(super) fn end_file(&self, standing: &FileStanding, verdict: Verdict) -> Result<()> {
        let (file, accepted) = (&standing.file, verdict.accepted);
        self.transact_system(|tx| {
            let mut end = FiscalEvent::new(
                tx.new_id(),
                file.id,
                if accepted { FileEvent::Accepted } else { FileEvent::Rejected },
                tx.now(),
            );
            end.code = verdict.code;
            end.text.clone_from(&verdict.text);
            end.notes.clone_from(&verdict.notes);
            end.bytes = verdict.constancia.clone().map(Bytes);
            tx.record(Change::FiscalFileEvent(end))?;
            tx.end_fiscal_wait(file.id)?;
            let alone = file.lines.len() == 1;
            let already = alone && verdict.code.is_some_and(|code| ALREADY_IN.contains(&code));
            for line in &file.lines {
                // A document that went another way meanwhile is not this file's any more.
                if tx.fiscal_doc(line.doc_id)?.is_none_or(|standing| standing.file_id != Some(file.id)) {
                    continue;
                }
                if accepted || already {
                    tx.end_fiscal_wait(line.doc_id)?;
                }
                let event = match (accepted || already, line.condition) {
                    (true, DocCondition::Add) => DocEvent::Accepted,
                    (true, DocCondition::Void) => DocEvent::Voided,
                    // Alone, it can only be itself that is wrong.
                    (false, DocCondition::Add) if alone && !verdict.lost() => DocEvent::Exception,
                    (false, DocCondition::Add) => DocEvent::Requeued,
                    (false, DocCondition::Void) => DocEvent::VoidRefused,
                };
                let mut event = FiscalEvent::new(tx.new_id(), line.doc_id, event, tx.now());
                event.file_id = Some(file.id);
                event.code = verdict.code;
                event.text.clone_from(&verdict.text);
                tx.record(Change::FiscalDocEvent(event))?;
            }
            Ok(())
        })
    }

    /// The files that wait for something, the oldest first, and the state they are in.
    pub(super) fn next_file(
        reader: &Reader<'_>,
        settings: &FiscalSettings,
        states: &[FileState],
        now: i64,
    ) -> Result<Option<FileStanding>> {
        for state in states {
            for standing in reader.fiscal_files_in(*state)? {
                if !is_of_now(standing.file.environment, settings) {
                    continue;
                }
                if is_due(reader.fiscal_wait(standing.file.id)?.as_ref(), now) {
                    return Ok(Some(standing));
                }
            }
        }
        Ok(None)
    }
}

/// Where the numbers of a till's files begin each day: tills of one shop, and a till whose copy was brought back, must not
/// give the same number twice, and none can ask another.
fn first_number(tx: &Tx<'_>, till_id: Uuid) -> Result<i64> {
    const OF_A_TILL: i64 = 2_000;
    const OF_AN_EPOCH: i64 = 200;
    let till = tx.till(till_id)?.map_or(1, |till| till.number);
    let epoch = tx.device()?.epoch;
    Ok((till - 1).rem_euclid(49) * OF_A_TILL + (epoch - 1).rem_euclid(10) * OF_AN_EPOCH + 1)
}

/// What a file is called.
pub(super) fn name_of(ruc: &str, file: &FiscalFile) -> Result<FileName> {
    let kind = match file.kind {
        FiscalFileKind::Summary => FileKind::Summary,
        FiscalFileKind::Voided => FileKind::Voided,
    };
    let number = u32::try_from(file.number).map_err(|_| Error::Internal("a file number out of range"))?;
    FileName::batch(ruc, kind, file.made_on, number).map_err(|_| Error::Internal("a file without a name"))
}

fn unsigned(tx: &Tx<'_>, file: &FiscalFile, batch: &Batch) -> Result<Vec<u8>> {
    let number = u32::try_from(file.number).map_err(|_| Error::Internal("a file number out of range"))?;
    let issuer = issuer(tx)?;
    Ok(match batch.kind {
        FiscalFileKind::Summary => {
            let lines = batch.documents.iter().map(|standing| summary_line(tx, standing, batch.condition));
            Summary::new(issuer, file.made_on, number, lines.collect::<Result<_>>()?)?.to_ubl()
        }
        FiscalFileKind::Voided => {
            let lines = batch.documents.iter().map(|standing| {
                Ok(VoidedDoc {
                    number: doc_number(&standing.doc)?,
                    issued: standing.doc.business_date,
                    reason: void_reason(tx, standing.doc.id)?,
                })
            });
            VoidedDocs::new(issuer, file.made_on, number, lines.collect::<Result<_>>()?)?.to_ubl()
        }
    })
}

fn summary_line(reader: &Reader<'_>, standing: &DocStanding, condition: DocCondition) -> Result<SummaryLine> {
    let doc = &standing.doc;
    let affected = doc.affected_id.map(|id| reader.fiscal_doc(id)).transpose()?.flatten();
    Ok(SummaryLine {
        number: doc_number(doc)?,
        issued: doc.business_date,
        condition: match condition {
            DocCondition::Add => Condition::Add,
            DocCondition::Void => Condition::Void,
        },
        customer: buyer(doc.customer_doc, doc.customer_number.as_deref(), doc.customer_name.as_deref())?,
        totals: totals(doc),
        igv_rate: if doc.regime == Regime::Nrus { Percent::from_basis_points(0) } else { doc.igv_rate },
        affected: affected.map(|affected| doc_number(&affected.doc)).transpose()?,
    })
}

/// Why somebody wants a document void.
pub(super) fn void_reason(reader: &Reader<'_>, doc_id: Uuid) -> Result<String> {
    let history = reader.fiscal_history(doc_id)?;
    let asked = history.into_iter().rev().find(|told| told.event == DocEvent::VoidAsked);
    Ok(asked.and_then(|told| told.text).unwrap_or_default())
}
