//! Linux: what `/etc`, `/proc` and `/sys` tell to anybody. What only root may read is left out.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use caserita_app::ports::{Component, Uptime};
use rustix::time::{ClockId, clock_gettime};

pub(super) fn components() -> Vec<(Component, String)> {
    below(Path::new("/"))
}

/// The same under another root, for tests.
fn below(root: &Path) -> Vec<(Component, String)> {
    let read = |path: &str| text(&root.join(path));
    let machine = read("etc/machine-id").or_else(|| read("var/lib/dbus/machine-id"));
    let found = [
        (Component::MachineId, machine),
        (Component::SystemUuid, read("sys/class/dmi/id/product_uuid")),
        (Component::BoardSerial, read("sys/class/dmi/id/board_serial")),
        (Component::DiskSerial, disk(root)),
        (Component::NetworkCard, card(root)),
    ];
    found.into_iter().filter_map(|(component, value)| Some((component, value?))).collect()
}

/// How long the machine has been on, and which start it was.
pub(super) fn since_boot() -> Option<Uptime> {
    let boot = text(Path::new("/proc/sys/kernel/random/boot_id"))?;
    Some(Uptime { millis: on_for()?, boot: start(&boot)? })
}

/// Milliseconds since the machine was started, sleep included.
pub(super) fn on_for() -> Option<i64> {
    let since = clock_gettime(ClockId::Boottime);
    since.tv_sec.checked_mul(1000)?.checked_add(since.tv_nsec / 1_000_000)
}

/// The first half of a UUID as a number.
fn start(boot: &str) -> Option<u64> {
    let digits: String = boot.chars().filter(char::is_ascii_hexdigit).take(16).collect();
    u64::from_str_radix(&digits, 16).ok()
}

fn text(path: &Path) -> Option<String> {
    let text = fs::read_to_string(path).ok()?;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

fn names(folder: &Path) -> io::Result<Vec<String>> {
    let entries = fs::read_dir(folder)?.filter_map(Result::ok);
    let mut names: Vec<String> = entries.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    Ok(names)
}

/// The serial number of the disk that `/` lies on; where that cannot be told, of the first disk that has one.
fn disk(root: &Path) -> Option<String> {
    let mounts = text(&root.join("proc/self/mounts"))?;
    let device = mounts.lines().find_map(|line| {
        let mut words = line.split(' ');
        let (device, place) = (words.next()?, words.next()?);
        (place == "/").then(|| device.strip_prefix("/dev/")).flatten().map(str::to_owned)
    });
    let blocks = root.join("sys/block");
    let disks = names(&blocks).unwrap_or_default();
    let own = device.and_then(|device| disks.iter().find(|disk| device.starts_with(disk.as_str())).cloned());
    own.into_iter().chain(disks).find_map(|disk| serial(&blocks.join(disk)))
}

fn serial(disk: &Path) -> Option<String> {
    // A SCSI disk keeps its number in the page behind a binary head of four bytes.
    let page = || {
        let bytes = fs::read(disk.join("device/vpd_pg80")).ok()?;
        let number: String = bytes.get(4..)?.iter().map(|byte| char::from(*byte)).filter(char::is_ascii_graphic).collect();
        (!number.is_empty()).then_some(number)
    };
    text(&disk.join("device/serial")).or_else(|| text(&disk.join("serial"))).or_else(page)
}

/// The address of the first network card that sits on a bus other than USB.
fn card(root: &Path) -> Option<String> {
    let folder = root.join("sys/class/net");
    names(&folder).ok()?.into_iter().find_map(|name| {
        let card = folder.join(name);
        let bus: PathBuf = fs::canonicalize(card.join("device")).ok()?;
        let plugged = bus.components().any(|part| part.as_os_str().to_string_lossy().starts_with("usb"));
        let own = text(&card.join("addr_assign_type")).is_none_or(|kind| kind == "0");
        if plugged || !own { None } else { text(&card.join("address")) }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn write(root: &Path, path: &str, bytes: &[u8]) {
        let path = root.join(path);
        fs::create_dir_all(path.parent().expect("a folder")).expect("made");
        fs::write(path, bytes).expect("written");
    }

    #[test]
    fn every_part_is_found_and_what_is_virtual_or_plugged_in_is_passed_over() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        write(root, "etc/machine-id", b"0123456789abcdef0123456789abcdef\n");
        write(root, "sys/class/dmi/id/product_uuid", b"4C4C4544-0042\n");
        write(root, "proc/self/mounts", b"proc /proc proc rw 0 0\n/dev/sdb2 / ext4 rw 0 0\n");
        write(root, "sys/block/sda/device/serial", b"OTHER\n");
        write(root, "sys/block/sdb/device/vpd_pg80", b"\0\x80\0\x08 S3Z9NB0K");
        for (name, bus, address) in
            [("enp0s1", "devices/pci0000/1", "aa:bb"), ("ausb0", "devices/pci0000/usb1/2", "11:22"), ("lo", "", "00:00")]
        {
            write(root, &format!("sys/class/net/{name}/address"), address.as_bytes());
            if !bus.is_empty() {
                fs::create_dir_all(root.join("sys").join(bus)).expect("a bus");
                let link = root.join(format!("sys/class/net/{name}/device"));
                std::os::unix::fs::symlink(root.join("sys").join(bus), link).expect("a link");
            }
        }
        let found = below(root);
        let of = |component| found.iter().find(|(found, _)| *found == component).map(|(_, value)| value.as_str());
        assert_eq!(of(Component::MachineId), Some("0123456789abcdef0123456789abcdef"));
        assert_eq!(of(Component::SystemUuid), Some("4C4C4544-0042"));
        assert_eq!(of(Component::BoardSerial), None, "only root may read it");
        assert_eq!(of(Component::DiskSerial), Some("S3Z9NB0K"), "of the disk that / lies on");
        assert_eq!(of(Component::NetworkCard), Some("aa:bb"));
    }

    #[test]
    fn the_time_since_the_start_is_read() {
        assert_eq!(start("0188f0b6-0f5c-4a3b-9a53-000000000000"), Some(0x0188_f0b6_0f5c_4a3b));
        let told = fs::read_to_string("/proc/uptime").expect("Linux tells it");
        let seconds: i64 = told.split('.').next().and_then(|whole| whole.parse().ok()).expect("seconds");
        let ours = since_boot().expect("told").millis / 1000;
        assert!((ours - seconds).abs() <= 1, "{ours} {seconds}");
    }
}
