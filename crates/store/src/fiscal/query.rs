//! Reading electronic documents back.

use caserita_domain::{
    document::{DocKind, IdentityType},
    fiscal::{DocEvent, DocState, Environment, FileState, Regime},
};
use chrono::NaiveDate;
use rusqlite::{OptionalExtension, Row, params};
use uuid::Uuid;

use super::record::{DocCondition, FileLine, FiscalDoc, FiscalFile, FiscalFileKind, regime_name};
use crate::{
    Millis, Reader, Result,
    value::{collect, day, money, named, percent},
};

/// A document and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct DocStanding {
    /// Its place in the order of issue.
    pub seq: i64,
    /// The document.
    pub doc: FiscalDoc,
    /// Its state.
    pub state: DocState,
    /// Whether somebody wants it void.
    pub void_asked: bool,
    /// Since when, milliseconds UTC.
    pub since: Millis,
    /// SUNAT's last code.
    pub code: Option<u16>,
    /// SUNAT's last words.
    pub text: Option<String>,
    /// The summary or communication it is under way in.
    pub file_id: Option<Uuid>,
    /// The document that was issued anew in its place.
    pub replaced_by: Option<Uuid>,
}

/// A summary or communication and where it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct FileStanding {
    /// The file.
    pub file: FiscalFile,
    /// Its state.
    pub state: FileState,
    /// What to ask SUNAT with.
    pub ticket: Option<String>,
}

/// One line of a document's history.
#[derive(Debug, Clone, PartialEq)]
pub struct Told {
    /// What happened.
    pub event: DocEvent,
    /// When, milliseconds UTC.
    pub at: Millis,
    /// Who asked for it.
    pub user_id: Option<Uuid>,
    /// SUNAT's code.
    pub code: Option<u16>,
    /// SUNAT's words or a motive.
    pub text: Option<String>,
    /// Observations.
    pub notes: Vec<String>,
}

/// Everything of a document and where it stands; the `WHERE` follows.
/// Whether anything is left to do about a document: not when it was issued anew, nor when it was rejected and its sale is
/// void or came back without paper.
pub(super) const UNRESOLVED: &str = "NOT EXISTS (SELECT 1 FROM fiscal_doc n WHERE n.replaces_id = d.id)
    AND NOT (s.state = 'rejected' AND d.affected_id IS NULL
        AND (EXISTS (SELECT 1 FROM sale_void v WHERE v.sale_id = d.sale_id)
            OR EXISTS (SELECT 1 FROM refund r WHERE r.sale_id = d.sale_id AND NOT EXISTS
                (SELECT 1 FROM fiscal_doc n WHERE n.sale_id = r.sale_id AND n.refund_id = r.id))))";

const STANDING: &str = "SELECT d.*, s.state, s.void_asked, s.at AS since, s.code, s.text, s.file_id,
            (SELECT n.id FROM fiscal_doc n WHERE n.replaces_id = d.id) AS replaced_by
     FROM fiscal_state s CROSS JOIN fiscal_doc d ON d.seq = s.doc_seq";

fn standing(row: &Row) -> Result<DocStanding> {
    Ok(DocStanding {
        seq: row.get("seq")?,
        doc: doc(row)?,
        state: named(row, "state", DocState::parse)?,
        void_asked: row.get("void_asked")?,
        since: row.get("since")?,
        code: row.get("code")?,
        text: row.get("text")?,
        file_id: row.get("file_id")?,
        replaced_by: row.get("replaced_by")?,
    })
}

fn doc(row: &Row) -> Result<FiscalDoc> {
    let regime = |name: &str| [Regime::General, Regime::Nrus].into_iter().find(|one| regime_name(*one) == name);
    Ok(FiscalDoc {
        id: row.get("id")?,
        environment: named(row, "environment", Environment::parse)?,
        kind: named(row, "kind", DocKind::parse)?,
        series: row.get("series")?,
        number: row.get("number")?,
        till_id: row.get("till_id")?,
        sale_id: row.get("sale_id")?,
        refund_id: row.get("refund_id")?,
        charge_id: row.get("charge_id")?,
        affected_id: row.get("affected_id")?,
        replaces_id: row.get("replaces_id")?,
        issued_at: row.get("issued_at")?,
        business_date: day(row, "business_date")?,
        regime: named(row, "regime", regime)?,
        customer_id: row.get("customer_id")?,
        customer_doc: named(row, "customer_doc", IdentityType::parse)?,
        customer_number: row.get("customer_number")?,
        customer_name: row.get("customer_name")?,
        taxable: money(row, "taxable")?,
        exempt: money(row, "exempt")?,
        unaffected: money(row, "unaffected")?,
        free: money(row, "free")?,
        free_igv: money(row, "free_igv")?,
        igv_rate: percent(row, "igv_rate")?,
        igv: money(row, "igv")?,
        icbper: money(row, "icbper")?,
        total: money(row, "total")?,
        reason_code: row.get("reason_code")?,
        reason: row.get("reason")?,
    })
}

