//! The document as a small read-only tree: elements with their namespace, attributes, text and children.

use std::borrow::Cow;

use quick_xml::{
    NsReader, XmlVersion,
    events::{BytesRef, BytesStart, Event},
    name::{Namespace, ResolveResult},
};

use super::CheckError;

/// SUNAT takes no document near this size; ours have some tens of kilobytes.
const MAX_BYTES: usize = 4 * 1024 * 1024;
/// UBL as SUNAT uses it stays under twenty.
const MAX_DEPTH: usize = 40;

/// The namespaces a rule may name, by the prefix SUNAT's sheets give them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Space {
    /// `cac:`
    Aggregate,
    /// `cbc:`
    Basic,
    /// `sac:`, SUNAT's own aggregates in the summary and the void.
    Sunat,
    /// The root's own, the signature's, and any that no rule names.
    Other,
}

impl Space {
    pub(crate) fn of_prefix(prefix: &str) -> Self {
        match prefix {
            "cac" => Self::Aggregate,
            "cbc" => Self::Basic,
            "sac" => Self::Sunat,
            _ => Self::Other,
        }
    }

    pub(crate) fn prefix(self) -> &'static str {
        match self {
            Self::Aggregate => "cac:",
            Self::Basic => "cbc:",
            Self::Sunat => "sac:",
            Self::Other => "",
        }
    }

    fn of_uri(uri: &str) -> Self {
        match uri {
            "urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2" => Self::Aggregate,
            "urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2" => Self::Basic,
            "urn:sunat:names:specification:ubl:peru:schema:xsd:SunatAggregateComponents-1" => Self::Sunat,
            _ => Self::Other,
        }
    }
}

struct Node {
    space: Space,
    name: String,
    attributes: Vec<(String, String)>,
    text: String,
    parent: Option<usize>,
    children: Vec<usize>,
    /// The number, from 1, and the node of the document's line this is in.
    line: Option<(usize, usize)>,
}

/// A parsed document.
pub(crate) struct Tree {
    nodes: Vec<Node>,
}

impl Tree {
    /// Reads a whole document. Refuses a DOCTYPE, entities of its own, and anything too large or too deep.
    pub(crate) fn parse(xml: &[u8]) -> Result<Self, CheckError> {
        if xml.len() > MAX_BYTES {
            return Err(CheckError::TooLarge);
        }
        let text = std::str::from_utf8(xml).map_err(|_| CheckError::NotUtf8)?;
        let mut builder = Builder { nodes: Vec::new(), open: Vec::new(), lines: 0 };
        let mut reader = NsReader::from_str(text.trim_start_matches('\u{feff}'));
        loop {
            let (space, event) = reader.read_resolved_event().map_err(|error| CheckError::Xml(error.to_string()))?;
            let space = match space {
                ResolveResult::Bound(Namespace(uri)) => Space::of_uri(uri),
                _ => Space::Other,
            };
            match event {
                Event::Eof => break,
                event => builder.take(space, event)?,
            }
        }
        match (builder.nodes.is_empty(), builder.open.is_empty()) {
            (false, true) => Ok(Self { nodes: builder.nodes }),
            _ => Err(CheckError::Xml("the document is not complete".into())),
        }
    }

    pub(crate) fn root(&self) -> Element<'_> {
        Element { nodes: &self.nodes, id: 0 }
    }
}

struct Builder {
    nodes: Vec<Node>,
    open: Vec<usize>,
    lines: usize,
}

impl Builder {
    fn take(&mut self, space: Space, event: Event<'_>) -> Result<(), CheckError> {
        match event {
            Event::Start(start) => {
                let id = self.add(space, &start)?;
                self.open.push(id);
            }
            Event::Empty(start) => {
                self.add(space, &start)?;
            }
            Event::End(_) => {
                self.open.pop();
            }
            Event::Text(text) => self.write(&text.xml10_content()),
            Event::CData(text) => self.write(&text.xml10_content()),
            Event::GeneralRef(reference) => self.write(&resolve(&reference)?),
            Event::DocType(_) => return Err(CheckError::DocType),
            _ => {}
        }
        Ok(())
    }

    fn add(&mut self, space: Space, start: &BytesStart<'_>) -> Result<usize, CheckError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(CheckError::TooDeep);
        }
        let id = self.nodes.len();
        let parent = self.open.last().copied();
        if let Some(parent) = parent {
            self.nodes[parent].children.push(id);
        } else if id > 0 {
            return Err(CheckError::Xml("more than one root".into()));
        }
        let name = start.local_name().as_ref().to_owned();
        let attributes = attributes(start)?;
        let line = if parent == Some(0) && LINES.contains(&name.as_str()) {
            self.lines += 1;
            Some((self.lines, id))
        } else {
            parent.and_then(|parent| self.nodes[parent].line)
        };
        self.nodes.push(Node { space, name, attributes, text: String::new(), parent, children: Vec::new(), line });
        Ok(id)
    }

    fn write(&mut self, text: &str) {
        if let Some(&open) = self.open.last() {
            self.nodes[open].text.push_str(text);
        }
    }
}

