//! The inside of a document: one flat JSON object of integers, texts and lists of them, read strictly.
//!
//! A key written twice, a fraction, a truth value, an object inside the object or a byte after it: all refused, because two
//! readers may take them for two different things. A field that this program does not know is passed over unless the
//! document lists it in `crit`.

use std::{collections::BTreeMap, fmt};

use chrono::NaiveDate;
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::{armour::MAX_PAYLOAD, refusal::Refusal};

/// 9999-12-31 in Unix milliseconds: no document speaks of a later time.
pub(crate) const LAST_MS: i64 = 253_402_300_799_999;
const FORMAT: i64 = 1;

enum Value {
    Int(i64),
    Text(String),
    List(Vec<Value>),
}

/// A scalar, or a list of scalars; anything else is an error of the deserialiser.
impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Value, D::Error> {
        struct Any;
        impl<'de> Visitor<'de> for Any {
            type Value = Value;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an integer, a text or a list of them")
            }
            fn visit_i64<E: Error>(self, value: i64) -> Result<Value, E> {
                Ok(Value::Int(value))
            }
            fn visit_u64<E: Error>(self, value: u64) -> Result<Value, E> {
                i64::try_from(value).map(Value::Int).map_err(E::custom)
            }
            fn visit_str<E: Error>(self, value: &str) -> Result<Value, E> {
                Ok(Value::Text(value.to_owned()))
            }
            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Value, A::Error> {
                let mut values = Vec::new();
                while let Some(value) = list.next_element::<Value>()? {
                    if matches!(value, Value::List(_)) {
                        return Err(A::Error::custom("a list in a list"));
                    }
                    values.push(value);
                }
                Ok(Value::List(values))
            }
        }
        from.deserialize_any(Any)
    }
}

struct Object(BTreeMap<String, Value>);

impl<'de> Deserialize<'de> for Object {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Object, D::Error> {
        struct Pairs;
        impl<'de> Visitor<'de> for Pairs {
            type Value = Object;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }
            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Object, A::Error> {
                let mut fields = BTreeMap::new();
                while let Some((name, value)) = map.next_entry::<String, Value>()? {
                    if fields.insert(name, value).is_some() {
                        return Err(A::Error::custom("a key twice"));
                    }
                }
                Ok(Object(fields))
            }
        }
        from.deserialize_map(Pairs)
    }
}

/// The fields of a document.
pub(crate) struct Fields(BTreeMap<String, Value>);

impl Fields {
    /// Reads a payload of which these field names are known.
    pub(crate) fn read(payload: &[u8], known: &[&str]) -> Result<Fields, Refusal> {
        if payload.len() > MAX_PAYLOAD {
            return Err(Refusal::TooLarge);
        }
        let object: Object = serde_json::from_slice(payload).map_err(|_| Refusal::Damaged)?;
        let fields = Fields(object.0);
        match fields.int("fmt", 0..=i64::MAX)? {
            FORMAT => {}
            newer if newer > FORMAT => return Err(Refusal::TooNew),
            _ => return Err(Refusal::Damaged),
        }
        let critical = fields.texts("crit", 64, 64)?;
        if critical.iter().any(|name| !known.contains(&name.as_str())) {
            return Err(Refusal::UnknownCritical);
        }
        Ok(fields)
    }

    pub(crate) fn int(&self, name: &str, range: std::ops::RangeInclusive<i64>) -> Result<i64, Refusal> {
        self.optional_int(name, range)?.ok_or(Refusal::Damaged)
    }

    pub(crate) fn optional_int(&self, name: &str, range: std::ops::RangeInclusive<i64>) -> Result<Option<i64>, Refusal> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Int(value)) if range.contains(value) => Ok(Some(*value)),
            Some(_) => Err(Refusal::Damaged),
        }
    }

    pub(crate) fn small(&self, name: &str, range: std::ops::RangeInclusive<u32>) -> Result<u32, Refusal> {
        let value = self.int(name, i64::from(*range.start())..=i64::from(*range.end()))?;
        u32::try_from(value).map_err(|_| Refusal::Damaged)
    }

    /// Unix milliseconds.
    pub(crate) fn moment(&self, name: &str) -> Result<i64, Refusal> {
        self.int(name, 0..=LAST_MS)
    }

    /// A text that must be there and not be empty, of at most so many bytes.
    pub(crate) fn text(&self, name: &str, max: usize) -> Result<&str, Refusal> {
        self.optional_text(name, max)?.filter(|text| !text.is_empty()).ok_or(Refusal::Damaged)
    }

    pub(crate) fn optional_text(&self, name: &str, max: usize) -> Result<Option<&str>, Refusal> {
        match self.0.get(name) {
            None => Ok(None),
            Some(Value::Text(text)) if text.len() <= max && !text.chars().any(char::is_control) => Ok(Some(text)),
            Some(_) => Err(Refusal::Damaged),
        }
    }

    /// A list of texts; a missing one is empty.
    pub(crate) fn texts(&self, name: &str, items: usize, max: usize) -> Result<Vec<String>, Refusal> {
        let list = match self.0.get(name) {
            None => return Ok(Vec::new()),
            Some(Value::List(list)) if list.len() <= items => list,
            Some(_) => return Err(Refusal::Damaged),
        };
        let text = |value: &Value| match value {
            Value::Text(text) if !text.is_empty() && text.len() <= max => Ok(text.clone()),
            _ => Err(Refusal::Damaged),
        };
        list.iter().map(text).collect()
    }

    /// A day, `YYYY-MM-DD`.
    pub(crate) fn optional_day(&self, name: &str) -> Result<Option<NaiveDate>, Refusal> {
        let Some(text) = self.optional_text(name, 10)? else { return Ok(None) };
        let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Refusal::Damaged)?;
        let canonical = day.format("%Y-%m-%d").to_string() == text;
        if canonical { Ok(Some(day)) } else { Err(Refusal::Damaged) }
    }
}

