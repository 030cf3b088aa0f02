//! Looks at a package as SUNAT's front door does: names first, then the schema and the signature, by tools we did not write.
#![allow(clippy::disallowed_methods, reason = "xmllint and xmlsec1 are strangers to our code: that is their worth here")]

use std::{
    io::{Cursor, Read},
    path::{Path, PathBuf},
    process::Command,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use zip::ZipArchive;

use super::reader::{Asked, Node, nodes};

/// How a signature is looked at.
#[derive(Debug, Clone, Default)]
pub enum Signatures {
    /// Not at all.
    #[default]
    Unchecked,
    /// It must hold with the certificate inside, whoever made that: SUNAT's beta.
    AnyCertificate,
    /// And the certificate must lead to one in this PEM file.
    TrustedBy(PathBuf),
}

/// How closely the server looks at what it receives.
#[derive(Debug, Clone, Default)]
pub struct Strictness {
    /// Whether `xmllint` must find it valid by SUNAT's schemas (else 0306).
    pub schemas: bool,
    /// Whether `xmlsec1` must find it whole (else 2335).
    pub signatures: Signatures,
}

/// A package that passed.
#[derive(Debug, Clone)]
pub(super) struct Judged {
    /// Without ending.
    pub name: String,
    /// `cbc:ID`.
    pub id: String,
    pub xml: Vec<u8>,
}

/// A package that did not: one of SUNAT's codes, and what the tool said.
#[derive(Debug)]
pub(super) struct Refusal {
    pub code: u16,
    pub detail: String,
}

fn refusal(code: u16, detail: impl Into<String>) -> Refusal {
    Refusal { code, detail: detail.into() }
}

impl Strictness {
    pub(super) fn judge(&self, asked: &Asked) -> Result<Judged, Refusal> {
        let file = asked.field("fileName");
        let name = file.strip_suffix(".zip").ok_or_else(|| refusal(151, file))?;
        let parts: Vec<&str> = name.split('-').collect();
        let [ruc, kind, series, number] = parts[..] else { return Err(refusal(151, file)) };
        let is_batch = matches!(kind, "RC" | "RA");
        match (asked.operation.as_str(), is_batch, kind) {
            ("sendBill", false, "01" | "03" | "07" | "08") | ("sendSummary", true, _) => {}
            ("sendBill", true, _) => return Err(refusal(152, file)),
            _ => return Err(refusal(151, file)),
        }
        if asked.user.get(..11) != Some(ruc) {
            return Err(refusal(154, file));
        }
        let xml = the_only_xml(asked.field("contentFile"), name)?;
        let id = if is_batch { format!("{kind}-{series}-{number}") } else { format!("{series}-{number}") };
        agrees(&xml, kind, ruc, &id)?;
        self.validates(&xml, kind)?;
        self.is_signed(&xml)?;
        Ok(Judged { name: name.to_owned(), id, xml })
    }

    fn validates(&self, xml: &[u8], kind: &str) -> Result<(), Refusal> {
        if !self.schemas {
            return Ok(());
        }
        let schema = match kind {
            "01" | "03" => "ubl-2.1/maindoc/UBL-Invoice-2.1.xsd",
            "07" => "ubl-2.1/maindoc/UBL-CreditNote-2.1.xsd",
            "08" => "ubl-2.1/maindoc/UBL-DebitNote-2.1.xsd",
            "RC" => "ubl-2.0-sunat/maindoc/UBLPE-SummaryDocuments-1.0.xsd",
            _ => "ubl-2.0-sunat/maindoc/UBLPE-VoidedDocuments-1.0.xsd",
        };
        let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../assets/sunat/schemas").join(schema);
        let mut xmllint = Command::new("xmllint");
        xmllint.args(["--nonet", "--noout", "--schema"]).arg(schema);
        passes(xmllint, xml).map_err(|said| refusal(306, said))
    }

    fn is_signed(&self, xml: &[u8]) -> Result<(), Refusal> {
        let mut xmlsec1 = Command::new("xmlsec1");
        xmlsec1.args(["--verify", "--enabled-key-data", "x509,rsa"]);
        match &self.signatures {
            Signatures::Unchecked => return Ok(()),
            Signatures::AnyCertificate => xmlsec1.arg("--insecure"),
            Signatures::TrustedBy(pem) => xmlsec1.arg("--trusted-pem").arg(pem),
        };
        passes(xmlsec1, xml).map_err(|said| refusal(2335, said))
    }
}

/// The XML, when the package holds it alone and under the same name.
fn the_only_xml(content: &str, name: &str) -> Result<Vec<u8>, Refusal> {
    let content: String = content.split_ascii_whitespace().collect();
    let package = BASE64_STANDARD.decode(content).map_err(|error| refusal(156, error.to_string()))?;
    if package.is_empty() {
        return Err(refusal(155, name));
    }
    let mut archive = ZipArchive::new(Cursor::new(package)).map_err(|error| refusal(156, error.to_string()))?;
    match archive.len() {
        0 => return Err(refusal(157, name)),
        1 => {}
        _ => return Err(refusal(158, name)),
    }
    let mut entry = archive.by_index(0).map_err(|error| refusal(156, error.to_string()))?;
    let inside = entry.name().map(|inside| inside.into_owned()).unwrap_or_default();
    if inside != format!("{name}.xml") {
        return Err(refusal(161, inside));
    }
    let mut xml = Vec::new();
    entry.read_to_end(&mut xml).map_err(|error| refusal(156, error.to_string()))?;
    if xml.is_empty() { Err(refusal(160, inside)) } else { Ok(xml) }
}

/// That the paper says inside what its name says outside: kind, issuer, series and number.
fn agrees(xml: &[u8], kind: &str, ruc: &str, id: &str) -> Result<(), Refusal> {
    let nodes = std::str::from_utf8(xml).ok().and_then(nodes).ok_or_else(|| refusal(306, "not XML"))?;
    let (root, issuer) = match kind {
        "01" | "03" => ("Invoice", "AccountingSupplierParty/Party/PartyIdentification/ID"),
        "07" => ("CreditNote", "AccountingSupplierParty/Party/PartyIdentification/ID"),
        "08" => ("DebitNote", "AccountingSupplierParty/Party/PartyIdentification/ID"),
        "RC" => ("SummaryDocuments", "AccountingSupplierParty/CustomerAssignedAccountID"),
        _ => ("VoidedDocuments", "AccountingSupplierParty/CustomerAssignedAccountID"),
    };
    let said = |path: &str| text_at(&nodes, &format!("{root}/{path}"));
    if said("ID") != Some(id) {
        let code = if matches!(kind, "RC" | "RA") { 2220 } else { 1036 };
        return Err(refusal(code, format!("{:?}, not {id}", said("ID"))));
    }
    if said(issuer) != Some(ruc) {
        return Err(refusal(1034, format!("{:?}, not {ruc}", said(issuer))));
    }
    Ok(())
}

fn text_at<'a>(nodes: &'a [Node], place: &str) -> Option<&'a str> {
    nodes.iter().find(|node| node.place() == place).map(|node| node.text.trim())
}

/// Runs the tool on a file of these bytes; its words when it finds fault.
fn passes(mut tool: Command, xml: &[u8]) -> Result<(), String> {
    let folder = tempfile::tempdir().expect("the temporary folder can be written");
    let path = folder.path().join("received.xml");
    std::fs::write(&path, xml).expect("the temporary folder can be written");
    let output = tool.arg(&path).output().expect("the tool is installed");
    if output.status.success() { Ok(()) } else { Err(String::from_utf8_lossy(&output.stderr).into_owned()) }
}
