//! What changed, never the data: a screen that shows it asks again.

use caserita_app::model;
use serde::Serialize;
use utoipa::ToSchema;

/// Something a screen may be showing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// The open cart of this till.
    Cart,
    /// Carts on hold.
    Held,
    /// The cash session.
    Cash,
    /// Products, categories, stock.
    Catalog,
    /// Customers.
    Customers,
    /// Paid sales.
    Sales,
    /// Electronic documents and their way to SUNAT.
    Documents,
    /// The spool and its printer.
    Printing,
    /// Shop, till and printer data.
    Settings,
    /// People and their ceilings.
    Users,
    /// Who is logged in.
    Session,
    /// The health of the store.
    Store,
    /// What the licence allows.
    Licence,
}

impl From<model::Topic> for Topic {
    fn from(topic: model::Topic) -> Topic {
        match topic {
            model::Topic::Cart => Topic::Cart,
            model::Topic::Held => Topic::Held,
            model::Topic::Cash => Topic::Cash,
            model::Topic::Catalog => Topic::Catalog,
            model::Topic::Customers => Topic::Customers,
            model::Topic::Sales => Topic::Sales,
            model::Topic::Documents => Topic::Documents,
            model::Topic::Printing => Topic::Printing,
            model::Topic::Settings => Topic::Settings,
            model::Topic::Users => Topic::Users,
            model::Topic::Session => Topic::Session,
            model::Topic::Store => Topic::Store,
            model::Topic::Licence => Topic::Licence,
        }
    }
}

/// One topic changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
pub struct Event {
    /// Which.
    pub topic: Topic,
    /// Grows with every change of this till.
    pub version: u64,
}
