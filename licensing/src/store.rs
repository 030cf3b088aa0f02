//! What a till has accepted so far, and the one way by which a file is taken in.
//!
//! A file is taken whole or not at all: one block that is damaged, unsigned or not understood refuses all of it and changes
//! nothing. What is merely not for this till, or not newer, is answered document by document.

use std::collections::BTreeMap;

use crate::{
    armour::{self, Block, Kind},
    device::DevicePublic,
    keys::{KeyCertificate, Keyring, Kid, Roots},
    lease::VerifiedLease,
    licence::VerifiedLicence,
    refusal::Refusal,
    server_time::VerifiedTime,
};

/// Whose till this is, as far as the till knows.
#[derive(Debug, Clone, Default)]
pub struct Shop {
    /// The till's key; none when it is lost or not made yet.
    pub device: Option<DevicePublic>,
    /// The shop's RUC; none when it has not set one.
    pub tax_id: Option<String>,
}

/// What became of one document of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// Accepted: it was not known, or is of a higher revision than the one held.
    New,
    /// Held already, byte for byte.
    Same,
    /// Of a lower revision than the one held: passed over.
    Older,
    /// Genuine, but not for this till.
    Refused(Refusal),
}

/// One document of a file with its outcome.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// Its id; the kid for a key.
    pub id: String,
    /// Its revision; 0 for a key.
    pub rev: u32,
    /// What became of it.
    pub outcome: Outcome,
}

/// What a file brought.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Taken {
    /// Each document in the order of the file.
    pub items: Vec<Item>,
    /// Kids that were not revoked before.
    pub revoked: Vec<Kid>,
}

impl Taken {
    /// Whether anything changed, and the store has to be kept again. A certificate alone changes nothing: it is kept with
    /// what it signed.
    #[must_use]
    pub fn changed(&self) -> bool {
        let document = |item: &Item| item.kind != Kind::Key && item.outcome == Outcome::New;
        !self.revoked.is_empty() || self.items.iter().any(document)
    }

    /// The first refusal, when the file changed nothing.
    #[must_use]
    pub fn refusal(&self) -> Option<Refusal> {
        let refused = self.items.iter().find_map(|item| match item.outcome {
            Outcome::Refused(refusal) => Some(refusal),
            _ => None,
        });
        refused.filter(|_| !self.changed())
    }
}

enum Verified {
    Licence(Box<VerifiedLicence>),
    Lease(Box<VerifiedLease>),
}

/// Everything accepted so far: keys, revocations, and of each licence and lease the highest revision.
#[derive(Debug, Clone)]
pub struct Store {
    keys: Keyring,
    shop: Shop,
    licences: BTreeMap<String, VerifiedLicence>,
    leases: BTreeMap<String, VerifiedLease>,
    /// The leases that brought revocations, in their order: without them a kept store would forget.
    revokers: Vec<VerifiedLease>,
}

impl Store {
    /// A till that has accepted nothing yet.
    #[must_use]
    pub const fn new(roots: Roots, shop: Shop) -> Store {
        let keys = Keyring::new(roots);
        Store { keys, shop, licences: BTreeMap::new(), leases: BTreeMap::new(), revokers: Vec::new() }
    }

    /// What [`Store::text`] wrote, verified again. A till whose key is lost may still see its lease here, so that it can
    /// serve for the days of [`crate::state::UNREADABLE_DAYS`].
    ///
    /// # Errors
    /// The [`Refusal`] of the first block that is no longer whole.
    pub fn open(roots: Roots, shop: Shop, text: &str) -> Result<Store, Refusal> {
        let mut store = Store::new(roots, shop);
        if !text.is_empty() {
            store.read(text, true)?;
        }
        Ok(store)
    }

    /// The same for a shop that knows more of itself by now.
    #[must_use]
    pub fn of_shop(self, shop: Shop) -> Store {
        Store { shop, ..self }
    }

