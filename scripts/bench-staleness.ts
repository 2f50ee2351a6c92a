/**
 * Measures the staleness summary over 10,000 symbols × 8 timeframes on a PostgreSQL of its own, first with few bars
 * stored and then with many, and writes docs/performance/staleness.json with the plan.
 */
import { rmSync } from "node:fs";
import { type SQL, sql } from "drizzle-orm";
import { loadPolicy } from "@/lib/config/policy";
import type { Db } from "@/lib/db/connect";
import { connectDb } from "@/lib/db/connect-db";
import { migrateDatabase } from "@/lib/db/migrate";
import { selectTierCounts } from "@/lib/db/queries/read/staleness";
import { createCalendar } from "@/lib/domain/calendar";
import { ASSET_CLASSES, CRITICALITIES, TIMEFRAMES } from "@/lib/domain/vocabulary";
import { planSeriesRules } from "@/lib/views/series-rules";
import { processorTimeMs } from "./performance/processor-time";
import type { Figure } from "./performance/report";
import { writeReport } from "./performance/write-report";
import { startPostgres } from "./postgres.mjs";
import { createScratchDir } from "./scratch-dir";

const SYMBOLS = 10_000;
const RUNS = 40;
const WARM_UP = 5;
const BARS = [100_000, 2_000_000];
const NOW = new Date("2026-11-20T16:00:00Z");
const GOAL_MS = 60;

const list = (values: readonly string[]) => sql.raw(`array['${values.join("','")}']`);

/** Every mix of class and tier; ages from minutes to weeks, a few series without data. */
async function fillSeries(db: Db) {
  await db.execute(sql`insert into tracked_symbols (symbol, asset_class, criticality, timeframes)
    select 'S' || lpad(n::text, 5, '0'), (${list(ASSET_CLASSES)})[1 + n % ${ASSET_CLASSES.length}],
      (${list(CRITICALITIES)})[1 + n % ${CRITICALITIES.length}], ${list(TIMEFRAMES)}::varchar[]
    from generate_series(1, ${SYMBOLS}) n`);
  const now = sql`${NOW.toISOString()}::timestamptz`;
  await db.execute(sql`insert into feature_freshness (symbol, timeframe, last_computed_at, data_point_count, stored_through)
    select symbol, timeframe, ${now} - n % 30 * interval '30 minutes', case when n % 97 = 0 then 0 else 250 end,
      ${now} - n % 50 * interval '20 minutes'
    from (select symbol, unnest(timeframes) as timeframe, row_number() over () as n from tracked_symbols) s`);
  await db.execute(sql`insert into base_streams (symbol, timeframe, answered_through)
    select symbol, unnest(array['1m', '1d']), ${now} - interval '1 hour' from tracked_symbols`);
  await db.execute(sql`vacuum analyze`);
}

/** Bars of a hundred symbols, minute after minute, up to this many in all. */
async function fillBars(db: Db, total: number) {
  await db.execute(sql`insert into series (symbol, timeframe)
    select symbol, '1m' from tracked_symbols order by symbol limit 100 on conflict do nothing`);
  const months = sql`select to_char(month, 'YYYY_MM') as name, month from generate_series(
    '2026-09-01'::timestamptz, '2026-11-01', interval '1 month') month`;
  for (const { name, month } of await db.execute<{ name: string; month: Date }>(months)) {
    const from = new Date(month).toISOString();
    await db
      .execute(
        sql.raw(`create table if not exists candles_bench_${name} partition of candles
      for values from ('${from}') to ('${from}'::timestamptz + interval '1 month')`),
      )
      .catch(() => undefined);
  }
  await db.execute(sql`insert into candles (series_id, opened_at, open, high, low, close, volume)
    select id, ${NOW.toISOString()}::timestamptz - minute * interval '1 minute', 1, 1, 1, 1, 1
    from series, generate_series(1, ${total / 100}) minute where timeframe = '1m' on conflict do nothing`);
  await db.execute(sql`analyze`);
}

