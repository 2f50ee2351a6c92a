/** Takes one symbol's jobs of an execution for a run, and lays down what of its base streams is to be fetched. */
import { selectExecutionState } from "@/lib/db/queries/executions";
import { type ClaimedJob, claimJobs, isSymbolAtWork } from "@/lib/db/queries/jobs";
import { takeSymbolLock } from "@/lib/db/queries/locks";
import { openFetch, type Stream, selectSymbolStreams } from "@/lib/db/queries/streams";
import type {
  AssetClass,
  BaseTimeframe,
  RequestPurpose,
  Timeframe,
  Trigger,
} from "@/lib/domain/vocabulary";
import type { PipelineDeps } from "./deps";
import type { ExecutionScope } from "./execution-scope";
import { basesOf, planRanges, splitRanges } from "./stream-plan";

export type BeginInput = { executionId: string; symbol: string; runId: string };

export type FetchRange = { timeframe: BaseTimeframe; fromMs: number; toMs: number };

export type BegunSymbol =
  | {
      state: "work";
      assetClass: AssetClass;
      timeframes: Timeframe[];
      purpose: RequestPurpose;
      /** In order of fetching, each one call or a few pages. */
      ranges: FetchRange[];
    }
  /** `paused`: ask again later. `busy`: another execution works on one of the series. `over`: nothing is left to do. */
  | { state: "paused" | "busy" | "over" };

const PURPOSE: Record<Trigger, RequestPurpose> = {
  schedule: "scheduled",
  first_start: "scheduled",
  manual: "manual",
  rerun: "rerun",
  recovery: "recovery",
};

/** Repeatable: the same run gets the same jobs, and what it has fetched already is not asked for again. */
export async function beginSymbol(deps: PipelineDeps, input: BeginInput): Promise<BegunSymbol> {
  const { executionId, symbol } = input;
  const execution = await selectExecutionState(deps.db, executionId);
  if (execution?.status !== "running") return { state: "over" };
  if (execution.cancelRequestedAt === null && isPausedAt(execution, deps.now())) {
    return { state: "paused" };
  }

  const claimed = await claim(deps, input);
  if (claimed === "busy") return { state: "busy" };
  const assetClass = claimed[0]?.assetClass;
  if (assetClass === undefined) return { state: "over" };
  const timeframes = claimed.map(({ timeframe }) => timeframe);
  const ranges: FetchRange[] = [];
  const streams = await selectSymbolStreams(deps.db, symbol);
  for (const timeframe of basesOf(timeframes)) {
    const scope: ExecutionScope = execution.scope;
    const stream = streams.get(timeframe) ?? null;
    const planned = await openStream(deps, {
      executionId,
      symbol,
      assetClass,
      timeframe,
      scope,
      stream,
    });
    ranges.push(...(execution.newestFirst ? planned.reverse() : planned));
  }
  return { state: "work", assetClass, timeframes, purpose: PURPOSE[execution.trigger], ranges };
}

function isPausedAt(
  execution: { pausedAt: Date | null; pausedUntil: Date | null },
  now: Date,
): boolean {
  if (execution.pausedAt === null) return false;
  return execution.pausedUntil === null || execution.pausedUntil.getTime() > now.getTime();
}

/** Two executions never work on one symbol at once: they would fetch the same base streams. */
async function claim(deps: PipelineDeps, input: BeginInput): Promise<ClaimedJob[] | "busy"> {
  return deps.db.transaction(async (tx) => {
    await takeSymbolLock(tx, input.symbol);
    if (await isSymbolAtWork(tx, { symbol: input.symbol, exceptExecutionId: input.executionId })) {
      return "busy";
    }
    return claimJobs(tx, { ...input, now: deps.now() });
  });
}

type StreamInput = {
  executionId: string;
  symbol: string;
  assetClass: AssetClass;
  timeframe: BaseTimeframe;
  scope: ExecutionScope;
  stream: Stream | null;
};

async function openStream(deps: PipelineDeps, input: StreamInput): Promise<FetchRange[]> {
  const { executionId, symbol, timeframe, stream } = input;
  const isMine = stream?.fetchExecutionId === executionId;
  // A repeated begin, or a run after a crash, goes on with what is left of this execution's own plan.
  const ranges = isMine ? splitRanges(deps, input, stream.fetchRemaining) : planRanges(deps, input);
  if (!isMine)
    await openFetch(deps.db, { executionId, symbol, timeframe, ranges, now: deps.now() });
  return ranges.map((range) => ({ timeframe, ...range }));
}
