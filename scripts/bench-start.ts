/**
 * `npm run bench:start`: what whoever types `npm start` waits for, and what the machine then carries; writes
 * docs/performance/start.json.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { cpus } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { signIn } from "@/e2e/sign-in";
import { findFreePort } from "./launcher/ports";
import { StopError } from "./launcher/stop-error.mjs";
import { memoryByPart, peakOfPart } from "./performance/memory";
import { processorTimeMs } from "./performance/processor-time";
import { quantile } from "./performance/quantile";
import type { Figure } from "./performance/report";
import { writeReport } from "./performance/write-report";
import { reportAndExit } from "./report-and-exit";
import { createScratchDir } from "./scratch-dir";

const SECOND_STARTS = 5;
const REST_MS = 60_000;
const IDLE_MS = 120_000;
/** The schedule's critical symbols; a run of theirs takes seconds of processor time, which is work and no rest. */
const TICK_MS = 15 * 60_000;
const START_LIMIT_MS = 300_000;
/** A field of the verdict: the page carries what it shows as data. */
const USEFUL = "next_step";

type Instance = { baseUrl: string; pid: number; printed: () => string; stop: () => Promise<void> };

async function run(): Promise<void> {
  if (process.platform !== "linux")
    throw new StopError("bench:start reads /proc.", "Run it on Linux.");
  const dataDir = createScratchDir("start");
  const port = await findFreePort();
  try {
    const { cookie, figures } = await measureFirst(dataDir, port);
    const second = await measureSecond(dataDir, port, cookie);
    await writeReport("start", {
      title: "Start, rest and memory",
      setting: `\`npm start\` with its own defaults and an empty data directory: embedded PostgreSQL, simulated vendor, first backfill. Memory is of all processes, npm's and PostgreSQL's included, what they share counted once. At rest are ${IDLE_MS / 60_000} minutes between two runs of the schedule.`,
      command: "npm run bench:start",
      figures: [...figures, second.figure],
      notes: [second.steps],
    });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function measureFirst(dataDir: string, port: number) {
  const app = start(dataDir, port);
  try {
    await until(app, () => app.printed().includes("Candlewatch is at "));
    const cookie = await sessionOf({ baseUrl: app.baseUrl, dataDir });
    await until(app, () => app.printed().includes("Execution closed"));
    const peakMb = peakOfPart(app.pid, "app");
    await sleep(REST_MS);
    const parts = memoryByPart(app.pid);
    const totalMb = [...parts.values()].reduce((sum, mb) => sum + mb, 0);
    await untilBetweenTicks();
    const share = await idleShare(app.pid);
    const figures: Figure[] = [
      {
        what: "memory of all processes, a minute after the first backfill",
        goal: "< 500 MB",
        measured: `${totalMb.toFixed(0)} MB: ${[...parts].map(([name, mb]) => `${name} ${mb.toFixed(0)}`).join(", ")}`,
        met: totalMb < 500,
      },
      {
        what: "resident memory of the app at its peak, during the first backfill",
        goal: "< 400 MB",
        measured: `${peakMb.toFixed(0)} MB`,
        met: peakMb < 400,
      },
      {
        what: "processors at rest, all processes, of the whole machine",
        goal: "< 1 %",
        measured: `${((100 * share) / cpus().length).toFixed(2)} % (${(100 * share).toFixed(2)} % of one core)`,
        met: share / cpus().length < 0.01,
      },
    ];
    return { cookie, figures };
  } finally {
    await app.stop();
  }
}

async function measureSecond(dataDir: string, port: number, cookie: string) {
  const seconds: number[] = [];
  let printed = "";
  for (let i = 0; i < SECOND_STARTS; i += 1) {
    const begunAt = performance.now();
    const app = start(dataDir, port);
    try {
      await until(app, () => isUseful(app.baseUrl, cookie));
      seconds.push((performance.now() - begunAt) / 1_000);
      await until(app, () => app.printed().includes("Candlewatch is at "));
      printed = app.printed();
    } finally {
      await app.stop();
    }
  }
  const median = quantile(seconds, 0.5);
  const figure: Figure = {
    what: "second `npm start` to the first useful page, median",
    goal: "≤ 4 s",
    measured: `${median.toFixed(1)} s (${seconds.map((each) => each.toFixed(1)).join(", ")})`,
    met: median <= 4,
  };
  const own = printed.match(/ready after ([\d.]+) s/)?.[1] ?? "?";
  const steps = [...printed.matchAll(/^✓ (.*)$/gm)].map(([, text]) => text).join("; ");
  return {
    figure,
    steps: `**Where the last of these starts went**: ${own} s by the launcher's own clock, the rest to npm and Node before it and to the first page after it. Some steps run beside each other: ${steps}.`,
  };
}

async function untilBetweenTicks(): Promise<void> {
  const toTickMs = TICK_MS - (Date.now() % TICK_MS);
  if (toTickMs < IDLE_MS + 15_000) await sleep(toTickMs + 45_000);
}

/** Of one core, npm's and PostgreSQL's processes included. */
async function idleShare(pid: number): Promise<number> {
  const before = processorTimeMs(pid) ?? 0;
  const begunAt = performance.now();
  await sleep(IDLE_MS);
  return ((processorTimeMs(pid) ?? Number.NaN) - before) / (performance.now() - begunAt);
}

async function sessionOf(app: { baseUrl: string; dataDir: string }): Promise<string> {
  const { cookies } = JSON.parse(await readFile(await signIn(app), "utf8")) as {
    cookies: { name: string; value: string }[];
  };
  return cookies.map(({ name, value }) => `${name}=${value}`).join("; ");
}

/** The page is there with its data in it, not only a frame. */
async function isUseful(baseUrl: string, cookie: string): Promise<boolean> {
  try {
    const answer = await fetch(baseUrl, { headers: { cookie }, redirect: "manual" });
    return answer.status === 200 && (await answer.text()).includes(USEFUL);
  } catch {
    return false;
  }
}

function start(dataDir: string, port: number): Instance {
  const child = spawn("npm", ["start"], {
    env: { ...process.env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let printed = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      printed += text;
    });
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    pid: child.pid ?? 0,
    printed: () => printed,
    stop: () => stopAll(child),
  };
}

/** As Ctrl+C does: to the whole group, and until npm itself has ended. */
async function stopAll(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return;
  const ended = new Promise<void>((done) => child.once("exit", () => done()));
  process.kill(-child.pid, "SIGINT");
  await ended;
}

async function until(app: Instance, isSo: () => boolean | Promise<boolean>): Promise<void> {
  const lateAt = Date.now() + START_LIMIT_MS;
  while (!(await isSo())) {
    if (Date.now() > lateAt)
      throw new Error(`Not there after ${START_LIMIT_MS / 1_000} s:\n${app.printed()}`);
    await sleep(25);
  }
}

await run().catch(reportAndExit);
