//! From a basket to its amounts: unit price, discounts, tax, total.
//!
//! [`price`] is called for the screen at every change and once more inside the paying transaction, and its figures are
//! copied, never recomputed, by the ticket, the PDF and the reports.

use caserita_money::{Money, Percent, Quantity, split_by_weight};
use serde::{Deserialize, Serialize};

use crate::{
    catalog::Wholesale,
    tax::{TaxClass, TaxRates, split_included},
};

/// A reduction a person gave, on a line or on the whole ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Discount {
    /// A share of the amount.
    Percent(Percent),
    /// Céntimos off.
    Amount(Money),
}

impl Discount {
    /// Céntimos taken off `amount`; never more than it.
    pub fn of(self, amount: Money) -> Money {
        let off = match self {
            Discount::Percent(percent) => percent.of(amount),
            Discount::Amount(off) => off,
        };
        off.max(Money::ZERO).min(amount.max(Money::ZERO))
    }

    /// The share of `amount` this takes, rounded up, to hold against a ceiling.
    pub fn share_of(self, amount: Money) -> Percent {
        match self {
            Discount::Percent(percent) => percent,
            Discount::Amount(off) => Percent::share_rounded_up(off, amount),
        }
    }
}

/// How much of a product is in the basket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// So many units, or kilograms.
    Quantity(Quantity),
    /// As much as these céntimos buy: «S/ 5 de arroz». The amount stays, the quantity follows.
    Amount(Money),
}

/// One line as the basket holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftLine {
    /// Shelf price of one presentation, tax included.
    pub list_price: Money,
    /// Cheaper price from a quantity on.
    pub wholesale: Option<Wholesale>,
    /// A price set by hand; wins over both.
    pub manual_price: Option<Money>,
    /// How much.
    pub measure: Measure,
    /// Reduction on this line.
    pub discount: Option<Discount>,
    /// IGV class.
    pub tax_class: TaxClass,
    /// Whether each unit carries ICBPER.
    pub is_bag: bool,
}

/// Where a unit price came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PriceSource {
    /// The shelf price.
    List,
    /// The price from a quantity on.
    Wholesale,
    /// Set by hand.
    Manual,
}

impl PriceSource {
    const ALL: [PriceSource; 3] = [PriceSource::List, PriceSource::Wholesale, PriceSource::Manual];

    /// The stored name.
    pub const fn as_str(self) -> &'static str {
        match self {
            PriceSource::List => "list",
            PriceSource::Wholesale => "wholesale",
            PriceSource::Manual => "manual",
        }
    }

    /// The source stored under `name`.
    pub fn parse(name: &str) -> Option<PriceSource> {
        PriceSource::ALL.into_iter().find(|source| source.as_str() == name)
    }
}

/// One line with its amounts. `net + icbper` is what it adds to the total.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PricedLine {
    /// Quantity, computed when the line was asked for by amount.
    pub quantity: Quantity,
    /// Price of one, tax included.
    pub unit_price: Money,
    /// Where that price came from.
    pub price_source: PriceSource,
    /// Before discounts.
    pub gross: Money,
    /// The line's own reduction.
    pub discount: Money,
    /// Its part of the ticket's reduction.
    pub ticket_discount: Money,
    /// `gross - discount - ticket_discount`, tax included.
    pub net: Money,
    /// `net` without IGV.
    pub base: Money,
    /// IGV inside `net`.
    pub igv: Money,
    /// Bag tax, on top.
    pub icbper: Money,
    /// Bags that carried it.
    pub bags: i64,
}

impl PricedLine {
    /// What the basket shows at the right of the line: after its own discount, before the ticket's, without ICBPER.
    pub fn amount(&self) -> Money {
        self.gross - self.discount
    }
}

