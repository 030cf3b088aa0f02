//! The other side: signing. Only for the seller's tool and the cloud; the shop's program is built without it.

mod renewal;
pub mod sealed;
pub mod series;
mod signer;

pub use renewal::renewed_through;
pub use signer::{IssueError, Issuer, Root, voice_secret};
