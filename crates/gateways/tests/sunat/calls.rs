//! What SUNAT answers to each call, once it answers.

use caserita_gateways::Service;
use caserita_sunat::{
    catalog::DocType,
    cdr::{Cdr, Verdict},
    document::FileKind,
    package::{FileName, pack},
    soap::{Answer, Request},
};
use caserita_testkit::sunat::{Behaviour, SunatServer};

use super::{RUC, batch, bill, client, factura, papers, service, status, summary};

fn fault_code(answer: Result<Answer, impl std::fmt::Debug>) -> Option<u16> {
    match answer.expect("an answer") {
        Answer::Fault { code, .. } => code,
        other => panic!("not a fault: {other:?}"),
    }
}

fn cdr(answer: Result<Answer, impl std::fmt::Debug>) -> Cdr {
    match answer.expect("an answer") {
        Answer::Cdr(zip) => Cdr::read(&zip).expect("a CDR"),
        other => panic!("not a CDR: {other:?}"),
    }
}

fn ticket(answer: Result<Answer, impl std::fmt::Debug>) -> String {
    match answer.expect("an answer") {
        Answer::Ticket(ticket) => ticket,
        other => panic!("not a ticket: {other:?}"),
    }
}

fn state(answer: Result<Answer, impl std::fmt::Debug>) -> (u16, Option<Cdr>) {
    match answer.expect("an answer") {
        Answer::Status { code, content } => (code, content.map(|zip| Cdr::read(&zip).expect("a CDR"))),
        other => panic!("not a status: {other:?}"),
    }
}

#[test]
fn a_factura_is_accepted_and_answered_with_its_own_cdr() {
    let server = SunatServer::start();
    let cdr = cdr(client().ask(&service(&server), &bill(7)));
    assert_eq!(cdr.verdict(), Verdict::Accepted);
    cdr.answers_file(&factura(7)).expect("it is about what was sent");
    assert_eq!(server.valid(), ["20123456786-01-F001-7"]);
    let received = &server.received()[0];
    assert_eq!((received.operation.as_str(), received.user.as_str()), ("sendBill", "20123456786MODDATOS"));
    assert_eq!(received.file.as_deref(), Some("20123456786-01-F001-7.zip"));
    assert_eq!(received.soap_action.as_deref(), Some("\"\""));
    assert_eq!(server.xml("20123456786-01-F001-7"), Some(papers::invoice("F001-7", RUC, "")), "byte for byte");
}

#[test]
fn remarks_and_rejections_come_as_cdrs() {
    let server = SunatServer::start();
    server.then(Behaviour::Observed(vec![4252, 4093])).then(Behaviour::Rejected(2335));
    let observed = cdr(client().ask(&service(&server), &bill(1)));
    assert_eq!(observed.verdict(), Verdict::Observed);
    assert_eq!(observed.notes.iter().map(|note| note.code).collect::<Vec<_>>(), [Some(4252), Some(4093)]);
    let rejected = cdr(client().ask(&service(&server), &bill(2)));
    assert_eq!((rejected.verdict(), rejected.response_code), (Verdict::Rejected, 2335));
    assert!(rejected.description.ends_with("ha sido alterado"), "in SUNAT's words: {}", rejected.description);
    assert_eq!(server.valid(), ["20123456786-01-F001-1"]);
}

#[test]
fn the_same_name_again_is_a_fault() {
    let server = SunatServer::start();
    server.then(Behaviour::Accepted).then(Behaviour::Rejected(2800));
    cdr(client().ask(&service(&server), &bill(1)));
    cdr(client().ask(&service(&server), &bill(2)));
    assert_eq!(fault_code(client().ask(&service(&server), &bill(1))), Some(1033), "it was accepted");
    assert_eq!(fault_code(client().ask(&service(&server), &bill(2))), Some(1032), "its number is spent");
    assert_eq!(server.calls("sendBill"), 4);
}

#[test]
fn a_fault_may_come_before_or_after_storing() {
    let server = SunatServer::start();
    server.then(Behaviour::Fault(100)).then(Behaviour::StoredThenFault(200));
    assert_eq!(fault_code(client().ask(&service(&server), &bill(1))), Some(100));
    assert!(server.valid().is_empty());
    assert_eq!(fault_code(client().ask(&service(&server), &bill(1))), Some(200));
    assert_eq!(server.valid(), ["20123456786-01-F001-1"], "SUNAT has it, whatever it said");
}

#[test]
fn a_wrong_password_is_a_fault_with_its_code() {
    let server = SunatServer::start();
    let wrong = Service { password: "moddatos2".into(), ..service(&server) };
    assert_eq!(fault_code(client().ask(&wrong, &bill(1))), Some(102));
    server.then(Behaviour::RefusedCredentials);
    assert_eq!(fault_code(client().ask(&service(&server), &bill(1))), Some(102), "or when it says so");
    assert_eq!(fault_code(client().ask(&Service { user: "x".into(), ..service(&server) }, &bill(1))), Some(101));
}

