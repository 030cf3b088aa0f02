//! The world outside the till, as the ports of `app` want it.

mod clock;
mod printer;

pub use clock::SystemClock;
pub use printer::{Printers, SendLimits};
