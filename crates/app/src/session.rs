//! Who is at the till.

use argon2::{
    Argon2,
    password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash},
};
use caserita_domain::{
    access::{Ability, Role},
    pin,
};
use caserita_store::{PinRow, Topic, User};
use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Map;
use uuid::Uuid;

use crate::{
    App, Door, Error, Result, settings,
    till::{instant, lock},
};

/// How far a clock may step back before people are told, in milliseconds: setting it right moves it by minutes.
const CLOCK_TOLERANCE: i64 = 15 * 60 * 1000;

/// Someone behind a door.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Presence {
    user_id: Uuid,
    locked: bool,
}

/// A person as the login screen shows them.
#[derive(Debug, Clone)]
pub struct Tile {
    /// Who.
    pub user: User,
    /// One or two letters.
    pub initials: String,
    /// Until when no PIN of theirs is tried.
    pub blocked_until: Option<DateTime<Utc>>,
}

/// What a screen must know before anything else.
#[derive(Debug, Clone)]
pub struct Session {
    /// Who is there.
    pub user: Option<Tile>,
    /// Whether they locked the till.
    pub locked: bool,
    /// What they may do.
    pub abilities: Vec<Ability>,
    /// The shop's name.
    pub shop_name: String,
    /// The till's name.
    pub till_name: String,
    /// Whether the shop is only being tried.
    pub demo: bool,
    /// Today in Lima.
    pub business_date: NaiveDate,
    /// Whether a cash session is open.
    pub cash_open: bool,
    /// When the log was last written, if this computer's clock now says a much earlier time.
    pub clock_behind: Option<DateTime<Utc>>,
    /// The shop's own accent colour.
    pub accent: Option<String>,
}

impl App {
    /// The people who may log in, by name.
    pub fn tiles(&self) -> Result<Vec<Tile>> {
        self.store.read(|reader| {
            reader
                .users()?
                .into_iter()
                .filter(|user| user.active)
                .map(|user| {
                    let wait = reader.pin(user.id)?.map_or(0, |pin| pin.wait_until);
                    let blocked_until = (wait > self.now_millis()).then(|| instant(wait));
                    Ok(Tile { initials: initials(&user.name), user, blocked_until })
                })
                .collect()
        })
    }

    /// The session behind a door.
    pub fn session(&self, door: Door) -> Result<Session> {
        let presence = lock(&self.presences).get(&door).copied();
        let user = match presence {
            Some(presence) => self.tiles()?.into_iter().find(|tile| tile.user.id == presence.user_id),
            None => None,
        };
        let role = user.as_ref().map(|tile| tile.user.role);
        self.store.read(|reader| {
            let shop = settings::shop(reader)?;
            let latest = reader.device()?.latest();
            Ok(Session {
                locked: presence.is_some_and(|presence| presence.locked),
                abilities: role.map(abilities).unwrap_or_default(),
                user,
                shop_name: shop.trade_name,
                till_name: reader.till(self.till_id)?.map(|till| till.name).unwrap_or_default(),
                demo: shop.demo,
                business_date: self.today(),
                cash_open: reader.open_cash_session(self.till_id)?.is_some(),
                clock_behind: (latest - self.now_millis() > CLOCK_TOLERANCE).then(|| instant(latest)),
                accent: shop.accent,
            })
        })
    }

    /// Logs someone in, unlocks, or switches to someone else.
    pub fn log_in(&self, door: Door, user_id: Uuid, pin: &str) -> Result<Session> {
        let user = self.check_pin(door, user_id, pin)?;
        self.transact_system(|tx| {
            tx.touch(Topic::Session);
            Ok(tx.audit("session.login", Some(user.id), None, Some(user.id), Map::new())?)
        })?;
        self.enter(door, user_id);
        self.session(door)
    }

    pub(crate) fn enter(&self, door: Door, user_id: Uuid) {
        lock(&self.presences).insert(door, Presence { user_id, locked: false });
    }

