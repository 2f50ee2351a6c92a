/** Whether the schedule is paused, as the settings say. */
import { eq } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { settings } from "@/lib/db/schema";

export const SCHEDULE_PAUSE_KEY = "schedule_paused";

export type SchedulePause = { until: Date | null; reason: string | null };

/** Reads the setting's JSON: `{until, reason}`; anything else that is not null pauses until resumed. */
export function readSchedulePause(value: unknown, now: Date): SchedulePause | null {
  if (value === null || value === undefined || value === false) return null;
  const { until, reason } = typeof value === "object" ? (value as Record<string, unknown>) : {};
  const end = typeof until === "string" ? new Date(until) : null;
  if (end && end <= now) return null;
  return { until: end, reason: typeof reason === "string" ? reason : null };
}

/** The pause in force, with who set it and when; null when there is none. */
export async function selectPauseSetting(
  db: Db,
  now: Date,
): Promise<(SchedulePause & { since: Date; by: string | null }) | null> {
  const [row] = await db.select().from(settings).where(eq(settings.key, SCHEDULE_PAUSE_KEY));
  const pause = readSchedulePause(row?.value, now);
  return row && pause ? { ...pause, since: row.updatedAt, by: row.updatedBy } : null;
}
