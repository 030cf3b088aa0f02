//! Documents as XML, elements in the order of the schemas.
//!
//! Only attributes that carry meaning are written (`schemeID`, `listID`, `currencyID`, `unitCode`, `languageLocaleID`): the
//! descriptive ones are optional and observed (4251 to 4257) for any other letter.

mod line;
mod note;
mod party;
mod sale;
mod summary;
mod tax;
mod voided;

use caserita_money::Money;

use crate::xml::Xml;

const CURRENCY: &str = "PEN";
const UBL: &str = "urn:oasis:names:specification:ubl:schema:xsd:";
const SUNAT: &str = "urn:sunat:names:specification:ubl:peru:schema:xsd:";
/// What `cac:Signature` and `ds:Signature` call each other by.
pub(crate) const SIGNATURE_ID: &str = "firma";

/// A document that can be written for SUNAT.
pub trait ToUbl {
    /// UTF-8 XML whose first child is an empty `ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent`, the place of the
    /// signature. It validates against its schema once signed.
    fn to_ubl(&self) -> Vec<u8>;
}

/// A UBL 2.1 document around its parts.
fn document(root: &str, inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let namespaces = [
        ("xmlns", format!("{UBL}{root}-2")),
        ("xmlns:cac", format!("{UBL}CommonAggregateComponents-2")),
        ("xmlns:cbc", format!("{UBL}CommonBasicComponents-2")),
        ("xmlns:ext", format!("{UBL}CommonExtensionComponents-2")),
    ];
    rooted(root, &namespaces, ["2.1", "2.0"], inside)
}

/// A UBL 2.0 file with SUNAT's own parts.
fn file(root: &str, version: &str, inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let namespaces = [
        ("xmlns", format!("{SUNAT}{root}-1")),
        ("xmlns:cac", format!("{UBL}CommonAggregateComponents-2")),
        ("xmlns:cbc", format!("{UBL}CommonBasicComponents-2")),
        ("xmlns:ext", format!("{UBL}CommonExtensionComponents-2")),
        ("xmlns:sac", format!("{SUNAT}SunatAggregateComponents-1")),
    ];
    rooted(root, &namespaces, ["2.0", version], inside)
}

fn rooted(root: &str, namespaces: &[(&str, String)], versions: [&str; 2], inside: impl FnOnce(&mut Xml)) -> Vec<u8> {
    let attributes: Vec<(&str, &str)> = namespaces.iter().map(|(name, uri)| (*name, uri.as_str())).collect();
    let mut xml = Xml::new();
    xml.nest_with(root, &attributes, |xml| {
        xml.nest("ext:UBLExtensions", |xml| {
            xml.nest("ext:UBLExtension", |xml| xml.leaf("ext:ExtensionContent", ""));
        });
        xml.leaf("cbc:UBLVersionID", versions[0]);
        xml.leaf("cbc:CustomizationID", versions[1]);
        inside(xml);
    });
    xml.into_bytes()
}

/// An amount in soles, two decimals.
fn amount(xml: &mut Xml, name: &str, amount: Money) {
    xml.leaf_with(name, &[("currencyID", CURRENCY)], &soles(amount));
}

/// `1234.50`: no separators.
pub(crate) fn soles(amount: Money) -> String {
    let (sign, cents) = (if amount.is_negative() { "-" } else { "" }, amount.cents().unsigned_abs());
    format!("{sign}{}.{:02}", cents / 100, cents % 100)
}
