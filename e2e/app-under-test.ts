/** Starts a whole Candlewatch of its own by `npm start`'s launcher: temporary data directory, free port, no schedule. */
import { type ChildProcess, spawn } from "node:child_process";
import { rm } from "node:fs/promises";
import { findFreePort } from "@/scripts/launcher/ports";
import { readRunning } from "@/scripts/launcher/running-file.mjs";
import { createScratchDir } from "@/scripts/scratch-dir";

export type AppUnderTest = {
  baseUrl: string;
  /** Bearer key with every right. */
  adminKey: string;
  databaseUrl: string;
  /** The simulated vendor; POST /simulator/faults plants faults in it. */
  vendorUrl: string;
  dataDir: string;
  /** Everything it has printed so far, on both streams. */
  output: () => string;
  /** The launcher's process id, for those who want to kill it. */
  pid: number;
  /** Stops everything and removes the data directory (unless it was given). */
  stop: () => Promise<void>;
};

const ADMIN_KEY = "candlewatch-test-admin-key-0123456789";
/** Long enough for a first build on two busy cores. */
const START_LIMIT_MS = 300_000;
const STOP_LIMIT_MS = 40_000;

/** @param env variables on top of the defaults below */
export async function startAppUnderTest(
  env: Record<string, string> = {},
  givenDataDir?: string,
): Promise<AppUnderTest> {
  const dataDir = givenDataDir ?? createScratchDir("app");
  const port = await findFreePort();
  const launcher = spawn(
    process.execPath,
    ["--import", "./scripts/typescript.mjs", "scripts/launch.ts"],
    {
      env: {
        ...withoutOurs(process.env),
        HOST: "127.0.0.1",
        PORT: String(port),
        DATA_DIR: dataDir,
        SCHEDULE: "off",
        CANDLEWATCH_ADMIN_KEY: ADMIN_KEY,
        LOG_LEVEL: "warn",
        SIMULATOR_LATENCY_MS: "5",
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    },
  );
  let printed = "";
  for (const stream of [launcher.stdout, launcher.stderr]) {
    stream?.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  }
  const stop = async () => {
    await end(launcher);
    if (givenDataDir === undefined) await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await untilReady(launcher, () => printed);
  } catch (error) {
    await stop();
    throw error;
  }
  const running = readRunning(dataDir);
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    adminKey: env.CANDLEWATCH_ADMIN_KEY ?? ADMIN_KEY,
    databaseUrl: running?.DATABASE_URL ?? "",
    vendorUrl: running?.MASSIVE_BASE_URL ?? "",
    dataDir,
    output: () => printed,
    pid: launcher.pid ?? 0,
    stop,
  };
}

const OURS =
  /^(HOST|PORT|PUBLIC_URL|DATA_DIR|DATABASE_URL|AUTH_SECRET|MASSIVE_|SIMULATOR_|CANDLEWATCH_|INNGEST_|RTO_RPO_|SYMBOLS_|SCHEDULE|NODE_ENV|TEST_)/;

/** What the developer's own instance is told must not reach this one. */
function withoutOurs(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const rest = Object.entries(env).filter(([name]) => !OURS.test(name));
  return { NODE_ENV: "production", ...Object.fromEntries(rest) };
}

async function untilReady(launcher: ChildProcess, printed: () => string): Promise<void> {
  await new Promise<void>((done, failed) => {
    const late = setTimeout(
      () => failed(new Error(`Not ready after ${START_LIMIT_MS / 1000} s:\n${printed()}`)),
      START_LIMIT_MS,
    );
    launcher.stdout?.on("data", () => {
      if (!printed().includes("Candlewatch is at ")) return;
      clearTimeout(late);
      done();
    });
    launcher.stderr?.on("data", (text: string) => {
      if (process.env.E2E_VERBOSE) process.stderr.write(text);
    });
    launcher.once("exit", (code) => {
      clearTimeout(late);
      failed(new Error(`The launcher ended with exit code ${code}:\n${printed()}`));
    });
  });
}

async function end(launcher: ChildProcess): Promise<void> {
  if (launcher.exitCode !== null || launcher.signalCode !== null) return;
  const exited = new Promise<void>((done) => launcher.once("exit", () => done()));
  launcher.kill("SIGTERM");
  const late = setTimeout(() => launcher.kill("SIGKILL"), STOP_LIMIT_MS);
  await exited;
  clearTimeout(late);
}
