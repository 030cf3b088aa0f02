//! The people of the shop.

use caserita_domain::{
    access::{Ability, Role},
    pin,
};
use caserita_store::User;
use uuid::Uuid;

use crate::{
    App, Call, Door, Error, Result,
    gate::{Act, Op},
    session::hash_pin,
    settings::required,
};
use caserita_licensing::Deed;

impl App {
    /// Everyone, active or not.
    pub fn users(&self, door: Door) -> Result<Vec<User>> {
        self.allowed(door, Ability::EditUsers)?;
        Ok(self.store.read(|reader| reader.users())?)
    }

    /// Adds a person with their PIN.
    pub fn add_user(&self, call: &Call, name: &str, role: Role, pin: &str) -> Result<Vec<User>> {
        let name = required(name, Error::UserNameRequired)?;
        let pin = hash_pin(strong(pin)?)?;
        self.transact(call, Op::audited("user.add", Ability::EditUsers, Deed::View), |act| {
            let user = User { id: act.tx.new_id(), name, role, active: true };
            act.about(user.id);
            act.tx.set(&user)?;
            act.tx.set_pin(user.id, &pin)?;
            Ok(user.id)
        })?;
        Ok(self.store.read(|reader| reader.users())?)
    }

    /// Changes a person's name, role, or whether they may log in. An owner always stays.
    pub fn update_user(&self, call: &Call, id: Uuid, name: &str, role: Role, active: bool) -> Result<Vec<User>> {
        let name = required(name, Error::UserNameRequired)?;
        self.transact(call, Op::audited("user.set", Ability::EditUsers, Deed::View), |act| {
            act.about(id);
            act.tx.user(id)?.ok_or(Error::NotFound)?;
            act.tx.set(&User { id, name, role, active })?;
            keeps_an_owner(act)
        })?;
        Ok(self.store.read(|reader| reader.users())?)
    }

    /// Gives a person a new PIN.
    pub fn set_pin(&self, call: &Call, id: Uuid, pin: &str) -> Result<Vec<User>> {
        let pin = hash_pin(strong(pin)?)?;
        self.transact(call, Op::audited("user.pin", Ability::EditUsers, Deed::View), |act| {
            act.about(id);
            act.tx.user(id)?.ok_or(Error::NotFound)?;
            Ok(act.tx.set_pin(id, &pin)?)
        })?;
        Ok(self.store.read(|reader| reader.users())?)
    }
}

fn keeps_an_owner(act: &Act<'_, '_>) -> Result<()> {
    let owner = act.tx.users()?.into_iter().any(|user| user.active && user.role == Role::Owner);
    if owner { Ok(()) } else { Err(Error::LastOwner) }
}

/// A PIN nobody guesses at once.
pub(crate) fn strong(given: &str) -> Result<&str> {
    if pin::is_weak(given) { Err(Error::PinWeak) } else { Ok(given) }
}
