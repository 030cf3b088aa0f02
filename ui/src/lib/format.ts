/**
 * Writes amounts, quantities, percents and times as people in Peru read them, and reads back what they
 * type. Integers and text only: nothing here adds, and no amount passes through a fraction.
 */
const minus = "−";

function grouped(digits: string): string {
  return digits.replace(/\B(?=(\d{3})+$)/g, ",");
}

/** Splits a whole number into the digits before and after a point `places` from the right. */
function pointed(value: number, places: number): { sign: string; whole: string; rest: string } {
  const digits = String(Math.abs(value)).padStart(places + 1, "0");
  return { sign: value < 0 ? minus : "", whole: digits.slice(0, -places), rest: digits.slice(-places) };
}

/** Céntimos as `1,234.50`. */
export function amount(centimos: number): string {
  const { sign, whole, rest } = pointed(centimos, 2);
  return `${sign}${grouped(whole)}.${rest}`;
}

/** Céntimos as `S/ 1,234.50`, with a space that does not break. */
export function soles(centimos: number): string {
  const { sign, whole, rest } = pointed(centimos, 2);
  return `${sign}S/\u00a0${grouped(whole)}.${rest}`;
}

/** Céntimos as a field shows them: `1234.50`, without thousands marks. */
export function typedAmount(centimos: number): string {
  return amount(centimos).replaceAll(",", "").replace(minus, "-");
}

/** Céntimos as the figure on a note or coin: `200`, `0.50`. */
export function faceValue(centimos: number): string {
  return centimos % 100 === 0 ? grouped(pointed(centimos, 2).whole) : amount(centimos);
}

/** Thousandths as `2`, `1.5`; with `exact`, always three decimals, as a scale does. */
export function quantity(thousandths: number, { exact = false } = {}): string {
  const { sign, whole, rest } = pointed(thousandths, 3);
  const decimals = exact ? rest : rest.replace(/0+$/, "");
  return `${sign}${grouped(whole)}${decimals ? `.${decimals}` : ""}`;
}

/** Basis points as `10 %`, `12.5 %`. */
export function percent(points: number): string {
  const { sign, whole, rest } = pointed(points, 2);
  const decimals = rest.replace(/0+$/, "");
  return `${sign}${whole}${decimals ? `.${decimals}` : ""}\u00a0%`;
}

/** Reads a decimal as a whole number of its `places`-th parts, or null when it is not one. */
function parseDecimal(text: string, places: number): number | null {
  let plain = text.trim().replace(/^S\/\s*/i, "");
  // A numeric pad in Spanish types a comma: it is the point, unless three digits follow it.
  plain = /^\d+,\d{1,2}$/.test(plain) ? plain.replace(",", ".") : plain.replaceAll(",", "");
  const parts = /^(\d*)(?:\.(\d*))?$/.exec(plain);
  const [, whole = "", rest = ""] = parts ?? [];
  if (!parts || whole + rest === "" || rest.length > places || whole.length > 9) return null;
  return Number.parseInt((whole || "0") + rest.padEnd(places, "0"), 10);
}

/** `28.4` → 2840 céntimos; null when it is not an amount. */
export function parseAmount(text: string): number | null {
  return parseDecimal(text, 2);
}

/** `0.845` → 845 thousandths; null when it is not a quantity. */
export function parseQuantity(text: string): number | null {
  return parseDecimal(text, 3);
}

/** `12.5` → 1250 basis points; null when it is not a percent. */
export function parsePercent(text: string): number | null {
  return parseDecimal(text.replace(/\s*%$/, ""), 2);
}

const months = ["ene", "feb", "mar", "abr", "may", "jun", "jul", "ago", "sep", "oct", "nov", "dic"];
const longMonths = [
  ...["enero", "febrero", "marzo", "abril", "mayo", "junio"],
  ...["julio", "agosto", "setiembre", "octubre", "noviembre", "diciembre"],
];
const weekdays = ["domingo", "lunes", "martes", "miércoles", "jueves", "viernes", "sábado"];

interface Clock {
  year: number;
  month: number;
  day: number;
  weekday: number;
  hour: number;
  minute: number;
}

/** Lima keeps UTC−5 all year round. */
const limaOffset = 5 * 60 * 60 * 1000;

function lima(instant: string | Date): Clock {
  const there = new Date(new Date(instant).getTime() - limaOffset);
  return {
    year: there.getUTCFullYear(),
    month: there.getUTCMonth(),
    day: there.getUTCDate(),
    weekday: there.getUTCDay(),
    hour: there.getUTCHours(),
    minute: there.getUTCMinutes(),
  };
}

const two = (value: number) => String(value).padStart(2, "0");

/** `11:47`, for tables. */
export function hour(instant: string | Date): string {
  const at = lima(instant);
  return `${two(at.hour)}:${two(at.minute)}`;
}

/** `2:15 p. m.`, for sentences. */
export function spokenHour(instant: string | Date): string {
  const at = lima(instant);
  return `${at.hour % 12 || 12}:${two(at.minute)} ${at.hour < 12 ? "a. m." : "p. m."}`;
}

/** `20 nov`, with the year when it is not this one. */
export function date(instant: string | Date, now: Date = new Date()): string {
  const at = lima(instant);
  const year = at.year === lima(now).year ? "" : ` ${at.year}`;
  return `${at.day} ${months[at.month]}${year}`;
}

/** `20 nov, 11:47`. */
export function dateAndHour(instant: string | Date, now: Date = new Date()): string {
  return `${date(instant, now)}, ${hour(instant)}`;
}

/** `Jueves 20 de noviembre`. */
export function longDate(instant: string | Date): string {
  const at = lima(instant);
  const weekday = weekdays[at.weekday] ?? "";
  return `${weekday.charAt(0).toUpperCase()}${weekday.slice(1)} ${at.day} de ${longMonths[at.month]}`;
}

/** A business date, `2026-11-20`, as `20 nov`. */
export function day(businessDate: string, now: Date = new Date()): string {
  return date(`${businessDate}T12:00:00Z`, now);
}

/** The business date of an instant in Lima: `2026-11-20`. */
export function dayOf(instant: string | Date): string {
  const at = lima(instant);
  return `${at.year}-${two(at.month + 1)}-${two(at.day)}`;
}

const oneDay = 24 * 60 * 60 * 1000;

/** The business date `days` before another. */
export function daysBefore(businessDate: string, days: number): string {
  return dayOf(new Date(Date.parse(`${businessDate}T12:00:00Z`) - days * oneDay));
}

/** Bytes as megabytes with one decimal: `12.4`. A size is no amount, so a fraction does no harm. */
export function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
