//! From what a use case refuses to what the wire says.

use std::collections::BTreeMap;

use axum::{
    Json,
    response::{IntoResponse, Response},
};
use caserita_app::{
    Error, OverCeiling,
    licence::{Refusal as LicenceRefusal, VoiceRefusal},
    model::{BadCopy, CertificateError, DocumentRefusal, HandCopyError, StoreError},
    ports::SendFailureKind,
};
use caserita_domain::{fiscal::NoVoid, reissue::NoReissue};
use uuid::Uuid;

use crate::{
    code::Code,
    dto::{
        instant,
        problem::{Arg, Problem},
        session::Ability,
    },
};

/// What a call is about. Two refusals take their code from it: that the thing is not there, and that a reason is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum About {
    Cart,
    Cash,
    Catalog,
    Customer,
    Document,
    Job,
    Sale,
    Settings,
    User,
}

impl About {
    fn unknown(self) -> Code {
        match self {
            About::Catalog => Code::CatalogUnknown,
            About::Customer => Code::CustomerUnknown,
            About::Document => Code::DocumentUnknown,
            About::Job => Code::JobUnknown,
            About::Sale => Code::SaleUnknown,
            About::User => Code::UserUnknown,
            About::Cart | About::Cash | About::Settings => Code::NotFound,
        }
    }

    fn reason_required(self) -> Code {
        match self {
            About::Cart => Code::CartReasonRequired,
            _ => Code::CashReasonRequired,
        }
    }
}

/// A call that changed nothing, and why.
#[derive(Debug)]
pub(crate) struct Refusal {
    code: Code,
    args: BTreeMap<&'static str, Arg>,
    support_id: Option<String>,
}

impl Refusal {
    pub(crate) fn new(code: Code) -> Refusal {
        Refusal { code, args: BTreeMap::new(), support_id: None }
    }

    /// What was sent cannot be read; `field` says where.
    pub(crate) fn malformed(field: &str) -> Refusal {
        Refusal::new(Code::Malformed).with("field", field.to_owned())
    }

    /// Something that should not happen. Logged here, with the id that the person reads out to a technician.
    pub(crate) fn internal(cause: &dyn std::fmt::Display) -> Refusal {
        let support_id = Uuid::new_v4().simple().to_string()[..8].to_uppercase();
        tracing::error!(support_id, cause = %cause, "a call failed inside");
        Refusal { support_id: Some(support_id), ..Refusal::new(Code::Internal) }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl Into<Arg>) -> Refusal {
        self.args.insert(name, value.into());
        self
    }

    /// The refusal as the wire says it.
    pub(crate) fn problem(self) -> Problem {
        let args = self.args.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        Problem { code: self.code.as_str().to_owned(), args, support_id: self.support_id }
    }

    /// The refusal of a use case.
    pub(crate) fn of(about: About, error: &Error) -> Refusal {
        let code = code(about, error);
        let mut refusal = match code {
            Code::Internal => Refusal::internal(error),
            _ => Refusal::new(code),
        };
        if let Error::Store(cause) = error
            && code != Code::Internal
        {
            tracing::error!(code = code.as_str(), %cause, "the store refused");
        }
        refusal.args.extend(args(error));
        refusal
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.code.status(), Json(self.problem())).into_response()
    }
}

