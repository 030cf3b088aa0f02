//! GNOME Keyring, KWallet or KeePassXC, over the Secret Service interface of the session's D-Bus.
//!
//! The `keyring` crate is not used for this one: its store unlocks whatever is locked, which puts a password dialog before a
//! cashier at the start of the day, and waits for it without end. Here a locked keyring is one that does not answer.

use std::{collections::HashMap, thread, time::Duration};

use secret_service::{Collection, EncryptionType, Error, SecretService};
use tokio::{runtime, time};
use zeroize::Zeroizing;

use super::keystore::{Key, Keystore, NoKeystore, SERVICE, whole};

/// Longer than any keyring needs that is there and open, and short enough for the start of a till.
const PATIENCE: Duration = Duration::from_millis(500);
/// Of GNOME Keyring: forgotten at the end of the session.
const FLEETING: &str = "/session";

/// The user's default keyring.
#[derive(Debug)]
pub(super) struct SecretServiceKeystore {
    name: String,
}

impl SecretServiceKeystore {
    pub(super) fn new(name: String) -> SecretServiceKeystore {
        SecretServiceKeystore { name }
    }

    fn attributes(&self) -> HashMap<&str, &str> {
        HashMap::from([("service", SERVICE), ("username", self.name.as_str())])
    }
}

impl Keystore for SecretServiceKeystore {
    fn key(&self) -> Result<Option<Key>, NoKeystore> {
        in_time(async || {
            let service = SecretService::connect(EncryptionType::Dh).await?;
            let found = service.search_items(self.attributes()).await?;
            if let Some(item) = found.unlocked.first() {
                return Ok(whole(&Zeroizing::new(item.get_secret().await?)));
            }
            if !found.locked.is_empty() {
                return Err(Error::Locked);
            }
            // A keyring that is locked may hide what it holds: only an open one knows of no key.
            open_keyring(&service).await.map(|_| None)
        })
    }

    fn keep(&self, key: &Key) -> Result<(), NoKeystore> {
        in_time(async || {
            let service = SecretService::connect(EncryptionType::Dh).await?;
            let keyring = open_keyring(&service).await?;
            let label = format!("Caserita: {}", self.name);
            keyring.create_item(&label, self.attributes(), key.as_slice(), true, "application/octet-stream").await?;
            Ok(())
        })
    }
}

async fn open_keyring<'a>(service: &'a SecretService<'_>) -> Result<Collection<'a>, Error> {
    let keyring = service.get_default_collection().await?;
    if keyring.collection_path.as_str().ends_with(FLEETING) {
        return Err(Error::NoResult);
    }
    keyring.ensure_unlocked().await?;
    Ok(keyring)
}

/// Does this on a thread of its own, because the caller may be inside another runtime, and gives up in time.
fn in_time<T: Send>(ask: impl AsyncFnOnce() -> Result<T, Error> + Send) -> Result<T, NoKeystore> {
    let run = || -> Result<T, NoKeystore> {
        let runtime = runtime::Builder::new_current_thread().enable_all().build().map_err(NoKeystore::because)?;
        let outcome = runtime.block_on(async { time::timeout(PATIENCE, ask()).await });
        runtime.shutdown_background();
        outcome.map_err(|_| NoKeystore::because("it took too long"))?.map_err(NoKeystore::because)
    };
    thread::scope(|scope| {
        let asking = thread::Builder::new().name("keystore".into()).spawn_scoped(scope, run).map_err(NoKeystore::because)?;
        asking.join().unwrap_or_else(|_| Err(NoKeystore::because("asking it failed")))
    })
}

#[cfg(test)]
mod tests {
    use std::time::Instant;

    use super::*;

    #[test]
    fn one_that_never_answers_is_given_up() {
        let before = Instant::now();
        let answer = in_time(async || std::future::pending::<Result<(), Error>>().await);
        answer.expect_err("nobody answered");
        assert!(before.elapsed() < PATIENCE * 4, "{:?}", before.elapsed());
    }

    #[test]
    fn it_may_be_asked_from_inside_another_runtime() {
        let runtime = runtime::Builder::new_current_thread().build().expect("a runtime");
        let answer = runtime.block_on(async { in_time(async || Ok::<_, Error>(1)) });
        assert_eq!(answer, Ok(1));
    }
}
