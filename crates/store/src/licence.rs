//! The licence's facts: files as they came, what followed from them, and the sealed memory of this device.

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Millis, Reader, Result, Tx,
    value::{collect, named},
};

/// How a licence file came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceChannel {
    /// A file or a pasted text.
    File,
    /// What a scanner read.
    Qr,
}

impl LicenceChannel {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            LicenceChannel::File => "file",
            LicenceChannel::Qr => "qr",
        }
    }

    fn parse(name: &str) -> Option<LicenceChannel> {
        [LicenceChannel::File, LicenceChannel::Qr].into_iter().find(|channel| channel.as_str() == name)
    }
}

/// A file that changed what a till holds, exactly as it came.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceFile {
    /// Identity.
    pub id: Uuid,
    /// Which device took it in.
    pub device: Uuid,
    /// When, milliseconds UTC by the machine's clock.
    pub at: Millis,
    /// When, in trusted milliseconds UTC.
    pub trusted_at: Millis,
    /// Who brought it.
    pub user_id: Option<Uuid>,
    /// How it came.
    pub channel: LicenceChannel,
    /// To the byte.
    pub text: String,
}

/// What can happen to a till's licence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LicenceHappening {
    /// A state began; its word says which.
    State,
    /// A file was taken in.
    Accepted,
    /// A file was refused; its word is the code.
    Refused,
    /// A voice code lent days; its number says how many.
    Code,
    /// A signed answer told the time.
    TimeTold,
    /// The till made its key; its word is the key's name.
    KeyMade,
    /// The till's key was found gone.
    KeyMissing,
    /// What was taken in can no longer be read.
    Unreadable,
    /// Key and files are as they should be again.
    Recovered,
    /// The machine is not what the lease describes; its word says how far.
    Device,
}

impl LicenceHappening {
    const ALL: [LicenceHappening; 10] = [
        LicenceHappening::State,
        LicenceHappening::Accepted,
        LicenceHappening::Refused,
        LicenceHappening::Code,
        LicenceHappening::TimeTold,
        LicenceHappening::KeyMade,
        LicenceHappening::KeyMissing,
        LicenceHappening::Unreadable,
        LicenceHappening::Recovered,
        LicenceHappening::Device,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            LicenceHappening::State => "state",
            LicenceHappening::Accepted => "accepted",
            LicenceHappening::Refused => "refused",
            LicenceHappening::Code => "code",
            LicenceHappening::TimeTold => "time_told",
            LicenceHappening::KeyMade => "key_made",
            LicenceHappening::KeyMissing => "key_missing",
            LicenceHappening::Unreadable => "unreadable",
            LicenceHappening::Recovered => "recovered",
            LicenceHappening::Device => "device",
        }
    }

    fn parse(name: &str) -> Option<LicenceHappening> {
        LicenceHappening::ALL.into_iter().find(|happening| happening.as_str() == name)
    }
}

/// Something that happened to a till's licence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LicenceEvent {
    /// Identity.
    pub id: Uuid,
    /// On which device.
    pub device: Uuid,
    /// When, milliseconds UTC by the machine's clock.
    pub at: Millis,
    /// When, in trusted milliseconds UTC.
    pub trusted_at: Millis,
    /// Who did it; nobody when time alone did.
    pub user_id: Option<Uuid>,
    /// What.
    pub event: LicenceHappening,
    /// State, code or name, by what happened.
    pub word: String,
    /// Days, where days were lent.
    pub number: Option<i64>,
}

pub(crate) fn insert_file(connection: &Connection, file: &LicenceFile) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO licence_file (id, device, at, trusted_at, user_id, channel, text)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(params![file.id, file.device, file.at, file.trusted_at, file.user_id, file.channel.as_str(), file.text])?;
    Ok(())
}

pub(crate) fn insert_event(connection: &Connection, event: &LicenceEvent) -> Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO licence_event (id, device, at, trusted_at, user_id, event, word, number)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            event.id,
            event.device,
            event.at,
            event.trusted_at,
            event.user_id,
            event.event.as_str(),
            event.word,
            event.number
        ])?;
    Ok(())
}

