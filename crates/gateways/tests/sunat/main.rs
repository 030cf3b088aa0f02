//! The client and the test server, each reading the other with a reader of its own.

mod calls;
mod lines;
mod papers;
mod strict;
mod whole;

use caserita_gateways::{Service, SunatClient, SunatLimits};
use caserita_sunat::soap::Request;
use caserita_sunat::{
    catalog::DocType,
    document::FileKind,
    package::{FileName, pack},
};
use caserita_testkit::sunat::SunatServer;

const RUC: &str = "20123456786";

fn client() -> SunatClient {
    SunatClient::new(SunatLimits::default()).expect("TLS is at hand")
}

fn service(server: &SunatServer) -> Service {
    Service { url: server.url(), user: format!("{RUC}MODDATOS"), password: "moddatos".into() }
}

fn factura(number: u32) -> FileName {
    FileName::document(RUC, DocType::Factura, "F001", number).expect("a name")
}

fn summary(kind: FileKind, number: u32) -> FileName {
    let day = chrono::NaiveDate::from_ymd_opt(2026, 3, 2).expect("a day");
    FileName::batch(RUC, kind, day, number).expect("a name")
}

fn bill(number: u32) -> Request {
    let file = factura(number);
    let zip = pack(&file, &papers::invoice(&file.document_id(), RUC, "")).expect("a package");
    Request::SendBill { file, zip }
}

fn batch(kind: FileKind, number: u32) -> Request {
    let file = summary(kind, number);
    let zip = pack(&file, &papers::batch(kind, &file.document_id(), RUC)).expect("a package");
    Request::SendSummary { file, zip }
}

fn status(ticket: &str) -> Request {
    Request::GetStatus { ticket: ticket.to_owned() }
}
