/** Draws the minutes of one planned day: a bridge from open to close inside the day's range, thin outside regular hours. */
import type { Bar } from "@/lib/domain/bar";
import type { Session } from "@/lib/domain/calendar";
import { MINUTE_MS } from "@/lib/domain/calendar-days";
import { type DayPlan, exactPrice, priceOf, roundPrice } from "./day-plan";
import { dice, standard, subkey } from "./hash";
import type { Character } from "./listings";

/** Of a day's volume, what is traded before and after regular hours when anything is. */
const EXTENDED_SHARE = 0.04;

/** Which throws of a day's dice belong to what; no day has more than 1,440 minutes. */
const THROWS = { path: 0, top: 2000, bottom: 4000, presence: 6000, volume: 8000 };

/** One day being drawn. Minutes are counted from the first of extended hours. */
type Canvas = {
  character: Character;
  plan: DayPlan;
  /** The dice of this day. */
  key: number;
  length: number;
  open: number;
  close: number;
};

/** All minutes of the day that trade, oldest first. Minutes without trades have no bar. */
export function drawMinutes(character: Character, plan: DayPlan, session: Session): Bar[] {
  const minute = (atMs: number) => Math.round((atMs - session.extendedOpenMs) / MINUTE_MS);
  const canvas: Canvas = {
    character,
    plan,
    key: subkey(character.key, plan.day),
    length: minute(session.extendedCloseMs),
    open: minute(session.openMs),
    close: minute(session.closeMs),
  };
  const edges = drawEdges(canvas);
  const bars: Bar[] = [];
  const weights: number[] = [];
  const range = { high: priceOf(plan, plan.high), low: priceOf(plan, plan.low) };
  let highest: Bar | undefined;
  let lowest: Bar | undefined;

  for (let index = 0; index < canvas.length; index += 1) {
    const regular = index >= canvas.open && index < canvas.close;
    if (!trades(canvas, index, regular)) continue;
    const bar = drawBar(canvas, edges, index, session.extendedOpenMs + index * MINUTE_MS);
    bars.push(bar);
    weights.push(weight(canvas, index, regular));
    if (!regular) continue;
    bar.high = Math.min(bar.high, range.high);
    bar.low = Math.max(bar.low, range.low);
    if (highest === undefined || bar.high > highest.high) highest = bar;
    if (lowest === undefined || bar.low < lowest.low) lowest = bar;
  }
  // The highest minute reaches the planned high and the lowest the planned low: minutes and daily bar tell one story.
  if (highest !== undefined) highest.high = range.high;
  if (lowest !== undefined) lowest.low = range.low;
  pourVolume(bars, weights, canvas, session.closeMs - MINUTE_MS);
  return bars;
}

function drawBar({ plan, key }: Canvas, edges: Float64Array, index: number, t: number): Bar {
  const from = edges[index] ?? 0;
  const to = edges[index + 1] ?? 0;
  const wick = plan.volatility * 0.03;
  return {
    t,
    open: roundPrice(plan, from),
    high: roundPrice(plan, Math.max(from, to) * (1 + wick * dice(key, THROWS.top + index))),
    low: roundPrice(plan, Math.min(from, to) * (1 - wick * dice(key, THROWS.bottom + index))),
    close: roundPrice(plan, to),
    volume: 0,
  };
}

/** Prices at every minute's edge, not rounded: `length + 1` of them. */
function drawEdges(canvas: Canvas): Float64Array {
  const { plan, length, open, close } = canvas;
  const path = new Float64Array(length + 1);
  const stretch = (from: number, to: number, start: number, end: number, spread: number) => {
    path[from] = start;
    path[to] = end;
    bridge(path, from, to, { spread, span: to - from, key: canvas.key });
  };
  if (open > 0) stretch(0, open, plan.beforeOpen, plan.open, plan.volatility * 0.15);
  if (close < length) {
    stretch(close, length, plan.close, plan.afterClose, plan.volatility * 0.15);
  }
  stretch(open, close, plan.open, plan.close, plan.volatility);
  for (let index = open; index <= close; index += 1) {
    path[index] = Math.min(plan.high, Math.max(plan.low, path[index] ?? 0));
  }
  return path.map((log) => exactPrice(plan, log));
}

/** Midpoint displacement: halves the stretch again and again, each middle off its line by half the spread that is left. */
function bridge(
  path: Float64Array,
  from: number,
  to: number,
  noise: { spread: number; span: number; key: number },
): void {
  if (to - from < 2) return;
  const middle = (from + to) >> 1;
  const start = path[from] ?? 0;
  const line = start + (((path[to] ?? 0) - start) * (middle - from)) / (to - from);
  const spread = 0.5 * noise.spread * Math.sqrt((to - from) / noise.span);
  path[middle] = line + spread * standard(dice(noise.key, THROWS.path + middle));
  bridge(path, from, middle, noise);
  bridge(path, middle, to, noise);
}

/** The auctions at open and close always trade, so a daily bar has both even of the thinnest symbol. */
function trades({ character, key, open, close }: Canvas, index: number, regular: boolean): boolean {
  if (index === open || index === close - 1) return true;
  const presence = regular ? character.regularPresence : character.extendedPresence;
  return presence === 1 || dice(key, THROWS.presence + index) < presence;
}

/** More at the open and at the close than at noon; any hour is as good for crypto. */
function weight(canvas: Canvas, index: number, regular: boolean): number {
  const { length, open, close } = canvas;
  const luck = 0.4 + 1.2 * dice(canvas.key, THROWS.volume + index);
  if (!regular) return (EXTENDED_SHARE / (length - close + open)) * luck;
  if (canvas.character.assetClass === "crypto") return luck / length;
  const fromNoon = Math.abs((2 * (index - open)) / (close - open) - 1);
  return ((0.6 + 1.6 * fromNoon ** 3) / (close - open)) * luck;
}

/** Shares out the planned volume in whole units; the closing minute takes what rounding leaves, so the sum is exact. */
function pourVolume(
  bars: readonly Bar[],
  weights: readonly number[],
  { plan, character }: Canvas,
  closingMs: number,
): void {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let left = plan.volumeUnits;
  let closing: Bar | undefined;
  for (const [index, bar] of bars.entries()) {
    if (bar.t === closingMs) {
      closing = bar;
      continue;
    }
    const units = Math.floor((plan.volumeUnits * (weights[index] ?? 0)) / total);
    left -= units;
    bar.volume = units / character.unitsPerShare;
  }
  if (closing !== undefined) closing.volume = left / character.unitsPerShare;
}
