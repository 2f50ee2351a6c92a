/** Which windows of a timeframe exist, when each is final, and which should be stored by now. All instants ms UTC. */
import type { Calendar } from "./calendar";
import type { Timeframe } from "./vocabulary";

export type Window = { startMs: number; endMs: number };

/** The window that contains an instant. */
export function windowAt(_calendar: Calendar, _timeframe: Timeframe, _atMs: number): Window {
  throw new Error("unbuilt");
}

/** When the window starting at `startMs` can no longer change by trading: its end; for 1d and 1w the last session's close. Provider delay not included. */
export function finalAtMs(_calendar: Calendar, _timeframe: Timeframe, _startMs: number): number {
  throw new Error("unbuilt");
}

export function isFinal(
  _calendar: Calendar,
  _timeframe: Timeframe,
  _startMs: number,
  _at: { nowMs: number; delayMs: number },
): boolean {
  throw new Error("unbuilt");
}

/** Start of the newest window that should be stored now, or null before the calendar begins. */
export function expectedThrough(
  _calendar: Calendar,
  _timeframe: Timeframe,
  _at: { nowMs: number; delayMs: number },
): number | null {
  throw new Error("unbuilt");
}

/** Number of expected windows after `storedThroughMs` up to and including `expectedThroughMs`. Never negative. */
export function barsBehind(
  _calendar: Calendar,
  _timeframe: Timeframe,
  _storedThroughMs: number,
  _expectedThroughMs: number,
): number {
  throw new Error("unbuilt");
}
