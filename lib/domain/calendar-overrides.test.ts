import { describe, expect, test } from "vitest";
import { type CalendarOverride, gradeCalendarOverrides } from "./calendar-overrides";

const good: CalendarOverride = { date: "2026-12-01", kind: "closed", reason: "Mourning" };
const messages = (...overrides: CalendarOverride[]) =>
  gradeCalendarOverrides(overrides).map(
    ({ index, date, message }) => `${index} ${date} ${message}`,
  );

describe("gradeCalendarOverrides", () => {
  test("a sound list has no problems", () => {
    expect(
      messages(
        good,
        { date: "2026-12-02", kind: "early_close", closeMinuteEt: 720, reason: "Storm" },
        { date: "2026-12-05", kind: "open", reason: "Saturday session" },
        { date: "2025-01-09", kind: "closed", reason: "Mourning, already in the table" },
      ),
    ).toEqual([]);
  });

  test.each([
    { problem: { ...good, date: "2026-02-30" }, says: "is not a calendar day; write YYYY-MM-DD" },
    { problem: { ...good, date: "1.12.2026" }, says: "is not a calendar day; write YYYY-MM-DD" },
    {
      problem: { ...good, date: "1997-12-01" },
      says: "is outside the calendar, which covers 1998 to 2040",
    },
    { problem: { ...good, reason: " " }, says: "needs a reason" },
    {
      problem: { ...good, closeMinuteEt: 780 },
      says: "is closed: a closing time belongs to early_close only",
    },
    {
      problem: { ...good, kind: "early_close", closeMinuteEt: 960 },
      says: "closes at minute 960; allowed is",
    },
    {
      problem: { ...good, date: "2026-12-05" },
      says: "is a weekend day: there is no session to make closed",
    },
    {
      problem: { ...good, kind: "early_close", date: "2026-11-26" },
      says: "is already closed (Thanksgiving): it cannot close early",
    },
  ] satisfies { problem: CalendarOverride; says: string }[])(
    "an entry that $says is refused",
    ({ problem, says }) => {
      const [only, ...rest] = messages(problem);
      expect(only).toContain(says);
      expect(rest).toEqual([]);
    },
  );

  test("two entries for one day contradict each other, and the message names both", () => {
    expect(messages(good, { ...good, kind: "open" })).toEqual([
      "1 2026-12-01 is given twice (also entry 1); keep one",
    ]);
  });
});
