//! The catalogue page by page.

use caserita_domain::access::Ability;
use caserita_store::{Category, CategoryRow, Find, ListFilter, ProductListRow};
use uuid::Uuid;

use crate::{App, Call, Door, Error, Result, gate::Op, page::Page, settings::required};
use caserita_licensing::Deed;

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct ProductQuery {
    /// Beginnings of words, or a code.
    pub text: String,
    /// Only this category.
    pub category: Option<Uuid>,
    /// Which ones.
    pub filter: ListFilter,
    /// The last row of the page before: name and position.
    pub after: Option<(String, i64)>,
    /// Rows a page.
    pub limit: i64,
}

impl App {
    /// Products by name. A whole barcode finds its product alone.
    pub fn products(&self, door: Door, query: &ProductQuery) -> Result<Page<ProductListRow, (String, i64)>> {
        self.allowed(door, Ability::SeeSales)?;
        self.store.read(|reader| {
            let by_code = match query.text.trim() {
                "" => None,
                text => reader.item_by_code(text)?,
            };
            let find = by_code.map_or(Find::Words(&query.text), |item| Find::Product(item.product_id));
            let after = query.after.as_ref().map(|(name, seq)| (name.as_str(), *seq));
            let rows = |most| Ok(reader.products(find, query.category, query.filter, after, most)?);
            Page::of(query.limit, rows, |row| (row.name.clone(), row.seq))
        })
    }

    /// Every category.
    pub fn categories(&self, door: Door) -> Result<Vec<CategoryRow>> {
        self.user_at(door)?;
        Ok(self.store.read(|reader| reader.categories())?)
    }

    /// Adds a category, or finds the one of that name.
    pub fn add_category(&self, call: &Call, name: &str) -> Result<Vec<CategoryRow>> {
        let name = required(name, Error::ProductNameRequired)?;
        self.transact(call, Op::audited("category.add", Ability::EditCatalog, Deed::EditCatalogue), |act| {
            if act.tx.category_by_name(&name)?.is_none() {
                let id = act.tx.new_id();
                act.about(id);
                act.tx.set(&Category { id, name })?;
            }
            Ok(())
        })?;
        self.categories(call.door)
    }
}
