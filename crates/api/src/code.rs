//! The codes of refusals: the only names a screen switches on, each with its Spanish text in the interface.

use axum::http::StatusCode;

macro_rules! codes {
    ($($code:ident = $text:literal,)+) => {
        /// Why a call was refused.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(crate) enum Code { $($code,)+ }

        impl Code {
            /// As the wire says it.
            pub(crate) const fn as_str(self) -> &'static str {
                match self { $(Code::$code => $text,)+ }
            }
        }

        /// Every code a refusal can carry.
        pub const CODES: &[&str] = &[$($text,)+];
    };
}

codes! {
    Internal = "internal",
    Malformed = "request.malformed",
    KeyMissing = "request.key_missing",
    KeyReused = "request.key_reused",
    NotFound = "request.not_found",
    SessionRequired = "session.required",
    SessionLocked = "session.locked",
    PinWrong = "session.pin_wrong",
    PinWait = "session.pin_wait",
    UserInactive = "session.user_inactive",
    Denied = "access.denied",
    OverCeiling = "access.over_ceiling",
    ApproverInsufficient = "access.approver_insufficient",
    CartEmpty = "cart.empty",
    CartFull = "cart.full",
    CartInactive = "cart.inactive",
    LineUnknown = "cart.line_unknown",
    QuantityInvalid = "cart.quantity_invalid",
    AmountInvalid = "cart.amount_invalid",
    CartPriceInvalid = "cart.price_invalid",
    DiscountTooLarge = "cart.discount_too_large",
    CartReasonRequired = "cart.reason_required",
    WeightRequired = "cart.weight_required",
    CartHasPayments = "cart.has_payments",
    ExceedsRemaining = "payment.exceeds_remaining",
    OperationRequired = "payment.code_required",
    OperationRepeated = "payment.code_repeated",
    PaymentShort = "payment.short",
    TotalChanged = "payment.total_changed",
    CashNotOpen = "cash.not_open",
    CashAlreadyOpen = "cash.already_open",
    CashAmountInvalid = "cash.amount_invalid",
    CashReasonRequired = "cash.reason_required",
    SaleUnknown = "sale.unknown",
    AlreadyVoided = "sale.already_voided",
    SaleSessionClosed = "sale.session_closed",
    ProductNameRequired = "catalog.name_required",
    BarcodeTaken = "catalog.barcode_taken",
    BarcodeInvalid = "catalog.barcode_invalid",
    ProductPriceInvalid = "catalog.price_invalid",
    SkuTaken = "catalog.sku_taken",
    CatalogUnknown = "catalog.unknown",
    PresentationRequired = "catalog.presentation_required",
    FactorInvalid = "catalog.factor_invalid",
    UnitRequired = "catalog.unit_required",
    DocumentInvalid = "customer.doc_invalid",
    DocumentTaken = "customer.doc_taken",
    CustomerNameRequired = "customer.name_required",
    CustomerUnknown = "customer.unknown",
    RucInvalid = "shop.ruc_invalid",
    ShopNameRequired = "shop.name_required",
    LogoInvalid = "shop.logo_invalid",
    AccentContrast = "shop.accent_contrast",
    PinWeak = "user.pin_weak",
    UserNameRequired = "user.name_required",
    LastOwner = "user.last_owner",
    UserUnknown = "user.unknown",
    DocumentUnknown = "document.unknown",
    DocumentsOff = "document.off",
    CustomerRuc = "document.customer_ruc",
    CustomerIdentity = "document.identity_required",
    BuyerInvalid = "document.customer_invalid",
    NrusFactura = "document.nrus_factura",
    WorthlessLine = "document.worthless_line",
    TooManyLines = "document.too_many_lines",
    IssuerIncomplete = "document.issuer_incomplete",
    NothingToSend = "document.nothing_to_send",
    NoFileYet = "document.no_file",
    NotRejected = "document.not_rejected",
    Replaced = "document.replaced",
    Elsewhere = "document.elsewhere",
    Returned = "document.returned",
    NothingToCorrect = "document.nothing_to_correct",
    VoidTooLate = "document.void_too_late",
    VoidHasNotes = "document.void_has_notes",
    VoidBroken = "document.void_broken",
    ReissueFirst = "document.reissue_first",
    SaleRefunded = "sale.refunded",
    RefundTooLarge = "sale.refund_too_large",
    NothingToCharge = "sale.nothing_to_charge",
    ChargeInvalid = "sale.charge_invalid",
    SaleCharged = "sale.charged",
    NumberTaken = "document.number_taken",
    LookupOff = "lookup.off",
    LookupNobody = "lookup.nobody",
    LookupRefused = "lookup.refused",
    LookupUnreachable = "lookup.unreachable",
    SeriesInTest = "fiscal.series_in_test",
    RucFixed = "fiscal.ruc_fixed",
    SeriesInvalid = "fiscal.series_invalid",
    SeriesTaken = "fiscal.series_taken",
    ServiceInvalid = "fiscal.service_invalid",
    ModeFixed = "fiscal.mode_fixed",
    DemoShop = "fiscal.demo_shop",
    CertificateInvalid = "certificate.invalid",
    CertificatePassword = "certificate.password",
    CertificateNoKey = "certificate.no_key",
    CertificateWeak = "certificate.weak",
    CertificateOfAnother = "certificate.other_ruc",
    CertificateExpired = "certificate.expired",
    VaultFailed = "vault.failed",
    NoPrinter = "print.none",
    NoDrawer = "print.no_drawer",
    PrinterUnreachable = "print.unreachable",
    PrinterTimeout = "print.timeout",
    PrinterBroken = "print.broken",
    DeviceMissing = "print.device_missing",
    DeviceDenied = "print.device_denied",
    PaperOut = "print.paper_out",
    JobUnknown = "print.job_unknown",
    PrintNotFailed = "print.not_failed",
    StoreDamaged = "store.damaged",
    StoreNewer = "store.newer",
    StoreBusy = "store.busy",
    DiskFull = "store.disk_full",
    MigrationFailed = "store.migration_failed",
    StoreLocked = "store.locked",
    ReadOnly = "store.read_only",
    SetupDone = "setup.done",
    LicenceLocked = "licence.locked",
    LicenceSuspended = "licence.suspended",
    LicenceNotEntitled = "licence.not_entitled",
    LicenceTills = "licence.too_many_tills",
    LicenceEmpty = "licence.empty",
    LicenceDamaged = "licence.damaged",
    LicenceIncomplete = "licence.incomplete",
    LicenceTooLarge = "licence.too_large",
    LicenceTooNew = "licence.too_new",
    LicenceUnknownCritical = "licence.unknown_critical",
    LicenceSignature = "licence.signature",
    LicenceUnknownKey = "licence.unknown_key",
    LicenceWrongPurpose = "licence.wrong_purpose",
    LicenceExpiredKey = "licence.expired_key",
    LicenceBeyondKey = "licence.beyond_key",
    LicenceRevokedKey = "licence.revoked_key",
    LicenceRevision = "licence.revision",
    LicenceOtherShop = "licence.other_shop",
    LicenceOtherDevice = "licence.other_device",
    LicenceOtherRequest = "licence.other_request",
    VoiceNotNeeded = "voice.not_needed",
    VoiceMalformed = "voice.not_a_code",
    VoiceWrong = "voice.wrong",
    VoicePaused = "voice.paused",
    VoiceUsed = "voice.used",
    VoiceNoMore = "voice.no_more",
    VoiceNoSecret = "voice.no_secret",
    CopyUnderWay = "copy.under_way",
    CopyFolderMissing = "copy.folder_missing",
    CopyOwnFolder = "copy.own_folder",
    CopyNotWritable = "copy.not_writable",
    CopyNoSpace = "copy.no_space",
    CopyRemoved = "copy.removed",
    CopyBadMedium = "copy.bad_medium",
    CopyMissing = "copy.missing",
    CopyNotDatabase = "copy.not_database",
    CopyEncrypted = "copy.encrypted",
    CopyOtherProgram = "copy.other_program",
    CopyNewer = "copy.newer",
    CopyDamaged = "copy.damaged",
}

