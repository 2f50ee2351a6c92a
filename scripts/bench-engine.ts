/**
 * Measures the embedded engine on a PostgreSQL of its own and writes docs/performance/engine.json:
 * `npm run bench:engine -- [--steps 100000] [--server http://127.0.0.1:8288]`.
 * With --server the same function also runs on a real Inngest server, over HTTP, in the same minutes.
 */
import "./plain-env.mjs";
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { Inngest } from "inngest";
import { serve as serveEdge } from "inngest/edge";
import { createEngine } from "@/inngest/embedded/engine";
import type { Engine } from "@/inngest/embedded/engine-types";
import { connectSql } from "@/lib/db/connect";
import { chainOn, quietLogger } from "./bench-engine/chain";
import { measureServer } from "./bench-engine/measure-server";
import { profileWork } from "./bench-engine/profile";
import { timeCommits } from "./bench-engine/time-commits";
import { createArena, createTemplate } from "./kill-sweep/harness";
import { quantile } from "./performance/quantile";
import type { Figure } from "./performance/report";
import { writeReport } from "./performance/write-report";
import { startPostgres } from "./postgres.mjs";
import { createScratchDir } from "./scratch-dir";

const { values: options } = parseArgs({
  options: {
    server: { type: "string" },
    steps: { type: "string", default: "20000" },
    port: { type: "string", default: "3998" },
  },
});
const dataDir = createScratchDir("bench-engine");
const postgres = await startPostgres({ dataDir });
const serverUrl = postgres.url;

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

const figures: Figure[] = [];
const notes: string[] = [];
const note = (
  what: string,
  goal: string,
  measured: string,
  beside: Pick<Figure, "limit" | "ratio" | "met"> = {},
) => {
  figures.push({ what, measured, ...(goal === "" ? {} : { goal }), ...beside });
  console.log(`${what}: ${measured}`);
};

const template = await createTemplate(serverUrl);
const arena = await createArena(serverUrl, template.name);
const sql = connectSql(arena.url, { max: 8 });
let engine: Engine;
const client = new Inngest({
  id: "bench",
  isDev: true,
  checkpointing: false,
  logger: quietLogger,
  fetch: (input, init) => engine.fetch(input, init),
});
const { chain, run } = chainOn(client);
const held = client.createFunction(
  { id: "held", triggers: [{ event: "bench/held" }], throttle: { limit: 1, period: "1h" } },
  async () => undefined,
);
const blocked = client.createFunction(
  { id: "blocked", triggers: [{ event: "bench/blocked" }], concurrency: { limit: 1 } },
  async () => new Promise(() => undefined),
);
const handler = serveEdge({ client, functions: [chain, held, blocked] });
const inSdkMs: number[] = [];
engine = createEngine({
  sql,
  appId: "bench",
  handler: async (request) => {
    const begunAt = performance.now();
    const response = await handler(request);
    inSdkMs.push(performance.now() - begunAt);
    return response;
  },
});
await engine.start();
await run(4, 50);

const commits = await timeCommits(arena.sql, 300);
inSdkMs.length = 0;
const { result: short, shares: shortShares } = await profileWork(async () => {
  const gaps: number[] = [];
  for (let i = 0; i < 40; i++) gaps.push(...(await run(1, 10)).gaps);
  return gaps;
});
for (const [name, q, goalMs] of [
  ["p50", 0.5, 5],
  ["p99", 0.99, 20],
] as const) {
  const [step, limit] = [quantile(short, q), quantile(commits, q) + quantile(inSdkMs, q)];
  note(`added time per empty step (runs of 10), ${name}`, `≤ ${goalMs} ms`, ms(step), {
    limit: `${ms(limit)}: one commit ${ms(quantile(commits, q))}, the SDK's call ${ms(quantile(inSdkMs, q))}`,
    ratio: step / limit,
    met: step <= goalMs,
  });
}
notes.push(`One run at a time, the process's time went to: ${shortShares}.`);

