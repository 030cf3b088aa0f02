//! The one keyed digest behind stamps, voice codes and component digests.

use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// HMAC-SHA256 over a label and parts, each part with its length, so that no two lists of parts give the same bytes.
pub(crate) fn keyed(key: &[u8], label: &str, parts: &[&[u8]]) -> [u8; 32] {
    fed(key, label, parts).finalize().into_bytes().into()
}

/// Whether the digest begins with these bytes, compared in constant time.
pub(crate) fn matches(key: &[u8], label: &str, parts: &[&[u8]], beginning: &[u8]) -> bool {
    fed(key, label, parts).verify_truncated_left(beginning).is_ok()
}

fn fed(key: &[u8], label: &str, parts: &[&[u8]]) -> Hmac<Sha256> {
    // A key of one fixed length, whatever came in: a salt may be a word.
    let mut mac = Hmac::<Sha256>::new(&block_of(key).into());
    for part in [&[label.as_bytes()], parts].concat() {
        mac.update(&(part.len() as u64).to_be_bytes());
        mac.update(part);
    }
    mac
}

/// The key as HMAC's own block: its digest, then zeros.
fn block_of(key: &[u8]) -> [u8; 64] {
    let mut block = [0; 64];
    block[..32].copy_from_slice(&Sha256::digest(key));
    block
}
