/** Feature columns → rows for tables and the API: NaN and missing labels become null. */
import type { Bar } from "./bar";
import { toBarColumns } from "./bar-columns";
import {
  COMPRESSION_REGIMES,
  type FeatureColumns,
  type FeatureRow,
  STRUCTURE_LABELS,
  TREND_DIRECTIONS,
  TREND_REGIMES,
  VOLATILITY_REGIMES,
} from "./feature-columns";
import { computeFeatures, type FeatureContext } from "./features";
import { at } from "./typed-values";

function featureRowAt(columns: FeatureColumns, i: number): FeatureRow {
  return {
    t: at(columns.t, i),
    return_1h: numberAt(columns.return_1h, i),
    return_1d: numberAt(columns.return_1d, i),
    log_return: numberAt(columns.log_return, i),
    volatility_20: numberAt(columns.volatility_20, i),
    volatility_50: numberAt(columns.volatility_50, i),
    atr: numberAt(columns.atr, i),
    rolling_volume_20: numberAt(columns.rolling_volume_20, i),
    volume_ratio: numberAt(columns.volume_ratio, i),
    hh: numberAt(columns.hh, i),
    hl: numberAt(columns.hl, i),
    lh: numberAt(columns.lh, i),
    ll: numberAt(columns.ll, i),
    trend_direction: labelAt(TREND_DIRECTIONS, columns.trend_direction, i),
    structure_label: labelAt(STRUCTURE_LABELS, columns.structure_label, i),
    volatility_regime: labelAt(VOLATILITY_REGIMES, columns.volatility_regime, i),
    trend_regime: labelAt(TREND_REGIMES, columns.trend_regime, i),
    compression_regime: labelAt(COMPRESSION_REGIMES, columns.compression_regime, i),
  };
}

/** Rows from `fromIndex` on, for callers who hold bars rather than columns. */
export function computeFeatureRows(
  bars: readonly Bar[],
  context: FeatureContext,
  fromIndex = 0,
): FeatureRow[] {
  const columns = computeFeatures(toBarColumns(bars), context);
  const rows: FeatureRow[] = [];
  for (let i = fromIndex; i < bars.length; i += 1) rows.push(featureRowAt(columns, i));
  return rows;
}

function numberAt(column: Float64Array, i: number): number | null {
  const value = at(column, i);
  return Number.isNaN(value) ? null : value;
}

function labelAt<const L extends string>(
  vocabulary: readonly L[],
  codes: Int8Array,
  i: number,
): L | null {
  return vocabulary[codes[i] ?? -1] ?? null;
}
