//! Electronic documents.

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use caserita_app::{fiscal as app, model};
use caserita_domain::{document::full_number, fiscal};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::{
    Text,
    cart::{DocKind, IdentityType},
    fiscal::Environment,
    instant, list, wire_enum,
};
use crate::{
    cursor,
    refusal::{About, code as code_of},
};

wire_enum! {
    /// Where a document stands.
    DocState = fiscal::DocState {
        Issued, Queued, Sent, Accepted, Observed, Rejected, Exception, VoidPending, Voided
    }
}

wire_enum! {
    /// Something that happened to a document.
    DocEvent = fiscal::DocEvent {
        Signed, Sent, NotDelivered, Accepted, Observed, Rejected, Exception, Requeued, VoidAsked, VoidSent, Voided, VoidRefused, Annulled
    }
}

/// The light a document stands at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum DocLight {
    /// SUNAT has it.
    Green,
    /// It is under way.
    Amber,
    /// Somebody has to act.
    Red,
}

impl DocLight {
    fn states(self) -> Vec<fiscal::DocState> {
        use fiscal::DocState::*;
        match self {
            DocLight::Green => vec![Accepted, Observed, Voided],
            DocLight::Amber => vec![Issued, Queued, Sent, VoidPending],
            DocLight::Red => vec![Rejected, Exception],
        }
    }

    /// A document that is to be void is not done with, although SUNAT has it.
    pub(crate) fn of(state: fiscal::DocState, void_asked: bool) -> DocLight {
        if state.stands() && void_asked {
            return DocLight::Amber;
        }
        let lights = [DocLight::Green, DocLight::Amber, DocLight::Red];
        lights.into_iter().find(|light| light.states().contains(&state)).unwrap_or(DocLight::Red)
    }
}

/// Which documents to list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct DocQuery {
    /// A number, or part of a customer's name or number.
    #[serde(default)]
    #[param(value_type = Option<String>)]
    pub q: Text,
    /// First day of issue.
    pub from: Option<NaiveDate>,
    /// Last day of issue.
    pub to: Option<NaiveDate>,
    #[param(inline)]
    pub light: Option<DocLight>,
    #[param(inline)]
    pub kind: Option<DocKind>,
    /// Where the page before ended.
    pub after: Option<String>,
    pub limit: Option<i64>,
}

impl From<DocQuery> for app::DocQuery {
    fn from(query: DocQuery) -> app::DocQuery {
        app::DocQuery {
            text: query.q.into(),
            from: query.from,
            to: query.to,
            states: query.light.map(DocLight::states).unwrap_or_default(),
            kinds: query.kind.into_iter().map(Into::into).collect(),
        }
    }
}

/// Which month to take away.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct ArchiveQuery {
    /// Any day of it.
    pub month: NaiveDate,
    /// Whether the printed representations go along.
    #[serde(default)]
    pub pdf: bool,
}

/// One row of the list.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocRow {
    pub id: Uuid,
    pub environment: Environment,
    pub kind: DocKind,
    pub number: String,
    pub issued_at: DateTime<Utc>,
    pub date: NaiveDate,
    pub customer: Option<String>,
    pub total: i64,
    pub state: DocState,
    pub light: DocLight,
    /// Whether somebody wants it void.
    pub void_asked: bool,
    /// SUNAT's last code.
    pub code: Option<u16>,
    /// Whether it was issued anew under another number.
    pub replaced: bool,
}

impl From<model::DocListRow> for DocRow {
    fn from(row: model::DocListRow) -> DocRow {
        DocRow {
            id: row.id,
            environment: row.environment.into(),
            kind: row.kind.into(),
            number: full_number(&row.series, row.number),
            issued_at: instant(row.issued_at),
            date: row.business_date,
            customer: row.customer,
            total: row.total.cents(),
            state: row.state.into(),
            light: DocLight::of(row.state, row.void_asked),
            void_asked: row.void_asked,
            code: row.code,
            replaced: row.replaced,
        }
    }
}

/// A page of documents, newest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocPage {
    pub rows: Vec<DocRow>,
    /// Where the next page begins; none when this is the last.
    pub next: Option<String>,
}

impl From<model::Page<model::DocListRow>> for DocPage {
    fn from(page: model::Page<model::DocListRow>) -> DocPage {
        DocPage { rows: list(page.rows), next: page.next.as_ref().map(cursor::encode) }
    }
}

/// One step of a document's life.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocStep {
    pub event: DocEvent,
    pub at: DateTime<Utc>,
    /// Nobody when the till did it by itself.
    pub by: Option<String>,
    /// SUNAT's code.
    pub code: Option<u16>,
    /// SUNAT's words, or a motive.
    pub text: Option<String>,
    /// What SUNAT's list says about the code.
    pub meaning: Option<String>,
    /// Observations.
    pub notes: Vec<String>,
}

impl From<app::HistoryStep> for DocStep {
    fn from(step: app::HistoryStep) -> DocStep {
        DocStep {
            event: step.event.into(),
            at: step.at,
            by: step.by,
            code: step.code,
            text: step.text,
            meaning: step.meaning.map(str::to_owned),
            notes: step.notes,
        }
    }
}

/// A document by name.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocRef {
    pub id: Uuid,
    pub number: String,
    pub kind: DocKind,
    pub state: DocState,
    pub light: DocLight,
    /// Whether another was issued in its place.
    pub replaced: bool,
    pub environment: Environment,
    pub total: i64,
}