/// Every way a use case refuses, without exception, so that a new one cannot be forgotten here.
pub(crate) fn code(about: About, error: &Error) -> Code {
    match error {
        Error::KeyReused => Code::KeyReused,
        Error::NotFound => about.unknown(),
        Error::NotLoggedIn => Code::SessionRequired,
        Error::Locked => Code::SessionLocked,
        Error::PinWrong { .. } => Code::PinWrong,
        Error::PinWait { .. } => Code::PinWait,
        Error::UserInactive => Code::UserInactive,
        Error::Denied(_) => Code::Denied,
        Error::OverCeiling(_) => Code::OverCeiling,
        Error::ApproverInsufficient => Code::ApproverInsufficient,
        Error::CartEmpty => Code::CartEmpty,
        Error::CartFull => Code::CartFull,
        Error::LineUnknown => Code::LineUnknown,
        Error::QuantityInvalid => Code::QuantityInvalid,
        Error::AmountInvalid => Code::AmountInvalid,
        Error::PriceInvalid => Code::CartPriceInvalid,
        Error::DiscountTooLarge => Code::DiscountTooLarge,
        Error::ReasonRequired => about.reason_required(),
        Error::WeightRequired => Code::WeightRequired,
        Error::ProductInactive => Code::CartInactive,
        Error::CartHasPayments => Code::CartHasPayments,
        Error::ExceedsRemaining { .. } => Code::ExceedsRemaining,
        Error::CodeRequired => Code::OperationRequired,
        Error::CodeRepeated { .. } => Code::OperationRepeated,
        Error::PaymentShort { .. } => Code::PaymentShort,
        Error::TotalChanged { .. } => Code::TotalChanged,
        Error::CashNotOpen => Code::CashNotOpen,
        Error::CashAlreadyOpen => Code::CashAlreadyOpen,
        Error::CashAmountInvalid | Error::CountInvalid => Code::CashAmountInvalid,
        Error::AlreadyVoided => Code::AlreadyVoided,
        Error::SaleSessionClosed => Code::SaleSessionClosed,
        Error::ProductNameRequired => Code::ProductNameRequired,
        Error::UnitRequired => Code::UnitRequired,
        Error::PresentationRequired => Code::PresentationRequired,
        Error::ProductPriceInvalid => Code::ProductPriceInvalid,
        Error::FactorInvalid => Code::FactorInvalid,
        Error::BarcodeInvalid { .. } => Code::BarcodeInvalid,
        Error::BarcodeTaken { .. } => Code::BarcodeTaken,
        Error::SkuTaken => Code::SkuTaken,
        Error::CustomerNameRequired => Code::CustomerNameRequired,
        Error::DocumentInvalid => Code::DocumentInvalid,
        Error::DocumentTaken { .. } => Code::DocumentTaken,
        Error::ShopNameRequired => Code::ShopNameRequired,
        Error::RucInvalid => Code::RucInvalid,
        Error::LogoInvalid => Code::LogoInvalid,
        Error::AccentContrast => Code::AccentContrast,
        Error::UserNameRequired => Code::UserNameRequired,
        Error::PinWeak => Code::PinWeak,
        Error::LastOwner => Code::LastOwner,
        Error::AlreadySetUp => Code::SetupDone,
        Error::Document(refusal) => document_code(refusal),
        Error::DocumentsOff => Code::DocumentsOff,
        Error::SeriesInvalid => Code::SeriesInvalid,
        Error::SeriesInTest => Code::SeriesInTest,
        Error::RucFixed => Code::RucFixed,
        Error::LookupOff => Code::LookupOff,
        Error::LookupNobody => Code::LookupNobody,
        Error::LookupRefused => Code::LookupRefused,
        Error::LookupUnreachable => Code::LookupUnreachable,
        Error::NumberTaken => Code::NumberTaken,
        Error::SeriesTaken(_) => Code::SeriesTaken,
        Error::ServiceInvalid => Code::ServiceInvalid,
        Error::ModeFixed => Code::ModeFixed,
        Error::DemoShop => Code::DemoShop,
        Error::Certificate(error) => certificate_code(*error),
        Error::CertificateOfAnother { .. } => Code::CertificateOfAnother,
        Error::CertificateExpired => Code::CertificateExpired,
        Error::Vault(_) => Code::VaultFailed,
        Error::NothingToSend => Code::NothingToSend,
        Error::NoFileYet => Code::NoFileYet,
        Error::NoVoid(why) => void_code(*why),
        Error::NoReissue(why) => reissue_code(*why),
        Error::CustomerGone => Code::CustomerUnknown,
        Error::NothingToCharge => Code::NothingToCharge,
        Error::ChargeInvalid => Code::ChargeInvalid,
        Error::SaleCharged => Code::SaleCharged,
        Error::ReissueFirst => Code::ReissueFirst,
        Error::SaleRefunded => Code::SaleRefunded,
        Error::RefundTooLarge => Code::RefundTooLarge,
        Error::CopyUnderWay => Code::CopyUnderWay,
        Error::HandCopy(error) => hand_copy_code(error),
        Error::BadCopy(error) => bad_copy_code(error),
        Error::NoPrinter => Code::NoPrinter,
        Error::NoDrawer => Code::NoDrawer,
        Error::Printer(kind) => printer_code(*kind),
        Error::PrintNotFailed => Code::PrintNotFailed,
        Error::UserGone(_) => Code::UserUnknown,
        Error::Store(error) => store_code(error),
        Error::LicenceLocked { .. } => Code::LicenceLocked,
        Error::LicenceSuspended { .. } => Code::LicenceSuspended,
        Error::NotEntitled(_) => Code::LicenceNotEntitled,
        Error::TooManyTills { .. } => Code::LicenceTills,
        Error::LicenceRefused(refusal) => licence_code(*refusal),
        Error::Voice(refusal) => voice_code(*refusal),
        Error::Drawing | Error::Internal(_) => Code::Internal,
    }
}

