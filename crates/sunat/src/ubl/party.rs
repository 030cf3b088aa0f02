//! Who signs, who sells, who buys.

use super::SIGNATURE_ID;
use crate::{
    document::{Customer, Issuer},
    xml::Xml,
};

/// `cac:Signature`: who signs, and where.
pub(super) fn signature(xml: &mut Xml, issuer: &Issuer) {
    xml.nest("cac:Signature", |xml| {
        xml.leaf("cbc:ID", SIGNATURE_ID);
        xml.nest("cac:SignatoryParty", |xml| {
            xml.nest("cac:PartyIdentification", |xml| xml.leaf("cbc:ID", issuer.ruc()));
            xml.nest("cac:PartyName", |xml| xml.leaf("cbc:Name", issuer.legal_name()));
        });
        xml.nest("cac:DigitalSignatureAttachment", |xml| {
            xml.nest("cac:ExternalReference", |xml| xml.leaf("cbc:URI", &format!("#{SIGNATURE_ID}")));
        });
    });
}

pub(super) fn supplier(xml: &mut Xml, issuer: &Issuer) {
    xml.nest("cac:AccountingSupplierParty", |xml| {
        xml.nest("cac:Party", |xml| {
            xml.nest("cac:PartyIdentification", |xml| xml.leaf_with("cbc:ID", &[("schemeID", "6")], issuer.ruc()));
            if let Some(name) = issuer.trade_name() {
                xml.nest("cac:PartyName", |xml| xml.leaf("cbc:Name", name));
            }
            xml.nest("cac:PartyLegalEntity", |xml| {
                xml.leaf("cbc:RegistrationName", issuer.legal_name());
                address(xml, issuer);
            });
        });
    });
}

fn address(xml: &mut Xml, issuer: &Issuer) {
    let address = issuer.address();
    xml.nest("cac:RegistrationAddress", |xml| {
        xml.leaf("cbc:ID", &address.ubigeo);
        xml.leaf("cbc:AddressTypeCode", &address.establishment);
        for (name, value) in [
            ("cbc:CityName", &address.province),
            ("cbc:CountrySubentity", &address.department),
            ("cbc:District", &address.district),
        ] {
            if !value.is_empty() {
                xml.leaf(name, value);
            }
        }
        xml.nest("cac:AddressLine", |xml| xml.leaf("cbc:Line", &address.line));
        xml.nest("cac:Country", |xml| xml.leaf("cbc:IdentificationCode", "PE"));
    });
}

pub(super) fn customer(xml: &mut Xml, customer: &Customer) {
    xml.nest("cac:AccountingCustomerParty", |xml| {
        xml.nest("cac:Party", |xml| {
            let scheme = [("schemeID", customer.kind_code())];
            xml.nest("cac:PartyIdentification", |xml| xml.leaf_with("cbc:ID", &scheme, customer.number()));
            xml.nest("cac:PartyLegalEntity", |xml| {
                xml.leaf("cbc:RegistrationName", customer.name());
                if let Some(line) = customer.address() {
                    xml.nest("cac:RegistrationAddress", |xml| {
                        xml.nest("cac:AddressLine", |xml| xml.leaf("cbc:Line", line));
                    });
                }
            });
        });
    });
}

/// The seller of a summary or communication.
pub(super) fn file_supplier(xml: &mut Xml, issuer: &Issuer) {
    xml.nest("cac:AccountingSupplierParty", |xml| {
        xml.leaf("cbc:CustomerAssignedAccountID", issuer.ruc());
        xml.leaf("cbc:AdditionalAccountID", "6");
        xml.nest("cac:Party", |xml| {
            xml.nest("cac:PartyLegalEntity", |xml| xml.leaf("cbc:RegistrationName", issuer.legal_name()));
        });
    });
}
