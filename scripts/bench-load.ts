/**
 * `npm run bench:load`: puts real load on the built app over HTTP and writes docs/performance/load.json. The app, its
 * PostgreSQL and a simulated vendor are started for it, and 250 series are backfilled first. `--seconds 6 --symbols 50`.
 */
import { fork } from "node:child_process";
import { rmSync } from "node:fs";
import { parseArgs } from "node:util";
import { fillHistory } from "./bench-load/fill-history";
import { type Outcome, putLoad } from "./bench-load/load";
import { askOnce, describeParts, measureParts } from "./bench-load/measure-parts";
import { readPeers } from "./bench-load/peers";
import { type Instance, startInstance } from "./instance/instance";
import type { Figure } from "./performance/report";
import { writeReport } from "./performance/write-report";
import { reportAndExit } from "./report-and-exit";
import { createScratchDir } from "./scratch-dir";

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "6" },
    symbols: { type: "string", default: "50" },
  },
});
const SECONDS = Number(values.seconds);
const SYMBOLS = Number(values.symbols);
const MANY = 100;
const FEW = 20;
const TIMES_THE_PEER = 10;
const PEERS = readPeers();

const CORE = {
  "scheduler-health": "/api/v1/admin/scheduler-health",
  staleness: "/api/v1/admin/features/staleness?limit=50",
  "execution-history": "/api/v1/admin/scheduler/execution-history?limit=20",
} as const;
/** Answers a constant through Next's router: what a route handler costs before it does anything. */
const EMPTY_ROUTE = "/api/healthz";
const CACHED = "/api/v1/historical/SPY?timeframe=1d&limit=100";

async function run(): Promise<void> {
  const dataDir = createScratchDir("load");
  const instance = await startInstance({
    dataDir,
    env: { SCHEDULE: "off", SIMULATOR_LATENCY_MS: "0", SIMULATOR_REQUESTS_PER_MINUTE: "0" },
  });
  try {
    const symbols = await backfill(instance);
    await fillHistory(instance.databaseUrl, { executions: 200, failures: 1_000 });
    const bare = await startBareServer((await askOnce(instance, CORE.staleness)).bytes);
    const rig = createRig(instance);
    try {
      const limit = await rig.load({ url: bare.url, paths: ["/"], connections: MANY });
      const emptyRoute = await rig.load({ paths: [EMPTY_ROUTE], connections: MANY });
      const scenarios = [
        ...(await coldAndWarm(rig, symbols)),
        ...(await byLimit(rig)),
        ...(await byTimeframe(rig)),
        ...(await coreEndpoints(rig, { limit, emptyRoute })),
      ];
      const parts = await measureParts(instance, {
        path: CORE.staleness,
        load: (path, connections) => rig.load({ paths: [path], connections }),
      });
      await writeReport("load", {
        title: "Load on the HTTP API",
        setting: `autocannon on loopback, ${SECONDS} s each after a second to warm up, against the built app with ${symbols.length} symbols, 250 series, 200 executions and 1,000 failures; load generator, app and PostgreSQL share the cores. “Limit” is Node's own HTTP server answering a ready-made body as large as the staleness answer, in the same run: ${round(limit.perSecond)} requests/s.`,
        command: "npm run bench:load",
        figures: scenarios,
        notes: describeParts(parts),
      });
    } finally {
      bare.stop();
    }
  } finally {
    await instance.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

type Rig = ReturnType<typeof createRig>;

function createRig({ url, adminKey }: Instance) {
  const headers = { authorization: `Bearer ${adminKey}` };
  const load = async (asked: { url?: string; paths: readonly string[]; connections: number }) => {
    const whole = { url, headers, ...asked };
    await putLoad({ ...whole, seconds: 1 });
    return putLoad({ ...whole, seconds: SECONDS });
  };
  const cold = (paths: readonly string[]) =>
    putLoad({ url, headers, paths, connections: MANY, seconds: SECONDS });
  return { load, cold };
}

/** The whole of it through the vendor's door, so that answers are of real size. */
async function backfill(instance: Instance): Promise<string[]> {
  const listed = await instance.call("GET", "/api/v1/admin/symbols?limit=500");
  const symbols = (listed.body as { symbols: { symbol: string }[] }).symbols
    .map(({ symbol }) => symbol)
    .slice(0, SYMBOLS);
  const started = await instance.call("POST", "/api/v1/admin/backfill/trigger", { symbols });
  const { execution_id: id } = started.body as { execution_id: string };
  for (;;) {
    const { body } = await instance.call("GET", `/api/v1/admin/scheduler/executions/${id}`);
    const { status } = (body as { execution: { status: string } }).execution;
    if (status === "completed") return symbols;
    if (status !== "running") throw new Error(`The backfill before the test ended as ${status}.`);
    await new Promise((resolve) => setTimeout(resolve, 1_000));
  }
}

async function coldAndWarm(rig: Rig, symbols: readonly string[]): Promise<Figure[]> {
  const one = await rig.load({ paths: [CACHED], connections: MANY });
  // Every path differs from those asked before: the first answer of each is computed.
  const fresh = symbols.flatMap((symbol) =>
    Array.from({ length: 40 }, (_, i) => historical(symbol, "1h", 61 + i)),
  );
  const mixed = await rig.cold([...fresh, CACHED]);
  const again = await rig.cold([...symbols.map((symbol) => historical(symbol, "1h", 61)), CACHED]);
  return [
    toFigure(
      "(a) 100 connections, one cached symbol",
      one,
      "success ≥ 95 %, mean < 1 s",
      one.success >= 0.95 && one.meanMs < 1_000,
    ),
    toFigure(
      `(b) 100 connections, ${fresh.length} questions about ${symbols.length} symbols, none cached at first`,
      mixed,
      "success ≥ 90 %",
      mixed.success >= 0.9,
    ),
    {
      ...toFigure(
        `(b) the same symbols, cached: effect of the cache`,
        again,
        "success ≥ 90 %",
        again.success >= 0.9,
      ),
      limit: `uncached first: ${round(mixed.perSecond)} req/s`,
      ratio: again.perSecond / mixed.perSecond,
    },
  ];
}

async function byLimit(rig: Rig): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const limit of [100, 500, 1_000]) {
    const outcome = await rig.load({ paths: [historical("SPY", "5m", limit)], connections: MANY });
    figures.push(withPeer(toFigure(`(c) ${limit} bars`, outcome), outcome, PEERS[limit]));
  }
  return figures;
}

