//! The spool and the printer.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::Routes;
use crate::{
    cursor,
    dto::{
        Empty,
        printing::{PrintJob, PrintJobPage, PrinterProfile, PrinterStatus},
        products::AfterQuery,
    },
    extract::{Mutation, Path, Query, Reply, Who},
    refusal::About,
};

const PAGE: i64 = 50;

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list_print_jobs))
        .routes(routes!(retry_print_job))
        .routes(routes!(cancel_print_job))
        .routes(routes!(confirm_print_job))
        .routes(routes!(get_printer_status))
        .routes(routes!(get_printer, set_printer))
        .routes(routes!(test_printer))
}

/// Jobs, newest first.
#[utoipa::path(get, path = "/v1/print-jobs", tag = "printing", params(AfterQuery),
    responses((status = 200, description = "OK", body = PrintJobPage)))]
async fn list_print_jobs(who: Who, Query(query): Query<AfterQuery>) -> Reply<PrintJobPage> {
    let after = cursor::decode(query.after.as_deref())?;
    who.ask(About::Job, move |app, door| app.print_jobs(door, after, PAGE).map(PrintJobPage::from)).await
}

/// Tries a job again at once.
#[utoipa::path(post, path = "/v1/print-jobs/{id}/retry", tag = "printing", request_body = Empty,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = PrintJob)))]
async fn retry_print_job(Path(id): Path<Uuid>, call: Mutation<Empty>) -> Reply<PrintJob> {
    call.act(About::Job, move |app, call, Empty {}| app.retry_print(call, id).map(PrintJob::from)).await
}

/// Takes a job off the spool.
#[utoipa::path(post, path = "/v1/print-jobs/{id}/cancel", tag = "printing", request_body = Empty,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = PrintJob)))]
async fn cancel_print_job(Path(id): Path<Uuid>, call: Mutation<Empty>) -> Reply<PrintJob> {
    call.act(About::Job, move |app, call, Empty {}| app.cancel_print(call, id).map(PrintJob::from)).await
}

/// Says that a job did come out whole.
#[utoipa::path(post, path = "/v1/print-jobs/{id}/confirm", tag = "printing", request_body = Empty,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = PrintJob)))]
async fn confirm_print_job(Path(id): Path<Uuid>, call: Mutation<Empty>) -> Reply<PrintJob> {
    call.act(About::Job, move |app, call, Empty {}| app.confirm_print(call, id).map(PrintJob::from)).await
}

/// How the printer is doing.
#[utoipa::path(get, path = "/v1/printer/status", tag = "printing",
    responses((status = 200, description = "OK", body = PrinterStatus)))]
async fn get_printer_status(who: Who) -> Reply<PrinterStatus> {
    who.ask(About::Job, |app, door| app.printer_status(door).map(PrinterStatus::from)).await
}

/// The printer's profile.
#[utoipa::path(get, path = "/v1/printer", tag = "printing",
    responses((status = 200, description = "OK", body = PrinterProfile)))]
async fn get_printer(who: Who) -> Reply<PrinterProfile> {
    who.ask(About::Settings, |app, door| app.printer(door).map(PrinterProfile::from)).await
}

/// Changes the printer's profile.
#[utoipa::path(post, path = "/v1/printer", tag = "printing", request_body = PrinterProfile,
    responses((status = 200, description = "OK", body = PrinterProfile)))]
async fn set_printer(call: Mutation<PrinterProfile>) -> Reply<PrinterProfile> {
    call.act(About::Settings, |app, call, input| app.set_printer(call, input.into()).map(PrinterProfile::from)).await
}

/// Prints the page that shows whether the profile is right.
#[utoipa::path(post, path = "/v1/printer/test", tag = "printing", request_body = Empty,
    responses((status = 200, description = "OK", body = PrintJob)))]
async fn test_printer(call: Mutation<Empty>) -> Reply<PrintJob> {
    call.act(About::Job, |app, call, Empty {}| app.print_test(call).map(PrintJob::from)).await
}
