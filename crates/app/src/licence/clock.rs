//! The licence clock: carries trusted time on, keeps the till's memory in its three places, and writes down what changed.

use std::{collections::BTreeSet, sync::atomic::Ordering};

use caserita_licensing::{DeviceVerdict, Fingerprint, Reading, lima, time::AHEAD};
use caserita_store::{Change, LicenceEvent, LicenceHappening, Topic, Tx};
use chrono::NaiveDate;
use uuid::Uuid;

use super::held::{Held, Owed, STAMP};
use crate::{App, Result, settings, till::lock};

/// How often the memory is written, in milliseconds of uptime.
const KEEP_EVERY: i64 = 10 * 60 * 1000;

impl App {
    /// Does what is due: looks at the clocks, the till's place and the machine, writes down a change of state, keeps the memory.
    pub fn mind_licence(&self) -> Result<()> {
        let _turn = lock(&self.licence.turn);
        self.look_for_key()?;
        self.mind_seat()?;
        self.see_parts()?;
        self.write_down()?;
        self.keep_memory(false)
    }

    /// Cash session or settings changed: the next decision looks again.
    pub(crate) fn licence_is_stale(&self) {
        self.licence.stale.store(true, Ordering::Release);
    }

    /// It cannot be earlier than this day, as SUNAT dates it. A day far ahead says nothing.
    pub(crate) fn not_before_day(&self, day: NaiveDate) -> Result<()> {
        let moment = lima::start_of(day);
        self.with_licence(|held| {
            if moment <= held.now().saturating_add(AHEAD) {
                held.stamp = held.stamp.not_before(moment);
            }
        })
    }

    pub(super) fn reading(&self) -> Reading {
        let uptime = self.licence.parts.machine.uptime();
        Reading { os: Some(self.now_millis()), mono: uptime.millis, boot: uptime.boot }
    }

    /// Holds the machine against the one that the lease describes. Slow, so it is done here and not on the way to a sale.
    fn see_parts(&self) -> Result<()> {
        if self.with_licence(|held| held.parts_seen)? {
            return Ok(());
        }
        let values = self.licence.parts.machine.components();
        let ruc = self.store.read(settings::shop)?.ruc.unwrap_or_default();
        self.with_licence(|held| {
            held.parts_seen = true;
            let Some((licence, lease)) = held.current() else { return };
            // The shop may have set its RUC, the salt, after it asked.
            let salts = [licence.terms().tax_id.as_str(), ruc.as_str(), ""];
            let then = &lease.terms().fingerprint;
            let verdicts = salts.map(|salt| then.judge(&Fingerprint::of(salt, &values)));
            let verdict = verdicts.into_iter().min_by_key(|verdict| severity(*verdict)).unwrap_or(DeviceVerdict::KeyAlone);
            if held.verdict != DeviceVerdict::KeyMissing {
                held.verdict = verdict;
            }
            if verdict == DeviceVerdict::Moved {
                held.moved_since = held.moved_since.or(Some(held.now()));
            }
            if matches!(verdict, DeviceVerdict::Changed | DeviceVerdict::Moved) {
                held.owed.push((LicenceHappening::Device, word(verdict).to_owned()));
            }
        })
    }

    /// Writes down what happened, a new state among it, each once.
    pub(super) fn write_down(&self) -> Result<()> {
        let (owed, state, behind) = self.with_licence(|held| {
            let state = held.decide().state.word();
            let mut owed = held.owed.clone();
            if held.recorded.as_deref() != Some(state) {
                owed.push((LicenceHappening::State, state.to_owned()));
            }
            (owed, state, Behind::of(held))
        })?;
        if owed.is_empty() {
            return Ok(());
        }
        let count = owed.len();
        self.transact_system(|tx| {
            let news = self.news(tx, &owed)?;
            news.into_iter().try_for_each(|owed| record(tx, &behind, None, owed, None))
        })?;
        self.with_licence(|held| {
            held.recorded = Some(state.to_owned());
            held.owed.drain(..count.min(held.owed.len()));
        })?;
        self.publish(&BTreeSet::from([Topic::Licence]));
        Ok(())
    }

    /// What was not already written down: another machine is told of once, not at every start.
    fn news(&self, tx: &Tx<'_>, owed: &[Owed]) -> Result<Vec<Owed>> {
        let told = tx.last_licence_event(&[LicenceHappening::Device, LicenceHappening::Accepted])?;
        let told = told.filter(|event| event.event == LicenceHappening::Device).map(|event| event.word);
        let fresh = |(happening, word): &&Owed| *happening != LicenceHappening::Device || told.as_ref() != Some(word);
        Ok(owed.iter().filter(fresh).cloned().collect())
    }

    /// Keeps the memory in its three places, when it is due or asked for. One that fails leaves the other two.
    pub(super) fn keep_memory(&self, now: bool) -> Result<()> {
        let uptime = self.licence.parts.machine.uptime().millis;
        let sealed = self.with_licence(|held| {
            let due = now || held.kept_at.is_none_or(|kept| !(0..KEEP_EVERY).contains(&(uptime - kept)));
            let key = held.key.as_ref().filter(|_| due)?;
            held.stamp = held.stamp.next();
            held.kept_at = Some(uptime);
            Some(held.stamp.sealed(&key.seal_key()))
        })?;
        let Some(sealed) = sealed else { return Ok(()) };
        if let Err(error) = self.vault.write(STAMP, Some(sealed.as_bytes())) {
            tracing::warn!(%error, "the till's memory was not kept in the vault");
        }
        if let Err(error) = self.licence.parts.keepsake.write(&sealed) {
            tracing::warn!(%error, "the till's memory was not kept in its file");
        }
        self.transact_system(|tx| Ok(tx.keep_licence_stamp(&sealed)?))
    }
}

/// What every licence fact carries.
pub(super) struct Behind {
    pub(super) device: Uuid,
    pub(super) trusted_at: i64,
}

impl Behind {
    pub(super) fn of(held: &Held) -> Behind {
        Behind { device: held.device, trusted_at: held.now() }
    }
}

/// Writes one thing down.
pub(super) fn record(
    tx: &mut Tx<'_>,
    behind: &Behind,
    user_id: Option<Uuid>,
    (event, word): Owed,
    number: Option<i64>,
) -> Result<()> {
    let (id, at) = (tx.new_id(), tx.now());
    let Behind { device, trusted_at } = *behind;
    Ok(tx.record(Change::LicenceEvent(LicenceEvent { id, device, at, trusted_at, user_id, event, word, number }))?)
}

const fn severity(verdict: DeviceVerdict) -> u8 {
    match verdict {
        DeviceVerdict::Same => 0,
        DeviceVerdict::Changed => 1,
        DeviceVerdict::KeyAlone => 2,
        DeviceVerdict::Moved => 3,
        DeviceVerdict::KeyMissing => 4,
    }
}

pub(super) const fn word(verdict: DeviceVerdict) -> &'static str {
    match verdict {
        DeviceVerdict::Same => "same",
        DeviceVerdict::Changed => "changed",
        DeviceVerdict::Moved => "moved",
        DeviceVerdict::KeyAlone => "key_alone",
        DeviceVerdict::KeyMissing => "key_missing",
    }
}