/// The figures of a whole ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Totals {
    /// Lines before any discount.
    pub subtotal: Money,
    /// Reductions given on lines.
    pub line_discounts: Money,
    /// Reduction given on the ticket.
    pub ticket_discount: Money,
    /// Base of gravado lines.
    pub taxable: Money,
    /// Exonerado lines.
    pub exempt: Money,
    /// Inafecto lines.
    pub unaffected: Money,
    /// IGV of gravado lines.
    pub igv: Money,
    /// Bag tax.
    pub icbper: Money,
    /// Number of taxed bags.
    pub bags: i64,
    /// To pay, before any cash rounding.
    pub total: Money,
}

impl Totals {
    /// All the customer saved.
    pub fn saved(&self) -> Money {
        self.line_discounts + self.ticket_discount
    }
}

/// A basket with its amounts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    /// In the basket's order.
    pub lines: Vec<PricedLine>,
    /// Sums of the lines.
    pub totals: Totals,
}

/// Prices a basket under the rates of its business day.
pub fn price(lines: &[DraftLine], ticket_discount: Option<Discount>, rates: TaxRates) -> Priced {
    let mut priced: Vec<PricedLine> = lines.iter().map(|line| price_line(line, rates)).collect();
    let amounts: Vec<Money> = priced.iter().map(PricedLine::amount).collect();
    let off = ticket_discount.map_or(Money::ZERO, |discount| discount.of(amounts.iter().copied().sum()));
    for ((line, share), draft) in priced.iter_mut().zip(split_by_weight(off, &amounts)).zip(lines) {
        line.ticket_discount = share;
        line.net = line.amount() - share;
        let split = split_included(line.net, draft.tax_class, rates);
        (line.base, line.igv) = (split.base, split.igv);
    }
    let totals = add_up(lines, &priced);
    Priced { lines: priced, totals }
}

/// The unit price that applies to `quantity`, and why.
pub fn unit_price(line: &DraftLine) -> (Money, PriceSource) {
    if let Some(price) = line.manual_price {
        return (price, PriceSource::Manual);
    }
    let quantity = match line.measure {
        Measure::Quantity(quantity) => Some(quantity),
        Measure::Amount(amount) => line.wholesale.and_then(|tier| amount.buys_at(tier.price)),
    };
    match (line.wholesale, quantity) {
        (Some(tier), Some(quantity)) if quantity >= tier.from => (tier.price, PriceSource::Wholesale),
        _ => (line.list_price, PriceSource::List),
    }
}

fn price_line(line: &DraftLine, rates: TaxRates) -> PricedLine {
    let (unit_price, price_source) = unit_price(line);
    let (quantity, gross) = match line.measure {
        Measure::Quantity(quantity) => (quantity, unit_price.times(quantity)),
        Measure::Amount(amount) => (amount.buys_at(unit_price).unwrap_or_default(), amount),
    };
    let bags = if line.is_bag { quantity.thousandths().div_euclid(1000) } else { 0 };
    PricedLine {
        quantity,
        unit_price,
        price_source,
        gross,
        discount: line.discount.map_or(Money::ZERO, |discount| discount.of(gross)),
        ticket_discount: Money::ZERO,
        net: Money::ZERO,
        base: Money::ZERO,
        igv: Money::ZERO,
        icbper: rates.icbper.times(Quantity::units(bags)),
        bags,
    }
}

fn add_up(drafts: &[DraftLine], lines: &[PricedLine]) -> Totals {
    let mut totals = Totals::default();
    for (draft, line) in drafts.iter().zip(lines) {
        totals.subtotal += line.gross;
        totals.line_discounts += line.discount;
        totals.ticket_discount += line.ticket_discount;
        totals.igv += line.igv;
        totals.icbper += line.icbper;
        totals.bags += line.bags;
        totals.total += line.net + line.icbper;
        match draft.tax_class {
            TaxClass::Gravado => totals.taxable += line.base,
            TaxClass::Exonerado => totals.exempt += line.base,
            TaxClass::Inafecto => totals.unaffected += line.base,
        }
    }
    totals
}
