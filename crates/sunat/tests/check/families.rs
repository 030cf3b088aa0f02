//! The families of rules that run from a row's own wording: one change, and exactly its code.

use crate::{BOLETA, CREDIT_NOTE, DEBIT_NOTE, PAID, SUMMARY, VOID, each_breaks};

#[test]
fn presence() {
    each_breaks(&[
        (BOLETA, "<cbc:UBL", "<cbc:UBLVersionID>2.1</cbc:UBLVersionID>", "", &[2075]),
        (BOLETA, "<cbc:UBL", "<cbc:UBLVersionID>2.1<", "<cbc:UBLVersionID><", &[2075]),
        (BOLETA, "<cbc:Cust", "<cbc:CustomizationID>2.0</cbc:CustomizationID>", "", &[2073]),
        (BOLETA, "<cbc:Doc", "<cbc:DocumentCurrencyCode>PEN</cbc:DocumentCurrencyCode>", "", &[2070, 2071]),
        (
            BOLETA,
            "<cac:AccountingSupplierParty>",
            "<cbc:RegistrationName>TIENDA EJEMPLO SAC<",
            "<cbc:RegistrationName><",
            &[1037],
        ),
        (BOLETA, "CLIENTES VARIOS", "CLIENTES VARIOS", "", &[2021]),
        (BOLETA, "<cac:AccountingCustomerParty>", " schemeID=\"0\"", "", &[2015]),
        (BOLETA, "<cac:AccountingSupplierParty>", " schemeID=\"6\"", "", &[1008]),
        (BOLETA, "<cac:AccountingCustomerParty>", "<cbc:ID schemeID=\"0\">0</cbc:ID>", "", &[2014, 2015]),
        (BOLETA, "<cbc:ID>1</cbc:ID>", " unitCode=\"NIU\"", "", &[2883]),
        (BOLETA, "GASEOSA", "GASEOSA 1L", "", &[2026]),
        (BOLETA, "PAPA BLANCA", "<cbc:PriceAmount currencyID=\"PEN\">2.00</cbc:PriceAmount>", "", &[2068]),
        (BOLETA, "<cbc:ID>2</cbc:ID>", "<cbc:Percent>0.00</cbc:Percent>", "", &[2992]),
        (BOLETA, "<cbc:ID>2</cbc:ID>", "<cbc:TaxExemptionReasonCode>20</cbc:TaxExemptionReasonCode>", "", &[2371]),
        (BOLETA, "BaseUnitMeasure", "BaseUnitMeasure unitCode=\"NIU\">2</cbc:BaseUnitMeasure", "Other/", &[3237]),
        (BOLETA, "<cbc:AddressTypeCode>", "<cbc:AddressTypeCode>0000</cbc:AddressTypeCode>", "", &[4198]),
        (PAID, "<cbc:AddressTypeCode>", "<cbc:AddressTypeCode>0000</cbc:AddressTypeCode>", "", &[3030]),
        (
            BOLETA,
            "<cac:LegalMonetaryTotal>",
            "<cbc:LineExtensionAmount currencyID=\"PEN\">15.34</cbc:LineExtensionAmount>",
            "",
            &[4212, 4310],
        ),
        (CREDIT_NOTE, "<cbc:ResponseCode>", "<cbc:ResponseCode>07</cbc:ResponseCode>", "", &[2128]),
        (CREDIT_NOTE, "<cbc:Description>", "DEVOLUCION DE ITEM", "", &[2136]),
        (SUMMARY, "<cbc:ConditionCode>", "<cbc:ConditionCode>1</cbc:ConditionCode>", "", &[2522]),
        (VOID, "<cbc:LineID>", "<cbc:LineID>1</cbc:LineID>", "", &[2307]),
        (VOID, "<sac:VoidReason", "ERROR EN CLIENTE", "", &[2315]),
    ]);
}