async function byTimeframe(rig: Rig): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const timeframe of ["5m", "15m", "1h", "4h", "1d"]) {
    const outcome = await rig.load({
      paths: [historical("SPY", timeframe, 100)],
      connections: MANY,
    });
    figures.push(toFigure(`(d) 100 bars of ${timeframe}`, outcome));
  }
  return figures;
}

async function coreEndpoints(
  rig: Rig,
  { limit, emptyRoute }: { limit: Outcome; emptyRoute: Outcome },
): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const [name, path] of Object.entries(CORE)) {
    const many = await rig.load({ paths: [path], connections: MANY });
    figures.push(withPeer(toFigure(`${name}, 100 connections`, many), many, PEERS[name]));
    figures.push({
      what: `${name} beside a ready-made body`,
      measured: `${round(many.perSecond)} req/s`,
      limit: `${round(limit.perSecond)} req/s`,
      ratio: many.perSecond / limit.perSecond,
    });
    const cost = emptyRoute.perSecond / many.perSecond;
    figures.push({
      what: `${name} beside a route handler of Next's that does nothing: time an answer`,
      goal: "≤ 1.3 ×",
      measured: `${round(many.perSecond)} req/s`,
      limit: `${round(emptyRoute.perSecond)} req/s`,
      ratio: cost,
      met: cost <= 1.3,
    });
    const few = await rig.load({ paths: [path], connections: FEW });
    figures.push(toFigure(`${name}, 20 connections`, few, "p99 ≤ 10 ms", few.p99Ms <= 10));
  }
  return figures;
}

function historical(symbol: string, timeframe: string, limit: number): string {
  return `/api/v1/historical/${symbol}?timeframe=${timeframe}&limit=${limit}`;
}

function toFigure(what: string, outcome: Outcome, goal?: string, met?: boolean): Figure {
  const { count, success, perSecond, meanMs, p50Ms, p95Ms, p99Ms, bytesEach } = outcome;
  const times = [meanMs, p50Ms, p95Ms, p99Ms].map((ms) => ms.toFixed(1)).join(" / ");
  return {
    what,
    ...(goal === undefined ? {} : { goal }),
    measured: `${round(perSecond)} req/s, mean / p50 / p95 / p99 ${times} ms; ${round(count)} requests, ${(success * 100).toFixed(1)} % good, ${round(bytesEach)} B each`,
    ...(met === undefined ? {} : { met }),
  };
}

function withPeer(figure: Figure, { perSecond }: Outcome, peer: number | undefined): Figure {
  if (peer === undefined || Number.isNaN(peer) || peer === 0) return figure;
  const ratio = perSecond / peer;
  return {
    ...figure,
    goal: `≥ ${TIMES_THE_PEER} × the FastAPI original`,
    limit: `${peer} req/s`,
    ratio,
    met: ratio >= TIMES_THE_PEER,
  };
}

async function startBareServer(bytes: number): Promise<{ url: string; stop: () => void }> {
  const child = fork("scripts/bench-load/bare-server.mjs", ["--bytes", String(bytes)]);
  const port = await new Promise<unknown>((done) => child.once("message", done));
  return { url: `http://127.0.0.1:${port}`, stop: () => child.disconnect() };
}

function round(value: number): string {
  return Math.round(value).toLocaleString("en");
}

await run().catch(reportAndExit);
