//! What a shop decides: tax, price, payment, cash, access. Values in, values out.
//!
//! Nothing here knows a clock, a file, a network or a database. A decision that needs the time takes it as an argument, so
//! that every rule can be tested as a table and reused by the screen, the ticket and the electronic document alike.

pub mod access;
pub mod barcode;
pub mod business_day;
pub mod cash;
pub mod catalog;
pub mod charge;
pub mod document;
pub mod fiscal;
pub mod payment;
pub mod pin;
pub mod pricing;
pub mod refund;
pub mod reissue;
pub mod tax;
