//! The shop's data taken out as tables, read back by a reader we did not write.

use std::{ffi::OsStr, fs, io::Write, path::Path};

use caserita_testkit::{Person, Reply, TestTill, a_product, a_till};
use csv::{ReaderBuilder, StringRecord};
use serde_json::json;

use crate::copies::{said_by, sqlite};

/// A table as a spreadsheet reads it: heads and rows.
struct Table {
    heads: StringRecord,
    rows: Vec<StringRecord>,
}

impl Table {
    #[track_caller]
    fn of(reply: Reply) -> Table {
        assert_eq!((reply.status, reply.content_type.as_str()), (200, "text/csv; charset=utf-8"), "{}", reply.body);
        Table::read(&reply.bytes)
    }

    #[track_caller]
    fn read(bytes: &[u8]) -> Table {
        let text = bytes.strip_prefix("\u{feff}".as_bytes()).expect("a spreadsheet is told that it is UTF-8");
        assert!(text.ends_with(b"\r\n"), "rows end as Windows ends them");
        let mut reader = ReaderBuilder::new().delimiter(b';').from_reader(text);
        let heads = reader.headers().expect("heads").clone();
        Table { heads, rows: reader.records().map(|row| row.expect("a row of as many cells")).collect() }
    }

    #[track_caller]
    fn cell(&self, row: usize, head: &str) -> &str {
        let at = self.heads.iter().position(|found| found == head).expect("there is such a column");
        self.rows[row].get(at).expect("a cell")
    }
}

async fn export(till: &TestTill, what: &str) -> Table {
    Table::of(till.get(&format!("/v1/exports/{what}")).await)
}

#[tokio::test]
async fn products_come_out_as_they_are() {
    let name = "Arroz \"Costeño\"; extra,\tñandú";
    let arroz = a_product(name).price(1_234).stock(25).code("7750182000017").also("Saco", 50, 20_000);
    let till = a_till().with(arroz).with(a_product("Pan").price(5)).open().await;
    till.log_in(Person::Owner).await;
    let table = export(&till, "products").await;
    assert_eq!(table.rows.len(), 3, "a row a presentation");
    let stored = till.get("/v1/products").await.ok();
    assert_eq!(stored["rows"].as_array().map(Vec::len), Some(2));
    let shown = name.replace('\t', "");
    let row = (0..3).find(|row| table.cell(*row, "Precio") == "12.34").expect("the rice");
    assert_eq!(table.cell(row, "Producto"), shown);
    assert_eq!((table.cell(row, "Stock"), table.cell(row, "Contiene")), ("25.000", "1.000"));
    assert_eq!((table.cell(row, "Códigos de barras"), table.cell(row, "Afectación IGV")), ("7750182000017", "Gravado"));
    assert!((0..3).any(|row| table.cell(row, "Precio") == "0.05"));
}

#[tokio::test]
async fn what_looks_like_a_formula_is_only_text() {
    let till = a_till().open().await;
    till.log_in(Person::Owner).await;
    let formulas = ["=HYPERLINK(\"http://x\";\"y\")", "+51 999", "-2+3", "@SUM(1)"];
    for (number, formula) in formulas.iter().enumerate() {
        let customer = json!({ "doc_type": "dni", "doc_number": format!("1234567{number}"), "name": formula });
        till.post("/v1/customers", customer).await.ok();
    }
    let table = export(&till, "customers").await;
    let names: Vec<&str> = (0..formulas.len()).map(|row| table.cell(row, "Nombre")).collect();
    let expected: Vec<String> = formulas.iter().map(|formula| format!("'{formula}")).collect();
    assert_eq!(names, expected);
    assert_eq!((table.cell(0, "Tipo de documento"), table.cell(0, "Documento")), ("DNI", "12345670"));
}

#[tokio::test]
async fn sales_and_their_lines_add_up_to_what_the_till_says() {
    let till = a_till().with(a_product("Pan").price(115)).with(a_product("Leche").price(430)).cash(0).open().await;
    let (first, second) = (till.sell("Pan").await, till.sell("Leche").await);
    till.clock.days(1);
    till.add("Pan", 2_000).await;
    let cart = till.add("Leche", 1_000).await;
    till.pay(&cart).await;
    till.log_in(Person::Owner).await;
    let void = format!("/v1/sales/{}/void", second["sale_id"].as_str().expect("a sale"));
    till.post(&void, json!({ "reason": "=error" })).await.ok();

    let sales = export(&till, "sales").await;
    assert_eq!(sales.rows.len(), 3);
    assert_eq!((sales.cell(0, "Fecha"), sales.cell(0, "Hora")), ("2026-03-02", "10:00:00"));
    assert_eq!((sales.cell(0, "Serie"), sales.cell(0, "Número"), sales.cell(0, "Total")), ("NV01", "1", "1.15"));
    assert_eq!((sales.cell(0, "Efectivo"), sales.cell(0, "Redondeo"), sales.cell(0, "Yape")), ("1.10", "-0.05", ""));
    assert_eq!((sales.cell(1, "Anulada"), sales.cell(1, "Motivo de anulación")), ("Sí", "'=error"));
    assert_eq!((sales.cell(2, "Fecha"), sales.cell(2, "Total")), ("2026-03-03", "6.60"));
    let paid = till.get(&format!("/v1/sales/{}", first["sale_id"].as_str().expect("a sale"))).await.ok();
    assert_eq!(paid["totals"]["total"], 115);

    let lines = export(&till, "sale-lines").await;
    assert_eq!(lines.rows.len(), 4);
    assert_eq!((lines.cell(2, "Producto"), lines.cell(2, "Cantidad"), lines.cell(2, "Importe")), ("Pan", "2.000", "2.30"));

    let day = Table::of(till.get("/v1/exports/sales?from=2026-03-03&to=2026-03-03").await);
    assert_eq!((day.rows.len(), day.cell(0, "Número")), (1, "3"));
    let none = Table::of(till.get("/v1/exports/sales?from=2026-04-01").await);
    assert_eq!((none.rows.len(), none.heads.len()), (0, sales.heads.len()), "the heads are there all the same");
}

