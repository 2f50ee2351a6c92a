import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { calendarFor, createCalendar } from "./calendar";
import { sessionsBetween } from "./calendar-sessions";
import {
  type CoverageFacts,
  gradeSessions,
  missingRanges,
  planGapAsk,
  SESSION_STATES,
  type SessionGrade,
} from "./gaps";

const xnys = createCalendar();
const fromMs = Date.parse("2026-06-29T00:00:00Z");
const toMs = Date.parse("2026-07-11T00:00:00Z");
const days = sessionsBetween(xnys, fromMs, toMs).map(({ day }) => day);
const facts = (bars: (number | undefined)[], more: Partial<CoverageFacts> = {}): CoverageFacts => ({
  calendar: xnys,
  timeframe: "1m",
  fromMs,
  toMs,
  barsByDay: new Map(
    days.flatMap((day, index) => (bars[index] === undefined ? [] : [[day, bars[index]]])),
  ),
  listedFromMs: null,
  planFromMs: null,
  confirmedDays: new Set(),
  ...more,
});
const states = (given: CoverageFacts) => gradeSessions(given).map(({ state }) => state);

describe("gradeSessions", () => {
  test("Independence Day, observed on Friday the 3rd, is no session and no gap", () => {
    expect(days).toEqual([
      "2026-06-29",
      "2026-06-30",
      "2026-07-01",
      "2026-07-02",
      "2026-07-06",
      "2026-07-07",
      "2026-07-08",
      "2026-07-09",
      "2026-07-10",
    ]);
  });

  test("every expected minute is complete; a thin symbol's usual few minutes are normal; none is missing", () => {
    expect(states(facts([960, 960, 960, 960, 700, 960, 960, undefined, 960]))).toEqual([
      "complete",
      "complete",
      "complete",
      "complete",
      "sparse_normal",
      "complete",
      "complete",
      "missing",
      "complete",
    ]);
    expect(new Set(states(facts([40, 55, 38, 60, 44, 41, 39, 50, 47])))).toEqual(
      new Set(["sparse_normal"]),
    );
  });

  test("a session far below the symbol's own usual number of bars lost some", () => {
    expect(states(facts([900, 890, 910, 905, 899, 300, 880, 890, 870]))[5]).toBe("missing");
    expect(states(facts([90, 89, 91, 90, 89, 50, 88, 89, 87]))[5]).toBe("sparse_normal");
  });

  test("before the listing and beyond the plan nothing is missing, from then on it is", () => {
    const later = [undefined, undefined, undefined, 960, 960, 960, 960, undefined, 960];
    const listedFromMs = Date.parse("2026-07-02T13:30:00Z");
    expect(states(facts(later, { listedFromMs })).slice(0, 4)).toEqual([
      "before_listing",
      "before_listing",
      "before_listing",
      "complete",
    ]);
    expect(
      states(facts(later, { planFromMs: Date.parse("2026-07-01T04:00:00Z") })).slice(0, 3),
    ).toEqual(["beyond_plan", "beyond_plan", "missing"]);
  });

  test("a day confirmed by the vendor is empty for good, and a confirmed thin one is normal", () => {
    const confirmedDays = new Set(["2026-07-07", "2026-07-09"]);
    const graded = states(
      facts([960, 960, 960, 960, 960, 20, 960, undefined, 960], { confirmedDays }),
    );
    expect([graded[5], graded[7]]).toEqual(["sparse_normal", "confirmed_empty"]);
  });

  test("daily bars: one a session; half days expect fewer minutes; crypto expects the weekend too", () => {
    expect(states(facts([1, undefined, 1, 1, 1, 1, 1, 1, 1], { timeframe: "1d" }))).toEqual([
      "complete",
      "missing",
      ...Array(7).fill("complete"),
    ]);
    const thanksgiving = {
      fromMs: Date.parse("2026-11-27T00:00:00Z"),
      toMs: Date.parse("2026-11-28T00:00:00Z"),
    };
    expect(gradeSessions({ ...facts([]), ...thanksgiving })[0]).toMatchObject({
      day: "2026-11-27",
      expectedBars: 780,
    });
    expect(gradeSessions({ ...facts([]), calendar: calendarFor(xnys, "crypto") })).toHaveLength(12);
  });
});

describe("missingRanges", () => {
  test("joins sessions in a row, over the weekend too, and keeps apart what data separates", () => {
    const grades = gradeSessions(
      facts([960, undefined, 960, undefined, undefined, 960, 960, 960, undefined]),
    );
    const iso = (ms: number) => new Date(ms).toISOString().slice(0, 13);
    expect(
      missingRanges(grades).map((range) => [iso(range.fromMs), iso(range.toMs), range.days.length]),
    ).toEqual([
      ["2026-06-30T04", "2026-07-01T04", 1],
      ["2026-07-02T04", "2026-07-07T04", 2],
      ["2026-07-10T04", "2026-07-11T04", 1],
    ]);
  });

  test("covers exactly the missing sessions, whatever the states", () => {
    const state = fc.constantFrom(...SESSION_STATES);
    fc.assert(
      fc.property(fc.array(state, { minLength: days.length, maxLength: days.length }), (given) => {
        const grades: SessionGrade[] = gradeSessions(facts([])).map((grade, index) => ({
          ...grade,
          state: given[index]!,
        }));
        const missing = grades.filter(({ state: is }) => is === "missing").map(({ day }) => day);
        expect(missingRanges(grades).flatMap((range) => range.days)).toEqual(missing);
      }),
    );
  });
});

test.each([
  { asked: 0, hoursAgo: null, plan: "ask" },
  { asked: 1, hoursAgo: 23, plan: "wait" },
  { asked: 1, hoursAgo: 24, plan: "ask" },
  { asked: 2, hoursAgo: 0, plan: "confirm" },
])("a gap asked for $asked times, last $hoursAgo h ago: $plan", ({ asked, hoursAgo, plan }) => {
  const now = new Date("2026-07-11T00:00:00Z");
  const lastAskedAt = hoursAgo === null ? null : new Date(now.getTime() - hoursAgo * 3_600_000);
  expect(planGapAsk({ askedCount: asked, lastAskedAt }, now)).toBe(plan);
});
