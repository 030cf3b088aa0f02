//! Law 13 with a keystore: where the key of the vault goes, and what becomes of secrets when the keystore is away, locked or
//! empty. The keystore is one in memory; the last tests ask a real one.

use std::{
    fs,
    path::PathBuf,
    sync::{Arc, Mutex},
};

use caserita_app::ports::VaultPort;
use caserita_gateways::{FileVault, Key, Keystore, NoKeystore};
use tempfile::TempDir;

/// What a shop's PC does with its keystore.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mood {
    Open,
    /// Not there, or locked.
    Silent,
    /// Takes a key and forgets it.
    Forgetful,
}

#[derive(Clone)]
struct InMemory(Arc<Mutex<(Mood, Option<Key>, u32)>>);

impl std::fmt::Debug for InMemory {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("InMemory")
    }
}

impl InMemory {
    fn new(mood: Mood) -> InMemory {
        InMemory(Arc::new(Mutex::new((mood, None, 0))))
    }

    fn becomes(&self, mood: Mood) {
        self.0.lock().expect("it is whole").0 = mood;
    }

    fn loses_its_key(&self) {
        self.0.lock().expect("it is whole").1 = None;
    }

    fn kept(&self) -> Option<Key> {
        self.0.lock().expect("it is whole").1.clone()
    }

    fn asked(&self) -> u32 {
        self.0.lock().expect("it is whole").2
    }
}

impl Keystore for InMemory {
    fn key(&self) -> Result<Option<Key>, NoKeystore> {
        let mut state = self.0.lock().expect("it is whole");
        state.2 += 1;
        match state.0 {
            Mood::Silent => Err(NoKeystore { detail: "locked".into() }),
            Mood::Open | Mood::Forgetful => Ok(state.1.clone()),
        }
    }

    fn keep(&self, key: &Key) -> Result<(), NoKeystore> {
        let mut state = self.0.lock().expect("it is whole");
        match state.0 {
            Mood::Silent => return Err(NoKeystore { detail: "locked".into() }),
            Mood::Open => state.1 = Some(key.clone()),
            Mood::Forgetful => {}
        }
        Ok(())
    }
}

/// A profile that outlives its runs.
struct Profile {
    folder: TempDir,
    keystore: InMemory,
}

impl Profile {
    fn new(mood: Mood) -> Profile {
        Profile { folder: tempfile::tempdir().expect("a folder"), keystore: InMemory::new(mood) }
    }

    /// The vault as a new run of the program sees it.
    fn run(&self) -> FileVault {
        FileVault::with_keystore(self.folder.path().join("vault"), self.key_file(), Box::new(self.keystore.clone()))
    }

    fn key_file(&self) -> PathBuf {
        self.folder.path().join("elsewhere/key")
    }
}

fn read(vault: &FileVault, name: &str) -> Vec<u8> {
    vault.read(name).expect("it reads").expect("it is there").to_vec()
}

#[test]
fn law_13_a_key_goes_from_its_file_to_the_keystore_and_its_file_goes_away() {
    let profile = Profile::new(Mood::Open);
    FileVault::new(profile.folder.path().join("vault"), profile.key_file()).write("sol", Some(b"one")).expect("kept");
    let vault = profile.run();
    assert_eq!((read(&vault, "sol"), profile.keystore.asked()), (b"one".to_vec(), 0), "with a file nobody else is asked");
    assert!(vault.move_key().expect("it moves"));
    assert!(!profile.key_file().exists(), "one place at a time");
    assert!(profile.keystore.kept().is_some());
    assert!(!vault.move_key().expect("nothing is left to move"));
    vault.write("other", Some(b"two")).expect("kept");
    let later = profile.run();
    assert_eq!((read(&later, "sol"), read(&later, "other")), (b"one".to_vec(), b"two".to_vec()));
    assert!(!profile.key_file().exists(), "and no key is made where there is one");
}

