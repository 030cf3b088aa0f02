//! What is stored today must be readable by every later release: tickets in the print spool, profiles in the settings.

mod common;

use caserita_printing::{Columns, PrinterProfile, Ticket, Transport};
use common::situations::all;

#[test]
fn a_stored_ticket_comes_back_as_it_was() {
    for (name, ticket) in all() {
        let json = serde_json::to_string(&ticket).expect("a ticket is JSON");
        assert_eq!(serde_json::from_str::<Ticket>(&json).expect("its own JSON"), ticket, "{name}");
    }
}

#[test]
fn a_ticket_of_the_first_release_still_prints() {
    let stored = r#"{"title":"NV01-1","issued_at":"2026-07-28T18:05:09-05:00","blocks":[
        {"kind":"heading","trade_name":"Doña Peta"},
        {"kind":"title","text":"NOTA DE VENTA"},
        {"kind":"facts","facts":[{"label":"Caja","value":"1"}]},
        {"kind":"items","items":[{"name":"Pan","quantity":2000,"unit":"und","unit_price":50,"gross":100}]},
        {"kind":"rule"},
        {"kind":"amounts","amounts":[{"label":"TOTAL","value":{"soles":100},"emphasis":"big"}]},
        {"kind":"text","text":"Gracias"},
        {"kind":"code","code":{"symbology":"qr","text":"NV01-1"}}]}"#;
    let ticket: Ticket = serde_json::from_str(stored).expect("the first release wrote this");
    let rows = caserita_printing::preview(&ticket, Columns::C32).rows;
    assert!(rows.iter().any(|row| row.tall && row.text == "TOTAL                    S/ 1.00"), "{rows:?}");
}

#[test]
fn a_profile_needs_only_what_cannot_be_guessed() {
    let stored = r#"{"name":"Mostrador","transport":{"kind":"tcp","host":"192.168.1.50","port":9100},"columns":48,"dots":576,
        "code_page":{"number":16,"table":"cp1252"}}"#;
    let profile: PrinterProfile = serde_json::from_str(stored).expect("a profile");
    assert_eq!(profile.transport, Transport::Tcp { host: "192.168.1.50".to_owned(), port: 9100 });
    assert_eq!((profile.qr_dots, profile.raster_band, profile.copies, profile.kanji_off), (6, 24, 1, true));
    assert!(serde_json::from_str::<PrinterProfile>(&stored.replace("48", "40")).is_err(), "no printer has 40 columns");
}
