import type { ClockFault, ImportItem, Licence, LicenceFlag, LicencePlan, LicenceState } from "$api/types";
import { dateAndHour, day } from "$lib/format";
import { onTrial, suspending } from "$lib/licence";

const days = (count: number) => (count === 1 ? "1 día" : `${count} días`);

const plans: Record<LicencePlan, string> = { perpetual: "Para siempre", membership: "Membresía", trial: "Prueba" };

/** What is said in one line above every screen, and in full on its own. */
const flags: Record<LicenceFlag, string> = {
  clock_suspect: "El reloj de la computadora no está bien. Se sigue vendiendo; corrige la fecha y la hora.",
  device_moved:
    "Esta caja parece otra computadora. Se sigue vendiendo; envía otra vez la solicitud y avisa a tu proveedor.",
  device_key_missing:
    "Esta computadora no tiene la llave de tu licencia. Envía la solicitud de esta caja a tu proveedor y trae el archivo nuevo.",
  updates_ended: "Tus actualizaciones terminaron. Esta versión sigue funcionando.",
  build_not_covered: "Tu licencia no cubre esta versión. Pide a tu proveedor la versión que te corresponde.",
  lease_unreadable: "El último archivo de licencia no se puede leer. Vale el anterior por unos días; vuelve a traerlo.",
  contact_needed: "Hace falta un archivo de licencia más nuevo. Pídelo a tu proveedor y tráelo aquí.",
  suspension_pending: "Tu proveedor suspendió la licencia. Llámalo hoy: se detendrá a las 4 de la madrugada.",
};

const clockFaults: Record<ClockFault, { what: string; next: string }> = {
  behind: {
    what: "El reloj de la computadora está atrasado.",
    next: "Pon la fecha y la hora correctas en la computadora. No hace falta otra licencia. Si se atrasa cada mañana, la pila de la placa está gastada.",
  },
  ahead: {
    what: "El reloj de la computadora se adelantó mucho de golpe.",
    next: "Si la fecha de la computadora está mal, corrígela. Si está bien, reinicia la computadora. Si sigue igual, se acepta sola tras un día de uso; para no esperar, envía la solicitud a tu proveedor.",
  },
  unreadable: {
    what: "No se puede leer el reloj de la computadora.",
    next: "Pon la fecha y la hora, y reinicia. Si sigue igual, llama a tu técnico.",
  },
};

const deeds: Record<string, string> = {
  view: "Buscar y ver",
  reprint: "Reimprimir",
  report: "Ver reportes",
  export: "Exportar tus datos",
  backup: "Hacer copias",
  restore: "Recuperar una copia",
  close_session: "Cerrar la caja abierta",
  count_cash: "Contar el dinero",
  finish_sale: "Terminar la venta empezada",
  send_issued: "Enviar a SUNAT lo ya emitido",
  undo_issued: "Anular o devolver lo ya vendido",
  sync: "Sincronizar",
  view_agenda: "Ver la agenda",
  personal_data: "Atender pedidos sobre datos personales",
  licence: "Traer la licencia",
  support: "Pedir ayuda",
  security_update: "Instalar actualizaciones de seguridad",
  new_sale: "Empezar una venta",
  new_quotation: "Hacer una cotización",
  issue_document: "Emitir comprobantes nuevos",
  open_session: "Abrir la caja para vender",
  stock: "Mover stock",
  edit_catalogue: "Cambiar productos y precios",
  edit_customer: "Cambiar clientes",
  new_appointment: "Dar citas",
  new_note: "Escribir notas clínicas",
  emergency_note: "Escribir una nota de emergencia",
  update: "Instalar actualizaciones",
};

const modules: Record<string, string> = {
  minimarket: "Minimarket",
  peluqueria: "Peluquería",
  veterinaria: "Veterinaria",
  documents: "Comprobantes electrónicos",
  sync: "Sincronización",
};

