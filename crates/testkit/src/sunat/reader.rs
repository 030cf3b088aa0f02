//! Reads what arrives with a reader of its own: a mistake shared by both ends would show in neither.

use quick_xml::{
    NsReader,
    events::Event,
    name::{Namespace, ResolveResult},
};

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SERVICE: &str = "http://service.sunat.gob.pe";
const SECURITY: &str = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd";

/// An element: the (namespace, local name) of each of its ancestors and of itself, and its own text.
#[derive(Debug)]
pub(super) struct Node {
    path: Vec<(String, String)>,
    pub text: String,
}

impl Node {
    /// `Invoice/ID`: the path without namespaces.
    pub fn place(&self) -> String {
        self.path.iter().map(|(_, local)| local.as_str()).collect::<Vec<_>>().join("/")
    }

    fn is(&self, path: &[(&str, &str)]) -> bool {
        self.path.iter().map(|(space, local)| (space.as_str(), local.as_str())).eq(path.iter().copied())
    }
}

/// Every element, each after those inside it. `None` for what is not whole XML.
pub(super) fn nodes(xml: &str) -> Option<Vec<Node>> {
    let mut reader = NsReader::from_str(xml);
    let (mut open, mut done) = (Vec::<Node>::new(), Vec::new());
    loop {
        let (space, event) = reader.read_resolved_event().ok()?;
        let (start, ends) = match event {
            Event::Start(start) => (Some(start), false),
            Event::Empty(start) => (Some(start), true),
            Event::End(_) => (None, true),
            other => {
                match (other, open.last_mut()) {
                    (Event::Text(text), Some(node)) => node.text.push_str(&text.xml10_content()),
                    (Event::CData(text), Some(node)) => node.text.push_str(&text.xml10_content()),
                    (Event::GeneralRef(reference), Some(node)) => match reference.resolve_char_ref().ok()? {
                        Some(letter) => node.text.push(letter),
                        None => node.text.push_str(quick_xml::escape::resolve_predefined_entity(&reference)?),
                    },
                    (Event::DocType(_), _) => return None,
                    (Event::Eof, None) => return Some(done).filter(|done: &Vec<Node>| !done.is_empty()),
                    (Event::Eof, Some(_)) => return None,
                    _ => {}
                }
                continue;
            }
        };
        if let Some(start) = start {
            let space = match space {
                ResolveResult::Bound(Namespace(space)) => space.to_owned(),
                ResolveResult::Unbound => String::new(),
                ResolveResult::Unknown(_) => return None,
            };
            let mut path = open.last().map(|parent| parent.path.clone()).unwrap_or_default();
            path.push((space, start.local_name().as_ref().to_owned()));
            open.push(Node { path, text: String::new() });
        }
        if ends {
            done.push(open.pop()?);
        }
    }
}

/// A call as the contract has it.
#[derive(Debug, Default)]
pub(super) struct Asked {
    pub operation: String,
    pub user: String,
    pub password: String,
    fields: Vec<(String, String)>,
}

impl Asked {
    /// `None` unless every part has its right place and namespace: SOAP's envelope, the service's operation, its fields with
    /// no namespace at all, and one plain user and password in the security header.
    pub fn read(body: &[u8]) -> Option<Asked> {
        let mut asked = Asked::default();
        let token = [(SOAP, "Envelope"), (SOAP, "Header"), (SECURITY, "Security"), (SECURITY, "UsernameToken")];
        for node in nodes(std::str::from_utf8(body).ok()?)? {
            let last = node.path.len().checked_sub(1)?;
            if node.is(&[token.as_slice(), &[(SECURITY, "Username")]].concat()) {
                asked.user = node.text;
            } else if node.is(&[token.as_slice(), &[(SECURITY, "Password")]].concat()) {
                asked.password = node.text;
            } else if node.path.len() == 4 && node.path[1] == (SOAP.to_owned(), "Body".to_owned()) {
                let (space, name) = &node.path[last];
                space.is_empty().then(|| asked.fields.push((name.clone(), node.text)))?;
            } else if node.path.len() == 3 && node.path[1] == (SOAP.to_owned(), "Body".to_owned()) {
                let (space, name) = &node.path[last];
                (space == SERVICE && asked.operation.is_empty()).then(|| asked.operation = name.clone())?;
            }
        }
        (!asked.operation.is_empty()).then_some(asked)
    }

    /// The text of a field; nothing when it is not there.
    pub fn field(&self, name: &str) -> &str {
        self.fields.iter().find(|(field, _)| field == name).map_or("", |(_, text)| text)
    }
}
