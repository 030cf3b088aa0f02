/** A new document for what SUNAT rejected. */
export const reissue = {
  start: "Emitir de nuevo",
  title: (number: string) => `Emitir de nuevo ${number}`,
  text: "Toma un número nuevo y sale con la fecha de hoy, con los mismos productos y montos. El rechazado queda anotado.",
  goesTo: "A nombre de",
  asNow: "Con los datos que su ficha tiene ahora.",
  noteGoesTo: "Va al mismo cliente que el comprobante que corrige.",
  other: "Otro cliente",
  otherTitle: "A nombre de otro cliente",
  notThisOne: "No se tomó ningún número. Elige otro cliente.",
  confirm: "Emitir de nuevo",
  now: "Ahora es",
  done: (number: string) => `Emitido de nuevo: ${number}`,
};
