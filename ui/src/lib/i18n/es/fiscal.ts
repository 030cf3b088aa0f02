import type { BoletaRoute, Regime, SeriesSettings } from "$api/types";
import type { ErrorText } from "./errors";

/** Why a document, or the line to SUNAT, waits. */
export interface FiscalTrouble extends ErrorText {
  /** The same in a few words, for a chip or a row. */
  short: string;
}

const safe = "Las ventas están a salvo.";
const alone = "No hagas nada: se vuelve a intentar solo.";
const tomorrow = "Se vuelve a intentar solo. Si mañana sigue igual, llama a tu técnico.";

function trouble(short: string, what: string, next: string): FiscalTrouble {
  return { short, what, safe, next };
}

const odd = trouble("SUNAT respondió algo raro", "SUNAT respondió algo que no se entiende.", tomorrow);

const troubles: Record<string, FiscalTrouble> = {
  "sunat.unreachable": trouble(
    "Sin conexión con SUNAT",
    "No hay conexión con SUNAT.",
    "Sigue vendiendo: se envía solo cuando vuelva internet.",
  ),
  "sunat.down": trouble("SUNAT no atiende", "El sistema de SUNAT no está atendiendo.", alone),
  "sunat.no_answer": trouble(
    "SUNAT no respondió",
    "Se envió, pero SUNAT no respondió a tiempo.",
    "No hagas nada: se pregunta otra vez solo y no se duplica.",
  ),
  "sunat.odd": odd,
  "sunat.not_there": trouble(
    "SUNAT aún no lo tiene",
    "SUNAT dice que todavía no tiene este comprobante.",
    "No hagas nada: se envía otra vez solo.",
  ),
  "sunat.other_cdr": trouble(
    "Constancia de otro",
    "SUNAT mandó la constancia de otro comprobante.",
    "Se pide otra vez sola. Si mañana sigue igual, llama a tu técnico.",
  ),
  "sunat.bad_cdr": trouble(
    "Constancia dañada",
    "La constancia de SUNAT llegó dañada.",
    "Se pide otra vez sola. Si mañana sigue igual, llama a tu técnico.",
  ),
  "sunat.ticket": trouble("SUNAT no halla el resumen", "SUNAT no encuentra el resumen que se le envió.", tomorrow),
  "sunat.credentials": trouble(
    "SUNAT rechazó tu usuario",
    "SUNAT no acepta tu usuario o tu clave SOL.",
    "Corrígelos en Ajustes, Comprobantes electrónicos. Hasta entonces no se envía nada, para que SUNAT no bloquee al usuario.",
  ),
  "sunat.no_user": trouble(
    "Falta el usuario SOL",
    "Falta el usuario o la clave SOL para enviar.",
    "Escríbelos en Ajustes, Comprobantes electrónicos.",
  ),
  "sunat.duplicate": trouble(
    "SUNAT ya lo tiene",
    "SUNAT ya tiene este comprobante, pero todavía no da su constancia.",
    "Se pide otra vez sola. Si mañana sigue igual, búscalo en la página de SUNAT con tu clave SOL.",
  ),
  "sunat.in_process": trouble(
    "SUNAT lo procesa",
    "SUNAT lo recibió y lo está procesando.",
    "Espera: se pregunta solo por la respuesta.",
  ),
  "sunat.summary": trouble(
    "Irá en otro resumen",
    "El resumen en que iba no pasó.",
    "Irá solo en otro resumen. Si mañana sigue igual, llama a tu técnico.",
  ),
  "sunat.internal": trouble(
    "Algo falló con este",
    "Algo falló dentro del programa con este comprobante.",
    "Los demás siguen su camino y este se vuelve a intentar solo. Si mañana sigue igual, llama a tu técnico.",
  ),
  "sunat.unsigned": trouble(
    "Sin firmar",
    "No se pudo firmar.",
    "Revisa el certificado en Ajustes, Comprobantes electrónicos. Después se firma y se envía solo.",
  ),
};

/** A code of waiting in its parts; one not known yet is still something SUNAT said. */
export function troubleParts(code: string): FiscalTrouble {
  return troubles[code] ?? odd;
}

/** A code of waiting as two sentences: what happened, and what to do. */
export function fiscalTrouble(code: string): string {
  const { what, next } = troubleParts(code);
  return `${what} ${next}`;
}

