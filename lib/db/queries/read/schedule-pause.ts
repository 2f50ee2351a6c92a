/** Whether the schedule is paused, as the settings say. */

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
