//! Finding what to sell.

use caserita_app::{cart, model};
use caserita_domain::catalog;
use caserita_money::Money;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{Text, cart::TaxClass};

/// How something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Match {
    /// Exactly this code.
    Code,
    /// By the beginnings of its words.
    Words,
    /// By a part inside a word.
    Infix,
    /// By words that look alike.
    Typo,
}

impl From<cart::Found> for Match {
    fn from(found: cart::Found) -> Match {
        match found {
            cart::Found::Code => Match::Code,
            cart::Found::Search(model::SearchMatch::Words) => Match::Words,
            cart::Found::Search(model::SearchMatch::Infix) => Match::Infix,
            cart::Found::Search(model::SearchMatch::Typo) => Match::Typo,
        }
    }
}

/// One sellable thing.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchHit {
    pub presentation_id: Uuid,
    pub product_id: Uuid,
    pub name: String,
    pub detail: String,
    pub unit: String,
    pub price: i64,
    pub weighed: bool,
    pub is_bag: bool,
    pub tax_class: TaxClass,
    pub on_hand: Option<i64>,
    pub code: Option<String>,
    #[serde(rename = "match")]
    pub found: Match,
}

impl SearchHit {
    pub(crate) fn of(item: model::SaleItem, found: Match) -> SearchHit {
        SearchHit {
            presentation_id: item.presentation_id,
            product_id: item.product_id,
            name: item.name,
            detail: item.detail,
            unit: item.unit,
            price: item.price.cents(),
            weighed: item.weighed,
            is_bag: item.is_bag,
            tax_class: item.tax_class.into(),
            on_hand: item.on_hand.map(|on_hand| on_hand.thousandths()),
            code: item.code,
            found,
        }
    }
}

/// A page of findings, best first.
#[derive(Serialize, ToSchema)]
pub(crate) struct SearchPage {
    pub hits: Vec<SearchHit>,
    pub has_more: bool,
}

impl From<cart::SearchPage> for SearchPage {
    fn from(page: cart::SearchPage) -> SearchPage {
        SearchPage {
            hits: page.hits.into_iter().map(|(item, found)| SearchHit::of(item, found.into())).collect(),
            has_more: page.has_more,
        }
    }
}

/// What to look for.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct SearchQuery {
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub q: Text,
    pub offset: Option<i64>,
    pub limit: Option<i64>,
}

/// A product on a quick key.
#[derive(Serialize, ToSchema)]
pub(crate) struct QuickKey {
    pub presentation_id: Uuid,
    pub name: String,
    pub unit: String,
    pub price: i64,
    /// Bag tax on top of the price.
    pub icbper: i64,
    pub weighed: bool,
}

impl From<(model::SaleItem, Money)> for QuickKey {
    fn from((item, icbper): (model::SaleItem, Money)) -> QuickKey {
        QuickKey {
            presentation_id: item.presentation_id,
            name: item.short_name.unwrap_or(item.name),
            unit: item.unit,
            price: item.price.cents(),
            icbper: icbper.cents(),
            weighed: item.weighed,
        }
    }
}

/// What to check: a code or a presentation.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct PriceCheckQuery {
    #[param(value_type = Option<String>)]
    pub code: Option<Text>,
    pub presentation_id: Option<Uuid>,
}

/// A cheaper price from a quantity on.
#[derive(Serialize, ToSchema)]
pub(crate) struct Wholesale {
    pub price: i64,
    pub from: i64,
}

impl From<catalog::Wholesale> for Wholesale {
    fn from(tier: catalog::Wholesale) -> Wholesale {
        Wholesale { price: tier.price.cents(), from: tier.from.thousandths() }
    }
}

/// What a product costs, without touching the cart.
#[derive(Serialize, ToSchema)]
pub(crate) struct PriceCheck {
    pub hit: SearchHit,
    pub wholesale: Option<Wholesale>,
    /// The product's other presentations.
    pub others: Vec<SearchHit>,
}

impl From<cart::PriceCheck> for PriceCheck {
    fn from(check: cart::PriceCheck) -> PriceCheck {
        PriceCheck {
            wholesale: check.item.wholesale.map(Wholesale::from),
            hit: SearchHit::of(check.item, Match::Code),
            others: check.others.into_iter().map(|item| SearchHit::of(item, Match::Code)).collect(),
        }
    }
}
