//! Goods and money that come back after a sale, whole or in part, with the credit note that the law wants for them.

use std::collections::BTreeMap;

use caserita_domain::{
    access::{Ability, Limited},
    document::DocKind,
    fiscal::DocState,
    payment::Tender,
    refund::Part,
    tax::TaxRates,
};
use caserita_money::{Money, Quantity};
use caserita_printing::{Ticket, Transport};
use caserita_store::{Change, DocStanding, DrawerOpening, Reader, Refund, RefundLine, Sale};
use caserita_sunat::catalog::CreditReason;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    detail::SaleDetail,
    paper::{document_ticket, number_of},
};
use crate::{
    App, Approval, Call, Door, Error, Result,
    fiscal::{bags, credit_kind, settings},
    gate::{Act, Op},
    printing::Payload,
    settings::{printer, required},
};
use caserita_licensing::Deed;

/// A line that comes back, or a part of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// Of the sale.
    pub line_no: i64,
    /// How much.
    pub quantity: Quantity,
    /// Whether it goes back on the shelf.
    pub restock: bool,
}

/// What comes back.
#[derive(Debug, Clone)]
pub struct RefundInput {
    /// Which lines; none: all that is left.
    pub lines: Vec<Returned>,
    /// How the money goes back.
    pub tender: Tender,
    /// Why.
    pub reason: String,
}

/// What a return would come to.
#[derive(Debug, Clone)]
pub struct RefundQuote {
    /// What the lines are worth.
    pub total: Money,
    /// What is handed over.
    pub paid_back: Money,
    /// The paper it takes; none when the sale had none that SUNAT knows.
    pub paper: Option<DocKind>,
    /// SUNAT's motive, in words.
    pub motive: &'static str,
}

/// What a return is made of, before anything is kept.
struct Decision {
    lines: Vec<RefundLine>,
    total: Money,
    paid_back: Money,
    reason: CreditReason,
    affected: Option<DocStanding>,
}

/// What the gate remembers of a return.
#[derive(Debug, Serialize, Deserialize)]
struct Done {
    refund: Uuid,
}

impl App {
    /// What a return of these lines would come to.
    pub fn quote_refund(&self, door: Door, id: Uuid, lines: &[Returned], tender: Tender) -> Result<RefundQuote> {
        self.allowed(door, Ability::SeeSales)?;
        self.store.read(|reader| {
            let sale = reader.sale(id)?.ok_or(Error::NotFound)?;
            let decision = decide(reader, &sale, lines, tender)?;
            Ok(RefundQuote {
                total: decision.total,
                paid_back: decision.paid_back,
                paper: decision.affected.map(|affected| credit_kind(affected.doc.kind)),
                motive: decision.reason.name(),
            })
        })
    }

    /// Takes goods back and hands their money over, in the session that is open now. The sale stays as it was; a credit note
    /// corrects its document.
    pub fn refund_sale(
        &self,
        call: &Call,
        id: Uuid,
        input: &RefundInput,
        approval: Option<&Approval>,
    ) -> Result<SaleDetail> {
        let reason = required(&input.reason, Error::ReasonRequired)?;
        self.transact_approved(call, Op::audited("sale.refund", Ability::VoidSale, Deed::UndoIssued), approval, |act| {
            let sale = act.tx.sale(id)?.ok_or(Error::NotFound)?;
            let session = act.tx.open_cash_session(self.till_id)?.ok_or(Error::CashNotOpen)?;
            let decision = decide(act.tx, &sale, &input.lines, input.tender)?;
            let approved_by = act.within(Limited::Void(decision.total))?;
            let refund = Refund {
                id: act.tx.new_id(),
                sale_id: id,
                session_id: session.id,
                at: act.tx.now(),
                user_id: act.user.id,
                approved_by,
                reason_code: decision.reason.code().to_owned(),
                reason,
                tender: input.tender,
                total: decision.total,
                paid_back: decision.paid_back,
                lines: decision.lines,
            };
            act.about(id);
            act.note("number", number_of(act.tx, &sale)?);
            act.note("total", refund.total.cents());
            act.note("reason", refund.reason.as_str());
            act.tx.record(Change::Refund(refund.clone()))?;
            let note = decision.affected.map(|affected| self.issue_credit(act.tx, &refund, &affected)).transpose()?;
            let ticket = note.as_ref().map(|note| document_ticket(act.tx, note.id)).transpose()?;
            let title = note.map_or_else(|| number_of(act.tx, &sale), |note| Ok(note.full_number()))?;
            let cash = (refund.tender == Tender::Cash).then_some((refund.session_id, refund.reason.as_str()));
            hand_over(act, &title, id, ticket, cash)?;
            Ok(Done { refund: refund.id })
        })?;
        self.sale_now(id)
    }
}

