//! Windows: what its registry tells to anybody. The firmware's own tables lie there too, so nothing has to be asked of a
//! driver.

use caserita_app::ports::{Component, Uptime};
use winreg::{HKLM, RegKey};

use super::smbios;

/// Bytes before the firmware's tables in the registry's copy of them.
const HEAD: usize = 8;
const FIRMWARE: &str = r"SYSTEM\CurrentControlSet\Services\mssmbios\Data";
const DISKS: &str = r"SYSTEM\CurrentControlSet\Services\disk\Enum";
const CARDS: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\NetworkCards";
/// Where Windows counts its own starts.
const STARTS: &str = r"SYSTEM\CurrentControlSet\Control\Session Manager\Memory Management\PrefetchParameters";
/// A key that lies in memory only: Windows makes it anew whenever it starts.
const ANEW: &str = r"HARDWARE\DESCRIPTION\System";
/// The longest time since a start that is told, in seconds: forty days, as far as a clock may jump and be believed at once.
/// How long it slept Windows asks of the PC's clock, which may show anything once its battery is empty.
const LONGEST: u64 = 40 * 24 * 60 * 60;

pub(super) fn components() -> Vec<(Component, String)> {
    below(HKLM)
}

/// The same under another key, for tests.
fn below(root: &RegKey) -> Vec<(Component, String)> {
    let tables = root.open_subkey(FIRMWARE).and_then(|key| key.get_raw_value("SMBiosData")).ok();
    let told = tables.and_then(|value| value.bytes.get(HEAD..).map(smbios::read)).unwrap_or_default();
    let found = [
        (Component::MachineId, text(root, r"SOFTWARE\Microsoft\Cryptography", "MachineGuid")),
        (Component::SystemUuid, told.uuid),
        (Component::BoardSerial, told.board),
        (Component::DiskSerial, disk(root)),
        (Component::NetworkCard, card(root)),
    ];
    found.into_iter().filter_map(|(component, value)| Some((component, value?))).collect()
}

/// How long Windows has been on, and which start it was.
///
/// With Fast Startup, shutting down is a sleep: the milliseconds go on over the night and the start stays the same one. Should
/// its number change nevertheless, only that night is not counted. Should it not change at a true start, no time is given that
/// has not passed: since that start it is less than since any look before it.
pub(super) fn since_boot() -> Option<Uptime> {
    since(HKLM)
}

fn since(root: &RegKey) -> Option<Uptime> {
    Some(Uptime { millis: on_for()?, boot: start(root)? })
}

/// Milliseconds since Windows started, sleep included.
pub(super) fn on_for() -> Option<i64> {
    millis(sysinfo::System::uptime().ok()?)
}

fn millis(seconds: u64) -> Option<i64> {
    i64::try_from(seconds).ok().filter(|_| seconds <= LONGEST)?.checked_mul(1000)
}

/// Which start this is. The count alone would not do: it may stand still on a PC whose owner switched off what keeps it, so
/// the moment at which Windows made its key in memory goes with it.
fn start(root: &RegKey) -> Option<u64> {
    let count: u32 = root.open_subkey(STARTS).ok()?.get_value("BootId").ok()?;
    let made = root.open_subkey(ANEW).ok()?.query_info().ok()?.last_write_time.dwLowDateTime;
    Some(u64::from(count) << 32 | u64::from(made))
}

