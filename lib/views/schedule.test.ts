import { describe, expect, test } from "vitest";
import { ENDPOINTS } from "@/lib/contract";
import { SCHEDULE_PAUSE_KEY } from "@/lib/db/queries/read/schedule-pause";
import { upsertSetting } from "@/lib/db/queries/settings";
import { engineEvents, engineRuns } from "@/lib/db/schema-engine";
import { insertExecution, insertJob, insertRequest, insertSymbol } from "@/lib/db/testing/fixtures";
import { createCalendar } from "@/lib/domain/calendar";
import { viewCalendar } from "./calendar";
import type { ViewDeps } from "./deps";
import { viewSchedule } from "./schedule";
import { freshDatabase } from "./testing/fresh-database";
import { createViewDeps } from "./testing/view-deps";
import { viewWhatIf } from "./what-if";

const database = freshDatabase();
const at = (text: string) => new Date(text);

const view = async (changes: Partial<ViewDeps> = {}) =>
  ENDPOINTS.schedule.response.parse(
    await viewSchedule(createViewDeps(database.db, changes), { fires: 2, ticks: 50 }),
  );

async function tick(input: { key: string; due: string; fired: string; output: unknown }) {
  const id = `${input.key} ${input.due}`;
  const payload = JSON.stringify({ name: "inngest/scheduled.timer", ts: Date.parse(input.due) });
  await database.db
    .insert(engineEvents)
    .values({ id, name: "inngest/scheduled.timer", payload, receivedAt: at(input.fired) });
  await database.db.insert(engineRuns).values({
    id,
    functionId: `candlewatch-schedule-${input.key}`,
    status: "completed",
    eventIds: [id],
    eventName: "inngest/scheduled.timer",
    concurrencyKeys: [],
    createdAt: at(input.fired),
    output: JSON.stringify(input.output),
  });
}

describe("viewSchedule", () => {
  test("says each cron in words, with its next fire times and the symbols it covers", async () => {
    await insertSymbol(database.db, { symbol: "SPY", criticality: "critical" });
    await insertSymbol(database.db, { symbol: "OLD", criticality: "critical", active: false });
    await insertSymbol(database.db);
    const { runs } = await view();
    expect(runs.map(({ key, words, symbols, next }) => ({ key, words, symbols, next }))).toEqual([
      {
        key: "daily",
        words: "At 01:30, every day, UTC",
        symbols: 2,
        next: ["2026-11-21T01:30:00.000Z", "2026-11-22T01:30:00.000Z"],
      },
      {
        key: "critical",
        words: "Every 15 minutes, UTC",
        symbols: 1,
        next: ["2026-11-20T16:15:00.000Z", "2026-11-20T16:30:00.000Z"],
      },
      {
        key: "standard",
        words: "Every hour, UTC",
        symbols: 1,
        next: ["2026-11-20T17:00:00.000Z", "2026-11-20T18:00:00.000Z"],
      },
    ]);
  });

  test("a tick after a stop says how late it was and how many missed ones it stands for", async () => {
    const executionId = "0b9f8a54-3f37-4a5e-9a53-0c9a0d8f3c11";
    await tick({
      key: "critical",
      due: "2026-11-20T12:00:00Z",
      fired: "2026-11-20T12:00:00Z",
      output: { skipped: "nothing_due" },
    });
    await tick({
      key: "critical",
      due: "2026-11-20T15:00:00Z",
      fired: "2026-11-20T15:07:00Z",
      output: { started: { executionId } },
    });
    const { ticks } = await view();
    expect(ticks).toMatchObject([
      { outcome: "started", execution_id: executionId, late_seconds: 420, coalesced: 11 },
      { outcome: "nothing_due", execution_id: null, late_seconds: 0, coalesced: 0 },
    ]);
  });

  test("a pause tells who set it, why and until when; one that is over is none", async () => {
    const value = { until: "2026-11-20T18:00:00.000Z", reason: "vendor maintenance" };
    const now = at("2026-11-20T15:00:00Z");
    await upsertSetting(database.db, { key: SCHEDULE_PAUSE_KEY, value, now, updatedBy: "maria" });
    expect((await view()).paused).toEqual({ ...value, since: now.toISOString(), by: "maria" });
    expect((await view({ now: at("2026-11-20T18:00:00Z") })).paused).toBeNull();
  });

  test("switched off by the environment, nothing fires", async () => {
    const { switched_on, runs } = await view({ isScheduleOn: false });
    expect(switched_on).toBe(false);
    expect(runs.flatMap(({ next }) => next)).toEqual([]);
  });
});

