//! Envelopes as a stranger's parser sees them, and the reading of answers, honest and not.
#![allow(clippy::disallowed_methods, reason = "asks xmllint what it sees")]

use std::io::Write;
use std::process::{Command, Stdio};

use caserita_sunat::soap::{Answer, Request, RequestKind, UnreadableAnswer, read};
use caserita_sunat::{catalog::DocType, package::FileName};
use proptest::prelude::*;

/// What xmllint finds at this XPath.
fn xpath(xml: &[u8], path: &str) -> String {
    let mut child = Command::new("xmllint")
        .args(["--nonet", "--xpath", &format!("string({path})"), "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("xmllint is installed");
    child.stdin.take().expect("a pipe").write_all(xml).expect("written");
    let output = child.wait_with_output().expect("xmllint ends");
    assert!(output.status.success(), "xmllint reads {}", String::from_utf8_lossy(xml));
    String::from_utf8(output.stdout).expect("UTF-8").trim_end_matches('\n').to_owned()
}

fn bill() -> Request {
    let file = FileName::document("20123456786", DocType::Factura, "F001", 7).expect("a name");
    Request::SendBill { file, zip: b"PK\x03\x04 not really".to_vec() }
}

fn soap(body: &str) -> Vec<u8> {
    format!("<?xml version=\"1.0\"?><S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body>{body}</S:Body></S:Envelope>")
        .into_bytes()
}

#[test]
fn an_envelope_says_everything_where_the_contract_wants_it() {
    let xml = bill().envelope("20123456786MODDATOS", "moddatos");
    let operation = "/*[local-name()='Envelope' and namespace-uri()='http://schemas.xmlsoap.org/soap/envelope/']\
                     /*[local-name()='Body']/*[local-name()='sendBill' and namespace-uri()='http://service.sunat.gob.pe']";
    assert_eq!(xpath(&xml, &format!("{operation}/fileName")), "20123456786-01-F001-7.zip", "children have no namespace");
    assert_eq!(xpath(&xml, &format!("{operation}/contentFile")), "UEsDBCBub3QgcmVhbGx5");
    let token = "//*[local-name()='Header']/*[local-name()='Security' and namespace-uri()='http://docs.oasis-open.org/wss/\
                 2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd']/*[local-name()='UsernameToken']";
    assert_eq!(xpath(&xml, &format!("{token}/*[local-name()='Username']")), "20123456786MODDATOS");
    assert_eq!(xpath(&xml, &format!("{token}/*[local-name()='Password']")), "moddatos");
}

#[test]
fn the_other_requests_carry_their_fields() {
    let xml = Request::GetStatus { ticket: "1581234567890".into() }.envelope("u", "p");
    assert_eq!(xpath(&xml, "//*[local-name()='getStatus']/ticket"), "1581234567890");
    let asked =
        Request::GetStatusCdr { ruc: "20123456786".into(), kind: DocType::Factura, series: "F001".into(), number: 7 };
    let xml = asked.envelope("u", "p");
    for (field, value) in [
        ("rucComprobante", "20123456786"),
        ("tipoComprobante", "01"),
        ("serieComprobante", "F001"),
        ("numeroComprobante", "7"),
    ] {
        assert_eq!(xpath(&xml, &format!("//*[local-name()='getStatusCdr']/{field}")), value);
    }
}

#[test]
fn a_file_is_sent_and_asked_about_by_what_it_is() {
    let file = |name: &str| name.parse::<FileName>().expect("a name");
    for (name, sent, consulted) in [
        ("20123456786-01-F001-7", RequestKind::SendBill, true),
        ("20123456786-07-FC01-7", RequestKind::SendBill, true),
        ("20123456786-07-BC01-7", RequestKind::SendBill, false),
        ("20123456786-03-B001-7", RequestKind::SendBill, false),
        ("20123456786-RC-20260302-1", RequestKind::SendSummary, false),
        ("20123456786-RA-20260302-1", RequestKind::SendSummary, false),
    ] {
        assert_eq!(Request::send(file(name), Vec::new()).kind(), sent, "{name}");
        assert_eq!(Request::consult(&file(name)).is_some(), consulted, "{name}");
    }
}

#[test]
fn a_password_of_odd_letters_arrives_as_it_is() {
    let password = "a<b>&'\"ñ]]>\u{1f511} ";
    let xml = bill().envelope("20123456786ÑANDÚ", &format!("{password}\u{1}"));
    assert_eq!(xpath(&xml, "//*[local-name()='Password']"), password, "what XML cannot carry is left out");
    assert_eq!(xpath(&xml, "//*[local-name()='Username']"), "20123456786ÑANDÚ");
}

#[test]
fn debug_shows_neither_bytes_nor_secrets() {
    assert_eq!(format!("{:?}", bill()), "sendBill(20123456786-01-F001-7, 15 bytes)");
}

#[test]
fn answers_are_read_under_any_prefix() {
    let cdr = soap(
        "<br:sendBillResponse xmlns:br='http://service.sunat.gob.pe'><applicationResponse>UEsD\nBA==</applicationResponse></br:sendBillResponse>",
    );
    assert_eq!(read(RequestKind::SendBill, &cdr), Ok(Answer::Cdr(b"PK\x03\x04".to_vec())));
    let ticket =
        soap("<sendSummaryResponse xmlns='u'><x:ticket xmlns:x='v'> 1581234567890 </x:ticket></sendSummaryResponse>");
    assert_eq!(read(RequestKind::SendSummary, &ticket), Ok(Answer::Ticket("1581234567890".into())));
}

#[test]
fn a_status_is_a_number_however_it_is_padded() {
    for (text, code) in [("0", 0), ("0000", 0), ("98", 98), ("0098", 98), ("99", 99), ("0127", 127)] {
        let bytes =
            soap(&format!("<getStatusResponse><status><statusCode>{text}</statusCode></status></getStatusResponse>"));
        assert_eq!(read(RequestKind::GetStatus, &bytes), Ok(Answer::Status { code, content: None }), "{text}");
    }
}

#[test]
fn content_is_a_cdr_only_where_the_status_says_so() {
    let status = |code: &str, content: &str| {
        let body = format!("<r><status><content>{content}</content><statusCode>{code}</statusCode></status></r>");
        read(RequestKind::GetStatus, &soap(&body))
    };
    assert_eq!(status("0", "UEsDBA=="), Ok(Answer::Status { code: 0, content: Some(b"PK\x03\x04".to_vec()) }));
    assert_eq!(status("99", ""), Ok(Answer::Status { code: 99, content: None }));
    assert_eq!(status("127", "El ticket no existe"), Ok(Answer::Status { code: 127, content: None }));
    assert_eq!(status("0", "Sin éxito"), Err(UnreadableAnswer::BadBase64));
    assert_eq!(status("listo", ""), Err(UnreadableAnswer::NotANumber));
    assert_eq!(status("+1", ""), Err(UnreadableAnswer::NotANumber));
    assert_eq!(status("", ""), Err(UnreadableAnswer::Missing("statusCode")));
}

#[test]
fn a_consulted_paper_answers_with_words() {
    let body = "<getStatusCdrResponse><statusCdr><content>UEsDBA==</content><statusCode>0004</statusCode>\
                <statusMessage>La constancia existe</statusMessage></statusCdr></getStatusCdrResponse>";
    let expected =
        Answer::StatusCdr { code: 4, message: "La constancia existe".into(), content: Some(b"PK\x03\x04".to_vec()) };
    assert_eq!(read(RequestKind::GetStatusCdr, &soap(body)), Ok(expected));
}

#[test]
fn a_fault_answers_any_request() {
    let fault =
        soap("<S:Fault><faultcode>S:Client.1033</faultcode><faultstring>Registrado &amp; informado</faultstring></S:Fault>");
    for asked in [RequestKind::SendBill, RequestKind::SendSummary, RequestKind::GetStatus, RequestKind::GetStatusCdr] {
        let expected = Answer::Fault { code: Some(1033), text: "Registrado & informado".into() };
        assert_eq!(read(asked, &fault), Ok(expected));
    }
}

#[test]
fn what_answers_nothing_says_which_nothing() {
    let asked = RequestKind::SendBill;
    assert_eq!(read(asked, b""), Err(UnreadableAnswer::Empty));
    assert_eq!(read(asked, b" \r\n "), Err(UnreadableAnswer::Empty));
    for page in ["<!DOCTYPE HTML PUBLIC><html>", "<html><body>Service Unavailable<br></body></html>", "\n<HTML>"] {
        assert_eq!(read(asked, page.as_bytes()), Err(UnreadableAnswer::Html), "{page}");
    }
    assert!(matches!(read(asked, b"Service Unavailable"), Err(UnreadableAnswer::Xml(_))));
    assert!(matches!(read(asked, &soap("<a/>")[..60]), Err(UnreadableAnswer::Xml(_))), "cut off");
    assert_eq!(read(asked, b"<a/>"), Err(UnreadableAnswer::NotSoap));
    assert_eq!(read(asked, &soap("")), Err(UnreadableAnswer::Missing("a response")));
    assert_eq!(read(asked, &soap("<r><applicationResponse/></r>")), Err(UnreadableAnswer::Missing("applicationResponse")));
    assert_eq!(read(asked, &soap("<r><applicationResponse>¿?</applicationResponse></r>")), Err(UnreadableAnswer::BadBase64));
    assert_eq!(
        read(RequestKind::SendSummary, &soap("<r><ticket>un ticket</ticket></r>")),
        Err(UnreadableAnswer::Missing("ticket"))
    );
    assert_eq!(read(asked, &vec![b' '; 11 << 20]), Err(UnreadableAnswer::TooLarge));
}

#[test]
fn an_answer_with_entities_is_refused() {
    let hostile = "<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><Envelope><Body><r><ticket>&e;</ticket></r></Body></Envelope>";
    assert!(matches!(read(RequestKind::SendSummary, hostile.as_bytes()), Err(UnreadableAnswer::Xml(_))));
}

proptest! {
    #[test]
    fn no_bytes_make_the_reader_panic(bytes in proptest::collection::vec(any::<u8>(), 0..200), body in "[<>a-z/&;0-9 ]{0,60}") {
        let _ = read(RequestKind::GetStatus, &bytes);
        let _ = read(RequestKind::GetStatus, &soap(&body));
    }
}
