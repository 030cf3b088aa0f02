//! The smallest papers that the schemas take.

use caserita_sunat::document::FileKind;

const UBL: &str = "urn:oasis:names:specification:ubl:schema:xsd";

/// A factura; `signature` goes into its extension.
pub fn invoice(id: &str, ruc: &str, signature: &str) -> Vec<u8> {
    let extension = match signature {
        "" => String::new(),
        _ => format!(
            "<ext:UBLExtensions><ext:UBLExtension><ext:ExtensionContent>{signature}</ext:ExtensionContent>\
             </ext:UBLExtension></ext:UBLExtensions>"
        ),
    };
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\
         <Invoice xmlns=\"{UBL}:Invoice-2\" xmlns:cac=\"{UBL}:CommonAggregateComponents-2\" \
         xmlns:cbc=\"{UBL}:CommonBasicComponents-2\" xmlns:ext=\"{UBL}:CommonExtensionComponents-2\">{extension}\
         <cbc:ID>{id}</cbc:ID><cbc:IssueDate>2026-03-02</cbc:IssueDate>\
         <cac:AccountingSupplierParty><cac:Party><cac:PartyIdentification><cbc:ID schemeID=\"6\">{ruc}</cbc:ID>\
         </cac:PartyIdentification></cac:Party></cac:AccountingSupplierParty><cac:AccountingCustomerParty/>\
         <cac:LegalMonetaryTotal><cbc:PayableAmount currencyID=\"PEN\">1.00</cbc:PayableAmount></cac:LegalMonetaryTotal>\
         <cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:LineExtensionAmount currencyID=\"PEN\">1.00</cbc:LineExtensionAmount>\
         <cac:Item/></cac:InvoiceLine></Invoice>"
    )
    .into_bytes()
}

/// A summary or voiding without lines: names are all the server looks at here.
pub fn batch(kind: FileKind, id: &str, ruc: &str) -> Vec<u8> {
    let root = match kind {
        FileKind::Summary => "SummaryDocuments",
        FileKind::Voided => "VoidedDocuments",
    };
    format!(
        "<{root} xmlns=\"urn:sunat:names:specification:ubl:peru:schema:xsd:{root}-1\" \
         xmlns:cac=\"{UBL}:CommonAggregateComponents-2\" xmlns:cbc=\"{UBL}:CommonBasicComponents-2\"><cbc:ID>{id}</cbc:ID>\
         <cac:AccountingSupplierParty><cbc:CustomerAssignedAccountID>{ruc}</cbc:CustomerAssignedAccountID>\
         </cac:AccountingSupplierParty></{root}>"
    )
    .into_bytes()
}
