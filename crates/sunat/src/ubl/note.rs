//! `CreditNote` and `DebitNote`.

use super::{ToUbl, document, line, party, sale, tax};
use crate::{
    document::{Note, Reason},
    xml::Xml,
};

impl ToUbl for Note {
    fn to_ubl(&self) -> Vec<u8> {
        let (root, names) = match self.reason {
            Reason::Credit(_) => ("CreditNote", line::CREDIT),
            Reason::Debit(_) => ("DebitNote", line::DEBIT),
        };
        document(root, |xml| {
            xml.leaf("cbc:ID", &self.number.to_string());
            xml.leaf("cbc:IssueDate", &self.issued_at.format("%Y-%m-%d").to_string());
            xml.leaf("cbc:IssueTime", &self.issued_at.format("%H:%M:%S").to_string());
            sale::legends(xml, self.totals.total, !self.totals.free.is_zero());
            xml.leaf("cbc:DocumentCurrencyCode", super::CURRENCY);
            self.affected(xml);
            party::signature(xml, &self.issuer);
            party::supplier(xml, &self.issuer);
            party::customer(xml, &self.customer);
            if !self.instalments.is_empty() {
                sale::credit(xml, &self.instalments);
            }
            tax::of_document(xml, &self.totals);
            line::totals(xml, &names, &self.totals);
            line::lines(xml, &names, &self.lines, self.rates.igv);
        })
    }
}

impl Note {
    /// What is corrected, and why.
    fn affected(&self, xml: &mut Xml) {
        let number = self.affected.number.to_string();
        xml.nest("cac:DiscrepancyResponse", |xml| {
            xml.leaf("cbc:ReferenceID", &number);
            xml.leaf("cbc:ResponseCode", self.reason.code());
            xml.leaf("cbc:Description", &self.description);
        });
        xml.nest("cac:BillingReference", |xml| {
            xml.nest("cac:InvoiceDocumentReference", |xml| {
                xml.leaf("cbc:ID", &number);
                xml.leaf("cbc:DocumentTypeCode", self.affected.number.kind().code());
            });
        });
    }
}
