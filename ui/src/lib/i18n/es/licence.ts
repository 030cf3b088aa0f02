import type { Licence, LicenceFlag, LicencePlan } from "$api/types";

const days = (count: number) => (count === 1 ? "1 día" : `${count} días`);

const plans: Record<LicencePlan, string> = { perpetual: "Para siempre", membership: "Membresía", trial: "Prueba" };

const flags: Record<LicenceFlag, string> = {
  clock_suspect: "El reloj de la computadora no está bien. Se sigue vendiendo; corrige la fecha y la hora.",
  device_moved: "Esta caja parece otra computadora. Se sigue vendiendo; avisa a tu proveedor.",
  device_key_missing:
    "Esta computadora no tiene la llave de tu licencia. Envía la solicitud de esta caja a tu proveedor.",
  updates_ended: "Tus actualizaciones terminaron. Esta versión sigue funcionando.",
  build_not_covered: "Tu licencia no cubre esta versión. Pide a tu proveedor la versión que te corresponde.",
  lease_unreadable: "El último archivo de licencia no se puede leer. Vale el anterior; vuelve a traerlo.",
  contact_needed: "Hace falta un archivo de licencia más nuevo. Pídelo a tu proveedor.",
  suspension_pending: "Tu proveedor suspendió la licencia. Llámalo hoy: se detendrá al cerrar la caja.",
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
  undo_issued: "Anular o devolver lo ya emitido",
  sync: "Sincronizar",
  view_agenda: "Ver la agenda",
  personal_data: "Atender pedidos sobre datos personales",
  licence: "Activar la licencia",
  support: "Pedir ayuda",
  security_update: "Instalar actualizaciones de seguridad",
  new_sale: "Empezar una venta",
  new_quotation: "Hacer una cotización",
  issue_document: "Emitir comprobantes nuevos",
  open_session: "Abrir la caja",
  stock: "Mover stock",
  edit_catalogue: "Cambiar productos y precios",
  edit_customer: "Cambiar clientes",
  new_appointment: "Dar citas",
  new_note: "Escribir notas clínicas",
  emergency_note: "Escribir una nota de emergencia",
  update: "Instalar actualizaciones",
};

function sentence({ state, days_left: left, demo, papers }: Licence): string {
  if (demo) return "Es una tienda de demostración: nunca se bloquea.";
  const rest = typeof left === "number" ? days(left) : null;
  if (state === "trial") return rest ? `Estás probando Caserita: te quedan ${rest}.` : "Estás probando Caserita.";
  if (state === "active")
    return papers?.plan === "perpetual" ? "Tu licencia es para siempre." : "Tu licencia está al día.";
  if (state === "warn") return rest ? `Tu licencia vence en ${rest}.` : "Tu licencia está por vencer.";
  if (state === "grace") {
    return rest ? `Tu licencia venció. Puedes vender ${rest} más.` : "Tu licencia venció. Todavía puedes vender.";
  }
  if (state === "suspended") return "Tu licencia está suspendida: no se pueden empezar ventas.";
  return "Tu licencia venció: no se pueden empezar ventas.";
}

export const licence = {
  title: "Licencia",
  hint: "Qué tienes, hasta cuándo y cómo activar.",
  sentence,
  flags,
  plans,
  suspended: (reason: string) => `Motivo: ${reason}`,
  facts: "Tu licencia",
  none: "Todavía no hay una licencia en esta caja. Envía la solicitud a tu proveedor para activarla.",
  holder: "Titular",
  ruc: "RUC",
  plan: "Plan",
  tills: "Cajas",
  tillOf: (no: number, max: number) => `Caja ${no} de ${max}`,
  paidThrough: "Pagada hasta",
  grace: "Días de gracia",
  until: "Cambia el",
  lockedSince: "Detenida desde",
  contactUntil: "Renovar antes del",
  updates: "Actualizaciones hasta",
  fallback: "Versión que te corresponde",
  lastImport: "Último archivo",
  importedBy: (when: string, who: string | null) => (who ? `${when}, ${who}` : when),
  works: "Qué funciona ahora",
  stopped: "Qué no funciona ahora",
  deed: (name: string) => deeds[name] ?? name,
  nothingStopped: "Todo funciona.",
  pay: "Cómo pagar",
  payText:
    "Llama a tu proveedor, dile el código de ayuda y paga como acordaron. Te dará un archivo, un QR o un código: tráelo aquí y vuelves a vender al instante, sin internet.",
  support: "Código de ayuda",
  import: "Traer la licencia",
  importHint: "Elige el archivo, o pega el texto del QR.",
  choose: "Elegir archivo",
  file: "Archivo de licencia",
  pasted: "Texto del QR",
  take: "Usar este texto",
  needsText: "Pega el texto del QR.",
  changed: "Licencia actualizada",
  same: "No trajo nada nuevo: tu licencia sigue como estaba.",
  refused: (codes: string) => `Una parte no se aceptó (${codes}). Muéstrale esto a tu proveedor.`,
  request: "Solicitud de esta caja",
  requestHint: "Envíala a tu proveedor: con ella hace la licencia de esta computadora.",
  copy: "Copiar",
  copied: "Solicitud copiada",
  cannotCopy: "No se pudo copiar. Guarda el archivo.",
  save: "Guardar archivo",
  saved: (path: string) => `Guardada en ${path}`,
  parts: "Para hacer un QR",
  partsHint: "Esta versión no dibuja el QR. Estos son sus textos: van en cualquier orden.",
  part: (no: number, of: number) => `Parte ${no} de ${of}`,
  code: "Código por teléfono",
  codeHint: "Diez letras o números. Da unos días más. Tras cinco intentos equivocados hay que esperar 10 minutos.",
  codeField: "Código",
  codeShort: "Un código tiene diez letras o números.",
  useCode: "Usar código",
  lent: (count: number) => `Listo: tienes ${days(count)} más`,
  voice: (lease: string, rev: number, counter: number) => `Dile también: ${lease}, revisión ${rev}, código ${counter}.`,
  go: "Ver licencia",
  later: "Hoy no",
} as const;