#[tokio::test]
async fn documents_come_out_with_what_sunat_said() {
    let till = a_till().with(a_product("Pan").price(118)).cash(0).electronic().open().await;
    let cart = till.add("Pan", 1_000).await;
    till.post("/v1/cart/document", json!({ "doc_kind": "boleta" })).await.ok();
    till.pay(&cart).await;
    till.send();
    till.log_in(Person::Owner).await;
    let table = export(&till, "documents").await;
    assert_eq!(table.rows.len(), 1);
    assert_eq!((table.cell(0, "Comprobante"), table.cell(0, "Ambiente")), ("Boleta", "Prueba"));
    assert_eq!((table.cell(0, "Gravada"), table.cell(0, "IGV"), table.cell(0, "Total")), ("1.00", "0.18", "1.18"));
    assert_eq!((table.cell(0, "Estado"), table.cell(0, "Código SUNAT")), ("Aceptado", "0"));
}

#[tokio::test]
async fn a_table_is_put_whole_into_a_folder() {
    let till = a_till().with(a_product("Pan").price(100)).open().await;
    till.log_in(Person::Owner).await;
    let folder = tempfile::tempdir().expect("a folder");
    for name in ["caserita-productos-2026-03-02.csv", "caserita-productos-2026-03-02 (2).csv"] {
        let put = till.post("/v1/exports/products", json!({ "folder": folder.path() })).await.ok();
        assert_eq!(Path::new(put["path"].as_str().expect("a path")), folder.path().join(name));
        assert_eq!(Table::read(&fs::read(folder.path().join(name)).expect("it is there")).rows.len(), 1);
    }
    assert_eq!(fs::read_dir(folder.path()).expect("it is there").count(), 2, "nothing half-written");
    till.post("/v1/exports/products", json!({ "folder": "/nowhere" })).await.refused("copy.folder_missing");
    till.post("/v1/exports/products", json!({ "folder": "/proc" })).await.refused("copy.not_writable");
}

#[tokio::test]
async fn law_12_it_is_kept_who_took_what_out() {
    let till = a_till().open().await;
    till.log_in(Person::Owner).await;
    export(&till, "customers").await;
    Table::of(till.get("/v1/exports/sales?from=2026-03-01&to=2026-03-02").await);
    let database = till.folder.path().join("till.db");
    let rows = sqlite(&database, "SELECT after FROM audit WHERE action = 'data.export' ORDER BY seq");
    assert_eq!(rows, "{\"export\":\"clientes\"}\n{\"export\":\"ventas\",\"from\":\"2026-03-01\",\"to\":\"2026-03-02\"}");
}

/// The most memory this process held since it was last asked, in kilobytes.
#[cfg(target_os = "linux")]
fn peak() -> u64 {
    let status = fs::read_to_string("/proc/self/status").expect("Linux tells");
    let line = status.lines().find(|line| line.starts_with("VmHWM")).expect("the peak");
    line.split_whitespace().nth(1).and_then(|kilobytes| kilobytes.parse().ok()).expect("a number")
}

/// Run by the test below in a process of its own, where no other test holds memory.
#[cfg(target_os = "linux")]
#[tokio::test]
#[ignore = "measured alone"]
async fn a_hundred_thousand_rows_alone() {
    use caserita_app::{Door, model::Export};

    struct Counted(u64);
    impl Write for Counted {
        fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
            self.0 += bytes.len() as u64;
            Ok(bytes.len())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }

    let till = a_till().open().await;
    till.log_in(Person::Owner).await;
    sqlite(
        &till.folder.path().join("till.db"),
        "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000)
         INSERT INTO customer (id, doc_type, name, address) SELECT randomblob(16), 'none', 'x' || i, hex(zeroblob(150)) FROM n",
    );
    fs::write("/proc/self/clear_refs", "5").expect("the peak is forgotten");
    let before = peak();
    let (_, plan) = till.app.plan_export(Door::Window, Export::Customers, None, None).expect("she may");
    let mut counted = Counted(0);
    till.app.export(plan, &mut counted).expect("it is written");
    let grown = peak() - before;
    assert!(counted.0 > 30_000_000, "{} bytes", counted.0);
    // The page cache of a reader is eight megabytes; the table is four times that.
    assert!(grown < 12_000, "memory grew by {grown} kB for {} bytes", counted.0);
}

#[cfg(target_os = "linux")]
#[test]
fn a_long_table_takes_no_more_memory_than_a_short_one() {
    let program = std::env::current_exe().expect("this program");
    let alone = ["--exact", "exports::a_hundred_thousand_rows_alone", "--ignored"].map(OsStr::new);
    let said = said_by(program, &alone);
    assert!(said.contains("1 passed"), "{said}");
}
