//! Finding what to sell.

use std::collections::HashSet;

use caserita_domain::access::Ability;
use caserita_money::Money;
use caserita_store::{SaleItem, SearchMatch};
use uuid::Uuid;

use crate::{App, Door, Error, Result, fiscal};

/// How something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// Exactly this code.
    Code,
    /// The index found it.
    Search(SearchMatch),
}

/// A page of findings.
#[derive(Debug, Clone)]
pub struct SearchPage {
    /// What was found, best first.
    pub hits: Vec<(SaleItem, Found)>,
    /// Whether there is more.
    pub has_more: bool,
}

/// What F7 shows about a product, without touching the cart.
#[derive(Debug, Clone)]
pub struct PriceCheck {
    /// What was asked for.
    pub item: SaleItem,
    /// The product's other presentations.
    pub others: Vec<SaleItem>,
}

impl App {
    /// Exact code first; then words by their beginnings, best-selling first; then parts of words; then likely slips. A
    /// later step is only tried when the earlier ones leave room on the first page.
    pub fn search(&self, door: Door, text: &str, offset: i64, limit: i64) -> Result<SearchPage> {
        self.allowed(door, Ability::Sell)?;
        let limit = limit.clamp(1, 100);
        self.store.read(|reader| {
            let mut page = Page::default();
            if offset == 0 {
                page.add(reader.item_by_code(text.trim())?.filter(|item| item.active), Found::Code);
            }
            let words = reader.search_words(text, offset.max(0), limit + 1)?;
            let has_more = products(&words) > usize::try_from(limit).unwrap_or(0);
            page.add(words, Found::Search(SearchMatch::Words));
            if offset == 0 && !has_more {
                if page.has_room(limit) {
                    page.add(reader.search_infix(text, limit)?, Found::Search(SearchMatch::Infix));
                }
                if page.hits.is_empty() {
                    page.add(reader.search_typo(text, limit)?, Found::Search(SearchMatch::Typo));
                }
            }
            // A product found by its code comes on top of the page, not instead of its last row.
            let extra = i64::from(page.hits.first().is_some_and(|(_, found)| *found == Found::Code));
            Ok(SearchPage { hits: page.upto(limit + extra), has_more })
        })
    }

    /// The products on quick keys, each with the bag tax that comes on top of its price today.
    pub fn quick_keys(&self, door: Door) -> Result<Vec<(SaleItem, Money)>> {
        self.allowed(door, Ability::Sell)?;
        let icbper = self.store.read(|reader| fiscal::rates(reader, self.today()))?.icbper;
        let items = self.store.read(|reader| reader.quick_items())?;
        let with_tax = |item: SaleItem| {
            let tax = if item.is_bag { icbper } else { Money::ZERO };
            (item, tax)
        };
        Ok(items.into_iter().map(with_tax).collect())
    }

    /// Price, wholesale price, stock and other presentations of a product, by code or presentation.
    pub fn price_check(&self, door: Door, code: Option<&str>, presentation: Option<Uuid>) -> Result<PriceCheck> {
        self.allowed(door, Ability::Sell)?;
        self.store.read(|reader| {
            let item = match (presentation, code) {
                (Some(id), _) => reader.sale_item(id)?,
                (None, Some(code)) => reader.item_by_code(code.trim())?,
                (None, None) => None,
            };
            let item = item.ok_or(Error::NotFound)?;
            let mut others = reader.items_of(item.product_id)?;
            others.retain(|other| other.presentation_id != item.presentation_id);
            Ok(PriceCheck { item, others })
        })
    }
}

#[derive(Default)]
struct Page {
    hits: Vec<(SaleItem, Found)>,
    seen: HashSet<Uuid>,
}

impl Page {
    fn add(&mut self, items: impl IntoIterator<Item = SaleItem>, found: Found) {
        for item in items {
            if self.seen.insert(item.presentation_id) {
                self.hits.push((item, found));
            }
        }
    }

    fn has_room(&self, limit: i64) -> bool {
        i64::try_from(self.hits.len()).unwrap_or(i64::MAX) < limit
    }

    /// The hits of the first `limit` products, whole: a product's presentations stay together.
    fn upto(self, limit: i64) -> Vec<(SaleItem, Found)> {
        let mut seen = HashSet::new();
        let room = usize::try_from(limit).unwrap_or(0);
        self.hits
            .into_iter()
            .take_while(|(item, _)| seen.contains(&item.product_id) || seen.len() < room && seen.insert(item.product_id))
            .collect()
    }
}

fn products(items: &[SaleItem]) -> usize {
    items.iter().map(|item| item.product_id).collect::<HashSet<_>>().len()
}
