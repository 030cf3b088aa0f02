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

#[cfg(test)]
mod tests {
    use axum::{Router, body::Body, body::to_bytes, extract::Request, middleware::from_fn, routing::get};
    use tower::ServiceExt;

    use super::*;
    use crate::{extract::run, refusal::About};

    async fn ask(router: &Router, path: &str) -> (u16, serde_json::Value) {
        let request = Request::builder().uri(path).body(Body::empty()).expect("a request");
        let response = router.clone().oneshot(request).await.expect("it answers");
        let status = response.status().as_u16();
        let body = to_bytes(response.into_body(), usize::MAX).await.expect("a body");
        (status, serde_json::from_slice(&body).unwrap_or_default())
    }

    #[tokio::test]
    async fn a_panic_is_answered_and_the_till_goes_on() {
        async fn blow_up() -> &'static str {
            panic!("in a handler")
        }
        async fn blow_up_inside() -> Result<String, Refusal> {
            run(About::Cart, || panic!("in a use case")).await
        }
        let router = Router::new()
            .route("/handler", get(blow_up))
            .route("/case", get(blow_up_inside))
            .route("/well", get(async || "\"well\""))
            .layer(from_fn(catch));
        for path in ["/handler", "/case"] {
            let (status, problem) = ask(&router, path).await;
            assert_eq!((status, &problem["code"]), (500, &"internal".into()), "{path}");
            assert_eq!(problem["support_id"].as_str().map(str::len), Some(8), "a person can read it out");
        }
        assert_eq!(ask(&router, "/well").await.0, 200, "the next call is answered as ever");
    }
}