#[test]
fn containers() {
    each_breaks(&[
        (
            PAID,
            "<cac:TaxTotal>",
            "<cac:TaxTotal>",
            "<cac:TaxTotal><cbc:TaxAmount currencyID=\"PEN\">18.00</cbc:TaxAmount></cac:TaxTotal><cac:TaxTotal>",
            &[3024],
        ),
        (
            BOLETA,
            "<cac:AccountingSupplierParty>",
            "<cac:PartyIdentification>",
            "<cac:PartyIdentification><cbc:ID schemeID=\"6\">20123456786</cbc:ID></cac:PartyIdentification><cac:PartyIdentification>",
            &[3089],
        ),
    ]);
}

#[test]
fn one_value() {
    each_breaks(&[
        (BOLETA, "<cbc:UBL", "2.1", "2.0", &[2074]),
        (BOLETA, "<cbc:Cust", "2.0", "1.0", &[2072]),
        (BOLETA, "<cac:AccountingSupplierParty>", "schemeID=\"6\"", "schemeID=\"1\"", &[1007]),
        (BOLETA, "<cac:Country>", "PE<", "AR<", &[4041]),
        (BOLETA, "BaseUnitMeasure", "unitCode=\"NIU\"", "unitCode=\"KGM\"", &[4320]),
        (PAID, "<cac:AccountingCustomerParty>", "schemeID=\"6\"", "schemeID=\"0\"", &[2800]),
        (SUMMARY, "<cbc:Cust", "1.1", "1.0", &[2072]),
        (SUMMARY, "<cbc:DocumentTypeCode>03", "03", "01", &[2241]),
        (SUMMARY, "<cbc:Name>IGV", "IGV", "XYZ", &[2276]),
        (VOID, "<cbc:DocumentTypeCode>", "01", "03", &[2308]),
        (VOID, "<cbc:AdditionalAccountID>", "6", "1", &[2287]),
    ]);
}

#[test]
fn attributes_if_there_have_their_text() {
    each_breaks(&[
        (BOLETA, "<cbc:InvoiceTypeCode", "listID=\"0101\"", "listID=\"0101\" listName=\"Tipo\"", &[4252]),
        (BOLETA, "<cbc:InvoiceTypeCode", "listID=\"0101\"", "listID=\"0101\" listName=\"Tipo de Documento\"", &[]),
        (BOLETA, "<cbc:InvoiceTypeCode", "listID=\"0101\"", "listID=\"0101\" listAgencyName=\"SUNAT\"", &[4251]),
        (BOLETA, "<cbc:Doc", "<cbc:DocumentCurrencyCode>", "<cbc:DocumentCurrencyCode listID=\"ISO\">", &[4254]),
        (BOLETA, "<cac:AccountingSupplierParty>", "schemeID=\"6\"", "schemeID=\"6\" schemeName=\"RUC\"", &[4255]),
        (BOLETA, "<cac:AccountingSupplierParty>", "schemeID=\"6\"", "schemeID=\"6\" schemeURI=\"x\"", &[4257]),
        (BOLETA, "<cac:AccountingSupplierParty>", "schemeID=\"6\"", "schemeID=\"6\" schemeAgencyName=\"x\"", &[4256]),
        (BOLETA, "<cbc:ID>2</cbc:ID>", "currencyID=\"PEN\"", "currencyID=\"USD\"", &[2071]),
        (BOLETA, "<cac:LegalMonetaryTotal>", "currencyID=\"PEN\"", "currencyID=\"USD\"", &[2071]),
    ]);
}

