/**
 * Which windows should exist and which should be stored by now. Counting takes a binary search, never a walk over
 * minutes: windows per session are summed up once per calendar and timeframe.
 */
import type { Calendar, Session } from "./calendar";
import { hoursOf, type TradingHours } from "./calendar-sessions";
import { finalAtMs, GRID_STEP_MS, localDay, windowAt } from "./timeframe-windows";
import type { Timeframe } from "./vocabulary";

type WindowOptions = { hours?: TradingHours };

type SessionGrid = { firstMs: number; lastMs: number; count: number };

/** How many windows a session should have; 1 for days, and for weeks the whole week counts in its last session only. */
export function windowsInSession(
  session: Session,
  timeframe: Exclude<Timeframe, "1w">,
  { hours = "extended" }: WindowOptions = {},
): number {
  const stepMs = GRID_STEP_MS[timeframe];
  return stepMs === null ? 1 : gridOf(session, stepMs, hours).count;
}

/** Starts of the windows that should exist in [fromMs, toMs), ascending, made one at a time. */
export function* expectedWindows(
  calendar: Calendar,
  timeframe: Timeframe,
  fromMs: number,
  toMs: number,
  options: WindowOptions = {},
): Generator<number> {
  let startMs = nextExpectedMs(calendar, timeframe, fromMs - 1, options);
  while (startMs !== null && startMs < toMs) {
    yield startMs;
    startMs = nextExpectedMs(calendar, timeframe, startMs, options);
  }
}

/** Start of the first expected window that starts after an instant; null past the calendar's end. */
export function nextExpectedMs(
  calendar: Calendar,
  timeframe: Timeframe,
  afterMs: number,
  { hours = "extended" }: WindowOptions = {},
): number | null {
  const stepMs = GRID_STEP_MS[timeframe];
  const rank = calendar.rankAt(afterMs);
  if (stepMs === null) return nextDayOrWeekMs(calendar, timeframe, afterMs);
  const current = calendar.sessionAt(rank - 1);
  if (current) {
    const { firstMs, lastMs } = gridOf(current, stepMs, hours);
    const nextMs = Math.max(firstMs, (Math.floor(afterMs / stepMs) + 1) * stepMs);
    if (nextMs <= lastMs) return nextMs;
  }
  const following = calendar.sessionAt(rank);
  return following ? gridOf(following, stepMs, hours).firstMs : null;
}

/**
 * Start of the newest window that should be stored now: final, and the provider's delay past. Null before the
 * calendar's first session.
 */
export function expectedThrough(
  calendar: Calendar,
  timeframe: Timeframe,
  { nowMs, delayMs, hours = "extended" }: { nowMs: number; delayMs: number } & WindowOptions,
): number | null {
  const atMs = nowMs - delayMs;
  const stepMs = GRID_STEP_MS[timeframe];
  if (stepMs === null) return newestFinalDayOrWeekMs(calendar, timeframe, atMs);
  const rank = calendar.rankAt(atMs);
  for (const index of [rank - 1, rank - 2]) {
    const session = calendar.sessionAt(index);
    if (!session) continue;
    const { firstMs, lastMs } = gridOf(session, stepMs, hours);
    const newestMs = Math.min(lastMs, Math.floor(atMs / stepMs) * stepMs - stepMs);
    if (newestMs >= firstMs) return newestMs;
  }
  return null;
}

/** Number of expected windows after `storedThroughMs` up to and including `expectedThroughMs`; never negative. */
export function barsBehind(
  calendar: Calendar,
  timeframe: Timeframe,
  storedThroughMs: number,
  expectedThroughMs: number,
  options: WindowOptions = {},
): number {
  const stored = windowRank(calendar, timeframe, storedThroughMs, options);
  return Math.max(0, windowRank(calendar, timeframe, expectedThroughMs, options) - stored);
}

/** Number of expected windows that start at or before an instant, from the calendar's beginning. */
function windowRank(
  calendar: Calendar,
  timeframe: Timeframe,
  atMs: number,
  { hours = "extended" }: WindowOptions = {},
): number {
  const stepMs = GRID_STEP_MS[timeframe];
  if (timeframe === "1w") return Math.floor((localDay(calendar, atMs) + 4) / 7);
  const rank = calendar.rankAt(atMs);
  if (stepMs === null) return rank;
  const session = calendar.sessionAt(rank - 1);
  if (!session) return 0;
  const { firstMs, count } = gridOf(session, stepMs, hours);
  const inSession = Math.floor((atMs - firstMs) / stepMs) + 1;
  return windowsBefore(calendar, rank - 1, stepMs, hours) + clamp(inSession, 0, count);
}

const sums = new WeakMap<Calendar, Map<string, Float64Array>>();

/** Windows of all sessions before a position; the sums are made once per calendar, step and hours. */
function windowsBefore(
  calendar: Calendar,
  index: number,
  stepMs: number,
  hours: TradingHours,
): number {
  if (calendar.id === "24x7") return index * (86_400_000 / stepMs);
  const ofCalendar = sums.get(calendar) ?? new Map<string, Float64Array>();
  sums.set(calendar, ofCalendar);
  const key = `${stepMs} ${hours}`;
  const before = ofCalendar.get(key) ?? sumWindows(calendar, stepMs, hours);
  ofCalendar.set(key, before);
  return before[index] ?? 0;
}

function sumWindows(calendar: Calendar, stepMs: number, hours: TradingHours): Float64Array {
  const sessions = calendar.rankAt(Number.MAX_SAFE_INTEGER);
  const before = new Float64Array(sessions + 1);
  for (let index = 0; index < sessions; index += 1) {
    const session = calendar.sessionAt(index);
    const count = session ? gridOf(session, stepMs, hours).count : 0;
    before[index + 1] = (before[index] ?? 0) + count;
  }
  return before;
}

/** Windows that overlap a session's trading hours; in winter the 4h grid gives New York five of them, in summer four. */
function gridOf(session: Session, stepMs: number, hours: TradingHours): SessionGrid {
  const { openMs, closeMs } = hoursOf(session, hours);
  const firstMs = Math.floor(openMs / stepMs) * stepMs;
  const lastMs = (Math.ceil(closeMs / stepMs) - 1) * stepMs;
  return { firstMs, lastMs, count: (lastMs - firstMs) / stepMs + 1 };
}

function nextDayOrWeekMs(calendar: Calendar, timeframe: Timeframe, afterMs: number): number | null {
  if (timeframe === "1d") return calendar.sessionAt(calendar.rankAt(afterMs))?.startMs ?? null;
  const { endMs } = windowAt(calendar, "1w", afterMs);
  const session = calendar.sessionAt(calendar.rankAt(endMs - 1));
  return session ? windowAt(calendar, "1w", session.startMs).startMs : null;
}

/** A week that has begun is final once its last session closed; before that the week of an earlier session is newest. */
function newestFinalDayOrWeekMs(
  calendar: Calendar,
  timeframe: Timeframe,
  atMs: number,
): number | null {
  let index = calendar.rankAt(atMs) - 1;
  let session = calendar.sessionAt(index);
  while (session) {
    const { startMs } = windowAt(calendar, timeframe, session.startMs);
    if (finalAtMs(calendar, timeframe, startMs) <= atMs) return startMs;
    index = calendar.rankAt(startMs - 1) - 1;
    session = calendar.sessionAt(index);
  }
  return null;
}

function clamp(value: number, low: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
