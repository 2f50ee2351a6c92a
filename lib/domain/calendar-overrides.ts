/** Closures and early closes announced after the rules were written; checked before they are applied. */
import { dayNumber, weekdayOf } from "./calendar-days";
import { EARLY_CLOSE_MINUTE, type SpecialDay, specialDaysOf } from "./calendar-holidays";

export const OVERRIDE_KINDS = ["closed", "early_close", "open"] as const;

export type CalendarOverride = {
  /** "YYYY-MM-DD" */
  date: string;
  /** `open` makes any day an ordinary full session, a holiday or a Saturday too. */
  kind: (typeof OVERRIDE_KINDS)[number];
  /** Minutes after midnight in New York, between 09:31 and 16:00; only for `early_close`, 13:00 when left out. */
  closeMinuteEt?: number;
  reason: string;
};

/** `index` is the position in the list that was given. */
type OverrideProblem = { index: number; date: string; message: string };

export const FIRST_YEAR = 1998;
/** Rules are checked against published calendars up to 2030; later years follow the same rules. */
export const LAST_YEAR = 2040;

const OPEN_MINUTE = 9 * 60 + 30;
const CLOSE_MINUTE = 16 * 60;

/** Everything wrong with a list of overrides, alone and against each other; empty when it may be applied. */
export function gradeCalendarOverrides(overrides: readonly CalendarOverride[]): OverrideProblem[] {
  const problems: OverrideProblem[] = [];
  const firstIndex = new Map<string, number>();
  overrides.forEach((override, index) => {
    const earlier = firstIndex.get(override.date);
    const message =
      earlier === undefined
        ? problemOf(override)
        : `is given twice (also entry ${earlier + 1}); keep one`;
    if (message) problems.push({ index, date: override.date, message });
    if (earlier === undefined) firstIndex.set(override.date, index);
  });
  return problems;
}

function problemOf(override: CalendarOverride): string | null {
  const day = dayNumber(override.date);
  if (Number.isNaN(day)) return "is not a calendar day; write YYYY-MM-DD";
  const year = Number(override.date.slice(0, 4));
  if (year < FIRST_YEAR || year > LAST_YEAR) {
    return `is outside the calendar, which covers ${FIRST_YEAR} to ${LAST_YEAR}`;
  }
  if (override.reason.trim() === "") return "needs a reason";
  return closeProblem(override) ?? dayProblem(override, day, year);
}

function closeProblem({ kind, closeMinuteEt }: CalendarOverride): string | null {
  if (closeMinuteEt === undefined) return null;
  if (kind !== "early_close") return `is ${kind}: a closing time belongs to early_close only`;
  if (
    closeMinuteEt > OPEN_MINUTE &&
    closeMinuteEt < CLOSE_MINUTE &&
    Number.isInteger(closeMinuteEt)
  ) {
    return null;
  }
  return `closes at minute ${closeMinuteEt}; allowed is a whole minute after 09:30 (${OPEN_MINUTE}) and before 16:00 (${CLOSE_MINUTE})`;
}

function dayProblem({ kind }: CalendarOverride, day: number, year: number): string | null {
  if (kind === "open") return null;
  if (isWeekend(day)) return `is a weekend day: there is no session to make ${kind}`;
  const special = specialDaysOf(year).get(day);
  if (kind === "early_close" && special?.closeMinute === null) {
    return `is already closed (${special.reason}): it cannot close early`;
  }
  return null;
}

/** What an override makes of its day; null = an ordinary full session. */
export function specialDayOf(override: CalendarOverride): SpecialDay | null {
  if (override.kind === "open") return null;
  if (override.kind === "closed") return { closeMinute: null, reason: override.reason };
  return { closeMinute: override.closeMinuteEt ?? EARLY_CLOSE_MINUTE, reason: override.reason };
}

export function isWeekend(day: number): boolean {
  return weekdayOf(day) === 0 || weekdayOf(day) === 6;
}