#[test]
fn a_vault_with_nothing_in_it_leaves_the_keystore_alone() {
    let profile = Profile::new(Mood::Open);
    let vault = profile.run();
    assert_eq!(vault.read("sol").expect("it reads"), None);
    assert!(!vault.move_key().expect("there is nothing to move"));
    vault.write("sol", None).expect("forgotten");
    assert_eq!(profile.keystore.asked(), 0, "a shop without secrets never wakes it");
}

#[test]
fn law_13_a_keystore_that_does_not_give_the_key_back_does_not_get_it() {
    for mood in [Mood::Forgetful, Mood::Silent] {
        let profile = Profile::new(mood);
        let vault = profile.run();
        vault.write("sol", Some(b"one")).expect("kept");
        vault.move_key().expect_err("it did not take it");
        assert!(profile.key_file().exists(), "{mood:?}: the file is all there is");
        assert_eq!(read(&profile.run(), "sol"), b"one");
    }
}

#[test]
fn law_13_a_locked_keystore_loses_nothing_and_no_key_is_made_by_reading() {
    let profile = Profile::new(Mood::Open);
    profile.run().write("certificate", Some(b"mine")).expect("kept");
    profile.run().move_key().expect("it moves");
    profile.keystore.becomes(Mood::Silent);
    let vault = profile.run();
    let asked = profile.keystore.asked();
    for _ in 0..3 {
        vault.read("certificate").expect_err("it is locked");
    }
    assert_eq!(profile.keystore.asked(), asked + 1, "one that is silent is left in peace");
    assert!(!vault.move_key().expect("there is no file"));
    assert!(!profile.key_file().exists(), "reading makes no key");
    profile.keystore.becomes(Mood::Open);
    assert_eq!(read(&profile.run(), "certificate"), b"mine");
}

#[test]
fn law_13_what_is_entered_while_the_keystore_is_away_joins_what_was_there_before() {
    let profile = Profile::new(Mood::Open);
    profile.run().write("certificate", Some(b"mine")).expect("kept");
    profile.run().write("sol", Some(b"old")).expect("kept");
    profile.run().move_key().expect("it moves");
    profile.keystore.becomes(Mood::Silent);
    let vault = profile.run();
    vault.write("sol", Some(b"new")).expect("the owner is at the till and wants to sell");
    assert_eq!(read(&vault, "sol"), b"new");
    vault.read("certificate").expect_err("its key is still away");
    profile.keystore.becomes(Mood::Open);
    let vault = profile.run();
    assert_eq!(
        (read(&vault, "certificate"), read(&vault, "sol")),
        (b"mine".to_vec(), b"new".to_vec()),
        "before they are one"
    );
    assert!(vault.move_key().expect("it moves"));
    let later = profile.run();
    assert_eq!((read(&later, "certificate"), read(&later, "sol")), (b"mine".to_vec(), b"new".to_vec()), "and after");
    assert!(!profile.key_file().exists());
}

#[test]
fn law_13_a_keystore_that_lost_the_key_leaves_secrets_closed_until_they_are_entered_again() {
    let profile = Profile::new(Mood::Open);
    profile.run().write("certificate", Some(b"mine")).expect("kept");
    profile.run().move_key().expect("it moves");
    profile.keystore.loses_its_key();
    let vault = profile.run();
    vault.read("certificate").expect_err("without its key");
    vault.write("certificate", Some(b"again")).expect("imported again");
    assert_eq!(read(&vault, "certificate"), b"again");
    assert!(vault.move_key().expect("the new key moves"));
    assert_eq!(read(&profile.run(), "certificate"), b"again");
}

#[test]
fn a_key_of_secrets_that_are_gone_makes_way() {
    let profile = Profile::new(Mood::Open);
    profile.run().write("sol", Some(b"old")).expect("kept");
    profile.run().move_key().expect("it moves");
    fs::remove_dir_all(profile.folder.path().join("vault")).expect("somebody tidied up");
    fs::write(profile.key_file(), [7; 32]).expect("another key");
    assert!(profile.run().move_key().expect("it moves"));
    assert_eq!(profile.keystore.kept().map(|key| *key), Some([7; 32]));
}

