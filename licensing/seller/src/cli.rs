//! The words of the command line.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::{Args, Parser, Subcommand, ValueEnum};

/// Licencias de Caserita: crear llaves, emitir licencias y permisos, dictar códigos, leer archivos.
#[derive(Parser)]
#[command(name = "caserita-seller", about, long_about = None, disable_help_subcommand = true)]
#[command(after_help = "La frase que abre las llaves se pregunta; para un script, ponla en la variable CASERITA_FRASE.")]
pub struct Cli {
    /// Carpeta con las llaves y el libro de lo emitido (libro.jsonl) [por defecto: esta]
    #[arg(
        long = "carpeta",
        global = true,
        display_order = 100,
        default_value = ".",
        hide_default_value = true,
        value_name = "CARPETA"
    )]
    pub folder: PathBuf,
    /// Archivo de raíces públicas [por defecto: roots.txt de la carpeta]
    #[arg(long = "raices", global = true, display_order = 101, value_name = "ARCHIVO")]
    pub roots: Option<PathBuf>,
    #[command(subcommand)]
    pub verb: Verb,
}

#[derive(Subcommand)]
pub enum Verb {
    /// Las dos raíces: la llave maestra y su reserva
    #[command(subcommand)]
    Raices(RootVerb),
    /// Las llaves que firman licencias y permisos
    #[command(subcommand)]
    Llave(KeyVerb),
    /// Licencias: lo que compró una tienda
    #[command(subcommand)]
    Licencia(LicenceVerb),
    /// Permisos: una máquina de la tienda, hasta una fecha
    #[command(subcommand, alias = "lease")]
    Permiso(LeaseVerb),
    /// Suspende una caja: emite su permiso otra vez, con el motivo
    Suspender(Suspend),
    /// Revoca una llave que se perdió: emite los permisos otra vez, con la revocación
    Revocar(Revoke),
    /// Un código de diez letras para dictar por teléfono: alarga la gracia unos días
    Codigo(Code),
    /// Contesta la hora a un pedido: corrige una caja cuyo reloj estuvo muy adelantado
    Hora(Time),
    /// Dice qué hay en un archivo, y si es auténtico
    Ver {
        /// Archivo de licencia, permiso, pedido o llave
        #[arg(value_name = "ARCHIVO")]
        file: PathBuf,
    },
    /// Muestra un archivo como códigos QR
    Qr {
        /// Archivo de licencia, permiso o pedido
        #[arg(value_name = "ARCHIVO")]
        file: PathBuf,
        /// Solo el texto de cada código, una línea por código
        #[arg(long = "texto")]
        text: bool,
    },
}

#[derive(Subcommand)]
pub enum RootVerb {
    /// Crea raiz-1.llave, raiz-2.llave y roots.txt
    Crear,
}

#[derive(Subcommand)]
pub enum KeyVerb {
    /// Crea una llave y la certifica con una raíz
    Crear(MakeKey),
}

#[derive(Subcommand)]
pub enum LicenceVerb {
    /// Emite una licencia, o una revisión de una que ya existe
    Emitir(IssueLicence),
}

#[derive(Subcommand)]
pub enum LeaseVerb {
    /// Contesta el pedido de una caja
    #[command(after_help = "La caja conserva su id, su número y sus series. --avisar, --gracia, --sin-contacto y \
                            --notas-de-emergencia se dicen cada vez.")]
    Emitir(IssueLease),
}

