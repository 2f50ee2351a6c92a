/**
 * Counters since this process first looked, fed with what ended since. They only grow: rows that retention removes
 * were counted before, and a restart begins anew, which Prometheus takes as a counter's reset.
 */
import type { Db } from "@/lib/db/connect";
import {
  type EndedExecution,
  selectEndedExecutions,
  selectJobCounts,
  selectRequestCounts,
} from "@/lib/db/queries/read/metrics";
import type { Family, Sample } from "./metrics-text";

/** Seconds, from one symbol to a full first backfill. */
const DURATION_BUCKETS = [5, 15, 30, 60, 120, 300, 600, 1_200, 1_800, 3_600, 7_200];
/** Executions may commit a little out of the order of their ends. */
const LOOK_BACK_MS = 60_000;

type Tally = Map<string, Sample & { value: number }>;

export type MetricCounts = {
  /** Reads what is new and returns the four counted families. */
  read: (db: Db) => Promise<Family[]>;
};

export function createMetricCounts(): MetricCounts {
  const executions: Tally = new Map();
  const jobs: Tally = new Map();
  const requests: Tally = new Map();
  const durations = { buckets: DURATION_BUCKETS.map(() => 0), sum: 0, count: 0 };
  const counted = new Set<number>();
  let since = new Date(0);
  let lastRequestId = 0;
  let reading = Promise.resolve();

  const readNew = async (db: Db) => {
    const ended = (await selectEndedExecutions(db, since)).filter(({ id }) => !counted.has(id));
    const jobCounts = await selectJobCounts(
      db,
      ended.map(({ id }) => id),
    );
    const { counts, lastId } = await selectRequestCounts(db, lastRequestId);
    for (const execution of ended) {
      const { status, trigger } = execution;
      add(executions, { status, trigger }, 1);
      observe(durations, execution);
      counted.add(execution.id);
    }
    for (const { count, ...labels } of jobCounts) add(jobs, labels, count);
    for (const { count, ...labels } of counts) add(requests, labels, count);
    lastRequestId = lastId;
    const newest = ended.at(-1)?.completedAt;
    if (newest !== undefined) since = new Date(newest.getTime() - LOOK_BACK_MS);
  };

  return {
    // Two scrapes at once must not count the same rows twice.
    read: async (db) => {
      const mine = reading.then(() => readNew(db));
      reading = mine.catch(() => undefined);
      await mine;
      return [
        counter("candlewatch_executions_total", "Executions that ended.", executions),
        histogram(durations),
        counter("candlewatch_jobs_total", "Jobs (symbol and timeframe) of ended executions.", jobs),
        counter("candlewatch_provider_requests_total", "Calls to the data vendor.", requests),
      ];
    },
  };
}

function add(tally: Tally, labels: Readonly<Record<string, string>>, count: number) {
  const key = JSON.stringify(labels);
  tally.set(key, { labels, value: (tally.get(key)?.value ?? 0) + count });
}

type Durations = { buckets: number[]; sum: number; count: number };

function observe(durations: Durations, { durationSeconds }: EndedExecution) {
  DURATION_BUCKETS.forEach((limit, index) => {
    if (durationSeconds <= limit) durations.buckets[index] = (durations.buckets[index] ?? 0) + 1;
  });
  durations.sum += durationSeconds;
  durations.count += 1;
}

function counter(name: string, help: string, tally: Tally): Family {
  return { name, help, type: "counter", samples: [...tally.values()] };
}

function histogram({ buckets, sum, count }: Durations): Family {
  const finite = DURATION_BUCKETS.map((limit, index): Sample => {
    return { suffix: "_bucket", labels: { le: String(limit) }, value: buckets[index] ?? 0 };
  });
  return {
    name: "candlewatch_execution_duration_seconds",
    help: "How long ended executions took.",
    type: "histogram",
    samples: [
      ...finite,
      { suffix: "_bucket", labels: { le: "+Inf" }, value: count },
      { suffix: "_sum", labels: {}, value: sum },
      { suffix: "_count", labels: {}, value: count },
    ],
  };
}
