//! What the server keeps: papers and files by name, and tickets.

use std::collections::BTreeMap;

use super::{
    behaviour::End,
    http::Reply,
    judge::{Judged, Refusal, Strictness},
    reader::Asked,
    words,
};

/// SUNAT's tickets look like this one, and count on.
const FIRST_TICKET: u64 = 1_581_234_567_890;

#[derive(Debug)]
struct Kept {
    end: End,
    cdr: Vec<u8>,
    xml: Vec<u8>,
}

#[derive(Debug)]
struct Ticket {
    file: Judged,
    pending: u32,
    end: End,
}

/// The server's memory.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    kept: BTreeMap<String, Kept>,
    tickets: BTreeMap<String, Ticket>,
}

impl Ledger {
    /// Attends one call. `end` is what becomes of a paper or file, `pending` how often its ticket says 98 first.
    pub fn attend(&mut self, asked: &Asked, strictness: &Strictness, end: Option<End>, pending: Option<u32>) -> Reply {
        let answered = match asked.operation.as_str() {
            "sendBill" => self.send_bill(asked, strictness, end.unwrap_or_default()),
            "sendSummary" => self.send_summary(asked, strictness, end.unwrap_or_default(), pending.unwrap_or(0)),
            "getStatus" => Ok(self.status(asked.field("ticket"), end, pending)),
            "getStatusCdr" => Ok(self.status_cdr(asked)),
            _ => Ok(words::bare_fault("Operation not found")),
        };
        answered.unwrap_or_else(|refusal| words::fault(refusal.code, &refusal.detail))
    }

    /// Names of the papers and files it holds for valid, in order.
    pub fn valid(&self) -> Vec<String> {
        self.kept.iter().filter(|(_, kept)| kept.end.is_valid()).map(|(name, _)| name.clone()).collect()
    }

    /// The XML kept under this name, whatever became of it.
    pub fn xml(&self, name: &str) -> Option<Vec<u8>> {
        self.kept.get(name).map(|kept| kept.xml.clone())
    }

    fn keep(&mut self, file: &Judged, end: &End) -> Vec<u8> {
        let cdr = words::cdr(&file.name, &file.id, end.code(), end.remarks());
        self.kept.insert(file.name.clone(), Kept { end: end.clone(), cdr: cdr.clone(), xml: file.xml.clone() });
        cdr
    }

    fn send_bill(&mut self, asked: &Asked, strictness: &Strictness, end: End) -> Result<Reply, Refusal> {
        let file = strictness.judge(asked)?;
        if let Some(before) = self.kept.get(&file.name) {
            let code = if before.end.is_valid() { 1033 } else { 1032 };
            return Err(Refusal { code, detail: file.name });
        }
        let cdr = self.keep(&file, &end);
        let inner = format!("<applicationResponse>{}</applicationResponse>", words::base64(&cdr));
        Ok(words::response("sendBill", &inner))
    }

    /// A file under process or done is presented already; a rejected one may come again.
    fn send_summary(&mut self, asked: &Asked, strictness: &Strictness, end: End, pending: u32) -> Result<Reply, Refusal> {
        let file = strictness.judge(asked)?;
        let in_process = self.tickets.values().any(|ticket| ticket.file.name == file.name && ticket.end.is_valid());
        if in_process || self.kept.get(&file.name).is_some_and(|before| before.end.is_valid()) {
            let code = if file.id.starts_with("RA") { 2324 } else { 2223 };
            return Err(Refusal { code, detail: file.name });
        }
        let number = (FIRST_TICKET + self.tickets.len() as u64).to_string();
        let inner = format!("<ticket>{number}</ticket>");
        self.tickets.insert(number, Ticket { file, pending, end });
        Ok(words::response("sendSummary", &inner))
    }

    fn status(&mut self, number: &str, end: Option<End>, pending: Option<u32>) -> Reply {
        let Some(ticket) = self.tickets.get_mut(number) else {
            return status(127, Some("El ticket no existe".to_owned()));
        };
        ticket.end = end.unwrap_or_else(|| ticket.end.clone());
        ticket.pending = pending.unwrap_or(ticket.pending);
        if ticket.pending > 0 {
            ticket.pending -= 1;
            return status(98, None);
        }
        let (file, end) = (ticket.file.clone(), ticket.end.clone());
        if matches!(end, End::Failed) {
            return status(99, None);
        }
        let code = if end.is_valid() { 0 } else { 99 };
        let cdr = match self.kept.get(&file.name) {
            Some(kept) if kept.end == end => kept.cdr.clone(),
            _ => self.keep(&file, &end),
        };
        status(code, Some(words::base64(&cdr)))
    }

    /// Facturas and their notes only, as the real service.
    fn status_cdr(&self, asked: &Asked) -> Reply {
        let (kind, series) = (asked.field("tipoComprobante"), asked.field("serieComprobante"));
        let (ruc, number) = (asked.field("rucComprobante"), asked.field("numeroComprobante"));
        let found = self.kept.get(&format!("{ruc}-{kind}-{series}-{number}"));
        let (code, message, content) = match found {
            _ if !matches!(kind, "01" | "07" | "08") => (9, "El tipo de comprobante debe ser 01, 07 o 08", None),
            _ if !series.starts_with('F') => (10, "Sólo se puede consultar comprobantes electrónicos", None),
            Some(kept) => (4, "La constancia existe", Some(&kept.cdr)),
            None => (11, "El comprobante de pago electrónico no existe", None),
        };
        let content = content.map(|cdr| format!("<content>{}</content>", words::base64(cdr))).unwrap_or_default();
        let inner = format!(
            "<statusCdr>{content}<statusCode>{code:04}</statusCode><statusMessage>{message}</statusMessage></statusCdr>"
        );
        words::response("getStatusCdr", &inner)
    }
}

fn status(code: u16, content: Option<String>) -> Reply {
    let content = content.map(|content| format!("<content>{content}</content>")).unwrap_or_default();
    words::response("getStatus", &format!("<status>{content}<statusCode>{code:04}</statusCode></status>"))
}