type Measured = {
  bars: number;
  leastMs: number;
  p50Ms: number;
  p95Ms: number;
  /** Of the server's process, by /proc; null elsewhere than on Linux. */
  cpuMs: number | null;
  plan: string;
};

async function measure(db: Db, bars: number): Promise<Measured> {
  const policy = loadPolicy("config/rto_rpo_config.yaml");
  const provider = { name: "massive", isSimulated: true, delayMs: 0, requestsPerMinute: 0 };
  const rules = planSeriesRules({ now: NOW, exchange: createCalendar(), policy, provider });
  const context = { now: NOW, thresholds: policy.stalenessThresholds, rules };
  const plans: string[] = [];
  const explaining: Db = Object.assign(Object.create(db), {
    execute: async (statement: SQL) => {
      const rows = await db.execute<{ "QUERY PLAN": string }>(
        sql`explain (analyze, buffers, costs off, timing off) ${statement}`,
      );
      plans.push(rows.map((row) => row["QUERY PLAN"]).join("\n"));
      return [{ cells: [], wanted: [] }];
    },
  });
  const [backend] = await db.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
  const times: number[] = [];
  for (let run = 0; run < WARM_UP; run += 1) await selectTierCounts(db, context);
  const cpuBefore = processorTimeMs(backend?.pid ?? 0);
  for (let run = 0; run < RUNS; run += 1) await selectTierCounts(db, context);
  const cpuAfter = processorTimeMs(backend?.pid ?? 0);
  for (let run = 0; run < RUNS; run += 1) {
    await selectTierCounts(explaining, context);
    const took = /Execution Time: ([\d.]+) ms/.exec(plans.at(-1) ?? "")?.[1];
    times.push(Number(took));
  }
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    bars,
    leastMs: at(0),
    p50Ms: at(0.5),
    p95Ms: at(0.95),
    cpuMs: cpuAfter === null || cpuBefore === null ? null : (cpuAfter - cpuBefore) / RUNS,
    plan: plans.at(-1) ?? "",
  };
}

function toFigure({ bars, leastMs, p50Ms, p95Ms, cpuMs }: Measured): Figure {
  const cpu = cpuMs === null ? "" : `; ${cpuMs.toFixed(1)} ms of the server's processor`;
  return {
    what: `${bars.toLocaleString("en-US")} bars stored`,
    goal: `p50 ≤ ${GOAL_MS} ms, flat as bars grow`,
    measured: `least / p50 / p95 ${[leastMs, p50Ms, p95Ms].map((ms) => ms.toFixed(1)).join(" / ")} ms${cpu}`,
    met: p50Ms <= GOAL_MS,
  };
}

function notesOn(measured: readonly Measured[]): string[] {
  return [
    `No bar is read: each series' watermarks stand in \`feature_freshness\`, and what the calendar expects is at most ${CRITICALITIES.length * ASSET_CLASSES.length * TIMEFRAMES.length} limits worked out beforehand (\`lib/views/series-rules.ts\`) and joined. The plan with the most bars:`,
    `\`\`\`\n${measured.at(-1)?.plan}\n\`\`\``,
  ];
}

const dataDir = createScratchDir("staleness");
const server = await startPostgres({ dataDir, durable: false });
try {
  await migrateDatabase(server.url);
  const { db, close } = connectDb(server.url, { max: 1, statementTimeoutMs: 0 });
  await fillSeries(db);
  const measured: Measured[] = [];
  for (const bars of BARS) {
    await fillBars(db, bars);
    measured.push(await measure(db, bars));
  }
  await close();
  await writeReport("staleness", {
    title: "Staleness summary",
    setting: `${SYMBOLS.toLocaleString("en-US")} symbols × ${TIMEFRAMES.length} timeframes, counted by tier, freshness and market status in one statement (\`lib/db/queries/read/staleness.ts\`); PostgreSQL's own execution time over ${RUNS} runs.`,
    command: "npm run bench:staleness",
    figures: measured.map(toFigure),
    notes: notesOn(measured),
  });
} finally {
  await server.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
