/** On which of the next days the exchange does not trade, or closes early; and what was announced over the rules. */
import type { ResponseBody } from "@/lib/contract/response-body";
import type { Calendar } from "@/lib/domain/calendar";
import { DAY_MS, dayNumber, dayText } from "@/lib/domain/calendar-days";
import {
  type CalendarOverride,
  FIRST_YEAR,
  isWeekend,
  LAST_YEAR,
} from "@/lib/domain/calendar-overrides";
import { sessionOn } from "@/lib/domain/calendar-sessions";
import { toInstant } from "./wire";

type Response = ResponseBody<"calendar">;
type SpecialDay = Response["next"][number];

export function viewCalendar(
  { now, exchange }: { now: Date; exchange: Calendar },
  { limit }: { limit: number },
): Response {
  const today = Math.floor((now.getTime() + exchange.offsetMsAt(now.getTime())) / DAY_MS);
  const lastDay = dayNumber(`${LAST_YEAR}-12-31`);
  const next: SpecialDay[] = [];
  for (let day = today; day <= lastDay && next.length < limit; day += 1) {
    const special = specialDay(exchange, day);
    if (special) next.push(special);
  }
  return {
    timestamp: toInstant(now),
    calendar: exchange.id,
    covered_from: `${FIRST_YEAR}-01-01`,
    covered_through: `${LAST_YEAR}-12-31`,
    next,
    overrides: exchange.overrides
      .toSorted((a, b) => a.date.localeCompare(b.date))
      .map(({ date, kind, reason }) => ({
        day: date,
        kind,
        closes_at: kind === "early_close" ? closeOn(exchange, date) : null,
        reason,
        past: dayNumber(date) < today,
      })),
  };
}

/** Null on plain weekends and on days like any other. */
function specialDay(exchange: Calendar, number: number): SpecialDay | null {
  const day = dayText(number);
  const override = exchange.overrides.find(({ date }) => date === day);
  const source = override ? "override" : "rules";
  const session = sessionOn(exchange, day);
  const reason = override?.reason ?? exchange.reasonOn(day) ?? "";
  if (session === null) {
    return isWeekend(number) && !override
      ? null
      : { day, kind: "closed", closes_at: null, reason, source };
  }
  if (session.earlyClose) {
    return { day, kind: "early_close", closes_at: closeOn(exchange, day), reason, source };
  }
  return isOpened(override) ? { day, kind: "open", closes_at: null, reason, source } : null;
}

function isOpened(override: CalendarOverride | undefined): boolean {
  return override?.kind === "open";
}

function closeOn(exchange: Calendar, day: string): string | null {
  const session = sessionOn(exchange, day);
  return session && toInstant(new Date(session.closeMs));
}
