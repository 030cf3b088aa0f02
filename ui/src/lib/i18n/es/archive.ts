export const archive = {
  action: "Descargar mes",
  title: "Descargar un mes",
  text: "Un archivo ZIP con el XML y la constancia de cada comprobante, y su lista para el contador.",
  month: "Mes",
  monthExample: "2026-11",
  monthWrong: "Elige un mes hasta el de hoy, por ejemplo 2026-11.",
  pdf: "Incluir PDF",
  pdfHint: "Con los PDF el archivo pesa más y tarda un poco.",
  download: "Descargar",
  fileName: (month: string) => `comprobantes-${month}.zip`,
  saved: (place: string) => `Guardado en ${place}`,
  done: (name: string) => `${name} descargado`,
};
