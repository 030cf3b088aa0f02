//! What can go wrong with the line, and whether it may have arrived.

use std::{
    io::{Read, Write},
    net::TcpListener,
    thread,
    time::Duration,
};

use caserita_gateways::{NotSent, Service, SunatClient, SunatLimits, Unanswered};
use caserita_sunat::soap::{Answer, UnreadableAnswer};
use caserita_testkit::sunat::{Behaviour, SunatServer};

use super::{bill, client, service};

const NAME: &str = "20123456786-01-F001-1";

/// A service that says these bytes to the first caller, once it has heard something, and hangs up.
fn says(bytes: &'static [u8]) -> Service {
    let listener = TcpListener::bind(("127.0.0.1", 0)).expect("a free port");
    let url = format!("http://{}/", listener.local_addr().expect("bound"));
    thread::spawn(move || {
        let (mut stream, _) = listener.accept().expect("a caller");
        let mut heard = vec![0; 1 << 16];
        let _ = stream.read(&mut heard);
        let _ = stream.write_all(bytes);
    });
    Service { url, user: "20123456786MODDATOS".into(), password: "moddatos".into() }
}

#[test]
fn law_03_a_cut_line_is_unknown_whether_it_was_stored_or_not() {
    let server = SunatServer::start();
    server.then(Behaviour::Cut).then(Behaviour::StoredThenCut);
    assert_eq!(client().ask(&service(&server), &bill(1)), Err(Unanswered::Unknown));
    assert!(server.valid().is_empty());
    assert_eq!(client().ask(&service(&server), &bill(1)), Err(Unanswered::Unknown));
    assert_eq!(server.valid(), [NAME], "and that is why it must not be renumbered");
    assert_eq!(server.calls("sendBill"), 2, "the client never repeats by itself");
    let again = client().ask(&service(&server), &bill(1));
    assert!(matches!(again, Ok(Answer::Fault { code: Some(1033), .. })), "the resend finds out: {again:?}");
}

#[test]
fn a_slow_service_is_unknown_once_patience_ends() {
    let server = SunatServer::start();
    server.then(Behaviour::Slow(Duration::from_millis(900)));
    let limits = SunatLimits { total: Duration::from_millis(300), ..SunatLimits::default() };
    let hasty = SunatClient::new(limits).expect("TLS is at hand");
    assert_eq!(hasty.ask(&service(&server), &bill(1)), Err(Unanswered::Unknown));
    server.then(Behaviour::Slow(Duration::from_millis(50)));
    assert!(client().ask(&service(&server), &bill(2)).is_ok(), "a patient one gets it");
}

#[test]
fn odd_answers_are_told_from_refusals() {
    let server = SunatServer::start();
    server.then(Behaviour::Empty).then(Behaviour::Unavailable).then(Behaviour::Unauthorized);
    let ask = || client().ask(&service(&server), &bill(1));
    assert_eq!(ask(), Err(Unanswered::Odd { status: 200, why: UnreadableAnswer::Empty }));
    assert_eq!(ask(), Err(Unanswered::Odd { status: 503, why: UnreadableAnswer::Html }));
    assert_eq!(ask(), Err(Unanswered::Refused { status: 401 }));
    assert!(server.valid().is_empty());
}

#[test]
fn law_13_a_redirect_is_not_followed_with_the_password() {
    let other = SunatServer::start();
    let answer = format!("HTTP/1.1 307 Moved\r\nLocation: {}\r\nContent-Length: 0\r\n\r\n", other.url());
    let service = says(answer.leak().as_bytes());
    assert_eq!(client().ask(&service, &bill(1)), Err(Unanswered::Odd { status: 307, why: UnreadableAnswer::Empty }));
    assert!(other.received().is_empty(), "nobody else hears the password");
}

#[test]
fn an_answer_broken_off_or_not_http_is_unknown() {
    let broken = says(b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n<soap");
    assert_eq!(client().ask(&broken, &bill(1)), Err(Unanswered::Unknown));
    assert_eq!(client().ask(&says(b"SSH-2.0-OpenSSH_9\r\n"), &bill(1)), Err(Unanswered::Unknown));
}

#[test]
fn an_endless_answer_is_cut_off() {
    let head = b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nConnection: close\r\n\r\n".as_slice();
    let answer = [head, &vec![b' '; 12 << 20]].concat();
    let odd = client().ask(&says(answer.leak()), &bill(1));
    assert_eq!(odd, Err(Unanswered::Odd { status: 200, why: UnreadableAnswer::TooLarge }));
}

#[test]
fn what_never_left_says_so() {
    let ask = |url: &str| {
        let service = Service { url: url.into(), user: "u".into(), password: "p".into() };
        client().ask(&service, &bill(1))
    };
    let closed = TcpListener::bind(("127.0.0.1", 0)).expect("a free port").local_addr().expect("bound");
    assert_eq!(ask(&format!("http://{closed}/")), Err(Unanswered::NotSent(NotSent::Refused)));
    let nowhere = ask("http://no-such-name.invalid/");
    // A resolver may also take its time to say that there is no such name.
    assert!(
        matches!(nowhere, Err(Unanswered::NotSent(NotSent::Unreachable | NotSent::ConnectTimeout))),
        "nothing left: {nowhere:?}"
    );
    for url in ["", "e-factura.sunat.gob.pe", "ftp://127.0.0.1/", "http://"] {
        assert_eq!(ask(url), Err(Unanswered::NotSent(NotSent::BadUrl)), "{url}");
    }
}

#[test]
fn a_line_that_is_not_safe_carries_nothing() {
    let server = SunatServer::start();
    let unsafe_line = Service { url: server.url().replace("http://", "https://"), ..service(&server) };
    assert_eq!(client().ask(&unsafe_line, &bill(1)), Err(Unanswered::NotSent(NotSent::Tls)));
    assert!(server.received().is_empty());
}

#[test]
fn law_13_debug_never_shows_the_password() {
    let service = Service { url: "http://x/".into(), user: "u".into(), password: "sesamo".into() };
    let shown = format!("{service:?} {:?} {:?}", client(), bill(1));
    assert!(shown.contains("http://x/") && !shown.contains("sesamo"), "{shown}");
}
