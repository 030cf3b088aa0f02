//! The one write gate.

use caserita_domain::{
    access::{Ability, Ceiling, Limited},
    business_day::business_date,
};
use caserita_store::{RepeatedCall, Tx, User};
use chrono::NaiveDate;
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use uuid::Uuid;

use caserita_licensing::Deed;

use crate::{App, Error, Result, error::OverCeiling, licence::Pass, settings, till::instant};

/// Which way a call came in. Stated by the door itself, never by the caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Door {
    /// The till's own window.
    Window,
    /// A browser on this machine, by the secret it was given.
    Browser(Uuid),
}

/// A call that changes something.
#[derive(Debug, Clone)]
pub struct Call {
    /// Where it came from.
    pub door: Door,
    /// Its idempotency key: the same key is carried out once.
    pub key: String,
    /// SHA-256 of what it asks for, so that a key cannot be used for something else.
    pub fingerprint: [u8; 32],
}

/// Another person's PIN, given to go beyond one's own ceiling.
#[derive(Debug, Clone)]
pub struct Approval {
    /// Who approves.
    pub user_id: Uuid,
    /// Their PIN.
    pub pin: String,
}

/// What an operation leaves behind besides its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trail {
    /// An audit row: money, goods, people or settings were touched.
    Audited,
    /// Nothing: a draft, a queue or a counter of this device moved. The paid sale carries its own row.
    Local,
}

/// What is being done: its name in the audit, who may do it, what it is to the licence, and its trail.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Op {
    pub name: &'static str,
    pub ability: Ability,
    pub deed: Deed,
    pub trail: Trail,
}

impl Op {
    pub(crate) const fn audited(name: &'static str, ability: Ability, deed: Deed) -> Op {
        Op { name, ability, deed, trail: Trail::Audited }
    }

    pub(crate) const fn local(name: &'static str, ability: Ability, deed: Deed) -> Op {
        Op { name, ability, deed, trail: Trail::Local }
    }
}

/// One operation under way: the open transaction and the people behind it.
pub(crate) struct Act<'t, 's> {
    pub tx: &'t mut Tx<'s>,
    pub user: User,
    /// What the licence allows in this operation.
    pub pass: Pass,
    approver: Option<User>,
    used_approver: Option<Uuid>,
    entity: Option<Uuid>,
    note: Map<String, Value>,
    ability: Ability,
    audited: bool,
}

impl Act<'_, '_> {
    /// Says what the operation is about.
    pub(crate) fn about(&mut self, entity: Uuid) {
        self.entity = Some(entity);
    }

    /// Adds something to the audit row.
    pub(crate) fn note(&mut self, name: &str, value: impl Into<Value>) {
        self.note.insert(name.to_owned(), value.into());
    }

    /// The business day of this operation: the one its instant falls on.
    pub(crate) fn today(&self) -> NaiveDate {
        business_date(instant(self.tx.now()))
    }

    /// Leaves an audit row although the operation usually leaves none.
    pub(crate) fn audit(&mut self) {
        self.audited = true;
    }

    /// Holds `asked` against the user's ceiling, then against the approver's. Answers whose PIN was needed, if any.
    pub(crate) fn within(&mut self, asked: Limited) -> Result<Option<Uuid>> {
        let own = settings::ceiling(self.tx, self.user.role)?;
        if own.allows(asked) {
            return Ok(None);
        }
        let Some(approver) = &self.approver else { return Err(Error::OverCeiling(over(own, asked))) };
        let may = approver.id != self.user.id && approver.role.may(self.ability);
        if !may || !settings::ceiling(self.tx, approver.role)?.allows(asked) {
            return Err(Error::ApproverInsufficient);
        }
        self.used_approver = Some(approver.id);
        Ok(self.used_approver)
    }
}

fn over(own: Ceiling, asked: Limited) -> OverCeiling {
    match asked {
        Limited::Discount(share) => OverCeiling::Discount(own.discount, share),
        Limited::PriceDrop(share) => OverCeiling::PriceDrop(own.price_drop, share),
        Limited::Void(total) => OverCeiling::Void(own.void_amount, total),
        Limited::CashOut(amount) => OverCeiling::CashOut(own.cash_out, amount),
    }
}

