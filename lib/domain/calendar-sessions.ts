/** Questions about sessions: which, how many, when the market opens and closes next. */
import type { Calendar, Session } from "./calendar";
import { dayNumber } from "./calendar-days";

/** The session of a trading day, or null when the market does not trade on it. */
export function sessionOn(calendar: Calendar, day: string): Session | null {
  const number = dayNumber(day);
  if (Number.isNaN(number)) return null;
  const session = calendar.sessionAt(calendar.rankAt(calendar.midnightMs(number)) - 1);
  return session?.day === day ? session : null;
}

/** Sessions whose day starts in [fromMs, toMs), oldest first. */
export function sessionsBetween(calendar: Calendar, fromMs: number, toMs: number): Session[] {
  const sessions: Session[] = [];
  const last = calendar.rankAt(toMs - 1);
  for (let index = calendar.rankAt(fromMs - 1); index < last; index += 1) {
    const session = calendar.sessionAt(index);
    if (session) sessions.push(session);
  }
  return sessions;
}

/** Number of sessions whose day starts in [fromMs, toMs), without listing them. */
export function sessionCount(calendar: Calendar, fromMs: number, toMs: number): number {
  return Math.max(0, calendar.rankAt(toMs - 1) - calendar.rankAt(fromMs - 1));
}

export type TradingHours = "regular" | "extended";

/** Start and end of a session's trading by the hours that count. */
export function hoursOf(
  session: Session,
  hours: TradingHours,
): { openMs: number; closeMs: number } {
  return hours === "regular"
    ? { openMs: session.openMs, closeMs: session.closeMs }
    : { openMs: session.extendedOpenMs, closeMs: session.extendedCloseMs };
}

/** The session trading at an instant, or null while the market is closed. */
function openSession(
  calendar: Calendar,
  atMs: number,
  hours: TradingHours = "regular",
): Session | null {
  const session = calendar.sessionAt(calendar.rankAt(atMs) - 1);
  if (!session) return null;
  const { openMs, closeMs } = hoursOf(session, hours);
  return atMs >= openMs && atMs < closeMs ? session : null;
}

export function isOpen(calendar: Calendar, atMs: number, hours: TradingHours = "regular"): boolean {
  return openSession(calendar, atMs, hours) !== null;
}

/** First opening after `atMs`; null past the calendar's end and for a market that never closes. */
export function nextOpenMs(
  calendar: Calendar,
  atMs: number,
  hours: TradingHours = "regular",
): number | null {
  if (calendar.id === "24x7") return null;
  return nextInstant(calendar, atMs, (session) => hoursOf(session, hours).openMs);
}

/** First close after `atMs`; null past the calendar's end and for a market that never closes. */
export function nextCloseMs(
  calendar: Calendar,
  atMs: number,
  hours: TradingHours = "regular",
): number | null {
  if (calendar.id === "24x7") return null;
  return nextInstant(calendar, atMs, (session) => hoursOf(session, hours).closeMs);
}

/** A session's instants lie inside its own day, so the next one is of this session or of the next. */
function nextInstant(
  calendar: Calendar,
  atMs: number,
  instant: (session: Session) => number,
): number | null {
  const rank = calendar.rankAt(atMs);
  for (const index of [rank - 1, rank]) {
    const session = calendar.sessionAt(index);
    if (session && instant(session) > atMs) return instant(session);
  }
  return null;
}
