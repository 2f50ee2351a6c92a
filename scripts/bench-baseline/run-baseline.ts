/** One whole execution on a PostgreSQL, an engine and a simulated vendor of its own. */
import { fork } from "node:child_process";
import { rmSync } from "node:fs";
import { seedTrackedSymbols } from "@/drizzle/seed";
import { APP_ID, deliverEventsTo } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { createEngine } from "@/inngest/embedded/engine";
import { createExecutionQueue } from "@/inngest/execution-queue";
import { createHandler } from "@/inngest/registry";
import { loadPolicy } from "@/lib/config/policy";
import type { Policy } from "@/lib/config/policy-schema";
import { loadSymbols } from "@/lib/config/symbols";
import { connectSql, type Sql } from "@/lib/db/connect";
import { connectDb } from "@/lib/db/connect-db";
import { migrateDatabase } from "@/lib/db/migrate";
import { createCalendar } from "@/lib/domain/calendar";
import { createLogger } from "@/lib/log";
import { ensurePartitionsAhead } from "@/lib/pipeline/maintain";
import { startExecution } from "@/lib/pipeline/start-execution";
import { createMassiveProvider } from "@/lib/provider/massive/massive";
import { findFreePort, waitForListener } from "@/scripts/launcher/ports";
import { processorTimeMs } from "@/scripts/performance/processor-time";
import { startPostgres } from "@/scripts/postgres.mjs";
import { createScratchDir } from "@/scripts/scratch-dir";

const DAY_MS = 86_400_000;
/** Seldom enough that looking costs nothing of what is measured. */
const LOOK_MS = 50;

export type RunOptions = {
  pacing: "throttled" | "staggered" | "sequential";
  symbols: number;
  latencyMs: number;
  /** Of minutes; days go back two years. */
  days: number;
  atOnce: number;
  /** What the vendor allows and the client keeps to; left out: no limit. */
  budget?: { requestsPerMinute: number; burst: number };
};

export type BaselineRun = {
  wallMs: number;
  jobs: number;
  records: number;
  requests: number;
  rateLimited: number;
  /** Milliseconds summed over the jobs. */
  parts: Record<"vendor" | "database" | "compute" | "waiting", number>;
  /** Slowest first. */
  series: SeriesRun[];
  /** Processor time by process; PostgreSQL and vendor are null where the system does not tell. */
  cpuMs: { app: number; postgresql: number | null; vendor: number | null };
  residentMb: number;
};

