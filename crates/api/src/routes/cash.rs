//! The drawer's day: open, move, look (X), count, close (Z).

use caserita_app::{Approval, cash};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::{
    cursor,
    dto::{
        Empty,
        cart::ReasonInput,
        cash::{CashMovementInput, CashState, CloseInput, ClosePage, CountInput, Counted, OpenCashInput, ReportFigures},
        list, money,
        printing::PrintJob,
        products::AfterQuery,
    },
    extract::{Body, Mutation, Path, Query, Reply, Who},
    refusal::About,
};

const PAGE: i64 = 50;

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(get_cash))
        .routes(routes!(open_cash))
        .routes(routes!(move_cash))
        .routes(routes!(open_drawer))
        .routes(routes!(get_x))
        .routes(routes!(print_x))
        .routes(routes!(count_cash))
        .routes(routes!(close_cash))
        .routes(routes!(list_closes))
        .routes(routes!(get_close))
        .routes(routes!(print_close))
}

/// The cash screen.
#[utoipa::path(get, path = "/v1/cash", tag = "cash", responses((status = 200, description = "OK", body = CashState)))]
async fn get_cash(who: Who) -> Reply<CashState> {
    who.ask(About::Cash, |app, door| app.cash(door).map(CashState::from)).await
}

/// Opens a session with the cash that is in the drawer.
#[utoipa::path(post, path = "/v1/cash/open", tag = "cash", request_body = OpenCashInput,
    responses((status = 200, description = "OK", body = CashState)))]
async fn open_cash(call: Mutation<OpenCashInput>) -> Reply<CashState> {
    let done = call.act(About::Cash, |app, call, input| {
        let float = money(input.float);
        let opened = if input.returns_only { app.open_cash_for_returns(call, float) } else { app.open_cash(call, float) };
        opened.map(CashState::from)
    });
    done.await
}

/// Puts cash in or takes it out.
#[utoipa::path(post, path = "/v1/cash/movements", tag = "cash", request_body = CashMovementInput,
    responses((status = 200, description = "OK", body = CashState)))]
async fn move_cash(call: Mutation<CashMovementInput>) -> Reply<CashState> {
    call.act(About::Cash, |app, call, input| {
        let CashMovementInput { kind, amount, reason, approval } = input;
        let movement = cash::MovementInput { kind: kind.into(), amount: money(amount), reason: reason.into() };
        app.move_cash(call, movement, approval.map(Approval::from).as_ref()).map(CashState::from)
    })
    .await
}

/// Opens the drawer for no sale.
#[utoipa::path(post, path = "/v1/cash/drawer", tag = "cash", request_body = ReasonInput,
    responses((status = 200, description = "OK", body = Empty)))]
async fn open_drawer(call: Mutation<ReasonInput>) -> Reply<Empty> {
    call.act(About::Cash, |app, call, input| app.open_drawer(call, &input.reason).map(|()| Empty {})).await
}

/// The X: the figures so far.
#[utoipa::path(get, path = "/v1/cash/x", tag = "cash", responses((status = 200, description = "OK", body = ReportFigures)))]
async fn get_x(who: Who) -> Reply<ReportFigures> {
    who.ask(About::Cash, |app, door| app.x_report(door).map(ReportFigures::from)).await
}

/// Prints the X.
#[utoipa::path(post, path = "/v1/cash/x/print", tag = "cash", request_body = Empty,
    responses((status = 200, description = "OK", body = PrintJob)))]
async fn print_x(call: Mutation<Empty>) -> Reply<PrintJob> {
    call.act(About::Cash, |app, call, Empty {}| app.print_x(call).map(PrintJob::from)).await
}

/// What counted pieces are worth. Changes nothing.
#[utoipa::path(post, path = "/v1/cash/count", tag = "cash", request_body = CountInput,
    responses((status = 200, description = "OK", body = Counted)))]
async fn count_cash(who: Who, Body(input): Body<CountInput>) -> Reply<Counted> {
    who.ask(About::Cash, move |app, door| {
        app.count(door, &list(input.counts)).map(|counted| Counted { counted: counted.cents() })
    })
    .await
}

/// Closes the session with its Z.
#[utoipa::path(post, path = "/v1/cash/close", tag = "cash", request_body = CloseInput,
    responses((status = 200, description = "OK", body = ReportFigures)))]
async fn close_cash(call: Mutation<CloseInput>) -> Reply<ReportFigures> {
    call.act(About::Cash, |app, call, input| app.close_cash(call, input.into()).map(ReportFigures::from)).await
}

/// Zs of this till, newest first.
#[utoipa::path(get, path = "/v1/cash/closes", tag = "cash", params(AfterQuery),
    responses((status = 200, description = "OK", body = ClosePage)))]
async fn list_closes(who: Who, Query(query): Query<AfterQuery>) -> Reply<ClosePage> {
    let after = cursor::decode(query.after.as_deref())?;
    who.ask(About::Cash, move |app, door| app.closes(door, after, PAGE).map(ClosePage::from)).await
}

/// A Z as it was printed.
#[utoipa::path(get, path = "/v1/cash/closes/{z_number}", tag = "cash", params(("z_number" = i64, Path)),
    responses((status = 200, description = "OK", body = ReportFigures)))]
async fn get_close(who: Who, Path(z_number): Path<i64>) -> Reply<ReportFigures> {
    who.ask(About::Cash, move |app, door| app.z_report(door, z_number).map(ReportFigures::from)).await
}

/// Prints a Z again, marked as a copy.
#[utoipa::path(post, path = "/v1/cash/closes/{z_number}/print", tag = "cash", request_body = Empty,
    params(("z_number" = i64, Path)), responses((status = 200, description = "OK", body = PrintJob)))]
async fn print_close(Path(z_number): Path<i64>, call: Mutation<Empty>) -> Reply<PrintJob> {
    call.act(About::Cash, move |app, call, Empty {}| app.print_z(call, z_number).map(PrintJob::from)).await
}
