//! The open cart: scanning, changing, paying.

use caserita_app::{Approval, cart::Scanned};
use caserita_domain::document;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::Routes;
use crate::{
    dto::{
        Empty, Text,
        cart::{
            AddLineInput, ByHandInput, Cart, CartCustomerInput, ChangeQuery, ChangeQuote, DiscountInput, DocumentInput,
            HoldInput, Paid, PayInput, PaymentInput, PriceInput, QuantityInput, ReasonInput, ScanAnswer, ScanInput,
            ScanOutcome, how_much,
        },
        money,
        problem::Problem,
        quantity,
        search::{Match, SearchHit},
        text::maybe,
    },
    extract::{Mutation, Path, Query, Reply, Who},
    refusal::{About, Refusal},
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(get_cart))
        .routes(routes!(scan_code))
        .routes(routes!(add_line))
        .routes(routes!(set_line_quantity))
        .routes(routes!(set_line_price))
        .routes(routes!(discount_line))
        .routes(routes!(remove_line))
        .routes(routes!(discount_cart))
        .routes(routes!(set_cart_customer))
        .routes(routes!(set_cart_document))
        .routes(routes!(set_cart_by_hand))
        .routes(routes!(hold_cart))
        .routes(routes!(discard_cart))
        .routes(routes!(add_payment))
        .routes(routes!(remove_payment))
        .routes(routes!(quote_change))
        .routes(routes!(pay_cart))
}

/// The open cart.
#[utoipa::path(get, path = "/v1/cart", tag = "cart", responses((status = 200, description = "OK", body = Cart)))]
async fn get_cart(who: Who) -> Reply<Cart> {
    who.ask(About::Cart, |app, door| app.cart(door).map(Cart::from)).await
}

/// Sells what a code names. A code that sells nothing changes nothing, and says why.
#[utoipa::path(post, path = "/v1/cart/scan", tag = "cart", request_body = ScanInput,
    responses((status = 200, description = "OK", body = ScanAnswer)))]
async fn scan_code(call: Mutation<ScanInput>) -> Reply<ScanAnswer> {
    call.act(About::Catalog, |app, call, input| {
        let (scanned, cart) = app.scan(call, &input.code, input.quantity.map(quantity))?;
        Ok(scan_answer(input.code, scanned, cart.into()))
    })
    .await
}

fn scan_answer(code: Text, scanned: Scanned, cart: Cart) -> ScanAnswer {
    let (outcome, item, problem) = match scanned {
        Scanned::Added(item) => (ScanOutcome::Added, Some(item), None),
        Scanned::Unknown => (ScanOutcome::Unknown, None, None),
        Scanned::Weigh(item) => (ScanOutcome::Weigh, Some(item), None),
        Scanned::Blocked(item, error) => (ScanOutcome::Blocked, Some(item), Some(problem(&error))),
    };
    let presentation = item.map(|item| SearchHit::of(item, Match::Code));
    ScanAnswer { outcome, code: code.into(), presentation, problem, cart }
}

fn problem(error: &caserita_app::Error) -> Problem {
    Refusal::of(About::Catalog, error).problem()
}

/// Puts so much of a presentation into the cart.
#[utoipa::path(post, path = "/v1/cart/lines", tag = "cart", request_body = AddLineInput,
    responses((status = 200, description = "OK", body = Cart)))]
async fn add_line(call: Mutation<AddLineInput>) -> Reply<Cart> {
    call.act(About::Catalog, |app, call, input| {
        app.add_line(call, input.presentation_id, how_much(input.quantity, input.amount)).map(Cart::from)
    })
    .await
}

/// Changes how much of a line is sold.
#[utoipa::path(post, path = "/v1/cart/lines/{line_no}/quantity", tag = "cart", request_body = QuantityInput,
    params(("line_no" = i64, Path)), responses((status = 200, description = "OK", body = Cart)))]
async fn set_line_quantity(Path(line_no): Path<i64>, call: Mutation<QuantityInput>) -> Reply<Cart> {
    call.act(About::Cart, move |app, call, input| {
        app.set_quantity(call, line_no, how_much(input.quantity, input.amount)).map(Cart::from)
    })
    .await
}

/// Sells a line at another price.
#[utoipa::path(post, path = "/v1/cart/lines/{line_no}/price", tag = "cart", request_body = PriceInput,
    params(("line_no" = i64, Path)), responses((status = 200, description = "OK", body = Cart)))]
async fn set_line_price(Path(line_no): Path<i64>, call: Mutation<PriceInput>) -> Reply<Cart> {
    call.act(About::Cart, move |app, call, input| {
        let approval = input.approval.map(Approval::from);
        app.set_price(call, line_no, money(input.unit_price), &input.reason, approval.as_ref()).map(Cart::from)
    })
    .await
}

/// Discounts a line.
#[utoipa::path(post, path = "/v1/cart/lines/{line_no}/discount", tag = "cart", request_body = DiscountInput,
    params(("line_no" = i64, Path)), responses((status = 200, description = "OK", body = Cart)))]
