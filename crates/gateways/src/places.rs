//! Where a copy can be put: what is plugged in, and the person's own folders.

use std::path::{Path, PathBuf};

use caserita_app::ports::{Place, PlaceKind, PlacesPort};
use sysinfo::{Disk, Disks};

/// Where Linux mounts what is plugged in. A stick that does not say it can be taken away is known by it.
const MOUNTED_UNDER: [&str; 3] = ["/media", "/run/media", "/mnt"];

/// The disks of this machine, and folders that a person knows.
#[derive(Debug, Clone, Default)]
pub struct Places {
    folders: Vec<(PlaceKind, PathBuf)>,
}

impl Places {
    /// With the folders of the person at this machine, those that are known.
    pub fn new(documents: Option<PathBuf>, downloads: Option<PathBuf>) -> Places {
        let folders = [(PlaceKind::Documents, documents), (PlaceKind::Downloads, downloads)];
        Places { folders: folders.into_iter().filter_map(|(kind, path)| Some((kind, path?))).collect() }
    }
}

impl PlacesPort for Places {
    fn places(&self) -> Vec<Place> {
        let found = Disks::new_with_refreshed_list();
        let disks = found.as_deref().unwrap_or_else(|error| {
            tracing::warn!(%error, "the disks of this machine cannot be listed");
            &[]
        });
        let mut places: Vec<Place> =
            disks.iter().filter(|disk| comes_and_goes(disk.is_removable(), disk.mount_point())).map(plugged_in).collect();
        places.sort_by(|one, other| one.path.cmp(&other.path));
        places.dedup_by(|one, other| one.path == other.path);
        let folders = self.folders.iter().filter(|(_, path)| path.is_dir());
        places.extend(folders.map(|(kind, path)| folder(*kind, path, disks)));
        places
    }
}

/// Windows says which drives can be taken away; Linux mostly by where it mounts them. A system mounted from a stick is not a
/// place to copy to.
fn comes_and_goes(removable: bool, mount: &Path) -> bool {
    let plugged = MOUNTED_UNDER.iter().any(|parent| mount.starts_with(parent) && mount != Path::new(parent));
    if cfg!(windows) { removable } else { plugged }
}

fn plugged_in(disk: &Disk) -> Place {
    let path = disk.mount_point().to_owned();
    let label = if cfg!(windows) { Some(disk.name()).filter(|name| !name.is_empty()) } else { path.file_name() };
    let name = label.map_or_else(|| path.to_string_lossy().into_owned(), |label| label.to_string_lossy().into_owned());
    let (free, total) = (Some(disk.available_space()), Some(disk.total_space()));
    Place { kind: PlaceKind::Removable, path, name, free, total }
}

/// A folder with the room of the disk it lies on: the one mounted nearest above it.
fn folder(kind: PlaceKind, path: &Path, disks: &[Disk]) -> Place {
    let above = disks.iter().filter(|disk| path.starts_with(disk.mount_point()));
    let disk = above.max_by_key(|disk| disk.mount_point().components().count());
    Place {
        kind,
        path: path.to_owned(),
        name: path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned(),
        free: disk.map(Disk::available_space),
        total: disk.map(Disk::total_space),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn sticks_are_known_by_where_they_are_mounted() {
        for mount in ["/media/charo/KINGSTON", "/run/media/charo/USB", "/mnt/usb"] {
            assert!(comes_and_goes(false, Path::new(mount)), "{mount}");
        }
        for mount in ["/", "/boot/efi", "/mnt", "/home", "/mediateca/x"] {
            assert!(!comes_and_goes(true, Path::new(mount)), "{mount}");
        }
    }

    #[test]
    fn a_persons_folders_are_offered_when_they_are_there() {
        let home = tempfile::tempdir().expect("a folder");
        let documents = home.path().join("Documentos");
        std::fs::create_dir(&documents).expect("it is made");
        let places = Places::new(Some(documents.clone()), Some(home.path().join("Descargas"))).places();
        let own: Vec<_> = places.into_iter().filter(|place| place.kind != PlaceKind::Removable).collect();
        assert_eq!(own.len(), 1, "{own:?}");
        assert_eq!((&own[0].path, own[0].name.as_str()), (&documents, "Documentos"));
    }
}