#[test]
fn formats() {
    each_breaks(&[
        (BOLETA, "<cbc:ID>B001", "B001-1", "B001-123456789", &[1001, 1036]),
        (PAID, "<cbc:ID>F001", "F001-2", "F001-2A", &[1001, 1036]),
        (BOLETA, "CLIENTES", "CLIENTES VARIOS", "AB", &[2022]),
        (BOLETA, "CLIENTES", "CLIENTES VARIOS", "CLIENTES\tVARIOS", &[2022]),
        (BOLETA, "<cbc:CityName>", "LIMA", "ESTA ES UNA PROVINCIA DE NOMBRE MUY LARGO", &[4096]),
        (BOLETA, "JR EJEMPLO", "JR EJEMPLO 123", "JR", &[4094]),
        (BOLETA, "GASEOSA", "GASEOSA 1L", "GASEOSA\n1L", &[]),
        (BOLETA, "<cbc:ID>2</cbc:ID>", "<cbc:ID>2<", "<cbc:ID>0<", &[2023]),
        (BOLETA, "<cbc:ID>2</cbc:ID>", "2.5<", "2.50000000001<", &[2025]),
        (BOLETA, "<cbc:ID>2</cbc:ID>", ">5.00<", ">5.000<", &[2370]),
        (BOLETA, "PAPA", ">2.00<", ">02<", &[2369]),
        (BOLETA, "<cbc:ID>2</cbc:ID>", ">0.00<", ">-0.00<", &[3021]),
        (BOLETA, "<cbc:Note", "SON DIECIOCHO", "SON\nDIECIOCHO", &[3006]),
        (PAID, "<cac:AccountingCustomerParty>", ">20", ">2", &[2017]),
        (SUMMARY, "<cbc:ID>B001-1<", "B001-1", "F001-1", &[2513]),
        (SUMMARY, "<cbc:LineID>", "1", "123456", &[2238]),
        (SUMMARY, "<cbc:PaidAmount", "10.34", "10.345", &[2254]),
        (VOID, "<sac:DocumentSerialID>", "F001", "B001", &[2310]),
        (VOID, "<sac:DocumentNumberID>", "2", "X", &[2312]),
        (VOID, "<sac:VoidReason", "ERROR EN CLIENTE", "NO", &[4203]),
    ]);
}

#[test]
fn nothing_twice() {
    each_breaks(&[
        (BOLETA, "<cbc:ID>2</cbc:ID>", "<cbc:ID>2<", "<cbc:ID>1<", &[2752]),
        (BOLETA, "<cbc:Note", "1002", "1000", &[3014]),
        (SUMMARY, "<cbc:LineID>2", "2", "1", &[2752]),
        (SUMMARY, "<cbc:InstructionID>02", "02", "01", &[2357]),
        (SUMMARY, "<cbc:ID>7152", "7152", "1000", &[2276, 2355]),
    ]);
}

#[test]
fn catalogues() {
    each_breaks(&[
        (BOLETA, "<cbc:ID>1</cbc:ID>", "unitCode=\"NIU\"", "unitCode=\"UNIDAD\"", &[2936]),
        (BOLETA, "<cac:RegistrationAddress>", "150101", "159999", &[4093]),
        (BOLETA, "<cbc:ID>1</cbc:ID>", "<cbc:PriceTypeCode>01", "<cbc:PriceTypeCode>09", &[2410]),
        (BOLETA, "<cbc:Note", "1002", "9999", &[3027]),
        (BOLETA, "<cbc:InvoiceTypeCode", "0101", "0112", &[3206]),
        (BOLETA, "<cbc:ID>1</cbc:ID>", "<cbc:TaxExemptionReasonCode>10", "<cbc:TaxExemptionReasonCode>20", &[2040]),
        (BOLETA, "<cbc:ID>1</cbc:ID>", "<cbc:Name>IGV", "<cbc:Name>XYZ", &[3051]),
        (BOLETA, "<cbc:ID>1</cbc:ID>", "<cbc:TaxTypeCode>VAT", "<cbc:TaxTypeCode>FRE", &[2377]),
        (BOLETA, "<cac:TaxTotal>", "<cbc:Name>IGV", "<cbc:Name>XYZ", &[2964]),
        (BOLETA, "<cac:TaxTotal>", "<cbc:TaxTypeCode>VAT", "<cbc:TaxTypeCode>FRE", &[2961]),
        (CREDIT_NOTE, "<cbc:ResponseCode>", "07", "77", &[2172]),
        (DEBIT_NOTE, "<cbc:ResponseCode>", "02", "99", &[2172]),
        (SUMMARY, "<cbc:ConditionCode>", "1", "9", &[2896]),
        (SUMMARY, "<cbc:InstructionID>", "01", "99", &[2256, 4027]),
        (SUMMARY, "<cac:AccountingCustomerParty>", "<cbc:AdditionalAccountID>-", "<cbc:AdditionalAccountID>Z", &[2016]),
    ]);
}
