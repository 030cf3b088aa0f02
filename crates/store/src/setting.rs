//! The shop's settings, its tills and their series.

use caserita_domain::document::DocKind;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{Change, Error, Patch, Reader, Register, Result, value::named};

/// One concern's settings, merged field by field.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Setting {
    /// Identity; fixed per name, so that two devices mean the same one.
    pub id: Uuid,
    /// Which concern. Its key cannot clash with a field's.
    #[serde(rename = "$name")]
    pub name: String,
    /// Its fields.
    #[serde(flatten)]
    pub fields: Map<String, Value>,
}

impl Setting {
    /// The setting called `name`. Its identity is derived from the name.
    pub fn new<T: Serialize>(name: &str, value: &T) -> Result<Setting> {
        match serde_json::to_value(value)? {
            Value::Object(fields) => Ok(Setting { id: setting_id(name), name: name.to_owned(), fields }),
            _ => Err(Error::Unreadable("setting")),
        }
    }
}

/// A fixed identity: the name's bytes, zero-padded, marked as a custom (version 8) UUID.
fn setting_id(name: &str) -> Uuid {
    let mut bytes = [0; 16];
    for (slot, byte) in bytes.iter_mut().zip(name.bytes()) {
        *slot = byte;
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

impl Register for Setting {
    fn id(&self) -> Uuid {
        self.id
    }

    fn change(patch: Patch) -> Change {
        Change::Setting(patch)
    }

    fn load(connection: &Connection, id: Uuid) -> Result<Option<Setting>> {
        let mut statement = connection.prepare_cached("SELECT name, body FROM setting WHERE id = ?1")?;
        let row: Option<(String, String)> = statement.query_row([id], |row| Ok((row.get(0)?, row.get(1)?))).optional()?;
        row.map(|(name, body)| Ok(Setting { id, name, fields: serde_json::from_str(&body)? })).transpose()
    }

    fn save(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO setting (id, name, body) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, body = excluded.body",
            )?
            .execute(params![self.id, self.name, serde_json::to_string(&self.fields)?])?;
        Ok(())
    }
}

/// A counter.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Till {
    /// Identity.
    pub id: Uuid,
    /// «Caja 1».
    pub name: String,
    /// From 1; part of its series.
    pub number: i64,
}

impl Register for Till {
    fn id(&self) -> Uuid {
        self.id
    }

    fn change(patch: Patch) -> Change {
        Change::Till(patch)
    }

    fn load(connection: &Connection, id: Uuid) -> Result<Option<Till>> {
        let mut statement = connection.prepare_cached("SELECT name, number FROM till WHERE id = ?1")?;
        Ok(statement.query_row([id], |row| Ok(Till { id, name: row.get(0)?, number: row.get(1)? })).optional()?)
    }

    fn save(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO till (id, name, number) VALUES (?1, ?2, ?3)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, number = excluded.number",
            )?
            .execute(params![self.id, self.name, self.number])?;
        Ok(())
    }
}

/// The numbering of one kind of document at one till.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Series {
    /// Identity.
    pub id: Uuid,
    /// `NV01`.
    pub series: String,
    /// What it numbers.
    pub doc_kind: DocKind,
    /// Which till uses it, alone.
    pub till_id: Uuid,
}

impl Register for Series {
    fn id(&self) -> Uuid {
        self.id
    }

    fn change(patch: Patch) -> Change {
        Change::Series(patch)
    }

    fn load(connection: &Connection, id: Uuid) -> Result<Option<Series>> {
        let mut statement = connection.prepare_cached("SELECT series, doc_kind, till_id FROM series WHERE id = ?1")?;
        statement
            .query_row([id], |row| {
                let (series, till_id) = (row.get("series")?, row.get("till_id")?);
                Ok(named(row, "doc_kind", DocKind::parse).map(|doc_kind| Series { id, series, doc_kind, till_id }))
            })
            .optional()?
            .transpose()
    }

    fn save(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO series (id, series, doc_kind, till_id) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET series = excluded.series, doc_kind = excluded.doc_kind,
                                                till_id = excluded.till_id",
            )?
            .execute(params![self.id, self.series, self.doc_kind.as_str(), self.till_id])?;
        Ok(())
    }
}

impl Reader<'_> {
    /// The settings called `name`, or none when never saved.
    pub fn setting<T: serde::de::DeserializeOwned>(&self, name: &str) -> Result<Option<T>> {
        match Setting::load(self.connection, setting_id(name))? {
            Some(setting) => Ok(Some(serde_json::from_value(Value::Object(setting.fields))?)),
            None => Ok(None),
        }
    }

    /// One till.
    pub fn till(&self, id: Uuid) -> Result<Option<Till>> {
        Till::load(self.connection, id)
    }

    /// The series of a till for a kind, and the last number taken from it.
    pub fn series(&self, till_id: Uuid, kind: DocKind) -> Result<Option<(String, i64)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT series, last_number FROM series WHERE till_id = ?1 AND doc_kind = ?2")?;
        Ok(statement.query_row(params![till_id, kind.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }
}
