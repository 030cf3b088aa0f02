/** Why the line to SUNAT waits, or one document does. */
const troubles: Record<string, string> = {
  "sunat.no_answer": "SUNAT no respondió. Se vuelve a intentar solo.",
  "sunat.odd": "SUNAT respondió algo que no se entiende. Se vuelve a intentar solo.",
  "sunat.not_there": "SUNAT dice que todavía no lo tiene. Se envía otra vez solo.",
  "sunat.other_cdr": "SUNAT respondió por otro comprobante. Se vuelve a preguntar solo.",
  "sunat.bad_cdr": "La constancia de SUNAT llegó dañada. Se pide otra vez sola.",
  "sunat.down": "SUNAT tiene problemas en su servicio. Se vuelve a intentar solo.",
  "sunat.ticket": "SUNAT no reconoce su número de atención. Se pregunta otra vez solo.",
  "sunat.unreachable": "No hay conexión con SUNAT. Se envía solo cuando vuelva internet.",
  "sunat.credentials": "SUNAT no acepta el usuario o la clave SOL. Corrígelos en Ajustes.",
  "sunat.no_user": "Falta el usuario o la clave SOL. Escríbelos en Ajustes.",
  "sunat.duplicate": "SUNAT dice que ya lo tiene. Se pide su constancia sola.",
  "sunat.in_process": "SUNAT lo está revisando. Se pregunta solo dentro de un momento.",
  "sunat.summary": "Sale en el resumen del día, no uno por uno.",
  "sunat.unsigned": "Todavía no tiene firma. Revisa el certificado en Ajustes.",
};

/** What `code` says to the owner. */
export function fiscalTrouble(code: string): string {
  return troubles[code] ?? "Algo detiene el envío a SUNAT. Se vuelve a intentar solo.";
}
