//! Issuing licences.

use caserita_licensing::{Entitlement, LicenceTerms, Plan, Purpose};
use uuid::Uuid;

use crate::{
    cli::{IssueLicence, PlanWord},
    desk::{Desk, write_new},
    ledger::Entry,
    problem::Problem,
};

/// Signs a new licence, or the next revision of one.
pub fn issue(desk: &Desk, wish: &IssueLicence) -> Result<(), Problem> {
    check(wish)?;
    let mut ledger = desk.ledger()?;
    let (id, rev) = match &wish.id {
        None => (Uuid::now_v7().to_string(), 1),
        Some(id) => (id.clone(), ledger.licences.get(id).ok_or_else(|| Problem::Unknown(id.clone()))?.rev + 1),
    };
    let now = desk.now();
    let own = if wish.tax_id.is_empty() { id.clone() } else { wish.tax_id.clone() };
    let terms = LicenceTerms {
        id: id.clone(),
        rev,
        tenant: wish.tenant.clone().unwrap_or(own),
        tax_id: wish.tax_id.clone(),
        holder: wish.holder.clone(),
        plan: plan(wish.plan),
        edition: wish.edition.clone(),
        entitlements: wish.modules.iter().cloned().collect(),
        max_tills: wish.tills,
        issued_at: now,
        not_before: now,
        updates_through: wish.updates,
        fallback_version: wish.fallback.clone(),
        notes: wish.notes.clone(),
    };
    let issuer = desk.issuer(&wish.key, Purpose::Licence)?;
    if ledger.revoked.contains(&issuer.kid().to_string()) {
        return Err(Problem::Asked("esa llave está revocada"));
    }
    let block = issuer.licence(&terms)?;
    let certificate = issuer.certificate().map(|certificate| certificate.block().armoured()).unwrap_or_default();
    let text = certificate + &block.armoured();
    let (kid, holder) = (issuer.kid().to_string(), terms.holder.clone());
    ledger.append(Entry::Licence { at: now, id: id.clone(), rev, kid, holder, text: text.clone() })?;
    write_new(&wish.output, &text)?;
    println!("Licencia {id}, revisión {rev}, para {} en {}.", terms.holder, wish.output.display());
    if rev > 1 {
        println!("Para que llegue a las cajas, emite otra vez sus permisos: cada archivo lleva la licencia.");
    }
    Ok(())
}

const fn plan(word: PlanWord) -> Plan {
    match word {
        PlanWord::Perpetua => Plan::Perpetual,
        PlanWord::Membresia => Plan::Membership,
        PlanWord::Prueba => Plan::Trial,
    }
}

fn check(wish: &IssueLicence) -> Result<(), Problem> {
    let known = |word: &String| Entitlement::ALL.iter().any(|entitlement| entitlement.word() == word);
    if !wish.modules.iter().all(known) {
        return Err(Problem::Asked("los módulos son: minimarket, peluqueria, veterinaria, documents, sync"));
    }
    if !Entitlement::TRADES.iter().any(|trade| wish.modules.iter().any(|word| word == trade.word())) {
        return Err(Problem::Asked("falta el rubro en --modulos: minimarket, peluqueria o veterinaria"));
    }
    if wish.tax_id.is_empty() || is_ruc(&wish.tax_id) { Ok(()) } else { Err(Problem::Asked("ese RUC no es válido")) }
}

/// Eleven digits of which the last follows from the others.
fn is_ruc(text: &str) -> bool {
    const WEIGHTS: [u32; 10] = [5, 4, 3, 2, 7, 6, 5, 4, 3, 2];
    let digits: Option<Vec<u32>> = text.chars().map(|digit| digit.to_digit(10)).collect();
    let Some([first @ .., last]) = digits.as_deref() else { return false };
    let sum: u32 = first.iter().zip(WEIGHTS).map(|(digit, weight)| digit * weight).sum();
    first.len() == WEIGHTS.len() && (11 - sum % 11) % 10 == *last
}

#[cfg(test)]
mod tests {
    use super::is_ruc;

    #[test]
    fn a_ruc_is_checked_by_its_last_digit() {
        // SUNAT's own, Banco de la Nación's, and two that differ by a digit or a length.
        assert!(is_ruc("20131312955") && is_ruc("20100030595"));
        assert!(!is_ruc("20131312956") && !is_ruc("2013131295") && !is_ruc("2013131295x"));
    }
}
