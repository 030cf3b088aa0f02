//! A few journeys in the real window, driven through WebDriver: what only the window can show.
//!
//! `cargo xtask test` runs them under a virtual display, one at a time. The program under test is started by the driver, so
//! a journey that kills it finds it by the folder on its command line.

#![allow(clippy::disallowed_methods, reason = "journeys start the driver and end the program")]

mod counter;
mod seller;

use std::time::Duration;

use caserita_tests::{cashier::Cashier, paper::Printer, program::Serving};
use counter::{Counter, ENTER};
use seller::Seller;
use serde_json::json;

type Outcome = Result<(), Box<dyn std::error::Error>>;

/// A demo shop whose printer is on loopback and whose caja is open, with nobody at the till.
async fn shop_with(printer: &Printer) -> tempfile::TempDir {
    let port = printer.address.port();
    tokio::task::spawn_blocking(move || prepared(port)).await.expect("the shop is prepared")
}

fn prepared(printer_port: u16) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path());
    let owner = Cashier::log_in(&serving.address, "owner");
    let mut profile = owner.get("/v1/printer").expect("a profile");
    profile["transport"] = json!({ "kind": "tcp", "host": "127.0.0.1", "port": printer_port });
    owner.post("/v1/printer", &profile).expect("it is stored");
    owner.post("/v1/cash/open", &json!({ "float": 5_000 })).expect("it opens");
    folder
}

fn barcode() -> (String, String) {
    let demo: serde_json::Value =
        serde_json::from_str(include_str!("../../assets/demo/minimarket.json")).expect("the demo is JSON");
    let products = demo["products"].as_array().expect("products");
    let product = products
        .iter()
        .find(|product| product["weighed"] == false && product["presentations"][0]["barcodes"][0].is_string())
        .expect("a coded product");
    let text = |value: &serde_json::Value| value.as_str().expect("a text").to_owned();
    (text(&product["name"]), text(&product["presentations"][0]["barcodes"][0]))
}

#[tokio::test]
async fn a_new_shop_is_ready_to_sell_after_one_short_form() -> Outcome {
    let folder = tempfile::tempdir()?;
    let counter = Counter::open(folder.path()).await?;
    counter.sees("¿Cómo se llama tu tienda?").await?;
    counter.fills("Nombre de la tienda, como sale en el ticket", "Bodega Ñusta").await?;
    counter.fills("Tu nombre", "Rosario Quispe").await?;
    for label in ["PIN, de 4 a 6 dígitos", "El PIN otra vez"] {
        counter.fills(label, "2580").await?;
    }
    counter.presses("Empezar a vender").await?;
    counter.sees("La caja está cerrada").await?;
    counter.close().await
}

#[tokio::test]
async fn law_02_the_window_dies_and_opens_again_on_the_same_cart() -> Outcome {
    let printer = Printer::on();
    let folder = shop_with(&printer).await;
    let (name, code) = barcode();
    let counter = Counter::open(folder.path()).await?;
    counter.logs_in("owner").await?;
    counter.scans(&code).await?;
    counter.sees(&name).await?;
    counter.dies().await?;

    let counter = Counter::open(folder.path()).await?;
    counter.logs_in("owner").await?;
    counter.sees(&name).await?;
    counter.close().await
}

#[tokio::test]
async fn a_sale_by_keyboard_alone_comes_out_of_the_printer() -> Outcome {
    let printer = Printer::on();
    let folder = shop_with(&printer).await;
    let (name, code) = barcode();
    let counter = Counter::open(folder.path()).await?;
    counter.logs_in("owner").await?;
    counter.scans(&code).await?;
    counter.sees(&name).await?;
    counter.types(&ENTER.to_string()).await?;
    counter.types(&ENTER.to_string()).await?;
    counter.sees("Venta guardada").await?;
    for _ in 0..100 {
        if let Some(job) = printer.jobs().first() {
            let text = String::from_utf8_lossy(&job.bytes).into_owned();
            assert!(text.contains("NV01-00000001"), "the receipt carries its number");
            return counter.close().await;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    panic!("nothing reached the printer");
}

/// A shop of its own whose membership ended long ago, and the text that renews it.
fn locked_shop() -> (tempfile::TempDir, String) {
    const RUC: &str = "20999000127";
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path());
    let owner = Cashier::log_in(&serving.address, "owner");
    let mut shop = owner.get("/v1/shop").expect("a shop");
    shop["ruc"] = json!(RUC);
    shop.as_object_mut().expect("a shop").remove("demo");
    owner.post("/v1/shop", &shop).expect("it is stored");
    let seller = Seller::to(RUC);
    let over = json!({ "text": seller.permits(&owner, "2026-01-31"), "channel": "file" });
    let taken = owner.post("/v1/licence/import", &over).expect("it answers");
    assert_eq!(taken["licence"]["state"], "locked_readonly", "{taken}");
    let renewal = seller.permits(&owner, "2046-01-31");
    (folder, renewal)
}

#[tokio::test]
async fn law_12_a_locked_window_takes_its_licence_and_sells_again() -> Outcome {
    let (folder, renewal) = tokio::task::spawn_blocking(locked_shop).await?;
    let (name, code) = barcode();
    let counter = Counter::open(folder.path()).await?;
    counter.enters_pin("owner").await?;
    counter.sees("no se pueden empezar ventas").await?;
    counter.presses("Traer la licencia").await?;
    counter.sees("Texto del QR").await?;
    counter.pastes(&renewal).await?;
    counter.presses("Usar este texto").await?;
    counter.sees("Tu licencia está al día").await?;
    counter.goes_to("Venta").await?;
    counter.sees("La caja está cerrada").await?;
    counter.types(&format!("50{ENTER}")).await?;
    counter.sees("Lector listo").await?;
    counter.scans(&code).await?;
    counter.sees(&name).await?;
    counter.types(&ENTER.to_string()).await?;
    counter.types(&ENTER.to_string()).await?;
    counter.sees("Venta guardada").await?;
    counter.close().await
}
