//! Stock by hand, and its history.

use caserita_domain::access::Ability;
use caserita_money::Quantity;
use caserita_store::{Change, StockAdjustment, StockMovement};
use uuid::Uuid;

use super::product::ProductDetail;
use crate::{App, Call, Door, Error, Result, cash, gate::Op, page::Page, settings::required};
use caserita_licensing::Deed;

/// A movement with its person's name.
#[derive(Debug, Clone)]
pub struct NamedStockMovement {
    /// The movement.
    pub movement: StockMovement,
    /// Who.
    pub user: String,
}

impl App {
    /// Corrects a product's stock by `delta` base units.
    pub fn adjust_stock(&self, call: &Call, product_id: Uuid, delta: Quantity, reason: &str) -> Result<ProductDetail> {
        if delta == Quantity::ZERO || delta > Quantity::MAX_INPUT || delta < -Quantity::MAX_INPUT {
            return Err(Error::QuantityInvalid);
        }
        let reason = required(reason, Error::ReasonRequired)?;
        self.transact(call, Op::audited("stock.adjust", Ability::AdjustStock, Deed::Stock), |act| {
            if !act.tx.product(product_id)?.ok_or(Error::NotFound)?.tracks_stock {
                return Err(Error::QuantityInvalid);
            }
            act.about(product_id);
            act.note("delta", delta.thousandths());
            act.note("reason", reason.as_str());
            let (id, at, user_id) = (act.tx.new_id(), act.tx.now(), act.user.id);
            let adjustment = StockAdjustment { id, product_id, quantity: delta, at, user_id, reason, initial: false };
            Ok(act.tx.record(Change::StockAdjust(adjustment))?)
        })?;
        self.product(call.door, product_id)
    }

    /// A product's kardex, newest first.
    pub fn stock_movements(
        &self,
        door: Door,
        product_id: Uuid,
        after: Option<i64>,
        limit: i64,
    ) -> Result<Page<NamedStockMovement>> {
        self.allowed(door, Ability::SeeSales)?;
        self.store.read(|reader| {
            let movements = |most| Ok(reader.stock_movements(product_id, after, most)?);
            Page::of(limit, movements, |movement: &StockMovement| movement.seq)?
                .map(|movement| Ok(NamedStockMovement { user: cash::name(reader, movement.user_id)?, movement }))
        })
    }
}
