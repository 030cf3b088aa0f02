//! The operation log: contiguous per device and epoch, chained by hash over the exact bytes of each line.

use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::{Change, Error, Millis, Reader, Result, Store, id::new_id};

/// Domain separation of the chain hash.
const HASH_PREFIX: &[u8] = b"POS-OP-v1\0";
/// The `prev` of an epoch's first operation.
const NO_HASH: [u8; 32] = [0; 32];
/// Bytes of a line that other devices accept.
const MOST_BYTES: usize = 64 * 1024;
/// Bytes of what grows with the lines of a ticket or of a day, and must not be refused for its size.
const MOST_BYTES_OF_A_FACT: usize = 256 * 1024;
/// Z numbers left out for every epoch whose file could not be read: more than a till closes in a year.
const Z_JUMP: i64 = 1_000;
/// Version of the envelope.
const ENVELOPE: u32 = 1;

/// This device's place in the log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Minted once, on the first start.
    pub id: Uuid,
    /// Grows when the device's store was restored, so that numbers are never reused.
    pub epoch: i64,
    /// Number of the newest operation in this epoch; 0 when there is none.
    pub last_n: i64,
    /// Hash of the newest operation in this epoch.
    pub last_hash: Vec<u8>,
    /// Newest hybrid logical clock: 48 bits of milliseconds, 16 of counter.
    pub hlc: i64,
    /// The till this device works as.
    pub till_id: Uuid,
    /// The epoch its series were opened in. Behind `epoch`, new series are due.
    pub series_epoch: i64,
}

impl Device {
    /// The latest instant this device ever wrote under, milliseconds UTC.
    pub fn latest(&self) -> Millis {
        self.hlc >> 16
    }
}

/// One line of the log.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Operation {
    /// Version of this envelope.
    pub v: u32,
    /// The device that wrote it.
    pub dev: Uuid,
    /// That device's epoch.
    pub ep: i64,
    /// Contiguous within the epoch, from 1.
    pub n: i64,
    /// First and last `n` of the transaction it belongs to.
    pub tx: (i64, i64),
    /// Its identity.
    pub id: Uuid,
    /// The entity it is about.
    pub ent: Uuid,
    /// Hybrid logical clock as the device believed it.
    pub hlc: i64,
    /// Kind with version, and body.
    #[serde(flatten)]
    pub change: Value,
    /// Hash of the previous line, hexadecimal.
    pub prev: String,
}

/// Where the chain is broken.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ChainError {
    /// A number is missing or repeated.
    #[error("epoch {epoch}: expected operation {expected}, found {found}")]
    Gap {
        /// The epoch.
        epoch: i64,
        /// The number that should stand there.
        expected: i64,
        /// The number that stands there.
        found: i64,
    },
    /// The newest lines are gone.
    #[error("epoch {epoch}: the log ends at operation {found}, the device wrote {expected}")]
    Cut {
        /// The epoch.
        epoch: i64,
        /// The number it should end at.
        expected: i64,
        /// The number it ends at.
        found: i64,
    },
    /// A line was altered, or does not follow the one before it.
    #[error("epoch {epoch}, operation {n}: {what}")]
    Altered {
        /// The epoch.
        epoch: i64,
        /// The operation.
        n: i64,
        /// What does not match.
        what: &'static str,
    },
}

/// The chain hash of a line's exact bytes.
pub fn op_hash(line: &[u8]) -> [u8; 32] {
    let mut hasher = Sha256::new();
    hasher.update(HASH_PREFIX);
    hasher.update(line);
    hasher.finalize().into()
}

pub(crate) fn device(connection: &Connection) -> Result<Device> {
    let mut statement = connection
        .prepare_cached("SELECT id, epoch, last_n, last_hash, hlc, till_id, series_epoch FROM device WHERE one = 1")?;
    Ok(statement.query_row([], |row| {
        Ok(Device {
            id: row.get(0)?,
            epoch: row.get(1)?,
            last_n: row.get(2)?,
            last_hash: row.get(3)?,
            hlc: row.get(4)?,
            till_id: row.get(5)?,
            series_epoch: row.get(6)?,
        })
    })?)
}

