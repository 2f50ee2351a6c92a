/** Raw bars → split-adjusted bars, on read. Stored bars stay raw, so a later split never makes history wrong. */
import type { Bar } from "./bar";
import type { Calendar } from "./calendar";

/** `to` new shares for `from` old ones: a 4-for-1 split is { from: 1, to: 4 }. */
export type Split = { executionDay: string; from: number; to: number };

/**
 * Bars before a split's execution day: prices × from / to, volume × to / from, all later splits together.
 *
 * @param asOfDay splits executed after this day are not known yet; left out: all count
 */
export function adjustForSplits(
  _calendar: Calendar,
  _bars: readonly Bar[],
  _splits: readonly Split[],
  _asOfDay?: string,
): Bar[] {
  throw new Error("unbuilt");
}