/// Writes a payload field by field, in the order of the calls.
pub(crate) struct Writer(String);

impl Writer {
    pub(crate) fn new() -> Writer {
        Writer(format!("{{\"fmt\":{FORMAT}"))
    }

    fn name(&mut self, name: &str) {
        self.0.push_str(",\"");
        self.0.push_str(name);
        self.0.push_str("\":");
    }

    pub(crate) fn int(&mut self, name: &str, value: i64) -> &mut Writer {
        self.name(name);
        self.0.push_str(&value.to_string());
        self
    }

    pub(crate) fn text(&mut self, name: &str, value: &str) -> &mut Writer {
        self.name(name);
        self.0.push_str(&serde_json::Value::from(value).to_string());
        self
    }

    pub(crate) fn texts<T: AsRef<str>>(&mut self, name: &str, values: &[T]) -> &mut Writer {
        self.name(name);
        let values: Vec<_> = values.iter().map(|value| serde_json::Value::from(value.as_ref()).to_string()).collect();
        self.0.push_str(&format!("[{}]", values.join(",")));
        self
    }

    pub(crate) fn bytes(&self) -> Vec<u8> {
        format!("{}}}", self.0).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn refused(json: &str) -> Option<Refusal> {
        Fields::read(json.as_bytes(), &["fmt", "crit", "a"]).err()
    }

    #[test]
    fn one_flat_object_of_integers_and_texts() {
        for good in
            [r#"{"fmt":1}"#, r#"{"fmt":1,"a":-5,"b":["x",1],"c":""}"#, " {\"fmt\" : 1}\n", r#"{"fmt":1,"crit":["a"]}"#]
        {
            assert_eq!(refused(good), None, "{good}");
        }
    }

    #[test]
    fn two_readers_could_differ_so_it_is_refused() {
        let damaged = [
            "",
            "{}",
            "[]",
            "1",
            r#"{"fmt":1,"fmt":1}"#,
            r#"{"fmt":1,"a":1,"\u0061":2}"#,
            r#"{"fmt":1,"a":1.0}"#,
            r#"{"fmt":1,"a":1e2}"#,
            r#"{"fmt":1,"a":-0}"#,
            r#"{"fmt":1,"a":true}"#,
            r#"{"fmt":1,"a":null}"#,
            r#"{"fmt":1,"a":{}}"#,
            r#"{"fmt":1,"a":[[1]]}"#,
            r#"{"fmt":1,"a":9223372036854775808}"#,
            r#"{"fmt":1,"a":99999999999999999999}"#,
            r#"{"fmt":1}x"#,
            r#"{"fmt":1}{}"#,
            r#"{"fmt":1,}"#,
            r#"{"fmt":"1"}"#,
            r#"{"fmt":0}"#,
            r#"{"fmt":1,"crit":"a"}"#,
            r#"{"fmt":1,"crit":[1]}"#,
            "{\"fmt\":1,\"a\":\"\u{0}\"}",
        ];
        for text in damaged {
            assert_eq!(refused(text), Some(Refusal::Damaged), "{text}");
        }
        assert_eq!(Fields::read(b"{\"fmt\":1,\"a\":\"\xff\"}", &[]).err(), Some(Refusal::Damaged));
    }

    #[test]
    fn what_must_be_understood_and_is_not_refuses() {
        assert_eq!(refused(r#"{"fmt":1,"crit":["rent"],"rent":1}"#), Some(Refusal::UnknownCritical));
        assert_eq!(refused(r#"{"fmt":2}"#), Some(Refusal::TooNew));
        let long = format!("{{\"fmt\":1,\"a\":\"{}\"}}", "x".repeat(MAX_PAYLOAD));
        assert_eq!(refused(&long), Some(Refusal::TooLarge));
    }

    #[test]
    fn what_is_written_is_read() {
        let mut writer = Writer::new();
        writer.text("t", "Ñandú \"S.A.\"\\").int("n", -3).texts("l", &["a", "b"]).text("d", "2026-02-28");
        let fields = Fields::read(&writer.bytes(), &[]).unwrap();
        assert_eq!(fields.text("t", 64), Ok("Ñandú \"S.A.\"\\"));
        assert_eq!(fields.int("n", -3..=3), Ok(-3));
        assert_eq!(fields.int("n", 0..=3), Err(Refusal::Damaged));
        assert_eq!(fields.texts("l", 2, 1), Ok(vec!["a".to_owned(), "b".to_owned()]));
        assert_eq!(fields.texts("l", 1, 1), Err(Refusal::Damaged));
        assert_eq!(fields.optional_day("d"), Ok(NaiveDate::from_ymd_opt(2026, 2, 28)));
        assert_eq!(fields.optional_day("t"), Err(Refusal::Damaged));
        assert_eq!(fields.text("missing", 9), Err(Refusal::Damaged));
    }
}
