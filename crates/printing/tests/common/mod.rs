//! Tickets worth looking at, and the tools they are read back with.
#![allow(dead_code, reason = "each test file uses its own part")]

pub mod decoded;
pub mod electronic;
pub mod situations;
pub mod tools;
