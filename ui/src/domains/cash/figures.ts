import type { ReportFigures } from "$api";
import { dateAndHour, faceValue } from "$lib/format";
import { t } from "$lib/i18n";

/** One line of a report: words, and either an amount in céntimos or a text. */
export interface FigureLine {
  label: string;
  centimos?: number;
  text?: string;
  /** The line the others lead to. */
  strong?: boolean;
}

export interface FigureGroup {
  title: string;
  lines: FigureLine[];
}

const words = t.cash.report;

function money(label: string, centimos: number | null | undefined, strong = false): FigureLine[] {
  return centimos === null || centimos === undefined ? [] : [{ label, centimos, strong }];
}

/** A line only worth its place when it is not zero. */
function some(label: string, centimos: number): FigureLine[] {
  return centimos === 0 ? [] : money(label, centimos);
}

function shift(z: ReportFigures): FigureLine[] {
  const closed = z.closed_at
    ? [{ label: words.closed, text: `${z.closed_by ?? ""}, ${dateAndHour(z.closed_at)}` }]
    : [];
  const numbers = [
    { label: words.firstNumber, text: z.first_number },
    { label: words.lastNumber, text: z.last_number },
  ].flatMap(({ label, text }) => (text ? [{ label, text }] : []));
  return [{ label: words.opened, text: `${z.opened_by}, ${dateAndHour(z.opened_at)}` }, ...closed, ...numbers];
}

/** The first and last number of each series. A single one is not repeated. */
function numbered(z: ReportFigures): FigureLine[] {
  return z.series.map((each) => ({
    label: words.series(t.documents.kinds[each.kind], each.count),
    text: words.range(each.first, each.last),
  }));
}

function sales(z: ReportFigures): FigureLine[] {
  return [
    { label: words.count, text: String(z.sales) },
    ...money(words.gross, z.gross),
    ...money(words.discounts, z.discounts),
    ...money(words.rounding, z.rounding),
    ...money(words.total, z.total, true),
  ];
}

function taxes(z: ReportFigures): FigureLine[] {
  return [
    ...money(words.taxable, z.taxable),
    ...money(words.igv, z.igv),
    ...money(words.exempt, z.exempt),
    ...money(words.unaffected, z.unaffected),
    ...money(words.icbper, z.icbper),
  ];
}

function tenders(z: ReportFigures): FigureLine[] {
  const used = z.tenders.filter(({ count }) => count > 0);
  if (used.length === 0) return [{ label: words.noTenders, text: "" }];
  return used.map((each) => ({
    label: words.tender(t.common.tenders[each.tender], each.count),
    centimos: each.amount,
  }));
}

function cash(z: ReportFigures): FigureLine[] {
  return [
    ...money(words.float, z.float),
    ...money(words.income, z.income),
    ...money(words.withdrawals, z.withdrawals),
    ...money(words.change, z.change_given),
    ...some(words.cashRefunded, z.cash_refunded),
    ...some(words.cashCharged, z.cash_charged),
    ...money(words.expected, z.expected_cash, true),
    ...money(words.counted, z.counted_cash),
    ...money(words.difference, z.difference, true),
    ...money(words.left, z.left_float),
    ...money(words.deposit, z.deposit),
  ];
}

function controls(z: ReportFigures): FigureLine[] {
  return [
    { label: words.voids(z.voids), centimos: z.voided },
    ...(z.refunds > 0 ? money(words.refunds(z.refunds), z.refunded) : []),
    ...(z.charges > 0 ? money(words.charges(z.charges), z.charged) : []),
    { label: words.drawer, text: String(z.drawer_openings) },
    { label: words.reprints, text: String(z.reprints) },
  ];
}

/** The figures of an X or a Z, grouped as they are read. Nothing is worked out here. */
export function reportGroups(z: ReportFigures): FigureGroup[] {
  const people = z.by_cashier.map((each) => ({ label: words.person(each.name, each.sales), centimos: each.total }));
  const pieces = z.counts
    .filter((each) => each.count > 0)
    .map((each) => ({ label: words.piece(each.count, t.cash.sum(faceValue(each.value))), text: "" }));
  const groups = [
    { title: words.shift, lines: shift(z) },
    { title: words.sales, lines: sales(z) },
    { title: words.numbered, lines: numbered(z) },
    { title: words.tenders, lines: tenders(z) },
    { title: words.cash, lines: cash(z) },
    { title: words.taxes, lines: taxes(z) },
    { title: words.controls, lines: controls(z) },
    { title: words.people, lines: people },
    { title: words.pieces, lines: pieces },
    { title: words.note, lines: z.note ? [{ label: z.note }] : [] },
  ];
  return groups.filter(({ lines }) => lines.length > 0);
}
