//! The code in a SOAP fault. SUNAT puts it in `faultcode` (`soap-env:Client.0102`) or only somewhere in `faultstring`
//! (README §3).

use crate::tree::Element;

/// Code and text of a fault.
pub(super) fn read(fault: &Element) -> (Option<u16>, String) {
    // The second names are those of SOAP 1.2, which some OSE speak.
    let code = one_of(fault, &[&["faultcode"], &["Code", "Subcode", "Value"], &["Code", "Value"]]);
    let string = one_of(fault, &[&["faultstring"], &["Reason", "Text"]]);
    let detail = fault.child("detail").or_else(|| fault.child("Detail"));
    let message = detail.and_then(|detail| detail.find("message")).map_or("", Element::text);
    let number = last_group(code, false).or_else(|| last_group(string, true).filter(|number| is_told(string, *number)));
    let only_a_number = string.bytes().all(|byte| byte.is_ascii_digit());
    let text = if only_a_number && !message.is_empty() { message } else { string };
    (number, text.to_owned())
}

fn one_of<'a>(fault: &'a Element, paths: &[&[&str]]) -> &'a str {
    paths.iter().find_map(|path| fault.at(path)).map_or("", Element::text)
}

/// Whether a sentence tells this number as SUNAT's code. A rejection ends a document, so a number that merely occurs in the
/// sentence («timed out after 3000 milliseconds») is none.
fn is_told(sentence: &str, number: u16) -> bool {
    const SURE_BELOW: u16 = 2000;
    let told = |before: &str| before.is_empty() || before.ends_with(MARKS) || before.to_lowercase().ends_with("error");
    number < SURE_BELOW || sentence.match_indices(&format!("{number:04}")).any(|(at, _)| told(sentence[..at].trim_end()))
}

/// What stands before a code in a sentence.
const MARKS: [char; 4] = [':', '.', '=', '('];

/// The last run of exactly four digits. In a sentence, one that is a piece of a name or a date (`F001-1234`, `2026-03-01`) is
/// no code.
fn last_group(text: &str, sentence: bool) -> Option<u16> {
    let bytes = text.as_bytes();
    let mut found = None;
    let mut start = 0;
    while start < bytes.len() {
        if !bytes[start].is_ascii_digit() {
            start += 1;
            continue;
        }
        let end = start + bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        if end - start == 4 && !(sentence && is_piece(bytes, start, end)) {
            found = text[start..end].parse().ok().or(found);
        }
        start = end;
    }
    found
}

fn is_piece(bytes: &[u8], start: usize, end: usize) -> bool {
    let at = |index: Option<usize>| index.and_then(|index| bytes.get(index)).copied().unwrap_or(b' ');
    let joins = |byte: u8| matches!(byte, b'-' | b'/');
    let (before, before_that) = (at(start.checked_sub(1)), at(start.checked_sub(2)));
    let (after, after_that) = (at(Some(end)), at(Some(end + 1)));
    before.is_ascii_alphabetic()
        || after.is_ascii_alphabetic()
        || joins(before) && before_that.is_ascii_alphanumeric()
        || joins(after) && after_that.is_ascii_digit()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fault(inner: &str) -> (Option<u16>, String) {
        read(&Element::parse(format!("<Fault>{inner}</Fault>").as_bytes()).expect("a fault"))
    }

    #[test]
    fn the_code_is_found_where_sunat_leaves_it() {
        for (code, string, expected) in [
            ("soap-env:Client.0102", "Usuario o contraseña incorrectos", Some(102)),
            ("soap-env:Server.0100", "El sistema no puede responder", Some(100)),
            ("soap-env:Server", "0132", Some(132)),
            ("ns0:1033", "El comprobante F001-1234 fue registrado previamente con otros datos", Some(1033)),
            ("soap-env:Client", "El comprobante fue registrado - Detalle: error: 1033 (nodo)", Some(1033)),
            ("soap-env:Client", "1033-El comprobante F001-1234 del 2026-03-01", Some(1033)),
            ("soap-env:Client", "ticket: 1581234567890 error: INFO : 2335", Some(2335)),
            ("soap-env:Server", "el archivo 20123456786-01-F001-1234.xml no llegó el 01/03/2026", None),
            ("soap-env:Server", "store:///rules/xpath", None),
            ("", "", None),
        ] {
            let (found, text) = fault(&format!("<faultcode>{code}</faultcode><faultstring>{string}</faultstring>"));
            assert_eq!((found, text.as_str()), (expected, string), "{code} {string}");
        }
    }

    #[test]
    fn a_bare_number_is_explained_by_its_detail() {
        let inner = "<faultcode>S:Server</faultcode><faultstring>1033</faultstring>\
                     <detail><message>El comprobante fue registrado</message></detail>";
        assert_eq!(fault(inner), (Some(1033), "El comprobante fue registrado".into()));
    }

    #[test]
    fn the_newer_soap_is_understood() {
        let inner = "<Code><Value>env:Sender</Value><Subcode><Value>0102</Value></Subcode></Code>\
                     <Reason><Text>Usuario</Text></Reason>";
        assert_eq!(fault(inner), (Some(102), "Usuario".into()));
    }
}