/// Gives a new database its identity.
pub(crate) fn enrol(connection: &Connection, now: Millis) -> Result<()> {
    connection.execute(
        "INSERT OR IGNORE INTO device (one, id, epoch, last_n, last_hash, hlc, till_id, series_epoch, z_floor)
         VALUES (1, ?1, 1, 0, ?2, 0, ?3, 1, 0)",
        params![new_id(now), NO_HASH, new_id(now)],
    )?;
    Ok(())
}

/// Begins a new chain above epoch `above`, the newest known to have been used, after which no number of an old one can be
/// given out again. Zs go on above `given_z`, the newest that the lost file gave out. When it could not be read (`None`)
/// they leave out [`Z_JUMP`] numbers for each epoch gone by: a gap in the Zs can be explained, a number given to two of
/// them cannot; and a copy brought back twice leaves out twice as many.
pub(crate) fn next_epoch(connection: &Connection, above: i64, given_z: Option<i64>) -> Result<()> {
    let old = device(connection)?.epoch;
    let new = old.max(above) + 1;
    let known = z_given(connection)?;
    let floor = given_z.map_or(known + Z_JUMP * (new - old), |given| given.max(known));
    connection
        .prepare_cached("UPDATE device SET epoch = ?1, last_n = 0, last_hash = ?2, z_floor = ?3")?
        .execute(params![new, NO_HASH, floor])?;
    Ok(())
}

/// The newest Z number this device's till gave out or left out.
pub(crate) fn z_given(connection: &Connection) -> Result<i64> {
    let mut statement = connection.prepare_cached(
        "SELECT MAX(z_floor, COALESCE((SELECT MAX(z_number) FROM cash_close c WHERE c.till_id = device.till_id), 0))
         FROM device",
    )?;
    Ok(statement.query_row([], |row| row.get(0))?)
}

/// Appends the changes of one transaction.
pub(crate) fn append(connection: &Connection, now: Millis, changes: &[Change]) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut device = device(connection)?;
    let span = (device.last_n + 1, device.last_n + i64::try_from(changes.len()).unwrap_or(i64::MAX));
    for change in changes {
        device.last_n += 1;
        device.hlc = (now << 16).max(device.hlc + 1);
        let operation = Operation {
            v: ENVELOPE,
            dev: device.id,
            ep: device.epoch,
            n: device.last_n,
            tx: span,
            id: new_id(now),
            ent: change.entity(),
            hlc: device.hlc,
            change: serde_json::to_value(change)?,
            prev: hex(&device.last_hash),
        };
        let line = serde_json::to_vec(&operation)?;
        fits(change, &operation, &line)?;
        device.last_hash = op_hash(&line).to_vec();
        insert(connection, &operation, &line, &device.last_hash)?;
    }
    connection.prepare_cached("UPDATE device SET last_n = ?1, last_hash = ?2, hlc = ?3")?.execute(params![
        device.last_n,
        device.last_hash,
        device.hlc
    ])?;
    Ok(())
}

fn fits(change: &Change, operation: &Operation, line: &[u8]) -> Result<()> {
    let most = match change {
        Change::Sale(_)
        | Change::CashClose(_)
        | Change::Refund(_)
        | Change::FiscalFile(_)
        | Change::LicenceFile(_)
        | Change::FiscalDocEvent(_)
        | Change::FiscalFileEvent(_) => MOST_BYTES_OF_A_FACT,
        _ => MOST_BYTES,
    };
    if line.len() <= most {
        return Ok(());
    }
    Err(Error::TooLarge { kind: operation.change["kind"].as_str().unwrap_or_default().to_owned() })
}