/// A rule of SUNAT's that a person can do something about; the rest are contradictions of our own making.
fn document_code(refusal: &DocumentRefusal) -> Code {
    match refusal {
        DocumentRefusal::CustomerRuc => Code::CustomerRuc,
        DocumentRefusal::CustomerIdentity => Code::CustomerIdentity,
        DocumentRefusal::CustomerNumber | DocumentRefusal::CustomerName => Code::BuyerInvalid,
        DocumentRefusal::NrusFactura => Code::NrusFactura,
        DocumentRefusal::Worthless(_) => Code::WorthlessLine,
        DocumentRefusal::TooManyLines(_) => Code::TooManyLines,
        DocumentRefusal::IssuerRuc | DocumentRefusal::IssuerName | DocumentRefusal::IssuerAddress => Code::IssuerIncomplete,
        DocumentRefusal::NoteTotal(_) => Code::RefundTooLarge,
        _ => Code::Internal,
    }
}

fn certificate_code(error: CertificateError) -> Code {
    match error {
        CertificateError::NotACertificate | CertificateError::NoMatch => Code::CertificateInvalid,
        CertificateError::WrongPassword => Code::CertificatePassword,
        CertificateError::NoKey => Code::CertificateNoKey,
        CertificateError::WeakKey => Code::CertificateWeak,
    }
}

fn licence_code(refusal: LicenceRefusal) -> Code {
    match refusal {
        LicenceRefusal::Empty => Code::LicenceEmpty,
        LicenceRefusal::Damaged => Code::LicenceDamaged,
        LicenceRefusal::Incomplete => Code::LicenceIncomplete,
        LicenceRefusal::TooLarge => Code::LicenceTooLarge,
        LicenceRefusal::TooNew => Code::LicenceTooNew,
        LicenceRefusal::UnknownCritical => Code::LicenceUnknownCritical,
        LicenceRefusal::Signature => Code::LicenceSignature,
        LicenceRefusal::UnknownKey => Code::LicenceUnknownKey,
        LicenceRefusal::WrongPurpose => Code::LicenceWrongPurpose,
        LicenceRefusal::ExpiredKey => Code::LicenceExpiredKey,
        LicenceRefusal::BeyondKey => Code::LicenceBeyondKey,
        LicenceRefusal::RevokedKey => Code::LicenceRevokedKey,
        LicenceRefusal::Revision => Code::LicenceRevision,
        LicenceRefusal::OtherShop => Code::LicenceOtherShop,
        LicenceRefusal::OtherDevice => Code::LicenceOtherDevice,
        LicenceRefusal::OtherRequest => Code::LicenceOtherRequest,
    }
}

fn voice_code(refusal: VoiceRefusal) -> Code {
    match refusal {
        VoiceRefusal::NotNeeded => Code::VoiceNotNeeded,
        VoiceRefusal::NotACode => Code::VoiceMalformed,
        VoiceRefusal::Wrong { .. } => Code::VoiceWrong,
        VoiceRefusal::Paused { .. } => Code::VoicePaused,
        VoiceRefusal::Used => Code::VoiceUsed,
        VoiceRefusal::NoMore => Code::VoiceNoMore,
        VoiceRefusal::NoSecret => Code::VoiceNoSecret,
    }
}

fn hand_copy_code(error: &HandCopyError) -> Code {
    match error {
        HandCopyError::FolderMissing => Code::CopyFolderMissing,
        HandCopyError::OwnFolder => Code::CopyOwnFolder,
        HandCopyError::NotWritable => Code::CopyNotWritable,
        HandCopyError::NoSpace { .. } => Code::CopyNoSpace,
        HandCopyError::Removed => Code::CopyRemoved,
        HandCopyError::BadMedium => Code::CopyBadMedium,
        HandCopyError::Store(error) => store_code(error),
    }
}

fn bad_copy_code(error: &BadCopy) -> Code {
    match error {
        BadCopy::Missing => Code::CopyMissing,
        BadCopy::NotSqlite => Code::CopyNotDatabase,
        BadCopy::Encrypted => Code::CopyEncrypted,
        BadCopy::OtherProgram => Code::CopyOtherProgram,
        BadCopy::Newer { .. } => Code::CopyNewer,
        BadCopy::Damaged(_) => Code::CopyDamaged,
        BadCopy::Store(error) => store_code(error),
    }
}

fn void_code(why: NoVoid) -> Code {
    match why {
        NoVoid::Already => Code::AlreadyVoided,
        NoVoid::TooLate => Code::VoidTooLate,
        NoVoid::HasNotes => Code::VoidHasNotes,
        NoVoid::Broken => Code::VoidBroken,
    }
}

