//! Codes as a reader sends them.

/// A code ready to look up: control characters and surrounding blanks gone. `None` when nothing is left or it is longer
/// than any code we print (80 characters).
pub fn clean(code: &str) -> Option<String> {
    let cleaned: String = code.chars().filter(|letter| !letter.is_control()).collect();
    let cleaned = cleaned.trim();
    (!cleaned.is_empty() && cleaned.chars().count() <= 80).then(|| cleaned.to_owned())
}

/// The spellings under which a reader may have sent the same code: as it came, UPC-A's twelve digits as thirteen, and the
/// thirteen of a UPC-A without the leading zero.
pub fn spellings(code: &str) -> Vec<String> {
    let mut all = vec![code.to_owned()];
    if gtin_is_valid(code) {
        match (code.len(), code.strip_prefix('0')) {
            (12, _) => all.push(format!("0{code}")),
            (13, Some(upc)) => all.push(upc.to_owned()),
            _ => {}
        }
    }
    all
}

/// Whether the digits are a GTIN (EAN-8, UPC-A, EAN-13, GTIN-14) with the right check digit: from the right, weights 3 and
/// 1 in turn (GS1 General Specifications).
pub fn gtin_is_valid(code: &str) -> bool {
    if !matches!(code.len(), 8 | 12 | 13 | 14) || !code.bytes().all(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let sum: u32 = code
        .bytes()
        .rev()
        .enumerate()
        .map(|(index, byte)| u32::from(byte - b'0') * if index % 2 == 1 { 3 } else { 1 })
        .sum();
    sum.is_multiple_of(10)
}

/// Whether a person may give this code to a product: a GTIN-looking code must carry its check digit, so that a typing slip
/// is caught; any other code is the shop's own business.
pub fn is_acceptable(code: &str) -> bool {
    let looks_gtin = matches!(code.len(), 12..=14) && code.bytes().all(|byte| byte.is_ascii_digit());
    clean(code).as_deref() == Some(code) && (!looks_gtin || gtin_is_valid(code))
}
