//! OpenAPI as it is published: what the router knows, with what holds for every operation added once.

use utoipa::openapi::{
    Content, HttpMethod, InfoBuilder, LicenseBuilder, OpenApi, Ref, RefOr, Required, ResponseBuilder,
    path::{Operation, ParameterBuilder, ParameterIn},
    schema::{ObjectBuilder, SchemaType, Type},
};

use crate::routes;

/// The description of the whole API as pretty JSON; the same router always gives the same text.
pub fn openapi_json() -> String {
    let mut api = routes::router().into_openapi();
    describe(&mut api);
    api.to_pretty_json().expect("a description made of texts is always JSON")
}

fn describe(api: &mut OpenApi) {
    api.info = InfoBuilder::new()
        .title("Caserita")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "The till's own API. Amounts are integer céntimos, quantities integer thousandths, percentages integer basis \
             points, instants RFC 3339 UTC, days Lima business days.",
        ))
        .license(Some(LicenseBuilder::new().name("LicenseRef-Caserita").build()))
        .build();
    for item in api.paths.paths.values_mut() {
        for (method, operation) in [(HttpMethod::Get, &mut item.get), (HttpMethod::Post, &mut item.post)] {
            if let Some(operation) = operation {
                complete(operation, method);
            }
        }
    }
}

/// Every operation may be refused; every action names itself.
fn complete(operation: &mut Operation, method: HttpMethod) {
    let problem = ResponseBuilder::new()
        .description("Refused; nothing changed.")
        .content("application/json", Content::new(Some(Ref::from_schema_name("Problem"))))
        .build();
    operation.responses.responses.insert("default".to_owned(), RefOr::T(problem));
    if method == HttpMethod::Post {
        let text = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).max_length(Some(64)).build();
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::False)
            .description(Some("Names one action of one person: a repeat is answered as the first time was."))
            .schema(Some(text))
            .build();
        operation.parameters.get_or_insert_default().push(RefOr::T(key));
    }
}
