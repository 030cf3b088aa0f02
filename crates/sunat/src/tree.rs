//! What arrives as XML, as a small tree of local names. Prefixes are whatever the sender liked, so they are dropped.
//!
//! Made for strangers' bytes: no DOCTYPE, no entity of anyone's making, a bound on depth, count and size.

use std::borrow::Cow;

use quick_xml::{
    Reader,
    events::{BytesRef, BytesStart, Event},
};
use thiserror::Error;

/// No answer is nested deeper: a CDR reaches about twelve.
const MAX_DEPTH: usize = 64;
/// No answer has more elements: a CDR has about a hundred.
const MAX_ELEMENTS: usize = 200_000;

/// Why bytes are not XML we would read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
pub enum TreeError {
    /// Malformed or cut off.
    #[error("it is not whole XML")]
    Malformed,
    /// A DOCTYPE or an entity: no honest answer has one.
    #[error("it declares or uses entities")]
    Entity,
    /// Nested deeper or made of more elements than any real answer.
    #[error("it is deeper or longer than any real answer")]
    TooMuch,
}

/// An element without its prefix.
#[derive(Debug, Default)]
pub(crate) struct Element {
    /// Local name.
    pub name: String,
    /// Its own text, in order, without that of its children.
    text: String,
    children: Vec<Element>,
}

impl Element {
    /// The root of these bytes. UTF-8, or ISO-8859-1 where the declaration says so (README §1.1).
    pub fn parse(bytes: &[u8]) -> Result<Element, TreeError> {
        let text = decoded(bytes)?;
        let mut reader = Reader::from_str(&text);
        let mut growing = Growing::default();
        loop {
            match reader.read_event().map_err(|_| TreeError::Malformed)? {
                Event::Start(start) => growing.open(&start)?,
                Event::Empty(start) => {
                    growing.open(&start)?;
                    growing.close()?;
                }
                Event::End(_) => growing.close()?,
                Event::Text(text) => growing.write(&text.xml10_content())?,
                Event::CData(text) => growing.write(&text.xml10_content())?,
                Event::GeneralRef(reference) => growing.write(&resolved(&reference)?)?,
                Event::DocType(_) => return Err(TreeError::Entity),
                Event::Decl(_) | Event::PI(_) | Event::Comment(_) => {}
                Event::Eof => return growing.finish(),
            }
        }
    }

    /// Its own text, without blanks around it.
    pub fn text(&self) -> &str {
        self.text.trim()
    }

    /// The children called `name`, in order.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first child called `name`.
    pub fn child(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The first child of this name of the first child of that name, and so on.
    pub fn at(&self, path: &[&str]) -> Option<&Element> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The first descendant called `name`.
    pub fn find(&self, name: &str) -> Option<&Element> {
        self.children.iter().find_map(|child| if child.name == name { Some(child) } else { child.find(name) })
    }

    /// The first child, whatever its name.
    pub fn first(&self) -> Option<&Element> {
        self.children.first()
    }
}

#[derive(Default)]
struct Growing {
    open: Vec<Element>,
    root: Option<Element>,
    count: usize,
}

impl Growing {
    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), TreeError> {
        self.count += 1;
        if self.count > MAX_ELEMENTS || self.open.len() >= MAX_DEPTH {
            return Err(TreeError::TooMuch);
        }
        // Without the look for repeated names, which a million attributes would make endless.
        if self.root.is_some() || start.attributes().with_checks(false).any(|attribute| attribute.is_err()) {
            return Err(TreeError::Malformed);
        }
        let name = start.local_name().as_ref().to_owned();
        self.open.push(Element { name, ..Element::default() });
        Ok(())
    }

    fn close(&mut self) -> Result<(), TreeError> {
        let element = self.open.pop().ok_or(TreeError::Malformed)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn write(&mut self, text: &str) -> Result<(), TreeError> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(TreeError::Malformed),
        }
        Ok(())
    }

    fn finish(self) -> Result<Element, TreeError> {
        if self.open.is_empty() { self.root.ok_or(TreeError::Malformed) } else { Err(TreeError::Malformed) }
    }
}

fn decoded(bytes: &[u8]) -> Result<Cow<'_, str>, TreeError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let declaration = bytes.split(|byte| *byte == b'>').next().unwrap_or_default().to_ascii_lowercase();
    let latin = declaration.windows(10).any(|window| window == b"iso-8859-1");
    if !latin {
        return Err(TreeError::Malformed);
    }
    Ok(Cow::Owned(bytes.iter().copied().map(char::from).collect()))
}

fn resolved(reference: &BytesRef<'_>) -> Result<String, TreeError> {
    if let Some(letter) = reference.resolve_char_ref().map_err(|_| TreeError::Malformed)? {
        return Ok(letter.to_string());
    }
    quick_xml::escape::resolve_predefined_entity(reference).map(str::to_owned).ok_or(TreeError::Entity)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn prefixes_and_the_way_text_is_written_do_not_matter() {
        let root = Element::parse(b"<?xml version='1.0'?><!-- x --><q:a xmlns:q='u'><w:b> Ni\xc3\xb1o &amp; <![CDATA[<T\xc3\xada>]]>&#65; </w:b></q:a>");
        let root = root.expect("a tree");
        assert_eq!(root.child("b").map(Element::text), Some("Niño & <Tía>A"));
    }

    #[test]
    fn latin_letters_are_read_when_declared() {
        let xml = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>Ni\xf1o</a>";
        assert_eq!(Element::parse(xml).expect("a tree").text(), "Niño");
        assert_eq!(Element::parse(b"<a>Ni\xf1o</a>").map(|_| ()), Err(TreeError::Malformed));
    }

    #[test]
    fn entities_are_refused() {
        for hostile in [
            "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>",
            "<!DOCTYPE a SYSTEM 'http://example.org/a.dtd'><a/>",
            "<a>&e;</a>",
        ] {
            assert_eq!(Element::parse(hostile.as_bytes()).map(|_| ()), Err(TreeError::Entity), "{hostile}");
        }
    }

    #[test]
    fn too_deep_and_too_many_are_refused() {
        let deep = "<a>".repeat(100_000) + &"</a>".repeat(100_000);
        assert_eq!(Element::parse(deep.as_bytes()).map(|_| ()), Err(TreeError::TooMuch));
        let many = format!("<a>{}</a>", "<b/>".repeat(MAX_ELEMENTS));
        assert_eq!(Element::parse(many.as_bytes()).map(|_| ()), Err(TreeError::TooMuch));
    }

    #[test]
    fn a_tag_of_many_attributes_takes_no_longer_than_its_length() {
        let attributes: String = (0..200_000).map(|index| format!(" a{index}='x'")).collect();
        let begun = std::time::Instant::now();
        assert!(Element::parse(format!("<a{attributes}/>").as_bytes()).is_ok());
        assert!(begun.elapsed().as_secs() < 10, "a look at every pair would take minutes");
    }

    #[test]
    fn half_an_answer_is_none() {
        for half in ["", "   ", "<a>", "<a><b></a>", "<a/><b/>", "a<b/>", "<a/>x", "</a>", "<a b=></a>", "{\"a\":1}"] {
            assert_eq!(Element::parse(half.as_bytes()).map(|_| ()), Err(TreeError::Malformed), "{half}");
        }
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), text in "[<>&a/;#x!\\[\\]?\"' -]{0,80}") {
            let _ = Element::parse(&bytes);
            let _ = Element::parse(text.as_bytes());
        }
    }
}
