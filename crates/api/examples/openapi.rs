//! Prints the OpenAPI description of the API.

fn main() {
    println!("{}", caserita_api::openapi_json());
}
