//! Answers that flow: what is written on a worker thread goes out in lots, and the writer waits for its reader.

use std::io;

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;
use utoipa::ToSchema;

/// Lots that may wait for the reader.
const WAITING: usize = 4;

/// A file that is written while it is read.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(crate) struct Flow(Response);

impl Flow {
    /// What `write` writes, under this name. When it fails half-way the connection breaks off, so that nobody takes half a
    /// file for a whole one.
    pub(crate) fn new(
        name: &str,
        kind: &'static str,
        write: impl FnOnce(&mut Lots) -> Result<(), caserita_app::Error> + Send + 'static,
    ) -> Flow {
        let (lots, flow) = mpsc::channel(WAITING);
        tokio::task::spawn_blocking(move || {
            let mut lots = Lots(lots);
            if let Err(error) = write(&mut lots) {
                tracing::error!(%error, "an answer broke off");
                lots.0.blocking_send(Err(io::Error::other("the file could not be written to its end"))).ok();
            }
        });
        let mut response = Body::from_stream(ReceiverStream::new(flow)).into_response();
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        if let Ok(named) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
            headers.insert(header::CONTENT_DISPOSITION, named);
        }
        Flow(response)
    }

    /// Says how long it will be.
    pub(crate) fn sized(mut self, bytes: u64) -> Flow {
        self.0.headers_mut().insert(header::CONTENT_LENGTH, bytes.into());
        self
    }
}

impl IntoResponse for Flow {
    fn into_response(self) -> Response {
        self.0
    }
}

/// Where a worker writes.
pub(crate) struct Lots(mpsc::Sender<io::Result<Bytes>>);

impl io::Write for Lots {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let lot = Bytes::copy_from_slice(bytes);
        self.0.blocking_send(Ok(lot)).map_err(|_| io::ErrorKind::BrokenPipe)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::{
        io::Write,
        sync::{
            Arc,
            atomic::{AtomicUsize, Ordering},
        },
        time::Duration,
    };

    use super::*;

    #[tokio::test]
    async fn the_writer_waits_for_its_reader_and_ends_with_it() {
        let written = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&written);
        let flow = Flow::new("x.csv", "text/csv", move |lots| {
            while lots.write_all(&[b'x'; 1000]).is_ok() {
                counted.fetch_add(1, Ordering::SeqCst);
            }
            counted.fetch_add(1_000, Ordering::SeqCst);
            Ok(())
        });
        tokio::time::sleep(Duration::from_millis(100)).await;
        assert!(written.load(Ordering::SeqCst) <= WAITING, "nothing more is held than may wait");
        drop(flow);
        for _ in 0..100 {
            tokio::time::sleep(Duration::from_millis(10)).await;
            if written.load(Ordering::SeqCst) >= 1_000 {
                return;
            }
        }
        panic!("the writer goes on for nobody");
    }
}