    /// Locks the till; the cart stays.
    pub fn lock(&self, door: Door) -> Result<Session> {
        if let Some(presence) = lock(&self.presences).get_mut(&door) {
            presence.locked = true;
        }
        self.publish(&[Topic::Session].into());
        self.session(door)
    }

    /// Who acts behind a door, or why nobody does.
    pub(crate) fn user_at(&self, door: Door) -> Result<User> {
        let presence = lock(&self.presences).get(&door).copied().ok_or(Error::NotLoggedIn)?;
        if presence.locked {
            return Err(Error::Locked);
        }
        let user = self.store.read(|reader| reader.user(presence.user_id))?.ok_or(Error::UserGone(presence.user_id))?;
        if user.active { Ok(user) } else { Err(Error::UserInactive) }
    }

    /// The user behind a door, when they may do this.
    pub(crate) fn allowed(&self, door: Door, ability: Ability) -> Result<User> {
        let user = self.user_at(door)?;
        if user.role.may(ability) { Ok(user) } else { Err(Error::Denied(ability)) }
    }

    /// Checks a PIN, one at a time, and keeps count of wrong ones.
    pub(crate) fn check_pin(&self, door: Door, user_id: Uuid, given: &str) -> Result<User> {
        let _one_at_a_time = lock(&self.pin_gate);
        let now = self.now_millis();
        let (user, row) = self.store.read(|reader| -> Result<_> {
            Ok((reader.user(user_id)?.ok_or(Error::UserGone(user_id))?, reader.pin(user_id)?.ok_or(Error::UserInactive)?))
        })?;
        if !user.active {
            return Err(Error::UserInactive);
        }
        // A wait longer than the longest there is comes from a clock that was ahead when it began.
        let longest = i64::from(pin::wait_seconds(u32::MAX)) * 1000;
        if row.wait_until > now && row.wait_until - now <= longest {
            return Err(Error::PinWait { seconds: (row.wait_until - now + 999) / 1000 });
        }
        if matches(&row.hash, given) {
            if row.failed > 0 {
                self.transact_system(|tx| Ok(tx.set_pin(user_id, &PinRow { failed: 0, wait_until: 0, ..row })?))?;
            }
            return Ok(user);
        }
        self.count_wrong_pin(door, user_id, row)
    }

    fn count_wrong_pin(&self, door: Door, user_id: Uuid, row: PinRow) -> Result<User> {
        let failed = row.failed + 1;
        let seconds = i64::from(pin::wait_seconds(failed));
        let wait_until = self.now_millis() + seconds * 1000;
        let at_the_till = lock(&self.presences).get(&door).map(|presence| presence.user_id);
        self.transact_system(|tx| {
            tx.set_pin(user_id, &PinRow { failed, wait_until, ..row })?;
            Ok(tx.audit("session.pin_wrong", at_the_till, None, Some(user_id), Map::new())?)
        })?;
        Err(if seconds > 0 { Error::PinWait { seconds } } else { Error::PinWrong { left: pin::tries_left(failed) } })
    }
}

/// Hashes a PIN with argon2id and a fresh salt.
pub(crate) fn hash_pin(pin: &str) -> Result<PinRow> {
    let hash = Argon2::default().hash_password(pin.as_bytes()).map_err(|_| Error::Internal("argon2"))?;
    Ok(PinRow { hash: hash.to_string(), failed: 0, wait_until: 0 })
}

fn matches(hash: &str, given: &str) -> bool {
    PasswordHash::new(hash).is_ok_and(|hash| Argon2::default().verify_password(given.as_bytes(), &hash).is_ok())
}

fn abilities(role: Role) -> Vec<Ability> {
    Ability::ALL.into_iter().filter(|ability| role.may(*ability)).collect()
}

/// The first letters of the first two words.
fn initials(name: &str) -> String {
    name.split_whitespace().take(2).filter_map(|word| word.chars().next()).flat_map(char::to_uppercase).collect()
}
