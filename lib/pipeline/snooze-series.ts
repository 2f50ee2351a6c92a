/** Silences series whose fault is known, for a while and for a reason; or ends that. */
import type { Db } from "@/lib/db/connect";
import {
  deleteSnoozes,
  type SeriesKey,
  selectMonitored,
  upsertSnoozes,
} from "@/lib/db/queries/snoozes";
import type { Calendar } from "@/lib/domain/calendar";
import { nextOpenMs } from "@/lib/domain/calendar-sessions";
import { AppError } from "@/lib/errors";

/** Longer than this is not a snooze: deactivate the timeframe instead. */
const LONGEST_DAYS = 30;
const DAY_MS = 86_400_000;

/**
 * All or none. Recovery ends a snooze by itself. Returns when it ends, null when it was ended now.
 *
 * @throws AppError `not_found` naming series that are not monitored, `invalid_input` for an end that is past or too far
 */
export async function snoozeSeries(
  { tx, exchange, now }: { tx: Db; exchange: Calendar; now: Date },
  input: {
    series: readonly SeriesKey[];
    until: Date | "next_open" | null;
    reason: string;
    actor: string;
  },
): Promise<Date | null> {
  const { series, until, reason, actor } = input;
  await requireMonitored(tx, series);
  if (until === null) {
    await deleteSnoozes(tx, series);
    return null;
  }
  const end = until === "next_open" ? nextOpenOf(exchange, now) : until;
  requireSensible(end, now);
  await upsertSnoozes(tx, series, { until: end, reason, by: actor, now });
  return end;
}

async function requireMonitored(tx: Db, series: readonly SeriesKey[]): Promise<void> {
  const known = new Set((await selectMonitored(tx, series)).map(nameOf));
  const unknown = series.map(nameOf).filter((name) => !known.has(name));
  if (unknown.length === 0) return;
  throw new AppError("not_found", `Not monitored: ${unknown.slice(0, 20).join(", ")}.`);
}

function nameOf({ symbol, timeframe }: SeriesKey): string {
  return `${symbol} ${timeframe}`;
}

function nextOpenOf(exchange: Calendar, now: Date): Date {
  const openMs = nextOpenMs(exchange, now.getTime());
  if (openMs === null) throw new AppError("conflict", "The calendar knows no further session.");
  return new Date(openMs);
}

function requireSensible(until: Date, now: Date): void {
  const aheadMs = until.getTime() - now.getTime();
  if (aheadMs > 0 && aheadMs <= LONGEST_DAYS * DAY_MS) return;
  const message = `must be after ${now.toISOString()} and at most ${LONGEST_DAYS} days ahead`;
  throw new AppError("invalid_input", `A snooze ${message}.`, {
    errors: [{ path: "body.until", message }],
  });
}
