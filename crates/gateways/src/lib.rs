//! The world outside the till, as the ports of `app` want it.

mod printer;

pub use printer::{Printers, SendLimits};