impl App {
    /// Carries out `run` once per idempotency key: permission, licence, begin, run, audit, operation log, commit, topics. A repeated
    /// key gets the first answer; so `run` answers with ids and outcomes, and what a screen shows is read afterwards.
    pub(crate) fn transact<T: Serialize + DeserializeOwned>(
        &self,
        call: &Call,
        op: Op,
        run: impl FnOnce(&mut Act<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        self.transact_approved(call, op, None, run)
    }

    /// As [`App::transact`], with another person's PIN at hand. The PIN is checked before the transaction begins, so that
    /// nobody waits for the hash and a wrong try is kept although nothing else is.
    pub(crate) fn transact_approved<T: Serialize + DeserializeOwned>(
        &self,
        call: &Call,
        op: Op,
        approval: Option<&Approval>,
        run: impl FnOnce(&mut Act<'_, '_>) -> Result<T>,
    ) -> Result<T> {
        let user = self.user_at(call.door)?;
        if let Some(answer) = self.store.read(|reader| repeated(reader.repeated_call(&call.key)?, call, op))? {
            return Ok(answer);
        }
        if !user.role.may(op.ability) {
            return Err(Error::Denied(op.ability));
        }
        let pass = self.pass()?;
        pass.check(op.deed)?;
        let approver = approval.map(|approval| self.check_pin(call.door, approval.user_id, &approval.pin)).transpose()?;
        let (answer, topics) = self.store.write(self.now_millis(), |tx| -> Result<T> {
            if let Some(answer) = repeated(tx.repeated_call(&call.key)?, call, op)? {
                return Ok(answer);
            }
            let mut act = Act {
                tx,
                user,
                pass,
                approver,
                used_approver: None,
                entity: None,
                note: Map::new(),
                ability: op.ability,
                audited: op.trail == Trail::Audited,
            };
            let answer = run(&mut act)?;
            let Act { tx, user, used_approver, entity, note, audited, .. } = act;
            if audited || used_approver.is_some() {
                tx.audit(op.name, Some(user.id), used_approver, entity, note)?;
            }
            let kept = RepeatedCall {
                action: op.name.to_owned(),
                fingerprint: call.fingerprint.to_vec(),
                answer: serde_json::to_string(&answer)?,
            };
            tx.keep_answer(&call.key, &kept)?;
            Ok(answer)
        })?;
        self.counter.acted();
        self.publish(&topics);
        Ok(answer)
    }

    /// What this key was answered before, for what is done outside the transaction that keeps the answer.
    pub(crate) fn answered<T: DeserializeOwned>(&self, call: &Call, op: Op) -> Result<Option<T>> {
        self.store.read(|reader| repeated(reader.repeated_call(&call.key)?, call, op))
    }

    /// Leaves an audit row of what a person did that changes no row: data that went out, a copy that will come in.
    pub(crate) fn leave_trail<V: Into<Value>>(
        &self,
        action: &str,
        user: &User,
        note: impl IntoIterator<Item = (&'static str, V)>,
    ) -> Result<()> {
        let note: Map<_, _> = note.into_iter().map(|(name, value)| (name.to_owned(), value.into())).collect();
        self.transact_system(|tx| Ok(tx.audit(action, Some(user.id), None, None, note)?))
    }

    /// The gate for what no person asked for: workers, PIN counters, set-up. The audit row, if any, is `run`'s.
    pub(crate) fn transact_system<T>(&self, run: impl FnOnce(&mut Tx<'_>) -> Result<T>) -> Result<T> {
        let (answer, topics) = self.store.write(self.now_millis(), run)?;
        self.publish(&topics);
        Ok(answer)
    }
}

fn repeated<T: DeserializeOwned>(found: Option<RepeatedCall>, call: &Call, op: Op) -> Result<Option<T>> {
    match found {
        None => Ok(None),
        Some(found) if found.action == op.name && found.fingerprint == call.fingerprint => {
            Ok(Some(serde_json::from_str(&found.answer)?))
        }
        Some(_) => Err(Error::KeyReused),
    }
}
