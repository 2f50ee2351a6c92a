/**
 * Computes the feature set over ascending, final, split-adjusted bars of one series. No value depends on a later bar.
 *
 * Part equals whole, bit for bit: every feature but `atr` looks at a fixed number of past bars and is summed afresh,
 * and `atr` goes on from its own stored value. So an incremental run gives `featureLookbackBars` bars before the first
 * row it writes, plus the stored `atr` of the last of them.
 *
 * | feature | formula |
 * | --- | --- |
 * | return_1h, return_1d | close / last close at least 1 market hour / day earlier − 1; null where a bar is longer |
 * | log_return | ln(close / previous close) |
 * | volatility_20, _50 | sample deviation of the last 20 / 50 log returns × √(periods per year) |
 * | atr | Wilder's average true range over 14 |
 * | rolling_volume_20 | mean volume of the last 20 bars, this one included |
 * | volume_ratio | volume / rolling_volume_20; null when that is 0 |
 * | hh hl lh ll | see `structureCounts`; labels and regimes: see `feature-regimes.ts` |
 */
import type { BarColumns } from "./bar-columns";
import type { Calendar } from "./calendar";
import { HOUR_MS } from "./calendar-days";
import type { FeatureColumns } from "./feature-columns";
import {
  compressionRegimes,
  structureCounts,
  structureLabels,
  trendDirections,
  trendRegimes,
  volatilityRegimes,
} from "./feature-regimes";
import { atr, logReturns, realisedVolatility, rollingDeviation, sma } from "./indicators";
import { farthestReference, marketReturns, marketTimeAtEnds } from "./market-returns";
import { marketDayMs, periodsPerYear } from "./periods-per-year";
import { GRID_STEP_MS } from "./timeframe-windows";
import { at } from "./typed-values";
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

const LONG_WINDOW = 50;
const SHORT_WINDOW = 20;
const ATR_WINDOW = 14;

/** How many bars before the first row to write must be given, so that a part equals the whole exactly. */
export function featureLookbackBars(calendar: Calendar, timeframe: Timeframe): number {
  const stepMs = GRID_STEP_MS[timeframe];
  if (stepMs === null) return LONG_WINDOW;
  return Math.max(LONG_WINDOW, farthestReference(marketDayMs(calendar), stepMs));
}

/** One column per feature, each as long as the bars. */
export function computeFeatures(bars: BarColumns, context: FeatureContext): FeatureColumns {
  const { calendar, timeframe, atrSeed } = context;
  const { t, high, low, close, volume } = bars;
  const seed = atrSeed && { index: atrSeed.index, value: atrSeed.atr };
  const averageRange = atr(high, low, close, ATR_WINDOW, seed);
  const returns = logReturns(close);
  const yearly = periodsPerYear(calendar, timeframe);
  const shortVolatility = realisedVolatility(returns, SHORT_WINDOW, yearly);
  const longVolatility = realisedVolatility(returns, LONG_WINDOW, yearly);
  const meanVolume = sma(volume, SHORT_WINDOW);
  const counts = structureCounts(bars);
  return {
    t,
    ...returnsInMarketTime(bars, calendar, timeframe),
    log_return: returns,
    volatility_20: shortVolatility,
    volatility_50: longVolatility,
    atr: averageRange,
    rolling_volume_20: meanVolume,
    volume_ratio: ratios(volume, meanVolume),
    ...counts,
    trend_direction: trendDirections(close, sma(close, SHORT_WINDOW), sma(close, LONG_WINDOW)),
    structure_label: structureLabels(counts),
    volatility_regime: volatilityRegimes(shortVolatility, longVolatility),
    trend_regime: trendRegimes(close, SHORT_WINDOW),
    compression_regime: compressionRegimes(
      rollingDeviation(close, SHORT_WINDOW, SHORT_WINDOW),
      averageRange,
    ),
  };
}

/** A day's bar has no hour inside, a week's neither hour nor day: those stay null. */
function returnsInMarketTime({ t, close }: BarColumns, calendar: Calendar, timeframe: Timeframe) {
  const none = () => new Float64Array(t.length).fill(Number.NaN);
  const stepMs = GRID_STEP_MS[timeframe];
  if (stepMs === null) {
    return { return_1h: none(), return_1d: timeframe === "1d" ? oneBarReturns(close) : none() };
  }
  const marketMs = marketTimeAtEnds(calendar, t, stepMs);
  const over = (spanMs: number) =>
    marketReturns(close, marketMs, spanMs, farthestReference(spanMs, stepMs));
  return {
    return_1h: stepMs <= HOUR_MS ? over(HOUR_MS) : none(),
    return_1d: over(marketDayMs(calendar)),
  };
}

function oneBarReturns(close: Float64Array): Float64Array {
  const result = new Float64Array(close.length).fill(Number.NaN);
  for (let i = 1; i < close.length; i += 1) {
    result[i] = at(close, i) / at(close, i - 1) - 1;
  }
  return result;
}

function ratios(values: Float64Array, base: Float64Array): Float64Array {
  return values.map((value, i) => (base[i] === 0 ? Number.NaN : value / at(base, i)));
}
