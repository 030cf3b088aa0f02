//! The log's bytes are a promise to every later release and to the cloud: they are frozen here.

use caserita_domain::access::Role;
use caserita_store::{ChainError, Error, Operation, Setting, Store, User, op_hash};
use rusqlite::Connection;
use uuid::Uuid;

const LINES: &str = include_str!("fixtures/operations.ndjson");
const HASHES: &str = include_str!("fixtures/operations.sha256");

#[test]
fn law_08_the_bytes_of_an_operation_never_change() {
    assert_eq!(LINES.lines().count(), HASHES.lines().count());
    let mut prev = "0".repeat(64);
    for (line, hash) in LINES.lines().zip(HASHES.lines()) {
        let operation: Operation = serde_json::from_str(line).expect("an old line still parses");
        assert_eq!(
            serde_json::to_string(&operation).expect("it serialises"),
            line,
            "today's writer gives yesterday's bytes"
        );
        assert_eq!(operation.prev, prev, "each line names the one before it");
        let computed: String = op_hash(line.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(computed, hash, "the hash is over the exact bytes under its own prefix");
        prev = computed;
    }
}

#[test]
fn law_08_every_kind_of_operation_still_reads() {
    for line in LINES.lines() {
        let operation: Operation = serde_json::from_str(line).expect("an operation");
        let change: caserita_store::Change = serde_json::from_value(operation.change.clone()).expect("a known kind");
        assert_eq!(serde_json::to_value(&change).expect("it serialises"), operation.change, "nothing of it is lost");
        assert_eq!(change.entity(), operation.ent);
    }
}

fn shop_of_three() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let store = Store::open(folder.path(), 0).expect("a new store opens").store;
    for (now, name) in [(1_000, "Rosa"), (2_000, "Luis"), (500, "Ana")] {
        store
            .write(now, |tx| {
                let user = User { id: Uuid::now_v7(), name: name.into(), role: Role::Cashier, active: true };
                tx.set(&user)?;
                tx.audit("user.add", None, None, Some(user.id), serde_json::Map::new())
            })
            .expect("it is stored");
    }
    (folder, store)
}

fn verify(store: &Store) -> Result<u64, ChainError> {
    store.read(|reader| reader.verify_chain()).expect("it reads")
}

#[test]
fn law_08_numbers_are_contiguous_and_the_clock_never_goes_back() {
    let (_folder, store) = shop_of_three();
    assert_eq!(verify(&store), Ok(6));
    let lines = store.read(|reader| reader.log_lines()).expect("it reads");
    let operations: Vec<Operation> = lines.iter().map(|line| serde_json::from_slice(line).expect("an operation")).collect();
    assert_eq!(operations.iter().map(|op| op.n).collect::<Vec<_>>(), (1..=6).collect::<Vec<_>>());
    assert_eq!(operations.iter().map(|op| op.tx).collect::<Vec<_>>(), [(1, 2), (1, 2), (3, 4), (3, 4), (5, 6), (5, 6)]);
    assert!(operations.windows(2).all(|pair| pair[0].hlc < pair[1].hlc), "even when the computer's clock was set back");
}

/// Alters the log behind the store's back, as someone with the file could.
fn tamper(folder: &tempfile::TempDir, sql: &str) {
    let connection = Connection::open(folder.path().join("till.db")).expect("it opens");
    connection.execute_batch("DROP TRIGGER oplog_no_update; DROP TRIGGER oplog_no_delete;").expect("triggers go");
    connection.execute_batch(sql).expect("it is altered");
}

#[test]
fn law_08_an_altered_line_breaks_the_chain() {
    let (folder, store) = shop_of_three();
    tamper(&folder, "UPDATE oplog SET line = CAST (replace (CAST (line AS TEXT), 'Luis', 'Lucy') AS BLOB) WHERE n = 3");
    assert!(matches!(verify(&store), Err(ChainError::Altered { n: 3, .. })), "{:?}", verify(&store));
}

#[test]
fn law_08_a_missing_line_breaks_the_chain() {
    let (folder, store) = shop_of_three();
    tamper(&folder, "DELETE FROM oplog WHERE n = 4");
    assert_eq!(verify(&store), Err(ChainError::Gap { epoch: 1, expected: 4, found: 5 }));
}

#[test]
fn law_08_a_line_rehashed_by_a_forger_breaks_the_next_link() {
    let (folder, store) = shop_of_three();
    let mut line = store.read(|reader| reader.log_lines()).expect("it reads")[2].clone();
    let at = line.windows(4).position(|window| window == b"Luis").expect("the name is in it");
    line[at..at + 4].copy_from_slice(b"Lucy");
    let hash: String = op_hash(&line).iter().map(|byte| format!("{byte:02x}")).collect();
    let text: String = line.iter().map(|byte| format!("{byte:02x}")).collect();
    tamper(&folder, &format!("UPDATE oplog SET line = x'{text}', hash = x'{hash}' WHERE n = 3"));
    assert!(matches!(verify(&store), Err(ChainError::Altered { n: 4, .. })), "{:?}", verify(&store));
}

#[test]
fn law_08_a_cut_tail_is_found() {
    let (folder, store) = shop_of_three();
    tamper(&folder, "DELETE FROM oplog WHERE n > 4");
    assert_eq!(verify(&store), Err(ChainError::Cut { epoch: 1, expected: 6, found: 4 }));
}

#[test]
fn law_08_a_line_that_no_other_device_would_take_is_refused_whole() {
    let (_folder, store) = shop_of_three();
    let outcome: Result<_, Error> = store.write(3_000, |tx| {
        tx.set(&Setting::new("shop", &serde_json::json!({ "name": "Caserita", "logo_png": "A".repeat(64 * 1024) }))?)
    });
    assert!(matches!(&outcome, Err(Error::TooLarge { kind }) if kind == "setting.set/1"), "{outcome:?}");
    assert_eq!(verify(&store), Ok(6), "nothing of it is kept");
}

#[test]
fn the_audit_names_a_long_value_by_its_hash() {
    let (_folder, store) = shop_of_three();
    let about = Uuid::from_u128(7);
    for letter in ["A", "B"] {
        store
            .write(3_000, |tx| {
                tx.set(&Setting::new("shop", &serde_json::json!({ "name": letter, "logo_png": letter.repeat(10_000) }))?)?;
                tx.audit("settings", None, None, Some(about), serde_json::Map::new())
            })
            .expect("it is stored");
    }
    let row = store.read(|reader| reader.audit_of(about)).expect("it reads").remove(1);
    let (before, after) = (serde_json::to_string(&row.before), serde_json::to_string(&row.after));
    for (told, name) in [(before.expect("JSON"), "A"), (after.expect("JSON"), "B")] {
        assert!(told.contains("sha256:") && told.contains("(10000 bytes)") && told.len() < 400, "{told}");
        assert!(told.contains(&format!("\"name\":\"{name}\"")), "what a person reads stays: {told}");
    }
}

#[test]
fn the_audit_of_very_many_records_says_how_many() {
    let (_folder, store) = shop_of_three();
    let about = Uuid::from_u128(7);
    store
        .write(3_000, |tx| {
            for number in 0..1_000 {
                let user = User { id: tx.new_id(), name: format!("N.º {number}"), role: Role::Cashier, active: true };
                tx.set(&user)?;
            }
            tx.audit("user.import", None, None, Some(about), serde_json::Map::new())
        })
        .expect("it is stored");
    let row = store.read(|reader| reader.audit_of(about)).expect("it reads").remove(0);
    assert_eq!(serde_json::Value::Object(row.after), serde_json::json!({ "records": 1_000 }));
}
