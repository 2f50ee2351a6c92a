import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { DataGrade } from "./data-status";
import { explainReason, reasonCodeOf } from "./explain-reason";
import type { ReasonFacts } from "./reason-facts";
import { REASON_CODES, type ReasonCode } from "./vocabulary";

const at = (text: string) => new Date(text);
const overdue: DataGrade = {
  status: "behind",
  cause: "overdue",
  barsBehind: 31,
  expectedThrough: at("2026-07-06T15:30:00Z"),
  storedThrough: at("2026-07-06T14:59:00Z"),
  dueAt: at("2026-07-06T15:01:00Z"),
  goesStaleAt: at("2026-07-06T15:31:00Z"),
  graceUsed: 1,
};
const facts: ReasonFacts = {
  active: true,
  pause: null,
  data: overdue,
  lastComputedAt: at("2026-07-06T15:00:00Z"),
  openJob: null,
  lastAttemptAt: at("2026-07-06T15:20:00Z"),
  lastErrorCode: null,
  lastErrorMessage: null,
  nextRunAt: at("2026-07-06T16:00:00Z"),
  nextOpenAt: null,
};
const withCause = (cause: DataGrade["cause"]) => ({ data: { ...overdue, cause } });
const noBars: DataGrade = {
  ...overdue,
  status: "missing",
  cause: "no_bars",
  storedThrough: null,
  dueAt: null,
};

const CASES: { code: ReasonCode; change: Partial<ReasonFacts> }[] = [
  { code: "symbol_inactive", change: { active: false } },
  { code: "paused", change: { pause: { reason: "vendor move", until: null } } },
  {
    code: "never_backfilled",
    change: { data: noBars, lastAttemptAt: null, lastComputedAt: null },
  },
  { code: "compute_failed", change: { lastErrorCode: "compute_failed" } },
  { code: "up_to_date", change: withCause("up_to_date") },
  { code: "not_due_market_closed", change: withCause("market_closed") },
  { code: "provider_delay", change: withCause("provider_delay") },
  { code: "within_grace", change: withCause("within_grace") },
  {
    code: "run_in_progress",
    change: { openJob: { status: "in_progress", since: at("2026-07-06T15:31:00Z") } },
  },
  {
    code: "queued_throttled",
    change: { openJob: { status: "pending", since: at("2026-07-06T15:31:00Z") } },
  },
  { code: "run_overdue", change: { lastAttemptAt: at("2026-07-06T15:00:59Z") } },
  { code: "run_overdue", change: { lastAttemptAt: null } },
  { code: "rate_limited", change: { lastErrorCode: "rate_limited" } },
  { code: "provider_5xx", change: { lastErrorCode: "provider_5xx" } },
  { code: "provider_5xx", change: { lastErrorCode: "malformed" } },
  { code: "provider_5xx", change: { lastErrorCode: "bad_request" } },
  { code: "auth_or_entitlement", change: { lastErrorCode: "auth_or_entitlement" } },
  { code: "provider_empty", change: { lastErrorCode: "provider_empty" } },
  { code: "provider_empty", change: withCause("session_empty") },
  {
    code: "false_fresh",
    change: { ...withCause("answers_old"), lastComputedAt: at("2026-07-06T15:20:00Z") },
  },
  { code: "provider_empty", change: { data: noBars } },
  { code: "insert_failed", change: { lastErrorCode: "insert_failed" } },
  { code: "false_fresh", change: { lastComputedAt: at("2026-07-06T15:20:00Z") } },
  { code: "unknown", change: {} },
  {
    code: "unknown",
    change: { lastErrorCode: "internal", lastComputedAt: at("2026-07-06T15:20:00Z") },
  },
];

describe("the reason", () => {
  test.each(CASES)("is $code given $change", ({ code, change }) => {
    expect(reasonCodeOf({ ...facts, ...change })).toBe(code);
  });

  test("every code there is can be reached", () => {
    expect(new Set(CASES.map(({ code }) => code))).toEqual(new Set(REASON_CODES));
  });

  test("a first backfill that is waiting is queued, not never backfilled", () => {
    const openJob = { status: "pending", since: at("2026-07-06T15:31:00Z") } as const;
    expect(reasonCodeOf({ ...facts, data: noBars, lastAttemptAt: null, openJob })).toBe(
      "queued_throttled",
    );
  });
});

describe("the decision path", () => {
  test("answers every question up to the one that decided and marks the rest as not reached", () => {
    const reason = explainReason({
      ...facts,
      lastErrorCode: "rate_limited",
      lastErrorMessage: "too many requests",
      lastRequest: { httpStatus: 429, requestId: "r-1", rows: 0, attempt: 5 },
    });
    expect(reason.path.map(({ key, ok }) => [key, ok])).toEqual([
      ["active", true],
      ["paused", true],
      ["backfilled", true],
      ["computed", true],
      ["due", true],
      ["grace", true],
      ["under_way", true],
      ["tried", true],
      ["provider", false],
      ["received", null],
      ["inserted", null],
      ["same_age", null],
    ]);
    expect(reason.path[8]).toMatchObject({
      answer: "No",
      detail: "HTTP 429, attempt 5, request r-1, too many requests",
    });
    expect(reason).toMatchObject({
      verdict: expect.stringContaining("too many requests"),
      nextStep: expect.stringContaining("budget"),
    });
  });

  test("a market that is closed is no fault: the deciding step is fine and there is nothing to do", () => {
    const reason = explainReason({
      ...facts,
      ...withCause("market_closed"),
      nextOpenAt: at("2026-07-07T13:30:00Z"),
    });
    expect(reason.path[4]).toMatchObject({
      answer: "No",
      ok: true,
      detail: "market opens at 2026-07-07 13:30 UTC",
    });
    expect(reason.nextStep).toBeNull();
  });

  test("gives the same code as the short way, with exactly one verdict, whatever the facts", () => {
    const time = fc.constantFrom(null, at("2026-07-06T15:00:00Z"), at("2026-07-06T15:20:00Z"));
    const anything = fc.record({
      active: fc.boolean(),
      pause: fc.constantFrom(null, { reason: null, until: at("2026-07-07T00:00:00Z") }),
      data: fc.constantFrom<DataGrade>(
        overdue,
        noBars,
        { ...overdue, cause: "market_closed" },
        { ...overdue, cause: "session_empty" },
      ),
      openJob: fc.constantFrom(null, {
        status: "in_progress" as const,
        since: at("2026-07-06T15:31:00Z"),
      }),
      lastAttemptAt: time,
      lastComputedAt: time,
      lastErrorCode: fc.constantFrom(
        null,
        "rate_limited",
        "insert_failed",
        "compute_failed",
        "internal",
      ),
    });
    fc.assert(
      fc.property(anything, (change) => {
        const given = { ...facts, ...change };
        const reason = explainReason(given);
        expect(reason.code).toBe(reasonCodeOf(given));
        expect(REASON_CODES).toContain(reason.code);
        expect(reason.path.filter(({ ok }) => ok === false).length).toBeLessThanOrEqual(1);
      }),
    );
  });
});
