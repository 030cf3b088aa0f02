//! Copies made by hand, what is in a copy, and going on with one.
//!
//! A copy holds the whole database: products, people and their PIN hashes, customers, sales, signed documents. It holds
//! neither the certificate nor any password: those lie in the vault, outside the database.

use std::{
    fs::{self, File},
    io::{Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use caserita_domain::{access::Ability, business_day::in_lima};
use caserita_licensing::Deed;
use caserita_store::{BadCopy, CopyFacts, HandCopy, KeptCopy, Since, Store, Topic};
use serde_json::Value;
use uuid::Uuid;

use crate::{
    App, Call, Door, Error, Result,
    gate::Op,
    ports::Place,
    settings::{self, Shop},
    till::lock,
};

const COPY: Op = Op::audited("copy.make", Ability::MoveData, Deed::Backup);
/// Progress is told at most this often, in hundredths of the whole.
const TOLD_EVERY: u8 = 5;

/// A copy under way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Running {
    /// Where to; none: to be downloaded.
    pub folder: Option<PathBuf>,
    /// Share that is copied, 0 to 100.
    pub percent: u8,
}

/// Every copy that is known of.
#[derive(Debug, Clone)]
pub struct Copies {
    /// Those the till made for itself, the newest first.
    pub kept: Vec<KeptCopy>,
    /// The last ones made by hand, and whether each is still where it was put.
    pub by_hand: Vec<(HandCopy, bool)>,
    /// The one under way.
    pub running: Option<Running>,
}

/// Which copy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CopySource {
    /// One of the till's own, by its name.
    Kept(String),
    /// A file on this computer or a stick.
    File(PathBuf),
    /// One that was sent in.
    Sent(Uuid),
}

/// What a copy holds beside what there is now.
#[derive(Debug, Clone)]
pub struct CopyLook {
    /// What it holds.
    pub facts: CopyFacts,
    /// Its shop.
    pub shop: Shop,
    /// Whether it is of another shop than this one.
    pub other_shop: bool,
    /// Whether another device wrote it.
    pub other_till: bool,
    /// What would be lost.
    pub since: Since,
}

/// A copy to be handed out once. It is removed when it was.
#[derive(Debug)]
pub struct Fleeting(pub HandCopy);

impl Drop for Fleeting {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_file(&self.0.path) {
            tracing::warn!(%error, "a copy that was handed out could not be removed");
        }
    }
}

/// Says that a copy is under way for as long as it lives.
struct Turn<'a>(&'a App);

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        *lock(&self.0.copying) = None;
        self.0.publish(&[Topic::Store].into());
    }
}

impl Turn<'_> {
    fn told(&self, percent: u8) {
        let mut running = lock(&self.0.copying);
        let Some(running) = running.as_mut().filter(|running| percent >= running.percent.saturating_add(TOLD_EVERY)) else {
            return;
        };
        running.percent = percent;
        self.0.publish(&[Topic::Store].into());
    }
}

impl App {
    /// The copies there are.
    pub fn copies(&self, door: Door) -> Result<Copies> {
        self.allowed(door, Ability::MoveData)?;
        let by_hand = self.store.hand_copies().into_iter().map(|copy| {
            let there = fs::metadata(&copy.path).is_ok_and(|file| file.len() == copy.bytes);
            (copy, there)
        });
        Ok(Copies { kept: self.store.kept_copies()?, by_hand: by_hand.collect(), running: lock(&self.copying).clone() })
    }

    /// Where a copy can be put.
    pub fn copy_places(&self, door: Door) -> Result<Vec<Place>> {
        self.allowed(door, Ability::MoveData)?;
        Ok(self.places.places())
    }

