//! caserita-testkit
