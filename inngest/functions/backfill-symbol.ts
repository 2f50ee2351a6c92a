/** One symbol of an execution: claim its jobs, fetch its base streams side by side, compute, finish. */
import { inngest } from "@/inngest/client";
import type { FunctionDeps } from "@/inngest/deps";
import { executionResumed, splitsWanted, symbolRequested } from "@/inngest/events";
import { type Settled, withRetry } from "@/inngest/provider-retry";
import type { BaseTimeframe, Timeframe } from "@/lib/domain/vocabulary";
import { type BegunSymbol, beginSymbol, type FetchRange } from "@/lib/pipeline/begin-symbol";
import { computeSymbol } from "@/lib/pipeline/compute-symbol";
import { failSymbol } from "@/lib/pipeline/fail-symbol";
import { fetchStream } from "@/lib/pipeline/fetch-stream";
import { finishJobs } from "@/lib/pipeline/finish-jobs";
import { judgeSymbol, type StreamReport } from "@/lib/pipeline/judge-symbol";
import { recordRetry } from "@/lib/pipeline/record-retry";
import { noteStepRecovery } from "@/lib/pipeline/recovery-times";
import { basesOf } from "@/lib/pipeline/stream-plan";
import { startThrottle } from "./start-throttle";

type Work = Extract<BegunSymbol, { state: "work" }>;
type Key = { executionId: string; symbol: string };

/** Waits between looks at a paused execution or a busy symbol; the last one repeats. */
const PAUSE_WAITS = ["15s", "1m", "5m", "15m"] as const;
const BUSY_WAITS = ["1s", "2s", "5s", "10s", "30s"] as const;

export function createBackfillSymbol(deps: FunctionDeps) {
  const { maxConcurrentSymbols, retries } = deps.policy().backfillOptimization;
  return inngest.createFunction(
    {
      id: "backfill-symbol",
      name: "Backfill one symbol",
      triggers: [symbolRequested],
      retries: retryCount(retries.maxAttempts),
      // Steps at work over all executions: the two streams of a symbol run side by side.
      concurrency: [{ limit: 2 * maxConcurrentSymbols }, { limit: 2, key: "event.data.symbol" }],
      priority: { run: "event.data.priority * 60" },
      ...startThrottle(deps),
      onFailure: async ({ event, error, step }) => {
        const { executionId, symbol } = symbolRequested.schema.parse(event.data.event.data);
        const failure = { code: "internal" as const, message: error.message };
        await step.run("fail", () => failSymbol(deps, { executionId, symbol, error: failure }));
      },
    },
    async ({ event, step, runId, attempt }) => {
      const { executionId, symbol } = event.data;
      const key: Key = { executionId, symbol };
      const begin = (id: string) => step.run(id, () => beginSymbol(deps, { ...key, runId }));

      let begun: BegunSymbol = await begin("begin");
      for (let turn = 1; begun.state === "paused" || begun.state === "busy"; turn += 1) {
        if (begun.state === "busy") await step.sleep(`busy ${turn}`, waitOf(BUSY_WAITS, turn));
        else {
          await step.waitForEvent(`paused ${turn}`, {
            event: executionResumed,
            if: "async.data.executionId == event.data.executionId",
            timeout: waitOf(PAUSE_WAITS, turn),
          });
        }
        begun = await begin(`begin ${turn + 1}`);
      }
      if (begun.state !== "work") return { symbol, state: begun.state };
      const work: Work = begun;

      const fetchBase = async (base: BaseTimeframe): Promise<StreamReport> => {
        const ranges = work.ranges.filter(({ timeframe }) => timeframe === base);
        const report: StreamReport = {
          timeframe: base,
          error: null,
          received: 0,
          isDue: ranges.length > 0,
        };
        for (const range of ranges) {
          const fetched = await step.run(fetchStepId(range), () =>
            fetchStep(deps, { key, work, range, attempt }),
          );
          if (!fetched.ok) return { ...report, error: fetched.error };
          report.received = plus(report.received, fetched.value);
        }
        return report;
      };
      const streams = await Promise.all(basesOf(work.timeframes).map(fetchBase));

      const computed = await step.run("compute", () => computeStep(deps, { key, work, attempt }));
      const computing = computed.ok
        ? (computed.value ?? {})
        : Object.fromEntries(work.timeframes.map((timeframe) => [timeframe, computed.error]));
      const outcomes = judgeSymbol({ symbol, timeframes: work.timeframes, streams, computing });
      return step.run("finish", () => finishJobs(deps, { ...key, outcomes }));
    },
  );
}

