//! Who may sell with Caserita, until when, and on which machine: signed licences and leases, read and never written here.
//!
//! Pure: no clock, file, network or chance. Two documents arrive as text. The *licence* is the right (a plan, the trades,
//! how many tills); the *lease* is the permission of one machine to use it until a day. Both are carried as the exact bytes
//! that were signed. [`Store::take`] reads a file whole, [`decide`] says what the till may do now, [`TrustedTime`] says when
//! now is, and [`voice`] lends days over the telephone.
//!
//! A till's round, at its start and every minute or so:
//!
//! 1. read the three places: [`Stamp::newest`]; with none, [`Stamp::first`], or [`Stamp::regained`] where a log remembers;
//! 2. look at the clocks: [`Stamp::observe`], after [`Stamp::not_before`] with whatever is known to be past (the build's day,
//!    the lease's `issued_at`, verified receipts); keep [`Stamp::next`] sealed in all three;
//! 3. [`Store::open`] what was kept, [`Store::current`], [`Fingerprint::judge`];
//! 4. [`decide`], and let [`allowed`] and [`Decision::may_finish`] answer at the gate of each command.
//!
//! A file, a scan or a pasted text goes to [`Store::take`], a spoken code to [`voice::Unlocks::attempt`], an answer about the
//! time to [`Store::time`] and [`Stamp::told`]; then [`decide`] again: no restart.
//!
//! There is no way to get a [`VerifiedLicence`] or a [`VerifiedLease`] other than by verifying one. The feature `issue`
//! adds the other side, signing; the shop's program is built without it.

pub mod armour;
mod base32;
pub mod deed;
pub mod device;
#[cfg(feature = "issue")]
pub mod issue;
pub mod keys;
pub mod lease;
pub mod licence;
pub mod lima;
mod mac;
mod parts;
mod payload;
pub mod refusal;
pub mod request;
pub mod server_time;
pub mod stamp;
pub mod state;
pub mod store;
pub mod time;
pub mod voice;

pub use armour::{Block, Kind};
pub use deed::{Deed, allowed};
pub use device::{DeviceKey, DevicePublic, DeviceVerdict, Fingerprint};
pub use keys::{Keyring, Kid, Purpose, Roots};
pub use lease::{LeaseTerms, LockPolicy, VerifiedLease};
pub use licence::{Entitlement, LicenceTerms, Plan, VerifiedLicence};
pub use refusal::Refusal;
pub use request::VerifiedRequest;
pub use stamp::Stamp;
pub use state::{Decision, Facts, Flag, Rights, Session, State, decide};
pub use store::{Outcome, Shop, Store, Taken};
pub use time::{ClockFault, Reading, TrustedTime};

/// Whether this build can sign. The shop's program says in its self-test that it cannot.
pub const CAN_SIGN: bool = cfg!(feature = "issue");