fn text(root: &RegKey, path: &str, name: &str) -> Option<String> {
    let text: String = root.open_subkey(path).ok()?.get_value(name).ok()?;
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// The first disk that is not plugged in over USB.
fn disk(root: &RegKey) -> Option<String> {
    let count: u32 = root.open_subkey(DISKS).ok()?.get_value("Count").ok()?;
    let mut disks = (0..count).filter_map(|number| text(root, DISKS, &number.to_string()));
    disks.find(|disk| !disk.to_ascii_uppercase().starts_with("USB"))
}

/// The first card that Windows counts as one; it leaves out tunnels and the like. Windows names it for as long as it is
/// installed; its address is not in the registry.
fn card(root: &RegKey) -> Option<String> {
    let cards = root.open_subkey(CARDS).ok()?;
    let mut numbers: Vec<u32> = cards.enum_keys().filter_map(|name| name.ok()?.parse().ok()).collect();
    numbers.sort_unstable();
    text(root, &format!(r"{CARDS}\{}", numbers.first()?), "ServiceName")
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use winreg::{HKCU, RegValue, enums::RegType};

    use super::*;

    /// A registry of our own, under the user's.
    struct Trial {
        root: RegKey,
        path: String,
    }

    impl Trial {
        fn new(name: &str) -> Trial {
            let path = format!(r"Software\caserita-trial-{name}-{}", std::process::id());
            let (root, _) = HKCU.create_subkey(&path).expect("a key");
            Trial { root, path }
        }

        fn at(&self, path: &str) -> RegKey {
            self.root.create_subkey(path).expect("a key").0
        }

        fn texts(&self, path: &str, values: &[(&str, &str)]) {
            let key = self.at(path);
            values.iter().for_each(|(name, value)| key.set_value(*name, value).expect("written"));
        }

        fn starts(&self, count: u32) {
            self.at(STARTS).set_value("BootId", &count).expect("written");
        }
    }

    impl Drop for Trial {
        fn drop(&mut self) {
            let _ = HKCU.delete_subkey_all(&self.path);
        }
    }

    #[test]
    fn every_part_is_found_and_what_is_plugged_in_is_passed_over() {
        let trial = Trial::new("parts");
        trial.texts(r"SOFTWARE\Microsoft\Cryptography", &[("MachineGuid", " 0f5c4a3b-9a53-4c1d-8e5f-0188f0b60f5c ")]);
        let system: Vec<u8> = [1, 24, 0, 0, 1, 2, 3, 4].into_iter().chain(0..16).chain([0, 0]).collect();
        let board = [&[2, 8, 0, 0, 1, 1, 1, 2][..], b"Maker\0SN-4711\0\0"].concat();
        let bytes = [&[0, 3, 2, 0, 51, 0, 0, 0][..], &system, &board].concat();
        let value = RegValue { bytes: Cow::from(bytes), vtype: RegType::REG_BINARY };
        trial.at(FIRMWARE).set_raw_value("SMBiosData", &value).expect("written");
        let (stick, own) = (r"USBSTOR\Disk&Ven_Kingston\60A4&0", r"SCSI\Disk&Ven_NVMe&Prod_WD\5&2c8cdf5d&0&000000");
        trial.texts(DISKS, &[("0", stick), ("1", own)]);
        trial.at(DISKS).set_value("Count", &2_u32).expect("written");
        for (number, name) in [("12", "{later}"), ("8", "{first}"), ("x", "{none}")] {
            trial.texts(&format!(r"{CARDS}\{number}"), &[("ServiceName", name)]);
        }
        let found = below(&trial.root);
        let of = |component| found.iter().find(|(found, _)| *found == component).map(|(_, value)| value.as_str());
        assert_eq!(of(Component::MachineId), Some("0f5c4a3b-9a53-4c1d-8e5f-0188f0b60f5c"));
        assert_eq!(of(Component::SystemUuid), Some("000102030405060708090a0b0c0d0e0f"));
        assert_eq!(of(Component::BoardSerial), Some("SN-4711"));
        assert_eq!(of(Component::DiskSerial), Some(own), "a stick comes and goes");
        assert_eq!(of(Component::NetworkCard), Some("{first}"), "by number, not by name");
    }

    #[test]
    fn a_registry_that_says_nothing_tells_no_part_and_no_start() {
        let trial = Trial::new("nothing");
        assert_eq!((below(&trial.root), start(&trial.root)), (Vec::new(), None));
        trial.starts(7);
        assert_eq!(start(&trial.root), None, "the count alone is not trusted");
    }

    #[test]
    fn a_start_is_the_same_until_windows_counts_another_or_makes_its_key_anew() {
        let trial = Trial::new("starts");
        trial.starts(7);
        let anew = trial.at(ANEW);
        let first = start(&trial.root).expect("told");
        assert_eq!(start(&trial.root), Some(first));
        trial.starts(8);
        let counted = start(&trial.root).expect("told");
        assert_ne!(counted, first);
        std::thread::sleep(std::time::Duration::from_millis(50));
        anew.set_value("Identifier", &"AT/AT COMPATIBLE").expect("written");
        assert_ne!(start(&trial.root), Some(counted), "the count stood still");
    }

    #[test]
    fn milliseconds_are_told_up_to_where_a_clock_would_be_believed() {
        assert_eq!(millis(LONGEST), Some(3_456_000_000));
        assert_eq!(millis(LONGEST + 1), None, "a night does not take years");
    }

    #[test]
    fn this_machine_has_been_on_for_a_while_and_its_start_does_not_move() {
        let trial = Trial::new("since");
        trial.starts(7);
        trial.at(ANEW);
        let seconds = sysinfo::System::uptime().expect("Windows knows");
        let (first, second) = (since(&trial.root), since(&trial.root));
        if seconds > LONGEST {
            return assert_eq!((first, second), (None, None), "longer than is told");
        }
        let (first, second) = (first.expect("told"), second.expect("told"));
        assert!(first.millis > 0 && second.millis >= first.millis, "{first:?} {second:?}");
        assert_eq!(first.boot, second.boot);
    }
}
