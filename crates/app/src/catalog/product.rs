//! One product: reading it, and saving it whole.

use std::collections::HashSet;

use caserita_domain::{access::Ability, barcode, catalog::ProductKind, tax::TaxClass};
use caserita_money::{Money, Quantity};
use caserita_store::{Presentation, Product, Reader, Tx};
use uuid::Uuid;

use crate::{
    App, Call, Door, Error, Result, cash,
    gate::Op,
    settings::{optional, required},
};
use caserita_licensing::Deed;

/// A presentation as its editor sends it.
#[derive(Debug, Clone)]
pub struct PresentationInput {
    /// The one it changes; none for a new one.
    pub id: Option<Uuid>,
    /// Name; may be empty.
    pub name: String,
    /// Unit.
    pub unit: String,
    /// Base units in it.
    pub factor: Quantity,
    /// Price of one.
    pub price: Money,
    /// Cheaper price.
    pub wholesale_price: Option<Money>,
    /// From this quantity on.
    pub wholesale_from: Option<Quantity>,
    /// Barcodes.
    pub barcodes: Vec<String>,
    /// Whether it can be sold.
    pub active: bool,
}

/// A product as its editor sends it.
#[derive(Debug, Clone)]
pub struct ProductInput {
    /// The shop's own code; none to be given one.
    pub sku: Option<String>,
    /// Name.
    pub name: String,
    /// Name on narrow paper.
    pub short_name: Option<String>,
    /// Category.
    pub category_id: Option<Uuid>,
    /// Brand.
    pub brand: Option<String>,
    /// Nature.
    pub kind: ProductKind,
    /// IGV class.
    pub tax_class: TaxClass,
    /// Sold by weight.
    pub weighed: bool,
    /// Unit of stock.
    pub base_unit: String,
    /// Whether sales move its stock.
    pub tracks_stock: bool,
    /// Minimum.
    pub min_stock: Option<Quantity>,
    /// Cost of a base unit.
    pub cost: Option<Money>,
    /// Place among the quick keys.
    pub quick_position: Option<i64>,
    /// Whether it can be sold.
    pub active: bool,
    /// The base one first.
    pub presentations: Vec<PresentationInput>,
}

/// A product with all that belongs to it.
#[derive(Debug, Clone)]
pub struct ProductDetail {
    /// The product.
    pub product: Product,
    /// Its presentations, the base one first.
    pub presentations: Vec<Presentation>,
    /// Base units there are, when tracked.
    pub on_hand: Option<Quantity>,
    /// Who edited it last.
    pub updated_by: String,
}

impl App {
    /// One product.
    pub fn product(&self, door: Door, id: Uuid) -> Result<ProductDetail> {
        let user = self.allowed(door, Ability::SeeSales)?;
        let mut detail = self.store.read(|reader| detail(reader, id))?;
        if !user.role.may(Ability::EditCatalog) {
            detail.product.cost = None;
        }
        Ok(detail)
    }

    /// Adds a product.
    pub fn add_product(&self, call: &Call, input: ProductInput) -> Result<ProductDetail> {
        let id = self.transact(call, Op::audited("product.add", Ability::EditCatalog, Deed::EditCatalogue), |act| {
            let id = act.tx.new_id();
            act.about(id);
            save(act.tx, act.user.id, id, input)?;
            Ok(id)
        })?;
        self.product(call.door, id)
    }

    /// Changes a product. A presentation no longer sent is no longer sold; what was sold by it keeps its name.
    pub fn update_product(&self, call: &Call, id: Uuid, input: ProductInput) -> Result<ProductDetail> {
        self.transact(call, Op::audited("product.set", Ability::EditCatalog, Deed::EditCatalogue), |act| {
            act.tx.product(id)?.ok_or(Error::NotFound)?;
            act.about(id);
            save(act.tx, act.user.id, id, input)
        })?;
        self.product(call.door, id)
    }
}

fn detail(reader: &Reader<'_>, id: Uuid) -> Result<ProductDetail> {
    let product = reader.product(id)?.ok_or(Error::NotFound)?;
    let presentations = reader.presentations(id)?;
    let on_hand = match presentations.first() {
        Some(first) => reader.sale_item(first.id)?.and_then(|item| item.on_hand),
        None => None,
    };
    let updated_by = product.updated_by.map(|id| cash::name(reader, id)).transpose()?.unwrap_or_default();
    Ok(ProductDetail { product, presentations, on_hand, updated_by })
}