fn file(row: &Row) -> Result<LicenceFile> {
    Ok(LicenceFile {
        id: row.get("id")?,
        device: row.get("device")?,
        at: row.get("at")?,
        trusted_at: row.get("trusted_at")?,
        user_id: row.get("user_id")?,
        channel: named(row, "channel", LicenceChannel::parse)?,
        text: row.get("text")?,
    })
}

fn event(row: &Row) -> Result<LicenceEvent> {
    Ok(LicenceEvent {
        id: row.get("id")?,
        device: row.get("device")?,
        at: row.get("at")?,
        trusted_at: row.get("trusted_at")?,
        user_id: row.get("user_id")?,
        event: named(row, "event", LicenceHappening::parse)?,
        word: row.get("word")?,
        number: row.get("number")?,
    })
}

impl Reader<'_> {
    /// The files this device took in, oldest first.
    pub fn licence_files(&self) -> Result<Vec<LicenceFile>> {
        let device = self.device()?.id;
        let mut statement = self.connection.prepare_cached("SELECT * FROM licence_file WHERE device = ?1 ORDER BY seq")?;
        collect(statement.query([device])?, file)
    }

    /// The file that this device took in last.
    pub fn newest_licence_file(&self) -> Result<Option<LicenceFile>> {
        let device = self.device()?.id;
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM licence_file WHERE device = ?1 ORDER BY seq DESC LIMIT 1")?;
        statement.query_row([device], |row| Ok(file(row))).optional()?.transpose()
    }

    /// What happened to this device's licence, newest first.
    pub fn licence_events(&self, limit: i64) -> Result<Vec<LicenceEvent>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM licence_event WHERE device = ?1 ORDER BY seq DESC LIMIT ?2")?;
        collect(statement.query(params![self.device()?.id, limit])?, event)
    }

    /// The earliest trusted moment at which anything happened to this device's licence.
    pub fn first_licence_moment(&self) -> Result<Option<Millis>> {
        let mut statement = self.connection.prepare_cached("SELECT MIN(trusted_at) FROM licence_event WHERE device = ?1")?;
        Ok(statement.query_row([self.device()?.id], |row| row.get(0))?)
    }

    /// The last time that one of these happened to this device's licence.
    pub fn last_licence_event(&self, happenings: &[LicenceHappening]) -> Result<Option<LicenceEvent>> {
        let names: Vec<&str> = happenings.iter().map(|happening| happening.as_str()).collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT * FROM licence_event WHERE event IN (SELECT value FROM json_each(?1)) AND device = ?2
             ORDER BY seq DESC LIMIT 1",
        )?;
        let names = serde_json::to_string(&names)?;
        let found = statement.query_row(params![names, self.device()?.id], |row| Ok(event(row)));
        found.optional()?.transpose()
    }

    /// The sealed stamp as the database keeps it.
    pub fn licence_stamp(&self) -> Result<Option<String>> {
        let mut statement = self.connection.prepare_cached("SELECT stamp FROM licence_memory")?;
        Ok(statement.query_row([], |row| row.get(0)).optional()?)
    }

    /// The latest instant among the last `rows` audit rows that is not after `horizon`.
    pub fn latest_instant(&self, rows: i64, horizon: Millis) -> Result<Option<Millis>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT MAX(at) FROM audit WHERE seq > (SELECT COALESCE(MAX(seq), 0) FROM audit) - ?1 AND at <= ?2",
        )?;
        Ok(statement.query_row(params![rows, horizon], |row| row.get(0))?)
    }

    /// When the last cash session of a till was closed that was opened to sell.
    pub fn last_selling_close_at(&self, till_id: Uuid) -> Result<Option<Millis>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.closed_at FROM cash_close c JOIN cash_session s ON s.id = c.session_id
             WHERE c.till_id = ?1 AND NOT s.returns_only ORDER BY c.z_number DESC LIMIT 1",
        )?;
        Ok(statement.query_row([till_id], |row| row.get(0)).optional()?)
    }
}

impl Tx<'_> {
    /// Keeps the sealed stamp.
    pub fn keep_licence_stamp(&mut self, stamp: &str) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO licence_memory (one, stamp) VALUES (1, ?1) ON CONFLICT (one) DO UPDATE SET stamp = excluded.stamp",
            )?
            .execute([stamp])?;
        Ok(())
    }
}
