//! What the HTTP door serves beside the API: the interface, under a policy that lets it load nothing from elsewhere.

use std::sync::Arc;

use axum::{
    extract::Request,
    http::{HeaderValue, Method, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use base64::{Engine, engine::general_purpose::STANDARD};
use sha2::{Digest, Sha256};

use crate::{code::Code, refusal::Refusal};

/// The built interface: content type and bytes of a path such as `/index.html`.
pub type Assets = Arc<dyn Fn(&str) -> Option<(String, Vec<u8>)> + Send + Sync>;

const PAGE: &str = "/index.html";

/// The interface for every address that is not the API's: the file of that name, else the one page.
pub(crate) fn asset(assets: &Assets, request: &Request) -> Response {
    let path = request.uri().path();
    if request.method() != Method::GET && request.method() != Method::HEAD {
        return Refusal::new(Code::NotFound).into_response();
    }
    let (path, found) = match assets(path) {
        Some(found) if path != "/" => (path, Some(found)),
        _ if path.rsplit('/').next().is_some_and(|name| name.contains('.')) => (path, None),
        _ => (PAGE, assets(PAGE)),
    };
    let Some((content_type, bytes)) = found else { return Refusal::new(Code::NotFound).into_response() };
    let cache = if path.contains("/immutable/") { "public, max-age=31536000, immutable" } else { "no-cache" };
    let policy = policy(if path == PAGE { std::str::from_utf8(&bytes).unwrap_or_default() } else { "" });
    let headers = [
        (header::CONTENT_TYPE, content_type),
        (header::CACHE_CONTROL, cache.to_owned()),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    (headers, bytes).into_response()
}

/// Headers of every answer: nothing of the till is kept by a browser, guessed at, or framed.
pub(crate) async fn harden(request: Request, next: Next) -> Response {
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers.entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
    headers.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    headers.insert(header::REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    headers.insert(header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY"));
    response
}

/// Everything from here and nothing from elsewhere. Scripts written into the page itself are named by their hash.
fn policy(page: &str) -> String {
    let hashes: String = inline_scripts(page)
        .map(|script| format!(" 'sha256-{}'", STANDARD.encode(Sha256::digest(script.as_bytes()))))
        .collect();
    format!(
        "default-src 'self'; script-src 'self'{hashes}; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; \
         object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    )
}

fn inline_scripts(page: &str) -> impl Iterator<Item = &str> {
    page.split("<script").skip(1).filter_map(|rest| {
        let (attributes, body) = rest.split_once('>')?;
        let (body, _) = body.split_once("</script>")?;
        (!attributes.contains("src=")).then_some(body)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_script_in_the_page_is_allowed_by_its_hash_alone() {
        let page = "<head><script src=\"/a.js\"></script></head><script>alert(1)</script>";
        let policy = policy(page);
        assert!(policy.contains("script-src 'self' 'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI=';"), "{policy}");
        assert_eq!(policy.matches("sha256-").count(), 1, "a script with a source needs no hash");
    }
}
