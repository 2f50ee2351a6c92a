/** Labels and counts derived from prices and indicators; each looks at a fixed number of past bars only. */
import type { BarColumns } from "./bar-columns";
import { at } from "./typed-values";

/** Code of a label in warm-up; all others are positions in the label's vocabulary. */
const NO_LABEL = -1;

type StructureCounts = {
  hh: Float64Array;
  hl: Float64Array;
  lh: Float64Array;
  ll: Float64Array;
};

/**
 * How many of the last n bars made a higher high, higher low, lower high, lower low than the bar before each;
 * first value at index n.
 */
export function structureCounts({ high, low }: BarColumns, n = 5): StructureCounts {
  return {
    hh: countSteps(high, n, 1),
    hl: countSteps(low, n, 1),
    lh: countSteps(high, n, -1),
    ll: countSteps(low, n, -1),
  };
}

/** Steps in the given direction (+1 up, −1 down) among the last n. Whole numbers, so a running count stays exact. */
function countSteps(values: Float64Array, n: number, direction: 1 | -1): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  const steps = new Uint8Array(values.length);
  let count = 0;
  for (let i = 1; i < values.length; i += 1) {
    const step = (at(values, i) - at(values, i - 1)) * direction > 0 ? 1 : 0;
    steps[i] = step;
    count += step - (i > n ? (steps[i - n] ?? 0) : 0);
    if (i >= n) result[i] = count;
  }
  return result;
}

/** A majority of the last five bars decides: bullish = higher highs and higher lows, bearish = lower both, else range. */
export function structureLabels({ hh, hl, lh, ll }: StructureCounts): Int8Array {
  return labels(hh.length, (i) => {
    if (Number.isNaN(at(hh, i))) return NO_LABEL;
    if (at(hh, i) >= 3 && at(hl, i) >= 3) return 2;
    return at(lh, i) >= 3 && at(ll, i) >= 3 ? 0 : 1;
  });
}

/** Up: close above the 20-bar mean and that above the 50-bar mean. Down: the reverse. Flat: neither. */
export function trendDirections(
  close: Float64Array,
  fast: Float64Array,
  slow: Float64Array,
): Int8Array {
  return labels(close.length, (i) => {
    if (Number.isNaN(at(slow, i))) return NO_LABEL;
    if (at(close, i) > at(fast, i) && at(fast, i) > at(slow, i)) {
      return 2;
    }
    return at(close, i) < at(fast, i) && at(fast, i) < at(slow, i) ? 0 : 1;
  });
}

const HIGH_VOLATILITY_RATIO = 1.25;
const LOW_VOLATILITY_RATIO = 0.8;

/** Short against long volatility: above 1.25 high, below 0.8 (or both zero) low, between normal. */
export function volatilityRegimes(short: Float64Array, long: Float64Array): Int8Array {
  return labels(short.length, (i) => {
    const base = at(long, i);
    if (Number.isNaN(base)) return NO_LABEL;
    if (at(short, i) > HIGH_VOLATILITY_RATIO * base) return 2;
    return base === 0 || at(short, i) < LOW_VOLATILITY_RATIO * base ? 0 : 1;
  });
}

const TRENDING_EFFICIENCY = 0.4;
const RANGING_EFFICIENCY = 0.2;

/**
 * Kaufman's efficiency ratio over n bars, |net move| / sum of |moves|: from 0.4 trending, up to 0.2 ranging.
 * @see Kaufman, "Trading Systems and Methods" (efficiency ratio)
 */
export function trendRegimes(close: Float64Array, n = 20): Int8Array {
  return labels(close.length, (i) => {
    if (i < n) return NO_LABEL;
    let path = 0;
    for (let k = i - n + 1; k <= i; k += 1) {
      path += Math.abs(at(close, k) - at(close, k - 1));
    }
    const net = Math.abs(at(close, i) - at(close, i - n));
    if (path > 0 && net >= TRENDING_EFFICIENCY * path) return 2;
    return net <= RANGING_EFFICIENCY * path ? 0 : 1;
  });
}

const SQUEEZE_ATR = 1.5;
const EXPANSION_ATR = 3;

/**
 * Bollinger half-width (2 population deviations over 20) against the Keltner channel's: inside 1.5 ATR compressed,
 * beyond 3 ATR expanded.
 * @see Carter, "Mastering the Trade" (the squeeze)
 */
export function compressionRegimes(deviation: Float64Array, atr: Float64Array): Int8Array {
  return labels(atr.length, (i) => {
    const halfWidth = 2 * at(deviation, i);
    const range = at(atr, i);
    if (Number.isNaN(halfWidth) || Number.isNaN(range)) return NO_LABEL;
    if (halfWidth < SQUEEZE_ATR * range) return 0;
    return halfWidth > EXPANSION_ATR * range ? 2 : 1;
  });
}

function labels(length: number, labelAt: (index: number) => number): Int8Array {
  const result = new Int8Array(length);
  for (let i = 0; i < length; i += 1) result[i] = labelAt(i);
  return result;
}
