/** Watches closes go by and says which moves are out of all proportion. Extremes can be true: they are named, never removed. */
import type { Bar } from "./bar";
import type { Calendar } from "./calendar";
import { dayText } from "./calendar-days";
import { median } from "./running-median";
import { localDay } from "./timeframe-windows";

type MoveSuspicion = {
  reason: "extreme_move" | "move_over_half_without_split";
  detail: string;
};

const WINDOW = 50;
const MINIMUM_HISTORY = 20;
/** Below this no move is remarkable, however calm the market was. */
const FLOOR = Math.log(1.05);
const MAD_FACTOR = 20;

/**
 * Judges each close against the one before: a change of price by more than half without a split on that day, or a log
 * return beyond 20 × the median absolute deviation of the last 50 (and beyond 5 %).
 */
export function createMoveWatch({
  calendar,
  recentCloses,
  splitDays,
}: {
  calendar: Calendar;
  recentCloses: readonly number[];
  splitDays: ReadonlySet<string>;
}): { next: (bar: Bar) => MoveSuspicion | null } {
  const moves: number[] = [];
  let previous: number | null = null;
  for (const close of recentCloses.slice(-WINDOW - 1)) {
    if (previous !== null) moves.push(Math.log(close / previous));
    previous = close;
  }

  const next = (bar: Bar) => {
    const before = previous;
    previous = bar.close;
    if (before === null) return null;
    const move = Math.log(bar.close / before);
    const remarkable = Math.abs(move) > FLOOR && !splitDays.has(dayText(localDay(calendar, bar.t)));
    const suspicion = remarkable ? judge(move, before, bar.close, moves) : null;
    moves.push(move);
    if (moves.length > 2 * WINDOW) moves.splice(0, WINDOW);
    return suspicion;
  };
  return { next };
}

function judge(
  move: number,
  before: number,
  close: number,
  moves: readonly number[],
): MoveSuspicion | null {
  const percent = ((close / before - 1) * 100).toFixed(1);
  if (Math.abs(close / before - 1) > 0.5) {
    const detail = `close went from ${before} to ${close} (${percent} %) and no split is known for that day`;
    return { reason: "move_over_half_without_split", detail };
  }
  if (moves.length < MINIMUM_HISTORY) return null;
  const limit = MAD_FACTOR * medianAbsoluteDeviation(moves.slice(-WINDOW));
  if (Math.abs(move) <= limit) return null;
  const usual = ((Math.exp(limit / MAD_FACTOR) - 1) * 100).toFixed(2);
  const detail = `close went from ${before} to ${close} (${percent} %) where ${usual} % is usual`;
  return { reason: "extreme_move", detail };
}

function medianAbsoluteDeviation(values: readonly number[]): number {
  const middle = median(values);
  return median(values.map((value) => Math.abs(value - middle)));
}
