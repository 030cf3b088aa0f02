//! Bringing a copy back. At every moment either the database, or a sign that one was here, is in the folder.

use std::{fs, path::Path};

use rusqlite::Connection;

use crate::{
    Error, Millis, Profile, Result, Store, VerifiedCopy, copies, db, disk,
    disk::{TRIO, with_suffix},
    head::Head,
    open, oplog, print_job,
};

impl Store {
    /// Brings the newest sound copy back; none when there is no copy at all. The damaged file is kept as
    /// `damaged-<now>.db`, and the device begins a new epoch, since numbers given out after the copy must never be given
    /// out again.
    pub fn restore_last_copy(profile: &Profile, now: Millis) -> Result<Option<VerifiedCopy>> {
        let copies = copies::newest_first(profile)?;
        if copies.is_empty() {
            return Ok(None);
        }
        let lost = Lost::read(profile);
        for copy in copies {
            match arrive(profile, &copy.path, &lost) {
                Ok(()) => {
                    take_place(profile, now)?;
                    return Ok(Some(copy));
                }
                Err(Error::Damaged(detail)) => {
                    tracing::error!(path = %copy.path.display(), detail, "a copy is damaged; the one before it is tried");
                }
                Err(error) => {
                    disk::remove_trio(&profile.arriving())?;
                    return Err(error);
                }
            }
        }
        disk::remove_trio(&profile.arriving())?;
        Err(Error::damaged("no copy passes its check"))
    }
}

/// What is still known of the database that is being replaced.
pub(crate) struct Lost {
    /// The newest epoch it used; 0 when nothing is known.
    epoch: i64,
    /// The newest Z it gave out, when it can be read.
    z: Option<i64>,
}

impl Lost {
    pub(crate) fn read(profile: &Profile) -> Lost {
        let told = || -> Result<(i64, i64)> {
            let connection = copies::open_unchanged(&profile.database())?;
            Ok((oplog::device(&connection)?.epoch, oplog::z_given(&connection)?))
        };
        let told = told().ok();
        let epoch = Head::read(profile).map_or(0, |head| head.epoch).max(told.map_or(0, |(epoch, _)| epoch));
        Lost { epoch, z: told.map(|(_, z)| z) }
    }
}

/// Copies a copy beside the database, checks it there and begins its new epoch.
fn arrive(profile: &Profile, copy: &Path, lost: &Lost) -> Result<()> {
    let arriving = profile.arriving();
    disk::remove_trio(&arriving)?;
    fs::copy(copy, &arriving)?;
    let connection = db::open_writer(&arriving)?;
    copies::integrity_check(&connection)?;
    if open::schema_version(&connection)? == 0 {
        return Err(Error::damaged("the copy is empty"));
    }
    begin_anew(profile, connection, lost)?;
    Ok(disk::sync(&arriving)?)
}

/// Begins the new epoch of a copy that is about to be the database, and closes it whole.
pub(crate) fn begin_anew(profile: &Profile, connection: Connection, lost: &Lost) -> Result<()> {
    oplog::next_epoch(&connection, lost.epoch, lost.z)?;
    print_job::doubt_waiting(&connection)?;
    let device = oplog::device(&connection)?;
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
    connection.close().map_err(|(_, error)| Error::from(error))?;
    disk::sync_folder(profile.folder())?;
    Head::write(profile, &device)
}

/// Puts the arrived copy in the database's place.
fn take_place(profile: &Profile, now: Millis) -> Result<()> {
    set_damaged_aside(profile, now)?;
    Ok(disk::rename(&profile.arriving(), &profile.database())?)
}

