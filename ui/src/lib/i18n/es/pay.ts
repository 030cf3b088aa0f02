import { faceValue } from "$lib/format";

interface Piece {
  value: number;
  count: number;
}

const isNote = ({ value }: Piece) => value >= 1000;

/** `1 billete de 20 · 1 moneda de 1 · 2 de 0.50`: what they are is said once for the notes, once for the coins. */
function pieces(all: Piece[]): string {
  return all
    .map((piece, at) => {
      const before = all[at - 1];
      const noun = isNote(piece) ? "billete" : "moneda";
      const said = before && isNote(before) === isNote(piece) ? "" : ` ${noun}${piece.count === 1 ? "" : "s"}`;
      return `${piece.count}${said} de ${faceValue(piece.value)}`;
    })
    .join(" · ");
}

export const pay = {
  title: "Cobrar",
  region: "Pago",
  total: "Total",
  paid: "Pagado",
  paidWith: (tender: string) => `Pagado con ${tender}`,
  nothingPaid: "Nada todavía",
  remaining: "Falta",
  remainingCash: "Falta en efectivo",
  rounding: (amount: string) => `con redondeo de ${amount}`,
  tenders: "Forma de pago",
  hints: {
    cash: "Da vuelto",
    yape: "QR de la tienda",
    plin: "QR de la tienda",
    card: "POS del banco",
    transfer: "A tu cuenta",
  },
  received: "Recibido en efectivo",
  quickCash: "Efectivo rápido",
  exact: "Exacto",
  amountOf: (tender: string) => `Monto con ${tender}`,
  operation: "Número de operación",
  operationHint: "Está en la constancia del cliente. Míralo también en tu celular.",
  voucherHint: "Está en el voucher del POS.",
  applied: "Pagos recibidos",
  operationCode: (code: string) => `Operación ${code}`,
  removePayment: (tender: string) => `Quitar el pago con ${tender}`,
  change: "Vuelto",
  short: "Falta",
  exactly: "Efectivo exacto",
  covered: "Pagado completo",
  breakdown: pieces,
  print: "Imprimir ticket",
  back: "Volver",
  save: "Guardar venta",
  take: "Cobrar",
  saving: "Guardando",
  empty: "La venta no tiene productos.",
  ways: {
    customer: "Elegir cliente",
    boleta: "Cobrar con boleta",
    nota_venta: "Cobrar con nota de venta",
    basket: "Volver a la venta",
    shop: "Ir a Ajustes",
    by_hand: "Corregir lo escrito a mano",
  },

  done: {
    title: "Venta guardada",
    region: "Venta guardada",
    number: (kind: string, number: string, hour: string) => `${kind} ${number} · ${hour}`,
    byHand: (paper: string, hour: string) => `${paper} · ${hour}`,
    giveChange: "Entrega de vuelto",
    noChange: "Sin vuelto",
    total: "Total",
    rounding: "Redondeo en efectivo",
    cashReceived: "Efectivo recibido",
    withCode: (tender: string, code: string) => `${tender} · operación ${code}`,
    next: "Siguiente cliente",
    reprint: "Reimprimir",
    retryPrint: "Reintentar",
    notPrinted: "No se imprimió el ticket",
    states: {
      queued: "Por imprimir",
      sending: "Imprimiendo",
      sent: "Impreso",
      failed: "Sin imprimir",
      asks: "Revisa el ticket",
      cancelled: "No se imprime",
    },
  },
};
