//! Papers and the numbers of people and companies.

use serde::{Deserialize, Serialize};

/// The kind of paper that takes a number. Each till has a series of its own for each kind: the only way for tills without a
/// line between them never to give the same number twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocKind {
    /// Internal ticket, not a payment document before SUNAT.
    NotaVenta,
    /// Boleta de venta electrónica.
    Boleta,
    /// Factura electrónica.
    Factura,
    /// Nota de crédito of a boleta.
    CreditoBoleta,
    /// Nota de crédito of a factura.
    CreditoFactura,
    /// Nota de débito of a boleta.
    DebitoBoleta,
    /// Nota de débito of a factura.
    DebitoFactura,
}

impl DocKind {
    /// Every kind.
    pub const ALL: [DocKind; 7] = [
        DocKind::NotaVenta,
        DocKind::Boleta,
        DocKind::Factura,
        DocKind::CreditoBoleta,
        DocKind::CreditoFactura,
        DocKind::DebitoBoleta,
        DocKind::DebitoFactura,
    ];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            DocKind::NotaVenta => "nota_venta",
            DocKind::Boleta => "boleta",
            DocKind::Factura => "factura",
            DocKind::CreditoBoleta => "credito_boleta",
            DocKind::CreditoFactura => "credito_factura",
            DocKind::DebitoBoleta => "debito_boleta",
            DocKind::DebitoFactura => "debito_factura",
        }
    }

    /// The kind stored under `name`.
    pub fn parse(name: &str) -> Option<DocKind> {
        DocKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// What a series of this kind begins with. Notes follow what they correct: `B…` a boleta, `F…` a factura.
    pub const fn prefix(self) -> &'static str {
        match self {
            DocKind::NotaVenta => "NV",
            DocKind::Boleta => "B",
            DocKind::Factura => "F",
            DocKind::CreditoBoleta => "BC",
            DocKind::CreditoFactura => "FC",
            DocKind::DebitoBoleta => "BD",
            DocKind::DebitoFactura => "FD",
        }
    }

    /// The series of till number `till`: `NV01`, `B001`, `FC01`.
    pub fn series(self, till: i64) -> String {
        let prefix = self.prefix();
        format!("{prefix}{till:0width$}", width = 4 - prefix.len())
    }

    /// What a series begins with while SUNAT's test service is spoken to. None of them can be taken for a real one, and none
    /// uses up a real number.
    const fn test_prefix(self) -> &'static str {
        match self {
            DocKind::NotaVenta => "NV",
            DocKind::Boleta => "BX",
            DocKind::Factura => "FX",
            DocKind::CreditoBoleta => "BY",
            DocKind::CreditoFactura => "FY",
            DocKind::DebitoBoleta => "BZ",
            DocKind::DebitoFactura => "FZ",
        }
    }

    /// The series of till number `till` while SUNAT's test service is spoken to: `BX01`, `FX01`, `BY01`…
    pub fn test_series(self, till: i64) -> String {
        format!("{}{till:02}", self.test_prefix())
    }

    /// Whether a series is one of the test service.
    pub fn is_test_series(self, series: &str) -> bool {
        self.is_electronic() && series.starts_with(self.test_prefix())
    }

    /// Whether SUNAT hears of it.
    pub const fn is_electronic(self) -> bool {
        !matches!(self, DocKind::NotaVenta)
    }

    /// Whether it is a boleta or corrects one: those may go by daily summary.
    pub const fn is_of_boletas(self) -> bool {
        matches!(self, DocKind::Boleta | DocKind::CreditoBoleta | DocKind::DebitoBoleta)
    }

    /// SUNAT's code of it (catálogo 01).
    pub const fn code(self) -> Option<&'static str> {
        match self {
            DocKind::NotaVenta => None,
            DocKind::Boleta => Some("03"),
            DocKind::Factura => Some("01"),
            DocKind::CreditoBoleta | DocKind::CreditoFactura => Some("07"),
            DocKind::DebitoBoleta | DocKind::DebitoFactura => Some("08"),
        }
    }
}

/// Whether a series a person typed can number this kind: electronic ones have four letters or digits after SUNAT's first
/// letter. `E001` and `EB01` are of SUNAT's own portal; those of the test service are nobody's to give.
pub fn series_fits(kind: DocKind, series: &str) -> bool {
    let letter = if kind.is_of_boletas() { 'B' } else { 'F' };
    kind.is_electronic()
        && !kind.is_test_series(series)
        && series.len() == 4
        && series.starts_with(letter)
        && series.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit())
}

/// The electronic kind that a series is meant for when nobody says: `BC…` corrects a boleta, any other `B…` is one.
pub fn kind_of_series(series: &str) -> Option<DocKind> {
    let fitting = DocKind::ALL.into_iter().filter(|kind| series_fits(*kind, series) && series.starts_with(kind.prefix()));
    fitting.max_by_key(|kind| kind.prefix().len())
}

/// Whether a series is of pre-printed papers: SUNAT authorises those by digits alone. They are what a shop writes by hand
/// when it cannot issue electronically (contingencia), and tells SUNAT of afterwards.
pub fn is_contingency(series: &str) -> bool {
    (1..=4).contains(&series.len()) && series.bytes().all(|byte| byte.is_ascii_digit())
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
