//! A few journeys in the real window, driven through WebDriver: what only the window can show.
//!
//! `cargo xtask test` runs them under a virtual display, one at a time. The program under test is started by the driver, so
//! a journey that kills it finds it by the folder on its command line.

#![allow(clippy::disallowed_methods, reason = "journeys start the driver and end the program")]

mod counter;
mod seller;

use std::{path::PathBuf, time::Duration};

use caserita_domain::business_day::business_date;
use caserita_tests::{cashier::Cashier, paper::Printer, program::Serving};
use chrono::{Days, Utc};
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

/// A shop of its own, and what its seller signed for it: the files of a membership that ends in three days, that ended
/// yesterday and that ended long ago, and of its renewal.
fn member() -> (tempfile::TempDir, Seller, [PathBuf; 4]) {
    const RUC: &str = "20999000127";
    let folder = tempfile::tempdir().expect("a folder");
    let serving = Serving::start(folder.path());
    let owner = Cashier::log_in(&serving.address, "owner");
    let mut shop = owner.get("/v1/shop").expect("a shop");
    shop["ruc"] = json!(RUC);
    shop.as_object_mut().expect("a shop").remove("demo");
    owner.post("/v1/shop", &shop).expect("it is stored");
    let today = business_date(Utc::now());
    let days = [today + Days::new(3), today - Days::new(1), today - Days::new(300), today + Days::new(6_000)];
    let seller = Seller::to(RUC);
    let files = days.map(|day| seller.permits(&owner, &day.to_string()));
    (folder, seller, files)
}

#[tokio::test]
async fn law_12_a_window_is_warned_given_grace_locked_and_takes_its_licence_and_sells_again() -> Outcome {
    let (folder, _seller, [warning, grace, over, renewal]) = tokio::task::spawn_blocking(member).await?;
    let (name, code) = barcode();
    let counter = Counter::open(folder.path()).await?;
    counter.enters_pin("owner").await?;
    counter.sees("La caja está cerrada").await?;
    counter.goes_to("Ajustes").await?;
    counter.goes_to("Licencia").await?;
    counter.sees("Estás probando Caserita").await?;
    counter.brings(&warning).await?;
    counter.sees("vence en 3 días").await?;
    counter.brings(&grace).await?;
    counter.sees("Puedes vender").await?;
    counter.brings(&over).await?;
    counter.sees("no se pueden empezar ventas").await?;
    counter.goes_to("Venta").await?;
    counter.presses("Traer la licencia").await?;
    counter.brings(&renewal).await?;
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
