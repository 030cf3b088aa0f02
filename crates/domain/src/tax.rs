//! IGV and ICBPER. The only place in the workspace where a tax is computed.

use caserita_money::{Money, Percent};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::fiscal::Regime;

/// How IGV affects a good (SUNAT catalogue 07, the onerous groups).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum TaxClass {
    /// Taxed; the shelf price includes IGV (code 10).
    Gravado,
    /// Exempt by Apéndice I of the IGV law, such as fresh produce (code 20).
    Exonerado,
    /// Outside the tax (code 30).
    Inafecto,
}

impl TaxClass {
    const ALL: [TaxClass; 3] = [TaxClass::Gravado, TaxClass::Exonerado, TaxClass::Inafecto];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            TaxClass::Gravado => "gravado",
            TaxClass::Exonerado => "exonerado",
            TaxClass::Inafecto => "inafecto",
        }
    }

    /// The class stored under `name`.
    pub fn parse(name: &str) -> Option<TaxClass> {
        TaxClass::ALL.into_iter().find(|class| class.as_str() == name)
    }
}

/// The rates in force on one business day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxRates {
    /// IGV with IPM, on top of the base.
    pub igv: Percent,
    /// Tax per plastic bag, apart from the bag's own price and outside the IGV base.
    pub icbper: Money,
}

/// IGV 16 % plus IPM 2 %, unchanged since 2011-03-01 (Ley 29666).
const IGV: Percent = Percent::from_basis_points(1800);

/// First day and céntimos per bag: Ley 30884, art. 12. The last row stays in force.
const ICBPER: [(i32, u32, u32, i64); 5] =
    [(2023, 1, 1, 50), (2022, 1, 1, 40), (2021, 1, 1, 30), (2020, 1, 1, 20), (2019, 8, 1, 10)];

impl TaxRates {
    /// The rates on `day`. Before 2019-08-01 a bag carries no tax.
    pub fn on(day: NaiveDate) -> TaxRates {
        let cents = ICBPER
            .iter()
            .find(|(year, month, first, _)| NaiveDate::from_ymd_opt(*year, *month, *first).is_some_and(|from| from <= day))
            .map_or(0, |row| row.3);
        TaxRates { igv: IGV, icbper: Money::from_cents(cents) }
    }

    /// The rates on `day` for a shop of this regime: the Nuevo RUS tells no IGV apart, and its documents cannot carry
    /// ICBPER (3240).
    pub fn of(regime: Regime, day: NaiveDate) -> TaxRates {
        match regime {
            Regime::General => TaxRates::on(day),
            Regime::Nrus => TaxRates { igv: Percent::from_basis_points(0), icbper: Money::ZERO },
        }
    }
}

/// A price that includes its tax, taken apart. `base + igv` is the price, always.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxSplit {
    /// Value without tax.
    pub base: Money,
    /// The tax in it; zero unless gravado.
    pub igv: Money,
}

/// Takes the tax out of a line amount, to the céntimo. Documents add up lines, so the rounding of a line is the only one.
pub fn split_included(amount: Money, class: TaxClass, rates: TaxRates) -> TaxSplit {
    let base = match class {
        TaxClass::Gravado => rates.igv.base_of_included(amount),
        TaxClass::Exonerado | TaxClass::Inafecto => amount,
    };
    TaxSplit { base, igv: amount - base }
}
