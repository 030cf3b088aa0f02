//! When a document that SUNAT rejected gets another number.

use crate::fiscal::DocState;

/// Why a document cannot be issued anew under another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum NoReissue {
    /// SUNAT did not reject it: its number is good.
    #[error("it was not rejected")]
    NotRejected,
    /// Another document has its place already.
    #[error("it was issued anew before")]
    Replaced,
    /// It was issued to the other service, the test or the real one.
    #[error("it belongs to the other service")]
    Elsewhere,
    /// Goods came back while it was rejected, without a note: a new one would tell of them as sold.
    #[error("goods came back of it without a note")]
    Returned,
    /// What the note corrects does not exist before SUNAT.
    #[error("there is nothing it could correct")]
    NothingToCorrect,
}

/// Whether the number of a document in `state` is lost to its sale: SUNAT rejected it; or it is an `orphan`, a note that never
/// left because what it corrects was rejected and has another number now.
pub const fn is_lost(state: DocState, orphan: bool) -> bool {
    matches!(state, DocState::Rejected) || (orphan && matches!(state, DocState::Exception))
}

/// Whether a note can correct a boleta or factura in `state` of which `void_asked` says whether somebody wants it void.
pub const fn is_correctable(state: DocState, void_asked: bool) -> bool {
    !void_asked && !matches!(state, DocState::Rejected | DocState::VoidPending | DocState::Voided)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_lost_to_a_rejection_or_with_what_it_corrects() {
        for state in DocState::ALL {
            assert_eq!(is_lost(state, false), state == DocState::Rejected, "{state:?}");
            assert_eq!(is_lost(state, true), matches!(state, DocState::Rejected | DocState::Exception), "{state:?}");
        }
    }

    #[test]
    fn what_is_void_or_never_was_is_not_corrected() {
        for state in DocState::ALL {
            let dead = matches!(state, DocState::Rejected | DocState::VoidPending | DocState::Voided);
            assert_eq!(is_correctable(state, false), !dead, "{state:?}");
            assert!(!is_correctable(state, true), "{state:?}");
        }
    }
}
