//! Electronic documents: finding, showing, sending again, their files.

use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use super::Routes;
use crate::{
    cursor,
    dto::{
        Empty,
        documents::{ArchiveQuery, DocPage, DocQuery, Document, Download, ReissueInput},
    },
    extract::{Mutation, Path, Query, Reply, Who, run},
    refusal::{About, Refusal},
};

/// Rows of a page nobody asked a size for.
const PAGE: i64 = 50;

pub(super) fn routes() -> Routes {
    OpenApiRouter::new()
        .routes(routes!(list_documents))
        .routes(routes!(get_documents_archive))
        .routes(routes!(get_document))
        .routes(routes!(resend_document))
        .routes(routes!(reissue_document))
        .routes(routes!(get_document_xml))
        .routes(routes!(get_document_cdr))
        .routes(routes!(get_document_pdf))
}

/// Documents, newest first.
#[utoipa::path(get, path = "/v1/documents", tag = "documents", params(DocQuery),
    responses((status = 200, description = "OK", body = DocPage)))]
async fn list_documents(who: Who, Query(query): Query<DocQuery>) -> Reply<DocPage> {
    let after = cursor::decode(query.after.as_deref())?;
    let limit = query.limit.unwrap_or(PAGE);
    who.ask(About::Document, move |app, door| app.documents(door, query.into(), after, limit).map(DocPage::from)).await
}

/// A month of documents with their files and a list of them, as one zip.
#[utoipa::path(get, path = "/v1/documents/archive", tag = "documents", params(ArchiveQuery),
    responses((status = 200, description = "OK", content_type = "application/zip", body = Download)))]
async fn get_documents_archive(who: Who, Query(query): Query<ArchiveQuery>) -> Result<Download, Refusal> {
    let Who { app, door } = who;
    let archive = run(About::Document, move || app.documents_archive(door, query.month, query.pdf)).await?;
    Ok(Download::new(archive, "application/zip"))
}

/// One document with its history.
#[utoipa::path(get, path = "/v1/documents/{id}", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", body = Document)))]
async fn get_document(who: Who, Path(id): Path<Uuid>) -> Reply<Document> {
    who.ask(About::Document, move |app, door| app.document(door, id).map(Document::from)).await
}

/// Sends a document again at once, under its number.
#[utoipa::path(post, path = "/v1/documents/{id}/resend", tag = "documents", request_body = Empty,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = Document)))]
async fn resend_document(Path(id): Path<Uuid>, call: Mutation<Empty>) -> Reply<Document> {
    call.act(About::Document, move |app, call, Empty {}| app.resend_document(call, id).map(Document::from)).await
}

/// Issues a rejected document anew, under the next number. Answers the new one.
#[utoipa::path(post, path = "/v1/documents/{id}/reissue", tag = "documents", request_body = ReissueInput,
    params(("id" = Uuid, Path)), responses((status = 200, description = "OK", body = Document)))]
async fn reissue_document(Path(id): Path<Uuid>, call: Mutation<ReissueInput>) -> Reply<Document> {
    call.act(About::Document, move |app, call, input| app.reissue_document(call, id, input.customer_id).map(Document::from))
        .await
}

/// The signed XML, exactly as it travels.
#[utoipa::path(get, path = "/v1/documents/{id}/xml", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", content_type = "application/xml", body = Download)))]
async fn get_document_xml(who: Who, Path(id): Path<Uuid>) -> Result<Download, Refusal> {
    let Who { app, door } = who;
    Ok(Download::new(run(About::Document, move || app.document_xml(door, id)).await?, "application/xml"))
}

/// SUNAT's constancia, as it came.
#[utoipa::path(get, path = "/v1/documents/{id}/cdr", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", content_type = "application/zip", body = Download)))]
async fn get_document_cdr(who: Who, Path(id): Path<Uuid>) -> Result<Download, Refusal> {
    let Who { app, door } = who;
    Ok(Download::new(run(About::Document, move || app.document_constancia(door, id)).await?, "application/zip"))
}

/// The printed representation on pages of A4.
#[utoipa::path(get, path = "/v1/documents/{id}/pdf", tag = "documents", params(("id" = Uuid, Path)),
    responses((status = 200, description = "OK", content_type = "application/pdf", body = Download)))]
async fn get_document_pdf(who: Who, Path(id): Path<Uuid>) -> Result<Download, Refusal> {
    let Who { app, door } = who;
    Ok(Download::new(run(About::Document, move || app.document_pdf(door, id)).await?, "application/pdf"))
}
