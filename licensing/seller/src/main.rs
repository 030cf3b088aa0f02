//! The seller's tool.
fn main() {}
