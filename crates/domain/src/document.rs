//! Papers and the numbers of people and companies.

use serde::{Deserialize, Serialize};

/// The kind of paper a sale ends in. Electronic kinds take their number by the same rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocKind {
    /// Internal ticket, not a payment document before SUNAT.
    NotaVenta,
}

impl DocKind {
    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            DocKind::NotaVenta => "nota_venta",
        }
    }

    /// The kind stored under `name`.
    pub fn parse(name: &str) -> Option<DocKind> {
        [DocKind::NotaVenta].into_iter().find(|kind| kind.as_str() == name)
    }

    /// The series of till number `till`: `NV01`.
    pub fn series(self, till: i64) -> String {
        match self {
            DocKind::NotaVenta => format!("NV{till:02}"),
        }
    }
}

/// `NV01-00000012`: series and number as people read them, eight digits as on electronic documents.
pub fn full_number(series: &str, number: i64) -> String {
    format!("{series}-{number:08}")
}

/// Identity documents (SUNAT catalogue 06).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum IdentityType {
    /// DNI, code 1.
    Dni,
    /// RUC, code 6.
    Ruc,
    /// Carné de extranjería, code 4.
    Ce,
    /// Passport, code 7.
    Passport,
    /// Nobody identified, code 0.
    None,
}

impl IdentityType {
    const ALL: [IdentityType; 5] =
        [IdentityType::Dni, IdentityType::Ruc, IdentityType::Ce, IdentityType::Passport, IdentityType::None];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            IdentityType::Dni => "dni",
            IdentityType::Ruc => "ruc",
            IdentityType::Ce => "ce",
            IdentityType::Passport => "passport",
            IdentityType::None => "none",
        }
    }

    /// The type stored under `name`.
    pub fn parse(name: &str) -> Option<IdentityType> {
        IdentityType::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Whether `number` can be of this type: DNI 8 digits, RUC with its check digit, CE and passport up to 12 letters and
    /// digits, nobody without a number.
    pub fn accepts(self, number: Option<&str>) -> bool {
        match (self, number) {
            (IdentityType::None, number) => number.is_none(),
            (_, None) => false,
            (IdentityType::Dni, Some(number)) => number.len() == 8 && number.bytes().all(|byte| byte.is_ascii_digit()),
            (IdentityType::Ruc, Some(number)) => ruc_is_valid(number),
            (IdentityType::Ce | IdentityType::Passport, Some(number)) => {
                (4..=12).contains(&number.len()) && number.bytes().all(|byte| byte.is_ascii_alphanumeric())
            }
        }
    }
}

/// Whether eleven digits are a RUC: a known prefix and the module 11 check digit (weights 5 4 3 2 7 6 5 4 3 2; 10 is
/// written 0, 11 is written 1).
pub fn ruc_is_valid(ruc: &str) -> bool {
    const WEIGHTS: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    const PREFIXES: [&str; 5] = ["10", "15", "16", "17", "20"];
    let Some(digits) = ruc.chars().map(|digit| digit.to_digit(10)).collect::<Option<Vec<u32>>>() else { return false };
    if digits.len() != 11 || !PREFIXES.iter().any(|prefix| ruc.starts_with(prefix)) {
        return false;
    }
    let sum: u32 = digits.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    (11 - sum % 11) % 10 == digits[10]
}
