/** Everything after fetching: rolls the streams up and computes the features of the symbol's jobs. */
import { selectSeriesStates } from "@/lib/db/queries/series";
import { selectSplits } from "@/lib/db/queries/splits";
import type { Split } from "@/lib/domain/adjust-splits";
import {
  type AssetClass,
  BASE_OF,
  type BaseTimeframe,
  type Timeframe,
} from "@/lib/domain/vocabulary";
import { computeSeriesFeatures } from "./compute-features";
import type { PipelineDeps } from "./deps";
import { type JobError, messageOf } from "./error-code";
import { rollUpSymbol } from "./roll-up-symbol";
import { basesOf } from "./stream-plan";

export type ComputeSymbolInput = {
  executionId: string | null;
  symbol: string;
  assetClass: AssetClass;
  timeframes: readonly Timeframe[];
  /** True on the last attempt: errors become the answer. Before, the first one is thrown after all timeframes were tried. */
  isLastAttempt: boolean;
};

/** What went wrong, by timeframe; empty when nothing did. What has succeeded is not done again by a further attempt. */
export type ComputeErrors = Partial<Record<Timeframe, JobError>>;

export async function computeSymbol(
  deps: PipelineDeps,
  input: ComputeSymbolInput,
): Promise<ComputeErrors> {
  const failed = new Map<Timeframe, unknown>();
  const brokenBases = new Map<BaseTimeframe, unknown>();
  for (const base of basesOf(input.timeframes)) {
    await keepError(brokenBases, base, () => rollUpSymbol(deps, { ...input, base }));
  }
  const states = await selectSeriesStates(deps.db, input.symbol);
  const splits = await splitsOf(deps, input.symbol);
  for (const timeframe of input.timeframes) {
    const state = states.get(timeframe);
    const broken = brokenBases.get(BASE_OF[timeframe]);
    if (broken !== undefined) failed.set(timeframe, broken);
    else if (state) {
      await keepError(failed, timeframe, () =>
        computeSeriesFeatures(deps, { ...input, state, splits }),
      );
    }
  }
  const [first] = failed.values();
  if (first !== undefined && !input.isLastAttempt) throw first;
  return Object.fromEntries(
    [...failed].map(([timeframe, error]) => [timeframe, computeError(error)]),
  );
}

async function splitsOf(deps: PipelineDeps, symbol: string): Promise<Split[]> {
  const splits = await selectSplits(deps.db, symbol);
  return splits.map(({ executionDay, splitFrom, splitTo }) => ({
    executionDay,
    from: splitFrom,
    to: splitTo,
  }));
}

async function keepError<K>(errors: Map<K, unknown>, key: K, work: () => Promise<unknown>) {
  try {
    await work();
  } catch (error) {
    errors.set(key, error);
  }
}

function computeError(error: unknown): JobError {
  return {
    code: "compute_failed",
    message: messageOf(error),
  };
}
