//! The use cases as a screen meets them: through the router, one file per noun.

mod access;
mod cart;
mod cash;
mod charges;
mod customers;
mod documents;
mod events;
mod fiscal;
mod health;
mod held;
mod hostile;
mod http;
mod licence;
mod lookup;
mod operations;
mod payment;
mod printing;
mod products;
mod refunds;
mod reissues;
mod sales;
mod search;
mod session;
mod settings;
mod twice;
mod users;