    /// Puts a verified copy of everything into a folder. Takes as long as the folder's disk does; selling goes on.
    pub fn copy_now(&self, call: &Call, folder: &Path) -> Result<HandCopy> {
        self.allowed(call.door, Ability::MoveData)?;
        if let Some(copy) = self.answered(call, COPY)? {
            return Ok(copy);
        }
        let turn = self.begin_copy(Some(folder))?;
        let stem = self.copy_name()?;
        let copy = self.store.copy_to(folder, &stem, self.now_millis(), &mut |percent| turn.told(percent))?;
        drop(turn);
        tracing::info!(bytes = copy.bytes, "made a copy by hand");
        self.transact(call, COPY, |act| {
            act.note("path", copy.path.to_string_lossy());
            act.note("bytes", copy.bytes);
            act.note("sha256", copy.sha256.clone());
            Ok(copy)
        })
    }

    /// Makes a verified copy to be downloaded. Answers the name to give it.
    pub fn copy_to_send(&self, door: Door) -> Result<(String, Fleeting)> {
        let user = self.allowed(door, Ability::MoveData)?;
        let turn = self.begin_copy(None)?;
        let name = format!("{}.db", self.copy_name()?);
        let copy = self.store.copy_for_download(self.now_millis(), &mut |percent| turn.told(percent))?;
        let copy = Fleeting(copy);
        let note = [("bytes", Value::from(copy.0.bytes)), ("sha256", copy.0.sha256.clone().into())];
        self.leave_trail("copy.download", &user, note)?;
        Ok((name, copy))
    }

    fn begin_copy(&self, folder: Option<&Path>) -> Result<Turn<'_>> {
        let mut running = lock(&self.copying);
        if running.is_some() {
            return Err(Error::CopyUnderWay);
        }
        *running = Some(Running { folder: folder.map(Path::to_owned), percent: 0 });
        drop(running);
        self.publish(&[Topic::Store].into());
        Ok(Turn(self))
    }

    /// `caserita-bodega-dona-charo-2026-11-21-1015`.
    fn copy_name(&self) -> Result<String> {
        let shop = self.store.read(settings::shop)?;
        Ok(format!("caserita-{}-{}", slug(&shop.trade_name), in_lima(self.now()).format("%Y-%m-%d-%H%M")))
    }

    /// What is in a copy, and what would be lost by going on with it.
    pub fn look_into_copy(&self, door: Door, source: &CopySource) -> Result<CopyLook> {
        self.allowed(door, Ability::MoveData)?;
        let facts = CopyFacts::read(&place_of(&self.store, source)?)?;
        let own = self.store.read(settings::shop)?;
        let shop: Shop = facts.shop().unwrap_or_default();
        let device = self.store.read(|reader| reader.device())?.id;
        Ok(CopyLook {
            other_shop: if own.ruc.is_some() && shop.ruc.is_some() {
                own.ruc != shop.ruc
            } else {
                own.trade_name != shop.trade_name
            },
            other_till: device != facts.device,
            since: self.store.since(&facts)?,
            shop,
            facts,
        })
    }

    /// Lays a copy ready to take the database's place at the next opening. The person says with their PIN that they mean it.
    pub fn choose_copy(&self, door: Door, source: &CopySource, pin: &str) -> Result<()> {
        let user = self.allowed(door, Ability::MoveData)?;
        let path = place_of(&self.store, source)?;
        let facts = CopyFacts::read(&path)?;
        self.check_pin(door, user.id, pin)?;
        self.store.profile().choose_copy(&path)?;
        let note = [("path", path.to_string_lossy().into()), ("latest", Value::from(facts.latest))];
        self.leave_trail("copy.restore", &user, note)?;
        forget_sent(&self.store.profile().incoming());
        Ok(())
    }

    /// Takes a piece of a copy that is sent in.
    pub fn take_piece(&self, door: Door, id: Uuid, offset: u64, bytes: &[u8]) -> Result<u64> {
        self.allowed(door, Ability::MoveData)?;
        take_piece(&self.store.profile().incoming(), id, offset, bytes)
    }

    /// Where its database lies, to be opened again when this till has ended.
    pub fn folder(&self) -> PathBuf {
        self.store.profile().folder().to_owned()
    }
}

