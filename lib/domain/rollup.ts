/** Rolls base bars up into longer windows: 5m 15m 30m 1h 4h from 1m, 1w from 1d. */
import type { Bar } from "./bar";
import type { Calendar } from "./calendar";
import type { Window } from "./timeframe-windows";
import type { Timeframe } from "./vocabulary";

export type RollUpTarget = {
  calendar: Calendar;
  timeframe: Timeframe;
  nowMs: number;
  delayMs: number;
};

/** Lazily yields the final windows of ascending base bars; the window still open at `nowMs` is held back. */
export function* rollUp(_bars: Iterable<Bar>, _target: RollUpTarget): Generator<Bar> {
  yield* [];
  throw new Error("unbuilt");
}

/** The windows that contain any of the changed base bars, ascending, each once. */
export function touchedWindows(
  _calendar: Calendar,
  _timeframe: Timeframe,
  _changedMs: Iterable<number>,
): Window[] {
  throw new Error("unbuilt");
}
