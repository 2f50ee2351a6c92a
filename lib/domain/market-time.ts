/** Time measured while the market was open: what "late" means to somebody who can't trade at night. */
import type { Calendar } from "./calendar";
import { hoursOf, type TradingHours } from "./calendar-sessions";

/** Open milliseconds within [fromMs, toMs); 0 when the range is empty or the market was closed throughout. */
export function openMsBetween(
  calendar: Calendar,
  fromMs: number,
  toMs: number,
  hours: TradingHours = "regular",
): number {
  if (toMs <= fromMs) return 0;
  if (calendar.id === "24x7") return toMs - fromMs;
  let open = 0;
  const last = calendar.rankAt(toMs - 1);
  // The session that holds `fromMs` starts at or before it.
  for (let index = Math.max(0, calendar.rankAt(fromMs) - 1); index < last; index += 1) {
    const session = calendar.sessionAt(index);
    if (!session) continue;
    const { openMs, closeMs } = hoursOf(session, hours);
    open += Math.max(0, Math.min(closeMs, toMs) - Math.max(openMs, fromMs));
  }
  return open;
}

/** The instant at which `openMs` of open time have passed since `fromMs`; null past the calendar's end. */
export function afterOpenMs(
  calendar: Calendar,
  fromMs: number,
  openMs: number,
  hours: TradingHours = "regular",
): number | null {
  if (calendar.id === "24x7") return fromMs + openMs;
  let left = openMs;
  for (let index = Math.max(0, calendar.rankAt(fromMs) - 1); ; index += 1) {
    const session = calendar.sessionAt(index);
    if (!session) return null;
    const { openMs: startMs, closeMs } = hoursOf(session, hours);
    const beginMs = Math.max(startMs, fromMs);
    const lengthMs = Math.max(0, closeMs - beginMs);
    if (lengthMs > 0 && left <= lengthMs) return beginMs + left;
    left -= lengthMs;
  }
}