impl Reader<'_> {
    fn standings(&self, rest: &str, values: &[&dyn rusqlite::ToSql]) -> Result<Vec<DocStanding>> {
        let mut statement = self.connection.prepare_cached(&format!("{STANDING} {rest}"))?;
        collect(statement.query(values)?, standing)
    }

    /// One document.
    pub fn fiscal_doc(&self, id: Uuid) -> Result<Option<DocStanding>> {
        Ok(self.standings("WHERE s.doc_id = ?1", &[&id])?.pop())
    }

    /// The boleta or factura of a sale: the newest, when it was issued anew.
    pub fn fiscal_doc_of_sale(&self, sale_id: Uuid) -> Result<Option<DocStanding>> {
        Ok(self.fiscal_told_of(sale_id, "d.affected_id IS NULL")?.pop())
    }

    /// The notes that correct a sale's documents, oldest first: one that was issued anew follows the one it replaces.
    pub fn fiscal_notes_of_sale(&self, sale_id: Uuid) -> Result<Vec<DocStanding>> {
        self.fiscal_told_of(sale_id, "d.affected_id IS NOT NULL")
    }

    /// Documents of a sale, oldest first. The sale leads: its documents are few.
    fn fiscal_told_of(&self, sale_id: Uuid, which: &str) -> Result<Vec<DocStanding>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT d.*, s.state, s.void_asked, s.at AS since, s.code, s.text, s.file_id,
                    (SELECT n.id FROM fiscal_doc n WHERE n.replaces_id = d.id) AS replaced_by
             FROM fiscal_doc d CROSS JOIN fiscal_state s ON s.doc_seq = d.seq
             WHERE d.sale_id = ?1 AND {which} ORDER BY d.seq"
        ))?;
        collect(statement.query([sale_id])?, standing)
    }

    /// Whether a document of this kind has this number.
    pub fn is_number_told(&self, kind: DocKind, series: &str, number: i64) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM fiscal_doc WHERE kind = ?1 AND series = ?2 AND number = ?3)")?;
        Ok(statement.query_row(params![kind.as_str(), series, number], |row| row.get(0))?)
    }

    /// Whether any document was issued there.
    pub fn has_fiscal_docs(&self, environment: Environment) -> Result<bool> {
        let mut statement =
            self.connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM fiscal_doc WHERE environment = ?1)")?;
        Ok(statement.query_row([environment.as_str()], |row| row.get(0))?)
    }

    /// The notes that correct a document, oldest first.
    pub fn fiscal_notes_of(&self, doc_id: Uuid) -> Result<Vec<DocStanding>> {
        let mut ids = self.connection.prepare_cached("SELECT id FROM fiscal_doc WHERE affected_id = ?1 ORDER BY seq")?;
        let ids: Vec<Uuid> = collect(ids.query([doc_id])?, |row| Ok(row.get(0)?))?;
        ids.into_iter().filter_map(|id| self.fiscal_doc(id).transpose()).collect()
    }

    /// The oldest documents in a state, above `after` in the order of issue.
    pub fn fiscal_docs_in(&self, state: DocState, after: i64, limit: i64) -> Result<Vec<DocStanding>> {
        let rest = "WHERE s.state = ?1 AND s.doc_seq > ?2 ORDER BY s.doc_seq LIMIT ?3";
        self.standings(rest, &[&state.as_str(), &after, &limit])
    }

    /// Documents that SUNAT has and somebody wants void.
    pub fn fiscal_docs_to_void(&self, limit: i64) -> Result<Vec<DocStanding>> {
        let rest = "WHERE s.void_asked = 1 AND s.state IN ('accepted', 'observed') ORDER BY s.doc_seq LIMIT ?1";
        self.standings(rest, &[&limit])
    }

    /// How many documents are in each state, and the first day of issue among them; those that are done with do not count.
    pub fn fiscal_counts(&self) -> Result<Vec<(DocState, i64, NaiveDate)>> {
        let pending = format!(
            "SELECT s.state, COUNT(*) AS count, MIN(d.business_date) AS first
             FROM fiscal_state s JOIN fiscal_doc d ON d.seq = s.doc_seq
             WHERE s.state IN ('issued', 'queued', 'sent', 'rejected', 'exception', 'void_pending') AND {UNRESOLVED}
             GROUP BY s.state"
        );
        let mut statement = self.connection.prepare_cached(&pending)?;
        collect(statement.query([])?, |row| {
            Ok((named(row, "state", DocState::parse)?, row.get("count")?, day(row, "first")?))
        })
    }

    /// How many documents SUNAT has and somebody wants void, and the first day of issue among them.
    pub fn fiscal_voids_asked(&self) -> Result<(i64, Option<NaiveDate>)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT COUNT(*), MIN(d.business_date) FROM fiscal_state s JOIN fiscal_doc d ON d.seq = s.doc_seq
             WHERE s.void_asked = 1 AND s.state IN ('accepted', 'observed')",
        )?;
        let (count, first): (i64, Option<String>) = statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let first = first.map(|day| day.parse().map_err(|_| crate::Error::Unreadable("business_date"))).transpose()?;
        Ok((count, first))
    }

    /// The first day of issue of each kind among documents that SUNAT has not answered for.
    pub fn fiscal_first_pending(&self) -> Result<Vec<(DocKind, NaiveDate)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT d.kind, MIN(d.business_date) AS first FROM fiscal_state s JOIN fiscal_doc d ON d.seq = s.doc_seq
             WHERE s.state IN ('issued', 'queued', 'sent', 'exception')
               AND NOT EXISTS (SELECT 1 FROM fiscal_doc n WHERE n.replaces_id = d.id) GROUP BY d.kind",
        )?;
        collect(statement.query([])?, |row| Ok((named(row, "kind", DocKind::parse)?, day(row, "first")?)))
    }

    /// What happened to a document, oldest first.
    pub fn fiscal_history(&self, doc_id: Uuid) -> Result<Vec<Told>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT event, at, user_id, code, text, notes FROM fiscal_event WHERE subject = ?1 ORDER BY seq",
        )?;
        collect(statement.query([doc_id])?, |row| {
            Ok(Told {
                event: named(row, "event", DocEvent::parse)?,
                at: row.get("at")?,
                user_id: row.get("user_id")?,
                code: row.get("code")?,
                text: row.get("text")?,
                notes: serde_json::from_str(&row.get::<_, String>("notes")?)?,
            })
        })
    }

    /// The zip of a document or file exactly as it travels, and its *valor resumen*: of its newest signature.
    pub fn fiscal_signed(&self, subject: Uuid) -> Result<Option<(Vec<u8>, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT bytes, digest FROM fiscal_event WHERE subject = ?1 AND event = 'signed' ORDER BY seq DESC LIMIT 1",
        )?;
        Ok(statement.query_row([subject], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }

    /// The zip of SUNAT's newest constancia for a document or file: its own, or that of the file it went in.
    pub fn fiscal_constancia(&self, subject: Uuid) -> Result<Option<Vec<u8>>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT COALESCE (e.bytes, (SELECT f.bytes FROM fiscal_event f
                 WHERE f.subject = e.file_id AND f.event IN ('accepted', 'rejected') ORDER BY f.seq DESC LIMIT 1)) AS bytes
             FROM fiscal_event e
             WHERE e.subject = ?1 AND e.event IN ('accepted', 'observed', 'rejected', 'voided', 'void_refused')
             ORDER BY e.seq DESC",
        )?;
        let found: Vec<Option<Vec<u8>>> = collect(statement.query([subject])?, |row| Ok(row.get("bytes")?))?;
        Ok(found.into_iter().flatten().next())
    }

    /// Files in a state, oldest first.
    pub fn fiscal_files_in(&self, state: FileState) -> Result<Vec<FileStanding>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT f.*, s.state, s.ticket FROM fiscal_file_state s JOIN fiscal_file f ON f.id = s.file_id
             WHERE s.state = ?1 ORDER BY f.seq",
        )?;
        let files = collect(statement.query([state.as_str()])?, |row| {
            Ok(FileStanding {
                file: FiscalFile {
                    id: row.get("id")?,
                    environment: named(row, "environment", Environment::parse)?,
                    kind: named(row, "kind", FiscalFileKind::parse)?,
                    made_on: day(row, "made_on")?,
                    number: row.get("number")?,
                    day: day(row, "day")?,
                    at: row.get("at")?,
                    lines: Vec::new(),
                },
                state: named(row, "state", FileState::parse)?,
                ticket: row.get("ticket")?,
            })
        })?;
        files.into_iter().map(|file| self.with_lines(file)).collect()
    }

    fn with_lines(&self, mut standing: FileStanding) -> Result<FileStanding> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT doc_id, condition FROM fiscal_file_line WHERE file_id = ?1 ORDER BY line_no")?;
        standing.file.lines = collect(statement.query([standing.file.id])?, |row| {
            Ok(FileLine { doc_id: row.get("doc_id")?, condition: named(row, "condition", DocCondition::parse)? })
        })?;
        Ok(standing)
    }

    /// The next number of a file of this kind made on this day.
    pub fn next_fiscal_file(&self, environment: Environment, kind: FiscalFileKind, made_on: NaiveDate) -> Result<i64> {
        let mut statement = self.connection.prepare_cached(
            "SELECT COALESCE(MAX(number), 0) + 1 FROM fiscal_file WHERE environment = ?1 AND kind = ?2 AND made_on = ?3",
        )?;
        Ok(statement.query_row(params![environment.as_str(), kind.as_str(), made_on.to_string()], |row| row.get(0))?)
    }
}
