//! The time as an answer to one request: the only thing that may set a till's trusted time back.
//!
//! A clock that once ran far ahead leaves a trusted time in the future. The remedy must not be a document that can be kept
//! in a drawer and shown again, so the answer repeats the request's number used once, and the till's sealed memory, which is
//! not put back with a database, takes none that is not later than the last: [`crate::Stamp::told`].

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    armour::{Block, Kind},
    device::DevicePublic,
    keys::{Keyring, Kid, Purpose, within},
    payload::{Fields, Writer},
    refusal::Refusal,
    request::nonce_from,
};

const KNOWN: [&str; 6] = ["fmt", "kid", "device_pub", "nonce", "at", "crit"];

/// What the answer says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TimeTerms {
    /// Who asked.
    pub device: DevicePublic,
    /// The request's number used once.
    pub nonce: [u8; 8],
    /// The signer's clock, in Unix milliseconds.
    pub at: i64,
}

impl TimeTerms {
    #[cfg_attr(not(feature = "issue"), allow(dead_code, reason = "written by whoever signs"))]
    pub(crate) fn payload(&self, kid: Kid) -> Vec<u8> {
        let mut writer = Writer::new();
        writer.text("kid", &kid.to_string()).text("device_pub", &self.device.to_string());
        writer.text("nonce", &URL_SAFE_NO_PAD.encode(self.nonce)).int("at", self.at).bytes()
    }
}

/// A signed time that answers this till's request.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerifiedTime(i64);

impl VerifiedTime {
    /// Checks signature, key, device and number.
    ///
    /// # Errors
    /// [`Refusal::OtherDevice`], [`Refusal::OtherRequest`], [`Refusal::RevokedKey`], or any about form, key or signature.
    pub fn verify(block: &Block, keys: &Keyring, device: &DevicePublic, nonce: [u8; 8]) -> Result<VerifiedTime, Refusal> {
        if block.kind != Kind::Time {
            return Err(Refusal::Damaged);
        }
        let certificate = keys.check(block, Purpose::Lease)?;
        let fields = Fields::read(&block.payload, &KNOWN)?;
        let at = fields.moment("at")?;
        if fields.text("kid", 16)? != block.kid.to_string() {
            return Err(Refusal::Damaged);
        }
        within(certificate, at)?;
        if keys.is_revoked(block.kid) {
            return Err(Refusal::RevokedKey);
        }
        if DevicePublic::parse(fields.text("device_pub", 64)?)? != *device {
            return Err(Refusal::OtherDevice);
        }
        if nonce_from(fields.text("nonce", 16)?)? != nonce {
            return Err(Refusal::OtherRequest);
        }
        Ok(VerifiedTime(at))
    }

    /// The signer's clock, in Unix milliseconds.
    #[must_use]
    pub const fn at(self) -> i64 {
        self.0
    }
}