fn attributes(start: &BytesStart<'_>) -> Result<Vec<(String, String)>, CheckError> {
    let wrong = |error: &dyn std::fmt::Display| CheckError::Xml(error.to_string());
    let mut found = Vec::new();
    for attribute in start.attributes() {
        let attribute = attribute.map_err(|error| wrong(&error))?;
        if attribute.key.as_namespace_binding().is_none() {
            let value = attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| wrong(&error))?;
            found.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
        }
    }
    Ok(found)
}

fn resolve<'r>(reference: &'r BytesRef<'_>) -> Result<Cow<'r, str>, CheckError> {
    let wrong = || CheckError::Xml("an entity that XML does not define".into());
    if let Some(character) = reference.resolve_char_ref().map_err(|_| wrong())? {
        return Ok(character.to_string().into());
    }
    let name = reference.xml10_content();
    quick_xml::escape::resolve_predefined_entity(&name).map(Cow::Borrowed).ok_or_else(wrong)
}

/// One element of a [`Tree`]; cheap to copy.
#[derive(Clone, Copy)]
pub(crate) struct Element<'t> {
    nodes: &'t [Node],
    id: usize,
}

impl PartialEq for Element<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.id == other.id
    }
}

impl<'t> Element<'t> {
    fn node(self) -> &'t Node {
        &self.nodes[self.id]
    }

    pub(crate) fn name(self) -> &'t str {
        &self.node().name
    }

    pub(crate) fn space(self) -> Space {
        self.node().space
    }

    pub(crate) fn text(self) -> &'t str {
        &self.node().text
    }

    pub(crate) fn attribute(self, name: &str) -> Option<&'t str> {
        self.node().attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(crate) fn parent(self) -> Option<Self> {
        self.node().parent.map(|id| Self { id, ..self })
    }

    pub(crate) fn children(self) -> impl Iterator<Item = Self> {
        self.node().children.iter().map(move |&id| Self { id, ..self })
    }

    /// The children of this name, whatever their namespace: UBL never uses one name in two.
    pub(crate) fn all(self, name: &'t str) -> impl Iterator<Item = Self> {
        self.children().filter(move |child| child.name() == name)
    }

    /// The first element at `path` (local names, `/` between).
    pub(crate) fn find(self, path: &str) -> Option<Self> {
        path.split('/').try_fold(self, |element, name| element.children().find(|child| child.name() == name))
    }

    /// The text at `path`, or nothing where it is not there.
    pub(crate) fn text_at(self, path: &str) -> &'t str {
        self.find(path).map_or("", Self::text)
    }

    /// This element or the nearest around it that has one of these names.
    pub(crate) fn within(self, names: &[&str]) -> Option<Self> {
        std::iter::successors(Some(self), |element| element.parent()).find(|element| names.contains(&element.name()))
    }

    /// Every element of the document, in order.
    pub(crate) fn everything(self) -> impl Iterator<Item = Self> {
        (0..self.nodes.len()).map(move |id| Self { id, ..self })
    }

    /// The document's line this element belongs to, and its number from 1.
    pub(crate) fn line(self) -> Option<(usize, Self)> {
        self.node().line.map(|(number, id)| (number, Self { id, ..self }))
    }

    /// The document itself.
    pub(crate) fn root(self) -> Self {
        Self { id: 0, ..self }
    }

    /// Where the element stands, for people: `line 3, cac:Price/cbc:PriceAmount`.
    pub(crate) fn place(self) -> String {
        let line = self.line();
        let line_element = line.map(|(_, line)| line);
        let mut names = Vec::new();
        let mut element = Some(self);
        while let Some(this) = element.filter(|this| Some(*this) != line_element && this.parent().is_some()) {
            names.push(format!("{}{}", this.space().prefix(), this.name()));
            element = this.parent();
        }
        names.reverse();
        match (line, names.is_empty()) {
            (Some((number, _)), true) => format!("line {number}"),
            (Some((number, _)), false) => format!("line {number}, {}", names.join("/")),
            (None, true) => "document".into(),
            (None, false) => names.join("/"),
        }
    }
}

/// What each kind of document calls its lines.
pub(crate) const LINES: [&str; 5] =
    ["InvoiceLine", "CreditNoteLine", "DebitNoteLine", "SummaryDocumentsLine", "VoidedDocumentsLine"];
