//! Journeys and proofs across the rooms, and what they share: the built program as a process, a printer on loopback, a
//! cashier who speaks HTTP.

#![allow(clippy::disallowed_methods, reason = "tests start the program and its tools")]

pub mod cashier;
pub mod paper;
pub mod program;
