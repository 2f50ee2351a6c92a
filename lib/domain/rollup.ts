/** Rolls base bars up into longer windows: 5m 15m 30m 1h 4h from 1m, 1w from 1d. Only final windows come out. */
import type { Bar } from "./bar";
import type { Calendar } from "./calendar";
import { GRID_STEP_MS, isFinal, type Window, windowAt } from "./timeframe-windows";
import type { Timeframe } from "./vocabulary";

type RollUpTarget = {
  calendar: Calendar;
  timeframe: Timeframe;
  nowMs: number;
  /** The provider's delay: a window is final only when that has passed too. */
  delayMs: number;
};

/** Ascending base bars → ascending final windows, one at a time; holds a single window in memory. */
export function* rollUp(bars: Iterable<Bar>, target: RollUpTarget): Generator<Bar> {
  const roller = createRollUp(target);
  for (const bar of bars) {
    const finished = roller.push(bar);
    if (finished) yield finished;
  }
  const last = roller.flush();
  if (last) yield last;
}

/** The same for bars that arrive in pages. */
type RollUp = {
  /** Takes the next base bar; answers the window it ended, when that is final. */
  push: (bar: Bar) => Bar | null;
  /** Answers the window still held, when that is final, and starts anew. */
  flush: () => Bar | null;
};

export function createRollUp({ calendar, timeframe, nowMs, delayMs }: RollUpTarget): RollUp {
  let held: Bar | null = null;
  let endMs = Number.NEGATIVE_INFINITY;

  const flush = () => {
    const finished = held;
    held = null;
    endMs = Number.NEGATIVE_INFINITY;
    if (!finished) return null;
    return isFinal(calendar, timeframe, finished.t, { nowMs, delayMs }) ? finished : null;
  };

  const push = (bar: Bar) => {
    if (held && bar.t < endMs) {
      held.high = Math.max(held.high, bar.high);
      held.low = Math.min(held.low, bar.low);
      held.close = bar.close;
      held.volume += bar.volume;
      return null;
    }
    const finished = flush();
    const window = windowAt(calendar, timeframe, bar.t);
    held = { ...bar, t: window.startMs };
    endMs = window.endMs;
    return finished;
  };

  return { push, flush };
}

/** The windows that contain any of the changed base bars, ascending, each once. */
export function touchedWindows(
  calendar: Calendar,
  timeframe: Timeframe,
  changedMs: Iterable<number>,
): Window[] {
  const touched = new Map<number, Window>();
  const stepMs = GRID_STEP_MS[timeframe];
  for (const ms of changedMs) {
    const gridStart = stepMs === null ? null : Math.floor(ms / stepMs) * stepMs;
    if (gridStart !== null && touched.has(gridStart)) continue;
    const window = windowAt(calendar, timeframe, ms);
    touched.set(window.startMs, window);
  }
  return [...touched.values()].sort((a, b) => a.startMs - b.startMs);
}