fn insert(connection: &Connection, operation: &Operation, line: &[u8], hash: &[u8]) -> Result<()> {
    connection
        .prepare_cached("INSERT INTO oplog (dev, ep, n, line, hash) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![operation.dev, operation.ep, operation.n, line, hash])?;
    Ok(())
}

impl Reader<'_> {
    /// This device's place in the log.
    pub fn device(&self) -> Result<Device> {
        device(self.connection)
    }

    /// The exact bytes of every line, in the order they were written.
    pub fn log_lines(&self) -> Result<Vec<Vec<u8>>> {
        let mut statement = self.connection.prepare("SELECT line FROM oplog ORDER BY seq")?;
        let lines = statement.query_map([], |row| row.get(0))?;
        Ok(lines.collect::<rusqlite::Result<_>>()?)
    }

    /// Walks the whole log and checks numbers, links and hashes, and that this device's newest line is there. Answers how
    /// many lines it holds.
    pub fn verify_chain(&self) -> Result<std::result::Result<u64, ChainError>> {
        let mut statement = self.connection.prepare("SELECT dev, ep, n, line, hash FROM oplog ORDER BY dev, ep, n")?;
        let mut rows = statement.query([])?;
        let device = self.device()?;
        let (mut count, mut last, mut head) = (0, None, (0, NO_HASH.to_vec()));
        while let Some(row) = rows.next()? {
            let (dev, epoch, n): (Uuid, i64, i64) = (row.get(0)?, row.get(1)?, row.get(2)?);
            let (line, hash): (Vec<u8>, Vec<u8>) = (row.get(3)?, row.get(4)?);
            let previous = last.take().filter(|(chain, _, _)| *chain == (dev, epoch));
            let (expected, prev) = previous.map_or((1, NO_HASH.to_vec()), |(_, n, hash)| (n + 1, hash));
            if let Err(error) = check_link(epoch, n, expected, &line, &hash, &prev) {
                return Ok(Err(error));
            }
            if (dev, epoch) == (device.id, device.epoch) {
                head = (n, hash.clone());
            }
            last = Some(((dev, epoch), n, hash));
            count += 1;
        }
        Ok(check_head(&device, head).map(|()| count))
    }
}

fn check_head(device: &Device, (n, hash): (i64, Vec<u8>)) -> std::result::Result<(), ChainError> {
    let (epoch, expected) = (device.epoch, device.last_n);
    if n != expected {
        return Err(ChainError::Cut { epoch, expected, found: n });
    }
    if hash != device.last_hash {
        return Err(ChainError::Altered { epoch, n, what: "the newest line is not the one the device wrote" });
    }
    Ok(())
}

fn check_link(
    epoch: i64,
    n: i64,
    expected: i64,
    line: &[u8],
    hash: &[u8],
    prev: &[u8],
) -> std::result::Result<(), ChainError> {
    if n != expected {
        return Err(ChainError::Gap { epoch, expected, found: n });
    }
    let altered = |what| Err(ChainError::Altered { epoch, n, what });
    if op_hash(line).as_slice() != hash {
        return altered("the line does not match its hash");
    }
    match serde_json::from_slice::<Operation>(line) {
        Ok(operation) if operation.prev == hex(prev) && operation.n == n => Ok(()),
        Ok(_) => altered("the line does not follow the one before it"),
        Err(_) => altered("the line is not an operation"),
    }
}

/// Applies the lines of a log, in order, to a store that has none of them. Derived tables are rebuilt on the way.
pub fn replay(store: &Store, lines: &[Vec<u8>]) -> Result<()> {
    store.with_writer(|writer| {
        let transaction = writer.transaction()?;
        for line in lines {
            let operation: Operation = serde_json::from_slice(line)?;
            let change: Change = serde_json::from_value(operation.change.clone())?;
            change.apply(&transaction)?;
            insert(&transaction, &operation, line, &op_hash(line))?;
        }
        Ok(transaction.commit()?)
    })
}

/// Lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
