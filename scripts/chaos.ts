/**
 * Kills a random part of a running instance at a random instant, again and again, and holds what it stored against an
 * undisturbed run. `npm run chaos -- --rounds 200 [--seed 7]`; the seed makes a sweep repeatable and is printed.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { connectSql, type Sql } from "@/lib/db/connect";
import { compareDigests, type Digest, takeDigest } from "./instance/digest";
import { type Instance, startInstance } from "./instance/instance";
import type { InstancePart } from "./instance/instance-processes";

const { values: flags } = parseArgs({
  options: {
    rounds: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
    "report-file": { type: "string" },
  },
});
const rounds = Number(flags.rounds);
const seed = Number(flags.seed);
if (!Number.isInteger(rounds) || rounds < 1 || !Number.isInteger(seed)) {
  console.error("Usage: npm run chaos -- --rounds 10 --seed 1 (whole numbers, at least one round)");
  process.exit(2);
}

const FINISH_LIMIT_MS = 120_000;
const VICTIMS: readonly InstancePart[] = ["app", "postgres", "launcher", "app", "simulator"];
/** A range that is over: what is asked for does not move with the clock. */
const BODY = { from: "2026-11-09T00:00:00Z", to: "2026-11-14T00:00:00Z" };
const TABLES = `candles, quant_features, feature_freshness, freshness_history, base_streams, coverage_days, coverage_gaps,
  feature_computation_failures, symbol_computation_status, scheduler_execution_log, execution_log_lines,
  provider_requests, quarantined_bars, alerts, recovery_incidents`;

const directory = mkdtempSync(join(tmpdir(), "candlewatch-chaos-"));
const random = seededRandom(seed);
const totals = { lost: 0, repeated: 0, changed: 0, unfinished: 0, slowestRecoveryMs: 0 };

let instance = await startInstance(instanceOptions());
try {
  const reference = await undisturbedRun();
  for (let round = 1; round <= rounds; round += 1) await disturbedRun(round, reference);
} finally {
  await instance.stop();
  rmSync(directory, { recursive: true, force: true });
}
report();

function instanceOptions() {
  const symbols = join(directory, "symbols.yaml");
  const tracked = ["SPY etf", "QQQ etf", "AAPL stock", "MSFT stock", "BTC crypto", "ETH crypto"]
    .map((line) => line.split(" "))
    .map(([symbol, assetClass]) => `  - { symbol: ${symbol}, asset_class: ${assetClass} }\n`);
  writeFileSync(
    symbols,
    `default_timeframes: [5m, 15m, 1h, 4h, 1d]\nsymbols:\n${tracked.join("")}`,
  );
  return {
    dataDir: join(directory, "data"),
    env: {
      SYMBOLS_FILE: symbols,
      SCHEDULE: "off",
      MASSIVE_REQUESTS_PER_MINUTE: "0",
      SIMULATOR_LATENCY_MS: "30",
    },
  };
}

async function undisturbedRun(): Promise<{ digest: Digest; durationMs: number }> {
  await run({ quietly: true });
  const startedAt = Date.now();
  await run({ quietly: true });
  const durationMs = Date.now() - startedAt;
  const digest = await withSql(takeDigest);
  console.log(`undisturbed: ${durationMs} ms, ${digest.size} lines to compare (seed ${seed})`);
  return { digest, durationMs };
}

async function disturbedRun(
  round: number,
  reference: { digest: Digest; durationMs: number },
): Promise<void> {
  const victim = VICTIMS[Math.floor(random() * VICTIMS.length)] ?? "app";
  const delayMs = Math.floor(random() * reference.durationMs);
  await reset();
  await trigger();
  await sleep(delayMs);
  const recoveryMs = await killAndRecover(victim);
  const finished = await waitForEnd();
  const difference = compareDigests(reference.digest, await withSql(takeDigest));
  totals.lost += difference.lost.length;
  totals.repeated += difference.repeated.length;
  totals.changed += difference.changed.length;
  totals.unfinished += finished ? 0 : 1;
  totals.slowestRecoveryMs = Math.max(totals.slowestRecoveryMs, recoveryMs);
  const { lost, repeated, changed } = difference;
  const wrong = [...lost, ...repeated, ...changed];
  const outcome = finished && wrong.length === 0 ? "ok" : `WRONG\n  ${wrong.join("\n  ")}`;
  console.log(
    `round ${round}: killed ${victim} after ${delayMs} ms, answering again after ${recoveryMs} ms: ${outcome}`,
  );
}

async function run({ quietly }: { quietly: boolean }): Promise<void> {
  await reset();
  await trigger();
  if (!(await waitForEnd()) && quietly) {
    throw new Error(`The undisturbed run did not finish.\n${instance.output()}`);
  }
}

/** The whole instance again when its launcher died, else whatever the launcher brings back. Ms until it answers. */
async function killAndRecover(victim: InstancePart): Promise<number> {
  const pid = instance.processes()[victim];
  const startedAt = Date.now();
  if (pid !== undefined) process.kill(pid, "SIGKILL");
  if (victim === "launcher") {
    await instance.exited;
    instance = await startInstance(instanceOptions());
  }
  while (!(await isReady(instance))) {
    if (Date.now() - startedAt > FINISH_LIMIT_MS) break;
    await sleep(50);
  }
  return Date.now() - startedAt;
}

async function isReady({ url }: Instance): Promise<boolean> {
  try {
    const response = await fetch(`${url}/api/readyz`, { signal: AbortSignal.timeout(2_000) });
    return response.status === 200;
  } catch {
    return false;
  }
}

async function trigger(): Promise<void> {
  const { status, body } = await instance.call("POST", "/api/v1/admin/backfill/trigger", BODY);
  if (status !== 202) throw new Error(`trigger answered ${status}: ${JSON.stringify(body)}`);
}

async function waitForEnd(): Promise<boolean> {
  const giveUpAt = Date.now() + FINISH_LIMIT_MS;
  while (Date.now() < giveUpAt) {
    const open = await withSql(
      (sql) =>
        sql`select count(*)::int4 as count from scheduler_execution_log where status = 'running'`,
    ).catch(() => null);
    if (open?.[0]?.count === 0) return true;
    await sleep(50);
  }
  return false;
}

async function reset(): Promise<void> {
  await withSql((sql) => sql.unsafe(`truncate ${TABLES} restart identity cascade`));
}

async function withSql<T>(work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connectSql(instance.databaseUrl, { max: 7 });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 2 });
  }
}

function report(): void {
  const { lost, repeated, changed, unfinished, slowestRecoveryMs } = totals;
  const line = `${rounds} rounds, seed ${seed}: ${lost} lost, ${repeated} repeated, ${changed} changed, ${unfinished} unfinished, slowest recovery ${slowestRecoveryMs} ms`;
  console.log(line);
  if (flags["report-file"]) writeFileSync(flags["report-file"], `${line}\n`);
  process.exitCode = lost + repeated + changed + unfinished === 0 ? 0 : 1;
}

/** mulberry32: small, seedable, good enough to choose victims. */
function seededRandom(start: number): () => number {
  let state = start >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
