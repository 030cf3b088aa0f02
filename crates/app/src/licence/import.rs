//! Taking in what a file, a stick or a scanner brought. Possible in every state, and at work at once.

use std::collections::BTreeSet;

use caserita_domain::access::Ability;
use caserita_licensing::{Deed, Kind, Outcome, Refusal, Shop, Store, Taken, server_time::VerifiedTime, store::Item};
use caserita_store::{Change, LicenceChannel, LicenceFile, LicenceHappening, Topic, Tx};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{
    clock::{Behind, record},
    held::PAPERS,
};
use crate::{
    App, Call, Error, Result,
    gate::{Act, Op},
    numbering::{self, Seat},
    settings,
    till::lock,
};

/// What became of one document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum ImportedOutcome {
    /// It counts from now on.
    New,
    /// It was held already.
    Same,
    /// A newer one is held.
    Older,
    /// It is not for this till.
    Refused,
}

/// One document of what was brought.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ImportedItem {
    /// `KEY`, `LICENCE`, `LEASE` or `TIME`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// Its revision; 0 where there is none.
    pub rev: u32,
    /// What became of it.
    pub outcome: ImportedOutcome,
    /// The code of a refusal.
    pub code: Option<String>,
}

/// What an import did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Imported {
    /// Each document.
    pub items: Vec<ImportedItem>,
    /// Whether anything is new.
    pub changed: bool,
    /// Series by which the till numbers from now on, where those it had were not of its place in the shop.
    pub series: Vec<String>,
}

/// What was brought, read and judged, not yet taken.
struct Judged {
    store: Store,
    taken: Taken,
    time: Option<VerifiedTime>,
    items: Vec<ImportedItem>,
    /// Why it is of no use at all: nothing in it but an answer about the time that answers nothing.
    useless: Option<Refusal>,
}

impl Judged {
    fn changes(&self) -> bool {
        self.taken.changed() || self.time.is_some()
    }
}

impl App {
    /// Takes in a licence, a lease, an answer about the time, or several at once. A refused one is written down too.
    pub fn import_licence(&self, call: &Call, text: &str, channel: LicenceChannel) -> Result<Imported> {
        let _turn = lock(&self.licence.turn);
        let mut judged = None;
        let op = Op::audited("licence.import", Ability::BringLicence, Deed::Licence);
        let outcome = self.transact(call, op, |act| {
            let found = self.judge(act, text)?;
            self.write_import(act, text, channel, &found)?;
            let series = self.take_place(act, &found)?;
            let imported = Imported { items: found.items.clone(), changed: found.changes(), series };
            judged = Some(found);
            Ok(imported)
        });
        match (&outcome, judged) {
            (Ok(_), Some(judged)) => self.take_over(judged)?,
            (Err(Error::LicenceRefused(refusal)), _) => self.write_refusal(call, *refusal)?,
            _ => {}
        }
        outcome
    }

    fn judge(&self, act: &Act<'_, '_>, text: &str) -> Result<Judged> {
        let tax_id = settings::shop(act.tx)?.ruc;
        let roots = self.licence.parts.roots.clone();
        let judged = self.with_licence(|held| {
            let device = held.key.as_ref().map(|key| key.public());
            let shop = Shop { device, tax_id };
            // Whose shop it is was judged when each file came. Of a lost key's leases nothing is carried over: the new ones
            // are signed for the new key.
            let before = Shop { device, tax_id: None };
            let mut store = Store::open(roots, before, &held.store.text())?.of_shop(shop);
            // Without a request under way no answer is one, whatever number it repeats; nor is one that was used.
            let nonce = held.stamp.open_question().map(|asked| asked.nonce);
            let time = store.time(text, nonce.unwrap_or_default());
            let fresh = |time: &VerifiedTime| held.stamp.accepts_answer(time.at());
            let time = time.and_then(|time| if fresh(&time) { Ok(time) } else { Err(Refusal::OtherRequest) });
            let taken = match (store.take(text), &time) {
                (Err(Refusal::Empty), Ok(_)) => Taken::default(),
                (taken, _) => taken?,
            };
            let alone = !taken.changed() && taken.items.iter().all(|item| item.kind == Kind::Key);
            let useless = time.as_ref().err().copied().filter(|refusal| alone && *refusal != Refusal::Empty);
            Ok::<_, Refusal>(Judged { items: items(&taken, &time), store, taken, time: time.ok(), useless })
        })?;
        let judged = judged.map_err(Error::LicenceRefused)?;
        // A licence that names another shop spoils the file: what is kept is taken in again at every start, unasked.
        let other = judged.taken.items.iter().any(|item| item.outcome == Outcome::Refused(Refusal::OtherShop));
        let crowded = judged.store.current().map(|(licence, lease)| (licence.terms().max_tills, lease.terms().till_no));
        if let Some((max, _)) = crowded.filter(|(max, till_no)| till_no > max && judged.taken.changed()) {
            return Err(Error::TooManyTills { max });
        }
        match judged.taken.refusal() {
            _ if other => Err(Error::LicenceRefused(Refusal::OtherShop)),
            Some(refusal) if judged.time.is_none() => Err(Error::LicenceRefused(refusal)),
            _ => match judged.useless {
                Some(refusal) => Err(Error::LicenceRefused(refusal)),
                None => Ok(judged),
            },
        }
    }