#[derive(Clone, Copy, ValueEnum)]
pub enum Use {
    Licencia,
    Permiso,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum PlanWord {
    Perpetua,
    Membresia,
    Prueba,
}

#[derive(Args)]
pub struct MakeKey {
    /// Archivo de la raíz que certifica
    #[arg(long = "raiz", value_name = "ARCHIVO")]
    pub root: PathBuf,
    /// Qué podrá firmar: licencia o permiso
    #[arg(long = "uso", value_name = "USO", hide_possible_values = true)]
    pub purpose: Use,
    /// Primer día en que puede firmar [por defecto: hoy]
    #[arg(long = "desde", value_name = "AAAA-MM-DD")]
    pub from: Option<NaiveDate>,
    /// Último día en que puede firmar [por defecto: un año]
    #[arg(long = "hasta", value_name = "AAAA-MM-DD")]
    pub to: Option<NaiveDate>,
    /// Archivo de la llave nueva
    #[arg(long = "salida", value_name = "ARCHIVO")]
    pub output: PathBuf,
}

#[derive(Args)]
pub struct IssueLicence {
    /// Llave de licencias
    #[arg(long = "llave", value_name = "ARCHIVO")]
    pub key: PathBuf,
    /// Cómo paga la tienda: perpetua, membresia o prueba
    #[arg(long = "plan", value_name = "PLAN", hide_possible_values = true)]
    pub plan: PlanWord,
    /// Nombre o razón social
    #[arg(long = "titular", value_name = "NOMBRE")]
    pub holder: String,
    /// RUC; sin él, la licencia sirve en cualquier tienda
    #[arg(long = "ruc", default_value = "", hide_default_value = true, value_name = "RUC")]
    pub tax_id: String,
    /// Giros y módulos, separados por comas: minimarket, peluqueria, veterinaria, documents (comprobantes electrónicos), sync
    /// (sincronización)
    #[arg(long = "modulos", value_delimiter = ',', required = true, value_name = "LISTA")]
    pub modules: Vec<String>,
    /// Cuántas cajas, hasta 99 [por defecto: 1]
    #[arg(long = "cajas", default_value_t = 1, hide_default_value = true, value_name = "N",
          value_parser = clap::value_parser!(u32).range(1..=99))]
    pub tills: u32,
    /// Último día cuyas versiones están incluidas [por defecto: todas]
    #[arg(long = "actualizaciones-hasta", value_name = "AAAA-MM-DD")]
    pub updates: Option<NaiveDate>,
    /// Versión a la que se vuelve si una nueva no está incluida
    #[arg(long = "version-respaldo", value_name = "VERSION")]
    pub fallback: Option<String>,
    /// Código del cliente [por defecto: el RUC o el de la licencia]
    #[arg(long = "cliente", value_name = "CODIGO")]
    pub tenant: Option<String>,
    /// Nombre de lo vendido [por defecto: Caserita]
    #[arg(long = "edicion", default_value = "Caserita", hide_default_value = true, value_name = "TEXTO")]
    pub edition: String,
    /// Una nota para ti; quien lea el archivo la ve
    #[arg(long = "nota", value_name = "TEXTO")]
    pub notes: Option<String>,
    /// Licencia que se cambia, por su id; lo que no se vuelve a decir se pierde [por defecto: una nueva]
    #[arg(long = "id", value_name = "ID")]
    pub id: Option<String>,
    /// Archivo que se escribe
    #[arg(long = "salida", value_name = "ARCHIVO")]
    pub output: PathBuf,
}

