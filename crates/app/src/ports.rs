//! What the use cases ask of the world; `gateways` answers.

use std::path::PathBuf;

use caserita_domain::document::IdentityType;
use caserita_money::Money;
use caserita_printing::Transport;
use caserita_store::Known;
use caserita_sunat::soap::{Answer, Request};
use chrono::NaiveDate;
use zeroize::Zeroizing;

pub use caserita_licensing::device::Component;

/// Something that carries bytes to a printer.
pub trait PrinterPort: Send + Sync {
    /// Sends one whole job and waits until the system has taken it. Blocks; call it from a worker.
    fn send(&self, transport: &Transport, bytes: &[u8]) -> Result<(), SendFailure>;
}

/// A job that did not go out whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the printer did not take the job ({kind:?}, {written} bytes were out)")]
pub struct SendFailure {
    /// What went wrong.
    pub kind: SendFailureKind,
    /// How many bytes may have reached the paper. Only at nought is it safe to send the job again unasked.
    pub written: usize,
}

/// Why a job did not go out.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SendFailureKind {
    /// There is no printer.
    NotConfigured,
    /// Nobody answers at that address, or somebody else holds the printer.
    Unreachable,
    /// It answered and then took nothing for too long.
    Timeout,
    /// The connection broke half-way.
    Broken,
    /// The device is not plugged in.
    DeviceMissing,
    /// The system does not let us use the device.
    DeviceDenied,
    /// It says that it has no paper.
    PaperOut,
}

/// Keeps secrets outside the database, its copies and its log.
pub trait VaultPort: Send + Sync {
    /// What is kept under `name`.
    fn read(&self, name: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultFailure>;
    /// Keeps `secret` under `name`, or forgets what was there.
    fn write(&self, name: &str, secret: Option<&[u8]>) -> Result<(), VaultFailure>;
}

/// The vault cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("secrets cannot be kept or read: {detail}")]
pub struct VaultFailure {
    /// What the system said; never the secret.
    pub detail: String,
    /// Whether what was kept is beyond recovery: altered, or its key is gone. Otherwise it may be readable in a while.
    pub lost: bool,
}

/// SUNAT's services, or those of an OSE.
pub trait SunatPort: Send + Sync {
    /// Whether anybody answers at that address at all. Sends nothing that matters.
    fn is_reachable(&self, url: &str) -> bool;
    /// Asks, and waits for the answer. Blocks; call it from a worker.
    fn ask(&self, service: &SunatService, request: &Request) -> Result<Answer, Unanswered>;
}

/// An address and who calls.
#[derive(Clone, PartialEq, Eq)]
pub struct SunatService {
    /// Where.
    pub url: String,
    /// RUC and SOL user, as one word.
    pub user: String,
    /// SOL password.
    pub password: Zeroizing<String>,
}

/// Never the password.
impl std::fmt::Debug for SunatService {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SunatService").field("url", &self.url).field("user", &self.user).finish_non_exhaustive()
    }
}

/// Why there is no answer to read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Unanswered {
    /// Surely nothing reached them.
    #[error("nobody was reached")]
    NotSent,
    /// It was cut, or took too long, after sending began.
    #[error("the answer did not come")]
    Unknown,
    /// They do not let this user in.
    #[error("the user was refused")]
    Refused,
    /// An answer that says nothing: empty, a web page, an error without words.
    #[error("the answer says nothing")]
    Odd,
}

/// Registers of names, and SUNAT's word on whether a document is valid.
pub trait LookupPort: Send + Sync {
    /// Who has this RUC or DNI. Blocks for a few seconds at most.
    fn who(&self, service: &WhoService, kind: IdentityType, number: &str) -> Result<Option<Known>, Unanswered>;
    /// Whether a document is valid. Blocks; call it from a worker.
    fn validity(&self, access: &ValidityAccess, question: &ValidityQuestion) -> Result<Validity, Unanswered>;
}

/// A register of names.
pub struct WhoService {
    /// With `{tipo}` and `{numero}` in it.
    pub url: String,
    /// What it knows the shop by.
    pub token: Option<Zeroizing<String>>,
}

/// SUNAT's validity service (*consulta integrada de comprobantes*).
pub struct ValidityAccess {
    /// Another address than SUNAT's own.
    pub base: Option<String>,
    /// Client, from the SOL menu.
    pub client: String,
    /// Its secret.
    pub secret: Zeroizing<String>,
}

