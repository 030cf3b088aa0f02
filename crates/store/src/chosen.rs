//! Going on with a copy that a person chose. It is brought whole and verified beside the database, and takes its place at
//! the next opening, when nothing holds the database: so it does not matter where in between the power goes.

use std::{fs, path::Path};

use crate::{
    BadCopy, Error, Millis, Profile, Result, copies, db, disk,
    head::Head,
    look::{aside, foreign, is_database, is_ours, open_alone},
    oplog,
    restore::{Lost, begin_anew, set_damaged_aside},
};

/// Databases that another copy took the place of and that are kept.
const REPLACED_KEPT: usize = 2;

impl Profile {
    /// Chooses a copy: checks it whole and lays it ready. The copy itself is only read.
    pub fn choose_copy(&self, copy: &Path) -> std::result::Result<(), BadCopy> {
        aside(|| {
            let part = self.folder().join("chosen.part");
            let outcome = lay_ready(self, copy, &part);
            disk::remove_trio(&part).map_err(full)?;
            outcome
        })
    }

    /// Whether a chosen copy waits for the next opening.
    pub fn has_chosen(&self) -> bool {
        self.chosen().exists()
    }
}

fn lay_ready(profile: &Profile, copy: &Path, part: &Path) -> std::result::Result<(), BadCopy> {
    let bytes = is_database(copy)?;
    disk::remove_trio(part).map_err(full)?;
    if !copies::has_room(disk::free(profile.folder()), bytes) {
        return Err(BadCopy::Store(Error::DiskFull));
    }
    fs::copy(copy, part).map_err(full)?;
    {
        let connection = open_alone(part)?;
        is_ours(&connection)?;
        copies::integrity_check(&connection).map_err(foreign)?;
    }
    // A copy taken from a stick that cannot be written cannot be written either.
    let mut permissions = fs::metadata(part).map_err(full)?.permissions();
    if permissions.readonly() {
        writable(&mut permissions);
        fs::set_permissions(part, permissions).map_err(full)?;
    }
    disk::sync(part).map_err(full)?;
    disk::rename(part, &profile.chosen()).map_err(full)
}

#[cfg(unix)]
fn writable(permissions: &mut fs::Permissions) {
    use std::os::unix::fs::PermissionsExt;
    permissions.set_mode(0o600);
}

#[cfg(not(unix))]
fn writable(permissions: &mut fs::Permissions) {
    permissions.set_readonly(false);
}

fn full(error: std::io::Error) -> BadCopy {
    let full = error.kind() == std::io::ErrorKind::StorageFull;
    BadCopy::Store(if full { Error::DiskFull } else { error.into() })
}

/// Puts a chosen copy in the database's place, if one waits. The database is kept as a copy, and the device begins a new
/// epoch. A chosen copy that cannot be used any more is set aside and the till goes on with what it has.
pub(crate) fn take_place(profile: &Profile, now: Millis) -> Result<()> {
    let chosen = profile.chosen();
    if !chosen.exists() {
        return Ok(());
    }
    if let Err(error) = ready(profile) {
        tracing::error!(%error, "the chosen copy cannot be used; the till goes on with what it has");
        crate::error::take_damage_met();
        return Ok(disk::rename(&chosen, &profile.folder().join(format!("refused-{now}.db")))?);
    }
    if profile.database().exists() && set_aside(profile, now).is_err() {
        crate::error::take_damage_met();
        set_damaged_aside(profile, now)?;
    }
    disk::remove_trio(&profile.arriving())?;
    disk::rename(&chosen, &profile.database())?;
    tracing::warn!("a chosen copy took the database's place");
    Ok(())
}

/// Begins the new epoch of the chosen copy, unless a start that was cut short did already.
fn ready(profile: &Profile) -> Result<()> {
    let connection = db::open_writer(&profile.chosen())?;
    let device = oplog::device(&connection)?;
    let begun = Head::read(profile).is_some_and(|head| (head.device, head.epoch, head.n) == (device.id, device.epoch, 0));
    if begun && device.series_epoch != device.epoch && !profile.database().exists() {
        return Ok(());
    }
    begin_anew(profile, connection, &Lost::read(profile))
}

