/** Bars as columns: one typed array per field, the form in which a million of them are computed. */
import type { Bar } from "./bar";

export type BarColumns = {
  t: Float64Array;
  open: Float64Array;
  high: Float64Array;
  low: Float64Array;
  close: Float64Array;
  volume: Float64Array;
};

export function createBarColumns(length: number): BarColumns {
  return {
    t: new Float64Array(length),
    open: new Float64Array(length),
    high: new Float64Array(length),
    low: new Float64Array(length),
    close: new Float64Array(length),
    volume: new Float64Array(length),
  };
}

export function toBarColumns(bars: readonly Bar[]): BarColumns {
  const columns = createBarColumns(bars.length);
  bars.forEach((bar, index) => {
    columns.t[index] = bar.t;
    columns.open[index] = bar.open;
    columns.high[index] = bar.high;
    columns.low[index] = bar.low;
    columns.close[index] = bar.close;
    columns.volume[index] = bar.volume;
  });
  return columns;
}
