//! Customers.

use caserita_domain::{access::Ability, document::IdentityType};
use caserita_store::{Customer, Reader};
use uuid::Uuid;

use crate::{
    App, Call, Door, Error, Result,
    gate::Op,
    settings::{optional, required},
};
use caserita_licensing::Deed;

/// What a cashier types about a customer.
#[derive(Debug, Clone)]
pub struct CustomerInput {
    /// Kind of document.
    pub doc_type: IdentityType,
    /// Its number.
    pub doc_number: Option<String>,
    /// Name.
    pub name: String,
    /// What the neighbourhood calls them.
    pub alias: Option<String>,
    /// Phone.
    pub phone: Option<String>,
    /// Address.
    pub address: Option<String>,
    /// Mail.
    pub email: Option<String>,
}

impl App {
    /// Customers found by number, name, alias or phone.
    pub fn customers(&self, door: Door, text: &str, limit: i64) -> Result<Vec<Customer>> {
        self.allowed(door, Ability::Sell)?;
        Ok(self.store.read(|reader| reader.customers(text, limit.clamp(1, 100)))?)
    }

    /// Adds a customer.
    pub fn add_customer(&self, call: &Call, input: CustomerInput) -> Result<Customer> {
        let id = self.transact(call, Op::audited("customer.add", Ability::Sell, Deed::EditCustomer), |act| {
            let customer = checked(act.tx, act.tx.new_id(), input)?;
            act.about(customer.id);
            act.tx.set(&customer)?;
            Ok(customer.id)
        })?;
        self.store.read(|reader| reader.customer(id))?.ok_or(Error::NotFound)
    }

    /// Changes a customer.
    pub fn update_customer(&self, call: &Call, id: Uuid, input: CustomerInput) -> Result<Customer> {
        self.transact(call, Op::audited("customer.set", Ability::Sell, Deed::EditCustomer), |act| {
            act.tx.customer(id)?.ok_or(Error::NotFound)?;
            act.about(id);
            let customer = checked(act.tx, id, input)?;
            Ok(act.tx.set(&customer)?)
        })?;
        self.store.read(|reader| reader.customer(id))?.ok_or(Error::NotFound)
    }
}

fn checked(reader: &Reader<'_>, id: Uuid, input: CustomerInput) -> Result<Customer> {
    let doc_number = optional(input.doc_number);
    if !input.doc_type.accepts(doc_number.as_deref()) {
        return Err(Error::DocumentInvalid);
    }
    if let Some(number) = &doc_number
        && let Some(other) = reader.customer_by_document(input.doc_type, number)?
        && other.id != id
    {
        return Err(Error::DocumentTaken { name: other.name });
    }
    Ok(Customer {
        id,
        doc_type: input.doc_type,
        doc_number,
        name: required(&input.name, Error::CustomerNameRequired)?,
        alias: optional(input.alias),
        phone: optional(input.phone),
        address: optional(input.address),
        email: optional(input.email),
    })
}
