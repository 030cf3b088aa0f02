//! The shop's data as tables. They flow: neither side holds a whole one.

use std::path::PathBuf;

use axum::Json;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::{
    dto::exports::{Export, ExportInput, ExportQuery, Exported},
    extract::{Body, Path, Query, Reply, Who, run},
    refusal::{About, Refusal},
    stream::Flow,
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(get_export)).routes(routes!(put_export))
}

/// A table as CSV, to be downloaded.
#[utoipa::path(get, path = "/v1/exports/{export}", tag = "exports", params(("export" = Export, Path), ExportQuery),
    responses((status = 200, description = "OK", content_type = "text/csv", body = Flow)))]
async fn get_export(who: Who, Path(export): Path<Export>, Query(days): Query<ExportQuery>) -> Result<Flow, Refusal> {
    let Who { app, door } = who;
    let planning = std::sync::Arc::clone(&app);
    let plan = run(About::Settings, move || planning.plan_export(door, export.into(), days.from, days.to)).await?;
    Ok(Flow::new(&plan.0, "text/csv; charset=utf-8", move |lots| app.export(plan.1, lots)))
}

/// A table as CSV, into a folder of this computer. Done twice it lies there twice.
#[utoipa::path(post, path = "/v1/exports/{export}", tag = "exports", params(("export" = Export, Path)),
    request_body = ExportInput, responses((status = 200, description = "OK", body = Exported)))]
async fn put_export(who: Who, Path(export): Path<Export>, Body(input): Body<ExportInput>) -> Reply<Exported> {
    let folder = PathBuf::from(String::from(input.folder));
    let put = move || {
        let plan = who.app.plan_export(who.door, export.into(), input.from, input.to)?;
        who.app.export_to(plan, &folder)
    };
    let path = run(About::Settings, put).await?;
    Ok(Json(Exported { path: path.to_string_lossy().into_owned() }))
}
