//! A code arrives from the reader.

use caserita_domain::{access::Ability, barcode, catalog::quantity_is_sellable, pricing::Measure};
use caserita_money::Quantity;
use caserita_store::SaleItem;

use super::view::Cart;
use crate::{App, Call, Error, Result, gate::Op};
use caserita_licensing::Deed;

/// More lines than a counter sells at once, and as many as one operation of the log can carry.
const MOST_LINES: usize = 100;

/// What a code did.
#[derive(Debug)]
pub enum Scanned {
    /// It went into the cart.
    Added(SaleItem),
    /// Nothing in the catalogue has it.
    Unknown,
    /// It is sold by weight, which is still to be given.
    Weigh(SaleItem),
    /// It is in the catalogue but may not be sold.
    Blocked(SaleItem, Error),
}

impl App {
    /// Looks a code up and sells one of it, or `quantity`. Codes that sell nothing change nothing.
    pub fn scan(&self, call: &Call, code: &str, quantity: Option<Quantity>) -> Result<(Scanned, Cart)> {
        self.allowed(call.door, Ability::Sell)?;
        let found = match barcode::clean(code) {
            Some(code) => self.store.read(|reader| reader.item_by_code(&code))?,
            None => None,
        };
        let outcome = match found {
            None => Scanned::Unknown,
            Some(item) if !item.active => Scanned::Blocked(item, Error::ProductInactive),
            Some(item) if item.weighed && quantity.is_none() => Scanned::Weigh(item),
            Some(item) => match self.sell(call, &item, Measure::Quantity(quantity.unwrap_or(Quantity::ONE))) {
                Ok(()) => Scanned::Added(item),
                Err(error @ (Error::QuantityInvalid | Error::CartFull)) => Scanned::Blocked(item, error),
                Err(error) => return Err(error),
            },
        };
        Ok((outcome, self.cart_now()?))
    }

    /// Puts so much of a presentation into the cart.
    pub fn add_line(&self, call: &Call, presentation_id: uuid::Uuid, quantity: super::Quantity) -> Result<Cart> {
        self.allowed(call.door, Ability::Sell)?;
        let item = self.store.read(|reader| reader.sale_item(presentation_id))?.ok_or(Error::NotFound)?;
        if !item.active {
            return Err(Error::ProductInactive);
        }
        let measure = quantity.measure(&item)?;
        self.sell(call, &item, measure)?;
        self.cart_now()
    }

    fn sell(&self, call: &Call, item: &SaleItem, measure: Measure) -> Result<()> {
        if matches!(measure, Measure::Quantity(quantity) if !quantity_is_sellable(quantity, item.weighed)) {
            return Err(Error::QuantityInvalid);
        }
        self.change_cart(call, Op::local("cart.add", Ability::Sell, Deed::FinishSale), None, |_, draft| {
            let line_no = draft.add(item, measure);
            let full = draft.lines.len() > MOST_LINES;
            match draft.line(line_no)?.measure {
                Measure::Quantity(quantity) if !quantity_is_sellable(quantity, item.weighed) => Err(Error::QuantityInvalid),
                _ if full => Err(Error::CartFull),
                _ => Ok(()),
            }
        })
    }
}
