//! Registers of names, and SUNAT's validity service: small JSON questions over HTTPS.

use std::{sync::OnceLock, time::Duration};

use caserita_app::model::{IdentityKind, Known};
use caserita_app::ports::{LookupPort, Unanswered, Validity, ValidityAccess, ValidityQuestion, WhoService};
use reqwest::{
    StatusCode,
    blocking::{Client, RequestBuilder},
    redirect::Policy,
};
use serde_json::{Value, json};

/// A customer stands at the counter: a register that takes longer is as good as none.
const PATIENCE: Duration = Duration::from_secs(6);
const TOKENS: &str = "https://api-seguridad.sunat.gob.pe";
const VALIDITY: &str = "https://api.sunat.gob.pe";
const SCOPE: &str = "https://api.sunat.gob.pe/v1/contribuyente/contribuyentes";
/// More than any answer of theirs.
const MOST_BYTES: u64 = 256 * 1024;

/// The registers this machine can reach.
#[derive(Debug, Default)]
pub struct Lookups {
    client: OnceLock<Option<Client>>,
}

impl Lookups {
    fn client(&self) -> Result<&Client, Unanswered> {
        let make = || Client::builder().timeout(PATIENCE).redirect(Policy::none()).no_proxy().build().ok();
        self.client.get_or_init(make).as_ref().ok_or(Unanswered::NotSent)
    }
}

impl LookupPort for Lookups {
    fn who(&self, service: &WhoService, kind: IdentityKind, number: &str) -> Result<Option<Known>, Unanswered> {
        let url = service.url.replace("{tipo}", kind.as_str()).replace("{numero}", number);
        let mut request = self.client()?.get(url);
        if let Some(token) = &service.token {
            request = request.bearer_auth(token.as_str());
        }
        match ask(request)? {
            (StatusCode::NOT_FOUND | StatusCode::UNPROCESSABLE_ENTITY, _) => Ok(None),
            (StatusCode::OK, body) => Ok(known(&body)),
            _ => Err(Unanswered::Odd),
        }
    }

    fn validity(&self, access: &ValidityAccess, question: &ValidityQuestion) -> Result<Validity, Unanswered> {
        let (tokens, base) = match &access.base {
            Some(base) => (base.as_str(), base.as_str()),
            None => (TOKENS, VALIDITY),
        };
        let form = [
            ("grant_type", "client_credentials"),
            ("scope", SCOPE),
            ("client_id", &access.client),
            ("client_secret", &access.secret),
        ];
        let url = format!("{tokens}/v1/clientesextranet/{}/oauth2/token/", access.client);
        let (_, token) = ask(self.client()?.post(url).form(&form))?;
        let token = token["access_token"].as_str().ok_or(Unanswered::Refused)?;
        let asked = json!({
            "numRuc": question.ruc, "codComp": question.kind, "numeroSerie": question.series, "numero": question.number,
            "fechaEmision": question.date.format("%d/%m/%Y").to_string(), "monto": soles(question.total.cents()),
        });
        let url = format!("{base}/v1/contribuyente/contribuyentes/{}/validarcomprobante", question.ruc);
        let (status, answer) = ask(self.client()?.post(url).bearer_auth(token).json(&asked))?;
        match (status, answer["data"]["estadoCp"].as_str()) {
            (StatusCode::OK, Some("1" | "3")) => Ok(Validity::Accepted),
            (StatusCode::OK, Some("2")) => Ok(Validity::Voided),
            (StatusCode::OK, Some("0" | "4")) => Ok(Validity::Unknown),
            _ => Err(Unanswered::Odd),
        }
    }
}

fn soles(cents: i64) -> String {
    format!("{}.{:02}", cents / 100, cents % 100)
}

/// Asks, and reads a small JSON answer whatever its status.
fn ask(request: RequestBuilder) -> Result<(StatusCode, Value), Unanswered> {
    use std::io::Read;
    let response =
        request.send().map_err(|error| if error.is_connect() { Unanswered::NotSent } else { Unanswered::Unknown })?;
    let status = response.status();
    if matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN) {
        return Err(Unanswered::Refused);
    }
    let mut body = Vec::new();
    response.take(MOST_BYTES).read_to_end(&mut body).map_err(|_| Unanswered::Unknown)?;
    Ok((status, serde_json::from_slice(&body).unwrap_or(Value::Null)))
}

/// The names by which registers tell the same things, in the order they are believed.
const NAME: [&str; 7] =
    ["razonsocial", "nombreorazonsocial", "nombrecompleto", "nombresyapellidos", "fullname", "nombre", "name"];
const ADDRESS: [&str; 4] = ["direccioncompleta", "direccion", "domiciliofiscal", "address"];

/// What an answer tells of somebody, whoever wrote it: its fields by their letters alone, in the answer or in its `data`.
fn known(body: &Value) -> Option<Known> {
    let fields = if body["data"].is_object() { &body["data"] } else { body };
    let find = |names: &[&str]| {
        names.iter().find_map(|wanted| {
            let found = fields.as_object()?.iter().find(|(name, _)| plain(name) == *wanted)?.1.as_str()?.trim();
            (!found.is_empty() && found != "-").then(|| found.to_owned())
        })
    };
    let parts = [&["apellidopaterno"][..], &["apellidomaterno"], &["nombres"]].map(find);
    let whole = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let name = find(&NAME).or_else(|| (!whole.is_empty()).then_some(whole))?;
    Some(Known { name, address: find(&ADDRESS), state: find(&["estado"]), condition: find(&["condicion"]) })
}

fn plain(name: &str) -> String {
    name.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn registers_tell_the_same_in_many_words() {
        for (answer, name) in [
            (json!({ "razonSocial": "TIENDA SAC", "direccion": "JR. UNO 1", "estado": "ACTIVO" }), "TIENDA SAC"),
            (json!({ "success": true, "data": { "nombre_o_razon_social": "TIENDA SAC" } }), "TIENDA SAC"),
            (json!({ "nombres": "ROSA", "apellidoPaterno": "QUISPE", "apellidoMaterno": "MAMANI" }), "QUISPE MAMANI ROSA"),
            (json!({ "nombre_completo": "QUISPE MAMANI, ROSA" }), "QUISPE MAMANI, ROSA"),
        ] {
            assert_eq!(known(&answer).expect("somebody").name, name, "{answer}");
        }
        for nobody in [json!({}), json!([]), json!(null), json!({ "razonSocial": " " }), json!({ "message": "not found" })] {
            assert_eq!(known(&nobody), None, "{nobody}");
        }
    }
}
