/** What a person can do to an alert: take it on, or silence it for a while. */
import type { Db } from "@/lib/db/connect";
import { insertAlertEvent, selectAlert, updateAlert } from "@/lib/db/queries/alerts";
import type { Calendar } from "@/lib/domain/calendar";
import { nextOpenMs } from "@/lib/domain/calendar-sessions";
import { AppError } from "@/lib/errors";

export type AlertDeps = { tx: Db; exchange: Calendar; now: Date };

/**
 * Notices stop until it becomes worse; recovery ends it by itself.
 *
 * @throws AppError `not_found` for an unknown id, `conflict` when it is over
 */
export async function acknowledgeAlert(
  { tx, now }: Omit<AlertDeps, "exchange">,
  input: { id: number; actor: string; reason: string },
): Promise<void> {
  await requireOpen(tx, input.id);
  await updateAlert(tx, input.id, {
    state: "acknowledged",
    acknowledgedAt: now,
    acknowledgedBy: input.actor,
    acknowledgeReason: input.reason,
    snoozedUntil: null,
  });
  await insertAlertEvent(tx, {
    alertId: input.id,
    at: now,
    state: "acknowledged",
    actor: input.actor,
    note: input.reason,
  });
}

/**
 * Quiet until an instant or until the exchange opens next. Returns when it ends.
 *
 * @throws AppError `not_found`, `conflict` when it is over, `invalid_input` for an instant that is past
 */
export async function snoozeAlert(
  { tx, exchange, now }: AlertDeps,
  input: { id: number; actor: string; until: Date | "next_open"; reason: string | undefined },
): Promise<Date> {
  await requireOpen(tx, input.id);
  const until = input.until === "next_open" ? nextOpenOf(exchange, now) : input.until;
  if (until <= now) {
    throw new AppError("invalid_input", "A snooze ends in the future.", {
      errors: [{ path: "until", message: `must be after ${now.toISOString()}, or "next_open"` }],
    });
  }
  await updateAlert(tx, input.id, { state: "snoozed", snoozedUntil: until });
  await insertAlertEvent(tx, {
    alertId: input.id,
    at: now,
    state: "snoozed",
    actor: input.actor,
    note: input.reason ?? `until ${until.toISOString()}`,
  });
  return until;
}

async function requireOpen(tx: Db, id: number) {
  const alert = await selectAlert(tx, id);
  if (!alert) throw new AppError("not_found", `There is no alert ${id}.`);
  if (alert.state === "resolved") throw new AppError("conflict", `Alert ${id} is over already.`);
}

function nextOpenOf(exchange: Calendar, now: Date): Date {
  const openMs = nextOpenMs(exchange, now.getTime());
  if (openMs === null) throw new AppError("conflict", "The calendar knows no further session.");
  return new Date(openMs);
}