#[test]
fn a_cut_between_the_two_places_leaves_one_key() {
    let profile = Profile::new(Mood::Open);
    profile.run().write("sol", Some(b"one")).expect("kept");
    let key = fs::read(profile.key_file()).expect("a key");
    profile.run().move_key().expect("it moves");
    fs::write(profile.key_file(), &key).expect("the power went before the file did");
    let vault = profile.run();
    assert!(vault.move_key().expect("it moves"));
    assert_eq!((read(&vault, "sol"), profile.key_file().exists()), (b"one".to_vec(), false));
}

#[test]
fn law_13_two_vaults_do_not_open_each_other() {
    let (one, other) = (Profile::new(Mood::Open), Profile::new(Mood::Open));
    for profile in [&one, &other] {
        profile.run().write("sol", Some(b"mine")).expect("kept");
        profile.run().move_key().expect("it moves");
    }
    let file = |profile: &Profile| profile.folder.path().join("vault/sol.secret");
    fs::copy(file(&one), file(&other)).expect("copied");
    other.run().read("sol").expect_err("sealed with the key of another");
}

/// What a real keyring does, each run of the program in a D-Bus session of its own over one home.
#[cfg(target_os = "linux")]
mod secret_service {
    use std::{os::unix::fs::DirBuilderExt, path::Path, process::Command, time::Instant};

    use super::*;

    const HOME: &str = "CASERITA_TRIAL_HOME";

    fn is_installed(program: &str) -> bool {
        std::env::var_os("PATH")
            .is_some_and(|path| std::env::split_paths(&path).any(|folder| folder.join(program).is_file()))
    }

    fn vault(home: &Path) -> FileVault {
        FileVault::with_system_keystore(home.join("vault"), home.join("config/key"), home.display().to_string())
    }

    /// Runs one of the steps below in a new session. `unlock` is what happens to the keyring before.
    #[allow(clippy::disallowed_methods, reason = "the keyring is another program")]
    fn session(home: &Path, unlock: bool, step: &str) {
        let keyring = if unlock { "printf secret | gnome-keyring-daemon --unlock --components=secrets" } else { "true" };
        let runtime = home.join("run");
        if !runtime.exists() {
            fs::DirBuilder::new().mode(0o700).create(&runtime).expect("a folder");
        }
        let out = Command::new("dbus-run-session")
            .args([
                "--",
                "sh",
                "-c",
                &format!("{keyring} >/dev/null && exec \"$0\" --ignored --exact secret_service::{step}"),
            ])
            .arg(std::env::current_exe().expect("this test"))
            .env_remove("DBUS_SESSION_BUS_ADDRESS")
            .env_remove("DISPLAY")
            .envs([("HOME", home), ("XDG_DATA_HOME", &home.join("data")), ("XDG_RUNTIME_DIR", &runtime), (HOME, home)])
            .output()
            .expect("it runs");
        let told = String::from_utf8_lossy(&out.stdout);
        assert!(
            out.status.success() && told.contains("1 passed"),
            "{step}: {told}\n{}",
            String::from_utf8_lossy(&out.stderr)
        );
    }

    #[test]
    fn law_13_a_real_keyring_takes_the_key_and_a_locked_one_neither_asks_nor_delays() {
        if !["dbus-run-session", "gnome-keyring-daemon"].into_iter().all(is_installed) {
            eprintln!("SKIPPED, not passed: no Secret Service provider is installed to try the keystore on");
            return;
        }
        let home = tempfile::tempdir().expect("a home");
        session(home.path(), true, "step_1_the_key_moves");
        session(home.path(), true, "step_2_the_next_run_reads");
        session(home.path(), false, "step_3_a_locked_keyring_is_silent");
        session(home.path(), true, "step_2_the_next_run_reads");
    }

