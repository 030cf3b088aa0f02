//! What a till holds in memory about its licence, read once from facts and seals.

use std::{collections::BTreeMap, sync::atomic::Ordering};

use caserita_licensing::{
    Decision, DeviceKey, DevicePublic, DeviceVerdict, Facts, Kind, Refusal, Rights, Roots, Session, Shop, Stamp, State,
    Store, TrustedTime, VerifiedLease, VerifiedLicence, decide, device::MOVED_DAYS, lima, store::Item, time,
};
use caserita_store::{LicenceEvent, LicenceFile, LicenceHappening, Reader};
use chrono::NaiveDate;
use uuid::Uuid;

use super::clock::word;
use crate::{App, Result, ports::VaultPort, settings, till::lock};

/// The name of the till's key in the vault.
pub(super) const KEY: &str = "device.key";
/// The name under which the vault keeps what is held, so that an older database put back brings back no older licence.
pub(super) const PAPERS: &str = "licence.papers";
/// The name of the sealed memory's second place.
pub(super) const STAMP: &str = "licence.stamp";
/// Audit rows that are looked through for the latest instant: some days of a busy till.
const ROWS: i64 = 2_000;

/// 1 January 2026 in Lima: no till is older.
const FIRST_RELEASE: i64 = 1_767_243_600_000;

/// Something that happened and still has to be written down.
pub(super) type Owed = (LicenceHappening, String);

/// Everything a decision rests on.
pub(crate) struct Held {
    pub(super) device: Uuid,
    pub(super) store: Store,
    pub(super) key: Option<DeviceKey>,
    pub(super) stamp: Stamp,
    /// When each revision of a lease was taken in.
    pub(super) taken_at: BTreeMap<(String, u32), i64>,
    pub(crate) unreadable_since: Option<i64>,
    pub(super) verdict: DeviceVerdict,
    /// Since when the machine is another.
    pub(super) moved_since: Option<i64>,
    /// Whether the machine's parts were looked at since what is held changed.
    pub(super) parts_seen: bool,
    pub(super) session: Session,
    pub(super) demo: bool,
    /// The state that was written down last.
    pub(super) recorded: Option<String>,
    pub(super) owed: Vec<Owed>,
    /// The machine's uptime when the memory was last written.
    pub(super) kept_at: Option<i64>,
    released: NaiveDate,
}

impl Held {
    pub(super) fn now(&self) -> i64 {
        self.stamp.time.now()
    }

    pub(crate) fn current(&self) -> Option<(&VerifiedLicence, &VerifiedLease)> {
        self.store.current()
    }

    pub(super) fn facts(&self) -> Facts<'_> {
        let permission = self.current();
        let taken = permission.and_then(|(_, lease)| self.taken_at.get(&(lease.terms().id.clone(), lease.terms().rev)));
        Facts {
            now: self.now(),
            clock: self.stamp.time.fault(),
            first_start: self.stamp.first_start,
            permission,
            lease_taken_at: taken.copied(),
            unreadable_since: self.unreadable_since,
            unlocks: &self.stamp.unlocks,
            session: self.session,
            device: self.device_verdict(),
            build: self.released,
        }
    }

    /// That the machine is another is said for some days; then it is simply the machine.
    fn device_verdict(&self) -> DeviceVerdict {
        let over = self.moved_since.is_some_and(|since| self.now() >= since.saturating_add(MOVED_DAYS * lima::DAY));
        if self.verdict == DeviceVerdict::Moved && over { DeviceVerdict::Same } else { self.verdict }
    }

    /// What may be used.
    pub(super) fn rights(&self) -> Rights {
        Rights::of(&self.facts())
    }

    /// What the till may do now. A shop that is only being tried is never locked.
    pub(super) fn decide(&self) -> Decision {
        let decision = decide(&self.facts());
        if self.demo {
            Decision { state: State::Trial, until: None, days_left: None, locked_since: None, ..decision }
        } else {
            decision
        }
    }
}

/// What the database says.
struct Told {
    device: Uuid,
    newest_file: Option<LicenceFile>,
    oldest: Option<i64>,
    newest: Option<LicenceEvent>,
    lost: Option<LicenceEvent>,
    moved: Option<LicenceEvent>,
    recorded: Option<LicenceEvent>,
    key_made: bool,
    time_told: bool,
    stamp: Option<String>,
}

