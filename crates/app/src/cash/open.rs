//! Opening the drawer's session and looking at it.

use caserita_domain::{access::Ability, cash::MovementKind};
use caserita_money::Money;
use caserita_store::{CashClose, CashMovement, CashSession, Change, Reader};
use chrono::{DateTime, NaiveDate, Utc};
use uuid::Uuid;

use crate::{App, Call, Door, Error, Result, gate::Op, till::instant};
use caserita_licensing::Deed;

/// The cash screen.
#[derive(Debug, Clone)]
pub struct CashState {
    /// The open session.
    pub session: Option<OpenSession>,
    /// Its movements, newest first.
    pub movements: Vec<NamedMovement>,
    /// The Z before.
    pub last_close: Option<(CashClose, String)>,
}

/// The open session.
#[derive(Debug, Clone)]
pub struct OpenSession {
    /// Identity.
    pub id: Uuid,
    /// Since when.
    pub opened_at: DateTime<Utc>,
    /// By whom.
    pub opened_by: String,
    /// Cash at the start.
    pub float: Money,
    /// Sales that stand.
    pub sales: i64,
    /// Carts on hold.
    pub held: i64,
    /// Its business day.
    pub business_date: NaiveDate,
}

/// A movement with the names of its people.
#[derive(Debug, Clone)]
pub struct NamedMovement {
    /// Identity.
    pub id: Uuid,
    /// In or out.
    pub kind: MovementKind,
    /// How much.
    pub amount: Money,
    /// Why.
    pub reason: String,
    /// Who.
    pub by: String,
    /// Whose PIN allowed it.
    pub approved_by: Option<String>,
    /// When.
    pub at: DateTime<Utc>,
}

impl App {
    /// The cash screen. Says nothing of what should be in the drawer: the close is blind.
    pub fn cash(&self, door: Door) -> Result<CashState> {
        self.allowed(door, Ability::SeeSales)?;
        self.store.read(|reader| {
            let session = reader.open_cash_session(self.till_id)?;
            let movements = match &session {
                Some(session) => reader.cash_movements(session.id)?,
                None => Vec::new(),
            };
            let last = reader.cash_closes(self.till_id, None, 1)?.pop();
            Ok(CashState {
                session: session.map(|session| open_session(reader, &session)).transpose()?,
                movements: movements.into_iter().map(|movement| named(reader, movement)).collect::<Result<_>>()?,
                last_close: last
                    .map(|close| Ok::<_, Error>((name(reader, close.closed_by)?, close)))
                    .transpose()?
                    .map(|(by, close)| (close, by)),
            })
        })
    }

    /// Opens a session with the cash that is in the drawer.
    pub fn open_cash(&self, call: &Call, float: Money) -> Result<CashState> {
        self.open_cash_as(call, float, Op::audited("cash.open", Ability::OpenCash, Deed::OpenSession))
    }

    /// Opens one to take back what was sold, which may be done in every state of the licence, as must the correction before
    /// SUNAT. Whether anything is sold in it is decided when a sale starts.
    pub fn open_cash_for_returns(&self, call: &Call, float: Money) -> Result<CashState> {
        self.open_cash_as(call, float, Op::audited("cash.open_for_returns", Ability::OpenCash, Deed::UndoIssued))
    }

    fn open_cash_as(&self, call: &Call, float: Money, op: Op) -> Result<CashState> {
        if float.is_negative() || float > Money::MAX_INPUT {
            return Err(Error::CashAmountInvalid);
        }
        self.transact(call, op, |act| {
            if act.tx.open_cash_session(self.till_id)?.is_some() {
                return Err(Error::CashAlreadyOpen);
            }
            if op.deed == Deed::OpenSession {
                act.pass.check_trade()?;
            }
            let session = CashSession {
                id: act.tx.new_id(),
                till_id: self.till_id,
                opened_at: act.tx.now(),
                opened_by: act.user.id,
                business_date: act.today(),
                float,
                returns_only: op.deed == Deed::UndoIssued,
            };
            act.about(session.id);
            act.note("float", float.cents());
            act.tx.record(Change::CashOpen(session))?;
            Ok(())
        })?;
        self.cash(call.door)
    }
}

fn open_session(reader: &Reader<'_>, session: &CashSession) -> Result<OpenSession> {
    let sales = reader.session_figures(session.id)?.into_iter().find(|figure| figure.name == "sales");
    Ok(OpenSession {
        id: session.id,
        opened_at: instant(session.opened_at),
        opened_by: name(reader, session.opened_by)?,
        float: session.float,
        sales: sales.map_or(0, |figure| figure.count),
        held: reader.held_count()?,
        business_date: session.business_date,
    })
}

fn named(reader: &Reader<'_>, movement: CashMovement) -> Result<NamedMovement> {
    Ok(NamedMovement {
        id: movement.id,
        kind: movement.kind,
        amount: movement.amount,
        reason: movement.reason,
        by: name(reader, movement.user_id)?,
        approved_by: movement.approved_by.map(|id| name(reader, id)).transpose()?,
        at: instant(movement.at),
    })
}

/// A person's name, even when they left.
pub(crate) fn name(reader: &Reader<'_>, id: Uuid) -> Result<String> {
    Ok(reader.user(id)?.map(|user| user.name).unwrap_or_default())
}
