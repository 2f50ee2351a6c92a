/** Housekeeping: partitions before they are needed, and the end of what nobody will ask for any more. */

import {
  dropPartitions,
  ensureCandlePartitions,
  recountSeries,
  selectPartitions,
} from "@/lib/db/queries/partitions";
import { deleteOlder, RETAINED, type Retained } from "@/lib/db/queries/retention";
import { selectSetting, upsertSetting } from "@/lib/db/queries/settings";
import { DAY_MS } from "@/lib/domain/calendar-days";
import { partitionSpan } from "@/lib/domain/partition-span";
import type { PipelineDeps } from "./deps";
import { forgetPartitions } from "./partition-keeper";

const AHEAD_MS = 70 * DAY_MS;

/** Makes the partitions of the policy's whole history and of the next two months; returns how many were missing. */
export async function ensurePartitionsAhead(
  deps: Pick<PipelineDeps, "db" | "now" | "policy">,
): Promise<number> {
  const { historyMs } = deps.policy().backfillOptimization;
  const nowMs = deps.now().getTime();
  const fromMs = nowMs - Math.max(...Object.values(historyMs));
  return ensureCandlePartitions(deps.db, { fromMs, toMs: nowMs + AHEAD_MS });
}

/** Days to keep, by what is kept; null: for ever. */
export type RetentionDays = Record<Retained, number | null> & { bars: number | null };

export const RETENTION_KEY = "retention_days";

const DEFAULT_RETENTION: RetentionDays = {
  bars: null,
  provider_requests: 90,
  execution_log_lines: 180,
  freshness_history: 400,
  notification_deliveries: 90,
  idempotency_keys: 2,
  scheduler_heartbeats: 30,
};

/** Written by nobody but `applyRetention`. */
const LAST_PRUNE_KEY = "last_prune";

export type RetentionResult = { rows: number; partitions: string[] };

/** Days come from the setting `retention_days`, what it leaves out from the defaults. */
export async function applyRetention(deps: PipelineDeps): Promise<RetentionResult> {
  const days = await readRetention(deps.db);
  let rows = 0;
  for (const what of RETAINED) {
    const keep = days[what];
    if (keep !== null) rows += await deleteOlder(deps.db, { what, before: daysAgo(deps, keep) });
  }
  const partitions = days.bars === null ? [] : await dropOldBars(deps, daysAgo(deps, days.bars));
  const result = { rows, partitions };
  const now = deps.now();
  const value = { at: now.toISOString(), ...result };
  await upsertSetting(deps.db, { key: LAST_PRUNE_KEY, value, now, updatedBy: null });
  return result;
}

/** What the last housekeeping removed; null: it has not run yet. */
export async function readLastPrune(
  db: PipelineDeps["db"],
): Promise<(RetentionResult & { at: string }) | null> {
  const value = await selectSetting(db, LAST_PRUNE_KEY);
  return value === null ? null : (value as RetentionResult & { at: string });
}

/** The retention in force. */
export async function readRetention(db: PipelineDeps["db"]): Promise<RetentionDays> {
  return { ...DEFAULT_RETENTION, ...readDays(await selectSetting(db, RETENTION_KEY)) };
}

function daysAgo(deps: PipelineDeps, days: number): Date {
  return new Date(deps.now().getTime() - days * DAY_MS);
}

/** Whole partitions only: a partition goes when its last bar is too old. */
async function dropOldBars(deps: PipelineDeps, before: Date): Promise<string[]> {
  const old = (await selectPartitions(deps.db))
    .filter(({ suffix }) => (partitionSpan(suffix)?.toMs ?? Infinity) <= before.getTime())
    .map(({ name }) => name);
  if (old.length === 0) return [];
  await dropPartitions(deps.db, old);
  forgetPartitions(deps.db);
  await recountSeries(deps.db);
  return old;
}

function readDays(value: unknown): Partial<RetentionDays> {
  if (typeof value !== "object" || value === null) return {};
  const known = Object.entries(value).filter(
    ([name, days]) =>
      name in DEFAULT_RETENTION && (days === null || (typeof days === "number" && days > 0)),
  );
  return Object.fromEntries(known);
}
