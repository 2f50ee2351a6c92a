/** A whole Candlewatch of its own – launcher, PostgreSQL, simulated vendor, app – for chaos rounds and benchmarks. */
import { type ChildProcess, spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { resolve } from "node:path";
import { findFreePort } from "@/scripts/launcher/ports";
import { databaseUrlOf, instanceProcesses } from "./instance-processes";

export type InstanceOptions = {
  dataDir: string;
  /** Over the environment of this process. */
  env?: Record<string, string>;
  /** Least time to wait for the address; a first start builds the app. */
  patienceMs?: number;
};

export type Instance = {
  url: string;
  adminKey: string;
  databaseUrl: string;
  dataDir: string;
  /** What it has printed so far. */
  output: () => string;
  launcherPid: number;
  /** From the process table at this moment. */
  processes: () => ReturnType<typeof instanceProcesses>;
  call: (
    method: string,
    path: string,
    body?: unknown,
  ) => Promise<{ status: number; body: unknown }>;
  /** The orderly way. */
  stop: () => Promise<void>;
  exited: Promise<number | null>;
};

const DEFAULT_PATIENCE_MS = 300_000;
const root = resolve(import.meta.dirname, "../..");

/** @throws Error with everything it printed when it does not come up */
export async function startInstance(options: InstanceOptions): Promise<Instance> {
  const port = options.env?.PORT ?? String(await findFreePort());
  const adminKey = options.env?.CANDLEWATCH_ADMIN_KEY ?? randomBytes(24).toString("hex");
  const child = spawn(process.execPath, ["scripts/start.mjs"], {
    cwd: root,
    env: {
      ...process.env,
      LOG_LEVEL: "warn",
      LOG_FORMAT: "json",
      ...options.env,
      PORT: port,
      DATA_DIR: options.dataDir,
      CANDLEWATCH_ADMIN_KEY: adminKey,
    },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  const collect = (chunk: Buffer) => {
    output += chunk.toString();
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  const exited = new Promise<number | null>((done) => child.once("exit", (code) => done(code)));

  await waitForAddress(child, () => output, options.patienceMs ?? DEFAULT_PATIENCE_MS);
  const url = `http://127.0.0.1:${port}`;
  return {
    url,
    adminKey,
    databaseUrl: options.env?.DATABASE_URL ?? databaseUrlOf(options.dataDir),
    dataDir: options.dataDir,
    output: () => output,
    launcherPid: child.pid ?? 0,
    processes: () => instanceProcesses(options.dataDir),
    call: (method, path, body) => call({ url, adminKey }, { method, path, body }),
    stop: async () => {
      child.kill("SIGTERM");
      await exited;
    },
    exited,
  };
}

function waitForAddress(child: ChildProcess, output: () => string, patienceMs: number) {
  return new Promise<void>((done, failed) => {
    const fail = (why: string) => {
      clearInterval(look);
      clearTimeout(late);
      failed(new Error(`${why}\n${output()}`));
    };
    const look = setInterval(() => {
      if (!output().includes("Candlewatch is at")) return;
      clearInterval(look);
      clearTimeout(late);
      done();
    }, 25);
    const late = setTimeout(() => {
      child.kill("SIGTERM");
      fail(`The instance was not ready after ${patienceMs / 1000} s.`);
    }, patienceMs);
    child.once("exit", (code) => fail(`The instance ended with code ${code}.`));
  });
}

async function call(
  { url, adminKey }: { url: string; adminKey: string },
  request: { method: string; path: string; body: unknown },
): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}${request.path}`, {
    method: request.method,
    headers: { authorization: `Bearer ${adminKey}`, "content-type": "application/json" },
    ...(request.body === undefined ? {} : { body: JSON.stringify(request.body) }),
    signal: AbortSignal.timeout(15_000),
  });
  const text = await response.text();
  return { status: response.status, body: text === "" ? null : JSON.parse(text) };
}
