//! Something more charged on a sale that is paid, with the debit note that the law wants for it.

use caserita_domain::{
    access::{Ability, Limited},
    charge::{ChargeKind, Sold, can_charge},
    payment::Tender,
    tax::{TaxRates, split_included},
};
use caserita_money::Money;
use caserita_printing::Ticket;
use caserita_store::{Change, Charge, DocStanding, Reader, Sale};
use serde::{Deserialize, Serialize};

use super::{
    detail::SaleDetail,
    paper::document_ticket,
    refund::{affected, hand_over},
};
use crate::{
    App, Approval, Call, Error, Result,
    cash::name,
    gate::{Act, Op},
};
use caserita_licensing::Deed;
use uuid::Uuid;

/// Letters of a reason.
const LONGEST_REASON: usize = 250;

/// What is charged.
#[derive(Debug, Clone)]
pub struct ChargeInput {
    /// What for.
    pub kind: ChargeKind,
    /// Why, in words.
    pub reason: String,
    /// How much, IGV included.
    pub amount: Money,
    /// How it is paid.
    pub tender: Tender,
}

/// Something that was charged.
#[derive(Debug)]
pub struct ChargeDetail {
    /// What.
    pub charge: Charge,
    /// Who charged it.
    pub by: String,
    /// The debit note; the newest, when it was issued anew.
    pub note: Option<DocStanding>,
}

/// What the gate remembers of a charge.
#[derive(Debug, Serialize, Deserialize)]
struct Done {
    charge: Uuid,
}

impl App {
    /// Charges something more on a sale and takes its money, in the session that is open now. The sale stays as it was; a
    /// debit note corrects its document.
    pub fn charge_sale(
        &self,
        call: &Call,
        id: Uuid,
        input: &ChargeInput,
        approval: Option<&Approval>,
    ) -> Result<SaleDetail> {
        let reason = input.reason.trim().to_owned();
        if reason.is_empty() || reason.chars().count() > LONGEST_REASON {
            return Err(Error::ReasonRequired);
        }
        if !can_charge(input.amount) {
            return Err(Error::ChargeInvalid);
        }
        self.transact_approved(call, Op::audited("sale.charge", Ability::VoidSale, Deed::IssueDocument), approval, |act| {
            let sale = act.tx.sale(id)?.ok_or(Error::NotFound)?;
            let session = act.tx.open_cash_session(self.till_id)?.ok_or(Error::CashNotOpen)?;
            let document = chargeable(act.tx, &sale)?;
            let approved_by = act.within(Limited::Void(input.amount))?;
            let charge = charge(act, &sale, &document, session.id, Charged { input, reason, approved_by });
            act.about(id);
            act.note("number", document.doc.full_number());
            act.note("total", charge.total.cents());
            act.note("reason", charge.reason.as_str());
            act.tx.record(Change::Charge(charge.clone()))?;
            let note = self.issue_debit(act.tx, &charge, &document)?;
            let ticket: Ticket = document_ticket(act.tx, note.id)?;
            let cash = (charge.tender == Tender::Cash).then_some((charge.session_id, charge.reason.as_str()));
            hand_over(act, &note.full_number(), sale.id, Some(ticket), cash)?;
            Ok(Done { charge: charge.id })
        })?;
        self.sale_now(id)
    }
}

/// The document of a sale on which something can be charged now.
pub(super) fn chargeable(reader: &Reader<'_>, sale: &Sale) -> Result<DocStanding> {
    affected(reader, sale)?.ok_or(Error::NothingToCharge)
}

/// What was asked for and allowed.
struct Charged<'i> {
    input: &'i ChargeInput,
    reason: String,
    approved_by: Option<Uuid>,
}

/// The fact. Its tax is worked out of the total, at the rates of the sale; in cash there is no coin under ten céntimos, and
/// the rest is let go.
fn charge(act: &Act<'_, '_>, sale: &Sale, document: &DocStanding, session_id: Uuid, asked: Charged<'_>) -> Charge {
    let Charged { input, reason, approved_by } = asked;
    let doc = &document.doc;
    let sold = Sold { taxable: doc.taxable, exempt: doc.exempt, unaffected: doc.unaffected };
    let tax_class = input.kind.tax_class(doc.regime, sold);
    let split = split_included(input.amount, tax_class, TaxRates::of(doc.regime, sale.business_date));
    Charge {
        id: act.tx.new_id(),
        sale_id: sale.id,
        session_id,
        at: act.tx.now(),
        user_id: act.user.id,
        approved_by,
        kind: input.kind,
        reason,
        tender: input.tender,
        tax_class,
        base: split.base,
        igv: split.igv,
        total: input.amount,
        paid: if input.tender == Tender::Cash { input.amount.cash_rounded_down() } else { input.amount },
    }
}

/// What was charged on a sale, with its notes.
pub(super) fn charges(reader: &Reader<'_>, sale: &Sale, notes: &[DocStanding]) -> Result<Vec<ChargeDetail>> {
    let found = reader.charges_of(sale.id)?.into_iter().map(|charge| {
        Ok(ChargeDetail {
            by: name(reader, charge.user_id)?,
            note: notes.iter().rev().find(|note| note.doc.charge_id == Some(charge.id)).cloned(),
            charge,
        })
    });
    found.collect()
}
