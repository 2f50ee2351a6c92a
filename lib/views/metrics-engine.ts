/** The embedded engine for Prometheus; where an Inngest server runs the functions, its own metrics tell. */
import type { EngineReader, EngineSnapshot } from "@/lib/domain/engine-facts";
import type { Family, Sample } from "./metrics-text";

/** Reachable or not is always told; the rest only by an engine that can be asked. */
export async function readEngineMetrics(reader: EngineReader | null): Promise<Family[]> {
  if (reader === null) return [];
  const status = await reader.snapshot().catch(() => null);
  const up = gauge("candlewatch_engine_up", "Whether the engine of this process runs.", [
    one(status?.running ? 1 : 0),
  ]);
  return status === null ? [up] : [up, ...queueFamilies(status), ...processFamilies(status)];
}

function queueFamilies({
  queue,
  waits,
  throttled,
  runs,
  crons,
  instances,
}: EngineSnapshot): Family[] {
  const { oldestReadyAgeMs, inFlight, ready, delayed, blocked } = queue;
  return [
    gauge(
      "candlewatch_engine_items",
      "Calls in the queue by state, over all instances.",
      labelled("state", { ready, delayed, blocked, in_flight: inFlight }),
    ),
    gauge("candlewatch_engine_oldest_ready_seconds", "Age of the oldest call nobody has taken.", [
      one((oldestReadyAgeMs ?? 0) / 1000),
    ]),
    gauge("candlewatch_engine_waits", "Open waits of runs by kind.", labelled("kind", waits)),
    gauge(
      "candlewatch_engine_throttled_runs",
      "Runs that a throttle holds back.",
      throttled.map(({ functionId, runs: value }) => labelledOne(functionId, value)),
    ),
    gauge("candlewatch_engine_runs", "Runs kept by status.", labelled("status", runs)),
    gauge("candlewatch_engine_instances", "Living engines on this database.", [
      one(instances.length),
    ]),
    gauge(
      "candlewatch_engine_cron_next_timestamp_seconds",
      "When each schedule fires next.",
      crons.flatMap(({ functionId, nextAt }) =>
        nextAt === null ? [] : [labelledOne(functionId, nextAt.getTime() / 1000)],
      ),
    ),
    gauge(
      "candlewatch_engine_cron_last_timestamp_seconds",
      "When each schedule fired last (0: never).",
      crons.map(({ functionId, lastAt }) =>
        labelledOne(functionId, (lastAt?.getTime() ?? 0) / 1000),
      ),
    ),
  ];
}

function processFamilies({ counters }: EngineSnapshot): Family[] {
  return [
    counter("candlewatch_engine_steps_total", "Steps remembered by this process.", counters.steps),
    counter("candlewatch_engine_calls_total", "Calls of functions.", counters.calls),
    counter(
      "candlewatch_engine_failed_calls_total",
      "Calls that ended in an error.",
      counters.failedCalls,
    ),
    counter(
      "candlewatch_engine_leases_lost_total",
      "Calls taken back from an engine that had died or stalled.",
      counters.leasesLost,
    ),
    counter(
      "candlewatch_engine_late_answers_total",
      "Answers that came after another engine had taken over, and changed nothing.",
      counters.lateAnswers,
    ),
    gauge(
      "candlewatch_engine_lag_seconds",
      "From “could be called” to “was called”, newest calls of this process.",
      [...quantile("0.5", counters.lagP50Ms), ...quantile("0.99", counters.lagP99Ms)],
    ),
  ];
}

const quantile = (name: string, ms: number | null): Sample[] =>
  ms === null ? [] : [{ labels: { quantile: name }, value: ms / 1000 }];

const one = (value: number): Sample => ({ labels: {}, value });
const labelledOne = (functionId: string, value: number): Sample => ({
  labels: { function: functionId },
  value,
});
const labelled = (label: string, values: Readonly<Record<string, number>>): Sample[] =>
  Object.entries(values).map(([name, value]) => ({ labels: { [label]: name }, value }));

function gauge(name: string, help: string, samples: readonly Sample[]): Family {
  return { name, help, type: "gauge", samples };
}

function counter(name: string, help: string, value: number): Family {
  return { name, help, type: "counter", samples: [one(value)] };
}
