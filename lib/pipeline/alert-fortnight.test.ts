/**
 * Two weeks with a weekend, Thanksgiving and its half day, on the real database with a clock of our own: every half
 * hour the schedule runs, then the watch sweeps and judges. Only the vendor's part is played: what it answered.
 */
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { calendarFor } from "@/lib/domain/calendar";
import { expectedThrough } from "@/lib/domain/expected-windows";
import type { AssetClass, Criticality, Timeframe } from "@/lib/domain/vocabulary";
import { snoozeAlert } from "./answer-alert";
import { evaluateAlerts } from "./evaluate-alerts";
import { sweepFreshness } from "./sweep-freshness";
import { type Lab, openLab } from "./testing/lab";

const MINUTE = 60_000;
const STEP = 30 * MINUTE;

type Series = {
  symbol: string;
  assetClass: AssetClass;
  criticality: Criticality;
  timeframes: readonly Timeframe[];
};
const BOARD: readonly Series[] = [
  { symbol: "BTC", assetClass: "crypto", criticality: "critical", timeframes: ["1h", "1d"] },
  { symbol: "SPY", assetClass: "etf", criticality: "critical", timeframes: ["5m", "1d"] },
  { symbol: "AAPL", assetClass: "stock", criticality: "standard", timeframes: ["1h", "1d"] },
  { symbol: "IBM", assetClass: "stock", criticality: "low_priority", timeframes: ["1h", "1d"] },
];

type Fault = { from: string; to: string; symbols?: readonly string[]; code: string };

let lab: Lab;
let nowMs = 0;
beforeAll(async () => {
  lab = await openLab();
});
afterAll(() => lab.close());
beforeEach(async () => {
  await lab.test
    .sql`truncate tracked_symbols, feature_freshness, freshness_history, base_streams, alerts,
    notification_channels, provider_requests, scheduler_execution_log, rpo_daily, rpo_slices, rpo_breaches
    restart identity cascade`;
  for (const { symbol, assetClass, criticality, timeframes } of BOARD) {
    await lab.test
      .sql`insert into tracked_symbols (symbol, asset_class, criticality, timeframes, created_at)
      values (${symbol}, ${assetClass}, ${criticality}, ${[...timeframes]}, '2026-01-01')`;
  }
  await lab.test.sql`insert into notification_channels (kind, name, target, events)
    values ('webhook', 'ops', 'http://127.0.0.1:9/', '{alert.firing,alert.resolved}')`;
});

type Life = { from: string; to: string; faults: readonly Fault[] };

async function live(
  { from, to, faults }: Life,
  hooks: Record<string, () => Promise<unknown>> = {},
) {
  for (nowMs = Date.parse(from); nowMs < Date.parse(to); nowMs += STEP) {
    lab.setNow(nowMs);
    const isFirst = nowMs === Date.parse(from);
    const due = BOARD.filter((series) => isFirst || isDue(series));
    await backfill(due, faults);
    // By then what the tick failed at is seen.
    lab.setNow(nowMs + 8 * MINUTE);
    await sweepFreshness(lab.deps);
    await evaluateAlerts({ ...lab.deps, policy: lab.deps.policy(), now: lab.deps.now() });
    await hooks[new Date(nowMs).toISOString().slice(0, 16)]?.();
  }
}

/** The shipped cadence as far as half hours show it: closely, every hour, and everything at half past one. */
function isDue({ criticality }: Series): boolean {
  const minuteOfDay = (nowMs / MINUTE) % 1440;
  if (minuteOfDay === 90 || criticality === "critical") return true;
  return criticality === "standard" && minuteOfDay % 60 === 0;
}

async function backfill(due: readonly Series[], faults: readonly Fault[]) {
  const rows = due.map((series) => ({
    ...series,
    code: faults.find((fault) => hits(fault, series))?.code ?? null,
  }));
  const succeeded = rows.filter(({ code }) => code === null);
  await request(rows.some(({ code }) => code === "provider_5xx") && succeeded.length === 0);
  await attempt(rows);
  if (succeeded.length === 0) return;
  await lab.test.sql`
    insert into base_streams (symbol, timeframe, answered_through)
    select symbol, base, ${new Date(nowMs)} from unnest(${succeeded.map(({ symbol }) => symbol)}::text[]) as symbol,
      unnest('{1m,1d}'::text[]) as base
    on conflict (symbol, timeframe) do update set answered_through = excluded.answered_through`;
  await lab.test
    .sql`insert into scheduler_execution_log (started_at, completed_at, status, successful_symbols)
    values (${new Date(nowMs)}, ${new Date(nowMs)}, 'completed', ${succeeded.length})`;
}

