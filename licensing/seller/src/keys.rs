//! Making roots and issuing keys.

use caserita_licensing::{
    Purpose,
    issue::{
        Root,
        sealed::{KeyFile, Role, new_seed},
    },
    lima,
};
use chrono::Days;

use crate::{
    cli::{MakeKey, Use},
    desk::{Desk, new_passphrase, write_new},
    ledger::Entry,
    problem::Problem,
};

/// Two roots and the file with their public halves.
pub fn make_roots(desk: &Desk) -> Result<(), Problem> {
    let phrase = new_passphrase()?;
    let mut lines = "# Raíces públicas de Caserita: nombre y llave ed25519 en base64url.\n".to_owned();
    for name in ["raiz-1", "raiz-2"] {
        let (seed, path) = (new_seed(), desk.path(&format!("{name}.llave")));
        let file = KeyFile::seal(Role::Root, &seed, None, &phrase).map_err(Problem::key(&path))?;
        write_new(&path, &file.text())?;
        let root = Root::from_seed(&seed);
        lines.push_str(&format!("{name} {}\n", root.public_text()));
        println!("Raíz {} en {}", root.kid(), path.display());
    }
    write_new(desk.roots_path(), &lines)?;
    println!("Raíces públicas en {}.", desk.roots_path().display());
    println!("Guarda raiz-2.llave fuera de esta computadora, sin usarla: es la reserva.");
    Ok(())
}

/// A key for licences or leases, certified by a root.
pub fn make_key(desk: &Desk, wish: &MakeKey) -> Result<(), Problem> {
    let (purpose, role) = match wish.purpose {
        Use::Licencia => (Purpose::Licence, Role::Licence),
        Use::Permiso => (Purpose::Lease, Role::Lease),
    };
    let from = wish.from.unwrap_or_else(|| lima::day_of(desk.now()));
    let to = wish.to.or_else(|| from.checked_add_days(Days::new(365))).ok_or(Problem::Asked("esa fecha no existe"))?;
    let seed = new_seed();
    let certificate = desk.root(&wish.root)?.certify(&seed, purpose, (lima::start_of(from), lima::end_of(to)))?;
    let phrase = new_passphrase()?;
    let file = KeyFile::seal(role, &seed, Some(certificate.block()), &phrase).map_err(Problem::key(&wish.output))?;
    write_new(&wish.output, &file.text())?;
    let kid = certificate.kid().to_string();
    println!("Llave {kid} en {}: firma {} del {from} al {to}.", wish.output.display(), for_what(purpose));
    desk.ledger()?.append(Entry::Key { at: desk.now(), kid, role: purpose.word().to_owned() })
}

/// What a key signs, in Spanish.
pub fn for_what(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::Licence => "licencias",
        Purpose::Lease => "permisos",
    }
}