async fn discount_line(Path(line_no): Path<i64>, call: Mutation<DiscountInput>) -> Reply<Cart> {
    call.act(About::Cart, move |app, call, input| {
        let off = input.off();
        let approval = input.approval.map(Approval::from);
        app.discount_line(call, line_no, off, &input.reason, approval.as_ref()).map(Cart::from)
    })
    .await
}

/// Takes a line off.
#[utoipa::path(post, path = "/v1/cart/lines/{line_no}/remove", tag = "cart", request_body = Empty,
    params(("line_no" = i64, Path)), responses((status = 200, description = "OK", body = Cart)))]
async fn remove_line(Path(line_no): Path<i64>, call: Mutation<Empty>) -> Reply<Cart> {
    call.act(About::Cart, move |app, call, Empty {}| app.remove_line(call, line_no).map(Cart::from)).await
}

/// Discounts the whole ticket.
#[utoipa::path(post, path = "/v1/cart/discount", tag = "cart", request_body = DiscountInput,
    responses((status = 200, description = "OK", body = Cart)))]
async fn discount_cart(call: Mutation<DiscountInput>) -> Reply<Cart> {
    call.act(About::Cart, |app, call, input| {
        let off = input.off();
        let approval = input.approval.map(Approval::from);
        app.discount_ticket(call, off, &input.reason, approval.as_ref()).map(Cart::from)
    })
    .await
}

/// Says who buys.
#[utoipa::path(post, path = "/v1/cart/customer", tag = "cart", request_body = CartCustomerInput,
    responses((status = 200, description = "OK", body = Cart)))]
async fn set_cart_customer(call: Mutation<CartCustomerInput>) -> Reply<Cart> {
    call.act(About::Customer, |app, call, input| app.set_customer(call, input.customer_id).map(Cart::from)).await
}

/// Says that the sale was already written on a pre-printed paper: it keeps that number and day, and SUNAT is told of it.
#[utoipa::path(post, path = "/v1/cart/by-hand", tag = "cart", request_body = ByHandInput,
    responses((status = 200, description = "OK", body = Cart)))]
async fn set_cart_by_hand(call: Mutation<ByHandInput>) -> Reply<Cart> {
    call.act(About::Cart, |app, call, input| app.set_by_hand(call, input.paper.map(Into::into)).map(Cart::from)).await
}

/// Chooses the paper the sale ends in.
#[utoipa::path(post, path = "/v1/cart/document", tag = "cart", request_body = DocumentInput,
    responses((status = 200, description = "OK", body = Cart)))]
async fn set_cart_document(call: Mutation<DocumentInput>) -> Reply<Cart> {
    call.act(About::Cart, |app, call, input| {
        app.set_document(call, input.doc_kind.map(document::DocKind::from)).map(Cart::from)
    })
    .await
}

/// Puts the cart on hold. Answers the new, empty one.
#[utoipa::path(post, path = "/v1/cart/hold", tag = "cart", request_body = HoldInput,
    responses((status = 200, description = "OK", body = Cart)))]
async fn hold_cart(call: Mutation<HoldInput>) -> Reply<Cart> {
    call.act(About::Cart, |app, call, input| app.hold(call, maybe(input.name)).map(Cart::from)).await
}

/// Gives the cart up.
#[utoipa::path(post, path = "/v1/cart/discard", tag = "cart", request_body = ReasonInput,
    responses((status = 200, description = "OK", body = Cart)))]
async fn discard_cart(call: Mutation<ReasonInput>) -> Reply<Cart> {
    call.act(About::Cart, |app, call, input| app.discard(call, &input.reason).map(Cart::from)).await
}

/// Takes part of the total by a tender other than cash.
#[utoipa::path(post, path = "/v1/cart/payments", tag = "cart", request_body = PaymentInput,
    responses((status = 200, description = "OK", body = Cart)))]
async fn add_payment(call: Mutation<PaymentInput>) -> Reply<Cart> {
    call.act(About::Cart, |app, call, input| {
        app.add_payment(call, input.tender.into(), money(input.amount), maybe(input.operation_code)).map(Cart::from)
    })
    .await
}

/// Takes a tender back off.
#[utoipa::path(post, path = "/v1/cart/payments/{id}/remove", tag = "cart", request_body = Empty,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = Cart)))]
async fn remove_payment(Path(id): Path<Uuid>, call: Mutation<Empty>) -> Reply<Cart> {
    call.act(About::Cart, move |app, call, Empty {}| app.remove_payment(call, id).map(Cart::from)).await
}

/// What would go back for so much cash.
#[utoipa::path(get, path = "/v1/cart/change", tag = "cart", params(ChangeQuery),
    responses((status = 200, description = "OK", body = ChangeQuote)))]
async fn quote_change(who: Who, Query(query): Query<ChangeQuery>) -> Reply<ChangeQuote> {
    who.ask(About::Cart, move |app, door| app.change_for(door, money(query.received)).map(ChangeQuote::from)).await
}

/// *Cobrar*. The same key pays once, and is answered the same each time.
#[utoipa::path(post, path = "/v1/cart/pay", tag = "cart", request_body = PayInput,
    responses((status = 200, description = "OK", body = Paid)))]
async fn pay_cart(call: Mutation<PayInput>) -> Reply<Paid> {
    call.act(About::Cart, |app, call, input| app.pay(call, input.into()).map(Paid::from)).await
}
