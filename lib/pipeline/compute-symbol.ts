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
import {
  computeChunk,
  type FeatureChunk,
  type FeatureWork,
  openFeatures,
  storeChunks,
} from "./compute-features";
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
  const dirty: FeatureWork[] = [];
  for (const timeframe of input.timeframes) {
    const state = states.get(timeframe);
    const broken = brokenBases.get(BASE_OF[timeframe]);
    if (broken !== undefined) failed.set(timeframe, broken);
    else if (state) {
      const work = openFeatures(deps, { ...input, state, splits });
      if (work) dirty.push(work);
    }
  }
  await computeAll(deps, dirty, failed);
  const [first] = failed.values();
  if (first !== undefined && !input.isLastAttempt) throw first;
  return Object.fromEntries(
    [...failed].map(([timeframe, error]) => [timeframe, computeError(error)]),
  );
}

/** Chunk by chunk, all series abreast: what is computed of each is stored in one transaction. */
async function computeAll(
  deps: PipelineDeps,
  dirty: readonly FeatureWork[],
  failed: Map<Timeframe, unknown>,
): Promise<void> {
  const computed = await Promise.all(
    dirty.map((work) => keepError(failed, work.timeframe, () => computeChunk(deps, work))),
  );
  const chunks: FeatureChunk[] = computed.flatMap((chunk) => chunk ?? []);
  if (chunks.length === 0) return;
  // One that can't be stored must not take the others with it.
  await storeChunks(deps, chunks).catch(async () => {
    for (const chunk of chunks)
      await keepError(failed, chunk.work.timeframe, () => storeChunks(deps, [chunk]));
  });
  const rest = chunks.flatMap(({ work, nextMs }) =>
    nextMs === null || failed.has(work.timeframe) ? [] : [{ ...work, dirtyMs: nextMs }],
  );
  await computeAll(deps, rest, failed);
}

async function splitsOf(deps: PipelineDeps, symbol: string): Promise<Split[]> {
  const splits = await selectSplits(deps.db, symbol);
  return splits.map(({ executionDay, splitFrom, splitTo }) => ({
    executionDay,
    from: splitFrom,
    to: splitTo,
  }));
}

/** Null: it failed, and the error is kept under the key. */
async function keepError<K, T>(
  errors: Map<K, unknown>,
  key: K,
  work: () => Promise<T>,
): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    errors.set(key, error);
    return null;
  }
}

function computeError(error: unknown): JobError {
  return {
    code: "compute_failed",
    message: messageOf(error),
  };
}
