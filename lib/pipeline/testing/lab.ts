/** For tests: the whole pipeline on a database of its own, with a simulated vendor whose clock stands still. */
import { loadPolicy } from "@/lib/config/policy";
import type { Policy } from "@/lib/config/policy-schema";
import { trackedSymbols } from "@/lib/db/schema";
import { createTestDb, type TestDb } from "@/lib/db/test-db";
import type { AssetClass, Criticality, Timeframe, Trigger } from "@/lib/domain/vocabulary";
import { createLogger } from "@/lib/log";
import { beginSymbol } from "@/lib/pipeline/begin-symbol";
import { computeSymbol } from "@/lib/pipeline/compute-symbol";
import { CODE_OF_FAILURE } from "@/lib/pipeline/error-code";
import { fetchStream } from "@/lib/pipeline/fetch-stream";
import type { FetchStreamInput } from "@/lib/pipeline/fetch-stream-input";
import { finishJobs } from "@/lib/pipeline/finish-jobs";
import { judgeSymbol, type StreamReport } from "@/lib/pipeline/judge-symbol";
import { type StartDeps, type StartInput, startExecution } from "@/lib/pipeline/start-execution";
import { basesOf } from "@/lib/pipeline/stream-plan";
import type { MassiveOptions } from "@/lib/provider/massive/massive";
import { ProviderError } from "@/lib/provider/provider";
import type { SimulatorOptions } from "@/lib/provider/simulator/server";
import {
  exchange,
  NOW_MS,
  type SimulatedVendor,
  simulateVendor,
} from "@/lib/provider/testing/simulated-vendor";

const DAY_MS = 86_400_000;

export type Lab = {
  test: TestDb;
  vendor: SimulatedVendor;
  deps: StartDeps;
  /** Sets the clock of pipeline and vendor. */
  setNow: (now: string | number) => void;
  setPolicy: (change: Partial<Policy["backfillOptimization"]>) => void;
  close: () => Promise<void>;
};

export type LabOptions = {
  simulator?: Partial<SimulatorOptions>;
  client?: Partial<MassiveOptions>;
  pageLimit?: number;
};

export async function openLab({ simulator, client, pageLimit }: LabOptions = {}): Promise<Lab> {
  const test = await createTestDb();
  let nowMs = NOW_MS;
  const vendor = await simulateVendor(
    { now: () => nowMs, ...simulator },
    {
      now: () => nowMs,
      // The clock stands still: a wait for the budget would never be over.
      sleep: async () => undefined,
      ...(pageLimit === undefined ? {} : { pageLimit }),
      ...client,
    },
  );
  const policy = loadPolicy("config/rto_rpo_config.yaml");
  let settings: Policy["backfillOptimization"] = {
    ...policy.backfillOptimization,
    historyMs: { "1m": 5 * DAY_MS, "1d": 200 * DAY_MS },
    vendor: { requestsPerMinute: 0, burst: 1, delayMs: 0 },
  };
  const deps: StartDeps = {
    db: test.db,
    provider: vendor.provider,
    exchange,
    policy: () => ({ ...policy, backfillOptimization: settings }),
    now: () => new Date(nowMs),
    log: createLogger({
      level: "error",
      format: "json",
      write: ignore,
      now: () => new Date(nowMs),
    }),
    queue: {},
  };
  return {
    test,
    vendor,
    deps,
    setNow: (now) => {
      nowMs = typeof now === "number" ? now : Date.parse(now);
    },
    setPolicy: (change) => {
      settings = { ...settings, ...change };
    },
    close: async () => {
      await Promise.all([vendor.simulator.close(), test.close()]);
    },
  };
}

function ignore() {}

export async function track(
  lab: Lab,
  symbol: string,
  traits: { assetClass?: AssetClass; criticality?: Criticality; timeframes?: Timeframe[] } = {},
): Promise<void> {
  await lab.test.db.insert(trackedSymbols).values({
    symbol,
    assetClass: traits.assetClass ?? "stock",
    criticality: traits.criticality ?? "standard",
    timeframes: traits.timeframes ?? ["5m", "15m", "1h", "4h", "1d"],
  });
}

export async function start(lab: Lab, input: Partial<StartInput> & { trigger?: Trigger } = {}) {
  const started = await startExecution(lab.deps, {
    scope: {},
    trigger: "manual",
    requestedBy: "test",
    ...input,
  });
  if (!started) throw new Error("nothing was started");
  return started;
}

/** What the durable function does with a symbol, step after step; a vendor's failure is final at once, without retries. */
export async function runSymbol(
  lab: Lab,
  { executionId, symbol, runId = "run-1" }: { executionId: string; symbol: string; runId?: string },
) {
  const { deps } = lab;
  const begun = await beginSymbol(deps, { executionId, symbol, runId });
  if (begun.state !== "work") return begun.state;
  const { assetClass, timeframes, purpose, ranges } = begun;
  const streams: StreamReport[] = [];
  for (const base of basesOf(timeframes)) {
    const due = ranges.filter(({ timeframe }) => timeframe === base);
    const key = { executionId, symbol, assetClass, purpose, attempt: 1 };
    const fetched = await fetchRanges(
      deps,
      due.map((range) => ({ ...key, ...range })),
    );
    streams.push({ timeframe: base, ...fetched, isDue: due.length > 0 });
  }
  const work = { executionId, symbol, assetClass, timeframes, isLastAttempt: true };
  const computing = await computeSymbol(deps, work);
  const outcomes = judgeSymbol({ symbol, timeframes, streams, computing });
  return finishJobs(deps, { executionId, symbol, outcomes });
}

async function fetchRanges(
  deps: StartDeps,
  ranges: readonly FetchStreamInput[],
): Promise<Pick<StreamReport, "error" | "received">> {
  let received: number | null = 0;
  for (const range of ranges) {
    try {
      const fetched = await fetchStream(deps, range);
      received =
        received === null || fetched.received === null ? null : received + fetched.received;
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
      const code = CODE_OF_FAILURE[error.failure.kind];
      // Too early is no failure, and nothing is known of what was received.
      if (code === null) received = null;
      else return { error: { code, message: error.message }, received };
    }
  }
  return { error: null, received };
}
