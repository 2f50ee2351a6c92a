import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarFor, createCalendar } from "./calendar";
import { forecastStale, gradeDataStatus, type SeriesFacts } from "./data-status";
import { expectedThrough } from "./expected-windows";
import { TIMEFRAMES } from "./vocabulary";

const xnys = createCalendar();
const crypto = calendarFor(xnys, "crypto");
const MINUTE = 60_000;
const base: SeriesFacts = {
  calendar: xnys,
  timeframe: "1m",
  policy: { kind: "session", graceMs: 30 * MINUTE },
  storedThrough: new Date("2026-07-06T14:59:00Z"),
  answeredThrough: null,
  lastComputedAt: null,
  delayMs: 0,
};
const grade = (facts: Partial<SeriesFacts>, now: string) =>
  gradeDataStatus({ ...base, ...facts }, new Date(now));
const at = (text: string) => new Date(text);

describe("gradeDataStatus of a stock", () => {
  test.each([
    { now: "2026-07-06T15:00:30Z", status: "current", cause: "up_to_date", behind: 0 },
    { now: "2026-07-06T15:01:00Z", status: "current", cause: "within_grace", behind: 1 },
    { now: "2026-07-06T15:30:59Z", status: "current", cause: "within_grace", behind: 30 },
    { now: "2026-07-06T15:31:00Z", status: "behind", cause: "overdue", behind: 31 },
  ])(
    "minutes stored through 14:59 are $status ($cause) at $now, $behind behind",
    ({ now, status, cause, behind }) => {
      expect(grade({}, now)).toMatchObject({
        status,
        cause,
        barsBehind: behind,
        goesStaleAt: at("2026-07-06T15:31:00Z"),
      });
    },
  );

  test("from Friday's last bar to Monday's first nothing is due, whatever the wall clock says", () => {
    const friday = { storedThrough: at("2026-07-10T23:59:00Z") };
    for (const now of ["2026-07-11T00:00:30Z", "2026-07-12T12:00:00Z", "2026-07-13T08:00:00Z"]) {
      expect(grade(friday, now)).toMatchObject({
        barsBehind: 0,
        goesStaleAt: at("2026-07-13T08:31:00Z"),
      });
    }
    expect(grade(friday, "2026-07-12T12:00:00Z")).toMatchObject({
      status: "not_due",
      cause: "market_closed",
    });
  });

  test("a daily bar is due at the close, an hour after it at a plan an hour late, and earlier on a half day", () => {
    const daily = { timeframe: "1d" as const, storedThrough: at("2026-11-25T05:00:00Z") };
    expect(grade(daily, "2026-11-27T17:59:00Z")).toMatchObject({
      status: "current",
      cause: "up_to_date",
    });
    expect(grade(daily, "2026-11-27T18:00:00Z")).toMatchObject({
      cause: "within_grace",
      barsBehind: 1,
      dueAt: at("2026-11-27T18:00:00Z"),
    });
    const late = { ...daily, delayMs: 60 * MINUTE };
    expect(grade(late, "2026-11-27T18:30:00Z")).toMatchObject({
      status: "current",
      cause: "provider_delay",
      barsBehind: 0,
    });
  });

  test("the grace runs from the first missing bar and its spent share is told", () => {
    expect(grade({}, "2026-07-06T15:16:00Z").graceUsed).toBe(0.5);
    expect(grade({}, "2026-07-06T15:00:00Z").graceUsed).toBeNull();
    expect(grade({}, "2026-07-07T15:00:00Z").graceUsed).toBe(1);
  });

  test("without a bar it is missing, and what was expected is said", () => {
    expect(grade({ storedThrough: null }, "2026-07-06T15:00:00Z")).toMatchObject({
      status: "missing",
      barsBehind: null,
      expectedThrough: at("2026-07-06T14:59:00Z"),
      goesStaleAt: null,
    });
  });
});

