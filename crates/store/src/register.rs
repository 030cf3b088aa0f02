//! Records whose fields change over time. Only the fields that changed travel in the log, so that two devices can later
//! merge their edits field by field.

use rusqlite::Connection;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Change, Error, Result, Tx, oplog::hex};

/// The fields of one record that changed, with their new values.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Patch {
    /// The record.
    pub id: Uuid,
    /// New values by field name.
    pub set: Map<String, Value>,
}

/// A record kept field by field. It serialises to a JSON object whose `id` is its identity.
pub trait Register: Serialize + DeserializeOwned {
    /// Its identity.
    fn id(&self) -> Uuid;
    /// The change that carries its patches.
    fn change(patch: Patch) -> Change;
    /// The stored record.
    fn load(connection: &Connection, id: Uuid) -> Result<Option<Self>>;
    /// Inserts or overwrites the stored record and whatever is derived from it.
    fn save(&self, connection: &Connection) -> Result<()>;
}

impl Tx<'_> {
    /// Brings a record to this state. Records only the fields that differ; nothing when none does.
    pub fn set<R: Register>(&mut self, record: &R) -> Result<()> {
        let before = match R::load(self.connection, record.id())? {
            Some(stored) => fields(&stored)?,
            None => Map::new(),
        };
        let set: Map<String, Value> =
            fields(record)?.into_iter().filter(|(name, value)| before.get(name) != Some(value)).collect();
        if set.is_empty() {
            return Ok(());
        }
        let entity = record.id().to_string();
        let old: Map<String, Value> =
            set.keys().filter_map(|name| before.get(name).map(|value| (name.clone(), value.clone()))).collect();
        if !old.is_empty() {
            self.trail().before.insert(entity.clone(), Value::Object(shown(&old)));
        }
        self.trail().after.insert(entity, Value::Object(shown(&set)));
        self.record(R::change(Patch { id: record.id(), set }))
    }
}

pub(crate) fn apply<R: Register>(connection: &Connection, patch: &Patch) -> Result<()> {
    let mut whole = match R::load(connection, patch.id)? {
        Some(stored) => fields(&stored)?,
        None => Map::new(),
    };
    whole.extend(patch.set.clone());
    whole.insert("id".into(), serde_json::to_value(patch.id)?);
    serde_json::from_value::<R>(Value::Object(whole))?.save(connection)
}

/// Letters of a value that the audit shows; a longer one is not read by a person but compared.
const MOST_SHOWN: usize = 256;

/// Fields as the audit keeps them: the log has the long ones whole.
fn shown(fields: &Map<String, Value>) -> Map<String, Value> {
    fields.iter().map(|(name, value)| (name.clone(), shown_value(value))).collect()
}

fn shown_value(value: &Value) -> Value {
    match value {
        Value::String(text) if text.chars().count() > MOST_SHOWN => {
            Value::String(format!("sha256:{} ({} bytes)", hex(&Sha256::digest(text)), text.len()))
        }
        Value::Array(values) => Value::Array(values.iter().map(shown_value).collect()),
        Value::Object(inner) => Value::Object(shown(inner)),
        other => other.clone(),
    }
}

fn fields<R: Register>(record: &R) -> Result<Map<String, Value>> {
    match serde_json::to_value(record)? {
        Value::Object(mut fields) => {
            fields.remove("id");
            Ok(fields)
        }
        _ => Err(Error::Unreadable("register")),
    }
}
