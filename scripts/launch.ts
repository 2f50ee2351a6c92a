/**
 * The launcher behind `npm start`: checks everything, starts PostgreSQL, the simulated vendor and the app in that
 * order, keeps them alive, and stops them in the opposite order. Reads as the list of steps that it prints.
 */
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { parseArgs } from "node:util";
import { loadCalendarOverrides } from "@/lib/config/calendar-overrides";
import { type Env, parseEnv } from "@/lib/config/env-schema";
import { loadPolicy } from "@/lib/config/policy";
import { type ConfiguredSymbol, loadSymbols } from "@/lib/config/symbols";
import { buildIfChanged } from "./launcher/build";
import { type Child, startChild } from "./launcher/child";
import { claimDataDir, keptSecret } from "./launcher/data-dir";
import { explainDatabaseProblem } from "./launcher/explain-database-problem";
import { keepPostgres } from "./launcher/keep-postgres";
import { findFreePort, requireFreePort, waitForListener } from "./launcher/ports";
import { type RunningVariables, removeRunning, writeRunning } from "./launcher/running-file.mjs";
import { Shutdown } from "./launcher/shutdown";
import { announce, sinceStart, step } from "./launcher/steps";
import { StopError } from "./launcher/stop-error.mjs";

const APP_DRAIN_MS = 20_000;
const SIMULATOR_DRAIN_MS = 2_000;

const shutdown = new Shutdown();
await shutdown.guard(start);

async function start(): Promise<void> {
  const configuration = await step("Configuration checked", readConfiguration);
  const { env } = configuration;
  const lock = claimDataDir(env.dataDir, env.publicUrl);
  shutdown.onStop("data directory", async () => {
    removeRunning(env.dataDir);
    lock.release();
  });
  await requireFreePort(env.host, env.port);

  // Nothing waits for the vendor but the first backfill: it comes up beside all the rest.
  const vendor = await startSimulatorIfNeeded(env);
  const [variables] = await Promise.all([
    startUpon(vendor.variables, configuration),
    vendor.isReady,
  ]);
  writeRunning(env.dataDir, variables);
  console.log(
    `\nCandlewatch is at ${env.publicUrl} (ready after ${sinceStart()}; Ctrl+C stops it)`,
  );
  printSignInLink(variables);
}

/** The database, then the app on it; the variables that both run with. */
async function startUpon(vendor: RunningVariables, { env, symbols, isDevelopment }: Configuration) {
  const [databaseUrl, app] = await Promise.all([
    prepareDatabase(env, symbols),
    loadApp(isDevelopment),
  ]);
  const variables = {
    ...vendor,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: env.authSecret ?? keptSecret(env.dataDir, "auth-secret"),
    PUBLIC_URL: env.publicUrl,
  };
  await startApp(app, variables);
  return variables;
}

/** As Jupyter does: whoever can read this terminal may sign in, once. */
function printSignInLink(variables: RunningVariables): void {
  const command = ["--import", "./scripts/typescript.mjs", "scripts/sign-in-link.ts"];
  const env = { ...process.env, ...variables, LOG_LEVEL: "error" };
  execFile(process.execPath, command, { env }, (error, link, problem) => {
    if (error === null) console.log(`Sign in once with ${link.trim()}\n`);
    else console.error(`No sign-in link could be made: ${problem.trim()}`);
  });
}

type Configuration = { env: Env; symbols: readonly ConfiguredSymbol[]; isDevelopment: boolean };

/** @returns whether the app is to be built anew with every change of its sources */
function readOptions(): boolean {
  try {
    return parseArgs({ options: { dev: { type: "boolean", default: false } } }).values.dev;
  } catch (error) {
    const problem = error instanceof Error ? error.message.split(". ")[0] : String(error);
    throw new StopError(
      `${problem}.`,
      "`npm start` takes no options, `npm run dev` starts it for development; everything else is a variable (.env.example).",
    );
  }
}

