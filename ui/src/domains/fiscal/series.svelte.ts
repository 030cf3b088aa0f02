import { api, type SeriesSettings } from "$api";
import { Form, type FormErrors } from "$lib/form.svelte";
import { t } from "$lib/i18n";

export interface SeriesValues {
  series: string;
  next_number: string;
}

/** A document number as papers write it. */
export const writtenNumber = (number: number) => String(number).padStart(8, "0");

/** What a series of this kind begins with: notes follow what they correct. */
export const letterOf = (kind: SeriesSettings["doc_kind"]) => (kind.endsWith("factura") ? "F" : "B");

export function seriesErrors({ series, next_number }: SeriesValues): FormErrors<SeriesValues> {
  const errors: FormErrors<SeriesValues> = {};
  if (!/^[a-z0-9]{4}$/i.test(series.trim())) errors.series = t.fiscal.needsSeries;
  if (!/^0*[1-9]\d{0,7}$/.test(next_number.trim())) errors.next_number = t.fiscal.needsNumber;
  return errors;
}

/** The numbering of one kind of document at this till. */
export class SeriesForm extends Form<SeriesValues> {
  constructor(private readonly row: SeriesSettings) {
    super({ series: row.series, next_number: String(row.next_number) }, { "fiscal.series_taken": "series" });
  }

  /** Every series afterwards; undefined when refused. */
  save(): Promise<SeriesSettings[] | undefined> {
    const { doc_kind } = this.row;
    return this.send(({ series, next_number }, key) => {
      const input = { doc_kind, series: series.trim().toUpperCase(), next_number: Number(next_number) };
      return api.fiscal.saveSeries(input, key);
    }, seriesErrors(this.values));
  }
}
