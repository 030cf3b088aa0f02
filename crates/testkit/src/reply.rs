//! What the API answered.

use serde_json::Value;

/// Status and body of an answer.
#[derive(Debug, Clone)]
pub struct Reply {
    /// HTTP status.
    pub status: u16,
    /// Content type.
    pub content_type: String,
    /// The body as it came.
    pub bytes: Vec<u8>,
    /// The body as JSON; null when it is none.
    pub body: Value,
    /// What was asked, for messages.
    pub asked: String,
}

impl Reply {
    /// The answer of a call that must succeed.
    #[track_caller]
    pub fn ok(self) -> Value {
        assert_eq!(self.status, 200, "{} was to succeed: {}", self.asked, self.body);
        self.body
    }

    /// The refusal of a call that must be refused with this code. Answers its arguments.
    #[track_caller]
    pub fn refused(self, code: &str) -> Value {
        assert_eq!(self.code(), code, "{} was to be refused: {} {}", self.asked, self.status, self.body);
        assert!(self.status >= 400, "a refusal has a status that says so: {}", self.status);
        self.body["args"].clone()
    }

    /// The code of a refusal; empty when it is none.
    pub fn code(&self) -> &str {
        if self.status < 400 { "" } else { self.body["code"].as_str().unwrap_or_default() }
    }
}
