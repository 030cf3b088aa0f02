/** A small shop's electronic documents, for tests; the sales they belong to are those of `officeData`. */
import type { DocKind, DocLight, DocRef, DocRow, DocState, FiscalDocument, FiscalStatus } from "$api";
import { today } from "./officeData";

const seeds: [kind: DocKind, state: DocState, light: DocLight][] = [
  ["boleta", "queued", "amber"],
  ["factura", "rejected", "red"],
  ["boleta", "accepted", "green"],
  ["boleta", "exception", "red"],
  ["factura", "observed", "green"],
];

export const documents: DocRow[] = seeds.map(([kind, state, light], index) => ({
  ...{ id: `d${index + 1}`, environment: "beta", kind, state, light, total: 7842, void_asked: false, code: null },
  number: `${kind === "factura" ? "FX01" : "BX01"}-0000000${index + 1}`,
  issued_at: `${today}T16:4${index}:00Z`,
  date: today,
  replaced: false,
  customer: kind === "factura" ? "Colegio San Martín" : null,
}));

export function refOf({ id, number, kind, state, light, replaced, environment, total }: DocRow): DocRef {
  return { id, number, kind, state, light, replaced, environment, total };
}

/** What is issued anew has the number of the old one in its own: `d2r` is of the sale `v2` too. */
export const saleIdOf = ({ id }: DocRow) => `v${Number.parseInt(id.slice(1), 10)}`;

/** The document of the sale of the same place in the list. */
export function documentOf(row: DocRow): FiscalDocument {
  return {
    ...refOf(row),
    ...{ sale_id: saleIdOf(row), issued_at: row.issued_at, date: row.date, deadline: "2026-11-25" },
    ...{ customer_doc: row.customer ? "ruc" : "none", customer_name: row.customer, customer_number: null },
    ...{ taxable: 4830, exempt: 2141, unaffected: 0, free: 0, igv: 871, igv_rate: 1800, icbper: 100 },
    can_reissue: row.state === "rejected" && !row.replaced,
    ...{ void_asked: false, code: row.code, notes: [], digest: "duZR0q", has_constancia: row.light === "green" },
    history: [{ event: "signed", at: row.issued_at, notes: [] }],
    ...{ waits_for: row.light === "amber" ? "sunat.unreachable" : null, phone: row.customer ? "987 654 321" : null },
  };
}

export const status: FiscalStatus = {
  ...{ environment: "beta", unsigned: 0, pending: 2, broken: 2, voiding: 0, deadline: "2026-11-25", days_left: 5 },
  ...{ oldest: today, trouble: null, next_try: null },
};