describe("quiet windows", () => {
  test("a thin stock whose provider has answered past its last trade is not behind", () => {
    const thin = {
      storedThrough: at("2026-07-06T19:12:00Z"),
      answeredThrough: at("2026-07-07T00:00:00Z"),
    };
    expect(grade(thin, "2026-07-07T01:00:00Z")).toMatchObject({ status: "not_due", barsBehind: 0 });
    expect(grade({ ...thin, answeredThrough: null }, "2026-07-07T01:00:00Z").status).toBe("behind");
  });

  test("a whole session without a bar is behind however often the provider answered", () => {
    const silent = {
      storedThrough: at("2026-07-06T23:59:00Z"),
      answeredThrough: at("2026-07-08T00:00:00Z"),
    };
    expect(grade(silent, "2026-07-08T01:00:00Z")).toMatchObject({
      status: "behind",
      cause: "session_empty",
      barsBehind: 960,
    });
    const older = { ...silent, storedThrough: at("2026-07-02T23:59:00Z") };
    expect(grade(older, "2026-07-08T01:00:00Z")).toMatchObject({
      status: "behind",
      cause: "answers_old",
      barsBehind: 1920,
    });
  });

  test("an answer that claims the future earns no credit beyond now", () => {
    const skewed = { answeredThrough: at("2030-01-01T00:00:00Z") };
    expect(grade(skewed, "2026-07-06T15:31:00Z")).toMatchObject({
      cause: "up_to_date",
      barsBehind: 0,
    });
  });
});

describe("other policies", () => {
  test("crypto is due through the weekend", () => {
    const facts = {
      calendar: crypto,
      policy: { kind: "continuous", graceMs: 0 } as const,
      storedThrough: at("2026-07-11T11:59:00Z"),
    };
    expect(grade(facts, "2026-07-11T12:00:59Z")).toMatchObject({
      status: "current",
      cause: "up_to_date",
    });
    expect(grade(facts, "2026-07-11T12:01:00Z")).toMatchObject({
      status: "behind",
      barsBehind: 1,
      graceUsed: 1,
    });
  });

  test("by the wall clock only the age of the computation counts", () => {
    const policy = {
      kind: "wall_clock",
      thresholds: { freshMs: 60 * MINUTE, agingMs: 360 * MINUTE },
    } as const;
    const facts = { policy, lastComputedAt: at("2026-07-11T00:00:00Z") };
    expect(grade(facts, "2026-07-11T05:59:59Z")).toMatchObject({
      status: "current",
      barsBehind: null,
    });
    expect(grade(facts, "2026-07-11T06:00:00Z")).toMatchObject({ status: "behind", graceUsed: 1 });
    expect(grade({ policy }, "2026-07-11T06:00:00Z").status).toBe("missing");
  });
});

test("a series behind at some time stays behind until something is stored, and one that stores all is never behind", () => {
  const instant = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2030, 0, 1) });
  const input = fc.record({
    calendar: fc.constantFrom(xnys, crypto),
    timeframe: fc.constantFrom(...TIMEFRAMES),
    delayMs: fc.constantFrom(0, 15 * MINUTE, 86_400_000),
    storedMs: instant,
    laterMs: fc.integer({ min: 0, max: 20 * 86_400_000 }),
  });
  fc.assert(
    fc.property(input, ({ storedMs, laterMs, ...series }) => {
      const facts = { ...base, ...series, storedThrough: new Date(storedMs) };
      const stale = gradeDataStatus(facts, new Date(storedMs)).goesStaleAt!;
      const later = new Date(stale.getTime() + laterMs);
      expect(gradeDataStatus(facts, later).status).toBe("behind");
      expect(gradeDataStatus(facts, new Date(stale.getTime() - 1)).status).not.toBe("behind");
      const all = expectedThrough(series.calendar, series.timeframe, {
        nowMs: later.getTime(),
        delayMs: series.delayMs,
      });
      expect(gradeDataStatus({ ...facts, storedThrough: new Date(all!) }, later)).toMatchObject({
        barsBehind: 0,
      });
    }),
  );
});

test("forecastStale lists those that fall behind before a time, soonest first", () => {
  const row = (name: string, text: string | null) => ({
    name,
    goesStaleAt: text === null ? null : at(text),
  });
  const rows = [
    row("late", "2026-07-06T18:00:00Z"),
    row("soon", "2026-07-06T16:00:00Z"),
    row("already", "2026-07-06T14:00:00Z"),
    row("never", null),
    row("after", "2026-07-06T18:00:01Z"),
  ];
  const listed = forecastStale(rows, at("2026-07-06T15:00:00Z"), at("2026-07-06T18:00:00Z"));
  expect(listed.map(({ name }) => name)).toEqual(["soon", "late"]);
});
