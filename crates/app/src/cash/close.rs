//! X and Z.

use caserita_domain::{
    access::Ability,
    cash::{Pieces, count_total},
};
use caserita_money::Money;
use caserita_store::{CashClose, Change, PrintJob};
use uuid::Uuid;

use super::{figures::Figures, open::name, report::report};
use crate::{
    App, Call, Door, Error, Result,
    gate::{Act, Op},
    page::Page,
    printing::Payload,
    settings::{self, optional},
    till::instant,
};
use caserita_licensing::Deed;

/// What the closer counted and decided.
#[derive(Debug, Clone)]
pub struct CloseInput {
    /// Notes and coins.
    pub counts: Vec<Pieces>,
    /// What stays in the drawer.
    pub left_float: Money,
    /// Anything to say.
    pub note: Option<String>,
    /// Whether paper is wanted.
    pub print: bool,
}

impl App {
    /// The X: the figures so far. Changes nothing.
    pub fn x_report(&self, door: Door) -> Result<Figures> {
        self.allowed(door, Ability::SeeExpected)?;
        self.store.read(|reader| {
            let session = reader.open_cash_session(self.till_id)?.ok_or(Error::CashNotOpen)?;
            Figures::of(reader, &session)
        })
    }

    /// Prints the X.
    pub fn print_x(&self, call: &Call) -> Result<PrintJob> {
        let id = self.transact(call, Op::audited("cash.x", Ability::SeeExpected, Deed::Report), |act| {
            let session = act.tx.open_cash_session(self.till_id)?.ok_or(Error::CashNotOpen)?;
            act.about(session.id);
            let figures = Figures::of(act.tx, &session)?;
            self.queue_report(act, &figures, false)?.ok_or(Error::NoPrinter)
        })?;
        self.print_job(id)
    }

    /// What counted pieces are worth.
    pub fn count(&self, door: Door, counts: &[Pieces]) -> Result<Money> {
        self.user_at(door)?;
        count_total(counts).map_err(|_| Error::CountInvalid)
    }

    /// Closes the session: counts, compares, numbers the Z and freezes it.
    pub fn close_cash(&self, call: &Call, input: CloseInput) -> Result<Figures> {
        let counted = count_total(&input.counts).map_err(|_| Error::CountInvalid)?;
        if input.left_float.is_negative() || input.left_float > counted {
            return Err(Error::CashAmountInvalid);
        }
        let z_number = self.transact(call, Op::audited("cash.close", Ability::CloseCash, Deed::CloseSession), |act| {
            let session = act.tx.open_cash_session(self.till_id)?.ok_or(Error::CashNotOpen)?;
            if self.has_money_waiting(act.tx)? {
                return Err(Error::CartHasPayments);
            }
            let z_number = act.tx.next_z(self.till_id)?;
            let figures = closed(Figures::of(act.tx, &session)?, act, z_number, counted, input.clone());
            let difference = counted - figures.expected_cash;
            act.about(session.id);
            act.note("z", z_number);
            act.note("difference", difference.cents());
            act.tx.record(Change::CashClose(CashClose {
                session_id: session.id,
                till_id: self.till_id,
                z_number,
                closed_at: act.tx.now(),
                closed_by: act.user.id,
                business_date: act.today(),
                sales: figures.sales,
                total: figures.total,
                difference,
                figures: serde_json::to_value(&figures)?,
            }))?;
            if input.print {
                self.queue_report(act, &figures, false)?;
            }
            Ok(z_number)
        })?;
        self.ask_for_copy();
        self.z_report(call.door, z_number)
    }

    /// A Z as it was printed.
    pub fn z_report(&self, door: Door, z_number: i64) -> Result<Figures> {
        self.allowed(door, Ability::CloseCash)?;
        let close = self.store.read(|reader| reader.cash_close(self.till_id, z_number))?.ok_or(Error::NotFound)?;
        Ok(serde_json::from_value(close.figures)?)
    }

    /// Zs of this till with who closed them, newest first.
    pub fn closes(&self, door: Door, after: Option<i64>, limit: i64) -> Result<Page<(CashClose, String)>> {
        self.allowed(door, Ability::CloseCash)?;
        self.store.read(|reader| {
            let closes = |most| Ok(reader.cash_closes(self.till_id, after, most)?);
            Page::of(limit, closes, |close: &CashClose| close.z_number)?.map(|close| {
                let by = name(reader, close.closed_by)?;
                Ok((close, by))
            })
        })
    }

    /// Prints a Z again, marked as a copy.
    pub fn print_z(&self, call: &Call, z_number: i64) -> Result<PrintJob> {
        let id = self.transact(call, Op::audited("cash.z_copy", Ability::CloseCash, Deed::Reprint), |act| {
            let close = act.tx.cash_close(self.till_id, z_number)?.ok_or(Error::NotFound)?;
            act.about(close.session_id);
            let figures: Figures = serde_json::from_value(close.figures)?;
            self.queue_report(act, &figures, true)?.ok_or(Error::NoPrinter)
        })?;
        self.print_job(id)
    }

    fn queue_report(&self, act: &mut Act<'_, '_>, figures: &Figures, copy: bool) -> Result<Option<Uuid>> {
        let shop = settings::shop(act.tx)?;
        let ticket = report(&shop, figures, instant(act.tx.now()), &act.user.name, copy);
        let profile = settings::printer(act.tx)?;
        let title = ticket.title.clone();
        Payload::new(Some(ticket), false).queue(act.tx, &profile, &title, None, copy)
    }
}

fn closed(figures: Figures, act: &Act<'_, '_>, z_number: i64, counted: Money, input: CloseInput) -> Figures {
    Figures {
        z_number: Some(z_number),
        closed_at: Some(instant(act.tx.now())),
        closed_by: Some(act.user.name.clone()),
        counted_cash: Some(counted),
        difference: Some(counted - figures.expected_cash),
        counts: input.counts.into_iter().filter(|pieces| pieces.count > 0).collect(),
        left_float: Some(input.left_float),
        deposit: Some(counted - input.left_float),
        note: optional(input.note),
        ..figures
    }
}
