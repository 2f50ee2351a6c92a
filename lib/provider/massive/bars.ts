/** Turns one page of the vendor's results into bars, or says which bar and field is malformed. Judges shape and order, never prices. */
import type { Bar } from "@/lib/domain/bar";

export type PageFault = { field: string; bar: number | null; message: string };

export type ReadBars = {
  bars: Bar[];
  duplicates: number;
  outsideRange: number;
};

type VendorBar = { t: unknown; o: unknown; h: unknown; l: unknown; c: unknown; v: unknown };

const FIELDS = ["t", "o", "h", "l", "c", "v"] as const;

/**
 * @param previous the last bar of the pages before; a bar equal to it is a duplicate, anything else not after it is a fault
 */
export function readBars(
  results: readonly unknown[],
  range: { fromMs: number; toMsExclusive: number },
  previous: Bar | null,
): ReadBars | PageFault {
  const bars: Bar[] = [];
  let duplicates = 0;
  let outsideRange = 0;
  let last = previous;

  for (let index = 0; index < results.length; index += 1) {
    const bar = readBar(results[index]);
    if (bar === null) return shapeFault(results[index], index);
    if (bar.t < range.fromMs || bar.t >= range.toMsExclusive) {
      outsideRange += 1;
      continue;
    }
    if (last !== null && bar.t <= last.t) {
      if (!sameBar(bar, last)) return orderFault(bar, last, index);
      duplicates += 1;
      continue;
    }
    bars.push(bar);
    last = bar;
  }
  return { bars, duplicates, outsideRange };
}

function readBar(row: unknown): Bar | null {
  if (!isRow(row)) return null;
  const { t, o, h, l, c, v } = row;
  if (
    !isNumber(t) ||
    !isNumber(o) ||
    !isNumber(h) ||
    !isNumber(l) ||
    !isNumber(c) ||
    !isNumber(v)
  ) {
    return null;
  }
  return Number.isInteger(t) ? { t, open: o, high: h, low: l, close: c, volume: v } : null;
}

function isRow(row: unknown): row is VendorBar {
  return typeof row === "object" && row !== null;
}

function isNumber(value: unknown): value is number {
  return typeof value === "number" && Number.isFinite(value);
}

function sameBar(a: Bar, b: Bar): boolean {
  return (
    a.t === b.t &&
    a.open === b.open &&
    a.high === b.high &&
    a.low === b.low &&
    a.close === b.close &&
    a.volume === b.volume
  );
}

function shapeFault(row: unknown, bar: number): PageFault {
  if (!isRow(row)) return { field: "results", bar, message: "is not an object" };
  const field = FIELDS.find((name) => !isNumber(row[name])) ?? "t";
  const value = JSON.stringify(row[field]) ?? "absent";
  const allowed = field === "t" ? "a whole number of milliseconds" : "a finite number";
  return { field, bar, message: `is ${value} where ${allowed} belongs` };
}

function orderFault(bar: Bar, last: Bar, index: number): PageFault {
  const at = new Date(bar.t).toISOString();
  const message =
    bar.t === last.t
      ? `gives ${at} a second time with other values`
      : `goes back to ${at} after ${new Date(last.t).toISOString()}`;
  return { field: "t", bar: index, message };
}