fn reissue_code(why: NoReissue) -> Code {
    match why {
        NoReissue::NotRejected => Code::NotRejected,
        NoReissue::Replaced => Code::Replaced,
        NoReissue::Elsewhere => Code::Elsewhere,
        NoReissue::Returned => Code::Returned,
        NoReissue::NothingToCorrect => Code::NothingToCorrect,
    }
}

fn store_code(error: &StoreError) -> Code {
    match error {
        StoreError::Busy => Code::StoreBusy,
        StoreError::DiskFull => Code::DiskFull,
        StoreError::Damaged(_) => Code::StoreDamaged,
        StoreError::ReadOnly => Code::ReadOnly,
        StoreError::TooLarge { .. } => Code::Malformed,
        StoreError::Duplicate(_)
        | StoreError::Refused(_)
        | StoreError::Unreadable(_)
        | StoreError::Json(_)
        | StoreError::Io(_)
        | StoreError::Sqlite(_) => Code::Internal,
    }
}

fn printer_code(kind: SendFailureKind) -> Code {
    match kind {
        SendFailureKind::NotConfigured => Code::NoPrinter,
        SendFailureKind::Unreachable => Code::PrinterUnreachable,
        SendFailureKind::Timeout => Code::PrinterTimeout,
        SendFailureKind::Broken => Code::PrinterBroken,
        SendFailureKind::DeviceMissing => Code::DeviceMissing,
        SendFailureKind::DeviceDenied => Code::DeviceDenied,
        SendFailureKind::PaperOut => Code::PaperOut,
    }
}

/// The figures and names a refusal's text needs.
fn args(error: &Error) -> Vec<(&'static str, Arg)> {
    match error {
        Error::PinWrong { left } => vec![("left", i64::from(*left).into())],
        Error::PinWait { seconds } => vec![("seconds", (*seconds).into())],
        Error::Denied(ability) => vec![("ability", Ability::from(*ability).name().into())],
        Error::OverCeiling(ceiling) => over_ceiling(ceiling),
        Error::ExceedsRemaining { remaining } => vec![("remaining", remaining.cents().into())],
        Error::CodeRepeated { number } => vec![("number", number.clone().into())],
        Error::PaymentShort { missing } => vec![("missing", missing.cents().into())],
        Error::TotalChanged { expected, total } => {
            vec![("expected", expected.cents().into()), ("total", total.cents().into())]
        }
        Error::HandCopy(HandCopyError::NoSpace { needed, .. }) => {
            vec![("needed", i64::try_from(*needed).unwrap_or(i64::MAX).into())]
        }
        Error::BarcodeInvalid { code } => vec![("code", code.clone().into())],
        Error::BarcodeTaken { code, name } => vec![("code", code.clone().into()), ("name", name.clone().into())],
        Error::DocumentTaken { name } => vec![("name", name.clone().into())],
        Error::CertificateOfAnother { ruc } => vec![("ruc", ruc.clone().into())],
        Error::SeriesTaken(series) => vec![("series", series.clone().into())],
        Error::Document(DocumentRefusal::Worthless(line)) => vec![("line", i64::try_from(*line).unwrap_or(0).into())],
        Error::LicenceLocked { since } => vec![("since", since.to_rfc3339().into())],
        Error::LicenceSuspended { since, reason } => {
            vec![("since", since.to_rfc3339().into()), ("reason", reason.clone().into())]
        }
        Error::TooManyTills { max } => vec![("max", i64::from(*max).into())],
        Error::NotEntitled(module) => vec![("module", (*module).to_owned().into())],
        Error::Voice(VoiceRefusal::Wrong { left }) => vec![("left", i64::from(*left).into())],
        Error::Voice(VoiceRefusal::Paused { until }) => vec![("until", instant(*until).to_rfc3339().into())],
        _ => Vec::new(),
    }
}

fn over_ceiling(ceiling: &OverCeiling) -> Vec<(&'static str, Arg)> {
    let (what, allowed, asked) = match ceiling {
        OverCeiling::Discount(allowed, asked) => ("discount", allowed.basis_points().into(), asked.basis_points().into()),
        OverCeiling::PriceDrop(allowed, asked) => ("price_drop", allowed.basis_points().into(), asked.basis_points().into()),
        OverCeiling::Void(allowed, asked) => ("void", allowed.cents(), asked.cents()),
        OverCeiling::CashOut(allowed, asked) => ("cash_out", allowed.cents(), asked.cents()),
    };
    vec![("what", what.to_owned().into()), ("allowed", allowed.into()), ("asked", asked.into())]
}
