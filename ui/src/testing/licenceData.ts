import type { Licence, LicencePapers, LicenceRequest } from "$api/types";

/** A licence that has run out. */
export const licence: Licence = {
  state: "locked_readonly",
  flags: [],
  demo: false,
  demo_roots: false,
  entitlements: ["minimarket", "documents"],
  max_tills: 2,
  deeds: [
    { name: "view", allowed: true },
    { name: "new_sale", allowed: false },
    { name: "new_note", allowed: false },
  ],
  clock: { machine: "2026-11-20T13:00:00Z", trusted: "2026-11-20T13:00:00Z" },
  support_code: "ABCD1234-L1-0-1120",
  notice: "2026-11-20",
};

export const papers: LicencePapers = {
  licence_id: "01a1fe28-7c7b-73c1-ba11-1792c5f7d1a9",
  licence_rev: 1,
  lease_id: "01a1fe29-b8f7-7590-81fd-f3a113dbec46",
  lease_rev: 2,
  holder: "Bodega Ñusta",
  plan: "membership",
  edition: "Caserita",
  till_no: 1,
  issued_at: "2026-11-20T12:00:00Z",
  paid_through: "2026-12-20",
  grace_days: 7,
  notes: "Mensual, S/ 59",
};

export const provider = {
  name: "Tecnologías del Norte",
  phone: "987 654 321",
  whatsapp: "51987654321",
  payment: ["Yape al 987 654 321", "Depósito"],
};

/** A request in two codes. */
export const request: LicenceRequest = {
  text: "-----BEGIN POS REQUEST v1-----",
  qr_parts: [1, 2].map((at) => ({ text: `CASERITA:PART1:${at}:2:AB12CD34:XYZ${at}`, svg: `<svg id="${at}"/>` })),
};
