//! The use cases of a till: when something happens, in one transaction, by whom, and what must be told.
//!
//! Every change passes [`App`]'s one write gate (`gate.rs`): permission, idempotency key, the change itself, audit row,
//! operation log, commit, topics. Decisions are made by `domain`; this crate brings them their values and keeps the outcome.

pub mod cart;
pub mod cash;
pub mod catalog;
mod clock;
pub mod copies;
mod counter;
mod csv;
pub mod customers;
mod error;
pub mod exports;
pub mod fiscal;
mod gate;
mod housekeeping;
pub mod licence;
pub mod model;
mod numbering;
mod page;
pub mod people;
pub mod ports;
pub mod printing;
pub mod recovery;
pub mod sales;
pub mod selftest;
pub mod session;
pub mod settings;
pub mod setup;
mod till;

pub use clock::Clock;
pub use error::{Error, OverCeiling, Result};
pub use gate::{Approval, Call, Door};
pub use till::{App, Listener, Parts};
