//! caserita-app

pub mod ports;
