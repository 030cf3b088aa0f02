//! The facts of electronic documents, and the state each leaves behind.

use base64::{Engine, engine::general_purpose::STANDARD};
use caserita_domain::{
    document::{DocKind, IdentityType, full_number},
    fiscal::{DocEvent, DocState, Environment, FileEvent, FileState, Regime},
};
use caserita_money::{Money, Percent};
use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use uuid::Uuid;

use crate::{Error, Millis, Result};

/// An electronic document with its number. It is issued when this is committed, signed or not.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FiscalDoc {
    /// Identity.
    pub id: Uuid,
    /// Where it goes.
    pub environment: Environment,
    /// Kind.
    pub kind: DocKind,
    /// Series.
    pub series: String,
    /// Number within the series.
    pub number: i64,
    /// At which till.
    pub till_id: Uuid,
    /// The sale it tells, or the one it corrects.
    pub sale_id: Uuid,
    /// What a credit note gives back.
    pub refund_id: Option<Uuid>,
    /// What a debit note charges.
    #[serde(default)]
    pub charge_id: Option<Uuid>,
    /// The document a note corrects.
    pub affected_id: Option<Uuid>,
    /// The document it was issued anew for.
    #[serde(default)]
    pub replaces_id: Option<Uuid>,
    /// When, milliseconds UTC.
    pub issued_at: Millis,
    /// Local day of issue: deadlines count from it.
    pub business_date: NaiveDate,
    /// The issuer's regime then.
    pub regime: Regime,
    /// Whose card it was made out by.
    #[serde(default)]
    pub customer_id: Option<Uuid>,
    /// Who bought: kind of document.
    pub customer_doc: IdentityType,
    /// Its number.
    pub customer_number: Option<String>,
    /// Name.
    pub customer_name: Option<String>,
    /// Value of gravado lines.
    pub taxable: Money,
    /// Value of exonerado lines.
    pub exempt: Money,
    /// Value of inafecto lines.
    pub unaffected: Money,
    /// Reference value of what is given away.
    pub free: Money,
    /// The IGV it would have carried.
    pub free_igv: Money,
    /// IGV rate.
    pub igv_rate: Percent,
    /// IGV.
    pub igv: Money,
    /// Bag tax.
    pub icbper: Money,
    /// Total, before any cash rounding.
    pub total: Money,
    /// Motive of a note (catálogo 09 or 10).
    pub reason_code: Option<String>,
    /// The motive in words.
    pub reason: Option<String>,
}

impl FiscalDoc {
    /// `B001-00000012`.
    pub fn full_number(&self) -> String {
        full_number(&self.series, self.number)
    }
}

/// What a file does with a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocCondition {
    /// Tells of it.
    Add,
    /// Voids it.
    Void,
}

impl DocCondition {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            DocCondition::Add => "add",
            DocCondition::Void => "void",
        }
    }

    pub(super) fn parse(name: &str) -> Option<DocCondition> {
        [DocCondition::Add, DocCondition::Void].into_iter().find(|one| one.as_str() == name)
    }
}

/// A file that tells of many documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum FiscalFileKind {
    /// Resumen diario.
    #[serde(rename = "RC")]
    Summary,
    /// Comunicación de baja.
    #[serde(rename = "RA")]
    Voided,
}

impl FiscalFileKind {
    /// `RC` or `RA`.
    pub const fn as_str(self) -> &'static str {
        match self {
            FiscalFileKind::Summary => "RC",
            FiscalFileKind::Voided => "RA",
        }
    }

    pub(super) fn parse(name: &str) -> Option<FiscalFileKind> {
        [FiscalFileKind::Summary, FiscalFileKind::Voided].into_iter().find(|kind| kind.as_str() == name)
    }
}

/// One document of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileLine {
    /// Which.
    pub doc_id: Uuid,
    /// Told or voided.
    pub condition: DocCondition,
}

/// A summary or communication with its number.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FiscalFile {
    /// Identity.
    pub id: Uuid,
    /// Where it goes.
    pub environment: Environment,
    /// Which of the two.
    pub kind: FiscalFileKind,
    /// The day it was made: part of its name.
    pub made_on: NaiveDate,
    /// Number among the files of its kind made that day.
    pub number: i64,
    /// The one day of its documents.
    pub day: NaiveDate,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Its documents.
    pub lines: Vec<FileLine>,
}