    /// Takes in a file, a pasted text or what a scanner read.
    ///
    /// # Errors
    /// A [`Refusal`] of the whole file; the store is then as it was.
    pub fn take(&mut self, text: &str) -> Result<Taken, Refusal> {
        self.read(text, false)
    }

    fn read(&mut self, text: &str, reopening: bool) -> Result<Taken, Refusal> {
        let blocks = armour::read(text)?;
        let mut next = self.clone();
        let mut taken = Taken::default();
        for block in blocks.iter().filter(|block| block.kind() == Kind::Key) {
            taken.items.push(next.certify(KeyCertificate::verify(block, next.keys.roots())?));
        }
        let documents: Vec<Verified> = blocks.iter().filter_map(|block| next.verified(block)).collect::<Result<_, _>>()?;
        if documents.is_empty() && taken.items.is_empty() {
            return Err(Refusal::Empty);
        }
        for document in &documents {
            if let Verified::Lease(lease) = document {
                taken.revoked.extend(next.revoke(lease));
            }
        }
        for document in documents {
            taken.items.push(match document {
                Verified::Licence(licence) => next.admit_licence(*licence),
                Verified::Lease(lease) => next.admit_lease(*lease, reopening),
            });
        }
        *self = next;
        Ok(taken)
    }

    fn certify(&mut self, certificate: KeyCertificate) -> Item {
        let kid = certificate.kid();
        // A revoked key is still needed to tell what it signed from what nobody did.
        let fresh = self.keys.certify(certificate);
        let outcome = match (self.keys.is_revoked(kid), fresh) {
            (true, _) => Outcome::Refused(Refusal::RevokedKey),
            (false, true) => Outcome::New,
            (false, false) => Outcome::Same,
        };
        Item { kind: Kind::Key, id: kid.to_string(), rev: 0, outcome }
    }

    fn verified(&self, block: &Block) -> Option<Result<Verified, Refusal>> {
        match block.kind() {
            Kind::Licence => {
                Some(VerifiedLicence::verify(block, &self.keys).map(|licence| Verified::Licence(Box::new(licence))))
            }
            Kind::Lease => Some(VerifiedLease::verify(block, &self.keys).map(|lease| Verified::Lease(Box::new(lease)))),
            Kind::Key | Kind::Request | Kind::Time => None,
        }
    }

    /// Applies what a lease revokes, and lets go of whatever those keys had signed. A key never revokes itself.
    fn revoke(&mut self, lease: &VerifiedLease) -> Vec<Kid> {
        let signer = lease.block().kid();
        if self.keys.is_revoked(signer) {
            return Vec::new();
        }
        let before: Vec<Kid> = self.keys.revoked().collect();
        for kid in lease.terms().revoked_kids.iter().filter(|kid| **kid != signer) {
            self.keys.revoke(*kid);
        }
        let fresh: Vec<Kid> = self.keys.revoked().filter(|kid| !before.contains(kid)).collect();
        if !fresh.is_empty() {
            self.revokers.push(lease.clone());
            self.licences.retain(|_, licence| !self.keys.is_revoked(licence.block().kid()));
            self.leases.retain(|_, lease| !self.keys.is_revoked(lease.block().kid()));
        }
        fresh
    }

    fn admit_licence(&mut self, licence: VerifiedLicence) -> Item {
        let terms = licence.terms();
        let (id, rev) = (terms.id.clone(), terms.rev);
        let held = self.licences.get(&id).map(|held| (held.terms().rev, held.block()));
        let outcome = if self.keys.is_revoked(licence.block().kid()) {
            Outcome::Refused(Refusal::RevokedKey)
        } else if self.is_of_another_shop(&terms.tax_id) {
            Outcome::Refused(Refusal::OtherShop)
        } else {
            compare(held, rev, licence.block())
        };
        if outcome == Outcome::New {
            self.licences.insert(id.clone(), licence);
        }
        Item { kind: Kind::Licence, id, rev, outcome }
    }

