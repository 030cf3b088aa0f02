//! What the router says it can do, so that a table of tests cannot forget a route.

use serde_json::Value;

/// Method and path template of every operation.
pub fn all() -> Vec<(String, String)> {
    let api: Value = serde_json::from_str(&caserita_api::openapi_json()).expect("OpenAPI is JSON");
    let paths = api["paths"].as_object().expect("paths").clone();
    let methods =
        |item: &Value| item.as_object().expect("operations").keys().map(|key| key.to_uppercase()).collect::<Vec<_>>();
    paths.iter().flat_map(|(path, item)| methods(item).into_iter().map(move |method| (method, path.clone()))).collect()
}

/// Whether a path is one of a template, `/v1/sales/{id}` being one of all sales.
pub fn fits(path: &str, template: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (mut parts, mut wanted) = (path.split('/'), template.split('/'));
    loop {
        match (parts.next(), wanted.next()) {
            (None, None) => return true,
            (Some(part), Some(want)) if part == want || want.starts_with('{') => {}
            _ => return false,
        }
    }
}
