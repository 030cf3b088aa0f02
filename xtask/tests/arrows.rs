//! The arrows between the rooms, as cargo sees them. A room that may not name another cannot leak into it.
#![allow(clippy::disallowed_methods, reason = "asks cargo what depends on what")]

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::Value;

/// Each room with the rooms it may use. The last are leaves: no shipped code may lean on them.
const ARROWS: [(&str, &[&str]); 14] = [
    ("caserita-money", &[]),
    ("caserita-domain", &["caserita-money"]),
    ("caserita-store", &["caserita-domain", "caserita-money"]),
    ("caserita-printing", &["caserita-domain", "caserita-money"]),
    ("caserita-sunat", &["caserita-domain", "caserita-money"]),
    ("caserita-licensing", &[]),
    (
        "caserita-app",
        &[
            "caserita-domain",
            "caserita-licensing",
            "caserita-money",
            "caserita-printing",
            "caserita-store",
            "caserita-sunat",
        ],
    ),
    ("caserita-api", &["caserita-app", "caserita-domain", "caserita-money"]),
    ("caserita-gateways", &["caserita-app", "caserita-printing", "caserita-sunat"]),
    ("caserita", &["caserita-api", "caserita-app", "caserita-gateways"]),
    ("caserita-seller", &["caserita-licensing"]),
    ("caserita-testkit", SHIPPED),
    (
        "caserita-tests",
        &[
            SHIPPED[0],
            SHIPPED[1],
            SHIPPED[2],
            SHIPPED[3],
            SHIPPED[4],
            SHIPPED[5],
            SHIPPED[6],
            SHIPPED[7],
            SHIPPED[8],
            "caserita-testkit",
        ],
    ),
    ("xtask", &[]),
];

const SHIPPED: &[&str] = &[
    "caserita-money",
    "caserita-domain",
    "caserita-store",
    "caserita-printing",
    "caserita-sunat",
    "caserita-app",
    "caserita-api",
    "caserita-gateways",
    "caserita-licensing",
];

/// Libraries that only some rooms may name, even for their tests.
const KEPT_IN: [(&str, &[&str]); 7] = [
    ("rusqlite", &["caserita-store"]),
    ("refinery", &["caserita-store"]),
    ("tauri", &["caserita"]),
    ("tauri-build", &["caserita"]),
    ("axum", &["caserita-api", "caserita-testkit", "caserita-tests"]),
    ("ed25519-dalek", &["caserita-licensing"]),
    ("reqwest", &["caserita-gateways", "caserita-testkit", "caserita-tests"]),
];

/// Rooms that know no clock, file, network, SQL, async runtime or window, and what would bring one in.
const PURE: [&str; 5] = ["caserita-money", "caserita-domain", "caserita-printing", "caserita-sunat", "caserita-licensing"];
const WORLDLY: [&str; 7] = ["axum", "hyper", "reqwest", "rusqlite", "tauri", "tokio", "libsqlite3-sys"];

fn cargo(args: &[&str]) -> String {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output =
        Command::new(program).args(args).current_dir(env!("CARGO_MANIFEST_DIR")).output().expect("cargo runs this test");
    assert!(output.status.success(), "cargo {args:?}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("cargo prints UTF-8")
}

/// (room, what it depends on, whether only its tests do), for every dependency written in the workspace.
fn dependencies() -> Vec<(String, String, bool)> {
    let metadata = cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo metadata is JSON");
    let mut found = Vec::new();
    for package in metadata["packages"].as_array().expect("packages is a list") {
        let room = package["name"].as_str().expect("every package has a name");
        for dependency in package["dependencies"].as_array().expect("dependencies is a list") {
            let name = dependency["name"].as_str().expect("every dependency has a name");
            found.push((room.to_owned(), name.to_owned(), dependency["kind"] == "dev"));
        }
    }
    found
}

fn is_room(name: &str) -> bool {
    name.starts_with("caserita") || name == "xtask"
}

fn may_use(room: &str) -> &'static [&'static str] {
    ARROWS.iter().find(|(name, _)| *name == room).map_or(&[], |(_, allowed)| allowed)
}

#[test]
fn every_room_has_its_arrows() {
    let written: BTreeSet<String> = dependencies().into_iter().map(|(room, ..)| room).collect();
    let known: BTreeSet<String> = ARROWS.iter().map(|(room, _)| (*room).to_owned()).collect();
    let unknown: Vec<_> = written.difference(&known).collect();
    assert!(unknown.is_empty(), "say in ARROWS what these rooms may use: {unknown:?}");
}

#[test]
fn no_arrow_but_the_allowed_ones() {
    for (room, used, only_in_tests) in dependencies().into_iter().filter(|(_, used, _)| is_room(used)) {
        let allowed = may_use(&room).contains(&used.as_str()) || only_in_tests && used == "caserita-testkit";
        assert!(allowed, "{room} may not depend on {used}: see docs/ARCHITECTURE.md");
    }
}

#[test]
fn a_library_stays_in_its_room() {
    for (room, used, _) in dependencies() {
        if let Some((library, rooms)) = KEPT_IN.iter().find(|(library, _)| *library == used) {
            assert!(rooms.contains(&room.as_str()), "{room} may not name {library}: it belongs to {rooms:?}");
        }
    }
}

#[test]
fn pure_rooms_know_no_world() {
    for room in PURE {
        let tree = cargo(&["tree", "--package", room, "--edges", "normal", "--prefix", "none", "--format", "{p}"]);
        let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        assert!(names.contains(room), "the tree begins at {room}");
        for library in WORLDLY {
            assert!(
                !names.contains(library),
                "{room} is pure and must not reach {library}: cargo tree -p {room} -i {library}"
            );
        }
    }
}

/// Features of the licence room as a package built alone gets them; none when it does not use that room.
///
/// Alone is what counts: a build of the whole workspace gives every package the features that any of them asks for, and the
/// seller's tool asks for `issue`. What is shipped is built with `--package caserita`.
fn licensing_features(package: &str) -> Option<String> {
    let arguments = ["tree", "--package", package, "--edges", "normal,build", "--prefix", "none", "--format", "{p}|{f}"];
    let tree = cargo(&arguments);
    let line = tree.lines().find(|line| line.starts_with("caserita-licensing "))?;
    Some(line.rsplit('|').next().unwrap_or_default().trim_end_matches(" (*)").to_owned())
}

#[test]
fn the_shops_program_cannot_sign() {
    for package in ["caserita", "caserita-app", "caserita-api", "caserita-gateways"] {
        let features = licensing_features(package).unwrap_or_default();
        assert!(!features.contains("issue"), "{package} would carry what signs licences: {features}");
    }
    let seller = licensing_features("caserita-seller").expect("the seller's tool uses the licence room");
    assert!(seller.contains("issue"), "this test can tell: {seller}");
}

#[test]
fn only_the_seller_asks_for_what_signs() {
    let metadata = cargo(&["metadata", "--no-deps", "--offline", "--format-version", "1"]);
    let metadata: Value = serde_json::from_str(&metadata).expect("cargo metadata is JSON");
    for package in metadata["packages"].as_array().expect("packages is a list") {
        let room = package["name"].as_str().expect("every package has a name");
        for dependency in package["dependencies"].as_array().expect("dependencies is a list") {
            let asks = dependency["name"] == "caserita-licensing" && dependency["features"].to_string().contains("issue");
            // Tests of any room may sign their own licences.
            let free = room == "caserita-seller" || room == "caserita-testkit" || dependency["kind"] == "dev";
            assert!(!asks || free, "{room} may not sign licences");
        }
    }
}
