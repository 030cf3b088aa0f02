//! A seller's folder, the words he types and the tills that ask.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use caserita_licensing::{DeviceKey, Fingerprint, Roots, Shop, Store, device::Component, request::RequestTerms};
use serde_json::Value;
use tempfile::TempDir;

const PHRASE: &str = "cuatro gatos blancos y un perro";
pub const RUC: &str = "20131312955";

/// A seller's folder with roots and a key for each purpose.
pub struct Seller(pub TempDir);

impl Seller {
    pub fn new() -> Seller {
        let seller = Seller(TempDir::new().expect("a folder"));
        seller.does("raices crear");
        seller.does("llave crear --raiz {}/raiz-1.llave --uso licencia --salida {}/licencias.llave");
        seller.does("llave crear --raiz {}/raiz-1.llave --uso permiso --salida {}/permisos.llave");
        seller
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).expect("written by the tool")
    }

    /// Runs the words, `{}` being the folder; `_` in a word is a space.
    pub fn run(&self, words: &str) -> Output {
        let folder = self.0.path().to_string_lossy().into_owned();
        let words = words.split(' ').map(|word| word.replace('_', " ").replace("{}", &folder));
        let mut command = Command::new(env!("CARGO_BIN_EXE_caserita-seller"));
        command.arg("--carpeta").arg(&folder).args(words).env("CASERITA_FRASE", PHRASE).output().expect("the tool runs")
    }

    pub fn does(&self, words: &str) -> String {
        let output = self.run(words);
        assert!(output.status.success(), "{words}: {}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).expect("UTF-8")
    }

    pub fn refuses(&self, words: &str) -> String {
        let output = self.run(words);
        assert!(!output.status.success(), "{words}: {}", String::from_utf8_lossy(&output.stdout));
        String::from_utf8(output.stderr).expect("UTF-8") + &String::from_utf8_lossy(&output.stdout)
    }

    pub fn licence(&self, plan: &str, more: &str, output: &str) -> String {
        let words = format!(
            "licencia emitir --llave {{}}/licencias.llave --plan {plan} --titular Bodega_Ñusta --ruc {RUC} --modulos minimarket,documents --salida {{}}/{output}{more}"
        );
        let said = self.does(&words);
        said.split([' ', ',']).nth(1).expect("the id is said").to_owned()
    }

    /// Makes everything in the ledger so many days older: a year cannot be waited for.
    pub fn ages(&self, days: i64) {
        let older = |line: &str| {
            let mut line: Value = serde_json::from_str(line).expect("a line is JSON");
            line["at"] = (line["at"].as_i64().expect("a moment") - days * 86_400_000).into();
            format!("{line}\n")
        };
        let aged: String = self.read("libro.jsonl").lines().map(older).collect();
        fs::write(self.path("libro.jsonl"), aged).expect("the ledger is written");
    }

    pub fn lease(&self, request: &Path, licence: &str, more: &str, output: &str) -> String {
        let words = lease_words(request, licence, more, output);
        self.does(&words).split([' ', ',']).nth(1).expect("the id is said").to_owned()
    }
}

pub fn lease_words(request: &Path, licence: &str, more: &str, output: &str) -> String {
    let request = request.display();
    format!(
        "permiso emitir --llave {{}}/permisos.llave --pedido {request} --licencia {licence} --salida {{}}/{output}{more}"
    )
}

/// A shop's till.
pub struct Till {
    pub key: DeviceKey,
    pub store: Store,
    pub request: PathBuf,
}

pub fn till(seller: &Seller, seed: u8, serials: [&str; 3]) -> Till {
    till_of(seller, seed, serials, Some(RUC))
}

pub fn till_of(seller: &Seller, seed: u8, serials: [&str; 3], ruc: Option<&str>) -> Till {
    let key = DeviceKey::from_seed(&[seed; 32]);
    let parts = [Component::BoardSerial, Component::DiskSerial, Component::NetworkCard];
    let values: Vec<_> = parts.into_iter().zip(serials.map(str::to_owned)).collect();
    let request = RequestTerms {
        fingerprint: Fingerprint::of(RUC, &values),
        licence_id: None,
        tax_id: ruc.map(str::to_owned),
        holder: Some("Bodega Ñusta".to_owned()),
        nonce: [seed; 8],
        made_at: 1_767_000_000_000,
    };
    let path = seller.path(&format!("pedido-{seed}.txt"));
    fs::write(&path, request.sign(&key).armoured()).expect("a request");
    let roots = Roots::parse(&seller.read("roots.txt")).expect("roots");
    let shop = Shop { device: Some(key.public()), tax_id: ruc.map(str::to_owned) };
    Till { store: Store::new(roots, shop), key, request: path }
}

pub const FIRST: [&str; 3] = ["CN129-7XK2", "S3Z9NB0K", "9c:5c:8e:01:02:03"];
pub const SECOND: [&str; 3] = ["XY999-0000", "WD-77AA123", "9c:5c:8e:aa:bb:cc"];
