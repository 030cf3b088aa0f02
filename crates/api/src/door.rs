//! The doors and what each adds to a request: who is calling.

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use caserita_app::Door;
use uuid::Uuid;

use crate::{code::Code, refusal::Refusal};

const COOKIE: &str = "caserita_door";

/// The HTTP door. Only a browser on this machine that speaks to us by a loopback name comes in, so that a page of another
/// site cannot reach the till through its visitor's browser, not even by a name that resolves to loopback.
pub(crate) async fn browser(mut request: Request, next: Next) -> Response {
    if !is_local(request.headers()) {
        return Refusal::new(Code::Denied).into_response();
    }
    let known = secret(request.headers());
    let secret = known.unwrap_or_else(Uuid::new_v4);
    request.extensions_mut().insert(Door::Browser(secret));
    let mut response = next.run(request).await;
    if known.is_none() {
        let cookie = format!("{COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict");
        let cookie = HeaderValue::from_str(&cookie).expect("a UUID is a header value");
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The secret a browser was given at its first contact.
fn secret(headers: &HeaderMap) -> Option<Uuid> {
    let cookies = headers.get_all(header::COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies.flat_map(|line| line.split(';')).find_map(|cookie| {
        let (name, value) = cookie.trim().split_once('=')?;
        if name == COOKIE { value.parse().ok() } else { None }
    })
}

/// Whether the request names a loopback host, and comes from a page of that host if it says where it comes from.
fn is_local(headers: &HeaderMap) -> bool {
    let text = |name| headers.get(name).map(|value: &HeaderValue| value.to_str().unwrap_or_default());
    let Some(host) = text(header::HOST).filter(|host| is_loopback(host)) else { return false };
    text(header::ORIGIN).is_none_or(|origin| origin.strip_prefix("http://") == Some(host))
}

fn is_loopback(host: &str) -> bool {
    let (name, port) = match host.rsplit_once(':') {
        Some((name, port)) if !port.contains(']') => (name, Some(port)),
        _ => (host, None),
    };
    let is_port = |port: &str| !port.is_empty() && port.bytes().all(|digit| digit.is_ascii_digit());
    matches!(name, "127.0.0.1" | "localhost" | "[::1]") && port.is_none_or(is_port)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(header::HeaderName, &str)]) -> HeaderMap {
        pairs.iter().map(|(name, value)| (name.clone(), HeaderValue::from_str(value).expect("plain text"))).collect()
    }

    #[test]
    fn only_loopback_names_come_in() {
        for host in ["127.0.0.1", "127.0.0.1:4080", "localhost:80", "[::1]", "[::1]:4080"] {
            assert!(is_local(&headers(&[(header::HOST, host)])), "{host} is this machine");
        }
        for host in ["", "till.example", "127.0.0.1.example:80", "localhost:", "localhost:80@evil", "192.168.1.5:4080"] {
            assert!(!is_local(&headers(&[(header::HOST, host)])), "{host} is not this machine");
        }
        assert!(!is_local(&HeaderMap::new()), "a request without a host could mean any");
    }

    #[test]
    fn a_page_of_another_site_is_refused() {
        let from = |origin| is_local(&headers(&[(header::HOST, "localhost:4080"), (header::ORIGIN, origin)]));
        assert!(from("http://localhost:4080"));
        for origin in ["http://evil.example", "null", "https://localhost:4080", "http://localhost:4081"] {
            assert!(!from(origin), "{origin} is another page");
        }
    }

    #[test]
    fn the_secret_is_found_among_other_cookies() {
        let secret_id = Uuid::new_v4();
        let line = format!("theme=dark; {COOKIE}={secret_id}");
        assert_eq!(secret(&headers(&[(header::COOKIE, &line)])), Some(secret_id));
        assert_eq!(secret(&headers(&[(header::COOKIE, "caserita_door=guess")])), None, "only a UUID is a secret");
    }
}
