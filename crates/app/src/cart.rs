//! The cart: a draft stored at every change, priced anew each time it is looked at, paid once.

mod change;
mod draft;
mod hold;
mod line;
mod pay;
mod payment;
mod scan;
mod search;
mod view;

pub use draft::ByHand;
pub use line::{Off, Quantity};
pub use pay::{Paid, PayInput};
pub use payment::ChangeQuote;
pub use scan::Scanned;
pub use search::{Found, PriceCheck, SearchPage};
pub use view::{Cart, CartLine, CartPayment, HeldCart, PreviousSale};
