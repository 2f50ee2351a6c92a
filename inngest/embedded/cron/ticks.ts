/** When a schedule ticks. Pure: instants in, instants out. */
import { Cron } from "croner";

export type Schedule = { pattern: string; timezone: string };

const jobs = new Map<string, Cron>();

function jobOf({ pattern, timezone }: Schedule): Cron {
  const key = `${timezone} ${pattern}`;
  const known = jobs.get(key);
  if (known) return known;
  const job = new Cron(pattern, { paused: true, timezone });
  jobs.set(key, job);
  return job;
}

/** The first tick after the instant; null when the schedule has no more. */
export function nextTick(schedule: Schedule, after: Date): Date | null {
  return jobOf(schedule).nextRun(after);
}

const MINUTE_MS = 60_000;
const LOOKBACKS_MS = [1, 60, 24 * 60, 7 * 24 * 60, 31 * 24 * 60, 366 * 24 * 60].map(
  (minutes) => minutes * MINUTE_MS,
);

/** The newest tick in (after, now], so that of many missed ones only one is fired; null when there is none. */
export function newestTick(schedule: Schedule, after: Date, now: Date): Date | null {
  for (const lookbackMs of LOOKBACKS_MS) {
    const from = new Date(Math.max(after.getTime(), now.getTime() - lookbackMs));
    const found = lastFrom(schedule, from, now);
    if (found) return found;
    if (from.getTime() === after.getTime()) return null;
  }
  return lastFrom(schedule, after, now);
}

function lastFrom(schedule: Schedule, from: Date, now: Date): Date | null {
  let newest: Date | null = null;
  for (let tick = nextTick(schedule, from); tick && tick <= now; tick = nextTick(schedule, tick)) {
    newest = tick;
  }
  return newest;
}
