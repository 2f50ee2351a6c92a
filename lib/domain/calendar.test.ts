import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarFor, createCalendar, type Session } from "./calendar";
import { dayText } from "./calendar-days";
import { newYorkInstantMs, newYorkOffsetMs } from "./calendar-new-york";
import { sessionOn, sessionsBetween } from "./calendar-sessions";
import { readSharedCsv, sharedDataMissing } from "./testing/shared-data";

const xnys = createCalendar();
const kindOf = (session: Session | null) => {
  if (!session) return "closed";
  return session.earlyClose ? "early_close" : "full";
};
const iso = (ms: number) => new Date(ms).toISOString().replace(".000", "");

describe("XNYS calendar", () => {
  test.skipIf(sharedDataMissing)(
    "every day 1998–2030 is open, closed or short exactly as published (needs ../shared/data)",
    () => {
      const published = new Map(
        readSharedCsv("calendar/nyse-1998-2030.csv").map((row) => [row.date, row.kind]),
      );
      const wrong: string[] = [];
      for (let day = 10227; day <= 22279; day += 1) {
        const text = dayText(day);
        const weekday = new Date(`${text}T00:00:00Z`).getUTCDay();
        const expected = published.get(text) ?? (weekday % 6 === 0 ? "closed" : "full");
        const actual = kindOf(sessionOn(xnys, text));
        if (actual !== expected) wrong.push(`${text}: ${actual}, published ${expected}`);
      }
      expect(wrong).toEqual([]);
      expect(dayText(10227)).toBe("1998-01-01");
      expect(dayText(22279)).toBe("2030-12-31");
    },
  );

  test.skipIf(sharedDataMissing)(
    "every session 2015–2027 opens and closes at the published instants (needs ../shared/data)",
    () => {
      const rows = readSharedCsv("calendar/nyse-sessions-2015-2027.csv.gz");
      const sessions = sessionsBetween(xnys, Date.UTC(2015, 0, 1), Date.UTC(2028, 0, 1));
      expect(sessions.length).toBe(rows.length);
      rows.forEach((row, index) => {
        const session = sessions[index]!;
        expect({
          session: session.day,
          daily_bar_t_utc: iso(session.startMs),
          premarket_open_utc: iso(session.extendedOpenMs),
          open_utc: iso(session.openMs),
          close_utc: iso(session.closeMs),
          postmarket_close_utc: iso(session.extendedCloseMs),
          regular_minutes: String((session.closeMs - session.openMs) / 60_000),
          kind: session.earlyClose ? "early" : "full",
        }).toEqual(row);
      });
    },
  );

  test.each([
    { day: "2026-03-08", hours: 23 },
    { day: "2026-11-01", hours: 25 },
    { day: "2026-03-09", hours: 24 },
    { day: "2006-04-02", hours: 23 },
    { day: "2006-10-29", hours: 25 },
  ])("the New York day $day has $hours hours", ({ day, hours }) => {
    const number = Date.parse(`${day}T00:00:00Z`) / 86_400_000;
    const lengthMs = newYorkInstantMs(number + 1, 0) - newYorkInstantMs(number, 0);
    expect(lengthMs / 3_600_000).toBe(hours);
  });

  test("the New York offset is the one the time zone database gives, at any instant since 1970", () => {
    const parts = new Intl.DateTimeFormat("en-US", {
      timeZone: "America/New_York",
      timeZoneName: "longOffset",
    });
    const byIntl = (ms: number) => Number(/GMT-0(\d)/.exec(parts.format(ms))?.[1]) * -3_600_000;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Date.UTC(2040, 11, 31) }), (ms) => {
        expect(newYorkOffsetMs(ms)).toBe(byIntl(ms));
      }),
      { numRuns: 2_000 },
    );
  });

  test("sessions follow one another without overlap and each holds its own hours in order", () => {
    const sessions = sessionsBetween(xnys, Date.UTC(1998, 0, 1), Date.UTC(2041, 0, 1));
    sessions.forEach((session, index) => {
      const previous = sessions[index - 1];
      if (previous) expect(session.startMs).toBeGreaterThanOrEqual(previous.endMs);
      const order = [
        session.startMs,
        session.extendedOpenMs,
        session.openMs,
        session.closeMs,
        session.extendedCloseMs,
        session.endMs,
      ];
      expect(order).toEqual(order.toSorted((a, b) => a - b));
    });
  });

  test("rank and position are each other's inverse", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10_000 }), (index) => {
        const session = xnys.sessionAt(index)!;
        expect(xnys.rankAt(session.startMs)).toBe(index + 1);
        expect(xnys.rankAt(session.startMs - 1)).toBe(index);
      }),
    );
  });
});

describe("overridden calendar", () => {
  const overridden = createCalendar([
    { date: "2026-11-27", kind: "open", reason: "Test" },
    { date: "2026-12-01", kind: "closed", reason: "Mourning" },
    { date: "2026-12-02", kind: "early_close", closeMinuteEt: 660, reason: "Power cut" },
    { date: "2026-12-05", kind: "open", reason: "Saturday session" },
  ]);

  test("a closure takes the session away and gives its reason", () => {
    expect(sessionOn(overridden, "2026-12-01")).toBeNull();
    expect(overridden.reasonOn("2026-12-01")).toBe("Mourning");
  });

  test("an early close ends regular hours at its minute and after-hours at 17:00", () => {
    const session = sessionOn(overridden, "2026-12-02")!;
    expect(iso(session.closeMs)).toBe("2026-12-02T16:00:00Z");
    expect(iso(session.extendedCloseMs)).toBe("2026-12-02T22:00:00Z");
  });

  test("an opened half day or Saturday is a full session", () => {
    expect(sessionOn(overridden, "2026-11-27")?.earlyClose).toBe(false);
    expect(iso(sessionOn(overridden, "2026-12-05")!.closeMs)).toBe("2026-12-05T21:00:00Z");
  });

  test("all other days stay as they were", () => {
    const without = (days: string[]) =>
      days.filter((day) => !/^2026-1[12]-(27|01|02|05)$/.test(day));
    const days = (calendar: typeof xnys) =>
      sessionsBetween(calendar, Date.UTC(2026, 0, 1), Date.UTC(2027, 0, 1)).map(({ day }) => day);
    expect(without(days(overridden))).toEqual(without(days(xnys)));
  });
});

describe("round the clock", () => {
  test("crypto trades every UTC day, weekends and holidays too", () => {
    const crypto = calendarFor(xnys, "crypto");
    expect(sessionsBetween(crypto, Date.UTC(2026, 11, 24), Date.UTC(2026, 11, 28)).length).toBe(4);
    expect(calendarFor(xnys, "etf")).toBe(xnys);
  });
});
