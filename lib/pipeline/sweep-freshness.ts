/** Keeps the stored status of every series true to the clock, writes down each change of it, and counts what was promised. */
import {
  type FreshnessChange,
  insertFreshnessHistory,
  type SweptSeries,
  updateSweptStatus,
} from "@/lib/db/queries/freshness";
import { type StoredSeries, selectStoredSeries } from "@/lib/db/queries/read/series-facts";
import { deleteSnoozes } from "@/lib/db/queries/snoozes";
import { type SweptState, selectSweptStates } from "@/lib/db/queries/swept-states";
import { createSeriesGrader, type GradedSeries } from "@/lib/domain/grade-series";
import { endsSnooze, isSnoozedAt } from "@/lib/domain/snooze";
import { announceSeries } from "./announce-series";
import type { PipelineDeps } from "./deps";
import { measureRpo, type RpoMeasured, type WatchedSeries } from "./measure-rpo";

export type Sweep = { series: number; changed: number; rpo: RpoMeasured };

/** Series of which a job ended while they were graded are graded again, so often; then the next sweep sees to them. */
const MOST_TURNS = 3;

/** Rows are written only where something a reader sees has changed; the age alone is derived at read time. */
export async function sweepFreshness(deps: PipelineDeps): Promise<Sweep> {
  let turn = await sweepOnce(deps);
  let changed = turn.changed;
  for (let turns = 1; turn.overtaken > 0 && turns < MOST_TURNS; turns += 1) {
    turn = await sweepOnce(deps);
    changed += turn.changed;
  }
  const rpo = await measureRpo(
    deps,
    turn.graded.flatMap((one) => watchedOf(one, turn.now)),
  );
  return { series: turn.graded.length, changed, rpo };
}

type Turn = { now: Date; graded: Graded[]; changed: number; overtaken: number };

async function sweepOnce(deps: PipelineDeps): Promise<Turn> {
  const now = deps.now();
  const before = await selectSweptStates(deps.db);
  const grader = createSeriesGrader({
    now,
    exchange: deps.exchange,
    delayMs: deps.provider.capabilities.delayMs,
    thresholds: deps.policy().stalenessThresholds,
    nextRunOf: () => null,
  });
  const graded = (await selectStoredSeries(deps.db, {})).map((row) => grader.grade(row));
  const wanted = graded.filter((one) => hasChanged(one, before.get(keyOf(one.row))));
  const written = await deps.db.transaction(async (tx) => {
    const stood = await updateSweptStatus(tx, { series: wanted.map(sweptOf), now });
    const keys = new Set(stood.map(keyOf));
    const changes = wanted
      .filter(({ row }) => keys.has(keyOf(row)))
      .map((one) => historyOf(one, before.get(keyOf(one.row)), now));
    await insertFreshnessHistory(tx, changes);
    await announceSeries(tx, changes.filter(isAudible(graded, now)), now);
    await deleteSnoozes(tx, changes.filter(hasRecovered));
    return changes.length;
  });
  return { now, graded, changed: written, overtaken: wanted.length - written };
}

function isAudible(graded: readonly Graded[], now: Date): (change: FreshnessChange) => boolean {
  const silent = new Set(
    graded.filter(({ row }) => isSnoozedAt(row, now)).map(({ row }) => keyOf(row)),
  );
  return (change) => !silent.has(keyOf(change));
}

function hasRecovered({ previousDataStatus, dataStatus }: FreshnessChange): boolean {
  return endsSnooze(previousDataStatus ?? null, dataStatus);
}

function watchedOf({ row, data, reason }: Graded, now: Date): WatchedSeries[] {
  const isPaused = row.pausedUntilMs !== null && row.pausedUntilMs > now.getTime();
  if (!row.active || isPaused) return [];
  const { symbol, timeframe, criticality, assetClass } = row;
  const isMissing = data.status === "missing" && data.expectedThrough !== null;
  const dueMs = isMissing ? row.trackedSinceMs : (data.dueAt?.getTime() ?? null);
  return [{ symbol, timeframe, criticality, assetClass, dueMs, reason }];
}

type Graded = GradedSeries<StoredSeries>;

function sweptOf({ row, status, data, reason, stalenessSeconds }: Graded): SweptSeries {
  const { symbol, timeframe, lastAttemptMs, storedThroughMs, dataPointCount } = row;
  return {
    symbol,
    timeframe,
    status,
    dataStatus: data.status,
    reason,
    stalenessSeconds,
    lastAttemptMs,
    storedThroughMs,
    dataPointCount,
  };
}

const keyOf = ({ symbol, timeframe }: { symbol: string; timeframe: string }) =>
  `${symbol} ${timeframe}`;

function hasChanged({ status, data, reason }: Graded, before: SweptState | undefined): boolean {
  return (
    before?.historyStatus !== status ||
    before.historyDataStatus !== data.status ||
    before.historyReason !== reason ||
    before.status !== status
  );
}

function historyOf(
  { row, status, data, reason }: Graded,
  before: SweptState | undefined,
  now: Date,
): FreshnessChange {
  return {
    symbol: row.symbol,
    timeframe: row.timeframe,
    changedAt: now,
    status,
    dataStatus: data.status,
    reason,
    previousStatus: before?.historyStatus ?? null,
    previousDataStatus: before?.historyDataStatus ?? null,
    storedThrough: dateOf(row.storedThroughMs),
    expectedThrough: data.expectedThrough,
    lastComputedAt: dateOf(row.lastComputedMs),
    barsBehind: data.barsBehind,
    dataPointCount: row.dataPointCount,
  };
}

function dateOf(ms: number | null): Date | null {
  return ms === null ? null : new Date(ms);
}
