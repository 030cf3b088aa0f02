//! What can go wrong, said to the person at the keyboard.

use std::path::{Path, PathBuf};

use caserita_licensing::{
    Refusal,
    issue::{IssueError, sealed::SealedError, series::SeriesFault},
};

/// Why the tool stopped.
#[derive(Debug, thiserror::Error)]
pub enum Problem {
    /// A file could not be read or written.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        error: std::io::Error,
    },
    /// Nothing is ever overwritten.
    #[error("{} ya existe; no se sobrescribe", .0.display())]
    Exists(PathBuf),
    /// No passphrase came.
    #[error("no se pudo leer la frase: {0}")]
    Passphrase(std::io::Error),
    /// The two passphrases differ.
    #[error("las dos frases no son iguales")]
    Mismatch,
    /// Too short to protect a key.
    #[error("la frase es muy corta: usa al menos 12 letras, mejor cuatro palabras")]
    Short,
    /// A key file that did not open.
    #[error("{}: {}", path.display(), sealed(*error))]
    Key {
        /// The file.
        path: PathBuf,
        /// Why.
        error: SealedError,
    },
    /// A key of another use.
    #[error("{} es una llave de otro uso", .0.display())]
    OtherUse(PathBuf),
    /// A document that is refused.
    #[error("{}: {}", path.display(), why(*refusal))]
    Refused {
        /// The file.
        path: PathBuf,
        /// Why.
        refusal: Refusal,
    },
    /// What was asked for would be refused by a till.
    #[error("no se firma, porque la caja lo rechazaría: {}", issue(*.0))]
    Issue(#[from] IssueError),
    /// A line of the ledger that is none.
    #[error("el libro está dañado en la línea {0}; restaura su copia antes de emitir")]
    Ledger(usize),
    /// Not in the ledger.
    #[error("no está en el libro: {0}")]
    Unknown(String),
    /// More tills than the licence has.
    #[error(
        "la licencia es para {max} cajas y ya tiene {max} permisos; usa --reemplaza N si esta máquina toma el lugar de la caja N"
    )]
    NoSeat {
        /// How many it has.
        max: u32,
    },
    /// A number past those of the licence.
    #[error(
        "la licencia es para {max} cajas: no hay caja {number}; usa --caja con un número hasta {max}, o emite la licencia con más cajas (licencia emitir --id … --cajas {number})"
    )]
    NoSuchTill {
        /// The number.
        number: u32,
        /// How many the licence has.
        max: u32,
    },
    /// A number that another machine has.
    #[error(
        "la caja {number} ya es de otro equipo ({device}, permiso {lease}); si este toma su lugar, usa --reemplaza {number}{}",
        free.map(|free| format!("; si no, --caja {free} está libre")).unwrap_or_default()
    )]
    TillTaken {
        /// The number.
        number: u32,
        /// The lease that has it.
        lease: String,
        /// The kid of the machine that has it.
        device: String,
        /// The first number that nobody has.
        free: Option<u32>,
    },
    /// A seat that goes from machine to machine.
    #[error(
        "la caja {till} ya cambió de máquina {count} veces en un año ({days}): averigua con la tienda si la licencia se usa en más de una máquina; si está todo bien, repite la orden con --cambio-revisado"
    )]
    ManyRebinds {
        /// The till's number.
        till: u32,
        /// How often it was bound anew within a year.
        count: usize,
        /// On which days.
        days: String,
    },
    /// Series that cannot be named.
    #[error("{}", series(.0))]
    Series(#[from] SeriesFault),
    /// Series of which two tills would give numbers.
    #[error("la caja {till} daría números que son de otra: {clashes}. Nómbrale otras con --serie")]
    SeriesTaken {
        /// The till that would.
        till: u32,
        /// Which, and whose they are.
        clashes: String,
    },
    /// A request of another taxpayer than the licence's.
    #[error(
        "el pedido es de una tienda con RUC {request} y la licencia es del RUC {licence}: corrige el RUC en la tienda y pide otra vez, o usa la licencia de esa tienda"
    )]
    OtherRuc {
        /// The request's.
        request: String,
        /// The licence's.
        licence: String,
    },
    /// A till that takes the revocation lets go of every licence that key signed.
    #[error(
        "esa llave firmó licencias que están en uso; emítelas otra vez con otra llave (licencia emitir --id …) y repite: {0}"
    )]
    LicencesFirst(String),
    /// Something else that was asked for in a way that cannot be.
    #[error("{0}")]
    Asked(&'static str),
}

impl Problem {
    /// A file that the system did not let through.
    pub fn file(path: &Path) -> impl FnOnce(std::io::Error) -> Problem {
        let path = path.to_owned();
        move |error| Problem::File { path, error }
    }

    /// A document of a file that is refused.
    pub fn refused(path: &Path) -> impl FnOnce(Refusal) -> Problem {
        let path = path.to_owned();
        move |refusal| Problem::Refused { path, refusal }
    }

    /// A key file that did not open.
    pub fn key(path: &Path) -> impl FnOnce(SealedError) -> Problem {
        let path = path.to_owned();
        move |error| Problem::Key { path, error }
    }
}

fn sealed(error: SealedError) -> &'static str {
    match error {
        SealedError::NotAKeyFile => "no es un archivo de llave",
        SealedError::Passphrase => "la frase no es esa, o el archivo fue alterado",
        SealedError::Cipher => "no se pudo cifrar",
    }
}

fn issue(error: IssueError) -> &'static str {
    match error {
        IssueError::WouldBeRefused(Refusal::Damaged) => "algún dato falta, es muy largo o está fuera de rango",
        IssueError::WouldBeRefused(refusal) => why(refusal),
        IssueError::OtherCertificate => "el certificado es de otra llave",
    }
}

fn series(fault: &SeriesFault) -> String {
    match fault {
        SeriesFault::Form(series) => {
            format!(
                "«{series}» no es una serie: son 4 letras mayúsculas o números, y empieza con B (boletas) o F (facturas)"
            )
        }
        SeriesFault::Test(series) => {
            format!("{series} es una serie de ensayo: BX, BY, BZ, FX, FY y FZ son de la prueba de SUNAT y no se nombran")
        }
        SeriesFault::Second(series) => format!("{series} es la segunda de su clase en --serie: va una de cada una"),
    }
}

/// A refusal in plain words.
pub fn why(refusal: Refusal) -> &'static str {
    match refusal {
        Refusal::Empty => "no hay ningún documento de licencia",
        Refusal::Damaged => "está dañado o incompleto: cópialo otra vez, entero",
        Refusal::Incomplete => "falta leer otro de los códigos",
        Refusal::TooLarge => "es demasiado grande para ser una licencia",
        Refusal::TooNew => "es de un formato más nuevo que este programa",
        Refusal::UnknownCritical => "pide algo que este programa no conoce",
        Refusal::Signature => "la firma no corresponde: fue alterado o no es nuestro",
        Refusal::UnknownKey => "está firmado con una llave que ninguna raíz conocida certificó",
        Refusal::WrongPurpose => "está firmado con una llave de otro uso",
        Refusal::ExpiredKey => "se firmó fuera de las fechas de su llave",
        Refusal::BeyondKey => "da más tiempo del que su llave puede dar",
        Refusal::RevokedKey => "está firmado con una llave revocada",
        Refusal::Revision => "ya hay otro documento con ese número de revisión",
        Refusal::OtherShop => "es de otra tienda (otro RUC)",
        Refusal::OtherDevice => "es de otra caja",
        Refusal::OtherRequest => "no contesta este pedido",
    }
}
