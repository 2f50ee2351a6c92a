/**
 * Rehearses the production set-up: an Inngest server, a PostgreSQL of somebody else's, two built app instances behind a
 * balancer, one of them killed in mid-run. What is stored must equal what one instance stores with the embedded engine.
 * `npm run rehearse -- --postgres postgres://postgres@127.0.0.1:5432/postgres --inngest /path/of/inngest`
 */
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { startInngestServer } from "@/inngest/functions/testing/inngest-server";
import { connectSql } from "@/lib/db/connect";
import { createCalendar } from "@/lib/domain/calendar";
import { startSimulator } from "@/lib/provider/simulator/server";
import { compareDigests, type Digest, takeDigest } from "./instance/digest";
import { type Instance, startInstance } from "./instance/instance";
import { findFreePort } from "./launcher/ports";
import { startBalancer } from "./rehearsal/balancer";
import { createScratchDir } from "./scratch-dir";

const { values: flags } = parseArgs({
  options: { postgres: { type: "string" }, inngest: { type: "string" } },
});
if (flags.postgres === undefined || flags.inngest === undefined) {
  console.error("Usage: npm run rehearse -- --postgres URL-OF-A-SUPERUSER --inngest PROGRAM");
  process.exit(2);
}
const { postgres, inngest } = { postgres: flags.postgres, inngest: flags.inngest };

/** A range that is over: what is asked for does not move with the clock. */
const BODY = { from: "2026-11-11T00:00:00Z", to: "2026-11-13T00:00:00Z" };
const STOCKS =
  "AAPL MSFT GOOGL AMZN TSLA NVDA META NFLX AVGO ASML SPY QQQ IBM ORCL INTC AMD CSCO ADBE";
const COINS = "BTC ETH";
const TIMEFRAMES = 3;
const KILL_AFTER_JOBS = 15;
const LIMIT_MS = 240_000;
/** What was set up, and the time at which it was. */
const SET_UP = /^tracked_symbols: /;

const CLOSED = `select coalesce(bool_and(status <> 'running'), false) as done from scheduler_execution_log`;
const BOTH_AT_WORK = "select count(*) = 2 as done from scheduler_heartbeats";
const doneJobs = (count: number) =>
  `select count(*) >= ${Math.min(count, 20 * TIMEFRAMES)} as done from symbol_computation_status where status = 'completed'`;
const told = (answered: ReadonlyMap<number, number>) => [...answered.values()].join(" and ");

const directory = createScratchDir("rehearsal");
const admin = connectSql(postgres, { max: 1 });
const say = (text: string) => console.log(`${new Date().toISOString().slice(11, 19)} ${text}`);
const lines = [
  ...STOCKS.split(" ").map((symbol) => `  - { symbol: ${symbol}, asset_class: stock }`),
  ...COINS.split(" ").map((symbol) => `  - { symbol: ${symbol}, asset_class: crypto }`),
];
writeFileSync(
  join(directory, "symbols.yaml"),
  `default_timeframes: [5m, 1h, 1d]\nsymbols:\n${lines.join("\n")}\n`,
);
const vendor = await startSimulator({ port: 0, exchange: createCalendar(), latencyMs: 100 });
const shared = {
  SYMBOLS_FILE: join(directory, "symbols.yaml"),
  MASSIVE_BASE_URL: vendor.url,
  MASSIVE_REQUESTS_PER_MINUTE: "0",
  SCHEDULE: "off",
  AUTH_SECRET: "a secret that all instances of the rehearsal share",
  CANDLEWATCH_ADMIN_KEY: "a-key-that-all-instances-of-the-rehearsal-share",
};

const names = ["embedded", "server", "inngest"].map((name) => `candlewatch_rehearsal_${name}`);
const [embeddedUrl = "", serverUrl = "", inngestUrl = ""] = await Promise.all(names.map(create));
try {
  const [version] = await admin<{ version: string }[]>`select version()`;
  say(String(version?.version));
  const wanted = await onEmbedded(embeddedUrl);
  const found = await onServer(serverUrl, inngestUrl);
  const { lost, repeated } = compareDigests(wanted, found);
  for (const line of lost) console.error(`lost: ${line}`);
  for (const line of repeated) console.error(`repeated: ${line}`);
  say(`${wanted.size} lines compared: ${lost.length} lost, ${repeated.length} repeated`);
  process.exitCode = lost.length + repeated.length === 0 ? 0 : 1;
} finally {
  await vendor.close();
  for (const name of names) await drop(name);
  await admin.end();
  rmSync(directory, { recursive: true, force: true });
}