/// The note comes out, and the drawer opens for what is handed over in cash: in which session, and why.
pub(super) fn hand_over(
    act: &mut Act<'_, '_>,
    title: &str,
    sale_id: Uuid,
    ticket: Option<Ticket>,
    cash: Option<(Uuid, &str)>,
) -> Result<()> {
    let profile = printer(act.tx)?;
    let cash = cash.filter(|_| profile.drawer.is_some() && profile.transport != Transport::None);
    if let Some((session_id, reason)) = cash {
        act.tx.record(Change::Drawer(DrawerOpening {
            id: act.tx.new_id(),
            session_id: Some(session_id),
            sale_id: Some(sale_id),
            at: act.tx.now(),
            user_id: act.user.id,
            reason: reason.to_owned(),
        }))?;
    }
    Payload::new(ticket, cash.is_some()).queue(act.tx, &profile, title, Some(sale_id), true).map(drop)
}

/// What is left of each line of a sale, by its number.
pub(super) fn left(reader: &Reader<'_>, sale: &Sale) -> Result<BTreeMap<i64, Part>> {
    let rates = TaxRates::on(sale.business_date);
    let sold = sale.lines.iter().map(|line| {
        let part = Part {
            quantity: line.quantity,
            gross: line.gross,
            net: line.base + line.igv,
            igv: line.igv,
            icbper: line.icbper,
            bags: bags(line.icbper, rates),
        };
        (line.line_no, part)
    });
    let mut left: BTreeMap<i64, Part> = sold.collect();
    for back in reader.refunds_of(sale.id)?.into_iter().flat_map(|refund| refund.lines) {
        if let Some(part) = left.get_mut(&back.line_no) {
            let RefundLine { quantity, gross, net, igv, icbper, bags, .. } = back;
            *part = part.less(&Part { quantity, gross, net, igv, icbper, bags });
        }
    }
    left.retain(|_, part| part.quantity > Quantity::ZERO);
    Ok(left)
}

/// Whether anything of this sale can come back now, and against which document.
pub(super) fn affected(reader: &Reader<'_>, sale: &Sale) -> Result<Option<DocStanding>> {
    if reader.sale_void(sale.id)?.is_some() {
        return Err(Error::AlreadyVoided);
    }
    let document = reader.fiscal_doc_of_sale(sale.id)?;
    match document {
        // What SUNAT rejected does not exist: there is nothing to correct.
        Some(standing) if standing.state == DocState::Rejected => Ok(None),
        // Nor is a trial corrected once the shop issues for real.
        Some(standing) if Some(standing.doc.environment) != settings(reader)?.environment => Ok(None),
        Some(standing) if standing.void_asked || matches!(standing.state, DocState::VoidPending | DocState::Voided) => {
            Err(Error::AlreadyVoided)
        }
        document => Ok(document),
    }
}

/// Whether SUNAT rejected its document while the sale stands: what stays with the customer still needs one.
fn is_lost(reader: &Reader<'_>, sale: &Sale) -> Result<bool> {
    let Some(standing) = reader.fiscal_doc_of_sale(sale.id)? else { return Ok(false) };
    Ok(standing.state == DocState::Rejected && Some(standing.doc.environment) == settings(reader)?.environment)
}

fn decide(reader: &Reader<'_>, sale: &Sale, wanted: &[Returned], tender: Tender) -> Result<Decision> {
    let affected = affected(reader, sale)?;
    let mut left = left(reader, sale)?;
    let untouched =
        left.len() == sale.lines.len() && sale.lines.iter().all(|line| left[&line.line_no].quantity == line.quantity);
    let everything: Vec<Returned> =
        left.iter().map(|(line_no, part)| Returned { line_no: *line_no, quantity: part.quantity, restock: true }).collect();
    let wanted = if wanted.is_empty() { &everything } else { wanted };
    let mut lines = Vec::new();
    for back in wanted {
        let part = left.get(&back.line_no).and_then(|part| part.take(back.quantity)).ok_or(Error::RefundTooLarge)?;
        let rest = left[&back.line_no].less(&part);
        left.insert(back.line_no, rest);
        lines.push(RefundLine {
            line_no: back.line_no,
            quantity: part.quantity,
            restock: back.restock,
            gross: part.gross,
            net: part.net,
            base: part.base(),
            igv: part.igv,
            icbper: part.icbper,
            bags: part.bags,
        });
    }
    lines.sort_by_key(|line| line.line_no);
    if lines.is_empty() || lines.windows(2).any(|pair| pair[0].line_no == pair[1].line_no) {
        return Err(Error::RefundTooLarge);
    }
    let whole = untouched && left.values().all(|part| part.quantity == Quantity::ZERO);
    if !whole && affected.is_none() && is_lost(reader, sale)? {
        return Err(Error::ReissueFirst);
    }
    let total: Money = lines.iter().map(|line| line.net + line.icbper).sum();
    Ok(Decision {
        paid_back: paid_back(reader, sale, total, tender)?,
        lines,
        total,
        reason: if whole { CreditReason::FullReturn } else { CreditReason::PartialReturn },
        affected,
    })
}

/// What is handed over. In cash there is no coin under ten céntimos: the rest goes to the customer, but never more than they
/// paid in all.
fn paid_back(reader: &Reader<'_>, sale: &Sale, total: Money, tender: Tender) -> Result<Money> {
    let given: Money = reader.refunds_of(sale.id)?.iter().map(|refund| refund.paid_back).sum();
    let up = if tender == Tender::Cash { (total + Money::from_cents(9)).cash_rounded_down() } else { total };
    Ok(up.min(sale.totals.total + sale.rounding - given).max(Money::ZERO))
}