async function readConfiguration(): Promise<Configuration> {
  const isDevelopment = readOptions();
  if (existsSync(".env")) process.loadEnvFile(".env");
  const env = parseEnv(process.env);
  const policy = loadPolicy(env.policyFile);
  loadCalendarOverrides();
  // Recordings name their own symbols, unless a list of symbols was asked for.
  const directory = env.csvProviderDir ?? env.simulatorReplayDir;
  const isListed = process.env.SYMBOLS_FILE !== undefined || directory === undefined;
  const symbols = isListed
    ? loadSymbols(env.symbolsFile, policy)
    : await (await import("./launcher/recorded-symbols")).recordedSymbols(directory, policy);
  return { env, symbols, isDevelopment };
}

function buildApp(): Promise<void> {
  return step("App built", async (note) => {
    if (!(await buildIfChanged())) note("sources unchanged");
  });
}

async function prepareDatabase(env: Env, symbols: readonly ConfiguredSymbol[]): Promise<string> {
  // Read while PostgreSQL comes up: with the queries and their driver it is the largest part of the launcher.
  const reading = import("./migrate-and-seed");
  const databaseUrl = env.databaseUrl ?? (await startDatabase(env.dataDir));
  const { migrateAndSeed } = await reading;
  await step("Database ready", async (note) => {
    const { migrations, seeded } = await migrateAndSeed(databaseUrl, symbols).catch((error) => {
      throw explainDatabaseProblem(error, databaseUrl) ?? error;
    });
    if (migrations + seeded > 0) note(`${migrations} migrations, ${seeded} symbols added`);
  });
  return databaseUrl;
}

function startDatabase(dataDir: string): Promise<string> {
  return step("PostgreSQL started", async (note) => {
    const postgres = await keepPostgres(dataDir, announce);
    shutdown.onStop("PostgreSQL", postgres.stop);
    note(`process ${postgres.pid}`);
    return postgres.url;
  });
}

type Vendor = { variables: RunningVariables; isReady: Promise<void> };

/** Plays the vendor when there is neither a key nor an address of another one. */
async function startSimulatorIfNeeded(env: Env): Promise<Vendor> {
  const isElsewhere = process.env.MASSIVE_API_KEY || process.env.MASSIVE_BASE_URL;
  if (env.csvProviderDir !== undefined || isElsewhere)
    return { variables: {}, isReady: Promise.resolve() };
  const port = await findFreePort();
  return {
    variables: {
      MASSIVE_BASE_URL: `http://127.0.0.1:${port}`,
      // The simulated plan is what limits here, not the one the policy was written for.
      MASSIVE_REQUESTS_PER_MINUTE: String(
        env.massiveRequestsPerMinute ?? env.simulatorRequestsPerMinute,
      ),
    },
    isReady: startSimulator(port),
  };
}

function startSimulator(port: number): Promise<void> {
  return step("Simulated vendor started (no MASSIVE_API_KEY)", async (note) => {
    const simulator = startChild({
      name: "The simulated vendor",
      script: "scripts/simulator.ts",
      args: ["--port", String(port)],
      env: process.env,
      drainMs: SIMULATOR_DRAIN_MS,
    });
    shutdown.onStop("simulator", simulator.stop, simulator.kill);
    const patience = new AbortController();
    void simulator.ready.then((isReady) => isReady || patience.abort());
    if (!(await waitForListener(port, patience.signal))) {
      throw new StopError("The simulated vendor did not start.", "Its own words are above.");
    }
    simulator.keepAlive();
    note(`port ${port}`);
  });
}

/** Builds the app when needed and has it read its code, which takes as long as PostgreSQL takes to come up. */
async function loadApp(isDevelopment: boolean): Promise<Child> {
  if (!isDevelopment) await buildApp();
  const app = startChild({
    name: "The app",
    script: "scripts/server.mjs",
    env: { ...process.env, NODE_ENV: isDevelopment ? "development" : "production" },
    drainMs: APP_DRAIN_MS,
    awaitsVariables: true,
  });
  shutdown.onStop("app that still loads", app.stop, app.kill);
  return app;
}

function startApp(app: Child, variables: RunningVariables): Promise<void> {
  return step("App started", async () => {
    // Registered once more: from now on it has to stop before its database does.
    shutdown.onStop("app", app.stop, app.kill);
    app.give(variables);
    if (!(await app.ready)) {
      throw new StopError("The app did not start.", "Its own words are above.");
    }
    app.keepAlive();
  });
}