/** What a document of an import is, for whoever brought it. */
const kinds: Record<string, string> = {
  LICENCE: "Licencia",
  LEASE: "Permiso de esta caja",
  KEY: "Llave de quien firma",
  TIME: "Hora",
};

const untilNames: Record<LicenceState, string> = {
  trial: "La prueba termina",
  active: "Empieza el aviso",
  warn: "Vence",
  grace: "Se detiene",
  locked_readonly: "Cambia",
  suspended: "Cambia",
};

function sentence(licence: Licence): string {
  const { state, days_left: left, demo, papers } = licence;
  const what = onTrial(licence) ? "prueba" : "licencia";
  const ended = onTrial(licence) ? "terminó" : "venció";
  const rest = typeof left === "number" ? days(left) : null;
  if (demo) return "Es una tienda de demostración: nunca se bloquea.";
  if (suspending(licence)) return "Tu proveedor suspendió la licencia.";
  if (state === "trial") {
    if (left === 0) return "Estás probando Caserita: hoy es el último día.";
    return rest
      ? `Estás probando Caserita: te ${left === 1 ? "queda" : "quedan"} ${rest}.`
      : "Estás probando Caserita.";
  }
  if (state === "active") {
    return papers?.plan === "perpetual" ? "Tu licencia es para siempre." : "Tu licencia está al día.";
  }
  if (state === "warn") {
    if (left === 0) return `Tu ${what} vence hoy.`;
    return rest ? `Tu ${what} vence en ${rest}.` : `Tu ${what} está por vencer.`;
  }
  if (state === "grace") {
    if (left === 0) return `Tu ${what} ${ended}. Hoy es el último día para vender.`;
    return rest ? `Tu ${what} ${ended}. Puedes vender ${rest} más.` : `Tu ${what} ${ended}. Todavía puedes vender.`;
  }
  if (state === "suspended") return "Tu licencia está suspendida: no se pueden empezar ventas.";
  return `Tu ${what} ${ended}: no se pueden empezar ventas.`;
}

/** What the state means today and the next thing to do. */
function meaning(licence: Licence): string {
  const { state, demo, papers, until, flags: said, clock, voice } = licence;
  const when = until ? dateAndHour(until) : null;
  const renew = onTrial(licence) ? "Actívala" : "Renuévala";
  if (demo) return "Es para practicar. Para vender de verdad, empieza con una tienda nueva.";
  if (suspending(licence)) return "Llámalo hoy: se detendrá a las 4 de la madrugada.";
  if (state === "trial") return "Todo funciona. Para seguir vendiendo después, activa la licencia: son tres pasos.";
  if (state === "active") {
    if (!papers?.paid_through) return "No vence: esta caja vende siempre.";
    const calm = !clock.fault && said.every((flag) => flag === "updates_ended");
    return `Pagada hasta el ${day(papers.paid_through)}.${calm ? " No tienes que hacer nada." : ""}`;
  }
  if (state === "warn") return `Sigues vendiendo igual. ${renew} antes${when ? ` del ${when}` : ""}.`;
  if (state === "grace") {
    return `${when ? `Desde el ${when}` : "Pronto"} no se podrán empezar ventas; la que esté abierta se termina. ${renew} antes.`;
  }
  if (state === "suspended") return "Tus datos están completos. Llama a tu proveedor: él te da cómo volver a vender.";
  const ways = voice ? "el archivo, el QR o el código" : "el archivo o el QR";
  return `Tus datos están completos. Trae ${ways} que te dé tu proveedor y vuelves a vender al instante, sin internet.`;
}

/** What came of an import, said at once. */
function taken(licence: Licence): string {
  const { state, papers, flags: said } = licence;
  const through = papers?.paid_through;
  if (said.includes("suspension_pending") || state === "suspended")
    return "Se recibió: tu proveedor suspendió la licencia";
  if (through && (state === "grace" || state === "locked_readonly")) {
    return `Se recibió, pero solo está pagada hasta el ${day(through)}`;
  }
  if (through) return `Licencia activada: pagada hasta el ${day(through)}`;
  return papers?.plan === "perpetual" ? "Licencia activada: es para siempre" : "Licencia actualizada";
}

