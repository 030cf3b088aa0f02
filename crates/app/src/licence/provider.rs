//! Who sold this build and helps with it. It travels beside the roots, so that a shop with no line knows whom to call.

use serde::Deserialize;

/// Who sells, and how they are paid.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provider {
    /// Their name.
    pub name: String,
    /// As people dial it.
    pub phone: String,
    /// As WhatsApp wants it: country code and digits only.
    pub whatsapp: Option<String>,
    /// The ways to pay, one a line.
    pub payment: Vec<String>,
}

/// The provider of this build; none when what it carries cannot be read.
pub(super) fn provider() -> Option<Provider> {
    serde_json::from_str(include_str!("../../../../assets/licensing/provider.json")).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_provider_of_this_build_can_be_called_and_paid() {
        let provider = provider().expect("it reads");
        assert!(!provider.name.is_empty() && provider.phone.bytes().filter(u8::is_ascii_digit).count() >= 7);
        assert!(provider.whatsapp.is_none_or(|number| number.bytes().all(|byte| byte.is_ascii_digit())));
        assert!(!provider.payment.is_empty());
    }
}
