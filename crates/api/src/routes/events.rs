//! What changed, as a stream. The window is told by its own event instead.

use std::{convert::Infallible, sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::State,
    response::{
        IntoResponse, Response, Sse,
        sse::{Event as Frame, KeepAlive},
    },
};
use caserita_app::Door;
use tokio::sync::{broadcast, mpsc, watch};
use tokio_stream::wrappers::ReceiverStream;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Routes, not_found};
use crate::{events::Event, state::Shared};

const HEARTBEAT: Duration = Duration::from_secs(15);
const QUEUED: usize = 64;

pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(stream_events))
}

/// Server-sent events, each `{topic, version}`. A stream that falls behind is ended, so that its reader begins anew and
/// reads everything again.
#[utoipa::path(get, path = "/v1/events", tag = "events",
    responses((status = 200, description = "OK", content_type = "text/event-stream", body = Event)))]
async fn stream_events(State(shared): State<Arc<Shared>>, Extension(door): Extension<Door>) -> Response {
    match door {
        Door::Window => not_found(),
        Door::Browser(_) => {
            let (frames, stream) = mpsc::channel(QUEUED);
            tokio::spawn(forward(shared.events.subscribe(), shared.closing.subscribe(), frames));
            Sse::new(ReceiverStream::new(stream)).keep_alive(KeepAlive::new().interval(HEARTBEAT)).into_response()
        }
    }
}

async fn forward(
    mut events: broadcast::Receiver<Event>,
    mut closing: watch::Receiver<bool>,
    frames: mpsc::Sender<Result<Frame, Infallible>>,
) {
    loop {
        let event = tokio::select! {
            event = events.recv() => event,
            _ = closing.wait_for(|closing| *closing) => return,
            () = frames.closed() => return,
        };
        let Ok(event) = event else { return };
        let json = serde_json::to_string(&event).expect("an event is always JSON");
        if frames.send(Ok(Frame::default().data(json))).await.is_err() {
            return;
        }
    }
}