#[derive(Args)]
pub struct IssueLease {
    /// Llave de permisos
    #[arg(long = "llave", value_name = "ARCHIVO")]
    pub key: PathBuf,
    /// Pedido de la caja: su archivo, o el texto de su QR en un archivo
    #[arg(long = "pedido", value_name = "ARCHIVO")]
    pub request: PathBuf,
    /// Id de la licencia, o su archivo
    #[arg(long = "licencia", value_name = "ID|ARCHIVO")]
    pub licence: String,
    /// Último día pagado (membresía y prueba; en una perpetua no hace falta)
    #[arg(long = "pagado-hasta", value_name = "AAAA-MM-DD")]
    pub paid_through: Option<NaiveDate>,
    /// En vez de una fecha, meses que se pagan hoy: desde el fin anterior si está en gracia, si no desde hoy
    #[arg(long = "meses", value_name = "N", conflicts_with = "paid_through")]
    pub months: Option<u32>,
    /// Días de aviso antes del fin [por defecto: 7]
    #[arg(long = "avisar", default_value_t = 7, hide_default_value = true, value_name = "DIAS")]
    pub warn: u32,
    /// Días de gracia después del fin [por defecto: 7]
    #[arg(long = "gracia", default_value_t = 7, hide_default_value = true, value_name = "DIAS")]
    pub grace: u32,
    /// Días que puede pasar sin un permiso nuevo (membresía y prueba) [por defecto: sin límite]
    #[arg(long = "sin-contacto", value_name = "DIAS")]
    pub offline: Option<u32>,
    /// Número de la caja [por defecto: el que tenía, o el primero libre]
    #[arg(long = "caja", value_name = "N")]
    pub till: Option<u32>,
    /// Series propias de la caja, separadas por comas: B… boletas, F… facturas, BC… FC… sus notas de crédito, BD… FD… sus
    /// notas de débito. De la clase que no se nombra, la caja la saca de su número: caja 2, B002 [por defecto: las que
    /// tenía]
    #[arg(long = "serie", alias = "series", value_delimiter = ',', value_name = "LISTA")]
    pub series: Vec<String>,
    /// Bloqueada, deja escribir notas clínicas de emergencia
    #[arg(long = "notas-de-emergencia")]
    pub emergency_notes: bool,
    /// Caja cuyo lugar toma esta máquina, por su número o el id de su permiso: otra computadora por la misma caja
    #[arg(long = "reemplaza", value_name = "N|ID")]
    pub replaces: Option<String>,
    /// Ya se averiguó por qué esta caja cambia tanto de máquina: hace falta desde el cuarto cambio en un año
    #[arg(long = "cambio-revisado")]
    pub looked: bool,
    /// Archivo que se escribe
    #[arg(long = "salida", value_name = "ARCHIVO")]
    pub output: PathBuf,
}

#[derive(Args)]
pub struct Suspend {
    /// Llave de permisos
    #[arg(long = "llave", value_name = "ARCHIVO")]
    pub key: PathBuf,
    /// Id del permiso que se suspende (lo dice «ver»)
    #[arg(long = "permiso", value_name = "ID")]
    pub lease: String,
    /// Lo que leerá el dueño
    #[arg(long = "motivo", value_name = "TEXTO")]
    pub reason: String,
    /// Archivo que se escribe
    #[arg(long = "salida", value_name = "ARCHIVO")]
    pub output: PathBuf,
}

#[derive(Args)]
pub struct Revoke {
    /// Llave de permisos, que no sea la revocada
    #[arg(long = "llave", value_name = "ARCHIVO")]
    pub key: PathBuf,
    /// Nombre de la llave que se revoca (16 letras; lo dice «ver»)
    #[arg(long = "kid", value_name = "KID")]
    pub kid: String,
    /// Carpeta donde se escribe un archivo por cada permiso del libro
    #[arg(long = "salida", value_name = "CARPETA")]
    pub output: PathBuf,
}

#[derive(Args)]
pub struct Code {
    /// Llave con que se firmó el permiso
    #[arg(long = "llave", value_name = "ARCHIVO")]
    pub key: PathBuf,
    /// Código de ayuda que la tienda lee de su pantalla: dice qué permiso, qué revisión y qué número
    #[arg(long = "ayuda-de", value_name = "CODIGO", conflicts_with_all = ["lease", "rev", "counter"])]
    pub support: Option<String>,
    /// Id del permiso, si no hay código de ayuda
    #[arg(long = "permiso", value_name = "ID", required_unless_present = "support")]
    pub lease: Option<String>,
    /// Revisión que tiene la caja [por defecto: la última emitida]
    #[arg(long = "revision", value_name = "N")]
    pub rev: Option<u32>,
    /// Número del código, si no hay código de ayuda: lo dice la pantalla de la caja
    #[arg(long = "contador", value_name = "N", required_unless_present = "support")]
    pub counter: Option<u32>,
    /// Días: 3, 7 o 15
    #[arg(long = "dias", value_name = "DIAS")]
    pub days: u32,
}

#[derive(Args)]
pub struct Time {
    /// Llave de permisos
    #[arg(long = "llave", value_name = "ARCHIVO")]
    pub key: PathBuf,
    /// Pedido de la caja
    #[arg(long = "pedido", value_name = "ARCHIVO")]
    pub request: PathBuf,
    /// Archivo que se escribe
    #[arg(long = "salida", value_name = "ARCHIVO")]
    pub output: PathBuf,
}
