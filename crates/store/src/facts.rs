//! Facts cannot be changed, whoever tries.

#![cfg(test)]

use rusqlite::Connection;

use crate::{Error, Store};

/// Every table whose rows are written once.
const FACTS: [&str; 21] = [
    "oplog",
    "audit",
    "stock_movement",
    "cash_session",
    "cash_movement",
    "drawer_opening",
    "cash_close",
    "sale",
    "sale_line",
    "payment",
    "sale_void",
    "reprint",
    "fiscal_doc",
    "fiscal_file",
    "fiscal_file_line",
    "fiscal_event",
    "refund",
    "refund_line",
    "charge",
    "licence_file",
    "licence_event",
];

/// Inserts a row with some value in each column, whatever the column means.
fn insert_any(connection: &Connection, table: &str) {
    let mut columns = connection.prepare("SELECT name, type FROM pragma_table_info (?1)").expect("the table exists");
    let columns: Vec<(String, String)> = columns
        .query_map([table], |row| Ok((row.get(0)?, row.get(1)?)))
        .expect("columns")
        .map(|row| row.expect("a row"))
        .collect();
    let names: Vec<&str> = columns.iter().map(|(name, _)| name.as_str()).collect();
    let values: Vec<&str> = columns
        .iter()
        .map(|(_, kind)| match kind.as_str() {
            "INTEGER" => "1",
            "BLOB" => "x'01'",
            _ => "'a'",
        })
        .collect();
    let sql = format!("INSERT INTO {table} ({}) VALUES ({})", names.join(", "), values.join(", "));
    connection.execute(&sql, []).unwrap_or_else(|error| panic!("{table} takes a row: {error}"));
}

#[test]
fn law_04_no_fact_can_be_updated_deleted_or_replaced() {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path(), 0).expect("a new store opens").store;
    let attempts = store.with_writer(|writer| {
        writer.pragma_update(None, "foreign_keys", false)?;
        for table in FACTS {
            refuses_changes(writer, table);
        }
        Ok::<(), Error>(())
    });
    attempts.expect("the writer works");
}

/// Whoever writes does so through the till's own connection, as here.
fn refuses_changes(connection: &Connection, table: &str) {
    insert_any(connection, table);
    let column: String = connection
        .query_row("SELECT name FROM pragma_table_info (?1) LIMIT 1", [table], |row| row.get(0))
        .expect("it has a column");
    for attempt in [
        format!("UPDATE {table} SET {column} = {column}"),
        format!("DELETE FROM {table}"),
        format!("REPLACE INTO {table} SELECT * FROM {table}"),
    ] {
        let error = connection.execute(&attempt, []).expect_err(&attempt);
        assert!(error.to_string().contains("fact is immutable"), "{attempt}: {error}");
    }
}

#[test]
fn law_01_commits_are_flushed_to_the_platter() {
    let folder = tempfile::tempdir().expect("a folder");
    let opened = Store::open(folder.path(), 0).expect("a new store opens");
    let (journal, synchronous, foreign_keys) = opened.store.durability().expect("the writer tells");
    assert_eq!(
        (journal.as_str(), synchronous, foreign_keys),
        ("wal", 2, true),
        "WAL, synchronous=FULL (2), foreign keys on"
    );
}