/// Bytes that a line of the log carries as base64.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bytes(pub Vec<u8>);

impl Serialize for Bytes {
    fn serialize<S: Serializer>(&self, serializer: S) -> std::result::Result<S::Ok, S::Error> {
        serializer.serialize_str(&STANDARD.encode(&self.0))
    }
}

impl<'de> Deserialize<'de> for Bytes {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> std::result::Result<Bytes, D::Error> {
        let text = String::deserialize(deserializer)?;
        STANDARD.decode(text).map(Bytes).map_err(D::Error::custom)
    }
}

/// Something that happened to a document or a file.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FiscalEvent<E> {
    /// Identity.
    pub id: Uuid,
    /// The document or file.
    pub subject: Uuid,
    /// What happened.
    pub event: E,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who asked for it; nobody when the till did it by itself.
    pub user_id: Option<Uuid>,
    /// SUNAT's code.
    pub code: Option<u16>,
    /// SUNAT's words, a motive, or a ticket.
    pub text: Option<String>,
    /// Observations.
    pub notes: Vec<String>,
    /// The file that carried the document.
    pub file_id: Option<Uuid>,
    /// *Valor resumen* of what was signed.
    pub digest: Option<String>,
    /// The zip that was signed, exactly as it travels, or the zip of SUNAT's constancia.
    pub bytes: Option<Bytes>,
}

impl<E> FiscalEvent<E> {
    /// An event that says nothing more.
    pub fn new(id: Uuid, subject: Uuid, event: E, at: Millis) -> FiscalEvent<E> {
        FiscalEvent {
            id,
            subject,
            event,
            at,
            user_id: None,
            code: None,
            text: None,
            notes: Vec::new(),
            file_id: None,
            digest: None,
            bytes: None,
        }
    }
}

pub(crate) fn insert_doc(connection: &Connection, doc: &FiscalDoc) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO fiscal_doc (id, environment, kind, series, number, till_id, sale_id, refund_id, charge_id, affected_id,
                replaces_id, issued_at, business_date, regime, customer_id, customer_doc, customer_number, customer_name,
                taxable, exempt, unaffected, free, free_igv, igv_rate, igv, icbper, total, reason_code, reason)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22, ?23,
                ?24, ?25, ?26, ?27, ?28, ?29)",
        )?
        .execute(params![
            doc.id,
            doc.environment.as_str(),
            doc.kind.as_str(),
            doc.series,
            doc.number,
            doc.till_id,
            doc.sale_id,
            doc.refund_id,
            doc.charge_id,
            doc.affected_id,
            doc.replaces_id,
            doc.issued_at,
            doc.business_date.to_string(),
            regime_name(doc.regime),
            doc.customer_id,
            doc.customer_doc.as_str(),
            doc.customer_number,
            doc.customer_name,
            doc.taxable.cents(),
            doc.exempt.cents(),
            doc.unaffected.cents(),
            doc.free.cents(),
            doc.free_igv.cents(),
            doc.igv_rate.basis_points(),
            doc.igv.cents(),
            doc.icbper.cents(),
            doc.total.cents(),
            doc.reason_code,
            doc.reason,
        ])?;
    let seq = connection.last_insert_rowid();
    connection
        .prepare_cached("INSERT INTO fiscal_state (doc_seq, doc_id, state, at) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![seq, doc.id, DocState::Issued.as_str(), doc.issued_at])?;
    connection
        .prepare_cached("UPDATE series SET last_number = MAX(last_number, ?2) WHERE series = ?1")?
        .execute(params![doc.series, doc.number])?;
    Ok(())
}

/// The stored name of a regime.
pub(super) const fn regime_name(regime: Regime) -> &'static str {
    match regime {
        Regime::General => "general",
        Regime::Nrus => "nrus",
    }
}

