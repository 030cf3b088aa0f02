//! Why a document was not taken. Each reason has a code that does not change; the words for people hang on the code.

/// Why a file, or one document in it, is refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, thiserror::Error)]
pub enum Refusal {
    /// The text holds no document.
    #[error("no licence document in this text")]
    Empty,
    /// Not what a whole document looks like: cut, altered in the mail, or never one.
    #[error("the document is damaged")]
    Damaged,
    /// A document in several codes of which one has not come yet.
    #[error("a piece of the document is missing")]
    Incomplete,
    /// Larger than any real one.
    #[error("the text is too large to be a licence file")]
    TooLarge,
    /// Made for a newer program.
    #[error("the document is of a newer format")]
    TooNew,
    /// Says that something must be understood which this program does not know.
    #[error("the document asks for something this program does not know")]
    UnknownCritical,
    /// The signature is not that of these bytes by that key.
    #[error("the signature does not match")]
    Signature,
    /// Signed by a key that no known root has certified.
    #[error("signed by an unknown key")]
    UnknownKey,
    /// Signed by a key that was certified for something else.
    #[error("signed by a key that may not sign this")]
    WrongPurpose,
    /// Signed outside the dates of its key.
    #[error("signed outside the dates of its key")]
    ExpiredKey,
    /// Grants more time than its key may.
    #[error("grants more time than its key may")]
    BeyondKey,
    /// Signed by a key that was revoked.
    #[error("signed by a revoked key")]
    RevokedKey,
    /// Another document with the same revision is already held.
    #[error("another document has this revision")]
    Revision,
    /// A licence of another taxpayer.
    #[error("made for another shop")]
    OtherShop,
    /// A lease of another machine.
    #[error("made for another device")]
    OtherDevice,
    /// An answer to another question.
    #[error("not the answer to this request")]
    OtherRequest,
}

impl Refusal {
    /// Every reason, for tables of texts.
    pub const ALL: [Refusal; 16] = [
        Refusal::Empty,
        Refusal::Damaged,
        Refusal::Incomplete,
        Refusal::TooLarge,
        Refusal::TooNew,
        Refusal::UnknownCritical,
        Refusal::Signature,
        Refusal::UnknownKey,
        Refusal::WrongPurpose,
        Refusal::ExpiredKey,
        Refusal::BeyondKey,
        Refusal::RevokedKey,
        Refusal::Revision,
        Refusal::OtherShop,
        Refusal::OtherDevice,
        Refusal::OtherRequest,
    ];

    /// The stable code of this reason.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Refusal::Empty => "licence.empty",
            Refusal::Damaged => "licence.damaged",
            Refusal::Incomplete => "licence.incomplete",
            Refusal::TooLarge => "licence.too_large",
            Refusal::TooNew => "licence.too_new",
            Refusal::UnknownCritical => "licence.unknown_critical",
            Refusal::Signature => "licence.signature",
            Refusal::UnknownKey => "licence.unknown_key",
            Refusal::WrongPurpose => "licence.wrong_purpose",
            Refusal::ExpiredKey => "licence.expired_key",
            Refusal::BeyondKey => "licence.beyond_key",
            Refusal::RevokedKey => "licence.revoked_key",
            Refusal::Revision => "licence.revision",
            Refusal::OtherShop => "licence.other_shop",
            Refusal::OtherDevice => "licence.other_device",
            Refusal::OtherRequest => "licence.other_request",
        }
    }
}
