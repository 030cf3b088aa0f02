//! Why a use case refuses. Each variant is one code that a person gets a text for.

use caserita_domain::access::Ability;
use caserita_money::{Money, Percent};
use chrono::{DateTime, Utc};
use uuid::Uuid;

use caserita_domain::{fiscal::NoVoid, reissue::NoReissue};
use caserita_licensing::{Refusal as LicenceRefusal, voice::VoiceRefusal};
use caserita_store::{BadCopy, HandCopyError};
use caserita_sunat::{document::Refusal, sign::CertificateError};

use crate::ports::{SendFailureKind, VaultFailure};

/// The result of a use case.
pub type Result<T> = std::result::Result<T, Error>;

/// A ceiling that was asked to be passed: what for, how far one may go, how far was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OverCeiling {
    /// A discount.
    Discount(Percent, Percent),
    /// A lower price.
    PriceDrop(Percent, Percent),
    /// A void.
    Void(Money, Money),
    /// A withdrawal.
    CashOut(Money, Money),
}

/// Why nothing changed.
#[derive(Debug, thiserror::Error)]
#[expect(missing_docs, reason = "each message says it")]
pub enum Error {
    // The call
    #[error("the idempotency key was used for another request")]
    KeyReused,
    #[error("no such thing")]
    NotFound,
    // Session
    #[error("nobody is logged in")]
    NotLoggedIn,
    #[error("the till is locked")]
    Locked,
    #[error("wrong PIN, {left} tries left")]
    PinWrong { left: u32 },
    #[error("too many wrong PINs, wait {seconds} s")]
    PinWait { seconds: i64 },
    #[error("this person may not log in")]
    UserInactive,
    // Access
    #[error("not allowed: {0:?}")]
    Denied(Ability),
    #[error("over the ceiling: {0:?}")]
    OverCeiling(OverCeiling),
    #[error("the approver may not allow this either")]
    ApproverInsufficient,
    // Cart
    #[error("the cart is empty")]
    CartEmpty,
    #[error("the cart takes no more lines")]
    CartFull,
    #[error("no such line")]
    LineUnknown,
    #[error("not a quantity to sell")]
    QuantityInvalid,
    #[error("not an amount")]
    AmountInvalid,
    #[error("not a price")]
    PriceInvalid,
    #[error("the discount is larger than what it applies to")]
    DiscountTooLarge,
    #[error("a reason is needed")]
    ReasonRequired,
    #[error("a weight is needed")]
    WeightRequired,
    #[error("the product is not sold any more")]
    ProductInactive,
    #[error("money was already received for this cart")]
    CartHasPayments,
    // Payment
    #[error("more than the remaining {remaining}")]
    ExceedsRemaining { remaining: Money },
    #[error("an operation number is needed")]
    CodeRequired,
    #[error("this operation number already paid {number}")]
    CodeRepeated { number: String },
    #[error("{missing} is missing")]
    PaymentShort { missing: Money },
    #[error("the total is {total}, not {expected}")]
    TotalChanged { expected: Money, total: Money },
    // Cash
    #[error("no cash session is open")]
    CashNotOpen,
    #[error("a cash session is already open")]
    CashAlreadyOpen,
    #[error("not an amount of cash")]
    CashAmountInvalid,
    #[error("not a count of notes and coins")]
    CountInvalid,
    // Sales
    #[error("the sale was already voided")]
    AlreadyVoided,
    #[error("the session of the sale is closed")]
    SaleSessionClosed,
    // Catalogue
    #[error("a product needs a name")]
    ProductNameRequired,
    #[error("a presentation needs a unit")]
    UnitRequired,
    #[error("a product needs a presentation")]
    PresentationRequired,
    #[error("not a price to sell at")]
    ProductPriceInvalid,
    #[error("a presentation holds more than nothing")]
    FactorInvalid,
    #[error("{code} is not a valid barcode")]
    BarcodeInvalid { code: String },
    #[error("{code} belongs to {name}")]
    BarcodeTaken { code: String, name: String },
    #[error("the code is another product's")]
    SkuTaken,
    // Customers
    #[error("a customer needs a name")]
    CustomerNameRequired,
    #[error("not a document number")]
    DocumentInvalid,
    #[error("the document is {name}'s")]
    DocumentTaken { name: String },
    // Settings
    #[error("the shop needs a name")]
    ShopNameRequired,
    #[error("not a RUC")]
    RucInvalid,
    #[error("not a logo")]
    LogoInvalid,
    #[error("text on this accent cannot be read")]
    AccentContrast,
    #[error("a person needs a name")]
    UserNameRequired,
    #[error("the PIN is too easy")]
    PinWeak,
    #[error("somebody must stay owner")]
    LastOwner,
    #[error("the till is already set up")]
    AlreadySetUp,
    // Electronic documents
    #[error("not a lawful document: {0}")]
    Document(#[from] Refusal),
    #[error("electronic documents are switched off")]
    DocumentsOff,
    #[error("not the series of such a document, or a number already given")]
    SeriesInvalid,
    #[error("series of the test service are not chosen")]
    SeriesInTest,
    #[error("documents carry this RUC")]
    RucFixed,
    #[error("looking names up is switched off")]
    LookupOff,
    #[error("nobody has this document")]
    LookupNobody,
    #[error("the register refuses this shop")]
    LookupRefused,
    #[error("the register does not answer")]
    LookupUnreachable,
    #[error("a document with this number is on file already")]
    NumberTaken,
    #[error("series {0} is used by another till or kind")]
    SeriesTaken(String),
    #[error("not an address of a service")]
    ServiceInvalid,
    #[error("the test and the real service do not share documents")]
    ModeFixed,
    #[error("a demo shop issues no real documents")]
    DemoShop,
    #[error("the certificate cannot be used: {0}")]
    Certificate(#[from] CertificateError),
    #[error("the certificate is of RUC {ruc}")]
    CertificateOfAnother { ruc: String },
    #[error("the certificate expired")]
    CertificateExpired,
    #[error(transparent)]
    Vault(#[from] VaultFailure),
    #[error("nothing of this document can be sent now")]
    NothingToSend,
    #[error("there is no such file yet")]
    NoFileYet,
    #[error("it cannot be voided: {0}")]
    NoVoid(#[from] NoVoid),
    #[error("it cannot be issued anew: {0}")]
    NoReissue(#[from] NoReissue),
    #[error("this customer is gone")]
    CustomerGone,
    #[error("this sale has no document that stands")]
    NothingToCharge,
    #[error("not an amount to charge")]
    ChargeInvalid,
    #[error("something was charged on this sale")]
    SaleCharged,
    #[error("its document has to be issued anew before a part comes back")]
    ReissueFirst,
    #[error("goods already came back of this sale")]
    SaleRefunded,
    #[error("no more than what is left of the line can come back")]
    RefundTooLarge,
    // Copies
    #[error("a copy is being made already")]
    CopyUnderWay,
    #[error("the copy was not made: {0}")]
    HandCopy(#[from] HandCopyError),
    #[error("the copy cannot be used: {0}")]
    BadCopy(#[from] BadCopy),
    // Printing
    #[error("no printer is set up")]
    NoPrinter,
    #[error("the printer has no drawer")]
    NoDrawer,
    #[error("the printer did not answer: {0:?}")]
    Printer(SendFailureKind),
    #[error("only a job that did not come out can be changed")]
    PrintNotFailed,
    #[error("the ticket could not be drawn")]
    Drawing,
    // Licence
    #[error("new sales are locked since {since}")]
    LicenceLocked { since: DateTime<Utc> },
    #[error("new sales are suspended since {since}: {reason}")]
    LicenceSuspended { since: DateTime<Utc>, reason: String },
    #[error("the licence does not hold {0}")]
    NotEntitled(&'static str),
    #[error("the licence is for {max} tills")]
    TooManyTills { max: u32 },
    #[error("not taken in: {0}")]
    LicenceRefused(LicenceRefusal),
    #[error(transparent)]
    Voice(#[from] VoiceRefusal),
    // Below
    #[error("user {0} is gone")]
    UserGone(Uuid),
    #[error(transparent)]
    Store(#[from] caserita_store::Error),
    #[error("internal: {0}")]
    Internal(&'static str),
}

impl From<serde_json::Error> for Error {
    fn from(error: serde_json::Error) -> Error {
        Error::Store(error.into())
    }
}