impl Told {
    fn read(reader: &Reader<'_>) -> Result<Told> {
        use LicenceHappening::{Accepted, Device, KeyMade, KeyMissing, Recovered, State, TimeTold, Unreadable};
        Ok(Told {
            device: reader.device()?.id,
            newest_file: reader.newest_licence_file()?,
            oldest: reader.first_licence_moment()?,
            newest: reader.licence_events(1)?.pop(),
            lost: reader.last_licence_event(&[KeyMissing, Unreadable, Recovered])?.filter(|event| event.event != Recovered),
            moved: reader
                .last_licence_event(&[Device, Accepted])?
                .filter(|event| event.event == Device && event.word == word(DeviceVerdict::Moved)),
            recorded: reader.last_licence_event(&[State])?,
            key_made: reader.last_licence_event(&[KeyMade])?.is_some(),
            time_told: reader.last_licence_event(&[TimeTold])?.is_some(),
            stamp: reader.licence_stamp()?,
        })
    }
}

enum KeyFound {
    Key(Box<DeviceKey>),
    Nothing,
    /// What is there is not it any more.
    Lost,
    /// The keystore does not answer; it may later.
    Silent,
}

fn key_in(vault: &dyn VaultPort) -> KeyFound {
    match vault.read(KEY) {
        Ok(Some(seed)) => match <&[u8; 32]>::try_from(seed.as_slice()) {
            Ok(seed) => KeyFound::Key(Box::new(DeviceKey::from_seed(seed))),
            Err(_) => KeyFound::Lost,
        },
        Ok(None) => KeyFound::Nothing,
        Err(error) => {
            tracing::error!(%error, "the till's key cannot be read");
            if error.lost { KeyFound::Lost } else { KeyFound::Silent }
        }
    }
}

/// What the facts add up to.
struct Replayed {
    store: Store,
    taken_at: BTreeMap<(String, u32), i64>,
    /// Whether the newest file is no longer whole.
    broken: bool,
}

/// What the vault kept, verified, when it holds all that the newest file brought: then it holds what came before too. A till
/// that took in hundreds of files need not take each in again.
fn at_once(roots: &Roots, own: Option<DevicePublic>, newest: Option<&LicenceFile>, kept: Option<&str>) -> Option<Replayed> {
    let (file, device) = (newest?, Some(own?));
    let mut store = Store::open(roots.clone(), Shop { device, tax_id: None }, kept?).ok()?;
    let taken = store.take(&file.text).ok()?;
    let (_, lease) = store.current()?;
    let key = (lease.terms().id.clone(), lease.terms().rev);
    let brought = |item: &Item| item.kind == Kind::Lease && (&item.id, item.rev) == (&key.0, key.1);
    let complete = !taken.changed() && taken.items.iter().any(brought);
    complete.then(|| Replayed { store, taken_at: BTreeMap::from([(key, file.trusted_at)]), broken: false })
}

/// Takes every file in again, in its order. Whose shop it is was judged when it came. Without a device, leases of any are
/// seen: those of a key that is lost.
fn replay(roots: &Roots, device: Option<DevicePublic>, files: &[LicenceFile], kept: Option<&str>) -> Replayed {
    let shop = Shop { device, tax_id: None };
    let mut all = Replayed { store: Store::new(roots.clone(), shop), taken_at: BTreeMap::new(), broken: false };
    for file in files {
        let taken = take_again(&mut all.store, roots, device, &file.text);
        all.broken = taken.is_err();
        if let Err(error) = taken {
            tracing::error!(%error, file = %file.id, "a licence file that was taken in can no longer be read");
        }
        for lease in all.store.leases() {
            let (id, rev) = (lease.terms().id.clone(), lease.terms().rev);
            all.taken_at.entry((id, rev)).or_insert(file.trusted_at);
        }
    }
    match kept.map(|text| take_again(&mut all.store, roots, device, text)) {
        // The vault keeps all that is held: what the database lost is here.
        Some(Ok(())) => all.broken &= all.store.current().is_none(),
        Some(Err(error)) => tracing::warn!(%error, "what the vault kept of the licence cannot be read"),
        None => {}
    }
    all
}

fn take_again(
    store: &mut Store,
    roots: &Roots,
    device: Option<DevicePublic>,
    text: &str,
) -> std::result::Result<(), Refusal> {
    if device.is_some() {
        return store.take(text).map(drop);
    }
    let text = store.text() + text.trim_start_matches('\u{feff}');
    Store::open(roots.clone(), Shop::default(), &text).map(|next| *store = next)
}

impl App {
    /// Runs something over what is held, with the time and the cash session as they are now.
    pub(crate) fn with_licence<T>(&self, run: impl FnOnce(&mut Held) -> T) -> Result<T> {
        let mut place = lock(&self.licence.held);
        if place.is_none() {
            *place = Some(self.load_licence()?);
            self.licence.stale.store(true, Ordering::Release);
        }
        let Some(held) = place.as_mut() else { return Err(crate::Error::Internal("no licence")) };
        held.stamp = held.stamp.observe(self.reading());
        if self.licence.stale.swap(false, Ordering::AcqRel)
            && let Err(error) = self.look_around(held)
        {
            self.licence.stale.store(true, Ordering::Release);
            return Err(error);
        }
        Ok(run(held))
    }

