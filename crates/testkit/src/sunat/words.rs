//! What the server says: envelopes, faults and real CDR packages.

use std::{
    io::{Cursor, Write},
    sync::LazyLock,
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use quick_xml::escape::escape;
use serde_json::Value;
use zip::{DateTime, ZipWriter, write::SimpleFileOptions};

use super::http::Reply;

/// An answer of the service: its operation's response with this inside.
pub(super) fn response(operation: &str, inner: &str) -> Reply {
    let body = format!("<br:{operation}Response xmlns:br=\"http://service.sunat.gob.pe\">{inner}</br:{operation}Response>");
    Reply::xml(200, envelope(&body))
}

/// A SOAP fault, which comes with HTTP 500.
pub(super) fn fault(code: u16, detail: &str) -> Reply {
    let side = if code < 1000 && !(101..=113).contains(&code) { "Server" } else { "Client" };
    let text = format!("{}{}{}", escape(meaning(code)), if detail.is_empty() { "" } else { " - Detalle: " }, escape(detail));
    let body = format!(
        "<soap-env:Fault><faultcode>soap-env:{side}.{code:04}</faultcode><faultstring>{text}</faultstring></soap-env:Fault>"
    );
    Reply::xml(500, envelope(&body))
}

/// A fault of the SOAP layer itself, without a code of SUNAT's.
pub(super) fn bare_fault(words: &str) -> Reply {
    let body =
        format!("<soap-env:Fault><faultcode>soap-env:Client</faultcode><faultstring>{words}</faultstring></soap-env:Fault>");
    Reply::xml(500, envelope(&body))
}

pub(super) fn base64(bytes: &[u8]) -> String {
    BASE64_STANDARD.encode(bytes)
}

fn envelope(body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soap-env:Envelope xmlns:soap-env=\"http://schemas.xmlsoap.org/soap/envelope/\">\
         <soap-env:Header/><soap-env:Body>{body}</soap-env:Body></soap-env:Envelope>"
    )
}

static CODES: LazyLock<Value> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../../../../assets/sunat/error-codes.json")).expect("SUNAT's codes are JSON")
});

/// SUNAT's own words.
fn meaning(code: u16) -> &'static str {
    CODES["codes"][format!("{code:04}")]["message"].as_str().unwrap_or("Error sin texto publicado")
}

/// A CDR's package as SUNAT makes them, unsigned: `dummy/` first, UBL 2.0, remarks as notes of the root.
pub(super) fn cdr(name: &str, id: &str, code: u16, remarks: &[u16]) -> Vec<u8> {
    let notes: String =
        remarks.iter().map(|code| format!("<cbc:Note>{code:04} - Observación de prueba</cbc:Note>")).collect();
    let description = match code {
        0 => format!("El Comprobante numero {id}, ha sido aceptado"),
        _ => format!("El Comprobante numero {id}, ha sido rechazado - {}", escape(meaning(code))),
    };
    let ruc = name.get(..11).unwrap_or_default();
    let xml = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>\n\
         <ar:ApplicationResponse xmlns:ar=\"urn:oasis:names:specification:ubl:schema:xsd:ApplicationResponse-2\" \
         xmlns:cac=\"urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2\" \
         xmlns:cbc=\"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2\">\
         <cbc:UBLVersionID>2.0</cbc:UBLVersionID><cbc:CustomizationID>1.0</cbc:CustomizationID>\
         <cbc:ID>1581234567890</cbc:ID><cbc:IssueDate>2026-03-02T10:00:00</cbc:IssueDate><cbc:IssueTime>00:00:00</cbc:IssueTime>\
         <cbc:ResponseDate>2026-03-02</cbc:ResponseDate><cbc:ResponseTime>10:00:05</cbc:ResponseTime>{notes}\
         <cac:SenderParty><cac:PartyIdentification><cbc:ID>20131312955</cbc:ID></cac:PartyIdentification></cac:SenderParty>\
         <cac:ReceiverParty><cac:PartyIdentification><cbc:ID>{ruc}</cbc:ID></cac:PartyIdentification></cac:ReceiverParty>\
         <cac:DocumentResponse><cac:Response><cbc:ReferenceID>{id}</cbc:ReferenceID>\
         <cbc:ResponseCode listAgencyName=\"PE:SUNAT\">{code}</cbc:ResponseCode>\
         <cbc:Description>{description}</cbc:Description></cac:Response>\
         <cac:DocumentReference><cbc:ID>{id}</cbc:ID></cac:DocumentReference></cac:DocumentResponse></ar:ApplicationResponse>"
    );
    let options = SimpleFileOptions::default().last_modified_time(DateTime::DEFAULT);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    writer.add_directory("dummy/", options).expect("memory takes it");
    writer.start_file(format!("R-{name}.xml"), options).expect("memory takes it");
    writer.write_all(xml.as_bytes()).expect("memory takes it");
    writer.finish().expect("memory takes it").into_inner()
}
