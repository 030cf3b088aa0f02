//! The world outside the till, as the ports of `app` want it.

mod clock;
mod printer;
mod sunat;

pub use clock::SystemClock;
pub use printer::{Printers, SendLimits};
pub use sunat::{NotSent, Service, SunatClient, SunatLimits, Unanswered};
