//! Who sells Caserita, at the journeys: the real tool with the demonstration keys.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use caserita_tests::{cashier::Cashier, program};
use tempfile::TempDir;

/// Public on purpose: `licensing/demo/README.md`.
const PHRASE: &str = "esta frase es publica y solo para demostraciones";

/// A seller with one customer.
pub struct Seller(TempDir);

impl Seller {
    /// Sells a membership to the shop with this RUC.
    pub fn to(ruc: &str) -> Seller {
        let seller = Seller(tempfile::tempdir().expect("a folder"));
        let what = ["--plan", "membresia", "--titular", "Bodega Doña Charo", "--ruc", ruc, "--cajas", "1"];
        seller.does(
            &["licencia", "emitir"],
            "licencias.llave",
            &[&what[..], &["--modulos", "minimarket"]].concat(),
            "licencia",
        );
        seller
    }

    /// Answers the till's request with a lease that is paid through this day, with five days of grace. Gives the file that is
    /// brought there.
    pub fn permits(&self, till: &Cashier, paid_through: &str) -> PathBuf {
        let asked = till.get("/v1/licence/request").expect("it answers");
        let request = self.0.path().join("pedido");
        fs::write(&request, asked["text"].as_str().expect("a request")).expect("it is carried there");
        let what = ["--pedido", &text(&request), "--licencia", &text(&self.0.path().join("licencia"))];
        let dates = ["--pagado-hasta", paid_through, "--gracia", "5"];
        self.does(&["permiso", "emitir"], "permisos.llave", &[&what[..], &dates[..]].concat(), paid_through);
        self.0.path().join(paid_through)
    }

    fn does(&self, verb: &[&str], key: &str, what: &[&str], output: &str) {
        let keys = Path::new(env!("CARGO_MANIFEST_DIR")).join("../licensing/demo");
        let done = Command::new(program::binary().with_file_name("caserita-seller"))
            .args(verb)
            .args(["--carpeta", &text(self.0.path()), "--raices", &text(&keys.join("roots.txt"))])
            .args(["--llave", &text(&keys.join(key))])
            .args(what)
            .args(["--salida", &text(&self.0.path().join(output))])
            .env("CASERITA_FRASE", PHRASE)
            .output()
            .expect("the tool is built");
        assert!(done.status.success(), "{verb:?}: {}", String::from_utf8_lossy(&done.stderr));
    }
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}
