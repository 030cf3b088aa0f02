//! Looking at sales.

use std::collections::BTreeMap;

use caserita_domain::access::Ability;
use caserita_money::Quantity;
use caserita_printing::{Columns, Preview, preview};
use caserita_store::{DocStanding, PrintJob, Reader, Refund, Sale, SaleFilter, SaleListRow};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use super::{
    charge::{ChargeDetail, chargeable, charges},
    paper::receipt,
    refund::{affected, left},
    void::voidable,
};
use crate::{App, Door, Error, Result, cash::name, page::Page, till::instant};

/// What to list.
#[derive(Debug, Clone, Default)]
pub struct SaleQuery {
    /// Number or part of a customer's name.
    pub text: String,
    /// First business day.
    pub from: Option<NaiveDate>,
    /// Last business day.
    pub to: Option<NaiveDate>,
    /// Only voided, or only standing.
    pub voided: Option<bool>,
}

/// How a sale was undone.
#[derive(Debug, Clone)]
pub struct Voided {
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: String,
    /// Whose PIN allowed it.
    pub approved_by: Option<String>,
    /// Why.
    pub reason: String,
}

/// One sale with everything a screen shows of it.
#[derive(Debug)]
pub struct SaleDetail {
    /// The sale.
    pub sale: Sale,
    /// Its till's name.
    pub till: String,
    /// Its cashier's name.
    pub cashier: String,
    /// Names behind approvals, by line: discount, price.
    pub approvers: Vec<Option<String>>,
    /// How it was undone.
    pub void: Option<Voided>,
    /// Why it cannot be voided; none when it can.
    pub void_blocked: Option<Error>,
    /// Copies printed.
    pub copies: i64,
    /// Its newest print job.
    pub job: Option<PrintJob>,
    /// Its electronic document: the newest, when it was issued anew.
    pub document: Option<DocStanding>,
    /// What came back of it, oldest first.
    pub refunds: Vec<RefundDetail>,
    /// How much of each line can still come back, by its number.
    pub left: BTreeMap<i64, Quantity>,
    /// Why nothing of it can come back, when nothing can.
    pub refund_blocked: Option<Error>,
    /// What was charged on it afterwards, oldest first.
    pub charges: Vec<ChargeDetail>,
    /// Why nothing can be charged on it; none when something can.
    pub charge_blocked: Option<Error>,
}

/// Something that came back.
#[derive(Debug)]
pub struct RefundDetail {
    /// What.
    pub refund: Refund,
    /// Who took it.
    pub by: String,
    /// The credit note; the newest, when it was issued anew.
    pub note: Option<DocStanding>,
}

impl App {
    /// Sales, newest first, each with its newest print job.
    pub fn sales(
        &self,
        door: Door,
        query: SaleQuery,
        after: Option<i64>,
        limit: i64,
    ) -> Result<Page<(SaleListRow, Option<PrintJob>)>> {
        self.allowed(door, Ability::SeeSales)?;
        let filter = SaleFilter { from: query.from, to: query.to, voided: query.voided, text: query.text };
        self.store.read(|reader| {
            let rows = |most| Ok(reader.sales(&filter, after, most)?);
            Page::of(limit, rows, |row: &SaleListRow| row.seq)?.map(|row| {
                let job = reader.print_job_of_sale(row.id)?;
                Ok((row, job))
            })
        })
    }

    /// One sale.
    pub fn sale(&self, door: Door, id: Uuid) -> Result<SaleDetail> {
        self.allowed(door, Ability::SeeSales)?;
        self.sale_now(id)
    }

    /// One sale, as an answer to a change that is done.
    pub(super) fn sale_now(&self, id: Uuid) -> Result<SaleDetail> {
        self.store.read(|reader| {
            let sale = reader.sale(id)?.ok_or(Error::NotFound)?;
            let void = reader.sale_void(id)?;
            let open = reader.open_cash_session(self.till_id)?;
            let void_blocked = match (&void, open) {
                (Some(_), _) => Some(Error::AlreadyVoided),
                (None, Some(session)) if session.id == sale.session_id => voidable(reader, &sale, self.today()).err(),
                _ => Some(Error::SaleSessionClosed),
            };
            let left = left(reader, &sale)?;
            let refund_blocked = match affected(reader, &sale) {
                Err(error) => Some(error),
                Ok(_) if left.is_empty() => Some(Error::SaleRefunded),
                Ok(_) => None,
            };
            let document = reader.fiscal_doc_of_sale(id)?;
            let notes = reader.fiscal_notes_of_sale(id)?;
            let approvers = sale.lines.iter().map(|line| line.discount_by.or(line.price_by));
            Ok(SaleDetail {
                till: reader.till(sale.till_id)?.map(|till| till.name).unwrap_or_default(),
                cashier: name(reader, sale.cashier_id)?,
                approvers: approvers.map(|by| by.map(|id| name(reader, id)).transpose()).collect::<Result<_>>()?,
                void: void
                    .map(|void| {
                        Ok::<_, Error>(Voided {
                            at: instant(void.at),
                            by: name(reader, void.user_id)?,
                            approved_by: void.approved_by.map(|id| name(reader, id)).transpose()?,
                            reason: void.reason,
                        })
                    })
                    .transpose()?,
                void_blocked,
                copies: reader.reprints_of(id)?,
                job: reader.print_job_of_sale(id)?,
                refunds: refunds(reader, &sale, &notes)?,
                charges: charges(reader, &sale, &notes)?,
                charge_blocked: chargeable(reader, &sale).err(),
                document,
                left: left.into_iter().map(|(line, part)| (line, part.quantity)).collect(),
                refund_blocked,
                sale,
            })
        })
    }

    /// A sale's ticket as it looks on paper of so many columns.
    pub fn sale_preview(&self, door: Door, id: Uuid, columns: Columns) -> Result<Preview> {
        self.allowed(door, Ability::SeeSales)?;
        self.store.read(|reader| {
            let sale = reader.sale(id)?.ok_or(Error::NotFound)?;
            Ok(preview(&receipt(reader, &sale, false)?, columns))
        })
    }

    /// A sale's ticket as a PDF of 80 mm.
    pub fn sale_pdf(&self, door: Door, id: Uuid) -> Result<Vec<u8>> {
        self.allowed(door, Ability::SeeSales)?;
        self.store.read(|reader| {
            let sale = reader.sale(id)?.ok_or(Error::NotFound)?;
            Ok(caserita_printing::pdf(&receipt(reader, &sale, false)?))
        })
    }
}

fn refunds(reader: &Reader<'_>, sale: &Sale, notes: &[DocStanding]) -> Result<Vec<RefundDetail>> {
    let found = reader.refunds_of(sale.id)?.into_iter().map(|refund| {
        Ok(RefundDetail {
            by: name(reader, refund.user_id)?,
            note: notes.iter().rev().find(|note| note.doc.refund_id == Some(refund.id)).cloned(),
            refund,
        })
    });
    found.collect()
}