pub(crate) fn doc_event(connection: &Connection, event: &FiscalEvent<DocEvent>) -> Result<()> {
    let state: Option<String> = connection
        .prepare_cached("SELECT state FROM fiscal_state WHERE doc_id = ?1")?
        .query_row([event.subject], |row| row.get(0))
        .optional()?;
    let state = state.as_deref().and_then(DocState::parse).ok_or(Error::Unreadable("fiscal_state.state"))?;
    let next = state.after(event.event).ok_or_else(|| unlawful(state.as_str(), event.event.as_str()))?;
    insert_event(connection, event, event.event.as_str())?;
    let asked = match event.event {
        DocEvent::VoidAsked => {
            let mut ask = connection.prepare_cached("UPDATE fiscal_state SET void_asked = 1 WHERE doc_id = ?1")?;
            ask.execute([event.subject])?;
            return Ok(());
        }
        DocEvent::VoidRefused => Some(true),
        DocEvent::VoidSent | DocEvent::Rejected | DocEvent::Annulled => Some(false),
        _ => None,
    };
    let under_way = matches!(event.event, DocEvent::Sent | DocEvent::VoidSent).then_some(event.file_id).flatten();
    connection
        .prepare_cached(
            "UPDATE fiscal_state SET state = ?2, void_asked = coalesce (?3, void_asked), at = ?4, code = ?5, text = ?6,
                file_id = ?7 WHERE doc_id = ?1",
        )?
        .execute(params![event.subject, next.as_str(), asked, event.at, event.code, event.text, under_way])?;
    Ok(())
}

fn unlawful(state: &str, event: &str) -> Error {
    Error::Refused(format!("{event} cannot happen to what is {state}"))
}

pub(crate) fn insert_file(connection: &Connection, file: &FiscalFile) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO fiscal_file (id, environment, kind, made_on, number, day, at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![
            file.id,
            file.environment.as_str(),
            file.kind.as_str(),
            file.made_on.to_string(),
            file.number,
            file.day.to_string(),
            file.at
        ])?;
    let mut line = connection
        .prepare_cached("INSERT INTO fiscal_file_line (file_id, line_no, doc_id, condition) VALUES (?1, ?2, ?3, ?4)")?;
    for (document, number) in file.lines.iter().zip(1_i64..) {
        line.execute(params![file.id, number, document.doc_id, document.condition.as_str()])?;
    }
    connection
        .prepare_cached("INSERT INTO fiscal_file_state (file_id, state, at) VALUES (?1, ?2, ?3)")?
        .execute(params![file.id, FileState::Made.as_str(), file.at])?;
    Ok(())
}

pub(crate) fn file_event(connection: &Connection, event: &FiscalEvent<FileEvent>) -> Result<()> {
    let state: Option<String> = connection
        .prepare_cached("SELECT state FROM fiscal_file_state WHERE file_id = ?1")?
        .query_row([event.subject], |row| row.get(0))
        .optional()?;
    let state = state.as_deref().and_then(FileState::parse).ok_or(Error::Unreadable("fiscal_file_state.state"))?;
    let next = state.after(event.event).ok_or_else(|| unlawful(state.as_str(), event.event.as_str()))?;
    insert_event(connection, event, event.event.as_str())?;
    let ticket = (event.event == FileEvent::Ticket).then_some(event.text.as_deref()).flatten();
    connection
        .prepare_cached(
            "UPDATE fiscal_file_state SET state = ?2, at = ?3, ticket = coalesce (?4, ticket), code = ?5, text = ?6
             WHERE file_id = ?1",
        )?
        .execute(params![event.subject, next.as_str(), event.at, ticket, event.code, event.text])?;
    Ok(())
}

fn insert_event<E>(connection: &Connection, event: &FiscalEvent<E>, name: &str) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO fiscal_event (id, subject, event, at, user_id, code, text, notes, file_id, digest, bytes)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?
        .execute(params![
            event.id,
            event.subject,
            name,
            event.at,
            event.user_id,
            event.code,
            event.text,
            serde_json::to_string(&event.notes)?,
            event.file_id,
            event.digest,
            event.bytes.as_ref().map(|bytes| bytes.0.as_slice()),
        ])?;
    Ok(())
}
