//! The HTTP door: a browser on this machine, and nobody else.

use std::{
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpStream},
    sync::Arc,
    time::Duration,
};

use caserita_testkit::{Person, TestTill, a_product, a_till};
use serde_json::{Value, json};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle};

const PAGE: &str = "<!doctype html><html lang=\"es\"><script>boot()</script></html>";

/// A till served on a free port.
struct Served {
    till: TestTill,
    address: SocketAddr,
    end: oneshot::Sender<()>,
    serving: JoinHandle<std::io::Result<()>>,
}

/// An answer as it came over the wire.
struct Raw {
    head: String,
    body: String,
}

impl Raw {
    fn status(&self) -> u16 {
        self.head.split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status line")
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.head
            .lines()
            .find_map(|line| line.split_once(": ").filter(|(found, _)| found.eq_ignore_ascii_case(name)))
            .map(|(_, value)| value)
    }

    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or(Value::Null)
    }
}

async fn serve(till: TestTill) -> Served {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await.expect("a free port");
    let address = listener.local_addr().expect("it is bound");
    let (end, ended) = oneshot::channel();
    let api = till.api.clone();
    let assets = Arc::new(|path: &str| match path {
        "/index.html" => Some(("text/html; charset=utf-8".to_owned(), PAGE.into())),
        "/_app/immutable/app.js" => Some(("text/javascript".to_owned(), b"start()".to_vec())),
        _ => None,
    });
    let serving = tokio::spawn(async move { api.serve(listener, assets, async move { drop(ended.await) }).await });
    Served { till, address, end, serving }
}

impl Served {
    /// Sends one request with these header lines and reads its answer whole.
    async fn send(&self, request: &str, headers: &[&str], body: &str) -> Raw {
        let text = format!(
            "{request} HTTP/1.1\r\nConnection: close\r\nContent-Length: {}\r\n{}\r\n\r\n{body}",
            body.len(),
            headers.join("\r\n")
        );
        let address = self.address;
        let answer = tokio::task::spawn_blocking(move || {
            let mut stream = TcpStream::connect(address).expect("it listens");
            stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
            stream.write_all(text.as_bytes()).expect("it reads");
            let mut answer = String::new();
            stream.read_to_string(&mut answer).expect("it answers");
            answer
        });
        let answer = answer.await.expect("no panic");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        Raw { head: head.to_owned(), body: body.to_owned() }
    }

    fn host(&self) -> String {
        format!("Host: {}", self.address)
    }

    async fn get(&self, path: &str) -> Raw {
        self.send(&format!("GET {path}"), &[&self.host()], "").await
    }
}

#[tokio::test]
async fn the_interface_is_served_and_every_address_is_its_page() {
    let served = serve(a_till().open().await).await;
    for path in ["/", "/productos", "/ventas/1?x=1"] {
        let page = served.get(path).await;
        assert_eq!((page.status(), page.body.as_str()), (200, PAGE), "{path}");
        let policy = page.header("content-security-policy").expect("a policy");
        assert!(
            policy.contains("default-src 'self'") && policy.contains("'sha256-") && !policy.contains("unsafe-eval"),
            "{policy}"
        );
        assert_eq!(page.header("cache-control"), Some("no-cache"));
    }
    let script = served.get("/_app/immutable/app.js").await;
    assert_eq!((script.status(), script.body.as_str()), (200, "start()"));
    assert!(script.header("cache-control").is_some_and(|cache| cache.contains("immutable")));
    assert_eq!(served.get("/missing.js").await.json()["code"], "request.not_found", "a missing file is not the page");
    assert_eq!(served.get("/v1/nothing").await.json()["code"], "request.not_found");
}

#[tokio::test]
async fn law_12_a_browser_has_a_session_of_its_own() {
    let served = serve(a_till().with(a_product("Pan").price(100)).open().await).await;
    let first = served.get("/v1/session").await;
    assert_eq!(first.json()["user"], Value::Null, "the window's cashier is not the browser's");
    assert_eq!(first.header("cache-control"), Some("no-store"));
    let cookie = first.header("set-cookie").expect("a secret at first contact").to_owned();
    assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict"), "{cookie}");
    let cookie = format!("Cookie: {}", cookie.split(';').next().expect("a pair"));

    let login = served.till.approval(Person::OtherCashier).to_string();
    let answer = served.send("POST /v1/session/login", &[&served.host(), &cookie], &login).await;
    assert_eq!(answer.json()["user"]["name"], Person::OtherCashier.name());
    assert_eq!(answer.header("set-cookie"), None, "a known browser keeps its secret");
    assert_eq!(served.send("GET /v1/cart", &[&served.host(), &cookie], "").await.status(), 200);
    assert_eq!(served.get("/v1/cart").await.json()["code"], "session.required", "another browser is nobody");

    let line = json!({ "presentation_id": served.till.presentation("Pan") }).to_string();
    let key = "Idempotency-Key: one";
    let cart = served.send("POST /v1/cart/lines", &[&served.host(), &cookie, key], &line).await;
    assert_eq!(cart.json()["totals"]["total"], 100);
    let keyless = served.send("POST /v1/cart/lines", &[&served.host(), &cookie], &line).await;
    assert_eq!(keyless.json()["code"], "request.key_missing");
}

#[tokio::test]
async fn another_site_does_not_reach_the_till() {
    let served = serve(a_till().open().await).await;
    for host in ["Host: evil.example", "Host: 192.168.1.10:80"] {
        assert_eq!(served.send("GET /v1/session/tiles", &[host], "").await.status(), 403, "{host}");
        assert_eq!(served.send("GET /", &[host], "").await.status(), 403, "{host}");
    }
    let own = format!("Origin: http://{}", served.address);
    assert_eq!(served.send("POST /v1/session/lock", &[&served.host(), &own], "{}").await.status(), 200);
    let foreign = served.send("POST /v1/session/lock", &[&served.host(), "Origin: http://evil.example"], "{}").await;
    assert_eq!(foreign.status(), 403);
}

#[tokio::test]
async fn changes_are_streamed_until_the_till_ends() {
    let served = serve(a_till().with(a_product("Pan")).open().await).await;
    let (address, host) = (served.address, served.host());
    let (started, listening) = oneshot::channel();
    let reading = tokio::task::spawn_blocking(move || {
        let mut stream = TcpStream::connect(address).expect("it listens");
        stream.set_read_timeout(Some(Duration::from_secs(10))).expect("a timeout");
        write!(stream, "GET /v1/events HTTP/1.1\r\n{host}\r\nConnection: close\r\n\r\n").expect("it reads");
        let mut head = [0; 1];
        stream.read_exact(&mut head).expect("the head comes at once");
        started.send(()).expect("the test waits");
        let mut rest = String::new();
        stream.read_to_string(&mut rest).expect("the stream ends with the till");
        rest
    });
    listening.await.expect("the stream began");
    served.till.add("Pan", 1000).await;
    tokio::time::sleep(Duration::from_millis(200)).await;
    served.end.send(()).expect("it is being served");
    let stream = reading.await.expect("no panic");
    assert!(stream.contains("text/event-stream"), "{stream}");
    assert!(stream.contains(r#"data: {"topic":"cart","version":"#), "{stream}");
    tokio::time::timeout(Duration::from_secs(5), served.serving)
        .await
        .expect("an open stream holds nothing up")
        .expect("no panic")
        .expect("served");
}