inSdkMs.length = 0;
const single = await run(1, 100);
const firstTen = sum(single.gaps.slice(0, 10)) / 10;
const lastTen = sum(single.gaps.slice(-10)) / 10;
note(
  "100 steps of one run: mean of the first ten, of the last ten",
  "linear",
  `${ms(firstTen)}, ${ms(lastTen)}`,
);
note(
  "of which the SDK's own replay of the memo",
  "",
  `${ms(sum(inSdkMs.slice(0, 10)) / 10)}, ${ms(sum(inSdkMs.slice(-11, -1)) / 10)}`,
);

await run(64, 50);
const manyCpuBefore = process.cpuUsage();
const many = await run(64, 50);
const manyCpu = process.cpuUsage(manyCpuBefore);
const perSecond = (64 * 50 * 1_000) / many.totalMs;
note("empty steps per second, 64 runs of 50", "≥ 500", `${Math.round(perSecond)}`, {
  met: perSecond >= 500,
});
const { shares: manyShares } = await profileWork(() => run(64, 50));
notes.push(
  `64 runs at once, the process's time went to: ${manyShares}. The SDK runs the function anew for every step and goes through what it remembers; the engine can't do that for it.`,
);
note(
  "CPU of the process per empty step, the SDK's replay included",
  "",
  ms((manyCpu.user + manyCpu.system) / 1_000 / (64 * 50)),
);

const fan = await run(1_000, 1);
note("1,000 events accepted", "< 1 s", ms(fan.acceptedMs), { met: fan.acceptedMs < 1_000 });
note("1,000 runs of one step finished", "", ms(fan.totalMs));

const rssBefore = process.memoryUsage().heapUsed;
const wanted = Number(options.steps);
for (let done = 0; done < wanted; done += 3_200) await run(64, 50);
globalThis.gc?.();
note(
  `heap before and after ${wanted.toLocaleString("en")} more steps`,
  "flat",
  `${Math.round(rssBefore / 1e6)} MB, ${Math.round(process.memoryUsage().heapUsed / 1e6)} MB`,
);

for (const name of ["bench/held", "bench/blocked"]) {
  for (let part = 0; part < 10; part++) {
    await engine.sendEvents(Array.from({ length: 1_000 }, () => ({ name })));
  }
}
for (;;) {
  const { queue } = await engine.snapshot();
  if (queue.ready === 0) break;
  await new Promise((resolve) => setTimeout(resolve, 50));
}
const cpuBefore = process.cpuUsage();
await new Promise((resolve) => setTimeout(resolve, 5_000));
const cpu = process.cpuUsage(cpuBefore);
note(
  "CPU of the process with 10,000 runs behind a throttle and 10,000 behind a concurrency key",
  "< 1 %",
  `${((cpu.user + cpu.system) / 50_000).toFixed(2)} %`,
  { met: (cpu.user + cpu.system) / 50_000 < 1 },
);
const busy: number[] = [];
for (let i = 0; i < 20; i++) busy.push(...(await run(1, 10)).gaps);
const busyMs = quantile(busy, 0.5);
note("added time per empty step with those 20,000 waiting, p50", "flat", ms(busyMs), {
  limit: `${ms(quantile(short, 0.5))} before`,
  ratio: busyMs / quantile(short, 0.5),
});
await engine.stop({ drainMs: 100 });
await sql.end({ timeout: 5 });
await arena.close();
await template.close();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });

if (options.server) {
  const server = await measureServer(options.server, Number(options.port));
  const ourMs = quantile(short, 0.5);
  note("the real dev server, same function: added time per empty step, p50", "", ms(server.p50Ms), {
    limit: `${ms(ourMs)} here`,
    ratio: server.p50Ms / ourMs,
  });
  note("the real dev server: added time per empty step, p99", "", ms(server.p99Ms));
  const perSecondThere = Math.round(server.stepsPerSecond);
  note("the real dev server: empty steps per second, 64 runs of 20", "", String(perSecondThere), {
    limit: `${Math.round(perSecond)} here`,
    ratio: server.stepsPerSecond / perSecond,
  });
}

await writeReport("engine", {
  title: "The embedded engine",
  setting:
    "PostgreSQL 18 with its default durability (every commit is flushed), on the cores of the load.",
  command: "npm run bench:engine",
  figures,
  notes,
});
process.exit(0);