    /// Reads everything again when a keystore answers that was silent.
    pub(super) fn look_for_key(&self) -> Result<()> {
        if self.with_licence(|held| held.key.is_none())? && matches!(key_in(self.vault.as_ref()), KeyFound::Key(_)) {
            *lock(&self.licence.held) = None;
        }
        Ok(())
    }

    /// Cash session and settings as they are now.
    fn look_around(&self, held: &mut Held) -> Result<()> {
        let now = held.now();
        (held.session, held.demo) = self.store.read(|reader| -> Result<_> {
            // One that was opened for returns needed no licence, and holds no lock back.
            let open = reader.open_cash_session(self.till_id)?.filter(|session| !session.returns_only);
            let session = match open {
                // A clock that was ahead when it was opened must not hold anything up.
                Some(open) => Session::Open { since: open.opened_at.min(now) },
                None => {
                    let closed = reader.last_selling_close_at(self.till_id)?.map(|at| at.min(now));
                    // Nor must one that is behind when it is closed bring a lock before its hour.
                    let seen = match held.session {
                        Session::Open { .. } => Some(now),
                        Session::Closed { since } => since,
                    };
                    Session::Closed { since: closed.max(seen) }
                }
            };
            Ok((session, settings::shop(reader)?.is_demo() && reader.newest_licence_file()?.is_none()))
        })?;
        Ok(())
    }

    fn licence_files(&self) -> Result<Vec<LicenceFile>> {
        Ok(self.store.read(|reader| reader.licence_files())?)
    }

    fn load_licence(&self) -> Result<Held> {
        let told = self.store.read(Told::read)?;
        let parts = &self.licence.parts;
        let (key, gone, mut owed) = self.own_key(&told);
        let own = key.as_ref().map(DeviceKey::public);
        let kept = self.vault_text(PAPERS);
        let mut replayed = match at_once(&parts.roots, own, told.newest_file.as_ref(), kept.as_deref()) {
            Some(replayed) => replayed,
            None => replay(&parts.roots, own, &self.licence_files()?, kept.as_deref()),
        };
        let mut verdict = DeviceVerdict::Same;
        let mut lost = replayed.broken.then_some(LicenceHappening::Unreadable);
        if own.is_none() || replayed.store.current().is_none() {
            // Leases of a key that is gone, or of the machine that a copy came from, serve for some days.
            let of_any = replay(&parts.roots, None, &self.licence_files()?, kept.as_deref());
            if gone || of_any.store.current().is_some() {
                replayed = of_any;
                lost = Some(LicenceHappening::KeyMissing);
                verdict = DeviceVerdict::KeyMissing;
            }
        }
        let mut stamp = self.remembered(&told, key.as_ref(), &replayed.store)?;
        let mut missing = None;
        if let Some((licence, lease)) = replayed.store.current().filter(|_| verdict == DeviceVerdict::Same) {
            if stamp.went_by_newer(licence, lease) {
                stamp = stamp.missing_papers();
                missing = stamp.missing_since;
                lost = Some(LicenceHappening::Unreadable);
            } else {
                stamp = stamp.going_by(licence, lease);
            }
        }
        if lost.is_none() && told.lost.is_some() {
            owed.push((LicenceHappening::Recovered, String::new()));
        }
        let unreadable_since = lost.map(|happening| {
            let now = stamp.time.now();
            // One that lies ahead was dated by a time that was set back since.
            let told = told.lost.as_ref().filter(|event| event.event == happening && event.trusted_at <= now);
            if told.is_none() {
                owed.push((happening, String::new()));
            }
            missing.or(told.map(|event| event.trusted_at)).unwrap_or(now)
        });
        Ok(Held {
            device: told.device,
            store: replayed.store,
            key,
            stamp,
            taken_at: replayed.taken_at,
            unreadable_since,
            verdict,
            moved_since: told.moved.map(|event| event.trusted_at),
            parts_seen: false,
            session: Session::Closed { since: None },
            demo: false,
            recorded: told.recorded.map(|event| event.word),
            owed,
            kept_at: None,
            released: parts.released,
        })
    }

