//! The document against its file's name, `RUC-KIND-SERIES-NUMBER` or `RUC-RC-DATE-NUMBER`.

use super::{scene::Scene, tree::Element};

/// One part of the file's name, or nothing where the caller did not give the name.
fn part<'t>(scene: &Scene<'t>, number: usize) -> Option<&'t str> {
    let name = scene.facts.file_name?;
    let name = name.strip_suffix(".xml").or_else(|| name.strip_suffix(".zip")).unwrap_or(name);
    Some(name.split('-').nth(number).unwrap_or_default())
}

/// The RUC is the name's (1034).
pub(crate) fn ruc(scene: &Scene<'_>, place: Element<'_>) -> bool {
    part(scene, 0).is_some_and(|ruc| place.text() != ruc)
}

/// The kind is the name's (1003).
pub(crate) fn kind(scene: &Scene<'_>, place: Element<'_>) -> bool {
    part(scene, 1).is_some_and(|kind| place.text() != kind)
}

/// The series is the name's (1035).
pub(crate) fn series(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let series = place.text().split('-').next().unwrap_or_default();
    part(scene, 2).is_some_and(|named| named != series)
}

/// The number is the name's (1036).
pub(crate) fn number(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let number = place.text().split('-').nth(1).unwrap_or_default();
    part(scene, 3).is_some_and(|named| named != number)
}

/// A summary's or void's identifier is the name without its RUC (2220).
pub(crate) fn identifier(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let parts = [part(scene, 1), part(scene, 2), part(scene, 3)];
    let [Some(kind), Some(date), Some(number)] = parts else { return false };
    place.text() != format!("{kind}-{date}-{number}")
}

/// A summary's or void's date is that of the name (2346).
pub(crate) fn date(scene: &Scene<'_>, place: Element<'_>) -> bool {
    part(scene, 2).is_some_and(|date| place.text().replace('-', "") != date)
}
