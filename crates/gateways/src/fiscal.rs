//! SUNAT's services as the use cases ask for them.

use std::{net::ToSocketAddrs, sync::OnceLock, time::Duration};

use caserita_app::ports::{SunatPort, SunatService, Unanswered};
use caserita_sunat::soap::{Answer, Request};

use crate::sunat::{self, Service, SunatClient, SunatLimits};

/// For somebody to pick up when all that matters is whether they are there.
const KNOCK: Duration = Duration::from_secs(4);

/// SUNAT, or an OSE. Its client is made when it is first needed, by the worker that needs it.
#[derive(Debug)]
pub struct Sunat {
    limits: SunatLimits,
    client: OnceLock<Option<SunatClient>>,
}

impl Sunat {
    /// A line with the usual patience.
    pub fn new() -> Sunat {
        Sunat::with_limits(SunatLimits::default())
    }

    /// A line with another patience.
    pub fn with_limits(limits: SunatLimits) -> Sunat {
        Sunat { limits, client: OnceLock::new() }
    }

    /// On a PC without any means for safe lines there is none, as if nobody were ever there.
    fn client(&self) -> Option<&SunatClient> {
        let make =
            || SunatClient::new(self.limits).inspect_err(|error| tracing::error!(%error, "this PC offers no safe lines"));
        self.client.get_or_init(|| make().ok()).as_ref()
    }
}

impl Default for Sunat {
    fn default() -> Sunat {
        Sunat::new()
    }
}

impl SunatPort for Sunat {
    fn is_reachable(&self, url: &str) -> bool {
        let Ok(url) = reqwest::Url::parse(url) else { return false };
        let (Some(host), Some(port)) = (url.host_str(), url.port_or_known_default()) else { return false };
        let Ok(mut addresses) = (host, port).to_socket_addrs() else { return false };
        addresses.any(|address| std::net::TcpStream::connect_timeout(&address, KNOCK).is_ok())
    }

    fn ask(&self, service: &SunatService, request: &Request) -> Result<Answer, Unanswered> {
        let Some(client) = self.client() else { return Err(Unanswered::NotSent) };
        let password = service.password.to_string();
        let service = Service { url: service.url.clone(), user: service.user.clone(), password };
        client.ask(&service, request).map_err(|why| {
            tracing::warn!(%why, ?request, "SUNAT did not answer");
            match why {
                sunat::Unanswered::NotSent(_) => Unanswered::NotSent,
                sunat::Unanswered::Unknown => Unanswered::Unknown,
                sunat::Unanswered::Refused { .. } => Unanswered::Refused,
                sunat::Unanswered::Odd { .. } => Unanswered::Odd,
            }
        })
    }
}
