//! Just enough HTTP/1.1 to be SUNAT, by hand: a library would not hang up in the middle of a call.

use std::{
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    time::Duration,
};

/// Nobody in a test sends more.
const MAX_BODY: usize = 32 << 20;
const PATIENCE: Duration = Duration::from_secs(20);

/// One request as it arrived, its body whole.
#[derive(Debug)]
pub(super) struct HttpRequest {
    pub method: String,
    headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl HttpRequest {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(header, _)| header.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// `None` when it does not arrive whole.
    pub fn read(stream: &TcpStream) -> Option<HttpRequest> {
        stream.set_read_timeout(Some(PATIENCE)).ok()?;
        let mut reader = BufReader::new(stream);
        let mut line = || {
            let mut line = String::new();
            reader.read_line(&mut line).ok().filter(|read| *read > 0)?;
            Some((line.trim_end().to_owned(), line.len()))
        };
        let (first, _) = line()?;
        let method = first.split(' ').next()?.to_owned();
        let mut headers = Vec::new();
        loop {
            let (header, _) = line()?;
            if header.is_empty() {
                break;
            }
            let (name, value) = header.split_once(':')?;
            headers.push((name.to_owned(), value.trim().to_owned()));
        }
        let mut request = HttpRequest { method, headers, body: Vec::new() };
        let length = request.header("content-length").and_then(|length| length.parse().ok()).filter(|l| *l <= MAX_BODY)?;
        request.body = vec![0; length];
        reader.read_exact(&mut request.body).ok()?;
        Some(request)
    }
}

/// What the caller gets.
#[derive(Debug)]
pub(super) enum Reply {
    Http {
        status: u16,
        content_type: &'static str,
        body: Vec<u8>,
    },
    /// The line goes dead without a byte.
    Cut,
}

impl Reply {
    pub fn xml(status: u16, body: String) -> Reply {
        Reply::Http { status, content_type: "text/xml;charset=UTF-8", body: body.into_bytes() }
    }

    pub fn html(status: u16, words: &str) -> Reply {
        let body = format!(
            "<!DOCTYPE HTML PUBLIC \"-//IETF//DTD HTML 2.0//EN\">\n<html><head><title>{words}</title></head><body>{words}<br></body></html>"
        );
        Reply::Http { status, content_type: "text/html", body: body.into_bytes() }
    }

    /// A caller who is gone is no failure of the server.
    pub fn write(self, mut stream: &TcpStream) {
        let Reply::Http { status, content_type, body } = self else { return };
        let head = format!(
            "HTTP/1.1 {status} Answer\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
            body.len()
        );
        let _ = stream.write_all(head.as_bytes()).and_then(|()| stream.write_all(&body)).and_then(|()| stream.flush());
    }
}
