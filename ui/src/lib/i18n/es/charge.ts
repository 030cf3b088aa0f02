import type { ChargeReason, Tender } from "$api/types";

const by: Record<Tender, string> = {
  cash: "en efectivo",
  yape: "por Yape",
  plin: "por Plin",
  card: "con tarjeta",
  transfer: "por transferencia",
};

const motives: Record<ChargeReason, string> = {
  interest: "Intereses por mora",
  increase: "Aumento en el valor",
  penalty: "Penalidad u otro",
};

const reasons: Record<ChargeReason, readonly string[]> = {
  interest: ["Pagó después de lo acordado"],
  increase: ["Se cobró de menos", "Faltó cobrar el reparto"],
  penalty: ["No devolvió los envases", "Canceló su pedido"],
};

export const charge = {
  start: "Cobrar un cargo",
  title: (number: string) => `Cargo a ${number}`,
  text: "Para cobrar algo más de una venta que ya salió. La venta no cambia.",
  // what for
  motive: "Qué se cobra",
  motives,
  reason: "Por qué se cobra",
  reasons,
  needsReason: "Escribe el motivo.",
  // how much
  amount: "Monto",
  amountHint: "Todo lo que te pagan, con su IGV si lo lleva.",
  needsAmount: "Escribe un monto mayor que cero.",
  tender: "Cómo te pagan",
  rounds: "En efectivo se redondea a S/\u00a00.10 a favor del cliente.",
  note: (number: string) => `Se emitirá una nota de débito que corrige a ${number}`,
  confirm: "Cobrar",
  // done
  doneTitle: "Cargo cobrado",
  take: (tender: Tender) => `Recibe ${by[tender]}`,
  noteMade: (number: string) => `Nota de débito ${number}`,
  stays: "La venta queda con su cargo anotado.",
  // past ones
  past: "Cargos",
  paid: (motive: string, tender: Tender) => `${motive} · ${by[tender]}`,
};
