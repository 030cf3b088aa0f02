import type { Tender } from "$api/types";

const by: Record<Tender, string> = {
  cash: "en efectivo",
  yape: "por Yape",
  plin: "por Plin",
  card: "a la tarjeta",
  transfer: "por transferencia",
};

export const refund = {
  start: "Devolución",
  title: (number: string) => `Devolución de ${number}`,
  // what comes back
  products: "Qué vuelve",
  all: "Todo",
  allHint: "Marca todo lo que queda",
  sold: (quantity: string, unit: string) => `Vendido: ${quantity} ${unit}`,
  left: (quantity: string, sold: string, unit: string) => `Quedan ${quantity} de ${sold} ${unit}`,
  none: "Ya devuelto",
  quantityOf: (name: string) => `Cantidad que vuelve de ${name}`,
  more: (name: string) => `Una unidad más de ${name}`,
  less: (name: string) => `Una unidad menos de ${name}`,
  restock: "Vuelve al stock",
  needsLines: "Escribe cuánto vuelve de cada producto, o presiona Todo.",
  // how
  tender: "Cómo devuelves el dinero",
  reason: "Por qué se devuelve",
  reasons: ["Producto en mal estado", "Se equivocó de producto", "Ya no lo quiere"],
  needsReason: "Escribe el motivo.",
  // what it comes to
  figures: "A cuánto llega",
  nothing: "El monto aparece cuando elijas qué vuelve.",
  total: "Total",
  paidBack: (tender: Tender) => `Devuelves ${by[tender]}`,
  note: "Se emitirá una nota de crédito",
  motive: (motive: string) => `Motivo SUNAT: ${motive}`,
  noPaper: "Sin comprobante que corregir",
  confirm: "Devolver",
  // done
  doneTitle: "Devolución hecha",
  handOver: (tender: Tender) => `${tender === "cash" ? "Entrega" : "Devuelve"} ${by[tender]}`,
  noteMade: (number: string) => `Nota de crédito ${number}`,
  stays: "La venta queda con su devolución anotada.",
  done: "Listo",
  // past ones
  past: "Devoluciones",
  pastBy: (when: string, who: string) => `${when} · ${who}`,
  paid: (tender: Tender) => `Devuelto ${by[tender]}`,
  // why not
  cannot: "No se puede devolver",
  allBack: "Ya se devolvió todo lo de esta venta.",
};
