/** Whether the schedule is paused, as the settings say. */

import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { rowOf } from "@/lib/db/queries/run";

export const SCHEDULE_PAUSE_KEY = "schedule_paused";

export type SchedulePause = { until: Date | null; reason: string | null };

/** The pause that holds at `now`; null when the schedule runs. */
export async function selectSchedulePause(db: Db, now: Date): Promise<SchedulePause | null> {
  const row = await rowOf<{ value: unknown }>(
    db,
    sql`select value from settings where key = ${SCHEDULE_PAUSE_KEY}`,
  );
  return row ? readSchedulePause(row.value, now) : null;
}

/** Reads the setting's JSON: `{until, reason}`; anything else that is not null pauses until resumed. */
export function readSchedulePause(value: unknown, now: Date): SchedulePause | null {
  if (value === null || value === undefined || value === false) return null;
  const { until, reason } = typeof value === "object" ? (value as Record<string, unknown>) : {};
  const end = typeof until === "string" ? new Date(until) : null;
  if (end && end <= now) return null;
  return { until: end, reason: typeof reason === "string" ? reason : null };
}
