//! Whether the till can be used, its first start, and the way back from a damaged store.

use std::sync::Arc;

use axum::{Json, extract::State};
use caserita_app::{App, recovery::Unready};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::Routes;
use crate::{
    code::Code,
    dto::{
        health::{Health, HealthState, LastCopy, RecoveryInput, SetupInput},
        session::Session,
    },
    extract::{Body, Reply, Who, run},
    panics,
    refusal::{About, Refusal},
    state::{Shared, Till, unready_code},
};

pub(super) fn routes() -> Routes {
    OpenApiRouter::new().routes(routes!(get_health)).routes(routes!(set_up_shop)).routes(routes!(restore_store))
}

/// How the till stands. Needs no login.
#[utoipa::path(get, path = "/v1/health", tag = "health", responses((status = 200, description = "OK", body = Health)))]
async fn get_health(State(shared): State<Arc<Shared>>) -> Reply<Health> {
    health(shared).await.map(Json)
}

/// Sets the shop up on its first start and logs its owner in.
#[utoipa::path(post, path = "/v1/setup", tag = "health", request_body = SetupInput,
    responses((status = 200, description = "OK", body = Session)))]
async fn set_up_shop(who: Who, Body(input): Body<SetupInput>) -> Reply<Session> {
    who.ask(About::Settings, move |app, door| app.set_up(door, input.into()).map(Session::from)).await
}

/// Brings the last verified copy back, or another that was sent in; the damaged file is kept.
#[utoipa::path(post, path = "/v1/recovery/restore", tag = "health", request_body = RecoveryInput,
    responses((status = 200, description = "OK", body = Health)))]
async fn restore_store(State(shared): State<Arc<Shared>>, Body(input): Body<RecoveryInput>) -> Reply<Health> {
    let restoring = Arc::clone(&shared);
    tokio::task::spawn_blocking(move || restoring.restore(input.sent)).await.map_err(panics::refusal)??;
    health(shared).await.map(Json)
}

async fn health(shared: Arc<Shared>) -> Result<Health, Refusal> {
    match shared.look(standing) {
        Ok(app) => run(About::Settings, move || healthy(&app)).await,
        Err(unready) => Ok(unready),
    }
}

fn standing(till: &Till) -> Result<Arc<App>, Health> {
    match till {
        Till::Ready(app) => Ok(Arc::clone(app)),
        Till::Unready(unready) => Err(sick(unready)),
        Till::Absent => Err(stands(HealthState::Unusable, Some(Code::StoreBusy.as_str().to_owned()), None)),
    }
}

fn healthy(app: &App) -> Result<Health, caserita_app::Error> {
    let state = if app.needs_setup()? { HealthState::Setup } else { HealthState::Ready };
    // It still sells; the next start will find the damage and offer the way back.
    let detail = app.store().is_suspect().then(|| Code::StoreDamaged.as_str().to_owned());
    Ok(stands(state, detail, app.store().last_copy()?.as_ref().map(LastCopy::from)))
}

fn sick(unready: &Unready) -> Health {
    let code = || Some(unready_code(unready).as_str().to_owned());
    match unready {
        Unready::Damaged { detail, last_copy, .. } => {
            stands(HealthState::Damaged, Some(detail.clone()), last_copy.as_ref().map(LastCopy::from))
        }
        Unready::Newer { detail } => stands(HealthState::Newer, Some(detail.clone()), None),
        Unready::MigrationFailed { detail } => stands(HealthState::MigrationFailed, Some(detail.clone()), None),
        Unready::Locked => stands(HealthState::Locked, code(), None),
        Unready::Unusable(_) => stands(HealthState::Unusable, code(), None),
    }
}

fn stands(state: HealthState, detail: Option<String>, last_copy: Option<LastCopy>) -> Health {
    Health { state, version: env!("CARGO_PKG_VERSION").to_owned(), detail, last_copy }
}
