//! Tables taken out.

use caserita_app::model;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::Text;

/// What can be taken out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Export {
    Products,
    Customers,
    Sales,
    SaleLines,
    Documents,
}

impl From<Export> for model::Export {
    fn from(export: Export) -> model::Export {
        match export {
            Export::Products => model::Export::Products,
            Export::Customers => model::Export::Customers,
            Export::Sales => model::Export::Sales,
            Export::SaleLines => model::Export::SaleLines,
            Export::Documents => model::Export::Documents,
        }
    }
}

/// Which days; products and customers have none.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct ExportQuery {
    /// First day; none: from the beginning.
    pub from: Option<NaiveDate>,
    /// Last day; none: until today.
    pub to: Option<NaiveDate>,
}

/// Where to put a table, and which days of it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ExportInput {
    pub folder: Text,
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
}

/// Where a table was put.
#[derive(Serialize, ToSchema)]
pub(crate) struct Exported {
    pub path: String,
}
