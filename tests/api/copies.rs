//! Copies made by hand, and what is in one.

use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Duration,
};

use caserita_testkit::{Person, TestTill, a_product, a_till};
use serde_json::{Value, json};
use tempfile::TempDir;

/// What another program says when it succeeds.
#[track_caller]
#[allow(clippy::disallowed_methods, reason = "a test asks programs we did not write")]
pub(crate) fn said_by(program: impl AsRef<OsStr>, arguments: &[&OsStr]) -> String {
    let output = Command::new(program).args(arguments).output().expect("the program runs");
    let said = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    assert!(output.status.success(), "{said} {}", String::from_utf8_lossy(&output.stderr));
    said
}

/// What sqlite3 answers about a file.
#[track_caller]
pub(crate) fn sqlite(file: &Path, sql: &str) -> String {
    said_by("sqlite3", &[file.as_os_str(), OsStr::new(sql)])
}

pub(crate) fn stick() -> TempDir {
    tempfile::tempdir().expect("a stick")
}

pub(crate) fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).expect("it is there");
    entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect()
}

/// A till with one sale, its owner at it.
pub(crate) async fn a_shop() -> TestTill {
    let till = a_till().with(a_product("Pan").price(100).stock(9)).cash(0).open().await;
    till.sell("Pan").await;
    till.log_in(Person::Owner).await;
    till
}

pub(crate) async fn copy_to(till: &TestTill, folder: &Path) -> Value {
    till.post("/v1/copies", json!({ "folder": folder })).await.ok()
}

pub(crate) fn path_of(copy: &Value) -> PathBuf {
    PathBuf::from(copy["path"].as_str().expect("a path"))
}

#[tokio::test]
async fn law_14_a_copy_is_whole_named_and_told() {
    let till = a_shop().await;
    let stick = stick();
    let copy = copy_to(&till, stick.path()).await;
    assert_eq!(names(stick.path()), ["caserita-bodega-de-prueba-2026-03-02-1000.db"]);
    let file = path_of(&copy);
    assert_eq!(sqlite(&file, "PRAGMA integrity_check; SELECT COUNT(*) FROM sale"), "ok\n1");
    let sum = said_by("sha256sum", &[file.as_os_str()]);
    assert!(sum.starts_with(copy["sha256"].as_str().expect("a digest")));
    assert_eq!(copy["bytes"], fs::metadata(&file).expect("it is there").len());

    let copies = till.get("/v1/copies").await.ok();
    assert_eq!((&copies["by_hand"][0]["path"], &copies["by_hand"][0]["there"]), (&copy["path"], &json!(true)));
    assert_eq!(copies["running"], Value::Null);
    fs::remove_file(&file).expect("somebody tidies up");
    assert_eq!(till.get("/v1/copies").await.ok()["by_hand"][0]["there"], false);
}

#[tokio::test]
async fn a_repeated_call_makes_one_copy() {
    let till = a_shop().await;
    let stick = stick();
    let input = json!({ "folder": stick.path() });
    let first = till.post_with_key("k", "/v1/copies", input.clone()).await.ok();
    assert_eq!(till.post_with_key("k", "/v1/copies", input).await.ok()["sha256"], first["sha256"]);
    assert_eq!(names(stick.path()).len(), 1);
}

#[tokio::test]
async fn law_13_a_copy_holds_no_password_and_no_certificate() {
    let till = a_till().electronic().open().await;
    till.log_in(Person::Owner).await;
    let secret = "clave-SOL-que-nadie-debe-leer";
    till.post("/v1/fiscal/sol", json!({ "password": secret })).await.ok();
    let stick = stick();
    let file = fs::read(path_of(&copy_to(&till, stick.path()).await)).expect("the copy");
    let holds = |needle: &[u8]| file.windows(needle.len()).any(|bytes| bytes == needle);
    assert!(!holds(secret.as_bytes()));
    assert!(!holds(caserita_testkit::electronic::CERTIFICATE_PASSWORD.as_bytes()));
    assert!(!holds(&caserita_testkit::electronic::CERTIFICATE[..64]));
    assert!(!holds(b"PRIVATE KEY"));
}

#[tokio::test]
async fn folders_that_will_not_do_are_told_apart() {
    let till = a_shop().await;
    let refused = async |folder: &Path, code: &str| {
        till.post("/v1/copies", json!({ "folder": folder })).await.refused(code);
    };
    refused(Path::new("/nowhere/at/all"), "copy.folder_missing").await;
    refused(Path::new(""), "copy.folder_missing").await;
    refused(till.folder.path(), "copy.own_folder").await;
    let file = stick().path().join("file");
    refused(&file, "copy.folder_missing").await;
    assert_eq!(till.get("/v1/copies").await.ok()["by_hand"], json!([]));
    // Not even an administrator makes a file there.
    refused(Path::new("/proc"), "copy.not_writable").await;
    assert_eq!(till.get("/v1/health").await.ok()["detail"], Value::Null, "the till's own file is sound");
}