    fn admit_lease(&mut self, lease: VerifiedLease, reopening: bool) -> Item {
        let terms = lease.terms();
        let (id, rev) = (terms.id.clone(), terms.rev);
        let held = self.leases.get(&id).map(|held| (held.terms().rev, held.block()));
        let ours = self.shop.device.map_or(reopening, |device| device == terms.device);
        let outcome = if self.keys.is_revoked(lease.block().kid()) {
            Outcome::Refused(Refusal::RevokedKey)
        } else if !ours {
            Outcome::Refused(Refusal::OtherDevice)
        } else {
            compare(held, rev, lease.block())
        };
        if outcome == Outcome::New {
            self.leases.insert(id.clone(), lease);
        }
        Item { kind: Kind::Lease, id, rev, outcome }
    }

    fn is_of_another_shop(&self, tax_id: &str) -> bool {
        self.shop.tax_id.as_deref().is_some_and(|ours| !tax_id.is_empty() && ours != tax_id)
    }

    /// The licence and the lease in force: of the leases whose licence is held, the one signed last.
    #[must_use]
    pub fn current(&self) -> Option<(&VerifiedLicence, &VerifiedLease)> {
        let pairs = self.leases.values().filter_map(|lease| Some((self.licences.get(&lease.terms().licence_id)?, lease)));
        pairs.max_by_key(|(_, lease)| (lease.terms().issued_at, lease.terms().rev))
    }

    /// The licences held, whether or not a lease belongs to them.
    pub fn licences(&self) -> impl Iterator<Item = &VerifiedLicence> {
        self.licences.values()
    }

    /// The leases held.
    pub fn leases(&self) -> impl Iterator<Item = &VerifiedLease> {
        self.leases.values()
    }

    /// Roots, certified keys and revocations.
    #[must_use]
    pub const fn keys(&self) -> &Keyring {
        &self.keys
    }

    /// The answer about the time in a text, if it answers this till's request.
    ///
    /// # Errors
    /// [`Refusal::Empty`] without one, else what [`VerifiedTime::verify`] refuses.
    pub fn time(&self, text: &str, nonce: [u8; 8]) -> Result<VerifiedTime, Refusal> {
        let device = self.shop.device.ok_or(Refusal::OtherDevice)?;
        let blocks = armour::read(text)?;
        let mut keys = self.keys.clone();
        for block in blocks.iter().filter(|block| block.kind() == Kind::Key) {
            keys.certify(KeyCertificate::verify(block, keys.roots())?);
        }
        let block = blocks.iter().find(|block| block.kind() == Kind::Time).ok_or(Refusal::Empty)?;
        VerifiedTime::verify(block, &keys, &device, nonce)
    }

    /// Everything held, as one file that [`Store::open`] reads: the exact bytes that were taken, with the certificates they
    /// need. Empty when nothing is held.
    #[must_use]
    pub fn text(&self) -> String {
        let leases = self.leases.values().filter(|lease| !self.revokers.contains(lease));
        let documents = self.revokers.iter().map(VerifiedLease::block);
        let documents = documents.chain(self.licences.values().map(VerifiedLicence::block));
        let documents: Vec<&Block> = documents.chain(leases.map(VerifiedLease::block)).collect();
        let needed = |key: &&KeyCertificate| documents.iter().any(|block| block.kid() == key.kid());
        let keys = self.keys.certificates().filter(needed).map(KeyCertificate::block);
        keys.chain(documents.iter().copied()).map(Block::armoured).collect()
    }
}

fn compare(held: Option<(u32, &Block)>, rev: u32, block: &Block) -> Outcome {
    match held {
        Some((ours, _)) if rev < ours => Outcome::Older,
        Some((ours, held)) if rev == ours && held == block => Outcome::Same,
        Some((ours, _)) if rev == ours => Outcome::Refused(Refusal::Revision),
        _ => Outcome::New,
    }
}
