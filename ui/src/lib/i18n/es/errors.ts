/** What each refusal of the API means to the person at the till. A test of the API proves that every code has its text. */
import { dateAndHour, hour, megabytes, percent, soles } from "$lib/format";

export interface ErrorText {
  what: string;
  safe: string;
  next: string;
  /** The screen where it is put right. */
  link?: { href: string; text: string };
}
export type ErrorArgs = Record<string, string | number>;
export type Entry = ErrorText | ((args: ErrorArgs) => ErrorText);

const cartKept = "Tu venta sigue igual.";
const saleSafe = "La venta está a salvo.";
const nothingChanged = "No se cambió nada.";
const licenceKept = "Tu licencia sigue como estaba.";
const noCopyMade = "No se hizo la copia. Tus datos están completos.";
const nothingPaid = "La venta sigue abierta y sin cobrar.";

function text(what: string, safe: string, next: string): ErrorText {
  return { what, safe, next };
}

const licenceLink = { href: "/licencia", text: "Ir a Licencia" };
const stillWorks = "Tus datos están completos. Puedes cerrar caja, devolver, reimprimir y enviar a SUNAT.";

const when = (instant: string | number | undefined) => dateAndHour(String(instant));

const money = (value: string | number | undefined) => soles(Number(value ?? 0));

/** What a licence may leave out, as a sentence names it. */
const modules: Record<string, string> = {
  minimarket: "el giro de minimarket",
  peluqueria: "el giro de peluquería",
  veterinaria: "el giro de veterinaria",
  documents: "los comprobantes electrónicos",
  sync: "la sincronización",
};

const abilities: Record<string, string> = {
  sell: "vender",
  open_cash: "abrir la caja",
  close_cash: "cerrar la caja",
  see_expected: "ver lo que debe haber en caja",
  cash_movement: "hacer ingresos o retiros",
  open_drawer: "abrir la gaveta",
  edit_catalog: "cambiar productos",
  adjust_stock: "ajustar el stock",
  see_sales: "ver las ventas",
  void_sale: "anular ventas",
  reprint: "reimprimir",
  edit_settings: "cambiar los ajustes",
  edit_users: "cambiar personas",
  edit_printer: "cambiar la impresora",
  move_data: "copiar o sacar los datos de la tienda",
  bring_licence: "traer la licencia",
};

function ceiling({ allowed, asked, what }: ErrorArgs): ErrorText {
  const write =
    what === "discount" || what === "price_drop"
      ? (v: unknown) => percent(Number(v))
      : (v: unknown) => money(Number(v));
  return text(
    `Pediste ${write(asked)} y puedes hasta ${write(allowed)}.`,
    nothingChanged,
    "Pide a quien tenga permiso que escriba su PIN.",
  );
}

