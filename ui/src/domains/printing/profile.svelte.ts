import { api, type PrinterProfile } from "$api";
import { Form, type FormErrors } from "$lib/form.svelte";
import { t } from "$lib/i18n";
import { toasts } from "$lib/toasts.svelte";

type Kind = PrinterProfile["transport"]["kind"];

/** A printer profile as fields: numbers as they are typed, choices as texts. */
export interface ProfileValues {
  name: string;
  kind: Kind;
  host: string;
  port: string;
  device: string;
  file: string;
  columns: "32" | "42" | "48";
  dots: "384" | "512" | "576";
  table: PrinterProfile["code_page"]["table"];
  number: string;
  kanji_off: boolean;
  qr: PrinterProfile["qr"];
  cutter: PrinterProfile["cutter"];
  feed_lines: string;
  copies: string;
  drawer: boolean;
  pin: "0" | "1";
  on_ms: string;
  off_ms: string;
  open_drawer_on: PrinterProfile["open_drawer_on"];
}

/** What each typed number may be. */
const ranges = {
  port: [1, 65535],
  number: [0, 255],
  feed_lines: [0, 20],
  copies: [1, 5],
  on_ms: [2, 510],
  off_ms: [2, 510],
} as const satisfies Partial<Record<keyof ProfileValues, readonly [number, number]>>;

/** The width in dots that usually goes with so many characters a line. */
const usualDots = { "32": "384", "42": "512", "48": "576" } as const;

export function profileValues(profile: PrinterProfile): ProfileValues {
  const { transport, code_page, drawer } = profile;
  return {
    name: profile.name,
    kind: transport.kind,
    host: transport.kind === "tcp" ? transport.host : "",
    port: transport.kind === "tcp" ? String(transport.port) : "9100",
    device: transport.kind === "device" ? transport.path : "",
    file: transport.kind === "file" ? transport.path : "",
    columns: `${profile.columns}`,
    dots: `${profile.dots}`,
    table: code_page.table,
    number: String(code_page.number),
    kanji_off: profile.kanji_off,
    qr: profile.qr,
    cutter: profile.cutter,
    feed_lines: String(profile.feed_lines),
    copies: String(profile.copies),
    drawer: drawer !== null,
    pin: `${drawer?.pin ?? 0}`,
    on_ms: String(drawer?.on_ms ?? 100),
    off_ms: String(drawer?.off_ms ?? 500),
    open_drawer_on: profile.open_drawer_on,
  };
}

const whole = (text: string) => Number.parseInt(text, 10);

function transportOf(values: ProfileValues): PrinterProfile["transport"] {
  switch (values.kind) {
    case "tcp":
      return { kind: "tcp", host: values.host.trim(), port: whole(values.port) };
    case "device":
      return { kind: "device", path: values.device.trim() };
    case "file":
      return { kind: "file", path: values.file.trim() };
    case "none":
      return { kind: "none" };
  }
}

/** The other way round; the values must be free of errors. */
export function profileOf(values: ProfileValues): PrinterProfile {
  return {
    name: values.name.trim(),
    transport: transportOf(values),
    columns: whole(values.columns) as PrinterProfile["columns"],
    dots: whole(values.dots) as PrinterProfile["dots"],
    code_page: { number: whole(values.number), table: values.table },
    kanji_off: values.kanji_off,
    qr: values.qr,
    cutter: values.cutter,
    feed_lines: whole(values.feed_lines),
    copies: whole(values.copies),
    drawer: values.drawer
      ? { pin: values.pin === "1" ? 1 : 0, on_ms: whole(values.on_ms), off_ms: whole(values.off_ms) }
      : null,
    open_drawer_on: values.open_drawer_on,
  };
}

/** What is wrong with the fields that count for the chosen connection. */
export function profileErrors(values: ProfileValues): FormErrors<ProfileValues> {
  const errors: FormErrors<ProfileValues> = {};
  for (const [name, [min, max]] of Object.entries(ranges) as [keyof typeof ranges, readonly [number, number]][]) {
    if (name === "port" && values.kind !== "tcp") continue;
    if (name.endsWith("_ms") && !values.drawer) continue;
    const typed = values[name].trim();
    if (!/^\d+$/.test(typed) || whole(typed) < min || whole(typed) > max)
      errors[name] = t.printing.needsNumber(min, max);
  }
  if (values.kind === "tcp" && values.host.trim() === "") errors.host = t.printing.needsHost;
  if (values.kind === "device" && values.device.trim() === "") errors.device = t.printing.needsPath;
  if (values.kind === "file" && values.file.trim() === "") errors.file = t.printing.needsPath;
  return errors;
}

export class ProfileForm extends Form<ProfileValues> {
  constructor(profile: PrinterProfile) {
    super(profileValues(profile));
  }

  setColumns(columns: ProfileValues["columns"]): void {
    this.values.columns = columns;
    this.values.dots = usualDots[columns];
  }

  async save(): Promise<void> {
    const errors = profileErrors(this.values);
    const saved = await this.send((values, key) => api.printing.save(profileOf(values), key), errors);
    if (!saved) return;
    this.reset(profileValues(saved));
    toasts.show(t.printing.saved);
  }
}