#[tokio::test]
async fn a_download_is_a_copy_and_leaves_nothing_behind() {
    let till = a_shop().await;
    let reply = till.get("/v1/copies/download").await;
    assert_eq!((reply.status, reply.content_type.as_str()), (200, "application/vnd.sqlite3"));
    let stick = stick();
    let file = stick.path().join("copy.db");
    fs::write(&file, &reply.bytes).expect("it is saved");
    assert_eq!(sqlite(&file, "PRAGMA integrity_check; SELECT COUNT(*) FROM sale"), "ok\n1");
    for _ in 0..100 {
        if !names(&till.folder.path().join("copies")).iter().any(|name| name.starts_with("download-")) {
            return;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("what was handed out is removed");
}

#[tokio::test]
async fn a_copy_tells_what_is_in_it_and_what_would_be_lost() {
    let till = a_shop().await;
    let stick = stick();
    let copy = copy_to(&till, stick.path()).await;
    till.sell("Pan").await;
    till.sell("Pan").await;
    let look = till.post("/v1/copies/look", json!({ "source": { "file": copy["path"] } })).await.ok();
    assert_eq!((&look["shop"], &look["sales"], &look["products"]), (&json!("Bodega de prueba"), &json!(1), &json!(1)));
    assert_eq!(look["last_sale"]["number"], "NV01-00000001");
    assert_eq!((&look["lost_sales"], &look["other_shop"], &look["other_till"]), (&json!(2), &json!(false), &json!(false)));
    assert_eq!(names(stick.path()).len(), 1, "nothing was made beside it");

    let stranger = a_till().open().await;
    stranger.log_in(Person::Owner).await;
    let shop = json!({ "trade_name": "Otra bodega" });
    stranger.post("/v1/shop", shop).await.ok();
    let look = stranger.post("/v1/copies/look", json!({ "source": { "file": copy["path"] } })).await.ok();
    assert_eq!((&look["other_shop"], &look["other_till"]), (&json!(true), &json!(true)));
}

#[tokio::test]
async fn files_that_are_no_copy_are_told_apart() {
    let till = a_shop().await;
    let stick = stick();
    let sound = fs::read(path_of(&copy_to(&till, stick.path()).await)).expect("the copy");
    let file = |name: &str, bytes: &[u8]| {
        let path = stick.path().join(name);
        fs::write(&path, bytes).expect("it is written");
        path
    };
    let other = stick.path().join("other.db");
    sqlite(&other, "CREATE TABLE notes (text)");
    let newer = file("newer.db", &sound);
    sqlite(&newer, "UPDATE refinery_schema_history SET version = 99 WHERE version = 1");
    let mut hurt = sound.clone();
    hurt.iter_mut().skip(8192).step_by(3).for_each(|byte| *byte = 0xA5);
    let noise: Vec<u8> = (0..8192_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
    for (path, code) in [
        (stick.path().join("none.db"), "copy.missing"),
        (file("list.db", b"arroz;4.00"), "copy.not_database"),
        (file("cipher.db", &noise), "copy.encrypted"),
        (other, "copy.other_program"),
        (newer, "copy.newer"),
        (file("hurt.db", &hurt), "copy.damaged"),
    ] {
        till.post("/v1/copies/look", json!({ "source": { "file": path } })).await.refused(code);
        let restore = json!({ "source": { "file": path }, "pin": Person::Owner.pin() });
        till.post("/v1/copies/restore", restore).await.refused(code);
    }
    assert_eq!(till.get("/v1/health").await.ok()["detail"], Value::Null, "damage of a stick is not the till's");
    assert!(!till.folder.path().join("chosen.db").exists());
    till.sell("Pan").await;
}

#[tokio::test]
async fn selling_goes_on_while_a_copy_is_made() {
    let till = a_shop().await;
    let database = till.folder.path().join("till.db");
    sqlite(
        &database,
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
         INSERT INTO print_job (id, title, state, next_try, created_at, updated_at, payload)
         SELECT randomblob(16), 'x', 'done', 0, 0, 0, hex(randomblob(1000)) FROM n",
    );
    let stick = stick();
    let mut events = till.api.subscribe();
    let progress = tokio::spawn(async move {
        let mut told = 0;
        loop {
            match events.recv().await {
                Ok(event) => told += usize::from(serde_json::to_value(event).expect("JSON")["topic"] == "store"),
                Err(tokio::sync::broadcast::error::RecvError::Lagged(_)) => {}
                Err(_) => return told,
            }
            if told > 5 {
                return told;
            }
        }
    });
    let (api, body) = (till.api.clone(), json!({ "folder": stick.path() }).to_string().into_bytes());
    let copying = tokio::spawn(async move { api.dispatch("POST", "/v1/copies", Some("copy"), body).await.0 });
    let mut slowest = Duration::ZERO;
    let mut sold = 0;
    while !copying.is_finished() {
        let since = std::time::Instant::now();
        till.sell("Pan").await;
        slowest = slowest.max(since.elapsed());
        sold += 1;
    }
    assert_eq!(copying.await.expect("no panic"), 200);
    assert!(sold > 1, "{sold} sales");
    assert!(slowest < Duration::from_secs(2), "a sale waited {slowest:?}");
    let told = tokio::time::timeout(Duration::from_secs(5), progress).await;
    assert!(told.is_ok(), "progress is told while it is made");
    till.totals_hold();
}
