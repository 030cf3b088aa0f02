//! What tests are written with: a whole till in a temporary folder behind its real router, with a clock that is turned by
//! hand and a printer that keeps what it is sent.
//!
//! ```no_run
//! # async fn story() {
//! use caserita_testkit::{Person, a_product, a_till};
//! use serde_json::json;
//!
//! let till = a_till().with(a_product("Arroz").price(400).code("7750182000017")).open().await;
//! till.log_in(Person::Cashier).await;
//! let answer = till.post("/v1/cart/scan", json!({ "code": "7750182000017" })).await.ok();
//! assert_eq!(answer["cart"]["totals"]["total"], 400);
//! # }
//! ```

mod builder;
mod clock;
pub mod electronic;
mod people;
mod printer;
mod product;
mod reply;
mod seller;
pub mod sunat;
mod till;

pub use builder::{TillBuilder, a_till, the_demo_till};
pub use clock::{FakeClock, FakeMachine};
pub use people::Person;
pub use printer::{FakePrinter, SentJob};
pub use product::{AProduct, a_bag, a_product};
pub use reply::Reply;
pub use seller::{Deal, lima};
pub use till::TestTill;
