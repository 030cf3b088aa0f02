//! The HTTP door: the same till in a browser on this machine.

use std::{borrow::Cow, net::Ipv4Addr, process::ExitCode, sync::Arc};

use tauri::{Wry, utils::assets::AssetKey};
use tokio::{net::TcpListener, runtime::Runtime};

use crate::{boot, logs, options::Options};

/// Serves on 127.0.0.1 until told to end.
pub(crate) fn run(options: &Options, port: u16) -> ExitCode {
    let _logs = logs::start(&options.folder());
    match Runtime::new().and_then(|runtime| runtime.block_on(serve(options, port))) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!(%error, "the till could not be served");
            ExitCode::FAILURE
        }
    }
}

#[allow(clippy::disallowed_methods, reason = "the context macro may end the program when the shell's files are broken")]
async fn serve(options: &Options, port: u16) -> std::io::Result<()> {
    let api = boot::start(options);
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await?;
    println!("Caserita: http://{}", listener.local_addr()?);
    let context: tauri::Context<Wry> = tauri::generate_context!();
    let assets = Arc::new(move |path: &str| {
        let found = context.assets().get(&AssetKey::from(path))?;
        Some((content_type(path).to_owned(), Cow::into_owned(found)))
    });
    let served = api.serve(listener, assets, end_asked()).await;
    api.stop();
    served
}

async fn end_asked() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        if let Ok(mut terminated) = signal(SignalKind::terminate()) {
            tokio::select! {
                _ = tokio::signal::ctrl_c() => {}
                _ = terminated.recv() => {}
            }
            return;
        }
    }
    if let Err(error) = tokio::signal::ctrl_c().await {
        tracing::warn!(%error, "Ctrl+C cannot be heard");
        std::future::pending::<()>().await;
    }
}

/// The types of what the interface is built into.
fn content_type(path: &str) -> &'static str {
    match path.rsplit('.').next() {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("json" | "webmanifest") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("woff2") => "font/woff2",
        Some("txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
