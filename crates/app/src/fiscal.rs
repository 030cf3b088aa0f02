//! Electronic documents: from the sale that issues one to SUNAT's answer.
//!
//! A document takes its number and is signed inside its sale's transaction. Everything after is the work of one worker over
//! what the store holds: it may be killed between any two steps and goes on from the facts.

mod answer;
mod archive;
mod certificate;
mod detail;
mod files;
mod issue;
mod line;
mod lookup;
mod note;
mod reissue;
mod settings;
mod status;
mod worker;

pub(crate) use certificate::kept_certificate;
pub use certificate::{CertificateStanding, ImportInput};
pub use detail::{DocDetail, DocQuery, HistoryStep};
pub(crate) use issue::{bags, check_by_hand, check_kind, default_kind, lawful_kinds, print_facts, sale_series_of};
pub use lookup::{Found, LookupSecrets};
pub(crate) use note::{charge_words, credit_kind, given_back};
pub use settings::{BoletaRoute, FiscalSettings, SeriesSettings};
pub(crate) use settings::{check_shop, issuer, rates, settings};
pub use status::FiscalStatus;
