import type { DocEvent, DocKind, DocLight, DocState, FiscalDocument, FiscalStatus } from "$api/types";

/** What each kind of paper is called at the counter. */
const kinds: Record<DocKind, string> = {
  nota_venta: "Nota de venta",
  boleta: "Boleta",
  factura: "Factura",
  credito_boleta: "Nota de crédito",
  credito_factura: "Nota de crédito",
  debito_boleta: "Nota de débito",
  debito_factura: "Nota de débito",
};

/** How a document stands when only its light is known. */
const lights: Record<DocLight, string> = { green: "Aceptada", amber: "Por enviar", red: "Por resolver" };

const states: Record<DocState, string> = {
  issued: "Sin firmar",
  queued: "Por enviar",
  sent: "Enviada",
  accepted: "Aceptada",
  observed: "Con observación",
  rejected: "Rechazada",
  exception: "Por corregir",
  void_pending: "Baja en camino",
  voided: "De baja",
};

const stateTexts: Record<DocState, string> = {
  issued: "Tiene su número y está guardada. Se firma y se envía sola apenas haya certificado.",
  queued: "Está firmada y guardada. Se envía sola a SUNAT.",
  sent: "Ya salió hacia SUNAT. Falta su respuesta.",
  accepted: "SUNAT la aceptó.",
  observed: "SUNAT la aceptó con una observación. Vale igual.",
  rejected: "SUNAT la rechazó. Este número ya no sirve.",
  exception: "SUNAT no pudo leerla. Todavía no está presentada.",
  void_pending: "La anulación va camino a SUNAT.",
  voided: "SUNAT la dio de baja.",
};

const events: Record<DocEvent, string> = {
  signed: "Firmada",
  sent: "Enviada a SUNAT",
  not_delivered: "No llegó a SUNAT",
  accepted: "Aceptada por SUNAT",
  observed: "Aceptada con observación",
  rejected: "Rechazada por SUNAT",
  exception: "SUNAT no pudo leerla",
  requeued: "Puesta otra vez en camino",
  void_asked: "Se pidió la anulación",
  void_sent: "Anulación enviada a SUNAT",
  voided: "Dada de baja por SUNAT",
  void_refused: "SUNAT no aceptó la anulación",
  annulled: "Pasó el plazo de baja: una nota de crédito la anula",
};

const again = "Después presiona Emitir de nuevo: sale con otro número.";
/** What to do about the refusals a shop meets most; SUNAT's own words go below. */
const remedies: [codes: readonly number[], text: string][] = [
  [
    [2017],
    "La factura necesita un cliente con RUC. Presiona Emitir de nuevo y elige su RUC. Si quería boleta, anula esta venta y hazla de nuevo.",
  ],
  [
    [2014, 2015, 2016, 2021, 2022, 2800, 2801, 2802],
    "El documento o el nombre del cliente no vale. Presiona Emitir de nuevo y elige al cliente con sus datos correctos.",
  ],
  [[2108, 2329], "Pasó el plazo para presentarla. Presiona Emitir de nuevo: sale con otro número y la fecha de hoy."],
  [[2325, 2326, 2327, 2328], `SUNAT no reconoce el certificado. Revísalo en Ajustes. ${again}`],
];
const remedy = (code: number | null | undefined) => remedies.find(([codes]) => codes.includes(code ?? -1))?.[1];

type Told = Pick<FiscalDocument, "state" | "code" | "can_reissue">;

/** What a person has to do about a document; null while nothing has to be done, or nothing can be. */
function toDo({ state, code, can_reissue }: Told): string | null {
  if (state === "rejected") {
    if (!can_reissue) return null;
    return (
      remedy(code) ?? `Corrige lo que dice SUNAT. ${again} Si no sabes qué corregir, muestra el código a tu contador.`
    );
  }
  if (state === "exception") {
    return can_reissue
      ? "Corregía un comprobante que ya tiene otro número. Presiona Emitir de nuevo: sale otra que corrige al nuevo."
      : "Revisa los datos de la tienda y del cliente y presiona Enviar ahora: sale con el mismo número. Si se repite, muestra el código a tu técnico.";
  }
  return null;
}

const days = (left: number) => (left === 1 ? "queda 1 día" : `quedan ${left} días`);

/** `quedan 2 días`, `es hoy`, `pasó hace 1 día`. */
function left(count: number): string {
  if (count > 0) return days(count);
  if (count === 0) return "es hoy";
  return count === -1 ? "pasó hace 1 día" : `pasó hace ${-count} días`;
}

function pending({ pending, unsigned }: FiscalStatus): string {
  const all = pending === 1 ? "1 por enviar" : `${pending} por enviar`;
  return unsigned > 0 ? `${all}, ${unsigned === 1 ? "1 sin firmar" : `${unsigned} sin firmar`}` : all;
}

function message(doc: FiscalDocument, shop: string, total: string, date: string): string {
  return `Hola, te enviamos tu ${kinds[doc.kind].toLowerCase()} ${doc.number} de ${shop} por ${total}, del ${date}. Gracias por tu compra.`;
}