/// Keeps the database among the copies, with all that its log holds. One that fails its check is no copy.
fn set_aside(profile: &Profile, now: Millis) -> Result<()> {
    let database = profile.database();
    let connection = db::open_writer(&database)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    copies::quick_check(&connection)?;
    let name = copies::name_of(&connection, now)?;
    connection.close().map_err(|(_, error)| Error::from(error))?;
    copies::keep_newest(profile, copies::REPLACED, REPLACED_KEPT - 1)?;
    disk::rename(&database, &profile.copies().join(format!("{}{name}", copies::REPLACED)))?;
    disk::remove_trio(&database)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Purpose, Store};

    /// A till whose stick has a copy made before its last note.
    fn till_with_stick() -> (tempfile::TempDir, tempfile::TempDir, Store) {
        let (folder, stick) = (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a stick"));
        let store = Store::open(folder.path(), 1_000).expect("it opens").store;
        store.copy_to(stick.path(), "copia", 2_000, &mut |_| {}).expect("a copy is made");
        store.write(3_000, |tx| tx.audit("note", None, None, None, Default::default())).expect("something happens");
        (folder, stick, store)
    }

    fn epoch(store: &Store) -> (i64, i64) {
        let device = store.read(|reader| reader.device()).expect("it reads");
        (device.epoch, device.last_n)
    }

    #[test]
    fn law_03_a_chosen_copy_begins_a_new_epoch_once_and_what_was_there_is_kept() {
        let (folder, stick, store) = till_with_stick();
        store.profile().choose_copy(&stick.path().join("copia.db")).expect("it is laid ready");
        assert_eq!(epoch(&store), (1, 1), "nothing changes while the store is open");
        drop(store);
        for _ in 0..2 {
            let store = Store::open(folder.path(), 5_000).expect("it opens").store;
            assert_eq!(epoch(&store), (2, 0));
            let kept = store.kept_copies().expect("they are listed");
            let replaced = kept.iter().find(|kept| kept.purpose == Purpose::Replaced).expect("what was there");
            let facts = crate::CopyFacts::read(&replaced.copy.path).expect("it is a whole copy");
            assert_eq!(facts.latest, 3_000, "with what happened last");
        }
    }

    #[test]
    fn law_03_a_start_cut_short_between_the_two_moves_goes_on_with_the_choice() {
        let (folder, stick, store) = till_with_stick();
        store.profile().choose_copy(&stick.path().join("copia.db")).expect("it is laid ready");
        let profile = {
            drop(store);
            Profile::lock(folder.path()).expect("it is free").expect("nobody has it")
        };
        ready(&profile).expect("its epoch begins");
        set_aside(&profile, 4_000).expect("the database is kept");
        drop(profile);
        let store = Store::open(folder.path(), 5_000).expect("the next start goes on").store;
        assert_eq!(epoch(&store), (2, 0), "and begins no second epoch");
    }

    #[test]
    fn law_14_a_damaged_database_is_not_kept_as_a_copy() {
        let (folder, stick, store) = till_with_stick();
        store.profile().choose_copy(&stick.path().join("copia.db")).expect("it is laid ready");
        drop(store);
        let database = folder.path().join("till.db");
        let mut bytes = fs::read(&database).expect("it is there");
        bytes.iter_mut().skip(8192).step_by(3).for_each(|byte| *byte = 0xA5);
        fs::write(&database, &bytes).expect("the disk goes bad");
        let store = Store::open(folder.path(), 5_000).expect("the copy opens").store;
        assert!(store.kept_copies().expect("they are listed").is_empty());
        assert_eq!(fs::read(folder.path().join("damaged-5000.db")).expect("it is kept"), bytes);
        assert!(!store.is_suspect(), "what is open is sound");
    }

    #[test]
    fn files_that_are_no_copy_are_told_apart_and_change_nothing() {
        let (folder, stick, store) = till_with_stick();
        let file = |name: &str, bytes: &[u8]| {
            let path = stick.path().join(name);
            fs::write(&path, bytes).expect("it is written");
            path
        };
        let choose = |path: &Path| store.profile().choose_copy(path).expect_err("it is no copy");
        assert!(matches!(choose(&stick.path().join("none.db")), BadCopy::Missing));
        assert!(matches!(choose(stick.path()), BadCopy::Missing));
        assert!(matches!(choose(&file("list.db", b"arroz;4.00")), BadCopy::NotSqlite));
        assert!(matches!(choose(&file("empty.db", b"")), BadCopy::NotSqlite));
        let noise: Vec<u8> = (0..8192_u32).map(|n| n.wrapping_mul(2_654_435_761).to_be_bytes()[0]).collect();
        assert!(matches!(choose(&file("cipher.db", &noise)), BadCopy::Encrypted));
        let other = stick.path().join("other.db");
        rusqlite::Connection::open(&other).expect("it opens").execute_batch("CREATE TABLE sale (a)").expect("a table");
        assert!(matches!(choose(&other), BadCopy::OtherProgram));

        let sound = fs::read(stick.path().join("copia.db")).expect("the copy");
        let newer = file("newer.db", &sound);
        let connection = rusqlite::Connection::open(&newer).expect("it opens");
        connection.execute("UPDATE refinery_schema_history SET version = 99 WHERE version = 1", []).expect("newer");
        drop(connection);
        assert!(matches!(choose(&newer), BadCopy::Newer { found: 99, .. }));
        let mut bytes = sound.clone();
        bytes.iter_mut().skip(8192).step_by(3).for_each(|byte| *byte = 0xA5);
        assert!(matches!(choose(&file("hurt.db", &bytes)), BadCopy::Damaged(_)));
        assert!(matches!(choose(&file("half.db", &sound[..sound.len() / 2])), BadCopy::Damaged(_)));

        assert!(!store.profile().has_chosen() && !store.is_suspect());
        store.read(|reader| reader.device()).expect("the till works");
        assert!(!store.is_suspect(), "damage of a stick is not the till's");
        let left = fs::read_dir(folder.path()).expect("the folder").filter_map(std::result::Result::ok);
        let left: Vec<_> =
            left.map(|entry| entry.file_name()).filter(|name| name.to_string_lossy().contains("chosen")).collect();
        assert!(left.is_empty(), "{left:?}");
    }
}
