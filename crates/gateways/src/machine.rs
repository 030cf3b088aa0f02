//! What the machine tells about itself: its parts, how long it has been on, and chance.

#[cfg(target_os = "linux")]
mod linux;
#[cfg(any(windows, test))]
mod smbios;
#[cfg(windows)]
mod windows;

use std::time::Instant;

use caserita_app::ports::{Component, MachinePort, Uptime};
use chacha20poly1305::aead::Generate;

/// This machine.
#[derive(Debug)]
pub struct Machine {
    started: Instant,
    started_at: Uptime,
    /// Whether the machine says how long it has been on.
    tells: bool,
}

impl Machine {
    /// Looks once at how long the machine has been on.
    pub fn new() -> Machine {
        let told = since_boot();
        // Without a sign of the machine's own start, this program's start is one.
        let anew = || Uptime { millis: 0, boot: u64::from_le_bytes(Generate::generate()) };
        Machine { started: Instant::now(), tells: told.is_some(), started_at: told.unwrap_or_else(anew) }
    }
}

impl Default for Machine {
    fn default() -> Machine {
        Machine::new()
    }
}

impl MachinePort for Machine {
    fn components(&self) -> Vec<(Component, String)> {
        components()
    }

    fn uptime(&self) -> Uptime {
        // Asked anew: the program's own clock may stand still while the machine sleeps, and a weekend asleep is no clock that
        // was set ahead.
        let millis = on_for().filter(|_| self.tells).unwrap_or_else(|| {
            let since = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
            self.started_at.millis.saturating_add(since)
        });
        Uptime { millis, boot: self.started_at.boot }
    }

    fn chance(&self) -> [u8; 32] {
        Generate::generate()
    }
}

#[cfg(target_os = "linux")]
use linux::{components, on_for, since_boot};
#[cfg(windows)]
use windows::{components, on_for, since_boot};

#[cfg(not(any(target_os = "linux", windows)))]
fn since_boot() -> Option<Uptime> {
    None
}

#[cfg(not(any(target_os = "linux", windows)))]
fn on_for() -> Option<i64> {
    None
}

#[cfg(not(any(target_os = "linux", windows)))]
fn components() -> Vec<(Component, String)> {
    Vec::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uptime_goes_forward_and_chance_differs() {
        let machine = Machine::new();
        let (first, second) = (machine.uptime(), machine.uptime());
        assert!(second.millis >= first.millis && second.boot == first.boot);
        assert_ne!(machine.chance(), machine.chance());
    }

    #[test]
    fn the_same_machine_tells_the_same_parts() {
        assert_eq!(Machine::new().components(), Machine::new().components());
    }
}