export const documents = {
  kinds,
  lights,
  states,
  stateTexts,
  events,
  toDo,
  test: "PRUEBA",
  testHint: "Hecha en el servicio de pruebas de SUNAT: no tiene valor tributario.",
  // list
  listLabel: "Lista de comprobantes electrónicos",
  searchLabel: "Buscar comprobante",
  columns: { hour: "Hora", document: "Comprobante", total: "Total S/", state: "SUNAT" },
  lightLabel: "Respuesta de SUNAT",
  lightFilters: { all: "Todos", green: "Aceptados", amber: "En camino", red: "Por resolver" },
  kindLabel: "Tipo de comprobante",
  kindFilters: {
    all: "Todo tipo",
    boleta: "Boletas",
    factura: "Facturas",
    credito_boleta: "Créditos de boleta",
    credito_factura: "Créditos de factura",
    debito_boleta: "Débitos de boleta",
    debito_factura: "Débitos de factura",
  },
  voidAsked: "Anulación pedida",
  voidAskedText: "Se pidió anularla: la baja se envía sola a SUNAT.",
  emptyTitle: "Sin comprobantes electrónicos hoy",
  emptyText: "Cada boleta o factura que cobres aparece aquí con la respuesta de SUNAT.",
  notFound: "Ningún comprobante con esa búsqueda",
  notFoundText: "Prueba con otro número, más días o quita los filtros.",
  clear: "Quitar los filtros",
  pickTitle: "Elige un comprobante",
  pickText: "Aquí se ven la respuesta de SUNAT, sus archivos y qué hacer si algo falta.",
  // counter
  status: "Cómo van los comprobantes",
  allSent: "Todo enviado: SUNAT respondió por cada comprobante.",
  off: "Los comprobantes electrónicos están apagados. Los ya dados siguen aquí.",
  pending,
  firstDeadline: (date: string, count: number) => `el primero vence el ${date}, ${left(count)}`,
  broken: (count: number) => (count === 1 ? "1 por resolver" : `${count} por resolver`),
  voiding: (count: number) => (count === 1 ? "1 anulación en camino" : `${count} anulaciones en camino`),
  nextTry: (hour: string) => `Próximo intento a las ${hour}.`,
  noCertificate: "Falta el certificado digital: ponlo en Ajustes.",
  seeBroken: "Ver cuáles",
  // detail
  standing: "Estado ante SUNAT",
  deadline: (date: string, count: number) =>
    count >= 0 ? `Vence el ${date}, ${left(count)}` : `Venció el ${date}, ${left(count)}`,
  doThis: "Qué hacer",
  sunatSaid: (code: number | null | undefined, text: string) =>
    code == null ? `SUNAT dijo: ${text}` : `SUNAT dijo (código ${String(code).padStart(4, "0")}): ${text}`,
  resend: "Enviar ahora",
  resent: "Puesta en camino a SUNAT",
  amounts: "Montos",
  customer: "Cliente",
  anyone: "Cliente varios",
  taxable: "Op. gravada",
  exempt: "Op. exonerada",
  unaffected: "Op. inafecta",
  free: "Op. gratuita",
  igv: (rate: string) => `IGV ${rate}`,
  icbper: "ICBPER",
  total: "Total",
  motive: "Motivo",
  replaced: "Reemplazada",
  replacedText: "Este número ya no sirve y ya salió otra en su lugar. No hay nada que hacer.",
  replaces: "Reemplaza a",
  replacedBy: "Reemplazada por",
  cannotReissue: "No se puede emitir de nuevo",
  affects: "Corrige a",
  notes: "Notas que la corrigen",
  digest: "Valor resumen",
  noDigest: "Todavía sin firma",
  files: "Archivos",
  xml: "XML",
  constancia: "Constancia (CDR)",
  pdf: "PDF A4",
  xmlName: (number: string) => `${number}.xml`,
  constanciaName: (number: string) => `R-${number}.zip`,
  pdfName: (number: string) => `${number}.pdf`,
  saved: (place: string) => `Guardado en ${place}`,
  history: "Historia",
  itself: "automático",
  by: (who: string) => `Por ${who}`,
  observations: "Observaciones",
  // sharing
  share: "Enviar al cliente",
  whatsapp: "WhatsApp",
  mail: "Correo",
  phone: "Celular del cliente",
  phoneHint: "9 dígitos. Solo se usa ahora, no se guarda.",
  phoneWrong: "Escribe los 9 dígitos del celular.",
  email: "Correo del cliente",
  emailHint: "Solo se usa ahora, no se guarda.",
  emailWrong: "Escribe un correo, por ejemplo ana@correo.pe.",
  shareText: "Se abre con el mensaje escrito; adjunta tú el PDF.",
  open: { whatsapp: "Abrir WhatsApp", mail: "Abrir correo" },
  subject: (kind: string, number: string) => `${kind} ${number}`,
  message,
  copied: (to: string) => `Mensaje copiado. Pégalo en el chat o correo de ${to}.`,
  notCopied: "No se pudo abrir ni copiar el mensaje.",
};
