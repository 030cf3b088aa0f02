//! The world outside the till, as the ports of `app` want it.

mod clock;
mod fiscal;
mod keepsake;
mod lookup;
mod machine;
mod places;
mod printer;
mod sunat;
mod vault;

pub use clock::SystemClock;
pub use fiscal::Sunat;
pub use keepsake::FileKeepsake;
pub use lookup::Lookups;
pub use machine::Machine;
pub use places::Places;
pub use printer::{Printers, SendLimits};
pub use sunat::{NotSent, Service, SunatClient, SunatLimits, Unanswered};
pub use vault::{FileVault, Key, Keystore, NoKeystore};
