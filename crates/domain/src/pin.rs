//! PINs: which are accepted, and how long to wait after wrong tries.

/// Tries before the first wait.
const FREE_TRIES: u32 = 4;

/// Seconds to wait after `failed` wrong tries in a row: none for the first four, then 30 s, doubling up to 15 minutes, so
/// that ten thousand PINs cannot be tried in a night.
pub fn wait_seconds(failed: u32) -> u32 {
    match failed.checked_sub(FREE_TRIES) {
        None | Some(0) => 0,
        Some(over) => (30_u32 << (over - 1).min(5)).min(900),
    }
}

/// Tries left before the person has to wait.
pub fn tries_left(failed: u32) -> u32 {
    (FREE_TRIES + 1).saturating_sub(failed)
}

/// Whether a PIN can be guessed at once: not four to six digits, one digit repeated, or a run such as 1234.
pub fn is_weak(pin: &str) -> bool {
    let digits = pin.as_bytes();
    if !(4..=6).contains(&digits.len()) || !digits.iter().all(u8::is_ascii_digit) {
        return true;
    }
    let steps: Vec<i16> = digits.windows(2).map(|pair| i16::from(pair[1]) - i16::from(pair[0])).collect();
    [0, 1, -1].iter().any(|step| steps.iter().all(|found| found == step))
}
