//! What a person typed.

use std::{borrow::Cow, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize, de::Error};
use utoipa::{
    PartialSchema, ToSchema,
    openapi::{
        ObjectBuilder, RefOr, Schema,
        schema::{SchemaType, Type},
    },
};

/// The longest text a field takes, in characters: more than anyone types, less than anyone could choke a screen with.
const LONGEST: usize = 500;

/// A text with its control characters gone, so that what a reader or a paste brought along reaches no search and no paper.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub(crate) struct Text(String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Text, D::Error> {
        let text = String::deserialize(deserializer)?;
        if text.chars().count() > LONGEST {
            return Err(D::Error::custom("the text is too long"));
        }
        Ok(Text(text.chars().filter(|letter| !letter.is_control()).collect()))
    }
}

impl Deref for Text {
    type Target = str;
    fn deref(&self) -> &str {
        &self.0
    }
}

impl From<String> for Text {
    fn from(text: String) -> Text {
        Text(text)
    }
}

impl From<Text> for String {
    fn from(text: Text) -> String {
        text.0
    }
}

/// The texts of optional fields.
pub(crate) fn maybe(text: Option<Text>) -> Option<String> {
    text.map(String::from)
}

impl PartialSchema for Text {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).max_length(Some(LONGEST)).into()
    }
}

impl ToSchema for Text {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Text")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_characters_are_stripped_and_length_is_held() {
        let read = |json: &str| serde_json::from_str::<Text>(json).map(String::from);
        assert_eq!(read(r#""a\u0000\r\n\u001bñ""#).expect("a text"), "añ");
        assert!(read(&format!("\"{}\"", "x".repeat(501))).is_err());
        assert!(read(&format!("\"{}\"", "ñ".repeat(500))).is_ok(), "characters are counted, not bytes");
    }
}
