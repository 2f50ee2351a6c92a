/**
 * `npm run bench:baseline`: one whole execution on the embedded engine against a simulated vendor with latency, held
 * against the time its requests alone must take. `--symbols 50 --latency 100 --days 5 --at-once 3 --rounds 2`.
 */
import { fork } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { seedTrackedSymbols } from "@/drizzle/seed";
import { APP_ID, deliverEventsTo } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { createEngine } from "@/inngest/embedded/engine";
import { createExecutionQueue } from "@/inngest/execution-queue";
import { createHandler } from "@/inngest/registry";
import { loadPolicy } from "@/lib/config/policy";
import { loadSymbols } from "@/lib/config/symbols";
import { connectSql } from "@/lib/db/connect";
import { connectDb } from "@/lib/db/connect-db";
import { migrateDatabase } from "@/lib/db/migrate";
import { createCalendar } from "@/lib/domain/calendar";
import { createLogger } from "@/lib/log";
import { ensurePartitionsAhead } from "@/lib/pipeline/maintain";
import { startExecution } from "@/lib/pipeline/start-execution";
import { createMassiveProvider } from "@/lib/provider/massive/massive";
import { startPostgres } from "./postgres.mjs";
import { reportAndExit } from "./report-and-exit";

const DAY_MS = 86_400_000;
const TARGET_RATIO = 1.15;

const { values } = parseArgs({
  options: {
    symbols: { type: "string", default: "50" },
    latency: { type: "string", default: "100" },
    days: { type: "string", default: "5" },
    "at-once": { type: "string", default: "3" },
    rounds: { type: "string", default: "2" },
  },
});
const asked = {
  symbols: Number(values.symbols),
  latencyMs: Number(values.latency),
  days: Number(values.days),
  atOnce: Number(values["at-once"]),
};

async function run(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), "candlewatch-bench-"));
  const server = await startPostgres({ dataDir, durable: true });
  const vendor = await startVendor();
  const raw = connectSql(server.url, { max: 10 });
  const { db, close } = connectDb(server.url, { max: 20 });
  try {
    await migrateDatabase(server.url);
    const deps = await prepare(db, vendor.url);
    const engine = createEngine({
      sql: raw,
      appId: APP_ID,
      handler: createHandler(deps),
      options: { cronEnabled: false },
    });
    deliverEventsTo(engine.fetch);
    deps.queue = createExecutionQueue(engine);
    await engine.start();
    for (let round = 1; round <= Number(values.rounds); round += 1) {
      await measure(deps, { raw, round: round === 1 ? "first backfill" : "again" });
    }
    await engine.stop();
  } finally {
    vendor.stop();
    await Promise.all([raw.end({ timeout: 5 }), close()]);
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function prepare(db: FunctionDeps["db"], vendorUrl: string): Promise<FunctionDeps> {
  const file = loadPolicy("config/rto_rpo_config.yaml");
  const policy = {
    ...file,
    backfillOptimization: {
      ...file.backfillOptimization,
      historyMs: { "1m": asked.days * DAY_MS, "1d": 730 * DAY_MS },
      maxConcurrentSymbols: asked.atOnce,
      maxConcurrentRequests: asked.atOnce,
    },
  };
  const symbols = loadSymbols("config/symbols.yaml", policy).slice(0, asked.symbols);
  await seedTrackedSymbols({ db }, symbols);
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
      requestsPerMinute: 0,
      burst: 1,
      delayMs: 0,
      timeoutMs: 60_000,
      now: Date.now,
      exchange,
    }),
  };
  await ensurePartitionsAhead(deps);
  return deps;
}

/** The vendor computes in a process of its own, as a real one would. */
async function startVendor(): Promise<{ url: string; stop: () => void }> {
  const child = fork("scripts/simulator.ts", ["--port", "3297"], {
    execArgv: ["--import", "./scripts/typescript.mjs"],
    env: { ...process.env, SIMULATOR_LATENCY_MS: String(asked.latencyMs) },
    silent: true,
  });
  const url = "http://127.0.0.1:3297";
  for (;;) {
    if (await fetch(url).catch(() => null)) break;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { url, stop: () => child.kill() };
}

async function measure(
  deps: FunctionDeps,
  { raw, round }: { raw: ReturnType<typeof connectSql>; round: string },
): Promise<void> {
  const cpuBefore = process.cpuUsage();
  const startMs = performance.now();
  const started = await startExecution(deps, {
    scope: {},
    trigger: "manual",
    requestedBy: "bench",
  });
  if (!started) throw new Error("nothing was started");
  const { executionId } = started;
  let row: Record<string, unknown> | undefined;
  do {
    await new Promise((resolve) => setTimeout(resolve, 10));
    [row] = await raw`select * from scheduler_execution_log where execution_id = ${executionId}`;
  } while (row?.status === "running");
  const wallMs = performance.now() - startMs;
  const cpu = process.cpuUsage(cpuBefore);
  const requests = Number(row?.total_requests ?? 0);
  const leastMs = (requests * asked.latencyMs) / asked.atOnce;
  const [bars] = await raw`select sum(bar_count)::float8 as count from series`;
  console.log(
    `| ${round} | ${asked.symbols} × 5 | ${requests} | ${bars?.count} | ${Math.round(leastMs)} | ${Math.round(wallMs)} | ${(wallMs / leastMs).toFixed(2)} (≤ ${TARGET_RATIO}) | ${Math.round((cpu.user + cpu.system) / 1000)} | ${Math.round(process.memoryUsage().rss / 1e6)} | ${row?.status} |`,
  );
}

console.log(
  "| round | jobs | requests | bars stored | least ms | wall ms | ratio | CPU ms | RSS MB | end |",
);
console.log("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
await run().catch(reportAndExit);
