//! What the log determines, as text, to compare a store with its replay.

use rusqlite::Connection;

use crate::{Result, Store, value::collect};

impl Store {
    /// Every table that the log determines, row by row as text, ordered: equal for a store and its replay.
    pub fn dump_logged_tables(&self) -> Result<Vec<(String, Vec<String>)>> {
        const LOCAL: [&str; 9] = [
            "device",
            "idempotency",
            "pin",
            "cart",
            "print_job",
            "fiscal_wait",
            "fiscal_lookup",
            "licence_memory",
            "refinery_schema_history",
        ];
        self.read(|reader| {
            let mut names = reader.connection.prepare(
                "SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%' ORDER BY name",
            )?;
            let names: Vec<String> = names.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
            names
                .into_iter()
                .filter(|name| {
                    !LOCAL.contains(&name.as_str())
                        && !name.starts_with("sqlite_")
                        && !name.contains("_words_")
                        && !name.contains("_trigrams_")
                })
                .map(|name| Ok((name.clone(), dump_table(reader.connection, &name)?)))
                .collect::<Result<Vec<_>>>()
        })
    }
}

fn dump_table(connection: &Connection, name: &str) -> Result<Vec<String>> {
    let mut statement = connection.prepare(&format!("SELECT * FROM \"{name}\""))?;
    let columns = statement.column_count();
    let mut lines = collect(statement.query([])?, |row| {
        let cells: Vec<String> = (0..columns)
            .map(|index| row.get_ref(index).map(|value| format!("{value:?}")))
            .collect::<rusqlite::Result<_>>()?;
        Ok(cells.join("|"))
    })?;
    lines.sort();
    Ok(lines)
}
