import { daysBefore } from "$lib/format";

export const rangeNames = ["today", "yesterday", "week", "month", "all", "custom"] as const;
export type RangeName = (typeof rangeNames)[number];

/** A business day in Lima, `2026-11-20`. */
export type Day = string;

/** Business days, both included; null is open-ended. */
export interface DayRange {
  from: Day | null;
  to: Day | null;
}

/** The days a named range stands for, seen from the business day `today`. */
export function daysOf(name: Exclude<RangeName, "custom">, today: Day): DayRange {
  switch (name) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: daysBefore(today, 1), to: daysBefore(today, 1) };
    case "week":
      return { from: daysBefore(today, 6), to: today };
    case "month":
      return { from: daysBefore(today, 29), to: today };
    case "all":
      return { from: null, to: null };
  }
}