/// Writes a product and its presentations. Barcodes given up are freed before others take them.
pub(crate) fn save(tx: &mut Tx<'_>, by: Uuid, id: Uuid, input: ProductInput) -> Result<()> {
    check(tx, id, &input)?;
    let sku = match optional(input.sku) {
        Some(sku) => sku,
        None => match tx.product(id)? {
            Some(stored) => stored.sku,
            None => tx.next_sku()?,
        },
    };
    tx.set(&Product {
        id,
        sku,
        name: required(&input.name, Error::ProductNameRequired)?,
        short_name: optional(input.short_name),
        category_id: input.category_id,
        brand: optional(input.brand),
        kind: input.kind,
        tax_class: input.tax_class,
        weighed: input.weighed,
        base_unit: required(&input.base_unit, Error::UnitRequired)?,
        tracks_stock: input.tracks_stock && input.kind != ProductKind::Service,
        min_stock: input.min_stock,
        cost: input.cost,
        quick_position: input.quick_position,
        active: input.active,
        updated_at: tx.now(),
        updated_by: Some(by),
    })?;
    let kept: HashSet<Uuid> = input.presentations.iter().filter_map(|presentation| presentation.id).collect();
    for gone in tx.presentations(id)?.into_iter().filter(|stored| !kept.contains(&stored.id)) {
        tx.set(&Presentation { active: false, barcodes: Vec::new(), ..gone })?;
    }
    for stored in tx.presentations(id)? {
        let sent = input.presentations.iter().find(|presentation| presentation.id == Some(stored.id));
        if let Some(sent) = sent {
            let barcodes = stored.barcodes.iter().filter(|code| sent.barcodes.contains(code)).cloned().collect();
            tx.set(&Presentation { barcodes, ..stored })?;
        }
    }
    for (position, presentation) in (0..).zip(input.presentations) {
        set_presentation(tx, id, position, presentation)?;
    }
    Ok(())
}

fn set_presentation(tx: &mut Tx<'_>, product_id: Uuid, position: i64, input: PresentationInput) -> Result<()> {
    let mut barcodes = input.barcodes;
    barcodes.sort();
    barcodes.dedup();
    Ok(tx.set(&Presentation {
        id: input.id.unwrap_or_else(|| tx.new_id()),
        product_id,
        position,
        name: input.name.trim().to_owned(),
        unit: required(&input.unit, Error::UnitRequired)?,
        factor: input.factor,
        price: input.price,
        wholesale_price: input.wholesale_price,
        wholesale_from: input.wholesale_from,
        active: input.active,
        barcodes,
    })?)
}

fn check(reader: &Reader<'_>, id: Uuid, input: &ProductInput) -> Result<()> {
    if let Some(sku) = optional(input.sku.clone())
        && reader.product_by_sku(&sku)?.is_some_and(|other| other.id != id)
    {
        return Err(Error::SkuTaken);
    }
    if let Some(category) = input.category_id {
        reader.category(category)?.ok_or(Error::NotFound)?;
    }
    if input.presentations.is_empty() {
        return Err(Error::PresentationRequired);
    }
    if input.kind == ProductKind::Bag && input.weighed {
        return Err(Error::QuantityInvalid);
    }
    if input.cost.is_some_and(|cost| cost.is_negative() || cost > Money::MAX_INPUT) {
        return Err(Error::ProductPriceInvalid);
    }
    if input.min_stock.is_some_and(|least| least < Quantity::ZERO || least > Quantity::MAX_INPUT) {
        return Err(Error::QuantityInvalid);
    }
    let own: Vec<Uuid> = reader.presentations(id)?.into_iter().map(|stored| stored.id).collect();
    let (mut seen, mut named) = (HashSet::new(), HashSet::new());
    for presentation in &input.presentations {
        if presentation.id.is_some_and(|id| !own.contains(&id) || !named.insert(id)) {
            return Err(Error::NotFound);
        }
        check_presentation(reader, input.kind, presentation, &own, &mut seen)?;
    }
    Ok(())
}

fn check_presentation<'i>(
    reader: &Reader<'_>,
    kind: ProductKind,
    input: &'i PresentationInput,
    own: &[Uuid],
    seen: &mut HashSet<&'i str>,
) -> Result<()> {
    let is_price = |price: Money| price > Money::ZERO && price <= Money::MAX_INPUT;
    let wholesale_sound = match (input.wholesale_price, input.wholesale_from) {
        (None, None) => true,
        (Some(price), Some(from)) => is_price(price) && price <= input.price && from > Quantity::ZERO,
        _ => false,
    };
    if !is_price(input.price) || !wholesale_sound {
        return Err(Error::ProductPriceInvalid);
    }
    let one_bag = kind != ProductKind::Bag || input.factor == Quantity::ONE;
    if input.factor <= Quantity::ZERO || input.factor > Quantity::MAX_INPUT || !one_bag {
        return Err(Error::FactorInvalid);
    }
    for code in &input.barcodes {
        if !barcode::is_acceptable(code) || !seen.insert(code) {
            return Err(Error::BarcodeInvalid { code: code.clone() });
        }
        for spelling in barcode::spellings(code) {
            match reader.barcode_owner(&spelling)? {
                Some((name, owner)) if !own.contains(&owner) => {
                    return Err(Error::BarcodeTaken { code: code.clone(), name });
                }
                _ => {}
            }
        }
    }
    Ok(())
}
