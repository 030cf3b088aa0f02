//! The catalogue page by page.

use caserita_domain::{catalog::ProductKind, tax::TaxClass};
use caserita_money::{Money, Quantity};
use rusqlite::{Row, ToSql};
use uuid::Uuid;

use super::{search::words_query, text::sort_name};
use crate::{
    Reader, Result,
    value::{collect, money, named, quantity_maybe},
};

/// Which products to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ListFilter {
    /// Active ones.
    #[default]
    All,
    /// At or under their minimum.
    Low,
    /// No longer sold.
    Inactive,
    /// Without any barcode.
    NoBarcode,
}

/// One row of the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProductListRow {
    /// Position for paging among equal names.
    pub seq: i64,
    /// Identity.
    pub id: Uuid,
    /// The shop's own code.
    pub sku: String,
    /// Name.
    pub name: String,
    /// Category name.
    pub category: Option<String>,
    /// Nature.
    pub kind: ProductKind,
    /// Unit of the base presentation.
    pub unit: String,
    /// Price of the base presentation.
    pub price: Money,
    /// IGV class.
    pub tax_class: TaxClass,
    /// Base units there are, when tracked.
    pub on_hand: Option<Quantity>,
    /// Minimum.
    pub min_stock: Option<Quantity>,
    /// Whether it can be sold.
    pub active: bool,
    /// One barcode.
    pub barcode: Option<String>,
    /// Sold by weight.
    pub weighed: bool,
}

/// What a list looks for.
#[derive(Debug, Clone, Copy)]
pub enum Find<'text> {
    /// Names, brands and codes with words that begin so; an empty text finds everything.
    Words(&'text str),
    /// This product alone.
    Product(Uuid),
}

impl ListFilter {
    /// Whether the products it lists are active, and what else holds for them. The first is a column of every index.
    const fn condition(self) -> (bool, &'static str) {
        match self {
            ListFilter::All => (true, "1"),
            ListFilter::Low => (true, "p.tracks_stock = 1 AND COALESCE(l.on_hand, 0) <= p.min_stock"),
            ListFilter::Inactive => (false, "1"),
            ListFilter::NoBarcode => (
                true,
                "NOT EXISTS (SELECT 1 FROM presentation x JOIN barcode b ON b.presentation_id = x.id
                             WHERE x.product_id = p.id)",
            ),
        }
    }
}

impl Reader<'_> {
    /// A page of products in the order of the alphabet, after the one with this name and position.
    pub fn products(
        &self,
        find: Find<'_>,
        category: Option<Uuid>,
        filter: ListFilter,
        after: Option<(&str, i64)>,
        limit: i64,
    ) -> Result<Vec<ProductListRow>> {
        let (query, only) = match find {
            Find::Words(text) => (words_query(text), None),
            Find::Product(id) => (None, Some(id)),
        };
        let (name, seq) = after.map_or((String::new(), -1), |(name, seq)| (sort_name(name), seq));
        let sql = list_sql(filter, category.is_some(), query.is_some(), only.is_some());
        let mut values: Vec<(&str, &dyn ToSql)> = vec![(":name", &name), (":seq", &seq), (":limit", &limit)];
        values.extend(query.iter().map(|query| (":query", query as &dyn ToSql)));
        values.extend(only.iter().map(|id| (":only", id as &dyn ToSql)));
        values.extend(category.iter().map(|category| (":category", category as &dyn ToSql)));
        collect(self.connection.prepare_cached(&sql)?.query(values.as_slice())?, list_row)
    }
}

/// The page's query. A condition that does not apply is left out, so that the others are answered by an index.
fn list_sql(filter: ListFilter, by_category: bool, by_words: bool, one: bool) -> String {
    let (active, condition) = filter.condition();
    let category = if by_category { "AND p.category_id = :category" } else { "" };
    let only = if one { "AND p.id = :only" } else { "" };
    let words =
        if by_words { "AND p.seq IN (SELECT rowid FROM product_words WHERE product_words MATCH :query)" } else { "" };
    format!(
        "SELECT p.*, c.name AS category, l.on_hand, s.unit, s.price,
                (SELECT code FROM barcode b WHERE b.presentation_id = s.id LIMIT 1) AS barcode
         FROM product p
         CROSS JOIN presentation s
                 ON s.id = (SELECT id FROM presentation WHERE product_id = p.id ORDER BY active DESC, position LIMIT 1)
         LEFT JOIN category c ON c.id = p.category_id
         LEFT JOIN stock_level l ON l.product_id = p.id
         WHERE p.active = {active} AND (p.sort_name, p.seq) > (:name, :seq) AND {condition} {category} {words} {only}
         ORDER BY p.sort_name, p.seq LIMIT :limit"
    )
}

fn list_row(row: &Row) -> Result<ProductListRow> {
    let tracks_stock: bool = row.get("tracks_stock")?;
    Ok(ProductListRow {
        seq: row.get("seq")?,
        id: row.get("id")?,
        sku: row.get("sku")?,
        name: row.get("name")?,
        category: row.get("category")?,
        kind: named(row, "kind", ProductKind::parse)?,
        unit: row.get("unit")?,
        price: money(row, "price")?,
        tax_class: named(row, "tax_class", TaxClass::parse)?,
        on_hand: if tracks_stock { Some(quantity_maybe(row, "on_hand")?.unwrap_or_default()) } else { None },
        min_stock: quantity_maybe(row, "min_stock")?,
        active: row.get("active")?,
        barcode: row.get("barcode")?,
        weighed: row.get("weighed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Store, catalog::shelf, db::plan};

    #[test]
    fn every_page_is_found_by_an_index_in_its_order() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 0).expect("a new store opens").store;
        for (by_category, index) in [
            (false, "product_sort (active=? AND sort_name>?"),
            (true, "product_category (category_id=? AND active=? AND sort_name>?"),
        ] {
            for filter in [ListFilter::All, ListFilter::Low, ListFilter::Inactive, ListFilter::NoBarcode] {
                let plan = plan(&store, &list_sql(filter, by_category, false, false));
                assert!(plan.contains(index), "{filter:?}: {plan}");
                assert!(!plan.contains("SCAN p") && !plan.contains("FOR ORDER BY"), "{filter:?}: {plan}");
            }
        }
    }

    #[test]
    fn pages_follow_the_alphabet() {
        let names = ["Zapallo", "ñoquis", "Nuez", "ácido", "agua", "Oca"];
        let (_folder, store) = shelf::stocked(6, |number| names[usize::try_from(number - 1).expect("small")].to_owned());
        let (mut told, mut after) = (Vec::new(), None::<(String, i64)>);
        loop {
            let from = after.as_ref().map(|(name, seq)| (name.as_str(), *seq));
            let page =
                store.read(|reader| reader.products(Find::Words(""), None, ListFilter::All, from, 1)).expect("it reads");
            let Some(row) = page.into_iter().next() else { break };
            after = Some((row.name.clone(), row.seq));
            told.push(row.name);
        }
        assert_eq!(told, ["ácido", "agua", "Nuez", "ñoquis", "Oca", "Zapallo"]);
    }
}
