//! Paid sales: finding, showing, printing again, voiding, taking back, charging more.

use caserita_app::{Approval, model, sales};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::Routes;
use crate::{
    cursor,
    dto::{
        Empty,
        charges::ChargeInput,
        list,
        printing::PrintJob,
        refunds::{RefundInput, RefundQuote, RefundQuoteInput},
        sales::{Pdf, Sale, SalePage, SaleQuery, TicketPreview, TicketQuery, VoidInput},
    },
    extract::{Body, Mutation, Path, Query, Reply, Who, run},
    refusal::{About, Refusal},
};

const PAGE: i64 = 50;

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list_sales))
        .routes(routes!(get_sale))
        .routes(routes!(preview_ticket))
        .routes(routes!(get_ticket_pdf))
        .routes(routes!(reprint_sale))
        .routes(routes!(void_sale))
        .routes(routes!(quote_refund))
        .routes(routes!(refund_sale))
        .routes(routes!(charge_sale))
}

/// Sales, newest first.
#[utoipa::path(get, path = "/v1/sales", tag = "sales", params(SaleQuery),
    responses((status = 200, description = "OK", body = SalePage)))]
async fn list_sales(who: Who, Query(query): Query<SaleQuery>) -> Reply<SalePage> {
    let after = cursor::decode(query.after.as_deref())?;
    let limit = query.limit.unwrap_or(PAGE);
    who.ask(About::Sale, move |app, door| app.sales(door, query.into(), after, limit).map(SalePage::from)).await
}

/// One sale.
#[utoipa::path(get, path = "/v1/sales/{id}", tag = "sales", params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = Sale)))]
async fn get_sale(who: Who, Path(id): Path<Uuid>) -> Reply<Sale> {
    who.ask(About::Sale, move |app, door| app.sale(door, id).map(Sale::from)).await
}

/// A sale's ticket as it looks on paper.
#[utoipa::path(get, path = "/v1/sales/{id}/ticket", tag = "sales", params(("id" = Uuid, Path), TicketQuery),
    responses((status = 200, description = "OK", body = TicketPreview)))]
async fn preview_ticket(who: Who, Path(id): Path<Uuid>, Query(query): Query<TicketQuery>) -> Reply<TicketPreview> {
    let columns = query.columns.map_or(model::Columns::C42, model::Columns::from);
    who.ask(About::Sale, move |app, door| app.sale_preview(door, id, columns).map(TicketPreview::from)).await
}

/// A sale's ticket as a PDF of 80 mm.
#[utoipa::path(get, path = "/v1/sales/{id}/pdf", tag = "sales", params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", content_type = "application/pdf", body = Pdf)))]
async fn get_ticket_pdf(who: Who, Path(id): Path<Uuid>) -> Result<Pdf, Refusal> {
    let Who { app, door } = who;
    run(About::Sale, move || app.sale_pdf(door, id)).await.map(Pdf)
}

/// Prints a sale again, marked and counted as a copy.
#[utoipa::path(post, path = "/v1/sales/{id}/reprint", tag = "sales", request_body = Empty, params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = PrintJob)))]
async fn reprint_sale(Path(id): Path<Uuid>, call: Mutation<Empty>) -> Reply<PrintJob> {
    call.act(About::Sale, move |app, call, Empty {}| app.reprint_sale(call, id).map(PrintJob::from)).await
}

/// Undoes a sale of the open cash session.
#[utoipa::path(post, path = "/v1/sales/{id}/void", tag = "sales", request_body = VoidInput, params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = Sale)))]
async fn void_sale(Path(id): Path<Uuid>, call: Mutation<VoidInput>) -> Reply<Sale> {
    call.act(About::Sale, move |app, call, input| {
        let approval = input.approval.map(Approval::from);
        app.void_sale(call, id, &input.reason, approval.as_ref()).map(Sale::from)
    })
    .await
}

/// What a return would come to. Changes nothing.
#[utoipa::path(post, path = "/v1/sales/{id}/refund/quote", tag = "sales", request_body = RefundQuoteInput,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = RefundQuote)))]
async fn quote_refund(who: Who, Path(id): Path<Uuid>, Body(input): Body<RefundQuoteInput>) -> Reply<RefundQuote> {
    who.ask(About::Sale, move |app, door| {
        let lines: Vec<_> = list(input.lines);
        app.quote_refund(door, id, &lines, input.tender.into()).map(RefundQuote::from)
    })
    .await
}

/// Takes goods of a sale back and hands their money over; a credit note corrects its document.
#[utoipa::path(post, path = "/v1/sales/{id}/refund", tag = "sales", request_body = RefundInput, params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = Sale)))]
async fn refund_sale(Path(id): Path<Uuid>, call: Mutation<RefundInput>) -> Reply<Sale> {
    call.act(About::Sale, move |app, call, input| {
        let approval = input.approval.map(Approval::from);
        let refund =
            sales::RefundInput { lines: list(input.lines), tender: input.tender.into(), reason: input.reason.into() };
        app.refund_sale(call, id, &refund, approval.as_ref()).map(Sale::from)
    })
    .await
}

/// Charges something more on a sale and takes its money; a debit note corrects its document.
#[utoipa::path(post, path = "/v1/sales/{id}/charge", tag = "sales", request_body = ChargeInput, params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = Sale)))]
async fn charge_sale(Path(id): Path<Uuid>, call: Mutation<ChargeInput>) -> Reply<Sale> {
    call.act(About::Sale, move |app, call, mut input| {
        let approval = input.approval.take().map(Approval::from);
        app.charge_sale(call, id, &input.into(), approval.as_ref()).map(Sale::from)
    })
    .await
}
