/**
 * Measures the embedded engine on a PostgreSQL of its own and writes docs/performance/engine.json:
 * `npm run bench:engine -- [--steps 100000] [--server http://127.0.0.1:8288]`.
 * With --server the same function also runs on a real Inngest server, over HTTP, in the same minutes.
 */
import "./plain-env.mjs";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { Inngest } from "inngest";
import { serve as serveEdge } from "inngest/edge";
import { serve as serveNode } from "inngest/node";
import { createEngine } from "@/inngest/embedded/engine";
import type { Engine } from "@/inngest/embedded/engine-types";
import { connectSql } from "@/lib/db/connect";
import { createArena, createTemplate } from "./kill-sweep/harness";
import { quantile } from "./performance/quantile";
import { writeReport } from "./performance/write-report";
import { startPostgres } from "./postgres.mjs";

const { values: options } = parseArgs({
  options: {
    server: { type: "string" },
    steps: { type: "string", default: "20000" },
    port: { type: "string", default: "3998" },
  },
});
const dataDir = mkdtempSync(join(tmpdir(), "candlewatch-bench-engine-"));
const postgres = await startPostgres({ dataDir });
const serverUrl = postgres.url;

const quiet = () => undefined;
const logger = { debug: quiet, info: quiet, warn: quiet, error: quiet };

/** A function of empty steps that tells when each ran and when a run ended. */
function chainOn(client: Inngest) {
  const ranAt: number[] = [];
  let ended = 0;
  const chain = client.createFunction(
    { id: "chain", triggers: [{ event: "bench/chain" }] },
    async ({ step, event }) => {
      for (let i = 0; i < event.data.steps; i++) {
        await step.run(`step ${i}`, () => {
          ranAt.push(performance.now());
        });
      }
      ended += 1;
    },
  );
  const run = async (runs: number, steps: number) => {
    ranAt.length = 0;
    ended = 0;
    const begunAt = performance.now();
    const data = { steps };
    await client.send(Array.from({ length: runs }, () => ({ name: "bench/chain", data })));
    const acceptedMs = performance.now() - begunAt;
    while (ended < runs) await new Promise((resolve) => setTimeout(resolve, 2));
    const gaps = ranAt.slice(1).map((at, index) => at - (ranAt[index] ?? at));
    return { acceptedMs, totalMs: performance.now() - begunAt, gaps };
  };
  return { chain, run };
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
const ms = (value: number) => `${value.toFixed(value < 10 ? 2 : 0)} ms`;

const rows: [string, string, string][] = [];
const note = (what: string, goal: string, value: string) => {
  rows.push([what, goal, value]);
  console.log(`${what}: ${value}`);
};

const template = await createTemplate(serverUrl);
const arena = await createArena(serverUrl, template.name);
const sql = connectSql(arena.url, { max: 8 });
let engine: Engine;
const client = new Inngest({
  id: "bench",
  isDev: true,
  checkpointing: false,
  logger,
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

const short: number[] = [];
inSdkMs.length = 0;
for (let i = 0; i < 40; i++) short.push(...(await run(1, 10)).gaps);
note("added time per empty step (runs of 10), p50", "≤ 5 ms", ms(quantile(short, 0.5)));
note("added time per empty step (runs of 10), p99", "≤ 20 ms", ms(quantile(short, 0.99)));
note("of which the SDK's own replay, p50", "", ms(quantile(inSdkMs, 0.5)));

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
note(
  "empty steps per second, 64 runs of 50",
  "≥ 500",
  `${Math.round((64 * 50 * 1_000) / many.totalMs)}`,
);
note(
  "CPU of the process per empty step, the SDK's replay included",
  "",
  ms((manyCpu.user + manyCpu.system) / 1_000 / (64 * 50)),
);

const fan = await run(1_000, 1);
note("1,000 events accepted", "< 1 s", ms(fan.acceptedMs));
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
);
const busy: number[] = [];
for (let i = 0; i < 20; i++) busy.push(...(await run(1, 10)).gaps);
note("added time per empty step with those 20,000 waiting, p50", "flat", ms(quantile(busy, 0.5)));
await engine.stop({ drainMs: 100 });
await sql.end({ timeout: 5 });
await arena.close();
await template.close();
await postgres.stop();
rmSync(dataDir, { recursive: true, force: true });

if (options.server) await measureServer(options.server);

async function measureServer(baseUrl: string) {
  const remote = new Inngest({
    id: "bench-remote",
    isDev: true,
    baseUrl,
    checkpointing: false,
    logger,
  });
  const measured = chainOn(remote);
  const origin = `http://127.0.0.1:${options.port}`;
  const http = createServer(
    serveNode({
      client: remote,
      functions: [measured.chain],
      serveOrigin: origin,
      servePath: "/api/inngest",
    }),
  );
  await new Promise<void>((resolve) => http.listen(Number(options.port), "127.0.0.1", resolve));
  await fetch(`${origin}/api/inngest`, { method: "PUT" });
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  const gaps: number[] = [];
  for (let i = 0; i < 5; i++) gaps.push(...(await measured.run(1, 10)).gaps);
  note(
    "the real dev server, same function: added time per empty step, p50",
    "",
    ms(quantile(gaps, 0.5)),
  );
  note("the real dev server: added time per empty step, p99", "", ms(quantile(gaps, 0.99)));
  const more = await measured.run(64, 20);
  note(
    "the real dev server: empty steps per second, 64 runs of 20",
    "",
    `${Math.round((64 * 20 * 1_000) / more.totalMs)}`,
  );
  http.close();
}

await writeReport("engine", {
  title: "The embedded engine",
  setting:
    "PostgreSQL 18 with its default durability (every commit is flushed), on the cores of the load.",
  command: "npm run bench:engine",
  figures: rows.map(([what, goal, measured]) => ({
    what,
    measured,
    ...(goal === "" ? {} : { goal }),
  })),
  notes: [],
});
process.exit(0);
