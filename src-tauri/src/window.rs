//! The window door: one command that carries a request into the router of this process, and one event that says what
//! changed. The interface never speaks to a port.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

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
        .invoke_handler(tauri::generate_handler![call, save_file])
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

/// Puts a file among the person's downloads and answers where. Its name is a header; one that is taken gets a number.
#[tauri::command]
async fn save_file(request: Request<'_>, window: AppHandle) -> Result<PathBuf, String> {
    let name = request.headers().get("x-name").and_then(|name| name.to_str().ok()).map(Path::new);
    let (Some(name), InvokeBody::Raw(bytes)) = (name, request.body()) else {
        return Err("a name and raw bytes are needed".to_owned());
    };
    let folder =
        window.path().download_dir().or_else(|_| window.path().document_dir()).map_err(|error| error.to_string())?;
    save_beside_others(&folder, name, bytes).map_err(|error| error.to_string())
}

fn save_beside_others(folder: &Path, name: &Path, bytes: &[u8]) -> io::Result<PathBuf> {
    let (Some(stem), Some(extension)) = (name.file_stem(), name.extension()) else {
        return Err(io::Error::other("a file needs a name and an extension"));
    };
    fs::create_dir_all(folder)?;
    let (stem, extension) = (stem.to_string_lossy(), extension.to_string_lossy());
    for copy in 1_u32.. {
        let numbered = if copy == 1 { format!("{stem}.{extension}") } else { format!("{stem} ({copy}).{extension}") };
        let path = folder.join(numbered);
        match fs::File::create_new(&path) {
            Ok(mut file) => {
                file.write_all(bytes)?;
                return Ok(path);
            }
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::other("every name is taken"))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_never_replaces_another_nor_leaves_its_folder() {
        let folder = tempfile::tempdir().expect("a folder");
        let save = |name: &str, text: &[u8]| save_beside_others(folder.path(), Path::new(name), text);
        let first = save("Ticket NV01-1.pdf", b"one").expect("it is saved");
        let second = save("../Ticket NV01-1.pdf", b"two").expect("it is saved");
        assert_eq!(first, folder.path().join("Ticket NV01-1.pdf"));
        assert_eq!(second, folder.path().join("Ticket NV01-1 (2).pdf"));
        assert_eq!(
            (fs::read(first).expect("it is there"), fs::read(second).expect("it is there")),
            (b"one".into(), b"two".into())
        );
        assert!(save("..", b"three").is_err());
    }
}
