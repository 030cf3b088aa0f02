//! The API as a program holds it: built once, then called through either door.

use std::{future::Future, io, sync::Arc};

use axum::{
    Router,
    body::{Body, to_bytes},
    extract::{DefaultBodyLimit, Request},
    http::{Method, header},
    middleware::from_fn,
    response::Response,
};
use caserita_app::{App, Clock, Door, recovery::Unready};
use tokio::{net::TcpListener, sync::broadcast};
use tower::ServiceExt;

use crate::{
    Assets, Event, Restart, door, http, panics, routes,
    state::{Shared, Till, WayBack},
};

/// The largest body taken: a logo as base64 fits, with room to spare.
const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// Status, content type and body of an answer.
pub type Answer = (u16, String, Vec<u8>);

/// The router over a till, or over one that cannot be opened and shows the way back.
#[derive(Clone)]
pub struct Api {
    shared: Arc<Shared>,
    router: Router,
}

impl Api {
    /// Over a running till. A copy that is chosen takes its database's place when the program starts next.
    pub fn ready(app: Arc<App>) -> Api {
        Api::over(Shared::new(Till::Ready(app), None))
    }

    /// Over a running till that can be opened again over another copy; `restart` builds it once that is open.
    pub fn running(app: Arc<App>, clock: Arc<dyn Clock>, restart: Restart) -> Api {
        Api::over(Shared::new(Till::Ready(app), Some(WayBack { clock, restart })))
    }

    /// Over a till that could not be opened. Every route but health and recovery says why. `restart` builds the till once
    /// a restored store is open.
    pub fn unready(unready: Unready, clock: Arc<dyn Clock>, restart: Restart) -> Api {
        Api::over(Shared::new(Till::Unready(unready), Some(WayBack { clock, restart })))
    }

    fn over(shared: Arc<Shared>) -> Api {
        let (router, _) = routes::router().split_for_parts();
        let router = router.method_not_allowed_fallback(async || routes::not_found()).with_state(Arc::clone(&shared));
        let router = router.layer(from_fn(panics::catch)).layer(DefaultBodyLimit::max(BODY_LIMIT));
        Api { shared, router }
    }

    /// The window door: one call in this process.
    pub async fn dispatch(&self, method: &str, path: &str, idempotency_key: Option<&str>, body: Vec<u8>) -> Answer {
        let mut request = Request::builder().method(method).uri(path).extension(Door::Window);
        if let Some(key) = idempotency_key {
            request = request.header("idempotency-key", key);
        }
        match request.body(Body::from(body)) {
            Ok(request) => answer(self.call(request).await).await,
            Err(_) => answer(routes::malformed()).await,
        }
    }

    async fn call(&self, request: Request) -> Response {
        match self.router.clone().oneshot(request).await {
            Ok(response) => response,
            Err(never) => match never {},
        }
    }

    /// What changes from now on.
    pub fn subscribe(&self) -> broadcast::Receiver<Event> {
        self.shared.events.subscribe()
    }

    /// The HTTP door: the API under `/v1/` and the interface everywhere else, until `shutdown` is over. Calls under way are
    /// finished.
    pub async fn serve(
        &self,
        listener: TcpListener,
        assets: Assets,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let closing = self.shared.closing.clone();
        let end = async move {
            shutdown.await;
            closing.send_replace(true);
        };
        axum::serve(listener, self.http(assets)).with_graceful_shutdown(end).await
    }

    fn http(&self, assets: Assets) -> Router {
        let api = self.clone();
        let everything = move |request: Request| async move {
            match request.uri().path() {
                "/v1" => api.call(request).await,
                path if path.starts_with("/v1/") => api.call(request).await,
                _ if request.method() == Method::OPTIONS => routes::not_found(),
                _ => http::asset(&assets, &request),
            }
        };
        Router::new().fallback(everything).layer(from_fn(door::browser)).layer(from_fn(http::harden))
    }

    /// Ends streams and workers and closes the store. Later calls are refused.
    pub fn stop(&self) {
        self.shared.stop();
    }
}

async fn answer(response: Response) -> Answer {
    let content_type = response.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let (status, content_type) = (response.status().as_u16(), content_type.unwrap_or_default().to_owned());
    match to_bytes(response.into_body(), usize::MAX).await {
        Ok(bytes) => (status, content_type, bytes.into()),
        Err(error) => {
            tracing::error!(%error, "an answer broke off");
            (500, content_type, Vec::new())
        }
    }
}
