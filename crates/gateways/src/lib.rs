//! The world outside the till, as the ports of `app` want it.

mod clock;
mod fiscal;
mod printer;
mod sunat;
mod vault;

pub use clock::SystemClock;
pub use fiscal::Sunat;
pub use printer::{Printers, SendLimits};
pub use sunat::{NotSent, Service, SunatClient, SunatLimits, Unanswered};
pub use vault::FileVault;
