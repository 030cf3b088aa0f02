//! Users, and their PINs, which never leave this device.

use caserita_domain::access::Role;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Change, Millis, Patch, Reader, Register, Result, Topic, Tx,
    value::{collect, named},
};

/// Someone who works at the shop.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct User {
    /// Identity.
    pub id: Uuid,
    /// As colleagues say it.
    pub name: String,
    /// What they may do.
    pub role: Role,
    /// Whether they may log in.
    pub active: bool,
}

/// A PIN's hash and its wrong tries.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PinRow {
    /// argon2id in PHC string form.
    pub hash: String,
    /// Wrong tries in a row.
    pub failed: u32,
    /// No try counts before this instant, milliseconds UTC.
    pub wait_until: Millis,
}

impl Register for User {
    fn id(&self) -> Uuid {
        self.id
    }

    fn change(patch: Patch) -> Change {
        Change::User(patch)
    }

    fn load(connection: &Connection, id: Uuid) -> Result<Option<User>> {
        let mut statement = connection.prepare_cached("SELECT * FROM user WHERE id = ?1")?;
        statement.query_row([id], |row| Ok(user(row))).optional()?.transpose()
    }

    fn save(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO user (id, name, role, active) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (id) DO UPDATE SET name = excluded.name, role = excluded.role, active = excluded.active",
            )?
            .execute(params![self.id, self.name, self.role.as_str(), self.active])?;
        Ok(())
    }
}

fn user(row: &Row) -> Result<User> {
    Ok(User {
        id: row.get("id")?,
        name: row.get("name")?,
        role: named(row, "role", Role::parse)?,
        active: row.get("active")?,
    })
}

impl Reader<'_> {
    /// One user.
    pub fn user(&self, id: Uuid) -> Result<Option<User>> {
        User::load(self.connection, id)
    }

    /// Everyone, by name.
    pub fn users(&self) -> Result<Vec<User>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM user ORDER BY name COLLATE NOCASE, id")?;
        collect(statement.query([])?, user)
    }

    /// Someone's PIN.
    pub fn pin(&self, user_id: Uuid) -> Result<Option<PinRow>> {
        let mut statement = self.connection.prepare_cached("SELECT hash, failed, wait_until FROM pin WHERE user_id = ?1")?;
        Ok(statement
            .query_row([user_id], |row| Ok(PinRow { hash: row.get(0)?, failed: row.get(1)?, wait_until: row.get(2)? }))
            .optional()?)
    }
}

impl Tx<'_> {
    /// Stores a PIN's hash and tries.
    pub fn set_pin(&mut self, user_id: Uuid, pin: &PinRow) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO pin (user_id, hash, failed, wait_until) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (user_id) DO UPDATE SET hash = excluded.hash, failed = excluded.failed,
                                                     wait_until = excluded.wait_until",
            )?
            .execute(params![user_id, pin.hash, pin.failed, pin.wait_until])?;
        self.touch(Topic::Users);
        Ok(())
    }
}
