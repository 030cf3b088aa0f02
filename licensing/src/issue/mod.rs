//! The other side: signing. Only for the seller's tool and the cloud; the shop's program is built without it.

pub mod sealed;
mod signer;

pub use signer::{IssueError, Issuer, Root, voice_secret};
