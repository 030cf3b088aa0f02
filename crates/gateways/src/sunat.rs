//! Carries requests to SUNAT or an OSE and back.
//!
//! What matters most here is to tell apart what surely never reached them from what may have: the first is simply sent again
//! later, the second may already be registered and must be asked about, and is never renumbered (README §3).

use std::{error::Error as _, fmt, io, time::Duration};

use caserita_sunat::soap::{Answer, MAX_ANSWER, Request, UnreadableAnswer, read};
use reqwest::{
    StatusCode,
    blocking::{Client, Response},
    header::{CONTENT_TYPE, HeaderValue},
    redirect::Policy,
    tls::Version,
};
use thiserror::Error;

/// Where and as whom to speak.
#[derive(Clone, PartialEq, Eq)]
pub struct Service {
    /// SUNAT's or the OSE's `billService`.
    pub url: String,
    /// RUC and SOL user run together.
    pub user: String,
    /// The SOL user's password.
    pub password: String,
}

/// Without the password, so that no log ever has it.
impl fmt::Debug for Service {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Service").field("url", &self.url).field("user", &self.user).finish_non_exhaustive()
    }
}

/// Why surely nothing reached the service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NotSent {
    /// The address is none.
    BadUrl,
    /// No such name, or no way there: mostly no internet.
    Unreachable,
    /// The machine is there and nobody listens.
    Refused,
    /// It did not answer the knock in time.
    ConnectTimeout,
    /// No safe line: a wrong certificate, or a PC with a wrong date.
    Tls,
}

/// Why there is no answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum Unanswered {
    /// Surely nothing was sent. It may be sent again.
    #[error("the service could not be reached: {0:?}")]
    NotSent(NotSent),
    /// Cut or timed out once sending had begun: it may or may not be registered.
    #[error("the line went dead before the answer")]
    Unknown,
    /// 401 or 403: it does not want us. Insisting locks the SOL user.
    #[error("the service refuses the user (HTTP {status})")]
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// An answer that is not one: empty, a web page, a failure without a fault. It may or may not be registered.
    #[error("the service answered nothing useful (HTTP {status}): {why}")]
    Odd {
        /// The HTTP status.
        status: u16,
        /// What was wrong with it.
        why: UnreadableAnswer,
    },
}

/// How long to wait for what.
#[derive(Debug, Clone, Copy)]
pub struct SunatLimits {
    /// For somebody to pick up.
    pub connect: Duration,
    /// For everything: a large summary takes its time.
    pub total: Duration,
}

impl Default for SunatLimits {
    fn default() -> SunatLimits {
        SunatLimits { connect: Duration::from_secs(10), total: Duration::from_secs(60) }
    }
}

/// Speaks with any number of services. It waits in its caller's thread, so it must not be used on an async runtime's own.
#[derive(Debug, Clone)]
pub struct SunatClient {
    client: Client,
}

impl SunatClient {
    /// A client of these patiences.
    ///
    /// # Errors
    /// When the PC offers no means for safe lines at all.
    pub fn new(limits: SunatLimits) -> Result<SunatClient, Unanswered> {
        let client = Client::builder()
            .connect_timeout(limits.connect)
            .timeout(limits.total)
            .redirect(Policy::none())
            .no_proxy()
            // A kept line may be dead without our knowing, and then "nothing was sent" could no longer be said.
            .pool_max_idle_per_host(0)
            .min_tls_version(Version::TLS_1_2)
            .build()
            .map_err(|_| Unanswered::NotSent(NotSent::Tls))?;
        Ok(SunatClient { client })
    }

    /// Asks once. Never repeats by itself: whether that is safe is not known here.
    ///
    /// # Errors
    /// [`Unanswered`], which says whether the request may have arrived. A refusal by SUNAT is an answer, not an error.
    pub fn ask(&self, service: &Service, request: &Request) -> Result<Answer, Unanswered> {
        let sent = self
            .client
            .post(&service.url)
            .header(CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"))
            .header("SOAPAction", HeaderValue::from_static("\"\""))
            .body(request.envelope(&service.user, &service.password))
            .send();
        let response = sent.map_err(|error| unanswered(&error))?;
        let status = response.status();
        let body = body(response).ok_or(Unanswered::Unknown)?;
        answer(status, request, &body)
    }
}

/// A fault comes with HTTP 500 and sometimes with 401: whatever can be read is an answer. Anything else but 200 is not,
/// however much it looks like one.
fn answer(status: StatusCode, request: &Request, body: &[u8]) -> Result<Answer, Unanswered> {
    let odd = |why| Unanswered::Odd { status: status.as_u16(), why };
    match (read(request.kind(), body), status) {
        (Ok(fault @ Answer::Fault { .. }), _) => Ok(fault),
        (_, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) => Err(Unanswered::Refused { status: status.as_u16() }),
        (Ok(answer), StatusCode::OK) => Ok(answer),
        (Ok(_), _) => Err(odd(UnreadableAnswer::NotSoap)),
        (Err(why), _) => Err(odd(why)),
    }
}

/// The body up to just past what is bearable, so that the reader sees that it is too much. `None` when it breaks off.
fn body(response: Response) -> Option<Vec<u8>> {
    let mut body = Vec::new();
    io::copy(&mut io::Read::take(response, MAX_ANSWER as u64 + 1), &mut body).ok()?;
    Some(body)
}

fn unanswered(error: &reqwest::Error) -> Unanswered {
    if error.is_builder() {
        return Unanswered::NotSent(NotSent::BadUrl);
    }
    if !error.is_connect() {
        return Unanswered::Unknown;
    }
    if error.is_timeout() {
        return Unanswered::NotSent(NotSent::ConnectTimeout);
    }
    Unanswered::NotSent(connect_failure(error))
}

/// Rustls says what it dislikes as invalid data (a certificate) or as a line cut in the middle of its greeting.
fn connect_failure(error: &reqwest::Error) -> NotSent {
    let mut cause = error.source();
    while let Some(current) = cause {
        let Some(failure) = current.downcast_ref::<io::Error>() else {
            cause = current.source();
            continue;
        };
        match failure.kind() {
            io::ErrorKind::ConnectionRefused => return NotSent::Refused,
            io::ErrorKind::TimedOut => return NotSent::ConnectTimeout,
            io::ErrorKind::InvalidData | io::ErrorKind::UnexpectedEof => return NotSent::Tls,
            // What an io::Error wraps is not its source, but what it was made of.
            _ => cause = failure.get_ref().map(|inner| inner as &(dyn std::error::Error + 'static)),
        }
    }
    NotSent::Unreachable
}
