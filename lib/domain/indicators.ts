/**
 * Indicators over typed arrays. Results have the input's length; NaN while warming up. Every window is summed afresh
 * in a fixed order, so a value depends on its own window alone and never on where the array began.
 */
import { at } from "./typed-values";

/** Simple moving average; first value at index n − 1. */
export function sma(values: Float64Array, n: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  for (let i = n - 1; i < values.length; i += 1) {
    result[i] = windowSum(values, i - n + 1, i) / n;
  }
  return result;
}

/** Four interleaved sums instead of one keep the processor from waiting for each addition; the order stays fixed. */
function windowSum(values: Float64Array, first: number, last: number): number {
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  let k = first;
  for (; k + 3 <= last; k += 4) {
    a += at(values, k);
    b += at(values, k + 1);
    c += at(values, k + 2);
    d += at(values, k + 3);
  }
  for (; k <= last; k += 1) a += at(values, k);
  return a + b + (c + d);
}

/** Exponential moving average, α = 2 / (n + 1), seeded with the SMA of the first n; first value at index n − 1. */
export function ema(values: Float64Array, n: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  if (values.length < n) return result;
  let mean = 0;
  for (let i = 0; i < n; i += 1) mean += at(values, i);
  mean /= n;
  result[n - 1] = mean;
  const alpha = 2 / (n + 1);
  for (let i = n; i < values.length; i += 1) {
    mean += alpha * (at(values, i) - mean);
    result[i] = mean;
  }
  return result;
}

/**
 * Relative strength index, seeded with the simple mean of the first n changes; first value at index n. 100 without losses.
 * @see Wilder, "New Concepts in Technical Trading Systems", 1978
 */
export function rsi(close: Float64Array, n = 14): Float64Array {
  const result = new Float64Array(close.length).fill(Number.NaN);
  let gain = 0;
  let loss = 0;
  for (let i = 1; i < close.length; i += 1) {
    const change = at(close, i) - at(close, i - 1);
    const up = Math.max(change, 0);
    const down = Math.max(-change, 0);
    if (i <= n) {
      gain += up / n;
      loss += down / n;
    } else {
      gain = (gain * (n - 1) + up) / n;
      loss = (loss * (n - 1) + down) / n;
    }
    if (i >= n) result[i] = loss === 0 ? 100 : 100 - 100 / (1 + gain / loss);
  }
  return result;
}

/** Largest of high − low and the distances of both from the previous close; NaN on the first bar. */
export function trueRange(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
): Float64Array {
  const result = new Float64Array(close.length).fill(Number.NaN);
  for (let i = 1; i < close.length; i += 1) {
    const h = at(high, i);
    const l = at(low, i);
    const before = at(close, i - 1);
    result[i] = Math.max(h - l, Math.abs(h - before), Math.abs(l - before));
  }
  return result;
}

/** A stored average from which a recursion goes on: `value` belongs to the bar at `index`. */
type RecursionSeed = { index: number; value: number };

/**
 * Average true range by Wilder's smoothing, seeded with the simple mean of the first n true ranges; first value at
 * index n. With a seed the recursion goes on from it and equals the unbroken one bit for bit; earlier values are NaN.
 * @see Wilder, "New Concepts in Technical Trading Systems", 1978
 */
export function atr(
  high: Float64Array,
  low: Float64Array,
  close: Float64Array,
  n = 14,
  seed?: RecursionSeed,
): Float64Array {
  const ranges = trueRange(high, low, close);
  const result = new Float64Array(close.length).fill(Number.NaN);
  const start = seed ?? firstMean(ranges, n);
  if (!start || start.index >= result.length) return result;
  let average = start.value;
  result[start.index] = average;
  for (let i = start.index + 1; i < result.length; i += 1) {
    average = (average * (n - 1) + at(ranges, i)) / n;
    result[i] = average;
  }
  return result;
}

function firstMean(ranges: Float64Array, n: number): RecursionSeed | null {
  if (ranges.length <= n) return null;
  let sum = 0;
  for (let i = 1; i <= n; i += 1) sum += at(ranges, i);
  return { index: n, value: sum / n };
}

type BollingerBands = { middle: Float64Array; upper: Float64Array; lower: Float64Array };

/**
 * Mean ± width × population standard deviation.
 * @see Bollinger, "Bollinger on Bollinger Bands", 2001
 */
export function bollinger(close: Float64Array, n = 20, width = 2): BollingerBands {
  const middle = sma(close, n);
  const deviation = rollingDeviation(close, n, n);
  return {
    middle,
    upper: middle.map((value, i) => value + width * at(deviation, i)),
    lower: middle.map((value, i) => value - width * at(deviation, i)),
  };
}

/** ln(close / previous close); NaN on the first bar. */
export function logReturns(close: Float64Array): Float64Array {
  const result = new Float64Array(close.length).fill(Number.NaN);
  for (let i = 1; i < close.length; i += 1) {
    result[i] = Math.log(at(close, i) / at(close, i - 1));
  }
  return result;
}

/** Sample standard deviation of the last n one-bar log returns × √(periods per year); first value at index n. */
export function realisedVolatility(
  returns: Float64Array,
  n: number,
  periodsPerYear: number,
): Float64Array {
  const deviation = rollingDeviation(returns, n, n - 1);
  const scale = Math.sqrt(periodsPerYear);
  for (let i = 0; i < deviation.length; i += 1) deviation[i] = at(deviation, i) * scale;
  return deviation;
}

/**
 * Standard deviation of each window of n; `divisor` n is the population's, n − 1 the sample's. Values are taken
 * relative to the window's first, which keeps one pass exact enough: constant windows give exactly 0.
 */
export function rollingDeviation(values: Float64Array, n: number, divisor: number): Float64Array {
  const result = new Float64Array(values.length).fill(Number.NaN);
  for (let i = n - 1; i < values.length; i += 1) {
    result[i] = Math.sqrt(squaredDistances(values, i - n + 1, i) / divisor);
  }
  return result;
}

/** Sum of squared distances from the window's mean, in one pass with two interleaved sums. */
function squaredDistances(values: Float64Array, first: number, last: number): number {
  const shift = at(values, first);
  let sumA = 0;
  let sumB = 0;
  let squaresA = 0;
  let squaresB = 0;
  let k = first + 1;
  for (; k + 1 <= last; k += 2) {
    const one = at(values, k) - shift;
    const two = at(values, k + 1) - shift;
    sumA += one;
    sumB += two;
    squaresA += one * one;
    squaresB += two * two;
  }
  const rest = k === last ? at(values, k) - shift : 0;
  const sum = sumA + sumB + rest;
  const squares = squaresA + squaresB + rest * rest;
  return Math.max(0, squares - (sum * sum) / (last - first + 1));
}