    /// The facts of an import. What changes nothing leaves no fact.
    fn write_import(&self, act: &mut Act<'_, '_>, text: &str, channel: LicenceChannel, found: &Judged) -> Result<()> {
        let user = Some(act.user.id);
        let behind = self.with_licence(|held| Behind::of(held))?;
        for item in &found.items {
            act.note(&format!("{} {}", item.kind, item.id), format!("{:?} {}", item.outcome, item.rev));
        }
        if found.taken.changed() {
            let file = file(act.tx, &behind, user, (channel, text));
            act.about(file.id);
            act.tx.record(Change::LicenceFile(file))?;
            record(act.tx, &behind, user, (LicenceHappening::Accepted, channel.as_str().to_owned()), None)?;
        }
        if let Some(time) = found.time {
            let told = Behind { trusted_at: time.at(), ..behind };
            record(act.tx, &told, user, (LicenceHappening::TimeTold, String::new()), None)?;
        }
        Ok(())
    }

    /// Which till of the shop this is, its lease says.
    fn take_place(&self, act: &mut Act<'_, '_>, found: &Judged) -> Result<Vec<String>> {
        let Some((licence, lease)) = found.store.current().filter(|_| found.taken.changed()) else { return Ok(Vec::new()) };
        if self.with_licence(|held| held.stamp.went_by_newer(licence, lease))? {
            return Ok(Vec::new());
        }
        let series = numbering::take_seat(act.tx, self.till_id, &Seat::of(lease.terms()))?;
        if !series.is_empty() {
            act.note("series", series.clone());
        }
        Ok(series)
    }

    /// From here on the till goes by what was taken: all of it together, as the next start would have it.
    fn take_over(&self, judged: Judged) -> Result<()> {
        let reading = self.reading();
        self.with_licence(|held| {
            if let Some(stamp) = judged.time.and_then(|time| held.stamp.told(time, reading).ok()) {
                held.stamp = stamp;
            }
        })?;
        if judged.taken.changed() {
            self.write_down()?;
            self.keep_memory(true)?;
            if let Err(error) = self.vault.write(PAPERS, Some(judged.store.text().as_bytes())) {
                tracing::warn!(%error, "the licence was not kept in the vault too");
            }
            *lock(&self.licence.held) = None;
        }
        if judged.changes() { self.settle_licence() } else { Ok(()) }
    }

    /// After something was taken in: the machine is looked at again, the state written down, the memory kept.
    pub(super) fn settle_licence(&self) -> Result<()> {
        self.write_down()?;
        self.keep_memory(true)?;
        self.publish(&BTreeSet::from([Topic::Licence, Topic::Cart]));
        self.errands().ring();
        Ok(())
    }

    fn write_refusal(&self, call: &Call, refusal: Refusal) -> Result<()> {
        let user = self.user_at(call.door)?.id;
        let behind = self.with_licence(|held| Behind::of(held))?;
        let word = refusal.code().to_owned();
        self.transact_system(|tx| record(tx, &behind, Some(user), (LicenceHappening::Refused, word), None))
    }
}

fn file(tx: &Tx<'_>, behind: &Behind, user_id: Option<Uuid>, (channel, text): (LicenceChannel, &str)) -> LicenceFile {
    let Behind { device, trusted_at } = *behind;
    LicenceFile { id: tx.new_id(), device, at: tx.now(), trusted_at, user_id, channel, text: text.to_owned() }
}

fn items(taken: &Taken, time: &std::result::Result<VerifiedTime, Refusal>) -> Vec<ImportedItem> {
    let told = match time {
        Ok(_) => Some((ImportedOutcome::New, None)),
        Err(Refusal::Empty) => None,
        Err(refusal) => Some((ImportedOutcome::Refused, Some(refusal.code().to_owned()))),
    };
    let told = told.map(|(outcome, code)| ImportedItem {
        kind: Kind::Time.word().to_owned(),
        id: String::new(),
        rev: 0,
        outcome,
        code,
    });
    taken.items.iter().map(item).chain(told).collect()
}

fn item(item: &Item) -> ImportedItem {
    let (outcome, code) = match item.outcome {
        Outcome::New => (ImportedOutcome::New, None),
        Outcome::Same => (ImportedOutcome::Same, None),
        Outcome::Older => (ImportedOutcome::Older, None),
        Outcome::Refused(refusal) => (ImportedOutcome::Refused, Some(refusal.code().to_owned())),
    };
    ImportedItem { kind: item.kind.word().to_owned(), id: item.id.clone(), rev: item.rev, outcome, code }
}