type StepInput = { key: Key; work: Work; attempt: number };

/** Bars received; null when unknown. */
function fetchStep(
  deps: FunctionDeps,
  { key, work, range, attempt }: StepInput & { range: FetchRange },
): Promise<Settled<number>> {
  const { assetClass, purpose, timeframes } = work;
  return withRetry(
    {
      attempt,
      policy: deps.policy(),
      otherwise: "insert_failed",
      onRetry: (error, delayMs) =>
        recordRetry(deps, {
          ...key,
          base: range.timeframe,
          timeframes,
          error,
          delayMs,
          attempt: attempt + 1,
        }),
    },
    async () => {
      const input = { ...key, ...range, assetClass, purpose, attempt: attempt + 1 };
      const { received, unexplained } = await fetchStream(deps, input);
      if (unexplained > 0 && assetClass !== "crypto") await wantSplits(deps, key.symbol);
      if (attempt > 0) await noteRecovery(deps, "api_rate_limit", key.symbol, [range.timeframe]);
      return received;
    },
  );
}

/** What looks like a split is asked for at once, a day and symbol only once: the day's own round would come hours later. */
async function wantSplits(deps: FunctionDeps, symbol: string): Promise<void> {
  const id = `splits-${symbol}-${deps.now().toISOString().slice(0, 10)}`;
  try {
    await inngest.send({
      name: splitsWanted.name,
      data: { requestedBy: "a price that jumped", symbol },
      id,
    });
  } catch (error) {
    deps.log.warn("Splits could not be asked for at once", { symbol, error });
  }
}

function computeStep(deps: FunctionDeps, { key, work, attempt }: StepInput) {
  const { assetClass, timeframes } = work;
  const isLastAttempt = attempt + 1 >= deps.policy().backfillOptimization.retries.maxAttempts;
  return withRetry(
    {
      attempt,
      policy: deps.policy(),
      otherwise: "compute_failed",
      onRetry: (error, delayMs) =>
        recordRetry(deps, { ...key, base: null, timeframes, error, delayMs, attempt: attempt + 1 }),
    },
    async () => {
      const errors = await computeSymbol(deps, { ...key, assetClass, timeframes, isLastAttempt });
      if (attempt > 0 && Object.keys(errors).length === 0)
        await noteRecovery(deps, "feature_computation_failure", key.symbol, timeframes);
      return errors;
    },
  );
}

function noteRecovery(
  deps: FunctionDeps,
  failureType: "api_rate_limit" | "feature_computation_failure",
  symbol: string,
  timeframes: readonly Timeframe[],
): Promise<void> {
  return noteStepRecovery(deps.db, { failureType, symbol, timeframes, now: deps.now() });
}

/** A part that is unknown makes the sum unknown. */
function plus(sum: number | null, received: number | null): number | null {
  return sum === null || received === null ? null : sum + received;
}

function fetchStepId({ timeframe, fromMs }: FetchRange): string {
  return `fetch ${timeframe} from ${new Date(fromMs).toISOString().slice(0, 16)}`;
}

function waitOf<T>(waits: readonly [T, ...T[]], turn: number): T {
  return waits[Math.min(turn, waits.length) - 1] ?? waits[0];
}

const RETRY_COUNTS = [
  0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20,
] as const;

/** Inngest counts what comes after the first attempt, at most 20. */
function retryCount(maxAttempts: number): (typeof RETRY_COUNTS)[number] {
  return RETRY_COUNTS[Math.min(20, Math.max(0, maxAttempts - 1))] ?? 0;
}