/// A document to ask about.
#[derive(Debug, Clone)]
pub struct ValidityQuestion {
    /// Who issued it.
    pub ruc: String,
    /// Its kind (catálogo 01).
    pub kind: &'static str,
    /// Series.
    pub series: String,
    /// Number.
    pub number: i64,
    /// Day of issue.
    pub date: NaiveDate,
    /// Total.
    pub total: Money,
}

/// What SUNAT says of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Validity {
    /// It has it, and it stands.
    Accepted,
    /// It has it, and it is void.
    Voided,
    /// It does not know it.
    Unknown,
}

/// What the machine itself can tell, beside its clock.
pub trait MachinePort: Send + Sync {
    /// What tells this machine from another, raw: what is worth nothing is sorted out later. May be slow; call it from a
    /// worker.
    fn components(&self) -> Vec<(Component, String)>;
    /// How long it has been on.
    fn uptime(&self) -> Uptime;
    /// Bytes that nobody can guess.
    fn chance(&self) -> [u8; 32];
}

/// A clock that nobody can set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Uptime {
    /// Milliseconds from any start.
    pub millis: i64,
    /// Another number whenever `millis` starts anew.
    pub boot: u64,
}

/// One small text outside the shop's folder.
pub trait KeepsakePort: Send + Sync {
    /// What was kept, if anything was.
    fn read(&self) -> std::io::Result<Option<String>>;
    /// Keeps this instead.
    fn write(&self, text: &str) -> std::io::Result<()>;
}

/// Where a copy can be put.
pub trait PlacesPort: Send + Sync {
    /// Sticks and other disks that come and go, then the person's own folders.
    fn places(&self) -> Vec<Place>;
}

/// A folder to put a copy into.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// What it is.
    pub kind: PlaceKind,
    /// Where.
    pub path: PathBuf,
    /// What a person knows it by.
    pub name: String,
    /// Bytes free, when the system tells.
    pub free: Option<u64>,
    /// Bytes altogether, when the system tells.
    pub total: Option<u64>,
}

/// What a place is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum PlaceKind {
    /// A stick or another disk that can be taken away.
    Removable,
    /// The person's documents, on this computer.
    Documents,
    /// The person's downloads, on this computer.
    Downloads,
}

/// A world with nothing in it, for a till that is only tried: paper is taken and gone, secrets are not kept, nobody answers.
#[derive(Debug, Clone, Copy, Default)]
pub struct Nowhere;

impl PrinterPort for Nowhere {
    fn send(&self, _: &Transport, _: &[u8]) -> Result<(), SendFailure> {
        Ok(())
    }
}

impl VaultPort for Nowhere {
    fn read(&self, _: &str) -> Result<Option<Zeroizing<Vec<u8>>>, VaultFailure> {
        Ok(None)
    }

    fn write(&self, _: &str, _: Option<&[u8]>) -> Result<(), VaultFailure> {
        Ok(())
    }
}

impl SunatPort for Nowhere {
    fn is_reachable(&self, _: &str) -> bool {
        false
    }

    fn ask(&self, _: &SunatService, _: &Request) -> Result<Answer, Unanswered> {
        Err(Unanswered::NotSent)
    }
}

impl PlacesPort for Nowhere {
    fn places(&self) -> Vec<Place> {
        Vec::new()
    }
}

impl LookupPort for Nowhere {
    fn who(&self, _: &WhoService, _: IdentityType, _: &str) -> Result<Option<Known>, Unanswered> {
        Err(Unanswered::NotSent)
    }

    fn validity(&self, _: &ValidityAccess, _: &ValidityQuestion) -> Result<Validity, Unanswered> {
        Err(Unanswered::NotSent)
    }
}

impl MachinePort for Nowhere {
    fn components(&self) -> Vec<(Component, String)> {
        Vec::new()
    }

    fn uptime(&self) -> Uptime {
        Uptime { millis: 0, boot: 0 }
    }

    fn chance(&self) -> [u8; 32] {
        [0; 32]
    }
}

impl KeepsakePort for Nowhere {
    fn read(&self) -> std::io::Result<Option<String>> {
        Ok(None)
    }

    fn write(&self, _: &str) -> std::io::Result<()> {
        Ok(())
    }
}
