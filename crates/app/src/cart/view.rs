//! The cart as a screen shows it. Every figure on it was computed here; a screen adds nothing up.

use caserita_domain::{
    access::Ability,
    cash::QUICK_NOTES,
    document::DocKind,
    payment::{self, Due, Tender},
    pricing::{Discount, PricedLine, Totals},
    tax::TaxRates,
};
use caserita_licensing::Entitlement;
use caserita_money::{Money, Percent};
use caserita_store::{Customer, Reader, SaleItem};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use super::{
    change::{doc_kind, items, priced},
    draft::{ByHand, Draft},
};
use crate::{App, Door, Result, fiscal};

/// The open cart.
#[derive(Debug, Clone)]
pub struct Cart {
    /// Its identity; none while nothing was scanned.
    pub id: Option<Uuid>,
    /// Kind of paper it will end in.
    pub doc_kind: DocKind,
    /// The pre-printed paper it was already written on by hand.
    pub by_hand: Option<ByHand>,
    /// Kinds of paper the shop can give.
    pub doc_kinds: Vec<DocKind>,
    /// Its lines.
    pub lines: Vec<CartLine>,
    /// The line that changed last.
    pub last_line_no: Option<i64>,
    /// Its figures.
    pub totals: Totals,
    /// The rates they were computed under.
    pub rates: TaxRates,
    /// Who buys.
    pub customer: Option<Customer>,
    /// The ticket's discount when it is a share.
    pub ticket_discount_percent: Option<Percent>,
    /// Why it was given.
    pub ticket_discount_reason: Option<String>,
    /// Tenders already received.
    pub payments: Vec<CartPayment>,
    /// What they come to.
    pub paid: Money,
    /// What is left, and what of it cash takes.
    pub due: Due,
    /// Notes worth offering as one key.
    pub quick_cash: Vec<Money>,
    /// Carts on hold.
    pub held_count: i64,
    /// Grows with every change.
    pub version: i64,
    /// The sale before.
    pub previous: Option<PreviousSale>,
}

/// One line.
#[derive(Debug, Clone)]
pub struct CartLine {
    /// Its number in this cart; stays when others go.
    pub line_no: i64,
    /// What it sells.
    pub item: SaleItem,
    /// Its amounts.
    pub amounts: PricedLine,
    /// Its discount when it is a share.
    pub discount_percent: Option<Percent>,
    /// Why it was given.
    pub discount_reason: Option<String>,
}

/// A tender already received.
#[derive(Debug, Clone)]
pub struct CartPayment {
    /// Its identity, to take it off again.
    pub id: Uuid,
    /// How.
    pub tender: Tender,
    /// How much.
    pub amount: Money,
    /// Operation number.
    pub operation_code: Option<String>,
}

/// A cart on hold.
#[derive(Debug, Clone)]
pub struct HeldCart {
    /// Identity.
    pub id: Uuid,
    /// Name it was given; may be empty.
    pub name: String,
    /// What it comes to.
    pub total: Money,
    /// Lines.
    pub lines: usize,
    /// Since when.
    pub held_at: DateTime<Utc>,
    /// Who held it.
    pub cashier: String,
}

/// The sale before this cart: what a customer comes back to ask about.
#[derive(Debug, Clone)]
pub struct PreviousSale {
    /// The sale.
    pub sale_id: Uuid,
    /// Its number.
    pub number: String,
    /// What was to pay.
    pub total: Money,
    /// What went back.
    pub change: Money,
}

impl App {
    /// The open cart of this till.
    pub fn cart(&self, door: Door) -> Result<Cart> {
        self.allowed(door, Ability::Sell)?;
        self.cart_now()
    }

    /// The cart as an answer to a change that was allowed and is done: whatever happened to the session since, the caller
    /// must learn of it.
    pub(super) fn cart_now(&self) -> Result<Cart> {
        let licensed = self.pass()?.holds(Entitlement::Documents);
        self.store.read(|reader| self.view(reader, licensed))
    }

    fn view(&self, reader: &Reader<'_>, licensed: bool) -> Result<Cart> {
        let row = reader.open_cart::<Draft>(self.till_id)?;
        let id = row.as_ref().map(|row| row.id);
        let draft = row.map(|row| row.draft).unwrap_or_default();
        let items = items(reader, &draft)?;
        let priced = priced(reader, &draft, &items, self.today())?;
        let due = payment::due(priced.totals.total, draft.paid());
        let discount = draft.discount.as_ref();
        Ok(Cart {
            id,
            doc_kind: doc_kind(reader, licensed, &draft)?,
            by_hand: draft.by_hand.clone(),
            doc_kinds: fiscal::lawful_kinds(reader, licensed)?,
            last_line_no: draft.last_line,
            rates: fiscal::rates(reader, self.today())?,
            customer: draft.customer_id.map(|id| reader.customer(id)).transpose()?.flatten(),
            ticket_discount_percent: discount.and_then(|given| share(given.value)),
            ticket_discount_reason: discount.map(|given| given.reason.clone()),
            payments: draft.payments.iter().map(received).collect(),
            paid: draft.paid(),
            quick_cash: QUICK_NOTES.to_vec(),
            held_count: reader.held_count()?,
            version: draft.version,
            previous: previous(reader, self.till_id)?,
            totals: priced.totals,
            due,
            lines: lines(&draft, items, priced.lines),
        })
    }
}

fn lines(draft: &Draft, items: Vec<SaleItem>, amounts: Vec<PricedLine>) -> Vec<CartLine> {
    draft
        .lines
        .iter()
        .zip(items)
        .zip(amounts)
        .map(|((line, item), amounts)| CartLine {
            line_no: line.line_no,
            item,
            amounts,
            discount_percent: line.discount.as_ref().and_then(|given| share(given.value)),
            discount_reason: line.discount.as_ref().map(|given| given.reason.clone()),
        })
        .collect()
}

fn received(payment: &super::draft::Received) -> CartPayment {
    CartPayment {
        id: payment.id,
        tender: payment.tender,
        amount: payment.amount,
        operation_code: payment.operation_code.clone(),
    }
}

fn share(discount: Discount) -> Option<Percent> {
    match discount {
        Discount::Percent(percent) => Some(percent),
        Discount::Amount(_) => None,
    }
}

fn previous(reader: &Reader<'_>, till_id: Uuid) -> Result<Option<PreviousSale>> {
    Ok(reader.last_sale_of(till_id)?.map(|sale| PreviousSale {
        sale_id: sale.id,
        number: sale.full_number(),
        total: sale.totals.total + sale.rounding,
        change: sale.payments.iter().filter_map(|payment| payment.change).sum(),
    }))
}
