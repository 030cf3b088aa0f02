//! A handler that panics answers `internal`; the till keeps running.

use axum::{
    extract::Request,
    middleware::Next,
    response::{IntoResponse, Response},
};
use tokio::task::JoinError;

use crate::refusal::Refusal;

/// Runs the rest of the router in a task of its own, so that its panic ends there. The task also outlives a caller that
/// hangs up: what was begun is finished.
pub(crate) async fn catch(request: Request, next: Next) -> Response {
    match tokio::spawn(next.run(request)).await {
        Ok(response) => response,
        Err(error) => refusal(error).into_response(),
    }
}

/// The refusal that a panic becomes.
pub(crate) fn refusal(error: JoinError) -> Refusal {
    match error.try_into_panic() {
        Ok(payload) => {
            let text = payload.downcast_ref::<&str>().map(|text| (*text).to_owned());
            let text = text.or_else(|| payload.downcast_ref::<String>().cloned());
            Refusal::internal(&format!("panic: {}", text.unwrap_or_default()))
        }
        Err(error) => Refusal::internal(&error),
    }
}
