/** Computes the feature set over final bars; no value ever depends on a later bar. */
import type { BarColumns } from "./bar-columns";
import type { Calendar } from "./calendar";
import type { FeatureColumns, FeatureRow } from "./feature-columns";
import type { Timeframe } from "./vocabulary";

export type FeatureContext = {
  calendar: Calendar;
  timeframe: Timeframe;
  /**
   * Incremental runs: the stored `atr` of the bar at `index` of the given columns, from which the recursion goes on.
   * Left out: the columns begin with the first bar of the series.
   */
  atrSeed?: { index: number; atr: number };
};

/** How many bars before the first row to write must be given, so that a part equals the whole exactly. */
export function featureLookbackBars(_calendar: Calendar, _timeframe: Timeframe): number {
  throw new Error("unbuilt");
}

/** Ascending, final, split-adjusted bars of one series → one column per feature, same length. */
export function computeFeatures(_bars: BarColumns, _context: FeatureContext): FeatureColumns {
  throw new Error("unbuilt");
}

/** One row of the columns, NaN and -1 turned into null. */
export function featureRowAt(_columns: FeatureColumns, _index: number): FeatureRow {
  throw new Error("unbuilt");
}
