/** Returns over a stretch of market time: nights, weekends and holidays do not count. */
import type { Calendar, Session } from "./calendar";
import { at } from "./typed-values";

/**
 * Market time in ms at the end of each window, ascending, from an arbitrary zero: only differences mean anything.
 * Trading hours are the extended ones; windows outside them stand still.
 */
export function marketTimeAtEnds(
  calendar: Calendar,
  t: Float64Array,
  stepMs: number,
): Float64Array {
  if (calendar.id === "24x7") return t.map((startMs) => startMs + stepMs);
  const result = new Float64Array(t.length);
  let index = calendar.rankAt(t[0] ?? 0) - 1;
  let session = calendar.sessionAt(index);
  let followingMs = startOf(calendar.sessionAt(index + 1));
  let elapsedMs = 0;
  for (let i = 0; i < t.length; i += 1) {
    const startMs = at(t, i);
    while (startMs >= followingMs) {
      if (session) elapsedMs += session.extendedCloseMs - session.extendedOpenMs;
      index += 1;
      session = calendar.sessionAt(index);
      followingMs = startOf(calendar.sessionAt(index + 1));
    }
    result[i] = elapsedMs + (session ? tradedMs(session, startMs + stepMs) : 0);
  }
  return result;
}

function tradedMs({ extendedOpenMs, extendedCloseMs }: Session, atMs: number): number {
  return Math.min(Math.max(atMs, extendedOpenMs), extendedCloseMs) - extendedOpenMs;
}

function startOf(session: Session | null): number {
  return session ? session.startMs : Number.POSITIVE_INFINITY;
}

/**
 * close / reference − 1, where the reference is the last close at least `spanMs` of market time earlier. NaN when it
 * lies more than `maxBars` back or does not exist.
 */
export function marketReturns(
  close: Float64Array,
  marketMs: Float64Array,
  spanMs: number,
  maxBars: number,
): Float64Array {
  const result = new Float64Array(close.length).fill(Number.NaN);
  let reference = -1;
  for (let i = 0; i < close.length; i += 1) {
    const limitMs = at(marketMs, i) - spanMs;
    while (at(marketMs, reference + 1) <= limitMs) reference += 1;
    if (reference < 0 || i - reference > maxBars) continue;
    result[i] = at(close, i) / at(close, reference) - 1;
  }
  return result;
}

/** The farthest a reference bar can be: one window more than the span holds, for windows cut by the opening or close. */
export function farthestReference(spanMs: number, stepMs: number): number {
  return Math.ceil(spanMs / stepMs) + 1;
}
