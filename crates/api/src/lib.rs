//! One router, two doors.
//!
//! The desktop window calls the router in its own process ([`Api::dispatch`]); a browser on the same machine reaches it over
//! HTTP on loopback ([`Api::serve`]). Who is calling is stated by the door, never by a header. Each route, its handler and
//! its schemas are registered in one line, so that OpenAPI, and the typed client made from it, cannot drift from the code.
//!
//! A handler decodes, calls one use case of `app`, encodes. What is on the wire lives in `dto`, one file per noun, and
//! every refusal of a use case is one code of [`CODES`].

mod api;
mod code;
mod cursor;
mod door;
mod dto;
mod events;
mod extract;
mod http;
mod openapi;
mod panics;
mod refusal;
mod routes;
mod state;
mod stream;

pub use api::{Answer, Api};
pub use code::CODES;
pub use events::{Event, Topic};
pub use http::Assets;
pub use openapi::openapi_json;
pub use state::Restart;
