//! How SUNAT words its conditions: guards first, then a core that is of one family.

pub(crate) mod families;
pub(crate) mod guards;
