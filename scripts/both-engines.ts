/**
 * Runs one small backfill on the embedded engine and on a real Inngest server, and compares every row of the
 * monitoring tables; then two app instances on one database on either engine, of which one is killed in mid-run.
 * `npm run both-engines -- --binary PATH_OF_INNGEST_SERVER`. Ends with 1 when anything differs.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parseArgs } from "node:util";
import { connectSql, type Sql } from "@/lib/db/connect";
import { startBalancer } from "./both-engines/balancer";
import { type InngestServer, startInngestServer } from "./both-engines/inngest-server";
import { compareDigests, type Digest, takeDigest } from "./instance/digest";
import { type Instance, startInstance } from "./instance/instance";
import { findFreePort } from "./launcher/ports";
import { startPostgres } from "./postgres.mjs";

const { values: options } = parseArgs({ options: { binary: { type: "string" } } });
if (!options.binary) {
  console.error("Name the server: npm run both-engines -- --binary /path/of/inngest");
  process.exit(2);
}

const LIMIT_MS = 240_000;
/** A range that is over: what is asked for does not move with the clock. */
const BODY = { from: "2026-11-11T00:00:00Z", to: "2026-11-13T00:00:00Z" };
const SYMBOLS = `default_timeframes: [5m, 1h, 1d]
symbols:
  - { symbol: SPY, asset_class: etf }
  - { symbol: AAPL, asset_class: stock }
  - { symbol: BTC, asset_class: crypto }
  - { symbol: ETH, asset_class: crypto }
`;

/** Everything a run writes. */
const WRITTEN = `candles, quant_features, series, feature_freshness, freshness_history, base_streams, coverage_days,
  coverage_gaps, feature_computation_failures, symbol_computation_status, scheduler_execution_log,
  execution_log_lines, provider_requests, quarantined_bars, alerts, recovery_incidents`;

const directory = mkdtempSync(join(tmpdir(), "candlewatch-both-engines-"));
writeFileSync(join(directory, "symbols.yaml"), SYMBOLS);
const postgres = await startPostgres({ dataDir: join(directory, "postgres") });
let differences = 0;

try {
  const reference = await oneInstance("embedded", null);
  await compare("one instance, Inngest server", reference, (name) => onServer(name, oneInstance));
  await compare("two instances, embedded, one killed", reference, (name) =>
    twoInstances(name, null),
  );
  await compare("two instances, Inngest server, one killed", reference, (name) =>
    onServer(name, twoInstances),
  );
} finally {
  await postgres.stop();
  rmSync(directory, { recursive: true, force: true });
}
console.log(`${differences} differences`);
process.exit(differences === 0 ? 0 : 1);

async function compare(
  name: string,
  reference: Digest,
  run: (name: string) => Promise<Digest>,
): Promise<void> {
  const found = await run(name.replaceAll(/\W+/g, "_").toLowerCase());
  const { lost, repeated, changed } = compareDigests(reference, found);
  const wrong = [...lost, ...repeated, ...changed];
  differences += wrong.length;
  console.log(`${name}: ${found.size} lines, ${wrong.length} different`);
  for (const line of wrong) console.log(`  ${line}`);
}

type Run = (name: string, server: InngestServer | null) => Promise<Digest>;

async function onServer(name: string, run: Run): Promise<Digest> {
  const server = await startInngestServer(
    String(options.binary),
    join(directory, `${name}-server`),
  );
  try {
    return await run(name, server);
  } finally {
    await server.stop();
  }
}

async function oneInstance(name: string, server: InngestServer | null): Promise<Digest> {
  const url = await createDatabase(name);
  const instance = await start({ name, url, server });
  try {
    await backfill(instance, url);
    return await digestOf(url);
  } finally {
    await instance.stop();
  }
}

/** The one that was asked is killed as a whole, once the first jobs have been done. */
async function twoInstances(name: string, server: InngestServer | null): Promise<Digest> {
  const url = await createDatabase(name);
  const ports = [await findFreePort(), await findFreePort()];
  const balancer = server && (await startBalancer(ports));
  const publicUrl = balancer?.url;
  const first = await start({ name: `${name}_1`, url, server, port: ports[0], publicUrl });
  const second = await start({ name: `${name}_2`, url, server, port: ports[1], publicUrl });
  try {
    await trigger(first, url);
    while ((await count(url, "status <> 'pending'")) === 0) await sleep(10);
    for (const pid of Object.values(first.processes())) process.kill(pid, "SIGKILL");
    await waitForEnd(url, second);
    return await digestOf(url);
  } finally {
    await second.stop();
    balancer?.close();
  }
}

function start(input: {
  name: string;
  url: string;
  server: InngestServer | null;
  port?: number | undefined;
  publicUrl?: string | undefined;
}): Promise<Instance> {
  const { name, url, server, port, publicUrl } = input;
  return startInstance({
    dataDir: join(directory, name),
    patienceMs: 600_000,
    env: {
      DATABASE_URL: url,
      AUTH_SECRET: "0123456789abcdef0123456789abcdef",
      SYMBOLS_FILE: join(directory, "symbols.yaml"),
      SCHEDULE: "off",
      MASSIVE_REQUESTS_PER_MINUTE: "0",
      SIMULATOR_LATENCY_MS: "30",
      ...(port === undefined ? {} : { PORT: String(port) }),
      ...(publicUrl === undefined ? {} : { PUBLIC_URL: publicUrl }),
      ...server?.env,
    },
  });
}

async function backfill(instance: Instance, url: string) {
  const startedAt = Date.now();
  await trigger(instance, url);
  await waitForEnd(url, instance);
  console.log(`  backfilled in ${Date.now() - startedAt} ms`);
}

/** A first start may begin by itself: what is compared is the one run that follows, on empty tables. */
async function trigger(instance: Instance, url: string) {
  await waitForEnd(url, instance);
  await onDatabase(url, (sql) => sql.unsafe(`truncate ${WRITTEN} restart identity cascade`));
  const { status, body } = await instance.call("POST", "/api/v1/admin/backfill/trigger", BODY);
  if (status !== 202) throw new Error(`trigger answered ${status}: ${JSON.stringify(body)}`);
}

async function waitForEnd(url: string, instance: Instance) {
  const giveUpAt = Date.now() + LIMIT_MS;
  while (Date.now() < giveUpAt) {
    if ((await count(url, "status in ('pending', 'in_progress')")) === 0) return;
    await sleep(100);
  }
  throw new Error(`The backfill did not end.\n${instance.output()}`);
}

async function count(url: string, condition: string): Promise<number> {
  const [row] = await onDatabase(url, (sql) =>
    sql.unsafe<{ count: number }[]>(
      `select count(*)::int as count from symbol_computation_status where ${condition}`,
    ),
  );
  return row?.count ?? 0;
}

const digestOf = (url: string) => onDatabase(url, takeDigest);

async function onDatabase<T>(url: string, work: (sql: Sql) => Promise<T>): Promise<T> {
  const sql = connectSql(url, { max: 4 });
  try {
    return await work(sql);
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function createDatabase(name: string): Promise<string> {
  await onDatabase(postgres.url, (sql) => sql.unsafe(`create database "${name}"`));
  const address = new URL(postgres.url);
  address.pathname = `/${name}`;
  return address.toString();
}
