//! SUNAT's codes as types: what cannot be named cannot be sent.

use caserita_domain::{document::IdentityType, tax::TaxClass};

/// Kind of payment document (catálogo 01).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DocType {
    /// Factura.
    Factura,
    /// Boleta de venta.
    Boleta,
    /// Nota de crédito.
    NotaCredito,
    /// Nota de débito.
    NotaDebito,
}

impl DocType {
    /// Every kind.
    pub const ALL: [DocType; 4] = [DocType::Factura, DocType::Boleta, DocType::NotaCredito, DocType::NotaDebito];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            DocType::Factura => "01",
            DocType::Boleta => "03",
            DocType::NotaCredito => "07",
            DocType::NotaDebito => "08",
        }
    }

    /// The kind of a code.
    pub fn from_code(code: &str) -> Option<DocType> {
        DocType::ALL.into_iter().find(|kind| kind.code() == code)
    }
}

/// Code of an identity document (catálogo 06).
pub const fn identity_code(kind: IdentityType) -> &'static str {
    match kind {
        IdentityType::None => "0",
        IdentityType::Dni => "1",
        IdentityType::Ce => "4",
        IdentityType::Ruc => "6",
        IdentityType::Passport => "7",
    }
}

/// How the IGV affects a line (catálogo 07): the classes of the domain, sold or given away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Affectation {
    /// The class.
    pub class: TaxClass,
    /// Whether the line costs nothing. A shop's freebie is a *bonificación*: 15, 31; an exempt one is 21.
    pub free: bool,
}

impl Affectation {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match (self.class, self.free) {
            (TaxClass::Gravado, false) => "10",
            (TaxClass::Gravado, true) => "15",
            (TaxClass::Exonerado, false) => "20",
            (TaxClass::Exonerado, true) => "21",
            (TaxClass::Inafecto, false) => "30",
            (TaxClass::Inafecto, true) => "31",
        }
    }

    /// The tribute a line of this kind declares.
    pub const fn tribute(self) -> Tribute {
        match (self.class, self.free) {
            (_, true) => Tribute::Gratuito,
            (TaxClass::Gravado, false) => Tribute::Igv,
            (TaxClass::Exonerado, false) => Tribute::Exonerado,
            (TaxClass::Inafecto, false) => Tribute::Inafecto,
        }
    }
}

/// Tributes (catálogo 05) a shop's documents carry, in the order they are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tribute {
    /// IGV.
    Igv,
    /// Exonerado.
    Exonerado,
    /// Inafecto.
    Inafecto,
    /// Gratuito.
    Gratuito,
    /// Tax on plastic bags.
    Icbper,
}

impl Tribute {
    /// Code, name and international code (UN/ECE 5153).
    pub const fn scheme(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Tribute::Igv => ("1000", "IGV", "VAT"),
            Tribute::Exonerado => ("9997", "EXO", "VAT"),
            Tribute::Inafecto => ("9998", "INA", "FRE"),
            Tribute::Gratuito => ("9996", "GRA", "FRE"),
            Tribute::Icbper => ("7152", "ICBPER", "OTH"),
        }
    }
}

/// Why a credit note is given (catálogo 09), as far as a shop does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CreditReason {
    /// The operation is undone.
    Annulment,
    /// It was made out to a wrong RUC.
    WrongRuc,
    /// The description was wrong.
    Description,
    /// A reduction of the whole, afterwards.
    GlobalDiscount,
    /// A reduction of a line, afterwards.
    LineDiscount,
    /// All goods came back.
    FullReturn,
    /// Some goods came back.
    PartialReturn,
    /// Goods given on top.
    Bonus,
    /// A lower value.
    LowerValue,
    /// Anything else.
    Other,
    /// Other dates or amounts of the instalments; its total is nought.
    Instalments,
}

