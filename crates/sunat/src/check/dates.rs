//! Deadlines and the order of dates. Those against today run only where the caller says what day it is.

use chrono::NaiveDate;

use super::{scene::Scene, tree::Element};

/// Calendar days SUNAT gives for a factura and the notes on it.
const FACTURA_DAYS: i64 = 3;
/// Days for a boleta and the notes on it sent one by one; after that only a daily summary takes them.
const BOLETA_DAYS: i64 = 5;
/// Days for a daily summary and for a void.
const SUMMARY_DAYS: i64 = 7;

pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()
}

/// Days from the place's date to today; negative for a date to come.
fn age(scene: &Scene<'_>, place: Element<'_>) -> Option<i64> {
    Some((scene.facts.today? - date(place.text())?).num_days())
}

/// The document is sent in time (1079, 2108). A series that begins with a number is of a contingency and has none.
pub(crate) fn late(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let most = match scene.root.text_at("ID").chars().next() {
        Some('B') => BOLETA_DAYS,
        Some(first) if first.is_ascii_digit() => return false,
        _ => FACTURA_DAYS,
    };
    age(scene, place).is_some_and(|age| age > most)
}

/// As [`late`], for a note's row on series that begin with B (1079).
pub(crate) fn late_boleta_note(scene: &Scene<'_>, place: Element<'_>) -> bool {
    scene.root.text_at("ID").starts_with('B') && late(scene, place)
}

/// As [`late`], for a note's row on the other series (2108).
pub(crate) fn late_factura_note(scene: &Scene<'_>, place: Element<'_>) -> bool {
    !scene.root.text_at("ID").starts_with('B') && late(scene, place)
}

/// The document is not of more than two days from now (2329).
pub(crate) fn ahead(scene: &Scene<'_>, place: Element<'_>) -> bool {
    age(scene, place).is_some_and(|age| age < -2)
}

/// A summary or a void is not of tomorrow (2236, 2301).
pub(crate) fn tomorrow(scene: &Scene<'_>, place: Element<'_>) -> bool {
    age(scene, place).is_some_and(|age| age < 0)
}

/// What a summary or a void is about came before it (2671).
pub(crate) fn reference_after_issue(scene: &Scene<'_>, place: Element<'_>) -> bool {
    let issued = date(scene.root.text_at("IssueDate"));
    date(place.text()).zip(issued).is_some_and(|(reference, issued)| reference > issued)
}

/// A summary is sent within its days (4443).
pub(crate) fn late_summary(scene: &Scene<'_>, place: Element<'_>) -> bool {
    age(scene, place).is_some_and(|age| age > SUMMARY_DAYS)
}

/// What is void was issued within those days (2957): in a summary, of the lines that void.
pub(crate) fn late_void<'t>(scene: &Scene<'t>) -> Vec<Element<'t>> {
    let late = scene.root.find("ReferenceDate").is_some_and(|reference| late_summary(scene, reference));
    let electronic = |id: &str| !id.starts_with(|c: char| c.is_ascii_digit());
    let voids = |line: &Element<'t>| match line.name() {
        "SummaryDocumentsLine" => line.text_at("Status/ConditionCode") == "3" && electronic(line.text_at("ID")),
        "VoidedDocumentsLine" => electronic(line.text_at("DocumentSerialID")),
        _ => false,
    };
    scene.root.children().filter(|line| late && voids(line)).collect()
}
