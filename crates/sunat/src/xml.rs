//! Writing XML, element by element, in the order given.

use quick_xml::escape::escape;

/// A document being written: UTF-8, no byte order mark, one element a line. Nothing may be reformatted once it is signed.
#[derive(Debug)]
pub struct Xml(String);

impl Xml {
    /// Begins with the declaration.
    pub fn new() -> Xml {
        Xml(String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"))
    }

    /// An element with a text.
    pub fn leaf(&mut self, name: &str, text: &str) {
        self.leaf_with(name, &[], text);
    }

    /// An element with attributes and a text.
    pub fn leaf_with(&mut self, name: &str, attributes: &[(&str, &str)], text: &str) {
        self.open_tag(name, attributes);
        self.0.push_str(&escape(text));
        self.close_tag(name);
    }

    /// An element around others.
    pub fn nest(&mut self, name: &str, inside: impl FnOnce(&mut Xml)) {
        self.nest_with(name, &[], inside);
    }

    /// An element with attributes around others.
    pub fn nest_with(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Xml)) {
        self.open_tag(name, attributes);
        self.0.push('\n');
        inside(self);
        self.close_tag(name);
    }

    /// The bytes.
    pub fn into_bytes(self) -> Vec<u8> {
        self.0.into_bytes()
    }

    fn open_tag(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.0.push('<');
        self.0.push_str(name);
        for (attribute, value) in attributes {
            for part in [" ", attribute, "=\"", &escape(*value), "\""] {
                self.0.push_str(part);
            }
        }
        self.0.push('>');
    }

    fn close_tag(&mut self, name: &str) {
        for part in ["</", name, ">\n"] {
            self.0.push_str(part);
        }
    }
}