function itemTaken({ kind, outcome, rev }: ImportItem, licence: Licence): string {
  const what = `${kinds[kind] ?? kind}${rev > 0 ? ` (revisión ${rev})` : ""}`;
  if (outcome === "same") return `${what}: ya estaba en esta caja.`;
  if (outcome === "older") return `${what}: aquí hay una revisión más nueva y vale esa.`;
  const through = licence.papers?.paid_through;
  return `${what}: se recibió${kind === "LEASE" && through ? `, pagado hasta el ${day(through)}` : ""}.`;
}

export const licence = {
  title: "Licencia",
  hint: "Qué tienes, hasta cuándo y cómo activar.",
  sentence,
  meaning,
  flags,
  plans,
  badges: {
    trial: "En prueba",
    active: "Al día",
    warn: "Por vencer",
    grace: "En gracia",
    locked_readonly: "Detenida",
    suspended: "Suspendida",
  } satisfies Record<LicenceState, string>,
  demoBadge: "Demostración",
  suspendingBadge: "Por suspenderse",
  state: "Cómo está tu licencia",
  suspended: (reason: string) => `Motivo: ${reason}`,
  demoRoots:
    "Esta versión es de demostración: acepta licencias de práctica que cualquiera puede hacer. No la uses para vender.",

  clock: "Los dos relojes",
  clockFaults,
  clockMachine: "La computadora dice",
  clockTrusted: "La licencia va con",
  clockKept: "Se sigue vendiendo.",

  steps: "Cómo activar esta caja",
  step: {
    send: {
      title: "Envía la solicitud",
      text: "Guárdala en una memoria, cópiala o muestra su QR.",
      act: "Ver la solicitud",
    },
    receive: { title: "Recibe la respuesta", text: "Tu proveedor hace la licencia y te manda un archivo o un QR." },
    bring: {
      title: "Tráela aquí",
      text: "Elige el archivo o lee el QR. La caja queda activada al instante.",
      act: "Traerla",
    },
  },

  facts: "Tu licencia",
  none: "Todavía no hay una licencia en esta caja.",
  holder: "Titular",
  ruc: "RUC",
  plan: "Plan",
  edition: "Edición",
  includes: "Incluye",
  module: (name: string) => modules[name] ?? name,
  tills: "Caja",
  tillOf: (no: number, max: number) => (max === 1 ? "La única" : `${no} de ${max}`),
  paidThrough: "Pagada hasta",
  grace: "Gracia después",
  graceDays: days,
  untilNames,
  lockedSince: "Detenida desde",
  contactUntil: "Renovar antes del",
  updates: "Actualizaciones hasta",
  fallback: "Versión que te corresponde",
  lastImport: "Último archivo",
  importedBy: (when: string, who: string | null) => (who ? `${when}, ${who}` : when),

  supportData: "Datos para soporte",
  licenceId: "Licencia",
  leaseId: "Permiso",
  device: "Llave de esta caja",
  issued: "Permiso firmado",
  revision: (id: string, rev: number) => `${id}, revisión ${rev}`,
  supportCopied: "Datos copiados",
  copySupport: "Copiar datos",

  works: "Qué funciona ahora",
  stopped: "Qué no funciona ahora",
  deed: (name: string) => deeds[name] ?? name,
  nothingStopped: "Todo funciona.",

  pay: "Cómo pagar",
  seller: "Tu proveedor",
  noProvider: "Llama a quien te vendió Caserita.",
  phone: "Teléfono",
  whatsapp: "WhatsApp",
  write: "Escribir por WhatsApp",
  message: (code: string) => `Hola, te escribo por la licencia de Caserita. Mi código de ayuda es ${code}.`,
  messageCopied: (phone: string) => `Mensaje copiado: pégalo en WhatsApp, para el ${phone}`,
  ways: "Formas de pago",
  notes: "Lo acordado",
  support: "Código de ayuda",
  supportHint: "Díctalo cuando llames: dice qué caja es y qué licencia tiene.",
  copyCode: "Copiar código",
  codeCopied: "Código copiado",

  import: "Traer la licencia",
  importHint: "Funciona sin internet, en cualquier momento. Hay tres maneras:",
  byFile: "Con un archivo",
  fileHint: "El que te mandó tu proveedor, desde una memoria o desde Descargas.",
  choose: "Elegir archivo",
  file: "Archivo de licencia",
  byQr: "Con un QR",
  qrHint: "Lee los códigos con el lector, uno tras otro y en cualquier orden, o pega aquí sus textos.",
  pasted: "Texto del QR",
  read: (whole: number, missing: number) =>
    [
      whole === 0 ? "" : whole === 1 ? "1 código completo." : `${whole} códigos completos.`,
      missing === 0 ? "" : missing === 1 ? "Falta 1 parte." : `Faltan ${missing} partes.`,
    ]
      .filter(Boolean)
      .join(" "),
  take: "Usar este texto",
  torn: "Ese código se leyó a medias: léelo otra vez.",
  needsText: "Lee los códigos con el lector o pega su texto.",
  taken,
  itemTaken,
  result: "Lo que trajo",
  newSeries: (till: number, series: readonly string[]) =>
    `Esta es la caja ${till} de tu tienda: desde ahora numera con ${series.join(", ")}.`,
  same: "No trajo nada nuevo: tu licencia sigue como estaba.",
  partRefused: (kind: string) => `${kinds[kind] ?? kind}: no se aceptó.`,

  request: "Solicitud de esta caja",
  requestHint: "Envíala a tu proveedor: con ella hace la licencia de esta computadora, y solo sirve aquí.",
  copy: "Copiar",
  copied: "Solicitud copiada",
  cannotCopy: "No se pudo copiar. Guarda el archivo.",
  cannotCopyText: "No se pudo copiar.",
  save: "Guardar archivo",
  saved: (path: string) => `Guardada en ${path}`,
  fileName: "solicitud-caserita.txt",
  parts: "Mostrar el QR",
  partsHint: "Lee cada código con un celular y envía los textos, en cualquier orden.",
  part: (no: number, of: number) => (of === 1 ? "Un solo código" : `Parte ${no} de ${of}`),
  partAlt: (no: number, of: number) =>
    of === 1 ? "QR con la solicitud de esta caja" : `QR con la parte ${no} de ${of} de la solicitud de esta caja`,

  code: "Código por teléfono",
  codeHint: "Diez letras o números. Tras cinco intentos equivocados hay que esperar 10 minutos.",
  codeField: "Código",
  codeText: "Sin cámara ni memoria: llama, dicta el código de ayuda y escribe el que te den. Da unos días más.",
  codeLater:
    "Sirve cuando la licencia ya venció y el archivo no llega: tu proveedor dicta un código y da unos días más.",
  codeNever: "Con una licencia para siempre no hace falta.",
  codeNoLease: "Sirve en cajas que ya tuvieron una licencia. Esta todavía no: necesita el archivo o el QR.",
  codeShort: "Un código tiene diez letras o números.",
  useCode: "Usar código",
  lent: (count: number) => `Listo: tienes ${days(count)} más`,
  voice: (lease: string, rev: number, counter: number) =>
    `Si te lo piden: permiso ${lease}, revisión ${rev}, código número ${counter}.`,

  go: "Ver licencia",
  bring: "Traer la licencia",
  later: "Hoy no",
  meanwhile: "Mientras tanto",
  closeCash: "Cerrar la caja",
  seeCash: "Ir a Caja",
  held: "En espera",
  seeSales: "Ver las ventas",
} as const;
