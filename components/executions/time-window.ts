/** The windows of time a reader can choose, as instants. Pure; the clock is an argument. */
import { type Calendar, createCalendar } from "@/lib/domain/calendar";

export const WINDOWS = ["6h", "24h", "7d", "30d", "session", "since_close"] as const;
export type WindowKey = (typeof WINDOWS)[number];

export const WINDOW_WORDS: Record<WindowKey, string> = {
  "6h": "6 hours",
  "24h": "24 hours",
  "7d": "7 days",
  "30d": "30 days",
  session: "this session",
  since_close: "since last close",
};

const HOUR_MS = 3_600_000;
const ROLLING_MS = { "6h": 6, "24h": 24, "7d": 7 * 24, "30d": 30 * 24 } as const;

/** Rolling windows begin on a full five minutes, so that the same question is asked again and not a new one. */
export const WINDOW_STEP_MS = 300_000;

let exchange: Calendar | undefined;

/**
 * Start of the window. `session`: the opening (extended hours) of the running or last session;
 * `since_close`: the last regular close.
 */
export function windowStart(window: WindowKey, nowMs: number): Date {
  if (window === "session" || window === "since_close") {
    exchange ??= createCalendar();
    return new Date(sessionStart(exchange, window, nowMs));
  }
  const floorMs = Math.floor(nowMs / WINDOW_STEP_MS) * WINDOW_STEP_MS;
  return new Date(floorMs - ROLLING_MS[window] * HOUR_MS);
}

function sessionStart(
  calendar: Calendar,
  window: "session" | "since_close",
  nowMs: number,
): number {
  let index = calendar.rankAt(nowMs) - 1;
  const begun = (at: number) => {
    const session = calendar.sessionAt(at);
    if (!session) return null;
    return window === "session" ? session.extendedOpenMs : session.closeMs;
  };
  for (;;) {
    const startMs = begun(index);
    if (startMs === null) return nowMs - 24 * HOUR_MS;
    if (startMs <= nowMs) return startMs;
    index -= 1;
  }
}