describe("viewWhatIf", () => {
  const read = async () =>
    ENDPOINTS.whatIf.response.parse(await viewWhatIf(createViewDeps(database.db)));

  test("before any full run there is nothing to try on", async () => {
    expect((await read()).last_run).toBeNull();
  });

  test("replays the last full run through the estimate and sets the real duration beside it", async () => {
    for (const symbol of ["AAA", "BBB", "CCC", "DDD"]) await insertSymbol(database.db, { symbol });
    const startedAt = at("2026-11-20T01:30:00Z");
    const id = await insertExecution(database.db, {
      startedAt,
      completedAt: at("2026-11-20T01:31:05Z"),
      totalSymbols: 4,
      config: { max_concurrent_symbols: 2, pacing_mode: "throttled", parallel_backfill: true },
    });
    await insertExecution(database.db, { startedAt: at("2026-11-20T02:00:00Z"), totalSymbols: 1 });
    const spans = { AAA: [0, 30], BBB: [0, 30], CCC: [30, 60], DDD: [30, 60] } as const;
    for (const [symbol, [from, to]] of Object.entries(spans)) {
      const second = (s: number) => new Date(startedAt.getTime() + s * 1_000);
      await insertJob(database.db, id, {
        symbol,
        startedAt: second(from),
        completedAt: second(to),
      });
      await insertRequest(database.db, { symbol, executionId: id });
    }
    expect((await read()).last_run).toMatchObject({
      execution_id: id,
      real_seconds: 65,
      predicted_seconds: 60,
      bound_by: "concurrency",
      requests: 4,
      pace: { max_concurrent: 2, mode: "throttled" },
    });
  });
});

describe("viewCalendar", () => {
  const now = at("2026-11-24T12:00:00Z");

  test("lists closures and half days to come, and no weekends", () => {
    const { next } = viewCalendar({ now, exchange: createCalendar() }, { limit: 4 });
    expect(next).toEqual([
      {
        day: "2026-11-26",
        kind: "closed",
        closes_at: null,
        reason: "Thanksgiving",
        source: "rules",
      },
      {
        day: "2026-11-27",
        kind: "early_close",
        closes_at: "2026-11-27T18:00:00.000Z",
        reason: "Day after Thanksgiving",
        source: "rules",
      },
      {
        day: "2026-12-24",
        kind: "early_close",
        closes_at: "2026-12-24T18:00:00.000Z",
        reason: "Christmas Eve",
        source: "rules",
      },
      { day: "2026-12-25", kind: "closed", closes_at: null, reason: "Christmas", source: "rules" },
    ]);
  });

  test("overrides stand among the days and in a list of their own, past ones marked", () => {
    const exchange = createCalendar([
      { date: "2026-11-28", kind: "open", reason: "Saturday session" },
      { date: "2026-11-02", kind: "closed", reason: "Power failure" },
    ]);
    const body = ENDPOINTS.calendar.response.parse(viewCalendar({ now, exchange }, { limit: 3 }));
    expect(body.next[2]).toMatchObject({ day: "2026-11-28", kind: "open", source: "override" });
    expect(body.overrides.map(({ day, past }) => [day, past])).toEqual([
      ["2026-11-02", true],
      ["2026-11-28", false],
    ]);
  });
});
