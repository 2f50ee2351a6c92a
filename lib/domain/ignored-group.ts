/** When an error group that somebody chose to ignore is to be heard again. */
import type { Recurrence } from "./vocabulary";

/** Exactly one of `untilMs` and `moreThan` is set; `per` goes with the latter. */
export type IgnoreEnd = {
  untilMs: number | null;
  moreThan: number | null;
  per: Recurrence | null;
};

/** Failures of the group since it was ignored: all, and those of its worst hour. */
export type Recurred = { total: number; inWorstHour: number };

export function isStillIgnored(end: IgnoreEnd, recurred: Recurred, now: Date): boolean {
  if (end.untilMs !== null) return end.untilMs > now.getTime();
  return end.moreThan !== null && recurrencesOf(end, recurred) <= end.moreThan;
}

/** What `moreThan` is held against. */
export function recurrencesOf({ per }: Pick<IgnoreEnd, "per">, recurred: Recurred): number {
  return per === "hour" ? recurred.inWorstHour : recurred.total;
}