impl CreditReason {
    /// Every reason.
    pub const ALL: [CreditReason; 11] = [
        CreditReason::Annulment,
        CreditReason::WrongRuc,
        CreditReason::Description,
        CreditReason::GlobalDiscount,
        CreditReason::LineDiscount,
        CreditReason::FullReturn,
        CreditReason::PartialReturn,
        CreditReason::Bonus,
        CreditReason::LowerValue,
        CreditReason::Other,
        CreditReason::Instalments,
    ];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            CreditReason::Annulment => "01",
            CreditReason::WrongRuc => "02",
            CreditReason::Description => "03",
            CreditReason::GlobalDiscount => "04",
            CreditReason::LineDiscount => "05",
            CreditReason::FullReturn => "06",
            CreditReason::PartialReturn => "07",
            CreditReason::Bonus => "08",
            CreditReason::LowerValue => "09",
            CreditReason::Other => "10",
            CreditReason::Instalments => "13",
        }
    }

    /// The reason of a code.
    pub fn from_code(code: &str) -> Option<CreditReason> {
        CreditReason::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// SUNAT's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            CreditReason::Annulment => "Anulación de la operación",
            CreditReason::WrongRuc => "Anulación por error en el RUC",
            CreditReason::Description => "Corrección por error en la descripción",
            CreditReason::GlobalDiscount => "Descuento global",
            CreditReason::LineDiscount => "Descuento por ítem",
            CreditReason::FullReturn => "Devolución total",
            CreditReason::PartialReturn => "Devolución por ítem",
            CreditReason::Bonus => "Bonificación",
            CreditReason::LowerValue => "Disminución en el valor",
            CreditReason::Other => "Otros conceptos",
            CreditReason::Instalments => "Corrección del monto pendiente o de las cuotas",
        }
    }

    /// Whether a boleta may be credited for this: on discounts and bonuses SUNAT observes (4367), and a change of
    /// instalments is of a factura.
    pub const fn suits_boleta(self) -> bool {
        !matches!(
            self,
            CreditReason::GlobalDiscount | CreditReason::LineDiscount | CreditReason::Bonus | CreditReason::Instalments
        )
    }
}

/// Why a debit note is given (catálogo 10), as far as a shop does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DebitReason {
    /// Interest for paying late.
    LateInterest,
    /// A higher value.
    HigherValue,
    /// Penalties and other things.
    Penalty,
}

impl DebitReason {
    /// Every reason.
    pub const ALL: [DebitReason; 3] = [DebitReason::LateInterest, DebitReason::HigherValue, DebitReason::Penalty];

    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            DebitReason::LateInterest => "01",
            DebitReason::HigherValue => "02",
            DebitReason::Penalty => "03",
        }
    }

    /// The reason of a code.
    pub fn from_code(code: &str) -> Option<DebitReason> {
        DebitReason::ALL.into_iter().find(|reason| reason.code() == code)
    }

    /// SUNAT's name of it.
    pub const fn name(self) -> &'static str {
        match self {
            DebitReason::LateInterest => "Intereses por mora",
            DebitReason::HigherValue => "Aumento en el valor",
            DebitReason::Penalty => "Penalidades u otros conceptos",
        }
    }
}

/// What a daily summary does with a document (catálogo 19).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Condition {
    /// Tells of it.
    Add,
    /// Corrects what was told.
    Modify,
    /// Voids it.
    Void,
}

impl Condition {
    /// Its code.
    pub const fn code(self) -> &'static str {
        match self {
            Condition::Add => "1",
            Condition::Modify => "2",
            Condition::Void => "3",
        }
    }
}

/// The unit of measure (UN/ECE recommendation 20) of a shop's word for it. A word nobody knows counts pieces, which
/// SUNAT accepts for any good; a service is `ZZ`.
pub fn unit_code(word: &str, service: bool) -> &'static str {
    if service {
        return "ZZ";
    }
    match word.trim().trim_end_matches('.').to_lowercase().as_str() {
        "kg" | "kilo" | "kilos" | "kilogramo" => "KGM",
        "g" | "gr" | "gramo" | "gramos" => "GRM",
        "lt" | "l" | "lts" | "litro" | "litros" => "LTR",
        "ml" | "mililitro" => "MLT",
        "m" | "mt" | "metro" | "metros" => "MTR",
        "doc" | "docena" => "DZN",
        "caja" | "cja" => "BX",
        "paq" | "paquete" | "pack" => "PK",
        "bolsa" | "bls" => "BG",
        "bot" | "botella" => "BO",
        "saco" => "SA",
        "lata" => "CA",
        "par" => "PR",
        "ciento" | "cto" => "CEN",
        "mil" | "millar" => "MIL",
        _ => "NIU",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_unit_is_in_the_catalogue() {
        let units = include_str!("../../../assets/sunat/catalogs/03-unidades.json");
        for word in "kg g lt ml m doc caja paq bolsa bot saco lata par ciento mil und".split(' ') {
            let code = unit_code(word, false);
            assert!(units.contains(&format!("\"{code}\"")), "{word} gives {code}, which SUNAT knows");
        }
        assert_eq!(unit_code("Kg.", false), "KGM");
        assert_eq!(unit_code("und", true), "ZZ");
    }
}