impl Code {
    /// The HTTP status that goes with it: who you are, what you may do, what there is, what is in the way, what you said.
    pub(crate) fn status(self) -> StatusCode {
        use Code::*;
        match self {
            Internal => StatusCode::INTERNAL_SERVER_ERROR,
            SessionRequired | SessionLocked | PinWrong | PinWait | UserInactive => StatusCode::UNAUTHORIZED,
            Denied | OverCeiling | ApproverInsufficient | LicenceLocked | LicenceSuspended | LicenceNotEntitled => {
                StatusCode::FORBIDDEN
            }
            NotFound | LineUnknown | SaleUnknown | CatalogUnknown | CustomerUnknown | UserUnknown | JobUnknown
            | DocumentUnknown | LookupNobody | NoFileYet | CopyMissing => StatusCode::NOT_FOUND,
            KeyReused | CartHasPayments | OperationRepeated | TotalChanged | CashNotOpen | CashAlreadyOpen
            | AlreadyVoided | SaleSessionClosed | BarcodeTaken | SkuTaken | DocumentTaken | LastOwner | PrintNotFailed
            | SetupDone | NothingToSend | VoidTooLate | VoidHasNotes | VoidBroken | SaleRefunded | SeriesTaken
            | NumberTaken | SeriesInTest | RucFixed | ModeFixed | DemoShop | NotRejected | Replaced | Elsewhere
            | Returned | NothingToCorrect | NothingToCharge | SaleCharged | ReissueFirst | CopyUnderWay | VoiceNotNeeded
            | VoiceUsed | VoiceNoMore | VoiceNoSecret => StatusCode::CONFLICT,
            StoreDamaged | StoreNewer | StoreBusy | MigrationFailed | StoreLocked | ReadOnly | VaultFailed => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            DiskFull | CopyNoSpace => StatusCode::INSUFFICIENT_STORAGE,
            _ => StatusCode::UNPROCESSABLE_ENTITY,
        }
    }
}