const entries = {
  internal: text(
    "Algo falló dentro del programa.",
    "Lo que ya cobraste está guardado.",
    "Vuelve a intentarlo. Si sigue igual, dale este código a tu técnico.",
  ),
  "request.malformed": text("El pedido llegó incompleto.", nothingChanged, "Vuelve a intentarlo."),
  "request.key_missing": text("El pedido llegó sin su clave.", nothingChanged, "Vuelve a intentarlo."),
  "request.key_reused": text("Ese pedido ya se usó para otra cosa.", nothingChanged, "Vuelve a intentarlo."),
  "request.not_found": text("Eso ya no existe.", nothingChanged, "Vuelve a la lista y elige de nuevo."),
  "session.required": text("Nadie ha entrado todavía.", "Todo está guardado.", "Elige quién atiende y escribe el PIN."),
  "session.locked": text("La caja está bloqueada.", cartKept, "Escribe tu PIN para seguir."),
  "session.pin_wrong": ({ left }) =>
    text(
      Number(left) === 1 ? "Ese no es el PIN. Queda 1 intento." : `Ese no es el PIN. Quedan ${left ?? 0} intentos.`,
      nothingChanged,
      "Escríbelo otra vez.",
    ),
  "session.pin_wait": ({ seconds }) =>
    text("Hubo varios PIN equivocados.", nothingChanged, `Espera ${seconds ?? 0} segundos y vuelve a probar.`),
  "session.user_inactive": text("Esa persona ya no tiene acceso.", nothingChanged, "Elige a otra persona."),
  "access.denied": ({ ability }) =>
    text(
      `No tienes permiso para ${abilities[String(ability)] ?? "hacer esto"}.`,
      nothingChanged,
      "Pide a quien tenga permiso que entre con su PIN.",
    ),
  "access.over_ceiling": ceiling,
  "access.approver_insufficient": text(
    "Esa persona tampoco puede autorizarlo.",
    nothingChanged,
    "Elige a quien tenga un tope más alto.",
  ),
  "cart.full": text("La venta ya tiene 100 líneas.", nothingPaid, "Cobra esta venta y sigue en otra."),
  "cart.inactive": text(
    "Ese producto ya no se vende.",
    "La venta sigue igual.",
    "Actívalo en Productos si lo quieres vender otra vez.",
  ),
  "cart.empty": text("La venta no tiene productos.", nothingPaid, "Escanea un producto."),
  "cart.line_unknown": text("Esa línea ya no está en la venta.", cartKept, "Elige otra línea."),
  "cart.quantity_invalid": text(
    "Esa cantidad no vale.",
    cartKept,
    "Escribe una cantidad mayor que cero; por unidad, sin decimales.",
  ),
  "cart.amount_invalid": text("Ese monto no vale.", cartKept, "Escribe un monto mayor que cero."),
  "cart.price_invalid": text("Ese precio no vale.", cartKept, "Escribe un precio mayor que cero."),
  "cart.discount_too_large": text("El descuento es más que el importe.", cartKept, "Escribe un descuento menor."),
  "cart.reason_required": text("Falta el motivo.", cartKept, "Escribe por qué, en pocas palabras."),
  "cart.weight_required": text("Este producto se vende por peso.", cartKept, "Escribe el peso o el monto."),
  "cart.has_payments": text(
    "Ya recibiste un pago de esta venta.",
    "El pago recibido sigue anotado.",
    "Quita primero el pago, o termina de cobrar.",
  ),
  "payment.exceeds_remaining": text(
    "Ese pago es más de lo que falta.",
    nothingPaid,
    "Escribe lo que falta o menos. Solo el efectivo da vuelto.",
  ),
  "payment.code_required": text(
    "Falta el número de operación.",
    nothingPaid,
    "Cópialo de la constancia que te muestran.",
  ),
  "payment.code_repeated": ({ number }) =>
    text(
      `Ese número de operación ya se usó en ${number ?? "otra venta"}.`,
      nothingPaid,
      "Revisa en tu celular que el pago haya llegado. No lo aceptes dos veces.",
    ),
  "payment.short": ({ missing }) =>
    text(`Faltan ${money(missing)}.`, nothingPaid, "Escribe todo lo que recibiste o agrega otro pago."),
  "payment.total_changed": ({ total }) =>
    text(`El total cambió: ahora es ${money(total)}.`, nothingPaid, "Revisa la canasta y cobra de nuevo."),
  "cash.not_open": text("La caja no está abierta.", cartKept, "Abre la caja con el sencillo que tienes."),
  "cash.already_open": text("La caja ya estaba abierta.", nothingChanged, "Puedes seguir vendiendo."),
  "cash.amount_invalid": text(
    "Ese monto no vale.",
    nothingChanged,
    "Escribe un monto mayor que cero que haya en caja.",
  ),
  "cash.reason_required": text("Falta el motivo.", nothingChanged, "Escribe por qué, en pocas palabras."),
  "cash.held_carts": ({ count }) =>
    text(
      Number(count) === 1 ? "Queda 1 venta en espera." : `Quedan ${count ?? 0} ventas en espera.`,
      "Siguen guardadas.",
      "Cóbralas o bórralas antes de cerrar la caja.",
    ),
  "sale.unknown": text("Esa venta no existe.", nothingChanged, "Vuelve a la lista y elige de nuevo."),
  "sale.already_voided": text("Esa venta ya estaba anulada.", nothingChanged, "No hace falta nada más."),
  "sale.session_closed": text("La caja de esa venta ya se cerró.", saleSafe, "Después del cierre ya no se anula."),
  "catalog.name_required": text("Falta el nombre del producto.", nothingChanged, "Escribe el nombre."),
  "catalog.barcode_taken": ({ code, name }) =>
    text(
      `El código ${code ?? ""} ya es de ${name ?? "otro producto"}.`,
      nothingChanged,
      "Escanea otro código o quítalo del otro producto.",
    ),
  "catalog.barcode_invalid": ({ code }) =>
    text(`El código ${code ?? ""} no es válido.`, nothingChanged, "Escanéalo otra vez; puede haberse leído a medias."),
  "catalog.price_invalid": text("Ese precio no vale.", nothingChanged, "Escribe un precio mayor que cero."),
  "catalog.sku_taken": text(
    "Ese código interno ya es de otro producto.",
    nothingChanged,
    "Escribe otro código interno.",
  ),
  "catalog.unknown": text("Ese producto ya no existe.", nothingChanged, "Vuelve a la lista y elige de nuevo."),
  "catalog.presentation_required": text(
    "Falta al menos una presentación.",
    nothingChanged,
    "Agrega la unidad en que se vende y su precio.",
  ),
  "catalog.factor_invalid": text(
    "Falta cuántas unidades trae la presentación.",
    nothingChanged,
    "Escribe un número mayor que cero.",
  ),
  "catalog.unit_required": text("Falta la unidad.", nothingChanged, "Elige en qué se vende: unidad, kilo, pack."),
  "customer.doc_invalid": text(
    "Ese número de documento no es válido.",
    nothingChanged,
    "Revísalo: DNI son 8 dígitos, RUC son 11.",
  ),
  "customer.doc_taken": ({ name }) =>
    text(`Ese documento ya es de ${name ?? "otro cliente"}.`, nothingChanged, "Búscalo y elígelo de la lista."),
  "customer.name_required": text(
    "Falta el nombre del cliente.",
    nothingChanged,
    "Escribe el nombre o la razón social.",
  ),
  "customer.unknown": text("Ese cliente ya no existe.", cartKept, "Búscalo otra vez."),
  "shop.ruc_invalid": text("Ese RUC no es válido.", nothingChanged, "Revisa los 11 dígitos en la ficha RUC."),
  "shop.name_required": text(
    "Falta el nombre de la tienda.",
    nothingChanged,
    "Escribe el nombre que verán tus clientes.",
  ),
  "shop.logo_invalid": text("Esa imagen no sirve como logo.", nothingChanged, "Usa una imagen PNG de hasta 290 KB."),
  "shop.accent_contrast": text("Con ese color no se leen los botones.", nothingChanged, "Elige uno más oscuro."),
  "user.pin_weak": text("Ese PIN se adivina fácil.", nothingChanged, "Usa de 4 a 6 dígitos, no seguidos ni repetidos."),
  "user.name_required": text("Falta el nombre.", nothingChanged, "Escribe nombre y apellido."),
  "user.last_owner": text("Es la única persona dueña.", nothingChanged, "Nombra antes a otra persona como dueña."),
  "user.unknown": text("Esa persona ya no está en la tienda.", nothingChanged, "Elige a otra persona."),
  "document.unknown": text("Ese comprobante no existe.", nothingChanged, "Vuelve a la lista y elige de nuevo."),
  "document.off": text(
    "Los comprobantes electrónicos están apagados.",
    nothingChanged,
    "Cobra con nota de venta, o pide que los activen en Ajustes.",
  ),
  "document.customer_ruc": text(
    "La factura va a nombre de un cliente con RUC.",
    nothingPaid,
    "Elige un cliente con RUC, o cambia a boleta.",
  ),
  "document.identity_required": text(
    "Una boleta de más de S/\u00a0700 lleva el nombre y el documento del cliente.",
    nothingPaid,
    "Pide su DNI y elígelo en Cliente.",
  ),
  "document.customer_invalid": text(
    "SUNAT no acepta el nombre o el documento de ese cliente.",
    nothingPaid,
    "Corrígelo en Cliente: DNI de 8 dígitos o RUC de 11, y un nombre de 3 letras o más.",
  ),
  "document.nrus_factura": text(
    "En el Nuevo RUS no se emiten facturas.",
    nothingPaid,
    "Emite boleta. Si ya cambiaste de régimen, dilo en Ajustes, Comprobantes electrónicos.",
  ),
  "document.worthless_line": ({ line }) =>
    text(
      `La línea ${line ?? ""} queda en cero y SUNAT no la acepta.`,
      nothingPaid,
      "Baja el descuento de esa línea, ponle precio o quítala.",
    ),
  "document.too_many_lines": text(
    "La venta tiene más líneas de las que SUNAT acepta.",
    nothingPaid,
    "Quita algunas y cóbralas en otra venta.",
  ),
  "document.issuer_incomplete": text(
    "Faltan datos de la tienda para emitir comprobantes.",
    nothingChanged,
    "En Ajustes, revisa RUC, razón social, dirección, distrito y establecimiento.",
  ),
  "document.nothing_to_send": text(
    "SUNAT ya respondió por ese comprobante.",
    nothingChanged,
    "No se envía otra vez: mira en su detalle qué respondió.",
  ),
  "document.no_file": text(
    "Ese archivo todavía no existe.",
    saleSafe,
    "El XML sale al firmarse y la constancia cuando SUNAT responde. Pídelo después.",
  ),
  "document.void_too_late": text(
    "Pasaron más de 7 días: SUNAT ya no acepta la baja.",
    nothingChanged,
    "Devuelve la venta con una nota de crédito.",
  ),
  "document.void_has_notes": text(
    "Ese comprobante ya tiene una nota de crédito.",
    nothingChanged,
    "Si falta devolver algo, hazlo con otra nota de crédito.",
  ),
  "document.void_broken": text(
    "SUNAT todavía no pudo recibir ese comprobante.",
    saleSafe,
    "Corrígelo y envíalo otra vez. Después se puede anular.",
  ),
  "document.not_rejected": text(
    "SUNAT no rechazó ese comprobante: su número sigue siendo bueno.",
    nothingChanged,
    "Mira en su detalle cómo va. Si falta enviarlo, envíalo otra vez.",
  ),
  "document.replaced": text(
    "Ese comprobante ya se emitió de nuevo.",
    nothingChanged,
    "Abre el que lo reemplaza: su número está en el detalle.",
  ),
  "document.elsewhere": text(
    "Ese comprobante es de otro ambiente: de prueba o de verdad.",
    nothingChanged,
    "Sólo se emite de nuevo en el ambiente que la tienda usa hoy.",
  ),
  "document.returned": text(
    "De esa venta ya se devolvió algo sin nota de crédito, porque SUNAT rechazó su comprobante.",
    nothingChanged,
    "No se emite de nuevo. Devuelve lo que falta y cóbralo en otra venta.",
  ),
  "document.nothing_to_correct": text(
    "El comprobante que corrige esa nota no está vigente ante SUNAT.",
    nothingChanged,
    "Emite de nuevo primero la boleta o factura, y después la nota.",
  ),
  "sale.nothing_to_charge": text(
    "Esa venta no tiene una boleta o factura vigente a la cual cargarle.",
    nothingChanged,
    "Si SUNAT rechazó su comprobante, emítelo de nuevo primero. Si fue nota de venta, cobra el cargo en otra venta.",
  ),
  "sale.charge_invalid": text(
    "Ese monto no se puede cargar.",
    nothingChanged,
    "Escribe un monto mayor que cero y de no más de S/\u00a0100 000.",
  ),
  "sale.charged": text(
    "Esa venta ya tiene un cargo con nota de débito.",
    nothingChanged,
    "Ya no se anula: devuélvela con una nota de crédito.",
  ),
  "document.reissue_first": text(
    "SUNAT rechazó su comprobante: lo que se queda el cliente todavía no tiene uno.",
    nothingChanged,
    "Primero emítelo de nuevo, en Comprobante; o devuelve la venta entera.",
  ),
  "sale.refunded": text(
    "Esa venta ya tiene una devolución.",
    nothingChanged,
    "Ya no se anula entera: devuelve lo que falta con otra nota de crédito.",
  ),
  "sale.refund_too_large": text(
    "Es más de lo que queda por devolver de esa venta.",
    nothingChanged,
    "Baja la cantidad o quita productos de la devolución.",
  ),
  "document.number_taken": text(
    "Ese número de talonario ya está registrado.",
    nothingPaid,
    "Revisa la serie y el número en el papel. Si ya lo registraste, no hace falta nada más.",
  ),
  "lookup.off": text(
    "La búsqueda de RUC y DNI está apagada.",
    nothingChanged,
    "Escribe los datos a mano, o pide que la activen en Ajustes, Comprobantes electrónicos.",
  ),
  "lookup.nobody": text(
    "No se encontró a nadie con ese número.",
    nothingChanged,
    "Revisa los dígitos. Si están bien, escribe los datos a mano.",
  ),
  "lookup.refused": text(
    "El servicio de búsqueda no aceptó la consulta.",
    nothingChanged,
    "Escribe los datos a mano y pide al dueño que revise el token en Ajustes, Comprobantes electrónicos.",
  ),
  "lookup.unreachable": text(
    "El servicio de búsqueda no responde.",
    nothingChanged,
    "Escribe los datos a mano: no hace falta para vender.",
  ),
  "fiscal.series_invalid": text(
    "Esa serie o ese número no valen.",
    nothingChanged,
    "La serie electrónica tiene 4 letras o números: empieza con B si es de boletas, con F si es de facturas. El número va después del último emitido. La de un talonario tiene de 1 a 4 dígitos y su papel no pasa de 7 días.",
  ),
  "fiscal.series_taken": ({ series }) =>
    text(`La serie ${series ?? ""} ya se usa en otra parte.`, nothingChanged, "Escribe otra serie."),
  "fiscal.service_invalid": text(
    "Esa dirección no sirve para enviar comprobantes.",
    nothingChanged,
    "Escríbela completa, desde https://, como te la dio tu OSE.",
  ),
  "fiscal.series_in_test": text(
    "En prueba las series son de ensayo y no se cambian.",
    nothingChanged,
    "Podrás poner las tuyas al pasar a Producción.",
  ),
  "fiscal.ruc_fixed": text(
    "La tienda ya emitió comprobantes con su RUC.",
    nothingChanged,
    "El RUC ya no se cambia. Si el negocio tiene otro, llama a tu técnico para empezar una tienda nueva.",
  ),
  "fiscal.mode_fixed": text(
    "La tienda ya emitió comprobantes reales.",
    nothingChanged,
    "Desde el primero ya no se apagan ni se vuelve a prueba. Deja elegido Producción.",
  ),
  "fiscal.demo_shop": text(
    "Es una tienda de demostración.",
    nothingChanged,
    "Sus comprobantes no valen. Para emitir de verdad, instala una tienda nueva con los datos de tu negocio.",
  ),
  "certificate.invalid": text(
    "Ese archivo no es un certificado que se pueda usar.",
    nothingChanged,
    "Elige el .pfx o .p12 que te dio SUNAT o la entidad que lo vende.",
  ),
  "certificate.password": text(
    "Esa no es la contraseña del certificado.",
    nothingChanged,
    "Escríbela otra vez, con sus mayúsculas. Te la dieron con el archivo.",
  ),
  "certificate.no_key": text(
    "El archivo no trae la clave que firma.",
    nothingChanged,
    "Pide el .pfx o .p12 completo a quien te dio el certificado.",
  ),
  "certificate.weak": text(
    "Ese certificado es de los antiguos y SUNAT no lo acepta.",
    nothingChanged,
    "Pide uno nuevo, de 2048 bits o más.",
  ),
  "certificate.other_ruc": ({ ruc }) =>
    text(
      `Ese certificado es del RUC ${ruc ?? ""}, no del de tu tienda.`,
      nothingChanged,
      "Elige el de tu tienda. Si el RUC está mal escrito, corrígelo en Ajustes, Tienda.",
    ),
  "certificate.expired": text("Ese certificado ya venció.", nothingChanged, "Elige uno vigente, o renuévalo primero."),
  "vault.failed": text(
    "Esta computadora no deja abrir su almacén de claves.",
    "Puedes seguir vendiendo: los comprobantes esperan su firma.",
    "Reinicia el equipo y vuelve a intentarlo. Si sigue igual, llama a tu técnico.",
  ),
  "print.none": text("No hay impresora elegida.", saleSafe, "Elige la impresora en Ajustes."),
  "print.no_drawer": text(
    "Esta impresora está puesta sin gaveta.",
    saleSafe,
    "Ábrela con su llave, o di en Ajustes, Impresora, que tiene gaveta.",
  ),
  "print.unreachable": text(
    "La impresora no responde.",
    saleSafe,
    "Revisa que esté encendida y con su cable. El ticket sale solo.",
  ),
  "print.timeout": text("La impresora tarda demasiado.", saleSafe, "Revisa papel y tapa. El ticket sale solo."),
  "print.broken": text(
    "La impresora se cortó a medio ticket.",
    saleSafe,
    "Mira si el ticket salió completo y dilo en la lista de impresión.",
  ),
  "print.device_missing": text(
    "No se encuentra la impresora.",
    saleSafe,
    "Conecta el cable y enciéndela. El ticket sale solo.",
  ),
  "print.device_denied": text(
    "La computadora no deja usar la impresora.",
    saleSafe,
    "Llama a tu técnico con este código.",
  ),
  "print.paper_out": text(
    "La impresora se quedó sin papel.",
    saleSafe,
    "Pon un rollo nuevo y cierra la tapa. El ticket sale solo.",
  ),
  "print.job_unknown": text("Ese ticket ya no está en la lista.", nothingChanged, "Puedes reimprimirlo desde Ventas."),
  "print.not_failed": text("Ese ticket no necesita reintento.", nothingChanged, "Espera a que termine de salir."),
  "store.damaged": text(
    "El archivo de datos está dañado.",
    "Se guarda una copia del archivo tal como está.",
    "Recupera la última copia verificada.",
  ),
  "store.newer": text(
    "Los datos son de una versión más nueva.",
    "No se tocó nada.",
    "Instala la versión nueva del programa.",
  ),
  "store.busy": text("El archivo de datos está ocupado.", nothingChanged, "Espera un momento y vuelve a intentarlo."),
  "store.disk_full": text(
    "El disco está lleno.",
    "Lo que ya cobraste está guardado.",
    "Libera espacio y vuelve a intentarlo. No cobres hasta entonces.",
  ),
  "store.migration_failed": text(
    "No se pudo actualizar el archivo de datos.",
    "Tus datos siguen como estaban.",
    "Puedes vender con la versión anterior. Llama a tu técnico.",
  ),
  "store.locked": text(
    "El programa ya está abierto en esta computadora.",
    "Tus datos están a salvo.",
    "Usa la ventana que ya está abierta.",
  ),
  "store.read_only": text(
    "No se puede escribir en el disco.",
    "Lo que ya cobraste está guardado.",
    "Llama a tu técnico. No cobres hasta entonces.",
  ),
  "copy.under_way": text("Ya se está haciendo una copia.", nothingChanged, "Espera a que termine."),
  "copy.folder_missing": text("Esa carpeta no existe.", noCopyMade, "Conecta la memoria o elige otra carpeta."),
  "copy.own_folder": text(
    "Esa es la carpeta del propio programa.",
    noCopyMade,
    "Elige una memoria USB u otra carpeta: si la computadora falla, la copia se salva.",
  ),
  "copy.not_writable": text(
    "No se puede escribir en esa carpeta.",
    noCopyMade,
    "Mira si la memoria tiene un seguro puesto, o elige otra carpeta.",
  ),
  "copy.no_space": ({ needed }) =>
    text(
      Number(needed ?? 0) > 0 ? `No hay espacio: hacen falta ${megabytes(Number(needed))} MB.` : "No hay espacio.",
      noCopyMade,
      "Libera espacio o elige otra memoria.",
    ),
  "copy.removed": text(
    "La memoria se desconectó antes de terminar.",
    "No quedó copia. Tus datos están completos.",
    "Conéctala y haz la copia otra vez.",
  ),
  "copy.bad_medium": text(
    "La memoria no devuelve lo que se escribió en ella.",
    "Tus datos están bien; la copia se descartó.",
    "Usa otra memoria: esa está fallando.",
  ),
  "copy.missing": text("Ese archivo ya no está ahí.", nothingChanged, "Conecta la memoria o elige otra copia."),
  "copy.not_database": text(
    "Ese archivo no es una copia de Caserita.",
    nothingChanged,
    "Elige un archivo .db de Caserita.",
  ),
  "copy.encrypted": text(
    "Ese archivo está cifrado.",
    nothingChanged,
    "Descífralo con el programa que lo cifró y elígelo otra vez.",
  ),
  "copy.other_program": text("Esos datos son de otro programa.", nothingChanged, "Elige una copia hecha con Caserita."),
  "copy.newer": text(
    "Esa copia es de una versión más nueva de Caserita.",
    nothingChanged,
    "Instala la versión más reciente y vuelve a intentarlo.",
  ),
  "copy.damaged": text("Esa copia está dañada.", nothingChanged, "Elige otra copia."),
  "setup.done": text("La tienda ya estaba creada.", nothingChanged, "Entra con tu PIN."),
  "licence.locked": ({ since }) => ({
    ...text(
      since ? `La licencia venció: esto no se puede hacer desde el ${when(since)}.` : "La licencia venció.",
      stillWorks,
      "Abre la pantalla Licencia y trae el archivo, el QR o el código de renovación.",
    ),
    link: licenceLink,
  }),
  "licence.suspended": ({ since, reason }) => ({
    ...text(
      `La licencia está suspendida${since ? ` desde el ${when(since)}` : ""}${reason ? `: ${String(reason).replace(/\.$/, "")}` : ""}.`,
      stillWorks,
      "Abre la pantalla Licencia y llama a tu proveedor.",
    ),
    link: licenceLink,
  }),
  "licence.not_entitled": ({ module }) => ({
    ...text(
      `Tu licencia no incluye ${modules[String(module)] ?? "esto"}.`,
      nothingChanged,
      "Pide a tu proveedor una licencia que lo incluya.",
    ),
    link: licenceLink,
  }),
  "licence.too_many_tills": ({ max }) =>
    text(
      max
        ? `La licencia es para ${Number(max) === 1 ? "una caja" : `${max} cajas`} y este permiso es para una más.`
        : "La licencia no alcanza para esta caja.",
      licenceKept,
      "Pide a tu proveedor una licencia para más cajas.",
    ),
  "licence.empty": text("Ahí no hay ninguna licencia.", licenceKept, "Elige el archivo que te dio tu proveedor."),
  "licence.damaged": text(
    "Lo que trajiste llegó incompleto o cambiado.",
    licenceKept,
    "Mira que sea lo que te dio tu proveedor. Si lo es, pide que te lo mande otra vez, como archivo adjunto.",
  ),
  "licence.incomplete": text(
    "Falta leer un código QR.",
    licenceKept,
    "Lee el que falta, o todos otra vez: el orden no importa.",
  ),
  "licence.too_large": text(
    "Ese archivo es demasiado grande para ser una licencia.",
    licenceKept,
    "Elige el archivo que te dio tu proveedor.",
  ),
  "licence.too_new": text(
    "La licencia es para una versión más nueva de Caserita.",
    licenceKept,
    "Actualiza el programa y vuelve a traerla.",
  ),
  "licence.unknown_critical": text(
    "La licencia pide algo que esta versión no conoce.",
    licenceKept,
    "Actualiza el programa y vuelve a traerla.",
  ),
  "licence.signature": text(
    "La firma de la licencia no es válida: alguien la cambió.",
    licenceKept,
    "Pide otra a tu proveedor.",
  ),
  "licence.unknown_key": text(
    "La licencia no está firmada por quien vende Caserita.",
    licenceKept,
    "Pide otra a tu proveedor.",
  ),
  "licence.wrong_purpose": text(
    "La licencia está firmada con una llave que no sirve para eso.",
    licenceKept,
    "Avisa a tu proveedor: debe emitirla otra vez.",
  ),
  "licence.expired_key": text(
    "La licencia está firmada con una llave vencida.",
    licenceKept,
    "Avisa a tu proveedor: debe emitirla otra vez.",
  ),
  "licence.beyond_key": text(
    "La licencia da más tiempo del que su llave puede dar.",
    licenceKept,
    "Avisa a tu proveedor: debe emitirla otra vez.",
  ),
  "licence.revoked_key": text(
    "La licencia está firmada con una llave anulada.",
    licenceKept,
    "Pide otra a tu proveedor.",
  ),
  "licence.revision": text(
    "Ya hay otra licencia con ese mismo número.",
    licenceKept,
    "Avisa a tu proveedor: debe emitirla otra vez.",
  ),
  "licence.other_shop": text(
    "Esa licencia es de otro RUC.",
    licenceKept,
    "Revisa el RUC en Ajustes o pide la licencia de tu tienda.",
  ),
  "licence.other_device": text(
    "Ese permiso es de otra computadora.",
    licenceKept,
    "Envía a tu proveedor la solicitud de esta caja y trae su respuesta.",
  ),
  "licence.other_request": text(
    "Esa respuesta es de otra solicitud.",
    licenceKept,
    "Envía a tu proveedor la solicitud que ves ahora en la pantalla Licencia.",
  ),
  "voice.not_needed": text("Ahora no hace falta ningún código.", nothingChanged, "Sigue vendiendo."),
  "voice.not_a_code": text(
    "Un código tiene diez letras o números.",
    nothingChanged,
    "Pide que te lo lean otra vez, letra por letra.",
  ),
  "voice.wrong": ({ left }) =>
    text(
      `Ese código no es.${left ? ` Te ${Number(left) === 1 ? "queda 1 intento" : `quedan ${left} intentos`}.` : ""}`,
      nothingChanged,
      "Pide que te lo lean otra vez, letra por letra.",
    ),
  "voice.paused": ({ until }) =>
    text(
      "Fueron demasiados códigos equivocados.",
      nothingChanged,
      `${until ? `Espera hasta las ${hour(String(until))}` : "Espera 10 minutos"} y vuelve a intentarlo.`,
    ),
  "voice.used": text("Ese código ya se usó.", nothingChanged, "Pide uno nuevo a tu proveedor."),
  "voice.no_more": text(
    "Ya usaste los códigos que permite esta licencia.",
    nothingChanged,
    "Trae el archivo o el QR de renovación.",
  ),
  "voice.no_secret": text(
    "Esta licencia no admite códigos por teléfono.",
    nothingChanged,
    "Trae el archivo o el QR de renovación.",
  ),
} satisfies Record<string, Entry>;

/** Every refusal this program knows. */
export type ProblemCode = keyof typeof entries;

export const errors: Record<ProblemCode, Entry> = entries;

/** No answer came: whether it was done is not known, so nothing may be promised. */
export const noAnswer = text(
  "El programa no respondió.",
  "Estamos comprobando si se guardó. No cobres otra vez.",
  "Vuelve a intentarlo: si ya estaba guardado, no se repite.",
);
