/** `npm run doctor`: what is configured, what is reachable, and what is wrong. Changes nothing; exit code 1 when something is. */
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { join, resolve } from "node:path";
import { loadCalendarOverrides } from "@/lib/config/calendar-overrides";
import { ConfigError } from "@/lib/config/config-error";
import { type Env, parseEnv } from "@/lib/config/env-schema";
import { loadPolicy } from "@/lib/config/policy";
import { loadSymbols } from "@/lib/config/symbols";
import { connectSql } from "@/lib/db/connect";
import { LOCK_NAME } from "./launcher/data-dir";
import { findBrowser } from "./launcher/find-browser.mjs";
import { lockHolder } from "./launcher/lock-file.mjs";
import { findPrograms } from "./launcher/postgres-home.mjs";

const TIMEOUT_MS = 5_000;
let hasProblem = false;

async function check(title: string, look: () => Promise<string> | string): Promise<void> {
  try {
    console.log(`✓ ${title}: ${await look()}`);
  } catch (error) {
    hasProblem = true;
    const text = error instanceof ConfigError ? error.problems.join("\n  ") : explain(error);
    console.log(`✗ ${title}: ${text}`);
  }
}

function explain(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message})` : "";
  return `${error.message || error.name}${cause}`;
}

function describeConfiguration(env: Env): string {
  const symbols = loadSymbols(env.symbolsFile, loadPolicy(env.policyFile));
  const overrides = loadCalendarOverrides();
  const vendor = env.isSimulated ? "simulated vendor" : `vendor ${env.massiveBaseUrl} with a key`;
  const engine = env.isEngineEmbedded ? "embedded engine" : "Inngest server";
  return `${env.policyFile}, ${symbols.length} symbols, ${overrides.length} calendar overrides, ${vendor}, ${engine}, schedule ${env.isScheduleOn ? "on" : "off"}`;
}

function describeDisk({ dataDir }: Env): string {
  if (!existsSync(dataDir)) return `${resolve(dataDir)}, made at the first start`;
  const { bavail, bsize } = statfsSync(resolve(dataDir));
  const freeGigabytes = (bavail * bsize) / 1e9;
  if (freeGigabytes < 0.3) throw new Error(`only ${freeGigabytes.toFixed(1)} GB free`);
  return `${resolve(dataDir)}, ${freeGigabytes.toFixed(1)} GB free`;
}

function describeLauncher({ dataDir }: Env): string {
  const holder = lockHolder(join(dataDir, LOCK_NAME));
  return holder === null ? "not running" : `process ${holder.pid} at ${String(holder.address)}`;
}

async function describeDatabase({ databaseUrl }: Env): Promise<string> {
  if (databaseUrl === undefined) {
    return `embedded PostgreSQL ${findPrograms().version}, not running (npm start starts it)`;
  }
  const sql = connectSql(databaseUrl, { max: 1, statementTimeoutMs: TIMEOUT_MS });
  try {
    const [row] = await sql<{ version: string; size: string; connections: number }[]>`
      select current_setting('server_version') as version,
             pg_size_pretty(pg_database_size(current_database())) as size,
             (select count(*)::int from pg_stat_activity where datname = current_database()) as connections`;
    return `PostgreSQL ${row?.version}, ${row?.size}, ${row?.connections} connections`;
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function describeVendor(env: Env): Promise<string> {
  if (env.isSimulated && env.massiveBaseUrl.startsWith("https:")) {
    return "simulated, not running (npm start starts it)";
  }
  const headers = env.massiveApiKey ? { authorization: `Bearer ${env.massiveApiKey}` } : undefined;
  const response = await fetch(`${env.massiveBaseUrl}/v1/marketstatus/now`, {
    ...(headers ? { headers } : {}),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (response.status === 401) throw new Error("the key is not accepted (401)");
  return `${env.massiveBaseUrl} answers ${response.status}`;
}

async function describeApp(env: Env): Promise<string> {
  if (lockHolder(join(env.dataDir, LOCK_NAME)) === null) return "not running";
  const response = await fetch(`${env.publicUrl}/api/readyz`, {
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  const body = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${body.slice(0, 300)}`);
  return `${env.publicUrl} is ready`;
}

function describeNode(): string {
  const { node: wanted } = JSON.parse(readFileSync("package.json", "utf8")).dependencies;
  return `Node ${process.versions.node} (the project brings ${wanted}), ${process.platform}-${process.arch}`;
}

async function examine(): Promise<void> {
  await check("Runtime", describeNode);
  const env = parseEnv(process.env);
  await check("Configuration", () => describeConfiguration(env));
  await check("Data directory", () => describeDisk(env));
  await check("Launcher", () => describeLauncher(env));
  await check("Database", () => describeDatabase(env));
  await check("Vendor", () => describeVendor(env));
  await check("App", () => describeApp(env));
  await check("Browser for tests", () => findBrowser() ?? "none found; npm test installs one");
}

await examine().catch((error: unknown) => check("Environment", () => Promise.reject(error)));
process.exitCode = hasProblem ? 1 : 0;
