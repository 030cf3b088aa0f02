//! What a till asks with: its key, what the machine is built of and a number used once, signed by that key.
//!
//! The same document travels as a file or, compact, as a QR code on the screen.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

use crate::{
    armour::{Block, Kind},
    device::{DeviceKey, DevicePublic, Fingerprint},
    keys::check_signature,
    payload::{Fields, Writer},
    refusal::Refusal,
};

const KNOWN: [&str; 9] = ["fmt", "device_pub", "fp", "lic_id", "tax_id", "holder", "nonce", "made_at", "crit"];

/// What a till asks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RequestTerms {
    /// What the machine is built of.
    pub fingerprint: Fingerprint,
    /// The licence that the shop holds, if it holds one.
    pub licence_id: Option<String>,
    /// The shop's RUC, if it has set one.
    pub tax_id: Option<String>,
    /// The shop's name, for the technician to see whose request this is.
    pub holder: Option<String>,
    /// Eight random bytes: an answer about the time must repeat them.
    pub nonce: [u8; 8],
    /// The till's clock, in Unix milliseconds; it may be wrong.
    pub made_at: i64,
}

impl RequestTerms {
    /// The request, signed by the till.
    #[must_use]
    pub fn sign(&self, key: &DeviceKey) -> Block {
        let mut writer = Writer::new();
        writer.text("device_pub", &key.public().to_string()).texts("fp", &self.fingerprint.texts());
        for (name, value) in [("lic_id", &self.licence_id), ("tax_id", &self.tax_id), ("holder", &self.holder)] {
            if let Some(value) = value {
                writer.text(name, value);
            }
        }
        writer.text("nonce", &URL_SAFE_NO_PAD.encode(self.nonce)).int("made_at", self.made_at);
        key.sign(Kind::Request, writer.bytes())
    }
}

/// A request that its own key has signed: whoever sent it holds the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct VerifiedRequest {
    block: Block,
    device: DevicePublic,
    terms: RequestTerms,
}

impl VerifiedRequest {
    /// Checks that the request is signed by the key it names.
    ///
    /// # Errors
    /// [`Refusal::Damaged`], [`Refusal::Signature`] or another [`Refusal`] about its form.
    pub fn verify(block: &Block) -> Result<VerifiedRequest, Refusal> {
        if block.kind != Kind::Request {
            return Err(Refusal::Damaged);
        }
        let fields = Fields::read(&block.payload, &KNOWN)?;
        let device = DevicePublic::parse(fields.text("device_pub", 64)?)?;
        if device.kid() != block.kid {
            return Err(Refusal::Damaged);
        }
        check_signature(device.key(), block)?;
        let owned = |text: Option<&str>| text.filter(|text| !text.is_empty()).map(str::to_owned);
        let terms = RequestTerms {
            fingerprint: Fingerprint::parse(&fields.texts("fp", 16, 32)?)?,
            licence_id: owned(fields.optional_text("lic_id", 64)?),
            tax_id: owned(fields.optional_text("tax_id", 16)?),
            holder: owned(fields.optional_text("holder", 200)?),
            nonce: nonce_from(fields.text("nonce", 16)?)?,
            made_at: fields.moment("made_at")?,
        };
        Ok(VerifiedRequest { block: block.clone(), device, terms })
    }

    /// The key that signed it.
    #[must_use]
    pub const fn device(&self) -> DevicePublic {
        self.device
    }

    /// What it asks.
    #[must_use]
    pub const fn terms(&self) -> &RequestTerms {
        &self.terms
    }

    /// The request as it was carried.
    #[must_use]
    pub const fn block(&self) -> &Block {
        &self.block
    }
}

pub(crate) fn nonce_from(text: &str) -> Result<[u8; 8], Refusal> {
    URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| bytes.try_into().ok()).ok_or(Refusal::Damaged)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::armour;

    fn terms() -> RequestTerms {
        RequestTerms {
            fingerprint: Fingerprint::of("s", &[(crate::device::Component::DiskSerial, "S3Z9NB0K".to_owned())]),
            licence_id: Some("L-1".to_owned()),
            tax_id: None,
            holder: Some("Bodega Ñusta".to_owned()),
            nonce: [3; 8],
            made_at: 1_790_000_000_000,
        }
    }

    #[test]
    fn a_request_proves_that_its_sender_holds_the_key() {
        let key = DeviceKey::from_seed(&[1; 32]);
        let block = terms().sign(&key);
        for text in [block.armoured(), block.compact()] {
            let read = armour::read(&text).unwrap();
            let request = VerifiedRequest::verify(&read[0]).unwrap();
            assert_eq!((request.device(), request.terms()), (key.public(), &terms()));
        }
    }

    #[test]
    fn another_signature_or_another_key_is_refused() {
        let block = terms().sign(&DeviceKey::from_seed(&[1; 32]));
        let other = terms().sign(&DeviceKey::from_seed(&[2; 32]));
        let swapped = Block { signature: other.signature, ..block.clone() };
        assert_eq!(VerifiedRequest::verify(&swapped), Err(Refusal::Signature));
        let renamed = Block { kid: other.kid, ..block.clone() };
        assert_eq!(VerifiedRequest::verify(&renamed), Err(Refusal::Damaged));
        let relabelled = Block { kind: Kind::Lease, ..block };
        assert_eq!(VerifiedRequest::verify(&relabelled), Err(Refusal::Damaged));
    }
}
