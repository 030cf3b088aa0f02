//! Customers and finding them by number, name, alias or phone.

use caserita_domain::document::IdentityType;
use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::{
    Change, Patch, Reader, Register, Result,
    catalog::words_query,
    value::{collect, named},
};

/// Someone who buys.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Customer {
    /// Identity.
    pub id: Uuid,
    /// Kind of identity document.
    pub doc_type: IdentityType,
    /// Its number.
    pub doc_number: Option<String>,
    /// Name or razón social.
    pub name: String,
    /// What the neighbourhood calls them.
    pub alias: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Mail.
    pub email: Option<String>,
}

impl Register for Customer {
    fn id(&self) -> Uuid {
        self.id
    }

    fn change(patch: Patch) -> Change {
        Change::Customer(patch)
    }

    fn load(connection: &Connection, id: Uuid) -> Result<Option<Customer>> {
        let mut statement = connection.prepare_cached("SELECT * FROM customer WHERE id = ?1")?;
        statement.query_row([id], |row| Ok(customer(row))).optional()?.transpose()
    }

    fn save(&self, connection: &Connection) -> Result<()> {
        let seq: i64 = connection
            .prepare_cached(
                "INSERT INTO customer (id, doc_type, doc_number, name, alias, phone, address, email)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
                 ON CONFLICT (id) DO UPDATE SET doc_type = excluded.doc_type, doc_number = excluded.doc_number,
                     name = excluded.name, alias = excluded.alias, phone = excluded.phone, address = excluded.address,
                     email = excluded.email
                 RETURNING seq",
            )?
            .query_row(
                params![
                    self.id,
                    self.doc_type.as_str(),
                    self.doc_number,
                    self.name,
                    self.alias,
                    self.phone,
                    self.address,
                    self.email
                ],
                |row| row.get(0),
            )?;
        let words: Vec<&str> = [Some(&self.name), self.alias.as_ref(), self.doc_number.as_ref(), self.phone.as_ref()]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect();
        connection
            .prepare_cached("INSERT OR REPLACE INTO customer_words (rowid, text) VALUES (?1, ?2)")?
            .execute(params![seq, words.join(" ")])?;
        Ok(())
    }
}

fn customer(row: &Row) -> Result<Customer> {
    Ok(Customer {
        id: row.get("id")?,
        doc_type: named(row, "doc_type", IdentityType::parse)?,
        doc_number: row.get("doc_number")?,
        name: row.get("name")?,
        alias: row.get("alias")?,
        phone: row.get("phone")?,
        address: row.get("address")?,
        email: row.get("email")?,
    })
}

impl Reader<'_> {
    /// One customer.
    pub fn customer(&self, id: Uuid) -> Result<Option<Customer>> {
        Customer::load(self.connection, id)
    }

    /// The customer with this document.
    pub fn customer_by_document(&self, kind: IdentityType, number: &str) -> Result<Option<Customer>> {
        let mut statement =
            self.connection.prepare_cached("SELECT * FROM customer WHERE doc_type = ?1 AND doc_number = ?2")?;
        statement.query_row(params![kind.as_str(), number], |row| Ok(customer(row))).optional()?.transpose()
    }

    /// Customers whose number, name, alias or phone begins with every word of `text`; the newest when it is empty.
    pub fn customers(&self, text: &str, limit: i64) -> Result<Vec<Customer>> {
        let query = words_query(text);
        let mut statement = self.connection.prepare_cached(match query {
            Some(_) => {
                "SELECT c.* FROM customer_words w JOIN customer c ON c.seq = w.rowid
                 WHERE customer_words MATCH ?1 ORDER BY c.name COLLATE NOCASE LIMIT ?2"
            }
            None => "SELECT * FROM customer WHERE ?1 IS NULL ORDER BY seq DESC LIMIT ?2",
        })?;
        collect(statement.query(params![query, limit])?, customer)
    }
}