impl From<&model::DocStanding> for DocRef {
    fn from(standing: &model::DocStanding) -> DocRef {
        DocRef {
            id: standing.doc.id,
            number: standing.doc.full_number(),
            kind: standing.doc.kind.into(),
            state: standing.state.into(),
            light: DocLight::of(standing.state, standing.void_asked),
            replaced: standing.replaced_by.is_some(),
            environment: standing.doc.environment.into(),
            total: standing.doc.total.cents(),
        }
    }
}

/// A document, whole.
#[derive(Serialize, ToSchema)]
pub(crate) struct Document {
    #[serde(flatten)]
    pub name: DocRef,
    pub sale_id: Uuid,
    pub issued_at: DateTime<Utc>,
    pub date: NaiveDate,
    pub customer_doc: IdentityType,
    pub customer_number: Option<String>,
    pub customer_name: Option<String>,
    pub taxable: i64,
    pub exempt: i64,
    pub unaffected: i64,
    pub free: i64,
    pub igv: i64,
    /// Basis points.
    pub igv_rate: i32,
    pub icbper: i64,
    /// Motive of a note.
    pub reason: Option<String>,
    pub void_asked: bool,
    /// SUNAT's last code.
    pub code: Option<u16>,
    /// SUNAT's last words.
    pub text: Option<String>,
    /// The last day SUNAT takes it as it is.
    pub deadline: NaiveDate,
    /// The document a note corrects.
    pub affected_id: Option<Uuid>,
    pub affected_number: Option<String>,
    /// The rejected document in whose place this one was issued.
    pub replaces_id: Option<Uuid>,
    pub replaces_number: Option<String>,
    /// The document that was issued in the place of this one.
    pub replaced_by_id: Option<Uuid>,
    pub replaced_by_number: Option<String>,
    /// Whether it can be issued anew under another number.
    pub can_reissue: bool,
    /// The code of why it cannot.
    pub reissue_blocked: Option<String>,
    /// Notes that correct it.
    pub notes: Vec<DocRef>,
    /// Valor resumen; none while it waits for its signature.
    pub digest: Option<String>,
    pub has_constancia: bool,
    /// What happened, oldest first.
    pub history: Vec<DocStep>,
    /// What it waits for: a code of the interface.
    pub waits_for: Option<String>,
    /// Until when; none when somebody has to act.
    pub waits_until: Option<DateTime<Utc>>,
    pub phone: Option<String>,
    pub email: Option<String>,
}

impl From<app::DocDetail> for Document {
    fn from(detail: app::DocDetail) -> Document {
        let (affected_id, affected_number) = detail.affected.unzip();
        let (replaces_id, replaces_number) = detail.replaces.unzip();
        let (replaced_by_id, replaced_by_number) = detail.replaced_by.unzip();
        let (waits_for, waits_until) = detail.waits.unzip();
        let name = DocRef::from(&detail.standing);
        let model::DocStanding { doc, void_asked, code, text, .. } = detail.standing;
        Document {
            name,
            sale_id: doc.sale_id,
            issued_at: instant(doc.issued_at),
            date: doc.business_date,
            customer_doc: doc.customer_doc.into(),
            customer_number: doc.customer_number,
            customer_name: doc.customer_name,
            taxable: doc.taxable.cents(),
            exempt: doc.exempt.cents(),
            unaffected: doc.unaffected.cents(),
            free: doc.free.cents(),
            igv: doc.igv.cents(),
            igv_rate: doc.igv_rate.basis_points(),
            icbper: doc.icbper.cents(),
            reason: doc.reason,
            void_asked,
            code,
            text,
            deadline: detail.deadline,
            affected_id,
            affected_number,
            replaces_id,
            replaces_number,
            replaced_by_id,
            replaced_by_number,
            can_reissue: detail.reissue_blocked.is_none(),
            reissue_blocked: detail.reissue_blocked.map(|error| code_of(About::Document, &error).as_str().to_owned()),
            notes: detail.notes.iter().map(DocRef::from).collect(),
            digest: detail.digest,
            has_constancia: detail.has_constancia,
            history: list(detail.history),
            waits_for,
            waits_until: waits_until.flatten(),
            phone: detail.phone,
            email: detail.email,
        }
    }
}

/// To whom a document is issued anew.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReissueInput {
    /// Another buyer; none: the same, as their card is now.
    pub customer_id: Option<Uuid>,
}

/// A file to keep.
#[derive(ToSchema)]
#[schema(value_type = String, format = Binary)]
pub(crate) struct Download(Named);

struct Named {
    name: String,
    kind: &'static str,
    bytes: Vec<u8>,
}

impl Download {
    /// A file of this name and media type.
    pub(crate) fn new((name, bytes): (String, Vec<u8>), kind: &'static str) -> Download {
        Download(Named { name, kind, bytes })
    }
}

impl IntoResponse for Download {
    fn into_response(self) -> Response {
        let Named { name, kind, bytes } = self.0;
        let mut response = ([(header::CONTENT_TYPE, kind)], bytes).into_response();
        if let Ok(named) = HeaderValue::from_str(&format!("attachment; filename=\"{name}\"")) {
            response.headers_mut().insert(header::CONTENT_DISPOSITION, named);
        }
        response
    }
}