    /// The home of the trial. A step run by hand has none and says so: it must not touch anybody's own keyring.
    fn home() -> PathBuf {
        std::env::var_os(HOME).map(PathBuf::from).expect("only as a step of the trial")
    }

    #[test]
    #[ignore = "a step of the trial above"]
    fn step_1_the_key_moves() {
        let (home, vault) = (home(), vault(&home()));
        vault.write("sol", Some(b"one")).expect("kept");
        assert!(home.join("config/key").exists(), "made in its file");
        assert!(vault.move_key().expect("the keyring takes it"));
        assert!(!home.join("config/key").exists());
    }

    #[test]
    #[ignore = "a step of the trial above"]
    fn step_2_the_next_run_reads() {
        assert_eq!(read(&vault(&home()), "sol"), b"one");
    }

    #[test]
    #[ignore = "a step of the trial above"]
    fn step_3_a_locked_keyring_is_silent() {
        let before = Instant::now();
        let error = vault(&home()).read("sol").expect_err("it is locked");
        assert!(error.detail.contains("no keystore answers"), "{error}");
        assert!(before.elapsed().as_millis() < 1500, "the till does not wait: {:?}", before.elapsed());
    }
}

/// What Windows' own Credential Manager does.
#[cfg(windows)]
mod credential_manager {
    use keyring_core::api::CredentialStoreApi;
    use windows_native_keyring_store::Store;

    use super::*;

    /// A till of its own, which leaves nothing among the user's credentials.
    struct Trial(TempDir);

    impl Trial {
        fn new() -> Trial {
            Trial(tempfile::tempdir().expect("a folder"))
        }

        fn name(&self) -> String {
            self.0.path().display().to_string()
        }

        /// The vault as a new run of the program sees it.
        fn run(&self) -> FileVault {
            FileVault::with_system_keystore(self.0.path().join("vault"), self.key_file(), self.name())
        }

        fn key_file(&self) -> PathBuf {
            self.0.path().join("config").join("key")
        }
    }

    impl Drop for Trial {
        fn drop(&mut self) {
            let kept = Store::new().and_then(|store| store.build("caserita", &self.name(), None));
            let _ = kept.and_then(|entry| entry.delete_credential());
        }
    }

    #[test]
    fn law_13_windows_takes_the_key_and_the_next_run_reads_and_forgets_with_it() {
        let (trial, secret) = (Trial::new(), b"contrase\xc3\xb1a");
        let vault = trial.run();
        vault.write("sol.password", Some(secret)).expect("kept");
        assert!(trial.key_file().exists(), "made in its file");
        assert!(vault.move_key().expect("Windows takes it"));
        assert!(!trial.key_file().exists(), "one place at a time");
        let later = trial.run();
        assert_eq!(read(&later, "sol.password"), secret);
        later.write("sol.password", None).expect("forgotten");
        assert_eq!(later.read("sol.password").expect("it reads"), None);
        later.write("certificate", Some(b"mine")).expect("kept");
        assert!(!trial.key_file().exists(), "no key is made where there is one");
        assert_eq!(read(&trial.run(), "certificate"), b"mine");
    }

    #[test]
    fn law_13_windows_keeps_one_key_for_each_till() {
        let (one, other) = (Trial::new(), Trial::new());
        for trial in [&one, &other] {
            trial.run().write("sol", Some(b"mine")).expect("kept");
            trial.run().move_key().expect("Windows takes it");
        }
        assert_eq!((read(&one.run(), "sol"), read(&other.run(), "sol")), (b"mine".to_vec(), b"mine".to_vec()));
        let file = |trial: &Trial| trial.0.path().join("vault").join("sol.secret");
        fs::copy(file(&one), file(&other)).expect("copied");
        assert!(other.run().read("sol").expect_err("sealed with the key of another").lost);
    }
}