    /// The till's key; made now when there never was one, or nothing hangs on the one that was. Answers also whether leases
    /// hang on one that is gone.
    fn own_key(&self, told: &Told) -> (Option<DeviceKey>, bool, Vec<Owed>) {
        match key_in(self.vault.as_ref()) {
            KeyFound::Key(key) => (Some(*key), false, Vec::new()),
            // A new one is made when somebody asks for a licence: what else the vault keeps may yet find its key.
            KeyFound::Lost | KeyFound::Silent => (None, told.key_made, Vec::new()),
            KeyFound::Nothing if told.key_made && told.newest_file.is_some() => (None, true, Vec::new()),
            KeyFound::Nothing => match self.make_key() {
                Some(key) => {
                    let made = (LicenceHappening::KeyMade, key.public().kid().to_string());
                    (Some(key), false, vec![made])
                }
                None => (None, false, Vec::new()),
            },
        }
    }

    /// Makes the till's key and keeps it. Nothing when it cannot be kept: a key that is gone at the next start is none.
    pub(super) fn make_key(&self) -> Option<DeviceKey> {
        let seed = zeroize::Zeroizing::new(self.licence.parts.machine.chance());
        match self.vault.write(KEY, Some(seed.as_slice())) {
            Ok(()) => Some(DeviceKey::from_seed(&seed)),
            Err(error) => {
                tracing::error!(%error, "the till's key cannot be kept");
                None
            }
        }
    }

    fn vault_text(&self, name: &str) -> Option<String> {
        let bytes = self.vault.read(name).ok().flatten()?;
        String::from_utf8(bytes.to_vec()).ok()
    }

    /// The newest whole memory of the three places, or what can be told without one. Either way the time is not before
    /// anything that is certain.
    fn remembered(&self, told: &Told, key: Option<&DeviceKey>, store: &Store) -> Result<Stamp> {
        let parts = &self.licence.parts;
        let in_vault = self.vault_text(STAMP);
        let in_file = parts.keepsake.read().unwrap_or_default();
        let places = [told.stamp.as_deref(), in_vault.as_deref(), in_file.as_deref()];
        let foreign = key.is_some_and(|key| Stamp::newest(&places[..1], &key.seal_key()).stamp.is_none());
        let found = key.map(|key| Stamp::newest(&places, &key.seal_key()));
        if let Some(found) = found.as_ref().filter(|found| found.broken + found.older > 0 || found.missing % 3 > 0) {
            let (missing, broken, older) = (found.missing, found.broken, found.older);
            tracing::warn!(missing, broken, older, "the three places of the till's memory do not agree; the newest counts");
        }
        let build = lima::start_of(parts.released);
        let issued = store.leases().map(|lease| lease.terms().issued_at).max().unwrap_or(build);
        let known = told.newest.as_ref().map_or(build, |event| event.trusted_at);
        let floor = build.max(issued).max(known);
        let lease = store.current().map(|(_, lease)| lease.terms());
        // An id of before there was any such program was minted under a wrong clock.
        let minted = Some(minted(told.device)).filter(|at| *at >= FIRST_RELEASE);
        let oldest = told.oldest.map(|at| minted.map_or(at, |minted| at.min(minted)));
        let stamp = found.and_then(|found| found.stamp).map(|stamp| {
            let time = stamp.time.not_before(known);
            Stamp { time, ..stamp }.not_before(build.max(issued)).observe(self.reading())
        });
        match (stamp, oldest) {
            // A copy of another machine's database brings the beginning of its trial along.
            (Some(stamp), Some(oldest)) if foreign => {
                Ok(Stamp { first_start: stamp.first_start.min(oldest), undated: false, ..stamp })
            }
            (Some(stamp), _) => Ok(stamp),
            (None, Some(oldest)) => {
                let time = TrustedTime::new(self.latest(told, floor, time::AHEAD)?).observe(self.reading());
                Ok(Stamp::regained(oldest, time, lease))
            }
            (None, None) => {
                let time = TrustedTime::new(self.latest(told, floor, time::FIRST_AHEAD)?);
                Ok(Stamp::first(time, lease).observe(self.reading()))
            }
        }
    }

    /// How late it was when this till last did anything. What it did under a clock that was far ahead proves nothing, nor
    /// does anything from before a signed answer told the time.
    fn latest(&self, told: &Told, floor: i64, ahead: i64) -> Result<i64> {
        if told.time_told {
            return Ok(floor);
        }
        let latest = self.store.read(|reader| reader.latest_instant(ROWS, floor.saturating_add(ahead)))?;
        Ok(floor.max(latest.unwrap_or(floor)))
    }
}

/// When an id was minted: the database's own beginning, by a clock that may have been wrong.
fn minted(id: Uuid) -> i64 {
    let millis = id.get_timestamp().map(|stamp| {
        let (seconds, nanos) = stamp.to_unix();
        i64::try_from(seconds).unwrap_or(0).saturating_mul(1000).saturating_add(i64::from(nanos / 1_000_000))
    });
    millis.unwrap_or(0)
}
