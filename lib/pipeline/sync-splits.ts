/** Asks the vendor for splits; one that has come into force makes the features of that symbol, and of no other, be computed anew. */

import { markSeriesDirty } from "@/lib/db/queries/series";
import {
  clearExplainedSuspects,
  insertSplits,
  selectNewestSplitDay,
  selectUnappliedSplits,
  updateSplitsApplied,
} from "@/lib/db/queries/splits";
import { selectTrackedSymbol, selectTrackedSymbols } from "@/lib/db/queries/symbols";
import { DAY_MS, dayText } from "@/lib/domain/calendar-days";
import { localDay } from "@/lib/domain/timeframe-windows";
import { type ComputeErrors, computeSymbol } from "./compute-symbol";
import type { PipelineDeps } from "./deps";
import { createRequestLog } from "./request-log";

/** Vendors correct and announce: the last two months are asked for again every time. */
const OVERLAP_MS = 60 * DAY_MS;

/** Stores what is new; returns the symbols whose features must be computed anew. */
export async function syncSplits(deps: PipelineDeps): Promise<string[]> {
  if (!deps.provider.fetchSplits) return [];
  const now = deps.now();
  const today = dayText(localDay(deps.exchange, now.getTime()));
  const requests = createRequestLog(deps, null);
  try {
    const splits = await deps.provider.fetchSplits({
      sinceDay: await sinceDay(deps),
      purpose: "check",
      onRequest: requests.onRequest,
    });
    const tracked = new Set((await selectTrackedSymbols(deps.db)).map(({ symbol }) => symbol));
    const ours = splits.filter(({ symbol }) => tracked.has(symbol));
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

async function sinceDay(deps: PipelineDeps): Promise<string> {
  const newest = await selectNewestSplitDay(deps.db);
  const { historyMs } = deps.policy().backfillOptimization;
  const nowMs = deps.now().getTime();
  const fromMs =
    newest === null ? nowMs - historyMs["1d"] : Math.min(nowMs, Date.parse(newest)) - OVERLAP_MS;
  return dayText(localDay(deps.exchange, fromMs));
}