/// Moves a database that nobody can read out of the way.
pub(crate) fn set_damaged_aside(profile: &Profile, now: Millis) -> Result<()> {
    let database = profile.database();
    for suffix in TRIO {
        let from = with_suffix(&database, suffix);
        if from.exists() {
            disk::rename(&from, &profile.folder().join(format!("damaged-{now}.db{suffix}")))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::{OpenError, Opened};

    /// A folder with a copy made at 2,000 and one made at 3,000, and a database that no longer opens.
    fn ruined() -> tempfile::TempDir {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 1_000).expect("it opens").store;
        for now in [2_000, 3_000] {
            store.write(now, |tx| tx.audit("note", None, None, None, Default::default())).expect("something happens");
            store.make_copy(now).expect("a copy is made");
        }
        drop(store);
        fs::write(folder.path().join("till.db"), vec![0xA5; 20_000]).expect("the disk goes bad");
        folder
    }

    fn open(folder: &Path) -> std::result::Result<Opened, OpenError> {
        Store::open(folder, 9_000)
    }

    fn damaged(folder: &Path) -> Profile {
        match open(folder) {
            Err(OpenError::Damaged { profile, .. }) => profile,
            other => panic!("it is damaged: {other:?}"),
        }
    }

    fn copy_of(folder: &Path, at: Millis) -> PathBuf {
        let copies = fs::read_dir(folder.join("copies")).expect("copies").map(|entry| entry.expect("an entry").path());
        let mut copies = copies.filter(|path| path.to_string_lossy().ends_with(&format!("-{at}.db")));
        copies.next().expect("there is one of that instant")
    }

    #[test]
    fn law_03_what_waited_to_print_in_the_copy_is_asked_about() {
        let folder = tempfile::tempdir().expect("a folder");
        let store = Store::open(folder.path(), 1_000).expect("it opens").store;
        let (job, _) = store.write(2_000, |tx| tx.queue_print("NV01-00000001", "{}", None, false)).expect("it waits");
        store.make_copy(2_000).expect("a copy is made");
        drop(store);
        fs::write(folder.path().join("till.db"), vec![0xA5; 20_000]).expect("the disk goes bad");
        let profile = damaged(folder.path());
        Store::restore_last_copy(&profile, 4_000).expect("it comes back").expect("there is a copy");
        let store = Store::open_locked(profile, 5_000).expect("it opens").store;
        let job = store.read(|reader| reader.print_job(job)).expect("it reads").expect("it is there");
        assert_eq!(job.state, crate::PrintState::Asks, "it may have come out after the copy was made");
    }

    #[test]
    fn a_bad_copy_falls_through_to_the_one_before_it() {
        let folder = ruined();
        fs::write(copy_of(folder.path(), 3_000), vec![0x5A; 9_000]).expect("the newest copy goes bad too");
        let profile = damaged(folder.path());
        let copy = Store::restore_last_copy(&profile, 4_000).expect("it comes back").expect("there is a copy");
        assert_eq!(copy.taken_at, 2_000);
        assert!(Store::open_locked(profile, 5_000).is_ok());
    }

    #[test]
    fn when_no_copy_is_sound_the_damaged_file_stays_where_it_is() {
        let folder = ruined();
        for at in [2_000, 3_000] {
            fs::write(copy_of(folder.path(), at), b"").expect("every copy goes bad");
        }
        let profile = damaged(folder.path());
        assert!(matches!(Store::restore_last_copy(&profile, 4_000), Err(Error::Damaged(_))));
        assert_eq!(fs::read(folder.path().join("till.db")).expect("it is there"), vec![0xA5; 20_000]);
        assert!(!profile.arriving().exists(), "nothing half-done stays");
    }

    #[test]
    fn a_restore_cut_short_anywhere_never_ends_in_an_empty_shop() {
        let folder = ruined();
        fs::rename(folder.path().join("till.db"), folder.path().join("damaged-4000.db")).expect("moved away");
        drop(damaged(folder.path()));
        fs::remove_file(folder.path().join("damaged-4000.db")).expect("somebody tidies up");
        drop(damaged(folder.path()));
        fs::write(folder.path().join("till.db"), b"").expect("an empty file in its place");
        let profile = damaged(folder.path());
        Store::restore_last_copy(&profile, 5_000).expect("it comes back");
        assert!(Store::open_locked(profile, 6_000).is_ok());
    }

    #[test]
    fn a_copy_still_arriving_means_the_database_is_not_to_be_trusted() {
        let folder = tempfile::tempdir().expect("a folder");
        drop(Store::open(folder.path(), 1_000).expect("it opens"));
        fs::write(folder.path().join("arriving.db"), b"half").expect("the power went while copying");
        drop(damaged(folder.path()));
    }

    #[test]
    fn law_03_a_copy_brought_back_twice_begins_two_epochs_and_leaves_out_other_z_numbers() {
        let folder = ruined();
        let mut seen = Vec::new();
        for now in [4_000, 5_000] {
            let profile = damaged(folder.path());
            Store::restore_last_copy(&profile, now).expect("it comes back");
            let back = Store::open_locked(profile, now).expect("it opens").store;
            let device = back.read(|reader| reader.device()).expect("it reads");
            let z = back.read(|reader| reader.next_z(device.till_id)).expect("it reads");
            seen.push((device.epoch, z));
            drop(back);
            fs::write(folder.path().join("till.db"), vec![0xA5; 20_000]).expect("the disk goes bad again");
        }
        assert_eq!(seen, [(2, 1_001), (3, 2_001)]);
    }
}
