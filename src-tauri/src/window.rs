//! The window door: one command that carries a request into the router of this process, and one event that says what
//! changed. The interface never speaks to a port.

use std::process::ExitCode;

use caserita_api::Api;
use tauri::{
    AppHandle, Emitter, Manager, RunEvent, State, WebviewUrl, WebviewWindowBuilder,
    ipc::{InvokeBody, Request, Response},
};

use crate::{boot, logs, options::Options};

const LABEL: &str = "till";

/// Opens the window and stays until it is closed.
#[allow(clippy::disallowed_methods, reason = "the context macro may end the program when the shell's files are broken")]
pub(crate) fn run(options: &Options) -> ExitCode {
    let _logs = logs::start(&options.folder());
    let api = boot::start(options);
    let built = tauri::Builder::default()
        .manage(api.clone())
        .invoke_handler(tauri::generate_handler![call])
        .setup(|app| {
            WebviewWindowBuilder::new(app, LABEL, WebviewUrl::default())
                .title("Caserita")
                .inner_size(1366.0, 768.0)
                .min_inner_size(1024.0, 680.0)
                .maximized(true)
                .build()?;
            tell_changes(app.handle().clone());
            Ok(())
        })
        .build(tauri::generate_context!());
    match built {
        Ok(app) => {
            app.run(move |_, event| {
                if matches!(event, RunEvent::Exit) {
                    api.stop();
                }
            });
            ExitCode::SUCCESS
        }
        Err(error) => {
            tracing::error!(%error, "the window could not be opened");
            ExitCode::FAILURE
        }
    }
}

/// One request of the interface. Method, path and idempotency key are headers, the body is raw bytes. The answer is raw
/// too: status (two bytes, big-endian), length of the content type (two bytes), content type, body.
#[tauri::command(rename = "api")]
async fn call(request: Request<'_>, api: State<'_, Api>) -> Result<Response, String> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok()).map(str::to_owned);
    let (Some(method), Some(path)) = (header("x-method"), header("x-path")) else {
        return Err("x-method and x-path are needed".to_owned());
    };
    let key = header("x-idempotency-key");
    let body = match request.body() {
        InvokeBody::Raw(bytes) => bytes.clone(),
        InvokeBody::Json(_) => return Err("the body must be raw".to_owned()),
    };
    let (status, content_type, body) = api.dispatch(&method, &path, key.as_deref(), body).await;
    let mut answer = Vec::with_capacity(4 + content_type.len() + body.len());
    answer.extend(status.to_be_bytes());
    answer.extend(u16::try_from(content_type.len()).unwrap_or(0).to_be_bytes());
    answer.extend(content_type.bytes());
    answer.extend(body);
    Ok(Response::new(answer))
}

/// Passes every event of the API on to the window. One that fell behind is told to read everything again by the next.
fn tell_changes(window: AppHandle) {
    let mut events = window.state::<Api>().subscribe();
    tauri::async_runtime::spawn(async move {
        loop {
            match events.recv().await {
                Ok(event) => {
                    if let Err(error) = window.emit_to(LABEL, "changed", event) {
                        tracing::warn!(%error, "the window could not be told of a change");
                    }
                }
                Err(tokio::sync::broadcast::error::RecvError::Lagged(missed)) => {
                    tracing::warn!(missed, "events were missed")
                }
                Err(tokio::sync::broadcast::error::RecvError::Closed) => return,
            }
        }
    });
}
