/** Counts the minutes in which series were within and beyond their recovery point objective, and writes down each breach. */
import type { Db } from "@/lib/db/connect";
import {
  addRpoDays,
  addRpoSlices,
  type BreachedSeries,
  insertBreaches,
  lockRpoMeasured,
  selectOpenBreaches,
  updateBreachesEnded,
  type WorstLags,
} from "@/lib/db/queries/rpo";
import { calendarFor } from "@/lib/domain/calendar";
import { DAY_MS, MINUTE_MS } from "@/lib/domain/calendar-days";
import { afterOpenMs, openMsBetween } from "@/lib/domain/market-time";
import { RPO_WINDOW_DAYS } from "@/lib/domain/rpo-budget";
import { shareRpoMinutes } from "@/lib/domain/rpo-lag";
import type { AssetClass, Criticality, ReasonCode, Timeframe } from "@/lib/domain/vocabulary";
import type { PipelineDeps } from "./deps";

/** A series that is watched: neither paused nor retired. */
export type WatchedSeries = {
  symbol: string;
  timeframe: Timeframe;
  criticality: Criticality;
  assetClass: AssetClass;
  /** When the oldest bar that is missing was or will be due; for a series without any bar, since when it is tracked. */
  dueMs: number | null;
  reason: ReasonCode;
};

export type RpoMeasured = { minutes: number; breached: number };

const SLICE_MS = 5 * MINUTE_MS;
const SLICES_KEPT_MS = 3 * DAY_MS;
/** A clock that was set back less than this is waited for; set back further it begins anew. */
const SET_BACK_MS = 2 * 60 * MINUTE_MS;

/**
 * Accounts for the stretch since the last call, by what is stored now: the instant of a breach follows from what is
 * missing, so a stretch in which nothing ran is counted in full as well.
 */
export async function measureRpo(
  deps: Pick<PipelineDeps, "db" | "now" | "policy" | "exchange">,
  watched: readonly WatchedSeries[],
): Promise<RpoMeasured> {
  const nowMs = deps.now().getTime();
  const series = watched.map((row) => withBreach(deps, row));
  return deps.db.transaction(async (tx) => {
    const measuredMs = (await lockRpoMeasured(tx))?.getTime() ?? nowMs;
    const isAhead = measuredMs > nowMs && measuredMs - nowMs <= SET_BACK_MS;
    if (isAhead) return { minutes: 0, breached: 0 };
    const fromMs = Math.max(Math.min(measuredMs, nowMs), nowMs - RPO_WINDOW_DAYS * DAY_MS);
    await count(deps, tx, { series, fromMs, nowMs });
    const breached = await keepBreaches(deps, tx, { series, nowMs });
    return { minutes: (nowMs - fromMs) / MINUTE_MS, breached };
  });
}

type Judged = WatchedSeries & { breachedFromMs: number | null };
type RpoDeps = Pick<PipelineDeps, "now" | "policy" | "exchange">;

function withBreach({ policy, exchange }: RpoDeps, row: WatchedSeries): Judged {
  const { rpoMs } = policy().rpoBySymbolCriticality[row.criticality];
  const calendar = calendarFor(exchange, row.assetClass);
  const breachedFromMs = row.dueMs === null ? null : afterOpenMs(calendar, row.dueMs, rpoMs);
  return { ...row, breachedFromMs };
}

function lagMs({ exchange }: RpoDeps, row: WatchedSeries, nowMs: number): number {
  if (row.dueMs === null) return 0;
  return openMsBetween(calendarFor(exchange, row.assetClass), row.dueMs, nowMs);
}

type Measured = { series: readonly Judged[]; nowMs: number };

async function count(
  deps: RpoDeps,
  tx: Db,
  { series, fromMs, nowMs }: Measured & { fromMs: number },
): Promise<void> {
  const shares = shareRpoMinutes(series, { fromMs, toMs: nowMs, sliceMs: SLICE_MS });
  // The first time there is no stretch yet: its rows say from when on minutes count.
  const rows = shares.length > 0 ? shares : emptyShares(series, nowMs);
  const worstLagSeconds: WorstLags = {};
  for (const row of series) {
    const seconds = Math.round(lagMs(deps, row, nowMs) / 1000);
    worstLagSeconds[row.criticality] = Math.max(worstLagSeconds[row.criticality] ?? 0, seconds);
  }
  await addRpoDays(tx, { shares: rows, worstLagSeconds, now: new Date(nowMs) });
  await addRpoSlices(tx, { shares, keepFrom: new Date(nowMs - SLICES_KEPT_MS) });
}

function emptyShares(series: readonly Judged[], nowMs: number) {
  const tiers = [...new Set(series.map(({ criticality }) => criticality))];
  return tiers.map((criticality) => ({
    criticality,
    startsMs: nowMs,
    seriesMinutes: 0,
    breachedMinutes: 0,
  }));
}

const keyOf = ({ symbol, timeframe }: { symbol: string; timeframe: string }) =>
  `${symbol} ${timeframe}`;

/** Returns how many series are beyond their objective now. */
async function keepBreaches(deps: RpoDeps, tx: Db, { series, nowMs }: Measured): Promise<number> {
  const byKey = new Map(series.map((row) => [keyOf(row), row]));
  const open = await selectOpenBreaches(tx);
  const known = new Set(open.map(keyOf));
  const breached = series.flatMap((row) => breachOf(deps, row, nowMs));
  const now = new Set(breached.map(keyOf));
  const ended = open
    .filter((breach) => !now.has(keyOf(breach)))
    .map(({ id, dueMs, ...key }) => {
      const row = byKey.get(keyOf(key));
      const lag = row === undefined ? null : lagMs(deps, { ...row, dueMs }, nowMs);
      return { id, worstLagSeconds: lag === null ? null : Math.round(lag / 1000) };
    });
  await updateBreachesEnded(tx, { ended, now: new Date(nowMs) });
  await insertBreaches(
    tx,
    breached.filter((breach) => !known.has(keyOf(breach))),
  );
  return breached.length;
}

function breachOf({ policy }: RpoDeps, row: Judged, nowMs: number): BreachedSeries[] {
  const { symbol, timeframe, criticality, dueMs, breachedFromMs, reason } = row;
  if (dueMs === null || breachedFromMs === null || breachedFromMs > nowMs) return [];
  const objectiveSeconds = policy().rpoBySymbolCriticality[criticality].rpoMs / 1000;
  const startedMs = breachedFromMs;
  return [{ symbol, timeframe, criticality, dueMs, startedMs, objectiveSeconds, reason }];
}
