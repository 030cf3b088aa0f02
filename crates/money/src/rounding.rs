//! The only places where an integer amount is divided.

use crate::Money;

/// `numerator / denominator` to the nearest integer, halves away from zero (the rounding SUNAT's rules use).
///
/// `denominator` is positive. A result outside `i64` saturates; inputs bounded by `MAX_INPUT` cannot reach it.
pub fn div_half_up(numerator: i128, denominator: i128) -> i64 {
    let half = denominator / 2;
    let rounded = if numerator >= 0 { (numerator + half) / denominator } else { (numerator - half) / denominator };
    i64::try_from(rounded).unwrap_or(if rounded > 0 { i64::MAX } else { i64::MIN })
}

/// Splits `total` over `weights` in proportion, exactly: the parts always add up to `total`. Left-over céntimos go one each
/// to the largest remainders, the earlier line first. With no positive weight every part is zero except the first, which
/// takes all.
pub fn split_by_weight(total: Money, weights: &[Money]) -> Vec<Money> {
    let whole: i128 = weights.iter().map(|weight| i128::from(weight.cents().max(0))).sum();
    if whole == 0 {
        let mut parts = vec![Money::ZERO; weights.len()];
        if let Some(first) = parts.first_mut() {
            *first = total;
        }
        return parts;
    }
    let sign = if total.is_negative() { -1 } else { 1 };
    let magnitude = i128::from(total.cents()).abs();
    let shares: Vec<(i128, i128)> = weights
        .iter()
        .map(|weight| {
            let scaled = magnitude * i128::from(weight.cents().max(0));
            (scaled / whole, scaled % whole)
        })
        .collect();
    let left = magnitude - shares.iter().map(|(share, _)| share).sum::<i128>();
    let mut by_remainder: Vec<usize> = (0..shares.len()).collect();
    by_remainder.sort_by_key(|&index| (std::cmp::Reverse(shares[index].1), index));
    let mut parts: Vec<i128> = shares.iter().map(|(share, _)| *share).collect();
    for &index in by_remainder.iter().take(usize::try_from(left).unwrap_or(0)) {
        parts[index] += 1;
    }
    parts.into_iter().map(|part| Money::from_cents(sign * i64::try_from(part).unwrap_or(i64::MAX))).collect()
}

/// Reads `12`, `12.5`, `.5` as an integer scaled by ten to the `decimals`. `None` for anything else or more decimals.
pub(crate) fn parse_scaled(text: &str, decimals: usize) -> Option<i64> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let all_digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || fraction.len() > decimals || !all_digits(whole) || !all_digits(fraction)
    {
        return None;
    }
    format!("{whole}{fraction:0<decimals$}").parse().ok()
}
