//! One line: what the till computed, and the few figures SUNAT wants besides.

use caserita_domain::tax::{TaxClass, TaxRates, split_included};
use caserita_money::{Money, Quantity};
use rust_decimal::{Decimal, RoundingStrategy};

use super::Refusal;
use crate::{catalog::Affectation, text::one_line};

/// A line as the till sold it. Every amount comes from `caserita_domain::pricing`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LineInput {
    /// What it is.
    pub description: String,
    /// The shop's own code.
    pub code: Option<String>,
    /// UN/ECE unit: see [`crate::catalog::unit_code`].
    pub unit: &'static str,
    /// How much, thousandths.
    pub quantity: Quantity,
    /// IGV class.
    pub class: TaxClass,
    /// Before discounts, tax included.
    pub gross: Money,
    /// After the line's and its share of the ticket's discount, tax included. Nought: it is given away.
    pub net: Money,
    /// `net` without IGV.
    pub base: Money,
    /// IGV in `net`.
    pub igv: Money,
    /// Bag tax on top.
    pub icbper: Money,
    /// Bags that carry it.
    pub bags: i64,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub(crate) description: String,
    pub(crate) code: Option<String>,
    pub(crate) unit: &'static str,
    pub(crate) quantity: Quantity,
    pub(crate) affectation: Affectation,
    /// *Valor de venta*; of a gift, its reference value.
    pub(crate) value: Money,
    /// IGV; of a gift, what it would have been.
    pub(crate) igv: Money,
    /// What was taken off the value, and what it was taken off; nought of a gift.
    pub(crate) discount: Money,
    pub(crate) icbper: Money,
    pub(crate) bags: i64,
    /// What it adds to the total.
    pub(crate) total: Money,
}

impl Line {
    /// Line `position` (from 1) under the rates of its day.
    pub fn new(input: LineInput, position: usize, rates: TaxRates) -> Result<Line, Refusal> {
        let description = one_line(&input.description, 500);
        if description.is_empty() {
            return Err(Refusal::Description(position));
        }
        if input.quantity <= Quantity::ZERO {
            return Err(Refusal::Quantity(position));
        }
        if [input.net, input.base, input.igv, input.icbper, input.gross - input.net].iter().any(|one| one.is_negative())
            || input.base + input.igv != input.net
            || (input.class != TaxClass::Gravado && !input.igv.is_zero())
            || rates.icbper.times(Quantity::units(input.bags)) != input.icbper
        {
            return Err(Refusal::LineFigures(position));
        }
        let free = input.net.is_zero();
        let reference = split_included(input.gross, input.class, rates);
        let (value, igv) = if free { (reference.base, reference.igv) } else { (input.base, input.igv) };
        if value.is_zero() {
            return Err(Refusal::Worthless(position));
        }
        Ok(Line {
            description,
            code: input.code.map(|code| one_line(&code, 30)).filter(|code| !code.is_empty()),
            unit: input.unit,
            quantity: input.quantity,
            affectation: Affectation { class: input.class, free },
            value,
            igv,
            discount: if free { Money::ZERO } else { (reference.base - value).max(Money::ZERO) },
            icbper: input.icbper,
            bags: input.bags,
            total: input.net + input.icbper,
        })
    }

    /// Tax that counts: a gift's IGV is only told.
    pub(crate) fn tax(&self) -> Money {
        if self.affectation.free { self.icbper } else { self.igv + self.icbper }
    }

    /// *Valor unitario*, without tax and before discounts, to ten decimals; of a gift nought.
    pub(crate) fn unit_value(&self) -> Decimal {
        if self.affectation.free { Decimal::ZERO } else { per_unit(self.value + self.discount, self.quantity) }
    }

    /// *Valor unitario* after discounts, as notes tell it.
    pub(crate) fn net_unit_value(&self) -> Decimal {
        if self.affectation.free { Decimal::ZERO } else { per_unit(self.value, self.quantity) }
    }

    /// Price of one with all its taxes, or a gift's reference value, to ten decimals.
    pub(crate) fn unit_price(&self) -> Decimal {
        per_unit(if self.affectation.free { self.value } else { self.total }, self.quantity)
    }
}

/// Soles for one unit, ten decimals half up: n(12,10), so that a price with its tax survives losing it.
fn per_unit(amount: Money, quantity: Quantity) -> Decimal {
    let (soles, units) = (Decimal::new(amount.cents(), 2), Decimal::new(quantity.thousandths(), 3));
    let exact = soles.checked_div(units).unwrap_or_default();
    exact.round_dp_with_strategy(10, RoundingStrategy::MidpointAwayFromZero).normalize()
}