/** @throws Error when the execution does not complete */
export async function runBaseline(options: RunOptions): Promise<BaselineRun> {
  const dataDir = createScratchDir("bench");
  const server = await startPostgres({ dataDir, durable: true });
  const vendor = await startVendor(options);
  const raw = connectSql(server.url, { max: 10 });
  const { db, close } = connectDb(server.url, { max: 10 });
  try {
    await migrateDatabase(server.url);
    const deps = await prepare(db, vendor.url, options);
    const engine = createEngine({
      sql: raw,
      appId: APP_ID,
      handler: createHandler(deps),
      options: { cronEnabled: false },
    });
    deliverEventsTo(engine.fetch);
    deps.queue = createExecutionQueue(engine);
    await engine.start();
    const others = { postgresql: server.pid, vendor: vendor.pid };
    const done = await measure(deps, raw, others);
    await engine.stop();
    return done;
  } finally {
    vendor.stop();
    await Promise.all([raw.end({ timeout: 5 }), close()]);
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function prepare(
  db: FunctionDeps["db"],
  vendorUrl: string,
  options: RunOptions,
): Promise<FunctionDeps> {
  const policy = policyFor(options);
  await seedTrackedSymbols(
    { db },
    loadSymbols("config/symbols.yaml", policy).slice(0, options.symbols),
  );
  const exchange = createCalendar();
  const deps: FunctionDeps = {
    db,
    exchange,
    policy: () => policy,
    now: () => new Date(),
    log: createLogger({
      level: "warn",
      format: "pretty",
      write: (line) => process.stderr.write(`${line}\n`),
      now: () => new Date(),
    }),
    isScheduleOn: false,
    queue: {},
    provider: createMassiveProvider({
      baseUrl: vendorUrl,
      apiKey: "bench",
      requestsPerMinute: options.budget?.requestsPerMinute ?? 0,
      burst: options.budget?.burst ?? 1,
      delayMs: 0,
      timeoutMs: 60_000,
      now: Date.now,
      exchange,
    }),
  };
  await ensurePartitionsAhead(deps);
  return deps;
}

function policyFor({ pacing, days, atOnce }: RunOptions): Policy {
  const file = loadPolicy("config/rto_rpo_config.yaml");
  return {
    ...file,
    backfillOptimization: {
      ...file.backfillOptimization,
      historyMs: { "1m": days * DAY_MS, "1d": 730 * DAY_MS },
      parallelBackfill: pacing !== "sequential",
      pacingMode: pacing === "staggered" ? "staggered" : "throttled",
      maxConcurrentSymbols: atOnce,
      maxConcurrentRequests: atOnce,
    },
  };
}

/** The vendor computes in a process of its own, as a real one would. */
async function startVendor({ latencyMs, budget }: RunOptions) {
  const port = await findFreePort();
  const child = fork("scripts/simulator.ts", ["--port", String(port)], {
    execArgv: ["--import", "./scripts/typescript.mjs"],
    env: {
      ...process.env,
      SIMULATOR_LATENCY_MS: String(latencyMs),
      SIMULATOR_REQUESTS_PER_MINUTE: String(budget?.requestsPerMinute ?? 0),
    },
    silent: true,
  });
  if (!(await waitForListener(port, AbortSignal.timeout(30_000))))
    throw new Error("The simulated vendor did not start.");
  return { url: `http://127.0.0.1:${port}`, pid: child.pid ?? 0, stop: () => child.kill() };
}

type Closed = { status: string; rate_limited_count: number };
export type SeriesRun = {
  symbol: string;
  timeframe: string;
  records: number;
  /** Milliseconds from its start to its end, and the parts of it. */
  duration: number;
  vendor: number;
  database: number;
  compute: number;
  waiting: number;
};

type Others = { postgresql: number; vendor: number };

async function measure(deps: FunctionDeps, raw: Sql, others: Others): Promise<BaselineRun> {
  const cpuOf = () => ({
    postgresql: processorTimeMs(others.postgresql),
    vendor: processorTimeMs(others.vendor),
  });
  const before = cpuOf();
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const input = { scope: {}, trigger: "manual", requestedBy: "bench" } as const;
  const started = await startExecution(deps, input);
  if (started === null) throw new Error("Nothing was started.");
  const { executionId } = started;
  const closed = await untilClosed(raw, executionId);
  const wallMs = performance.now() - startMs;
  const cpu = process.cpuUsage(cpuBefore);
  const after = cpuOf();
  if (closed.status !== "completed") throw new Error(`The execution ended as ${closed.status}.`);
  // Those for splits are no part of the execution, but of the vendor's count.
  const [calls] = await raw<{ count: number }[]>`
    select count(*)::int as count from provider_requests where started_at <= (
      select completed_at from scheduler_execution_log where execution_id = ${executionId})`;
  const series = await raw<SeriesRun[]>`
    select symbol, timeframe, records_processed::int as records, (duration_seconds * 1000)::float8 as duration,
      fetch_ms::float8 as vendor, insert_ms::float8 as database, compute_ms::float8 as compute,
      (wait_ms + backoff_ms)::float8 as waiting
    from symbol_computation_status where execution_id = ${executionId} order by duration_seconds desc`;
  const sumOf = (part: "records" | "vendor" | "database" | "compute" | "waiting") =>
    series.reduce((sum, run) => sum + run[part], 0);
  return {
    wallMs,
    jobs: series.length,
    records: sumOf("records"),
    requests: calls?.count ?? 0,
    rateLimited: closed.rate_limited_count,
    parts: {
      vendor: sumOf("vendor"),
      database: sumOf("database"),
      compute: sumOf("compute"),
      waiting: sumOf("waiting"),
    },
    series,
    cpuMs: {
      app: (cpu.user + cpu.system) / 1_000,
      postgresql: difference(after.postgresql, before.postgresql),
      vendor: difference(after.vendor, before.vendor),
    },
    residentMb: Math.round(process.memoryUsage().rss / 1e6),
  };
}

function difference(after: number | null, before: number | null): number | null {
  return after === null || before === null ? null : after - before;
}

async function untilClosed(raw: Sql, executionId: string): Promise<Closed> {
  for (;;) {
    const [row] = await raw<Closed[]>`
      select status, rate_limited_count from scheduler_execution_log where execution_id = ${executionId}`;
    if (row !== undefined && row.status !== "running") return row;
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
  }
}
