/** The market clock of the header: which phase it is, since when, until when, and what comes next. */
import type { Calendar } from "./calendar";
import { dayText } from "./calendar-days";
import { nextCloseMs, nextOpenMs } from "./calendar-sessions";

export type MarketPhase = "pre_market" | "open" | "after_hours" | "closed" | "always_open";

export type MarketClock = {
  phase: MarketPhase;
  /** Today in the market's own zone. */
  day: string;
  /** When the phase ends and what it turns into; null for a market that never closes. */
  until: Date | null;
  nextPhase: MarketPhase | null;
  nextOpen: Date | null;
  nextClose: Date | null;
  /** Today's session (or the next one) ends early. */
  earlyClose: boolean;
  /** Why today is closed or short: "Thanksgiving", "Weekend"; null on ordinary days. */
  reason: string | null;
};

export function marketClock(calendar: Calendar, nowMs: number): MarketClock {
  const day = dayText(Math.floor((nowMs + calendar.offsetMsAt(nowMs)) / 86_400_000));
  if (calendar.id === "24x7") return { ...ALWAYS_OPEN, day };
  const { phase, untilMs, nextPhase } = phaseAt(calendar, nowMs);
  const session = calendar.sessionAt(calendar.rankAt(nowMs) - 1);
  const today = session?.day === day ? session : null;
  return {
    phase,
    day,
    until: toDate(untilMs),
    nextPhase,
    nextOpen: toDate(nextOpenMs(calendar, nowMs)),
    nextClose: toDate(nextCloseMs(calendar, nowMs)),
    earlyClose: today?.earlyClose ?? false,
    reason: calendar.reasonOn(day) ?? (today ? null : "Weekend"),
  };
}

const ALWAYS_OPEN: Omit<MarketClock, "day"> = {
  phase: "always_open",
  until: null,
  nextPhase: null,
  nextOpen: null,
  nextClose: null,
  earlyClose: false,
  reason: null,
};

type PhaseSpan = { phase: MarketPhase; untilMs: number | null; nextPhase: MarketPhase };

function phaseAt(calendar: Calendar, nowMs: number): PhaseSpan {
  const session = calendar.sessionAt(calendar.rankAt(nowMs) - 1);
  const closed: PhaseSpan = {
    phase: "closed",
    untilMs: nextOpenMs(calendar, nowMs, "extended"),
    nextPhase: "pre_market",
  };
  if (!session || nowMs < session.extendedOpenMs || nowMs >= session.extendedCloseMs) return closed;
  if (nowMs < session.openMs) {
    return { phase: "pre_market", untilMs: session.openMs, nextPhase: "open" };
  }
  if (nowMs < session.closeMs) {
    return { phase: "open", untilMs: session.closeMs, nextPhase: "after_hours" };
  }
  return { phase: "after_hours", untilMs: session.extendedCloseMs, nextPhase: "closed" };
}

function toDate(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