#[test]
fn names_must_agree_inside_and_out() {
    let server = SunatServer::start();
    let ask = |file: &FileName, packed_as: &FileName, id: &str, ruc: &str| {
        let zip = pack(packed_as, &papers::invoice(id, ruc, "")).expect("a package");
        fault_code(client().ask(&service(&server), &Request::SendBill { file: file.clone(), zip }))
    };
    let stranger = FileName::document("20000000001", DocType::Factura, "F001", 1).expect("a name");
    assert_eq!(ask(&factura(1), &factura(2), "F001-1", RUC), Some(161), "zip and XML");
    assert_eq!(ask(&factura(1), &factura(1), "F001-2", RUC), Some(1036), "name and ID");
    assert_eq!(ask(&factura(1), &factura(1), "F001-1", "20000000001"), Some(1034), "name and issuer");
    assert_eq!(ask(&stranger, &stranger, "F001-1", "20000000001"), Some(154), "user and issuer");
    let Request::SendBill { file, .. } = bill(1) else { unreachable!("a bill") };
    let broken = Request::SendBill { file, zip: b"PK".to_vec() };
    assert_eq!(fault_code(client().ask(&service(&server), &broken)), Some(156));
    let summary = summary(FileKind::Summary, 1);
    let misled = Request::SendBill { file: summary, zip: Vec::new() };
    assert_eq!(fault_code(client().ask(&service(&server), &misled)), Some(152), "a summary is not a bill");
    assert!(server.valid().is_empty());
}

#[test]
fn a_summary_gives_a_ticket_that_takes_its_time() {
    let server = SunatServer::start();
    server.then(Behaviour::Pending(2));
    let number = ticket(client().ask(&service(&server), &batch(FileKind::Summary, 1)));
    for _ in 0..2 {
        assert_eq!(state(client().ask(&service(&server), &status(&number))), (98, None));
    }
    assert!(server.valid().is_empty(), "nothing is decided before the ticket says so");
    let (code, cdr) = state(client().ask(&service(&server), &status(&number)));
    let cdr = cdr.expect("a CDR");
    cdr.answers_file(&summary(FileKind::Summary, 1)).expect("it is about what was sent");
    assert_eq!((code, cdr.verdict()), (0, Verdict::Accepted));
    let (again, _) = state(client().ask(&service(&server), &status(&number)));
    assert_eq!((again, server.calls("getStatus")), (0, 4), "a ticket may be asked again");
}

#[test]
fn a_summary_presented_twice_is_a_fault_and_a_rejected_one_may_come_again() {
    let server = SunatServer::start();
    let (voiding, summary) = (batch(FileKind::Voided, 1), batch(FileKind::Summary, 1));
    ticket(client().ask(&service(&server), &voiding));
    assert_eq!(fault_code(client().ask(&service(&server), &voiding)), Some(2324));
    server.then(Behaviour::Rejected(2957));
    let number = ticket(client().ask(&service(&server), &summary));
    let (code, cdr) = state(client().ask(&service(&server), &status(&number)));
    assert_eq!((code, cdr.map(|cdr| cdr.response_code)), (99, Some(2957)));
    ticket(client().ask(&service(&server), &summary));
    assert_eq!(fault_code(client().ask(&service(&server), &summary)), Some(2223));
}

#[test]
fn a_ticket_may_fail_without_a_cdr_and_a_strange_one_is_unknown() {
    let server = SunatServer::start();
    server.then(Behaviour::FailedTicket);
    let number = ticket(client().ask(&service(&server), &batch(FileKind::Summary, 1)));
    assert_eq!(state(client().ask(&service(&server), &status(&number))), (99, None));
    assert_eq!(state(client().ask(&service(&server), &status("1"))), (127, None));
}

#[test]
fn a_factura_can_be_asked_about_and_a_boleta_cannot() {
    let server = SunatServer::start();
    cdr(client().ask(&service(&server), &bill(7)));
    let ask = |kind, series: &str, number| {
        let request = Request::GetStatusCdr { ruc: RUC.into(), kind, series: series.into(), number };
        match client().ask(&service(&server), &request).expect("an answer") {
            Answer::StatusCdr { code, content, .. } => {
                (code, content.map(|zip| Cdr::read(&zip).expect("a CDR").reference_id))
            }
            other => panic!("not a status: {other:?}"),
        }
    };
    assert_eq!(ask(DocType::Factura, "F001", 7), (4, Some("F001-7".into())));
    assert_eq!(ask(DocType::Factura, "F001", 8), (11, None));
    assert_eq!(ask(DocType::Boleta, "B001", 7), (9, None));
    assert_eq!(ask(DocType::NotaCredito, "BC01", 7), (10, None));
}
