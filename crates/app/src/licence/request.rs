//! What this till asks a lease with: a text for a stick, or for a QR code on the screen.

use caserita_licensing::{Fingerprint, lima::DAY, request::RequestTerms};
use caserita_printing::qr_svg;
use caserita_store::LicenceHappening;

use super::{
    clock::{Behind, record},
    held::KEY,
};
use crate::{App, Door, Error, Result, ports::VaultFailure, settings, till::lock};

/// Letters that a telephone still reads off a modest screen.
const QR_LETTERS: usize = 350;

/// The request in both of its forms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// For a file.
    pub text: String,
    /// The same for several QR codes, to be read in any order.
    pub qr_parts: Vec<QrPart>,
}

/// One QR code of several.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QrPart {
    /// What it says.
    pub text: String,
    /// The code, as a picture.
    pub svg: String,
}

impl App {
    /// The till's request.
    pub fn licence_request(&self, door: Door) -> Result<Request> {
        self.user_at(door)?;
        let _turn = lock(&self.licence.turn);
        self.ready_to_sign()?;
        let nonce = self.nonce()?;
        let shop = self.store.read(settings::shop)?;
        let values = self.licence.parts.machine.components();
        let made_at = self.now_millis();
        let block = self.with_licence(|held| {
            let terms = RequestTerms {
                fingerprint: Fingerprint::of(shop.ruc.as_deref().unwrap_or_default(), &values),
                licence_id: held.current().map(|(licence, _)| licence.terms().id.clone()),
                tax_id: shop.ruc,
                holder: Some(shop.legal_name.unwrap_or(shop.trade_name)).filter(|name| !name.is_empty()),
                nonce,
                made_at,
            };
            held.key.as_ref().map(|key| terms.sign(key))
        })?;
        let block = block.ok_or(Error::Internal("no key to sign with"))?;
        let part = |text: String| qr_svg(&text).map(|svg| QrPart { text, svg });
        let parts = block.compact_parts(QR_LETTERS).into_iter().map(part).collect::<Option<_>>();
        let qr_parts = parts.ok_or(Error::Internal("a request that no QR code holds"))?;
        Ok(Request { text: block.armoured(), qr_parts })
    }

    /// Makes a new key when the old one is gone: only now, since whoever asks wants to be activated anew. What hung on the
    /// old one goes on serving for its days. A keystore that is silent may answer yet, so it is given a day.
    fn ready_to_sign(&self) -> Result<()> {
        self.look_for_key()?;
        let (has_key, silent_for) = self.with_licence(|held| {
            let since = held.unreadable_since.unwrap_or(held.now());
            (held.key.is_some(), held.now().saturating_sub(since))
        })?;
        if has_key {
            return Ok(());
        }
        match self.vault.read(KEY) {
            Err(silence) if !silence.lost && silent_for < DAY => return Err(silence.into()),
            _ => {}
        }
        let failed = || VaultFailure { detail: "the till's key cannot be kept".into(), lost: false };
        let key = self.make_key().ok_or_else(failed)?;
        let name = key.public().kid().to_string();
        let behind = self.with_licence(|held| {
            held.key = Some(key);
            Behind::of(held)
        })?;
        self.transact_system(|tx| record(tx, &behind, None, (LicenceHappening::KeyMade, name), None))?;
        self.write_down()?;
        self.keep_memory(true)
    }

    /// The number that an answer about the time repeats.
    fn nonce(&self) -> Result<[u8; 8]> {
        let [a, b, c, d, e, f, g, h, ..] = self.licence.parts.machine.chance();
        let fresh = [a, b, c, d, e, f, g, h];
        let (nonce, is_new) = self.with_licence(|held| {
            held.stamp = held.stamp.asking(fresh);
            let nonce = held.stamp.open_question().map_or(fresh, |asked| asked.nonce);
            (nonce, nonce == fresh)
        })?;
        if is_new {
            self.keep_memory(true)?;
        }
        Ok(nonce)
    }
}
