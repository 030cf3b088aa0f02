//! Cash in and out of the drawer by hand, and opening it for no sale.

use caserita_domain::{
    access::{Ability, Limited},
    business_day::in_lima,
    cash::MovementKind,
};
use caserita_money::Money;
use caserita_printing::{CashSlip, PrinterProfile, SlipKind, Ticket, Transport, drawer_kick};
use caserita_store::{CashMovement, CashSession, Change, DrawerOpening};
use uuid::Uuid;

use super::open::{CashState, name};
use crate::{
    App, Approval, Call, Error, Result,
    gate::{Act, Op},
    printing::Payload,
    sales::heading,
    settings::{self, required},
    till::instant,
};
use caserita_licensing::Deed;

/// An ingreso or retiro.
#[derive(Debug, Clone)]
pub struct MovementInput {
    /// In or out.
    pub kind: MovementKind,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
}

impl App {
    /// Puts cash in or takes it out, opens the drawer and prints its slip. A large withdrawal needs another PIN.
    pub fn move_cash(&self, call: &Call, input: MovementInput, approval: Option<&Approval>) -> Result<CashState> {
        if input.amount <= Money::ZERO || input.amount > Money::MAX_INPUT {
            return Err(Error::CashAmountInvalid);
        }
        let reason = required(&input.reason, Error::ReasonRequired)?;
        self.transact_approved(call, Op::audited("cash.move", Ability::CashMovement, Deed::CountCash), approval, |act| {
            let session = act.tx.open_cash_session(self.till_id)?.ok_or(Error::CashNotOpen)?;
            let approved_by = match input.kind {
                MovementKind::Withdrawal => {
                    let alone = taken_alone(act.tx.cash_movements(session.id)?, act.user.id);
                    act.within(Limited::CashOut(input.amount + alone))?
                }
                MovementKind::Income => None,
            };
            let movement = CashMovement {
                id: act.tx.new_id(),
                session_id: session.id,
                kind: input.kind,
                amount: input.amount,
                reason,
                at: act.tx.now(),
                user_id: act.user.id,
                approved_by,
            };
            act.about(movement.id);
            act.note("kind", movement.kind.as_str());
            act.note("amount", movement.amount.cents());
            act.note("reason", movement.reason.as_str());
            act.tx.record(Change::CashMove(movement.clone()))?;
            self.queue_slip(act, &movement)
        })?;
        self.cash(call.door)
    }

    /// Opens the drawer for no sale, at once and past whatever waits in the spool. The log keeps that it was asked for even
    /// when the drawer does not answer.
    pub fn open_drawer(&self, call: &Call, reason: &str) -> Result<()> {
        let reason = required(reason, Error::ReasonRequired)?;
        let mut fresh = false;
        self.transact(call, Op::audited("drawer.open", Ability::OpenDrawer, Deed::CountCash), |act| {
            openable(&settings::printer(act.tx)?)?;
            fresh = true;
            let session: Option<CashSession> = act.tx.open_cash_session(self.till_id)?;
            let opening = DrawerOpening {
                id: act.tx.new_id(),
                session_id: session.map(|session| session.id),
                sale_id: None,
                at: act.tx.now(),
                user_id: act.user.id,
                reason: reason.clone(),
            };
            act.about(opening.id);
            act.note("reason", reason);
            Ok(act.tx.record(Change::Drawer(opening))?)
        })?;
        if !fresh {
            return Ok(());
        }
        let profile = self.store.read(settings::printer)?;
        let kick = openable(&profile)?;
        self.send_bytes(&profile.transport, &kick).map_err(|failure| Error::Printer(failure.kind))
    }

    fn queue_slip(&self, act: &mut Act<'_, '_>, movement: &CashMovement) -> Result<()> {
        let shop = settings::shop(act.tx)?;
        let slip = CashSlip {
            shop: heading(&shop),
            kind: match movement.kind {
                MovementKind::Income => SlipKind::Income(movement.amount),
                MovementKind::Withdrawal => SlipKind::Withdrawal(movement.amount),
            },
            reason: movement.reason.clone(),
            by: act.user.name.clone(),
            approved_by: movement.approved_by.map(|id| name(act.tx, id)).transpose()?,
            till: act.tx.till(self.till_id)?.map(|till| till.name).unwrap_or_default(),
            at: in_lima(instant(movement.at)),
            copy: false,
            demo: shop.demo,
        };
        let ticket = Ticket::from(&slip);
        let profile = settings::printer(act.tx)?;
        let title = ticket.title.clone();
        let opens = profile.drawer.is_some() && profile.transport != Transport::None;
        if opens {
            act.tx.record(Change::Drawer(DrawerOpening {
                id: act.tx.new_id(),
                session_id: Some(movement.session_id),
                sale_id: None,
                at: movement.at,
                user_id: movement.user_id,
                reason: title.clone(),
            }))?;
        }
        Payload::new(Some(ticket), opens).queue(act.tx, &profile, &title, None, false).map(drop)
    }
}

/// The pulse that opens this printer's drawer.
fn openable(profile: &PrinterProfile) -> Result<Vec<u8>> {
    if profile.transport == Transport::None {
        return Err(Error::NoPrinter);
    }
    drawer_kick(profile).ok_or(Error::NoDrawer)
}

/// What this person already took out of the drawer without anyone else's PIN, so that many small withdrawals cannot add up
/// past a ceiling.
fn taken_alone(movements: Vec<CashMovement>, user: Uuid) -> Money {
    movements
        .into_iter()
        .filter(|moved| moved.kind == MovementKind::Withdrawal && moved.user_id == user && moved.approved_by.is_none())
        .map(|moved| moved.amount)
        .sum()
}
