//! *Cobrar*: one transaction from draft to fact. Nothing is printed, sent or shown as paid before it commits.

use caserita_domain::{
    access::Ability,
    cash::{Pieces, fewest_pieces},
    payment::{self, CashPart, Tender},
    pricing::Priced,
};
use caserita_money::Money;
use caserita_printing::{OpenDrawerOn, Transport};
use caserita_store::{CartRow, Change, CustomerSnapshot, DrawerOpening, Payment, Sale, SaleItem, SaleLine};
use uuid::Uuid;

use super::{
    change::{doc_kind, items, priced},
    draft::Draft,
    view::Cart,
};
use crate::{
    App, Call, Error, Result, fiscal,
    gate::{Act, Op},
    printing::Payload,
    sales::receipt,
    settings,
};
use caserita_licensing::{Deed, Entitlement};

/// What the cashier confirms.
#[derive(Debug, Clone, Copy)]
pub struct PayInput {
    /// The total they saw. If it is no longer the total, nothing is taken.
    pub expected_total: Money,
    /// Cash handed over; `None` is exactly what is due.
    pub cash_received: Option<Money>,
    /// Whether paper is wanted.
    pub print: bool,
}

/// A paid sale as the cashier sees it.
#[derive(Debug, Clone)]
pub struct Paid {
    /// The sale.
    pub sale: Sale,
    /// Cash that came over the counter.
    pub received: Money,
    /// What goes back.
    pub change: Money,
    /// In which notes and coins.
    pub breakdown: Vec<Pieces>,
    /// The print job, when there is one.
    pub print_job: Option<Uuid>,
    /// The cart for the next customer.
    pub cart: Cart,
}

impl App {
    /// Pays the open cart. The same key pays it once, whatever happens to the answer.
    pub fn pay(&self, call: &Call, input: PayInput) -> Result<Paid> {
        let sale_id: Uuid = self.transact(call, Op::audited("sale.pay", Ability::Sell, Deed::FinishSale), |act| {
            let row = self.filled_cart(act)?;
            act.pass.check_sale(row.draft.begun())?;
            let sale = self.sale_of(act, &row, input)?;
            self.take_numbers(act, &sale)?;
            act.about(sale.id);
            act.note("number", sale.full_number());
            act.note("total", (sale.totals.total + sale.rounding).cents());
            act.tx.record(Change::Sale(sale.clone()))?;
            self.issue(act, &sale, row.draft.by_hand.as_ref())?;
            act.tx.drop_cart(row.id)?;
            self.queue_receipt(act, &sale, input.print)?;
            Ok(sale.id)
        })?;
        self.paid(sale_id)
    }

    fn paid(&self, sale_id: Uuid) -> Result<Paid> {
        let (sale, job) = self.store.read(|reader| -> Result<_> {
            Ok((reader.sale(sale_id)?.ok_or(Error::NotFound)?, reader.print_job_of_sale(sale_id)?))
        })?;
        let change = sale.payments.iter().filter_map(|payment| payment.change).sum();
        Ok(Paid {
            received: sale.payments.iter().filter_map(|payment| payment.received).sum(),
            change,
            breakdown: fewest_pieces(change),
            print_job: job.map(|job| job.id),
            cart: self.cart_now()?,
            sale,
        })
    }

    /// The sale a draft becomes, with the next number of its series.
    fn sale_of(&self, act: &Act<'_, '_>, row: &CartRow<Draft>, input: PayInput) -> Result<Sale> {
        let draft = &row.draft;
        let session = act.tx.open_cash_session(self.till_id)?.ok_or(Error::CashNotOpen)?;
        let day = act.today();
        let items = items(act.tx, draft)?;
        let priced = priced(act.tx, draft, &items, day)?;
        let total = priced.totals.total;
        if total != input.expected_total {
            return Err(Error::TotalChanged { expected: input.expected_total, total });
        }
        let due = payment::due(total, draft.paid());
        if due.remaining.is_negative() {
            return Err(Error::ExceedsRemaining { remaining: due.remaining });
        }
        let cash = payment::take_cash(due, input.cash_received)?;
        let kind = doc_kind(act.tx, act.pass.holds(Entitlement::Documents), draft)?;
        let (series, number) = match &draft.by_hand {
            Some(paper) => {
                fiscal::check_by_hand(act, paper)?;
                (fiscal::sale_series_of(paper), paper.number)
            }
            None => {
                let (series, last) = act.tx.series(self.till_id, kind)?.ok_or(Error::Internal("no series"))?;
                (series, last + 1)
            }
        };
        Ok(Sale {
            id: row.id,
            till_id: self.till_id,
            session_id: session.id,
            doc_kind: kind,
            series,
            number,
            at: act.tx.now(),
            business_date: day,
            cashier_id: act.user.id,
            customer: customer(act, draft)?,
            discount_reason: draft.discount.as_ref().map(|given| given.reason.clone()),
            discount_by: draft.discount.as_ref().and_then(|given| given.approved_by),
            igv_rate: fiscal::rates(act.tx, day)?.igv,
            totals: priced.totals,
            rounding: due.rounding,
            lines: lines(draft, &items, &priced),
            payments: payments(draft, cash),
        })
    }

