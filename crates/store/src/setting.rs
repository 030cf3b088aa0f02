//! The shop's settings, its tills and their series.

use caserita_domain::document::DocKind;
use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::{
    Change, Error, Patch, Reader, Register, Result, Tx,
    value::{collect, named},
};

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
    /// The first number it gives out: a shop goes on where its last program stopped.
    #[serde(default = "one")]
    pub first_number: i64,
}

fn one() -> i64 {
    1
}

impl Register for Series {
    fn id(&self) -> Uuid {
        self.id
    }

    fn change(patch: Patch) -> Change {
        Change::Series(patch)
    }

    fn load(connection: &Connection, id: Uuid) -> Result<Option<Series>> {
        let mut statement =
            connection.prepare_cached("SELECT series, doc_kind, till_id, first_number FROM series WHERE id = ?1")?;
        statement
            .query_row([id], |row| {
                let (series, till_id) = (row.get("series")?, row.get("till_id")?);
                let first_number = row.get("first_number")?;
                Ok(named(row, "doc_kind", DocKind::parse).map(|doc_kind| Series {
                    id,
                    series,
                    doc_kind,
                    till_id,
                    first_number,
                }))
            })
            .optional()?
            .transpose()
    }

    fn save(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO series (id, series, doc_kind, till_id, first_number, last_number)
                 VALUES (?1, ?2, ?3, ?4, ?5, MAX(?5 - 1,
                    (SELECT COALESCE(MAX(number), 0) FROM sale WHERE sale.series = ?2),
                    (SELECT COALESCE(MAX(number), 0) FROM fiscal_doc WHERE fiscal_doc.series = ?2)))
                 ON CONFLICT (id) DO UPDATE SET series = excluded.series, doc_kind = excluded.doc_kind,
                                                till_id = excluded.till_id, first_number = excluded.first_number,
                                                last_number = excluded.last_number",
            )?
            .execute(params![self.id, self.series, self.doc_kind.as_str(), self.till_id, self.first_number])?;
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

    /// Every series of a till.
    pub fn series_of(&self, till_id: Uuid) -> Result<Vec<Series>> {
        let mut ids = self.connection.prepare_cached("SELECT id FROM series WHERE till_id = ?1 ORDER BY doc_kind")?;
        let ids = collect(ids.query([till_id])?, |row| Ok(row.get(0)?))?;
        ids.into_iter().filter_map(|id| Series::load(self.connection, id).transpose()).collect()
    }

    /// Whether any till numbers, or ever numbered, by this series.
    pub fn series_is_used(&self, series: &str) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM series WHERE series = ?1) OR EXISTS (SELECT 1 FROM sale WHERE series = ?1)
                 OR EXISTS (SELECT 1 FROM fiscal_doc WHERE series = ?1)",
        )?;
        Ok(statement.query_row([series], |row| row.get(0))?)
    }

    /// The series of a till for a kind, and the last number taken from it.
    pub fn series(&self, till_id: Uuid, kind: DocKind) -> Result<Option<(String, i64)>> {
        let mut statement =
            self.connection.prepare_cached("SELECT series, last_number FROM series WHERE till_id = ?1 AND doc_kind = ?2")?;
        Ok(statement.query_row(params![till_id, kind.as_str()], |row| Ok((row.get(0)?, row.get(1)?))).optional()?)
    }
}

impl Tx<'_> {
    /// Gives this device's till new series when its epoch began anew, since numbers of the old ones may have been given out
    /// by the file that was lost. Answers each old series with the new one; nothing when the series are of this epoch.
    pub fn renew_series(&mut self) -> Result<Vec<(String, String)>> {
        let device = self.device()?;
        let mut renewed = Vec::new();
        if device.series_epoch == device.epoch {
            return Ok(renewed);
        }
        for old in self.series_of(device.till_id)? {
            let series = self.free_series(&old.series, device.epoch - device.series_epoch)?;
            self.set(&Series { series: series.clone(), first_number: 1, ..old.clone() })?;
            renewed.push((old.series, series));
        }
        self.connection.execute("UPDATE device SET series_epoch = epoch", [])?;
        Ok(renewed)
    }

    /// What `series` is called in this epoch: itself in the first, later a name that no copy brought back can have used
    /// before. A till that used it in this epoch goes on with its numbers; when another kind has it now, the next free name.
    pub fn series_of_epoch(&self, series: &str) -> Result<String> {
        let epochs = self.device()?.epoch - 1;
        let mut held = self.connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM series WHERE series = ?1)")?;
        match moved(series, epochs) {
            Some(own) if !held.query_row([&own], |row| row.get(0))? => Ok(own),
            _ => self.free_series(series, epochs),
        }
    }

    fn free_series(&self, series: &str, epochs: i64) -> Result<String> {
        let later = (epochs..).map_while(|epochs| moved(series, epochs));
        for candidate in later.chain(every(series)) {
            if !self.series_is_used(&candidate)? {
                return Ok(candidate);
            }
        }
        Err(Error::Refused(format!("every series after {series} is used")))
    }
}

/// What the tens of a series move by in an epoch, counted in base 36: room for tills 1 to 49.
const TENS: i64 = 5;

/// `series` as it is called so many epochs later: NV01, NV51, NVA1, NVF1… It follows from the epoch alone, so that a copy
/// brought back twice never opens the same series twice, although it cannot know of the first time.
fn moved(series: &str, epochs: i64) -> Option<String> {
    let at = series.len().checked_sub(2)?;
    let tens = i64::from(series.get(at..=at)?.chars().next()?.to_digit(36)?) + TENS.checked_mul(epochs)?;
    let tens = char::from_digit(u32::try_from(tens).ok()?, 36)?.to_ascii_uppercase();
    Some(format!("{}{tens}{}", &series[..at], &series[at + 1..]))
}

/// Whether `series` is `first`, or what it is called in a later epoch.
pub fn descends(series: &str, first: &str) -> bool {
    (0..).map_while(|epochs| moved(first, epochs)).any(|name| name == series)
}

/// `series` with every ending of two letters or digits.
fn every(series: &str) -> impl Iterator<Item = String> {
    let start = series.get(..series.len().saturating_sub(2)).unwrap_or_default();
    let digit = |value| char::from_digit(value, 36).unwrap_or('0').to_ascii_uppercase();
    (0..36 * 36).map(move |value| format!("{start}{}{}", digit(value / 36), digit(value % 36)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_series_moves_with_the_epoch_and_keeps_its_till() {
        let names: Vec<String> = (0..).map_while(|epochs| moved("NV01", epochs)).collect();
        assert_eq!(names, ["NV01", "NV51", "NVA1", "NVF1", "NVK1", "NVP1", "NVU1", "NVZ1"]);
        assert_eq!(moved("NV51", 1), moved("NV01", 2), "two restores in a row and two epochs at once agree");
        assert_eq!(moved("B049", 1).as_deref(), Some("B099"));
        assert!(descends("NV01", "NV01") && descends("NVF1", "NV01"));
        assert!(!descends("NV02", "NV01") && !descends("NV01", "NV51") && !descends("NV11", "NV01"));
        assert_eq!(every("NV01").take(2).collect::<Vec<_>>(), ["NV00", "NV01"]);
    }
}
