/**
 * `npm run bench:baseline`: whole executions on the embedded engine against a simulated vendor with latency, one for each
 * pacing, held against the time their requests alone must take; writes docs/performance/baseline.json.
 * `--symbols 50 --latency 100 --days 5 --at-once 3`.
 */
// As the server runs: without it the SDK's reading of the environment is a tenth of what is measured.
import "./plain-env.mjs";
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { lastSendMs } from "@/lib/domain/pace";
import {
  type BaselineRun,
  type RunOptions,
  runBaseline,
  type SeriesRun,
} from "./bench-baseline/run-baseline";
import type { Figure, Results } from "./performance/report";
import { writeReport } from "./performance/write-report";
import { reportAndExit } from "./report-and-exit";

const { values } = parseArgs({
  options: {
    symbols: { type: "string", default: "50" },
    latency: { type: "string", default: "100" },
    days: { type: "string", default: "5" },
    "at-once": { type: "string", default: "3" },
  },
});
const [symbols, latencyMs] = [Number(values.symbols), Number(values.latency)];
const [days, atOnce] = [Number(values.days), Number(values["at-once"])];
const WAITING_SYMBOLS = Math.min(symbols, 9);
/** A vendor that answers so much later that the processors are no longer what is waited for. */
const TIMES_FARTHER = 5;
/** Enough of them that the budget alone decides. */
const BUDGET_SYMBOLS = Math.min(symbols, 24);
const MINUTE_MS = 60_000;
/** The vendor counts as the real one does, calls in any minute; five would take four times as long to show the same. */
const BUDGET = { requestsPerMinute: 20, burst: 10 };

const RUNS: (RunOptions & { name: string; target: number | null })[] = [
  { name: "throttled", pacing: "throttled", symbols, latencyMs, days, atOnce, target: 1.15 },
  {
    name: `throttled, vendor at ${TIMES_FARTHER * latencyMs} ms`,
    pacing: "throttled",
    symbols,
    latencyMs: TIMES_FARTHER * latencyMs,
    days,
    atOnce,
    target: 1.15,
  },
  {
    name: "staggered: 5 s between starts, 10 s between groups",
    pacing: "staggered",
    symbols: WAITING_SYMBOLS,
    latencyMs,
    days,
    atOnce,
    target: null,
  },
  {
    name: "sequential",
    pacing: "sequential",
    symbols: WAITING_SYMBOLS,
    latencyMs,
    days,
    atOnce: 1,
    target: null,
  },
  {
    name: `throttled, vendor allows ${BUDGET.requestsPerMinute} calls in any minute`,
    pacing: "throttled",
    symbols: BUDGET_SYMBOLS,
    latencyMs: 0,
    days,
    atOnce,
    budget: BUDGET,
    target: 1.02,
  },
  {
    name: "throttled, in a process that has run before",
    pacing: "throttled",
    symbols,
    latencyMs,
    days,
    atOnce,
    target: null,
  },
];

async function run(): Promise<void> {
  const figures: Figure[] = [];
  const notes: string[] = [];
  let details: Results["details"];
  for (const { name, target, ...options } of RUNS) {
    const done = await runBaseline(options);
    figures.push(toFigure(name, { ...options, target, done }));
    notes.push(inWords(name, done));
    // Of the first: the others differ in what they wait for, not in their work.
    details ??= [tableOf(name, done)];
    console.log(notes.at(-1));
  }
  await writeReport("baseline", {
    title: "Baseline: a backfill of whole symbols",
    setting: `${symbols} symbols × 5 timeframes through the engine, the pipeline and PostgreSQL, vendor at ${latencyMs} ms; ${WAITING_SYMBOLS} symbols where the pacing itself waits, ${BUDGET_SYMBOLS} where the budget decides. The limit is requests × latency ÷ requests at once, or the vendor's budget.`,
    command: "npm run bench:baseline",
    figures,
    notes,
    ...(details ? { details } : {}),
  });
}

type Judged = RunOptions & { target: number | null; done: BaselineRun };

function toFigure(name: string, { target, done, ...options }: Judged): Figure {
  const leastMs = leastTime(options, done);
  const ratio = done.wallMs / leastMs;
  const tooMany = options.budget === undefined ? "" : `, ${done.rateLimited} answers of 429`;
  return {
    what: `${name}: ${done.jobs} jobs`,
    ...(target === null ? {} : { goal: `≤ ${target} × limit` }),
    measured: `${seconds(done.wallMs)}, ${Math.round(done.records / (done.wallMs / 1_000)).toLocaleString("en")} records/s${tooMany}`,
    limit: `${seconds(leastMs)} for ${done.requests} requests`,
    // What the budget lets through at once has no limit to be held against.
    ...(leastMs > 0 ? { ratio } : {}),
    ...(target === null || leastMs === 0 ? {} : { met: ratio <= target && done.rateLimited === 0 }),
  };
}

function leastTime({ latencyMs, atOnce, budget }: RunOptions, { requests }: BaselineRun): number {
  if (budget === undefined) return (requests * latencyMs) / atOnce;
  return lastSendMs(requests, { ...budget, windowMs: MINUTE_MS });
}

const COLUMNS = [
  "series",
  "records",
  "ms",
  "records/s",
  "vendor",
  "database",
  "compute",
  "waiting",
];

function tableOf(name: string, { series }: BaselineRun) {
  return {
    summary: `${name}: every series, in milliseconds`,
    columns: COLUMNS,
    rows: series.map((it) => [
      `${it.symbol} ${it.timeframe}`,
      it.records,
      Math.round(it.duration),
      it.duration > 0 ? Math.round(it.records / (it.duration / 1_000)) : "",
      ...[it.vendor, it.database, it.compute, it.waiting].map(Math.round),
    ]),
  };
}

function seriesInWords(run: SeriesRun | undefined): string {
  return run ? `${run.symbol} ${run.timeframe} (${seconds(run.duration)})` : "none";
}

/** Where the time of the jobs went, and which series were fastest and slowest. */
function inWords(name: string, { parts, series, residentMb, cpuMs }: BaselineRun) {
  const split = Object.entries(parts)
    .map(([part, ms]) => `${part} ${seconds(ms)}`)
    .join(", ");
  return `**${name}**: summed over its jobs ${split}; slowest series ${seriesInWords(series[0])}, fastest ${seriesInWords(series.at(-1))}; ${residentMb} MB resident at the end. ${processorsInWords(cpuMs)}`;
}

/** The other limit: what all processes used together can't take less than its share of each core. */
function processorsInWords({ app, postgresql, vendor }: BaselineRun["cpuMs"]): string {
  if (postgresql === null || vendor === null) return `${seconds(app)} of processor time.`;
  const cores = availableParallelism();
  const sumMs = app + postgresql + vendor;
  return `Processor time: app ${seconds(app)}, PostgreSQL ${seconds(postgresql)}, simulated vendor ${seconds(vendor)}; on ${cores} cores that alone takes ${seconds(sumMs / cores)}.`;
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

await run().then(() => process.exit(0), reportAndExit);
