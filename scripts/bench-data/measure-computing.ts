/** What needs no database: features and roll-ups of a long history in memory. */
import { toBarColumns } from "@/lib/domain/bar-columns";
import { calendarFor, createCalendar } from "@/lib/domain/calendar";
import { computeFeatures } from "@/lib/domain/features";
import { rollUp } from "@/lib/domain/rollup";
import { makeBars } from "./made-up-bars";
import { bestOf, type Measured, round } from "./measured";

const calendar = calendarFor(createCalendar(), "crypto");
const FEATURES = 18;

export function measureFeatures(count: number): Measured {
  const bars = toBarColumns(makeBars(count, 1));
  const { open, high, low, close, volume } = bars;
  const barePass = () => {
    for (let feature = 0; feature < FEATURES; feature += 1) {
      const column = new Float64Array(count);
      for (let i = 0; i < count; i += 1) {
        column[i] =
          (high[i] ?? 0) - (low[i] ?? 0) + (close[i] ?? 0) - (open[i] ?? 0) + (volume[i] ?? 0);
      }
    }
  };
  let bareMs = Number.POSITIVE_INFINITY;
  let featuresMs = Number.POSITIVE_INFINITY;
  for (let turn = 0; turn < 8; turn += 1) {
    bareMs = Math.min(bareMs, bestOf(1, barePass));
    featuresMs = Math.min(
      featuresMs,
      bestOf(1, () => computeFeatures(bars, { calendar, timeframe: "1m" })),
    );
  }
  return {
    what: `features of ${count.toLocaleString("en")} bars: ratio to a bare pass`,
    goal: "a small multiple",
    value: `${round(featuresMs / bareMs, 1)} × (${round(featuresMs, 0)} ms, bare ${round(bareMs, 0)} ms)`,
    figures: { featuresMs: round(featuresMs), bareMs: round(bareMs) },
    note: `The bare pass reads five columns and writes one, ${FEATURES} times: as many columns as there are features, none of them with a window. Every window is summed afresh so that part equals whole bit for bit; that is what the features cost beyond it.`,
  };
}

export function measureRollUp(count: number): Measured {
  const bars = makeBars(count, 2);
  const target = { calendar, nowMs: Date.UTC(2030, 0, 1), delayMs: 0 };
  let windows = 0;
  const rollMs = bestOf(2, () => {
    windows = 0;
    for (const timeframe of ["5m", "15m", "30m", "1h", "4h"] as const) {
      for (const bar of rollUp(bars, { ...target, timeframe })) windows += bar.volume >= 0 ? 1 : 0;
    }
  });
  return {
    what: `roll-up of ${count.toLocaleString("en")} minutes to 5m, 15m, 30m, 1h and 4h`,
    goal: "",
    value: `${round(rollMs, 0)} ms, ${round((5 * count) / rollMs / 1000, 1)} M bars/s`,
    figures: { rollMs: round(rollMs), windows },
  };
}