fn place_of(store: &Store, source: &CopySource) -> Result<PathBuf> {
    Ok(match source {
        CopySource::Kept(name) => {
            let kept = store.kept_copies()?.into_iter().map(|kept| kept.copy.path);
            let named = |path: &PathBuf| path.file_name().is_some_and(|found| found.to_string_lossy() == *name);
            kept.into_iter().find(named).ok_or(BadCopy::Missing)?
        }
        CopySource::File(path) if path.is_absolute() => path.clone(),
        CopySource::File(_) => return Err(BadCopy::Missing.into()),
        CopySource::Sent(id) => sent(&store.profile().incoming(), *id),
    })
}

/// Where a copy lies that was sent in.
pub fn sent(incoming: &Path, id: Uuid) -> PathBuf {
    incoming.join(format!("{id}.db"))
}

/// Writes a piece of a copy at its place; the first one makes room. The same piece twice does no harm. Answers how far the
/// file reaches.
pub fn take_piece(incoming: &Path, id: Uuid, offset: u64, bytes: &[u8]) -> Result<u64> {
    let write = || -> std::io::Result<u64> {
        if offset == 0 {
            forget_sent(incoming);
        }
        fs::create_dir_all(incoming)?;
        let mut file = File::options().create(true).truncate(false).write(true).open(sent(incoming, id))?;
        // A gap would be taken for zeros: the sender is told where to go on.
        let reached = file.metadata()?.len();
        if offset > reached {
            return Ok(reached);
        }
        file.seek(SeekFrom::Start(offset))?;
        file.write_all(bytes)?;
        Ok(offset + bytes.len() as u64)
    };
    write().map_err(|error| match error.kind() {
        std::io::ErrorKind::StorageFull => Error::Store(caserita_store::Error::DiskFull),
        _ => Error::Store(error.into()),
    })
}

/// Removes what was sent in.
pub fn forget_sent(incoming: &Path) {
    if let Err(error) = fs::remove_dir_all(incoming)
        && error.kind() != std::io::ErrorKind::NotFound
    {
        tracing::warn!(%error, "copies that were sent in could not be removed");
    }
}

/// A name that any file system takes.
fn slug(name: &str) -> String {
    let lower = name.to_lowercase();
    let plain = lower.chars().map(|letter| match letter {
        'á' | 'à' | 'ä' => 'a',
        'é' | 'è' | 'ë' => 'e',
        'í' | 'ì' | 'ï' => 'i',
        'ó' | 'ò' | 'ö' => 'o',
        'ú' | 'ù' | 'ü' => 'u',
        'ñ' => 'n',
        letter if letter.is_ascii_alphanumeric() => letter,
        _ => ' ',
    });
    let words: String = plain.collect();
    let words: Vec<&str> = words.split_whitespace().collect();
    let slug: String = words.join("-").chars().take(40).collect();
    if slug.is_empty() { "tienda".to_owned() } else { slug.trim_end_matches('-').to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shops_name_makes_a_file_name() {
        assert_eq!(slug("Bodega «Doña Charo» S.A.C."), "bodega-dona-charo-s-a-c");
        assert_eq!(slug("../../etc"), "etc");
        assert_eq!(slug("店"), "tienda");
        assert!(slug(&"largo ".repeat(30)).len() <= 40);
    }

    #[test]
    fn pieces_make_the_file_they_came_from() {
        let folder = tempfile::tempdir().expect("a folder");
        let (incoming, id) = (folder.path().join("incoming"), Uuid::now_v7());
        assert_eq!(take_piece(&incoming, id, 0, b"abc").expect("taken"), 3);
        assert_eq!(take_piece(&incoming, id, 3, b"def").expect("taken"), 6);
        assert_eq!(take_piece(&incoming, id, 3, b"def").expect("twice"), 6);
        assert_eq!(take_piece(&incoming, id, 900, b"g").expect("no gap"), 6, "the sender is told where to go on");
        assert_eq!(fs::read(sent(&incoming, id)).expect("it is there"), b"abcdef");
        take_piece(&incoming, Uuid::now_v7(), 0, b"x").expect("another");
        assert!(!sent(&incoming, id).exists(), "one at a time");
    }
}
