//! The formats the sheets describe in words: texts, digits, decimals, series patterns, dates.

use chrono::NaiveDate;

use super::pattern::Pattern;

/// What a value must look like.
#[derive(Debug, Clone)]
pub(crate) enum Format {
    /// So many characters, with what white space may be among them.
    Text { least: usize, most: usize, white: White },
    /// So many digits.
    Digits { least: usize, most: usize, zero: bool },
    /// A decimal that is not negative. The sheets' "positivo … y diferente de cero" takes a zero: they name what is
    /// refused, a value that is neither such a decimal nor zero. Only "positivo mayor a cero" refuses it.
    Decimal { whole: usize, decimals: usize, zero: bool, leading_zeros: bool },
    /// One of these patterns.
    OneOf(Vec<Pattern>),
    /// `YYYY-MM-DD`.
    Date,
}

/// The white space a text may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum White {
    Any,
    Spaces,
    None,
}

impl White {
    fn allows(self, c: char) -> bool {
        match self {
            Self::Any => true,
            Self::Spaces => !matches!(c, '\n' | '\r' | '\t'),
            Self::None => !c.is_whitespace(),
        }
    }
}

impl Format {
    /// Reads a condition such as "el formato del Tag UBL es diferente a alfanumérico de 3 a 200 caracteres".
    pub(crate) fn read(condition: &str) -> Option<Self> {
        if let Some((_, list)) = condition.split_once(" / - ") {
            return list.split(" / - ").map(|pattern| Pattern::read(pattern.trim())).collect::<Option<_>>().map(Self::OneOf);
        }
        if condition.contains("YYYY-MM-DD") {
            return Some(Self::Date);
        }
        if let Some((_, after)) = condition.split_once("decimal") {
            return decimal(after, condition);
        }
        if let Some((_, after)) = condition.split_once("longitud del Tag UBL es diferente de ") {
            let size = numbers(after).next()?;
            return Some(Self::Text { least: size, most: size, white: White::Any });
        }
        if let Some((_, after)) = condition.split_once("longitud del Tag UBL es menor de ") {
            return Some(Self::Text { least: numbers(after).next()?, most: usize::MAX, white: White::Any });
        }
        if let Some((_, after)) = condition.split_once("alfanumérico") {
            return text(after);
        }
        digits(condition)
    }

    pub(crate) fn fits(&self, value: &str) -> bool {
        match self {
            Self::Text { least, most, white } => {
                let sized = (*least..=*most).contains(&value.chars().count());
                sized && value.chars().all(|c| white.allows(c)) && !value.trim().is_empty()
            }
            Self::Digits { least, most, zero } => {
                let sized = (*least..=*most).contains(&value.len()) && value.bytes().all(|b| b.is_ascii_digit());
                sized && (*zero || value.bytes().any(|b| b != b'0'))
            }
            Self::Decimal { whole, decimals, zero, leading_zeros } => {
                let (before, after) = value.split_once('.').unwrap_or((value, "0"));
                let digits =
                    |part: &str, most| !part.is_empty() && part.len() <= most && part.bytes().all(|b| b.is_ascii_digit());
                let led = before.len() > 1 && before.starts_with('0') && !value.contains('.');
                digits(before, *whole)
                    && digits(after, *decimals)
                    && (*zero || value.bytes().any(|b| (b'1'..=b'9').contains(&b)))
                    && (*leading_zeros || !led)
            }
            Self::OneOf(patterns) => patterns.iter().any(|pattern| pattern.fits(value)),
            Self::Date => value.len() == 10 && NaiveDate::parse_from_str(value, "%Y-%m-%d").is_ok(),
        }
    }
}

fn decimal(after: &str, condition: &str) -> Option<Format> {
    let mut sizes = numbers(after);
    let (whole, decimals) = (sizes.next()?, sizes.next()?);
    let zero = !condition.contains("mayor a cero");
    let leading_zeros = !condition.contains("ceros a la izquierda");
    Some(Format::Decimal { whole, decimals, zero, leading_zeros })
}

fn text(after: &str) -> Option<Format> {
    let (sizes, remark) = after.split_once(" car").unwrap_or((after, ""));
    let sizes: Vec<usize> = numbers(sizes).collect();
    let (least, most) = match sizes[..] {
        [most] => (1, most),
        [least, most] => (least, most),
        _ => return None,
    };
    let white = match remark {
        remark if remark.contains("incluido espacio") => White::Spaces,
        remark if remark.contains("carácter, permite") => White::Any,
        _ => White::None,
    };
    Some(Format::Text { least, most, white })
}

fn digits(condition: &str) -> Option<Format> {
    let (_, after) = condition.split_once("numérico").or_else(|| condition.split_once("entero"))?;
    let size = numbers(after).next()?;
    let least = if after.contains("hasta") { 1 } else { size };
    Some(Format::Digits { least, most: size, zero: !after.contains("igual cero") })
}

fn numbers(text: &str) -> impl Iterator<Item = usize> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::Format;

    fn fits(condition: &str, value: &str) -> bool {
        Format::read(condition).expect("a format").fits(value)
    }

    #[test]
    fn amounts_have_two_decimals_and_may_be_zero() {
        let amount = "es diferente de decimal positivo de 12 enteros y hasta 2 decimales y diferente de cero";
        for good in ["0.00", "0", "118.5", "999999999999.99"] {
            assert!(fits(amount, good), "{good}");
        }
        for bad in ["", "-1.00", "1.005", "1,00", ".50", "1.", "1e3", "1000000000000.00"] {
            assert!(!fits(amount, bad), "{bad}");
        }
        assert!(!fits("diferente de decimal (positivo mayor a cero) de 12 enteros y hasta 2 decimales", "0.00"));
    }

    #[test]
    fn texts_refuse_line_breaks_and_their_wrong_length() {
        let name = "diferente a alfanumérico de 3 hasta 10 caracteres (se considera cualquier carácter incluido espacio)";
        assert!(fits(name, "JOSÉ NUÑEZ"));
        for bad in ["AB", "ONCE LETRAS", "A\nB C", "    "] {
            assert!(!fits(name, bad), "{bad:?}");
        }
        assert!(!fits("alfanumérico de hasta 15 caracteres (se considera cualquier carácter, no permite", "A B"));
        assert!(fits("alfanumérico de 1 hasta 500 caracteres (se considera cualquier carácter, permite", "A\nB"));
    }

    #[test]
    fn line_numbers_are_up_to_three_digits_and_not_zero() {
        let number = "es diferente de numérico de hasta 3 dígitos; o, es igual cero.";
        assert!(fits(number, "999") && !fits(number, "1000") && !fits(number, "000") && !fits(number, "A"));
    }
}
