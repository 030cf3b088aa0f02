//! Where the next page begins: a text that only this side reads, so that what it is made of can change.

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};
use serde::{Serialize, de::DeserializeOwned};

use crate::refusal::Refusal;

/// The cursor of a position.
pub(crate) fn encode<T: Serialize>(position: &T) -> String {
    let json = serde_json::to_vec(position).expect("numbers and texts are always JSON");
    URL_SAFE_NO_PAD.encode(json)
}

/// The position of the cursor in `?after=`, if there is one.
pub(crate) fn decode<T: DeserializeOwned>(after: Option<&str>) -> Result<Option<T>, Refusal> {
    let Some(cursor) = after.filter(|cursor| !cursor.is_empty()) else { return Ok(None) };
    let json = URL_SAFE_NO_PAD.decode(cursor).map_err(|_| Refusal::malformed("after"))?;
    serde_json::from_slice(&json).map(Some).map_err(|_| Refusal::malformed("after"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_comes_back_as_it_was() {
        let position = ("Ñandú & maíz \"extra\"".to_owned(), i64::MAX);
        assert_eq!(decode::<(String, i64)>(Some(&encode(&position))).expect("own cursor"), Some(position));
        assert_eq!(decode::<i64>(None).expect("no cursor"), None, "without a cursor a list begins at its start");
    }

    #[test]
    fn a_foreign_cursor_is_refused() {
        for cursor in ["%%%", "abc", &encode(&"text")] {
            assert!(decode::<i64>(Some(cursor)).is_err(), "{cursor} is not a position");
        }
    }
}