const regimes: Record<Regime, string> = { general: "General, RER o MYPE", nrus: "Nuevo RUS" };
const regimeHints: Record<Regime, string> = {
  general: "Boletas y facturas, con IGV.",
  nrus: "Solo boletas, sin IGV. No se pueden emitir facturas.",
};
const routes: Record<BoletaRoute, string> = { alone: "Una por una", summary: "En resumen diario" };
const routeHints: Record<BoletaRoute, string> = {
  alone: "Recomendado: cada boleta se envía al cobrarla y recibe su propia constancia.",
  summary: "Las del día viajan juntas al día siguiente. Las facturas siguen yendo una por una.",
};
const kinds: Record<SeriesSettings["doc_kind"], string> = {
  nota_venta: "Nota de venta",
  boleta: "Boleta",
  factura: "Factura",
  credito_boleta: "Nota de crédito de boletas",
  credito_factura: "Nota de crédito de facturas",
  debito_boleta: "Nota de débito de boletas",
  debito_factura: "Nota de débito de facturas",
};

const days = (count: number) => (count === 1 ? "1 día" : `${count} días`);

export const fiscal = {
  // what is always in sight while SUNAT's test service is spoken to
  betaBadge: "PRUEBA · sin valor tributario",
  betaBand: "PRUEBA · sin valor tributario. No entregues estos comprobantes a un cliente.",
  // what the licence leaves out
  notInLicence: "Tu licencia no incluye los comprobantes electrónicos.",
  notInLicenceNext:
    "Las ventas salen como nota de venta; lo ya emitido se sigue enviando. Pide a tu proveedor una licencia que los incluya.",
  bringLicence: "trae una licencia que incluya los comprobantes electrónicos; después se eligen aquí.",
  // state
  state: "Estado",
  states: { off: "Sin comprobantes electrónicos", beta: "En prueba", production: "En producción" },
  stateTexts: {
    off: "La tienda da solo notas de venta y no envía nada a SUNAT.",
    beta: "Los comprobantes van al servicio de prueba de SUNAT: sirven para ensayar, no para vender.",
    production: "Cada boleta y factura se envía a SUNAT y tiene efecto tributario.",
  },
  checklist: "Lo que hace falta para emitir",
  done: "Listo",
  missing: "Falta",
  steps: {
    ruc: "RUC",
    legal_name: "Razón social",
    address: "Dirección",
    district: "Distrito",
    certificate: "Certificado digital",
    sol_user: "Usuario SOL",
    sol_password: "Clave SOL",
  },
  stepActs: {
    ruc: "Escribirlo en Tienda",
    legal_name: "Escribirla en Tienda",
    address: "Escribirla en Tienda",
    district: "Elegirlo",
    certificate: "Importarlo",
    sol_user: "Escribirlo",
    sol_password: "Escribirla",
  },
  onlyProduction: "solo para producción",
  next: "Qué sigue:",
  nextTexts: {
    ruc: "escribe el RUC de la tienda.",
    legal_name: "escribe la razón social, como en la ficha RUC.",
    address: "escribe la dirección del domicilio fiscal.",
    district: "elige el distrito de la tienda.",
    certificate: "importa el certificado digital. Sin él los comprobantes se emiten, pero no se envían.",
    sol_user: "escribe el usuario SOL secundario.",
    sol_password: "escribe la clave SOL de ese usuario.",
    save: "guarda para que el cambio valga.",
    try: "elige Prueba y guarda. Ensaya con un par de ventas antes de empezar de verdad.",
    go: "emite una boleta y mira si SUNAT la acepta. Cuando salga bien, pasa a Producción.",
  },
  ready: "Todo listo para emitir.",
  nextTry: (hour: string) => `Próximo intento: ${hour}.`,
  pending: (count: number) => `${count} por enviar`,
  broken: (count: number) => (count === 1 ? "1 rechazado" : `${count} rechazados`),
  voiding: (count: number) => (count === 1 ? "1 baja en camino" : `${count} bajas en camino`),
  look: "Ver comprobantes",
  // mode
  mode: "Modo",
  modeHint: "Empieza en prueba. Desde la primera boleta real ya no se vuelve atrás.",
  modes: { off: "Sin comprobantes electrónicos", beta: "Prueba (SUNAT beta)", production: "Producción" },
  modeTexts: {
    off: "Solo notas de venta.",
    beta: "Para ensayar. Nada tiene valor tributario.",
    production: "De verdad: cada boleta tiene efecto tributario.",
  },
  liveTitle: "Pasar a producción",
  liveText:
    "Desde ahora cada boleta y factura que cobres es de verdad: se envía a SUNAT, tiene efecto tributario y cuenta en tus impuestos.",
  liveFixed: "Después de la primera boleta real ya no se puede apagar ni volver a prueba.",
  liveSeries:
    "Si vienes de otro sistema, pon primero en Series el número que sigue al último que emitiste, antes de cobrar.",
  liveMissing: (what: string) => `Todavía falta: ${what}. Las boletas se emitirán, pero no llegarán a SUNAT.`,
  goLive: "Pasar a producción",
  // shop before SUNAT
  emission: "Emisión",
  emissionHint: "Cómo está la tienda ante SUNAT.",
  regime: "Régimen",
  regimes,
  regimeHints,
  boletas: "Cómo se envían las boletas",
  routes,
  routeHints,
  district: "Distrito",
  districtHint: "El del domicilio fiscal. Escribe el nombre y elígelo de la lista.",
  districtExample: "Miraflores",
  districts: "Distritos encontrados",
  districtsFound: (count: number) => (count === 1 ? "1 distrito" : `${count} distritos`),
  noDistrict: "Ningún distrito con ese nombre. Prueba con menos letras.",
  place: (district: string, province: string, department: string, code: string) =>
    `${district} – ${province} – ${department} (${code})`,
  establishment: "Establecimiento",
  establishmentHint: "Código del local en tu ficha RUC. El domicilio fiscal es 0000.",
  establishmentWrong: "Son 4 dígitos, por ejemplo 0000.",
  consultAt: "Dónde lo consulta el cliente",
  consultAtHint: "Sale al pie del comprobante.",
  consultAtExample: "www.sunat.gob.pe",
  // certificate
  certificate: "Certificado digital",
  certificateHint: "Firma cada comprobante.",
  noCertificate: "Todavía no hay certificado.",
  noCertificateText: "SUNAT da uno gratis a las tiendas pequeñas; también lo venden las entidades certificadoras.",
  importCertificate: "Importar certificado",
  changeCertificate: "Cambiar certificado",
  owner: "A nombre de",
  ruc: "RUC",
  noRuc: "No lo dice",
  authority: "Emitido por",
  validUntil: "Vale hasta",
  standings: {
    valid: "Vigente",
    ending: (left: number) => (left === 0 ? "Vence hoy" : `Vence en ${days(left)}`),
    expired: "Vencido",
    early: "Aún no vale",
  },
  daysLeft: (left: number) => `Quedan ${days(left)}`,
  standingTexts: {
    ending: "Renuévalo antes de que venza y vuelve aquí a importar el nuevo.",
    expired: "Puedes seguir vendiendo, pero los comprobantes no se firman ni se envían. Importa uno vigente.",
    early: "Empieza a valer más adelante. Revisa la fecha de la computadora o importa otro.",
  },
  importText: "Se guarda cifrado en esta computadora. La contraseña se usa una vez y no se guarda.",
  file: "Archivo del certificado",
  chooseFile: "Elegir archivo",
  noFile: "Ningún archivo elegido",
  fileHint: (kilobytes: number) => `El .pfx o .p12 que te dieron, hasta ${kilobytes} KB.`,
  fileTooBig: (kilobytes: number) => `El archivo pesa más de ${kilobytes} KB: no parece un certificado.`,
  fileOther: "Ese archivo no es .pfx ni .p12.",
  fileUnread: "No se pudo leer el archivo. Elígelo otra vez.",
  needsFile: "Elige el archivo del certificado.",
  password: "Contraseña del certificado",
  importIt: "Importar",
  imported: "Certificado importado",
  // SOL
  sol: "Acceso a SUNAT",
  solHint: "Con este usuario se envían los comprobantes. En prueba no hace falta.",
  solUser: "Usuario SOL secundario",
  solUserHint: "Solo el usuario, sin el RUC. Créalo en SUNAT con permiso para enviar comprobantes.",
  solUserExample: "CASERITA",
  solPassword: "Clave SOL",
  solKept: "Guardada",
  solNone: "No hay clave guardada",
  setSol: "Escribir clave",
  changeSol: "Cambiar clave",
  removeSol: "Quitar clave",
  solText:
    "La clave del usuario secundario, no la del dueño. Se guarda cifrada en esta computadora y no se vuelve a ver.",
  needsSol: "Escribe la clave.",
  solSaved: "Clave SOL guardada",
  solRemoved: "Clave SOL quitada",
  removeSolTitle: "¿Quitar la clave SOL?",
  removeSolText: "Los comprobantes se seguirán emitiendo, pero no llegarán a SUNAT hasta que escribas otra.",
  // series
  series: "Series de esta caja",
  seriesHint: "Cada comprobante toma el número que sigue.",
  seriesNone: "Las series se crean solas al elegir Prueba o Producción y guardar.",
  seriesBeta: "En prueba son series de ensayo: no gastan números reales. Las de verdad se crean al pasar a producción.",
  seriesLabel: "Series por tipo de comprobante",
  kinds,
  sequel: (number: string) => `Sigue ${number}`,
  editSeries: (kind: string) => `Cambiar serie de ${kind}`,
  seriesText: "Si vienes de otro sistema, pon el número siguiente al último que emitiste.",
  seriesField: "Serie",
  seriesFieldHint: (letter: string) => `4 letras o números; empieza con ${letter}.`,
  nextNumber: "Próximo número",
  nextNumberHint: "Un número ya usado no se repite.",
  needsSeries: "La serie tiene 4 letras o números.",
  needsNumber: "Escribe un número de 1 a 99999999.",
  seriesSaved: (series: string) => `Serie ${series} guardada`,
  // look-ups
  lookup: "Búsqueda de RUC y DNI (opcional)",
  lookupHint: "Trae el nombre del cliente con solo su número. Vacío, se escribe a mano.",
  lookupUrl: "Dirección del servicio de búsqueda",
  lookupUrlHint:
    "La que te da tu proveedor. Pon {tipo} donde va «ruc» o «dni» y {numero} donde va el número. Le llega el documento del cliente.",
  lookupUrlExample: "https://api.ejemplo.pe/{tipo}/{numero}",
  lookupUrlWrong:
    "Escríbela completa, desde https:// y con {numero}: por ejemplo https://api.ejemplo.pe/{tipo}/{numero}",
  validityClient: "Consulta de validez de SUNAT: ID de cliente",
  validityClientHint: "Confirma en SUNAT una boleta cuya constancia se perdió. Se crea en SUNAT, Credenciales de API.",
  secrets: {
    token: {
      label: "Token de búsqueda",
      text: "El que te dio el proveedor. Se guarda cifrado en esta computadora y no se vuelve a ver.",
      kept: "Guardado",
      none: "No hay token guardado",
      set: "Escribir token",
      change: "Cambiar token",
      remove: "Quitar token",
      needed: "Escribe el token.",
      saved: "Token guardado",
      removed: "Token quitado",
    },
    validity_secret: {
      label: "Clave de la consulta de validez",
      text: "La que SUNAT muestra junto al ID de cliente. Se guarda cifrada en esta computadora y no se vuelve a ver.",
      kept: "Guardada",
      none: "No hay clave guardada",
      set: "Escribir clave",
      change: "Cambiar clave",
      remove: "Quitar clave",
      needed: "Escribe la clave.",
      saved: "Clave guardada",
      removed: "Clave quitada",
    },
  },
  // advanced
  advanced: "Avanzado",
  advancedHint: "Déjalo vacío si no trabajas con un OSE.",
  service: "Dirección del OSE",
  serviceHint: "Vacío: se envía directo a SUNAT.",
  serviceExample: "https://",
  // the chip of the top bar
  chip: {
    pending: (count: number, left: number) => {
      if (left < 0) return `${count} por enviar · plazo vencido`;
      return `${count} por enviar · vence ${left === 0 ? "hoy" : left === 1 ? "mañana" : `en ${days(left)}`}`;
    },
    unsigned: (count: number) => `${count} sin firmar`,
    certificateMissing: "Falta el certificado",
    certificateOver: "Certificado vencido",
    certificateEnds: (left: number) => (left === 0 ? "Certificado vence hoy" : `Certificado vence en ${days(left)}`),
  },
};
