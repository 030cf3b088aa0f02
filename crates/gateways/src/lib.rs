//! The world outside the till, as the ports of `app` want it.

mod clock;
mod fiscal;
mod lookup;
mod places;
mod printer;
mod sunat;
mod vault;

pub use clock::SystemClock;
pub use fiscal::Sunat;
pub use lookup::Lookups;
pub use places::Places;
pub use printer::{Printers, SendLimits};
pub use sunat::{NotSent, Service, SunatClient, SunatLimits, Unanswered};
pub use vault::{FileVault, Key, Keystore, NoKeystore};