async function drop(name: string): Promise<void> {
  await admin.unsafe(`drop database if exists "${name}" with (force)`);
}

async function create(name: string): Promise<string> {
  await drop(name);
  await admin.unsafe(`create database "${name}"`);
  const address = new URL(postgres);
  address.pathname = `/${name}`;
  return address.toString();
}

async function onEmbedded(databaseUrl: string): Promise<Digest> {
  const dataDir = join(directory, "embedded");
  const instance = await startInstance({ dataDir, env: { ...shared, DATABASE_URL: databaseUrl } });
  try {
    const startedAt = Date.now();
    await trigger(instance);
    await until(databaseUrl, CLOSED);
    say(`embedded engine, one instance: closed after ${Date.now() - startedAt} ms`);
    return await digestOf(databaseUrl);
  } finally {
    await instance.stop();
  }
}

async function onServer(databaseUrl: string, inngestDatabase: string): Promise<Digest> {
  const server = await startInngestServer(inngest, join(directory, "inngest"), inngestDatabase);
  const ports = [await findFreePort(), await findFreePort()];
  const balancer = await startBalancer(await findFreePort(), ports);
  const env = {
    ...shared,
    ...server.env,
    DATABASE_URL: databaseUrl,
    PUBLIC_URL: balancer.url,
  };
  const instances: Instance[] = [];
  for (const port of ports) {
    const dataDir = join(directory, `instance-${port}`);
    instances.push(await startInstance({ dataDir, env: { ...env, PORT: String(port) } }));
  }
  const [first, second] = instances;
  if (!first || !second) throw new Error("Two instances were to be started.");
  try {
    say(`two instances at ${ports.join(", ")} behind ${balancer.url}, Inngest at ${server.url}`);
    await until(databaseUrl, BOTH_AT_WORK);
    const startedAt = Date.now();
    await trigger(first);
    await until(databaseUrl, doneJobs(KILL_AFTER_JOBS));
    const before = told(balancer.answered);
    killWhole(first);
    say(`instance 1 killed after ${Date.now() - startedAt} ms, calls answered so far: ${before}`);
    await until(databaseUrl, CLOSED);
    say(
      `closed after ${Date.now() - startedAt} ms; calls answered: ${told(balancer.answered)}, broken off: ${balancer.broken()}`,
    );
    const { body } = await second.call("GET", "/api/v1/admin/engine");
    say(`the engine page of instance 2: ${JSON.stringify(body)}`);
    return await digestOf(databaseUrl);
  } finally {
    killWhole(first);
    await second.stop();
    await server.stop();
    balancer.close();
  }
}

/** As when the machine loses its power: launcher and app at once. */
function killWhole(instance: Instance): void {
  for (const pid of Object.values(instance.processes())) process.kill(pid, "SIGKILL");
}

async function trigger(instance: Instance): Promise<void> {
  const { status, body } = await instance.call("POST", "/api/v1/admin/backfill/trigger", BODY);
  if (status !== 202) throw new Error(`The trigger answered ${status}: ${JSON.stringify(body)}`);
}

async function until(databaseUrl: string, condition: string): Promise<void> {
  const sql = connectSql(databaseUrl, { max: 1 });
  const giveUpAt = Date.now() + LIMIT_MS;
  try {
    while (!(await sql.unsafe<{ done: boolean }[]>(condition))[0]?.done) {
      if (Date.now() > giveUpAt) throw new Error(`Not within ${LIMIT_MS / 1_000} s: ${condition}`);
      await sleep(50);
    }
  } finally {
    await sql.end();
  }
}

async function digestOf(databaseUrl: string): Promise<Digest> {
  const sql = connectSql(databaseUrl, { max: 1 });
  try {
    const digest = await takeDigest(sql);
    for (const line of digest.keys()) if (SET_UP.test(line)) digest.delete(line);
    const [jobs] = await sql`
      select count(*)::int as jobs, count(*) filter (where status = 'completed')::int as completed,
        max(attempts)::int as "most attempts" from symbol_computation_status`;
    say(`jobs: ${JSON.stringify(jobs)}`);
    return digest;
  } finally {
    await sql.end();
  }
}
