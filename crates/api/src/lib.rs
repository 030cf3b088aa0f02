//! caserita-api
