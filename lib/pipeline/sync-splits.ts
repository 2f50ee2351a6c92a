/** Asks the vendor for splits; one that has come into force makes the features of that symbol, and of no other, be computed anew. */
import { markSeriesDirty } from "@/lib/db/queries/series";
import {
  clearExplainedSuspects,
  insertSplits,
  selectUnappliedSplits,
  updateSplitsApplied,
} from "@/lib/db/queries/splits";
import { selectTrackedSymbol, selectTrackedSymbols } from "@/lib/db/queries/symbols";
import { dayText } from "@/lib/domain/calendar-days";
import { localDay } from "@/lib/domain/timeframe-windows";
import { type ComputeErrors, computeSymbol } from "./compute-symbol";
import type { PipelineDeps } from "./deps";
import { createRequestLog } from "./request-log";

/**
 * Stores what is new; returns the symbols whose features must be computed anew.
 * @param of.symbol the only one to ask for; left out: all
 */
export async function syncSplits(
  deps: PipelineDeps,
  { symbol }: { symbol?: string | undefined } = {},
): Promise<string[]> {
  if (!deps.provider.fetchSplits) return [];
  const now = deps.now();
  const today = dayText(localDay(deps.exchange, now.getTime()));
  const requests = createRequestLog(deps, null);
  try {
    const splits = await deps.provider.fetchSplits({
      ...(symbol === undefined ? {} : { symbol }),
      // The whole history each time, a page or two: a symbol may be new, and vendors correct what is old.
      sinceDay: firstDay(deps),
      purpose: "check",
      onRequest: requests.onRequest,
    });
    const tracked = new Set((await selectTrackedSymbols(deps.db)).map((it) => it.symbol));
    const ours = splits.filter((split) => tracked.has(split.symbol));
    const rows = ours.map(({ symbol, day, splitFrom, splitTo }) => ({
      symbol,
      executionDay: day,
      splitFrom,
      splitTo,
    }));
    await insertSplits(deps.db, { splits: rows, now });
  } finally {
    await requests.flush();
  }
  const due = await selectUnappliedSplits(deps.db, today);
  for (const symbol of due) {
    await deps.db.transaction(async (tx) => {
      await markSeriesDirty(tx, symbol);
      await clearExplainedSuspects(tx, { symbol, day: today });
      await updateSplitsApplied(tx, { symbol, day: today, now });
    });
  }
  return due;
}

/** Features of a symbol as far as they are dirty. */
export async function recomputeSymbol(
  deps: PipelineDeps,
  input: { symbol: string; isLastAttempt: boolean },
): Promise<ComputeErrors> {
  const tracked = await selectTrackedSymbol(deps.db, input.symbol);
  if (!tracked) return {};
  const { assetClass, timeframes } = tracked;
  return computeSymbol(deps, { ...input, executionId: null, assetClass, timeframes });
}

/** Where the history of days begins. */
function firstDay(deps: PipelineDeps): string {
  const { historyMs } = deps.policy().backfillOptimization;
  return dayText(localDay(deps.exchange, deps.now().getTime() - historyMs["1d"]));
}