    /// Refuses an operation number that paid another sale since it was typed.
    fn take_numbers(&self, act: &Act<'_, '_>, sale: &Sale) -> Result<()> {
        for payment in &sale.payments {
            if let Some(code) = &payment.operation_code
                && let Some((series, number)) = act.tx.sale_paid_with(payment.tender, code, sale.business_date)?
            {
                return Err(Error::CodeRepeated { number: caserita_domain::document::full_number(&series, number) });
            }
        }
        Ok(())
    }

    /// Puts the receipt and the drawer's pulse into the spool, in the sale's own transaction.
    fn queue_receipt(&self, act: &mut Act<'_, '_>, sale: &Sale, print: bool) -> Result<()> {
        let profile = settings::printer(act.tx)?;
        let has_cash = sale.payments.iter().any(|payment| payment.tender == Tender::Cash);
        let opens = profile.drawer.is_some()
            && profile.transport != Transport::None
            && match profile.open_drawer_on {
                OpenDrawerOn::Always => true,
                OpenDrawerOn::Cash => has_cash,
                OpenDrawerOn::Never => false,
            };
        if opens {
            let opening = DrawerOpening {
                id: act.tx.new_id(),
                session_id: Some(sale.session_id),
                sale_id: Some(sale.id),
                at: sale.at,
                user_id: sale.cashier_id,
                reason: sale.full_number(),
            };
            act.tx.record(Change::Drawer(opening))?;
        }
        let ticket = if print { Some(receipt(act.tx, sale, false)?) } else { None };
        Payload::new(ticket, opens).queue(act.tx, &profile, &sale.full_number(), Some(sale.id), false).map(drop)
    }
}

fn customer(act: &Act<'_, '_>, draft: &Draft) -> Result<Option<CustomerSnapshot>> {
    let Some(id) = draft.customer_id else { return Ok(None) };
    let customer = act.tx.customer(id)?.ok_or(Error::NotFound)?;
    Ok(Some(CustomerSnapshot { id, doc_type: customer.doc_type, doc_number: customer.doc_number, name: customer.name }))
}

fn lines(draft: &Draft, items: &[SaleItem], priced: &Priced) -> Vec<SaleLine> {
    let rows = draft.lines.iter().zip(items).zip(&priced.lines);
    rows.zip(1..)
        .map(|(((line, item), amounts), line_no)| SaleLine {
            line_no,
            product_id: item.product_id,
            presentation_id: item.presentation_id,
            name: item.name.clone(),
            detail: item.detail.clone(),
            unit: item.unit.clone(),
            quantity: amounts.quantity,
            base_quantity: amounts.quantity.of_factor(item.factor),
            list_price: item.price,
            unit_price: amounts.unit_price,
            price_source: amounts.price_source,
            price_reason: line.manual_price.as_ref().map(|given| given.reason.clone()),
            price_by: line.manual_price.as_ref().and_then(|given| given.approved_by),
            gross: amounts.gross,
            discount: amounts.discount,
            discount_reason: line.discount.as_ref().map(|given| given.reason.clone()),
            discount_by: line.discount.as_ref().and_then(|given| given.approved_by),
            ticket_discount: amounts.ticket_discount,
            tax_class: item.tax_class,
            base: amounts.base,
            igv: amounts.igv,
            icbper: amounts.icbper,
            cost: item.cost,
            tracks_stock: item.tracks_stock,
        })
        .collect()
}

/// The tenders already received, then cash for the rest.
fn payments(draft: &Draft, cash: CashPart) -> Vec<Payment> {
    let others = draft.payments.iter().map(|paid| Payment {
        tender: paid.tender,
        amount: paid.amount,
        received: None,
        change: None,
        operation_code: paid.operation_code.clone(),
    });
    let in_cash = (!cash.received.is_zero() || draft.payments.is_empty()).then_some(Payment {
        tender: Tender::Cash,
        amount: cash.amount,
        received: Some(cash.received),
        change: Some(cash.change),
        operation_code: None,
    });
    others.chain(in_cash).collect()
}
