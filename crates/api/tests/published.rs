//! What is published beside the code says what the code says.

use std::{fs, path::Path};

fn read(path: &str) -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

#[test]
fn openapi_json_is_fresh() {
    let fresh = caserita_api::openapi_json();
    assert!(
        read("openapi.json").trim_end() == fresh.trim_end(),
        "crates/api/openapi.json is not what the router says: run `cargo xtask gen`"
    );
}

#[test]
fn every_operation_is_named_and_may_be_refused() {
    let api: serde_json::Value = serde_json::from_str(&caserita_api::openapi_json()).expect("OpenAPI is JSON");
    let mut names = std::collections::BTreeSet::new();
    for (path, item) in api["paths"].as_object().expect("paths") {
        for (method, operation) in item.as_object().expect("an item of operations") {
            let name = operation["operationId"].as_str().expect("an operation id").to_owned();
            assert!(name.contains('_'), "{name} is not <verb>_<noun>");
            assert_eq!(
                operation["responses"]["default"]["content"]["application/json"]["schema"]["$ref"],
                "#/components/schemas/Problem",
                "{method} {path} may be refused"
            );
            assert!(names.insert(name), "{method} {path}: its name is taken");
        }
    }
}

#[test]
fn law_11_every_code_has_a_spanish_text() {
    let texts = read("../../ui/src/lib/i18n/es/errors.ts");
    let has = |code: &str| texts.contains(&format!("\"{code}\":")) || texts.contains(&format!("\n  {code}:"));
    let silent: Vec<_> = caserita_api::CODES.iter().filter(|code| !has(code)).collect();
    assert!(silent.is_empty(), "a person would read nothing for {silent:?}");
}
