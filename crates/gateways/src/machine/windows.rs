//! Windows: what its registry tells to anybody. The firmware's own tables lie there too, so nothing has to be asked of a
//! driver.

use caserita_app::ports::Component;
use winreg::{HKLM, RegKey};

use super::smbios;

/// Bytes before the firmware's tables in the registry's copy of them.
const HEAD: usize = 8;
const FIRMWARE: &str = r"SYSTEM\CurrentControlSet\Services\mssmbios\Data";
const CARDS: &str = r"SOFTWARE\Microsoft\Windows NT\CurrentVersion\NetworkCards";

pub(super) fn components() -> Vec<(Component, String)> {
    let tables = key(FIRMWARE).and_then(|key| key.get_raw_value("SMBiosData").ok());
    let told = tables.and_then(|value| value.bytes.get(HEAD..).map(smbios::read)).unwrap_or_default();
    let found = [
        (Component::MachineId, text(r"SOFTWARE\Microsoft\Cryptography", "MachineGuid")),
        (Component::SystemUuid, told.uuid),
        (Component::BoardSerial, told.board),
        (Component::DiskSerial, text(r"SYSTEM\CurrentControlSet\Services\disk\Enum", "0")),
        (Component::NetworkCard, card()),
    ];
    found.into_iter().filter_map(|(component, value)| Some((component, value?))).collect()
}

fn key(path: &str) -> Option<RegKey> {
    RegKey::predef(HKLM).open_subkey(path).ok()
}

fn text(path: &str, name: &str) -> Option<String> {
    let text: String = key(path)?.get_value(name).ok()?;
    (!text.trim().is_empty()).then(|| text.trim().to_owned())
}

/// The first card that Windows counts as one; it leaves out tunnels and the like. Windows names it for as long as it is
/// installed; its address is not in the registry.
fn card() -> Option<String> {
    let cards = key(CARDS)?;
    let mut numbers: Vec<u32> = cards.enum_keys().filter_map(|name| name.ok()?.parse().ok()).collect();
    numbers.sort_unstable();
    text(&format!(r"{CARDS}\{}", numbers.first()?), "ServiceName")
}
