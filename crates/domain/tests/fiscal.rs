//! States, deadlines and remedies, as tables.

use caserita_domain::{
    document::{DocKind, series_fits},
    fiscal::{DEADLINES, DocEvent, DocState, NoVoid, Remedy, to_void},
};
use chrono::NaiveDate;
use proptest::prelude::*;

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, day).expect("a day of March")
}

#[test]
fn a_document_goes_its_lawful_way() {
    use DocEvent::*;
    let walk = |events: &[DocEvent]| events.iter().try_fold(DocState::Issued, |state, event| state.after(*event));
    assert_eq!(walk(&[Signed, Sent, Accepted]), Some(DocState::Accepted));
    assert_eq!(walk(&[Signed, Sent, Sent, Observed]), Some(DocState::Observed), "an unknown outcome is sent again");
    assert_eq!(walk(&[Signed, Sent, NotDelivered, Sent, Rejected]), Some(DocState::Rejected));
    assert_eq!(walk(&[Signed, Sent, Exception, Signed, Sent, Accepted]), Some(DocState::Accepted), "mended and signed anew");
    assert_eq!(walk(&[VoidAsked, Signed, Sent, Accepted, VoidSent, Voided]), Some(DocState::Voided));
    assert_eq!(walk(&[Signed, Sent, Accepted, VoidSent, VoidRefused]), Some(DocState::Accepted));
    assert_eq!(
        walk(&[VoidAsked, Signed, Sent, Observed, Annulled]),
        Some(DocState::Observed),
        "it stands, and its note too"
    );
    assert_eq!(walk(&[Sent]), None, "nothing unsigned leaves");
    assert_eq!(walk(&[Signed, VoidSent]), None, "nothing is voided that SUNAT does not have");
    assert_eq!(walk(&[Signed, Sent, Rejected, Sent]), None, "a rejected number is burned");
    assert_eq!(walk(&[Signed, Sent, Accepted, Signed]), None, "nothing is signed twice once accepted");
}

proptest! {
    #[test]
    fn law_04_only_sunats_word_makes_a_document_accepted(steps in prop::collection::vec(0..DocEvent::ALL.len(), 0..30)) {
        let mut state = DocState::Issued;
        for step in steps {
            let event = DocEvent::ALL[step];
            let Some(next) = state.after(event) else { continue };
            if next.stands() && !state.stands() {
                prop_assert!(matches!(event, DocEvent::Accepted | DocEvent::Observed | DocEvent::VoidRefused));
            }
            prop_assert!(state != DocState::Voided, "void stays void: {:?}", event);
            prop_assert!(!(state == DocState::Rejected && next != state), "rejected stays rejected: {:?}", event);
            state = next;
        }
    }
}

#[test]
fn names_are_read_back() {
    for state in DocState::ALL {
        assert_eq!(DocState::parse(state.as_str()), Some(state));
    }
    for event in DocEvent::ALL {
        assert_eq!(DocEvent::parse(event.as_str()), Some(event));
    }
    for kind in DocKind::ALL {
        assert_eq!(DocKind::parse(kind.as_str()), Some(kind));
    }
}

#[test]
fn each_till_has_its_own_series_and_test_ones_are_apart() {
    let all = |till| DocKind::ALL.map(|kind| kind.series(till)).join(" ");
    assert_eq!(all(1), "NV01 B001 F001 BC01 FC01 BD01 FD01");
    assert_eq!(all(12), "NV12 B012 F012 BC12 FC12 BD12 FD12");
    for kind in DocKind::ALL.into_iter().filter(|kind| kind.is_electronic()) {
        assert!(series_fits(kind, &kind.series(3)) && !series_fits(kind, &kind.test_series(3)));
        assert!(DocKind::ALL.iter().all(|other| other.series(3) != kind.test_series(3)));
    }
    for bad in ["B01", "F001", "b001", "B0 1", "E001", "EB01", "BÑ1", ""] {
        assert!(!series_fits(DocKind::Boleta, bad), "{bad}");
    }
    assert!(!series_fits(DocKind::NotaVenta, "NV01"));
}

#[test]
fn deadlines_count_calendar_days_from_the_day_of_issue() {
    assert_eq!(DEADLINES.alone(DocKind::Factura, day(1)), day(4));
    assert_eq!(DEADLINES.alone(DocKind::CreditoBoleta, day(1)), day(6));
    assert_eq!(DEADLINES.last(DocKind::Boleta, day(1)), day(8));
    assert_eq!(DEADLINES.last(DocKind::DebitoFactura, day(1)), day(4));
    assert_eq!(DEADLINES.to_void(day(1)), day(8));
}

#[test]
fn a_void_takes_the_paper_of_its_kind_within_its_days() {
    let void = |kind, state, today| to_void(kind, state, false, false, day(1), day(today));
    assert_eq!(void(DocKind::Boleta, DocState::Accepted, 8), Ok(Remedy::Summary));
    assert_eq!(void(DocKind::Boleta, DocState::Queued, 1), Ok(Remedy::Summary), "it is sent first, and voided then");
    assert_eq!(void(DocKind::Factura, DocState::Observed, 2), Ok(Remedy::Communication));
    assert_eq!(void(DocKind::Factura, DocState::Accepted, 9), Err(NoVoid::TooLate));
    assert_eq!(void(DocKind::Factura, DocState::Rejected, 9), Ok(Remedy::Nothing));
    assert_eq!(void(DocKind::Boleta, DocState::Exception, 1), Err(NoVoid::Broken));
    assert_eq!(void(DocKind::Boleta, DocState::VoidPending, 1), Err(NoVoid::Already));
    assert_eq!(to_void(DocKind::Boleta, DocState::Queued, true, false, day(1), day(1)), Err(NoVoid::Already));
    assert_eq!(to_void(DocKind::Boleta, DocState::Accepted, false, true, day(1), day(1)), Err(NoVoid::HasNotes));
}
