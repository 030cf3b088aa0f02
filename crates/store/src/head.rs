//! How far the log had come, kept beside the database. A database that knows less is an older one, put back by hand.

use std::fs;

use rusqlite::Connection;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{Device, Profile, Result, disk, oplog};

/// The newest operation known to be on the platter.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Head {
    pub device: Uuid,
    pub epoch: i64,
    pub n: i64,
    pub hash: String,
}

impl Head {
    /// What was kept, if it can be read. It is a safety net: without it the database is taken as it is.
    pub(crate) fn read(profile: &Profile) -> Option<Head> {
        serde_json::from_slice(&fs::read(profile.head()).ok()?).ok()
    }

    /// Keeps how far `device` has come.
    pub(crate) fn write(profile: &Profile, device: &Device) -> Result<()> {
        let hash = oplog::hex(&device.last_hash);
        let head = Head { device: device.id, epoch: device.epoch, n: device.last_n, hash };
        Ok(disk::replace(&profile.head(), &serde_json::to_vec(&head)?)?)
    }
}

/// Begins a new epoch when the database is older than what this folder has seen of its device.
pub(crate) fn settle(profile: &Profile, connection: &Connection) -> Result<()> {
    let device = oplog::device(connection)?;
    let Some(head) = Head::read(profile).filter(|head| head.device == device.id) else { return Ok(()) };
    if (head.epoch, head.n) > (device.epoch, device.last_n) {
        tracing::warn!(
            found.epoch = device.epoch,
            found.n = device.last_n,
            known.epoch = head.epoch,
            known.n = head.n,
            "an older database was put back; a new epoch begins"
        );
        oplog::next_epoch(connection, head.epoch, None)?;
        Head::write(profile, &oplog::device(connection)?)?;
    }
    Ok(())
}
