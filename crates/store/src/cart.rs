//! Drafts: the open cart of each till and the carts on hold. A draft is one document, written whole at every change.

use rusqlite::{OptionalExtension, Row, params};
use serde::{Serialize, de::DeserializeOwned};
use uuid::Uuid;

use crate::{
    Millis, Reader, Result, Topic, Tx,
    value::{collect, named},
};

/// Where a draft stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CartState {
    /// Being filled at its till; at most one a till.
    Open,
    /// Waiting, for any till to recall.
    Held,
}

impl CartState {
    const fn as_str(self) -> &'static str {
        match self {
            CartState::Open => "open",
            CartState::Held => "held",
        }
    }

    fn parse(name: &str) -> Option<CartState> {
        [CartState::Open, CartState::Held].into_iter().find(|state| state.as_str() == name)
    }
}

/// A stored draft.
#[derive(Debug, Clone, PartialEq)]
pub struct CartRow<D> {
    /// Identity; the sale keeps it.
    pub id: Uuid,
    /// The till it was filled at.
    pub till_id: Uuid,
    /// Open or held.
    pub state: CartState,
    /// The draft itself.
    pub draft: D,
    /// Last change, milliseconds UTC.
    pub updated_at: Millis,
}

fn cart<D: DeserializeOwned>(row: &Row) -> Result<CartRow<D>> {
    Ok(CartRow {
        id: row.get("id")?,
        till_id: row.get("till_id")?,
        state: named(row, "state", CartState::parse)?,
        draft: serde_json::from_str(&row.get::<_, String>("body")?)?,
        updated_at: row.get("updated_at")?,
    })
}

impl Reader<'_> {
    /// The open cart of a till.
    pub fn open_cart<D: DeserializeOwned>(&self, till_id: Uuid) -> Result<Option<CartRow<D>>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM cart WHERE till_id = ?1 AND state = 'open'")?;
        statement.query_row([till_id], |row| Ok(cart(row))).optional()?.transpose()
    }

    /// One draft.
    pub fn cart<D: DeserializeOwned>(&self, id: Uuid) -> Result<Option<CartRow<D>>> {
        let mut statement = self.connection.prepare_cached("SELECT * FROM cart WHERE id = ?1")?;
        statement.query_row([id], |row| Ok(cart(row))).optional()?.transpose()
    }

    /// Drafts on hold, oldest first.
    pub fn held_carts<D: DeserializeOwned>(&self) -> Result<Vec<CartRow<D>>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM cart WHERE state = 'held' ORDER BY updated_at, id")?;
        collect(statement.query([])?, cart)
    }

    /// How many drafts are on hold.
    pub fn held_count(&self) -> Result<i64> {
        Ok(self
            .connection
            .prepare_cached("SELECT COUNT(*) FROM cart WHERE state = 'held'")?
            .query_row([], |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Stores a draft.
    pub fn save_cart<D: Serialize>(&mut self, id: Uuid, till_id: Uuid, state: CartState, draft: &D) -> Result<()> {
        self.connection
            .prepare_cached(
                "INSERT INTO cart (id, till_id, state, body, updated_at) VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT (id) DO UPDATE SET till_id = excluded.till_id, state = excluded.state, body = excluded.body,
                                                updated_at = excluded.updated_at",
            )?
            .execute(params![id, till_id, state.as_str(), serde_json::to_string(draft)?, self.now()])?;
        self.touch(Topic::Cart);
        if state == CartState::Held {
            self.touch(Topic::Held);
        }
        Ok(())
    }

    /// Forgets a draft that was paid or given up.
    pub fn drop_cart(&mut self, id: Uuid) -> Result<()> {
        self.connection.prepare_cached("DELETE FROM cart WHERE id = ?1")?.execute([id])?;
        self.touch(Topic::Cart);
        self.touch(Topic::Held);
        Ok(())
    }
}
