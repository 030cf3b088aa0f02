//! The licence from both ends: what the seller signs and what a till then takes, refuses and decides.
#![allow(clippy::disallowed_methods, reason = "asks openssl to check our signatures")]

mod corpus;
mod demo;
mod files;
mod fixture;
mod gains;
mod life;
mod machine;
mod openssl;
mod rotation;
mod sessions;
mod starts;
mod states;
mod table;
mod taking;
mod till;
mod voices;
