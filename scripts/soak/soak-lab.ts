/** The pipeline, the engine and the watch on a database of their own, with a simulated vendor; everything lives by one clock that we move. */
import { APP_ID, deliverEventsTo } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { createEngine } from "@/inngest/embedded/engine";
import { createExecutionQueue } from "@/inngest/execution-queue";
import { createHandler } from "@/inngest/registry";
import { loadPolicy } from "@/lib/config/policy";
import { connectSql, type Sql } from "@/lib/db/connect";
import { connectDb } from "@/lib/db/connect-db";
import { migrateDatabase } from "@/lib/db/migrate";
import { createCalendar } from "@/lib/domain/calendar";
import { DAY_MS } from "@/lib/domain/calendar-days";
import { createLogger } from "@/lib/log";
import { evaluateAlerts } from "@/lib/pipeline/evaluate-alerts";
import { startScheduled } from "@/lib/pipeline/start-scheduled";
import { sweepFreshness } from "@/lib/pipeline/sweep-freshness";
import { createMassiveProvider } from "@/lib/provider/massive/massive";
import { startSimulator } from "@/lib/provider/simulator/server";

export type SoakLab = {
  /** One quarter of an hour of the schedule: what is due runs to its end, then the watch looks. */
  live: (nowMs: number) => Promise<void>;
  sample: () => Promise<SoakSample>;
  close: () => Promise<void>;
};

export type SoakSample = {
  heapMb: number;
  rssMb: number;
  connections: number;
  databaseMb: number;
  bars: number;
  /** Executions and runs of the engine that should have ended and have not. */
  stuck: number;
};

const SYMBOLS = [
  "SPY etf critical",
  "BTC crypto critical",
  "AAPL stock standard",
  "IBM stock low_priority",
];
const MINUTE_MS = 60_000;
const END_LIMIT_MS = 60_000;

export async function openSoakLab(url: string, startMs: number): Promise<SoakLab> {
  await migrateDatabase(url);
  let nowMs = startMs;
  const now = () => new Date(nowMs);
  const exchange = createCalendar();
  const simulator = await startSimulator({ port: 0, now: () => nowMs, exchange });
  const policy = loadPolicy("config/rto_rpo_config.yaml");
  const inForce = {
    ...policy,
    backfillOptimization: {
      ...policy.backfillOptimization,
      historyMs: { "1m": 5 * DAY_MS, "1d": 200 * DAY_MS },
      vendor: { ...policy.backfillOptimization.vendor, requestsPerMinute: 0 },
    },
  };
  const { db, close: closeDb } = connectDb(url, { max: 8 });
  const sql = connectSql(url, { max: 6 });
  await track(sql);
  const deps: FunctionDeps = {
    db,
    provider: createMassiveProvider({
      baseUrl: simulator.url,
      apiKey: "soak",
      requestsPerMinute: 0,
      burst: 1,
      delayMs: 0,
      timeoutMs: 10_000,
      now: Date.now,
      exchange,
    }),
    exchange,
    policy: () => inForce,
    now,
    log: createLogger({
      level: "error",
      format: "json",
      write: (line) => console.error(line),
      now,
    }),
    isScheduleOn: false,
    queue: {},
  };
  const engine = createEngine({
    sql,
    appId: APP_ID,
    handler: createHandler(deps),
    options: { cronEnabled: false },
  });
  deps.queue = createExecutionQueue(engine);
  deliverEventsTo(engine.fetch);
  await engine.start();
  return {
    live: async (atMs) => {
      nowMs = atMs;
      for (const criticality of dueAt(atMs)) {
        await startScheduled(deps, { criticality });
        await untilIdle(sql);
      }
      await sweepFreshness(deps);
      await evaluateAlerts({ db, policy: inForce, exchange, now: now() });
    },
    sample: () => takeSample(sql),
    close: async () => {
      await engine.stop();
      await simulator.close();
      await closeDb();
      await sql.end({ timeout: 5 });
    },
  };
}

/** The shipped cadence: every quarter, every hour, everything at half past one. */
function dueAt(atMs: number) {
  const minuteOfDay = (atMs / MINUTE_MS) % 1440;
  if (minuteOfDay === 90) return [null];
  return minuteOfDay % 60 === 0 ? (["critical", "standard"] as const) : (["critical"] as const);
}

async function track(sql: Sql): Promise<void> {
  for (const line of SYMBOLS) {
    const [symbol = "", assetClass = "", criticality = ""] = line.split(" ");
    await sql`insert into tracked_symbols (symbol, asset_class, criticality, timeframes)
      values (${symbol}, ${assetClass}, ${criticality}, '{5m,1h,1d}')`;
  }
}

async function countOpen(sql: Sql): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select ((select count(*) from scheduler_execution_log where status = 'running')
      + (select count(*) from engine.runs where ended_at is null))::int4 as count`;
  return row?.count ?? 0;
}

/** What is still open after a minute of real time counts as stuck and is left behind. */
async function untilIdle(sql: Sql): Promise<void> {
  const giveUpAt = performance.now() + END_LIMIT_MS;
  while ((await countOpen(sql)) > 0 && performance.now() < giveUpAt) {
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

async function takeSample(sql: Sql): Promise<SoakSample> {
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const [row] = await sql<{ connections: number; bytes: number; bars: number }[]>`
    select (select count(*) from pg_stat_activity where datname = current_database())::int4 as connections,
      pg_database_size(current_database())::float8 as bytes,
      (select coalesce(sum(bar_count), 0) from series)::float8 as bars`;
  const megabytes = (bytes: number) => Math.round(bytes / 1e5) / 10;
  return {
    heapMb: megabytes(heapUsed),
    rssMb: megabytes(rss),
    connections: row?.connections ?? 0,
    databaseMb: megabytes(row?.bytes ?? 0),
    bars: row?.bars ?? 0,
    stuck: await countOpen(sql),
  };
}