function hits(fault: Fault, { symbol }: Series): boolean {
  const isOn = nowMs >= Date.parse(fault.from) && nowMs < Date.parse(fault.to);
  return isOn && (fault.symbols?.includes(symbol) ?? true);
}

async function request(isDown: boolean) {
  await lab.test.sql`insert into provider_requests (purpose, path, status, duration_ms, started_at)
    select 'scheduled', '/', ${isDown ? 502 : 200}, 1, ${new Date(nowMs)}
    from generate_series(1, ${isDown ? 5 : 1})`;
}

/** What jobs leave behind: watermarks when they succeed, the error when they do not. */
async function attempt(rows: readonly (Series & { code: string | null })[]) {
  const { delayMs } = lab.deps.provider.capabilities;
  const series = rows.flatMap(({ symbol, assetClass, timeframes, code }) =>
    timeframes.map((timeframe) => {
      const calendar = calendarFor(lab.deps.exchange, assetClass);
      const storedMs = expectedThrough(calendar, timeframe, { nowMs, delayMs });
      return {
        symbol,
        timeframe,
        code,
        stored: storedMs === null ? null : new Date(storedMs).toISOString(),
      };
    }),
  );
  await lab.test.sql`
    insert into feature_freshness as kept
      (symbol, timeframe, last_computed_at, data_point_count, status, stored_through, last_attempt_at, last_error_code)
    select symbol, timeframe, case when code is null then ${new Date(nowMs)}::timestamptz end, 100, 'fresh',
      stored::timestamptz, ${new Date(nowMs)}, code
    from jsonb_to_recordset(${lab.test.sql.json(series)}) as row(symbol text, timeframe text, code text, stored text)
    on conflict (symbol, timeframe) do update set
      last_computed_at = coalesce(excluded.last_computed_at, kept.last_computed_at),
      stored_through = case when excluded.last_error_code is null then excluded.stored_through else kept.stored_through end,
      last_attempt_at = excluded.last_attempt_at, last_error_code = excluded.last_error_code,
      last_error_message = excluded.last_error_code`;
}

async function notices() {
  const rows = await lab.test.db.execute<{ event: string; rule: string; at: string }>(sql`
    select event, payload ->> 'rule' as rule, to_char(created_at at time zone 'UTC', 'MM-DD"T"HH24:MI') as at
    from notification_deliveries order by id`);
  return rows.map(({ event, rule, at }) => `${at} ${event} ${rule}`);
}

test("over a fortnight every planted fault is told once and its end once; nights, the weekend and the holiday are silent", async () => {
  await live({
    from: "2026-11-16T00:00:00Z",
    to: "2026-11-30T00:00:00Z",
    faults: [
      // The vendor is down for five hours of a Wednesday's trading.
      { from: "2026-11-18T15:00:00Z", to: "2026-11-18T20:00:00Z", code: "provider_5xx" },
      // One symbol can't be computed from Tuesday's opening to Wednesday's.
      {
        from: "2026-11-24T15:00:00Z",
        to: "2026-11-25T16:30:00Z",
        symbols: ["AAPL"],
        code: "compute_failed",
      },
      // And its fetches fail on the holiday, when nothing is due for it.
      {
        from: "2026-11-26T10:00:00Z",
        to: "2026-11-27T10:00:00Z",
        symbols: ["AAPL"],
        code: "malformed",
      },
    ],
  });

  expect((await notices()).map((line) => line.slice(0, 5) + line.slice(11))).toEqual([
    "11-18 alert.firing provider_down",
    "11-18 alert.resolved provider_down",
    "11-24 alert.firing rpo_breached",
    "11-25 alert.resolved rpo_breached",
  ]);
}, 180_000);

test("an alert that was snoozed until the next opening is silent on the weekend and back on Monday", async () => {
  const fault = {
    from: "2026-11-20T09:00:00Z",
    to: "2026-11-23T16:00:00Z",
    symbols: ["AAPL"],
    code: "compute_failed",
  };
  const snooze = () =>
    lab.test.db.transaction((tx) =>
      snoozeAlert(
        { tx, exchange: lab.deps.exchange, now: lab.deps.now() },
        { id: 1, actor: "ops", until: "next_open", reason: "on it" },
      ),
    );

  await live(
    { from: "2026-11-20T00:00:00Z", to: "2026-11-23T18:00:00Z", faults: [fault] },
    { "2026-11-20T20:30": snooze },
  );

  const [first, back, ...rest] = (await notices()).filter((line) => line.includes("rpo_breached"));
  expect(first).toMatch(/^11-20T(19|20):\d\d alert.firing/);
  expect(back).toBe("11-23T14:38 alert.firing rpo_breached");
  expect(rest).toEqual([expect.stringMatching(/^11-23T1[67]:\d\d alert.resolved/)]);
}, 180_000);
