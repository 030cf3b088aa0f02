//! Categories.

use rusqlite::{Connection, OptionalExtension, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::product::reindex;
use crate::{Change, Patch, Reader, Register, Result};

/// A shelf of the catalogue.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Category {
    /// Identity.
    pub id: Uuid,
    /// Name, unique whatever its case.
    pub name: String,
}

/// A category and how many products stand in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CategoryRow {
    /// Identity.
    pub id: Uuid,
    /// Name.
    pub name: String,
    /// Active products.
    pub products: i64,
}

impl Register for Category {
    fn id(&self) -> Uuid {
        self.id
    }

    fn change(patch: Patch) -> Change {
        Change::Category(patch)
    }

    fn load(connection: &Connection, id: Uuid) -> Result<Option<Category>> {
        let mut statement = connection.prepare_cached("SELECT name FROM category WHERE id = ?1")?;
        Ok(statement.query_row([id], |row| Ok(Category { id, name: row.get(0)? })).optional()?)
    }

    fn save(&self, connection: &Connection) -> Result<()> {
        connection
            .prepare_cached(
                "INSERT INTO category (id, name) VALUES (?1, ?2) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
            )?
            .execute(params![self.id, self.name])?;
        let mut products = connection.prepare_cached("SELECT id FROM product WHERE category_id = ?1")?;
        let products: Vec<Uuid> = products.query_map([self.id], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        products.into_iter().try_for_each(|product| reindex(connection, product))
    }
}

impl Reader<'_> {
    /// One category.
    pub fn category(&self, id: Uuid) -> Result<Option<Category>> {
        Category::load(self.connection, id)
    }

    /// The category called `name`, whatever its case.
    pub fn category_by_name(&self, name: &str) -> Result<Option<Category>> {
        let mut statement = self.connection.prepare_cached("SELECT id, name FROM category WHERE name = ?1")?;
        Ok(statement.query_row([name], |row| Ok(Category { id: row.get(0)?, name: row.get(1)? })).optional()?)
    }

    /// Every category, by name.
    pub fn categories(&self) -> Result<Vec<CategoryRow>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT c.id, c.name, (SELECT COUNT(*) FROM product p WHERE p.category_id = c.id AND p.active = 1)
             FROM category c ORDER BY c.name COLLATE NOCASE",
        )?;
        let rows =
            statement.query_map([], |row| Ok(CategoryRow { id: row.get(0)?, name: row.get(1)?, products: row.get(2)? }))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
