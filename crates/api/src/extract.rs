//! What a handler takes apart from a request: who is calling, and what they sent.

use std::sync::Arc;

use axum::{
    Json,
    body::Bytes,
    extract::{FromRequest, FromRequestParts, Path as RawPath, RawPathParams, Request},
    http::{HeaderMap, request::Parts},
};
use caserita_app::{App, Call, Door, Error};
use serde::de::DeserializeOwned;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::{
    code::Code,
    panics,
    refusal::{About, Refusal},
    state::Shared,
};

/// What a handler answers.
pub(crate) type Reply<T> = Result<Json<T>, Refusal>;

const KEY: &str = "idempotency-key";
const KEY_LENGTH: usize = 64;

/// Runs a use case away from the async threads: it waits for the disk. A panic in it ends there.
pub(crate) async fn run<T: Send + 'static>(
    about: About,
    case: impl FnOnce() -> Result<T, Error> + Send + 'static,
) -> Result<T, Refusal> {
    match tokio::task::spawn_blocking(case).await {
        Ok(answer) => answer.map_err(|error| Refusal::of(about, &error)),
        Err(error) => Err(panics::refusal(error)),
    }
}

/// A caller of a running till.
pub(crate) struct Who {
    pub(crate) app: Arc<App>,
    pub(crate) door: Door,
}

impl Who {
    /// Asks a use case that changes nothing.
    pub(crate) async fn ask<T: Send + 'static>(
        self,
        about: About,
        case: impl FnOnce(&App, Door) -> Result<T, Error> + Send + 'static,
    ) -> Reply<T> {
        run(about, move || case(&self.app, self.door)).await.map(Json)
    }
}

impl FromRequestParts<Arc<Shared>> for Who {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, shared: &Arc<Shared>) -> Result<Who, Refusal> {
        let door = parts.extensions.get::<Door>().copied();
        let door = door.ok_or_else(|| Refusal::internal(&"a request came in by no door"))?;
        Ok(Who { app: shared.app()?, door })
    }
}

/// A call that changes something, once per idempotency key.
pub(crate) struct Mutation<T> {
    app: Arc<App>,
    call: Call,
    input: T,
}

impl<T: Send + 'static> Mutation<T> {
    /// Has a use case carry it out.
    pub(crate) async fn act<A: Send + 'static>(
        self,
        about: About,
        case: impl FnOnce(&App, &Call, T) -> Result<A, Error> + Send + 'static,
    ) -> Reply<A> {
        run(about, move || case(&self.app, &self.call, self.input)).await.map(Json)
    }
}

impl<T: DeserializeOwned> FromRequest<Arc<Shared>> for Mutation<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Mutation<T>, Refusal> {
        let (mut parts, body) = request.into_parts();
        let Who { app, door } = Who::from_request_parts(&mut parts, shared).await?;
        let key = key(&parts.headers)?;
        let (method, path) = (parts.method.clone(), parts.uri.path().to_owned());
        let body = read(Request::from_parts(parts, body), shared).await?;
        let input = parse(&body)?;
        let fingerprint = fingerprint(method.as_str(), &path, &body);
        Ok(Mutation { app, call: Call { door, key, fingerprint }, input })
    }
}

/// A body whose repetition does no harm, and so needs no key.
pub(crate) struct Body<T>(pub(crate) T);

impl<T: DeserializeOwned> FromRequest<Arc<Shared>> for Body<T> {
    type Rejection = Refusal;

    async fn from_request(request: Request, shared: &Arc<Shared>) -> Result<Body<T>, Refusal> {
        parse(&read(request, shared).await?).map(Body)
    }
}

/// The query, refused with the name of what cannot be read.
pub(crate) struct Query<T>(pub(crate) T);

impl<T: DeserializeOwned, S: Sync> FromRequestParts<S> for Query<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Query<T>, Refusal> {
        let pairs = form_urlencoded::parse(parts.uri.query().unwrap_or_default().as_bytes());
        serde_path_to_error::deserialize(serde_urlencoded::Deserializer::new(pairs))
            .map(Query)
            .map_err(|error| Refusal::malformed(&error.path().to_string()))
    }
}

/// The one part of a path that varies, refused with its name.
pub(crate) struct Path<T>(pub(crate) T);

impl<T: DeserializeOwned + Send, S: Send + Sync> FromRequestParts<S> for Path<T> {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Path<T>, Refusal> {
        match RawPath::from_request_parts(parts, state).await {
            Ok(RawPath(value)) => Ok(Path(value)),
            Err(_) => {
                let raw = RawPathParams::from_request_parts(parts, state).await.ok();
                let name = raw.as_ref().and_then(|raw| raw.iter().next()).map_or("path", |(name, _)| name);
                Err(Refusal::malformed(name))
            }
        }
    }
}

async fn read(request: Request, shared: &Arc<Shared>) -> Result<Bytes, Refusal> {
    Bytes::from_request(request, shared).await.map_err(|_| Refusal::malformed("body"))
}

fn parse<T: DeserializeOwned>(body: &[u8]) -> Result<T, Refusal> {
    let body = if body.is_empty() { b"{}" } else { body };
    let mut json = serde_json::Deserializer::from_slice(body);
    let input =
        serde_path_to_error::deserialize(&mut json).map_err(|error| Refusal::malformed(&error.path().to_string()))?;
    json.end().map_err(|_| Refusal::malformed("body"))?;
    Ok(input)
}

fn key(headers: &HeaderMap) -> Result<String, Refusal> {
    let key = headers.get(KEY).and_then(|value| value.to_str().ok()).map(str::trim);
    match key {
        Some(key) if !key.is_empty() && key.len() <= KEY_LENGTH => Ok(key.to_owned()),
        _ => Err(Refusal::new(Code::KeyMissing)),
    }
}

/// Fields whose values must not be found again from what is stored.
const SECRETS: [&str; 4] = ["pin", "password", "token", "validity_secret"];

/// What a call asks for, so that its key cannot be used for something else. It is stored, so PINs are left out of it: a
/// hash of four digits beside known fields would give them away.
fn fingerprint(method: &str, path: &str, body: &[u8]) -> [u8; 32] {
    let mut value = serde_json::from_slice(body).unwrap_or(Value::Null);
    forget_secrets(&mut value);
    Sha256::digest(format!("{method}\n{path}\n{value}")).into()
}

fn forget_secrets(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.retain(|name, _| !SECRETS.contains(&name.as_str()));
            fields.values_mut().for_each(forget_secrets);
        }
        Value::Array(items) => items.iter_mut().for_each(forget_secrets),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn law_13_a_stored_fingerprint_tells_nothing_of_a_pin() {
        let void =
            |pin| fingerprint("POST", "/v1/x", format!(r#"{{"reason":"r","approval":{{"pin":"{pin}"}}}}"#).as_bytes());
        assert_eq!(void("4071"), void("9999"), "whoever reads the store could try ten thousand PINs against a hash");
    }

    #[test]
    fn a_fingerprint_tells_requests_apart() {
        let base = fingerprint("POST", "/v1/cart/scan", br#"{"code":"1"}"#);
        assert_eq!(base, fingerprint("POST", "/v1/cart/scan", br#"{ "code": "1" }"#), "blanks mean nothing");
        assert_ne!(base, fingerprint("POST", "/v1/cart/scan", br#"{"code":"2"}"#));
        assert_ne!(base, fingerprint("POST", "/v1/cart/lines", br#"{"code":"1"}"#));
    }
}
