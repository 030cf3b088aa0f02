//! `VoidedDocuments`: the communication of voided documents.

use super::{ToUbl, file, party};
use crate::document::VoidedDocs;

impl ToUbl for VoidedDocs {
    fn to_ubl(&self) -> Vec<u8> {
        file("VoidedDocuments", "1.0", |xml| {
            xml.leaf("cbc:ID", &self.id.to_string());
            xml.leaf("cbc:ReferenceDate", &self.day.to_string());
            xml.leaf("cbc:IssueDate", &self.id.day().to_string());
            party::signature(xml, &self.issuer);
            party::file_supplier(xml, &self.issuer);
            for (line, number) in self.lines.iter().zip(1..) {
                xml.nest("sac:VoidedDocumentsLine", |xml| {
                    xml.leaf("cbc:LineID", &number.to_string());
                    xml.leaf("cbc:DocumentTypeCode", line.number.kind().code());
                    xml.leaf("sac:DocumentSerialID", line.number.series());
                    xml.leaf("sac:DocumentNumberID", &line.number.number().to_string());
                    xml.leaf("sac:VoidReasonDescription", &line.reason);
                });
            }
        })
    }
}
