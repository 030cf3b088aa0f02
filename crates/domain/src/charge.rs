//! What may be charged on a sale afterwards, and how it is taxed.

use caserita_money::Money;
use serde::{Deserialize, Serialize};

use crate::{fiscal::Regime, tax::TaxClass};

/// The most that one charge can be, S/ 100 000: beyond it a finger slipped.
pub const MOST_CHARGED: Money = Money::from_cents(10_000_000);

/// What a charge is for (SUNAT catalogue 10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ChargeKind {
    /// Intereses por mora, code 01.
    Interest,
    /// Aumento en el valor, code 02.
    Increase,
    /// Penalidades y otros conceptos, code 03.
    Penalty,
}

impl ChargeKind {
    /// Every kind.
    pub const ALL: [ChargeKind; 3] = [ChargeKind::Interest, ChargeKind::Increase, ChargeKind::Penalty];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            ChargeKind::Interest => "interest",
            ChargeKind::Increase => "increase",
            ChargeKind::Penalty => "penalty",
        }
    }

    /// The kind stored under `name`.
    pub fn parse(name: &str) -> Option<ChargeKind> {
        ChargeKind::ALL.into_iter().find(|kind| kind.as_str() == name)
    }

    /// Its code in catalogue 10.
    pub const fn code(self) -> &'static str {
        match self {
            ChargeKind::Interest => "01",
            ChargeKind::Increase => "02",
            ChargeKind::Penalty => "03",
        }
    }

    /// Where its tax comes from: the one place where that is decided, to be turned when somebody knows better.
    const fn taxation(self) -> Taxation {
        match self {
            // Accessory to the price: part of the taxable base, and it follows the principal (Ley del IGV, art. 14).
            ChargeKind::Interest => Taxation::AsSold,
            // It is the price.
            ChargeKind::Increase => Taxation::AsSold,
            // An indemnity pays for no good and no service: nothing of what art. 1 taxes.
            ChargeKind::Penalty => Taxation::Outside,
        }
    }

    /// How IGV affects a charge of this kind on a document of these values. The Nuevo RUS tells no tax apart, so that there
    /// every charge is written as its sales are: gravado at nought.
    pub fn tax_class(self, regime: Regime, sold: Sold) -> TaxClass {
        match (regime, self.taxation()) {
            (Regime::Nrus, _) | (Regime::General, Taxation::AsSold) => sold.class(),
            (Regime::General, Taxation::Outside) => TaxClass::Inafecto,
        }
    }
}

/// Where the tax of a charge comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Taxation {
    /// As what was sold.
    AsSold,
    /// Outside IGV.
    Outside,
}

/// What a document was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Sold {
    /// Value of its gravado lines.
    pub taxable: Money,
    /// Value of its exonerado lines.
    pub exempt: Money,
    /// Value of its inafecto lines.
    pub unaffected: Money,
}

impl Sold {
    /// Taxed if anything in it is; and if nothing in it has a price, since being taxed is the rule.
    fn class(self) -> TaxClass {
        match self {
            Sold { taxable, exempt, .. } if taxable.is_zero() && !exempt.is_zero() => TaxClass::Exonerado,
            Sold { taxable, unaffected, .. } if taxable.is_zero() && !unaffected.is_zero() => TaxClass::Inafecto,
            _ => TaxClass::Gravado,
        }
    }
}

/// Whether so much can be charged at once.
pub fn can_charge(amount: Money) -> bool {
    amount > Money::ZERO && amount <= MOST_CHARGED
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sold(taxable: i64, exempt: i64, unaffected: i64) -> Sold {
        Sold {
            taxable: Money::from_cents(taxable),
            exempt: Money::from_cents(exempt),
            unaffected: Money::from_cents(unaffected),
        }
    }

    #[test]
    fn a_charge_is_taxed_as_what_was_sold_and_a_penalty_is_not() {
        use ChargeKind::*;
        use TaxClass::*;
        for (kind, what, class) in [
            (Interest, sold(100, 0, 0), Gravado),
            (Increase, sold(100, 0, 0), Gravado),
            (Increase, sold(1, 100, 100), Gravado),
            (Increase, sold(0, 100, 0), Exonerado),
            (Increase, sold(0, 100, 100), Exonerado),
            (Interest, sold(0, 100, 0), Exonerado),
            (Increase, sold(0, 0, 100), Inafecto),
            (Increase, sold(0, 0, 0), Gravado),
            (Penalty, sold(100, 0, 0), Inafecto),
            (Penalty, sold(0, 100, 0), Inafecto),
        ] {
            assert_eq!(kind.tax_class(Regime::General, what), class, "{kind:?} on {what:?}");
        }
        assert_eq!(Penalty.tax_class(Regime::Nrus, sold(100, 0, 0)), Gravado, "told as its sales are");
    }

    #[test]
    fn an_amount_is_something_and_no_slip_of_a_finger() {
        for (cents, fits) in [(-1, false), (0, false), (1, true), (10_000_000, true), (10_000_001, false)] {
            assert_eq!(can_charge(Money::from_cents(cents)), fits, "{cents}");
        }
    }

    #[test]
    fn kinds_are_found_by_their_names() {
        for kind in ChargeKind::ALL {
            assert_eq!(ChargeKind::parse(kind.as_str()), Some(kind));
        }
    }
}
