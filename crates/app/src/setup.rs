//! The first start: a shop, a till, an owner; or the demo shop, stocked.

mod demo;

use caserita_domain::{access::Role, document::DocKind};
use caserita_store::{Series, Setting, Tx, User};
use serde_json::Map;
use uuid::Uuid;

use crate::{
    App, Door, Error, Result,
    numbering::Seat,
    people::strong,
    session::{Session, hash_pin},
    settings::{Shop, checked_shop, required},
};

/// What the first screen asks.
#[derive(Debug, Clone)]
pub struct SetupInput {
    /// Nombre comercial.
    pub trade_name: String,
    /// RUC.
    pub ruc: Option<String>,
    /// Razón social.
    pub legal_name: Option<String>,
    /// The owner's name.
    pub owner_name: String,
    /// The owner's PIN.
    pub pin: String,
    /// Whether to stock the demo shop.
    pub demo: bool,
}

impl App {
    /// Whether nobody was set up yet.
    pub fn needs_setup(&self) -> Result<bool> {
        Ok(self.store.read(|reader| reader.users())?.is_empty())
    }

    /// Sets the shop up and logs its owner in.
    pub fn set_up(&self, door: Door, input: SetupInput) -> Result<Session> {
        let shop = checked_shop(Shop {
            trade_name: input.trade_name,
            ruc: input.ruc,
            legal_name: input.legal_name,
            demo: input.demo,
            ..Shop::default()
        })?;
        let name = required(&input.owner_name, Error::UserNameRequired)?;
        let pin = hash_pin(strong(&input.pin)?)?;
        // Installed anew on its machine, a till is the one it was.
        let seat = self.seat()?.unwrap_or(Seat::ALONE);
        let owner = self.transact_system(|tx| {
            self.first_rows(tx, &shop, &seat)?;
            let owner = User { id: tx.new_id(), name, role: Role::Owner, active: true };
            tx.set(&owner)?;
            tx.set_pin(owner.id, &pin)?;
            if input.demo {
                demo::stock(tx, owner.id)?;
            }
            tx.audit("setup", Some(owner.id), None, Some(owner.id), Map::new())?;
            Ok(owner.id)
        })?;
        self.enter(door, owner);
        self.session(door)
    }

    /// Sets the demo shop up with the people and PINs of its file, for trying and for tests.
    pub fn set_up_demo(&self) -> Result<()> {
        self.transact_system(|tx| {
            let demo = demo::file()?;
            self.first_rows(tx, &demo.shop(), &Seat::ALONE)?;
            let owner = demo::people(tx, &demo)?;
            demo::stock(tx, owner)?;
            Ok(tx.audit("setup", Some(owner), None, Some(owner), Map::new())?)
        })
    }

    fn first_rows(&self, tx: &mut Tx<'_>, shop: &Shop, seat: &Seat) -> Result<()> {
        if !tx.users()?.is_empty() {
            return Err(Error::AlreadySetUp);
        }
        let till = seat.till(self.till_id);
        let kind = DocKind::NotaVenta;
        let series = Series {
            id: Uuid::now_v7(),
            series: kind.series(till.number),
            doc_kind: kind,
            till_id: till.id,
            first_number: 1,
        };
        tx.set(&till)?;
        tx.set(&series)?;
        Ok(tx.set(&Setting::new("shop", shop)?)?)
    }
}
