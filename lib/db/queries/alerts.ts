/** Alerts and their timeline. */
import { and, desc, eq, inArray, ne, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { alertEvents, alerts } from "@/lib/db/schema";
import type { AlertState } from "@/lib/domain/vocabulary";

export type AlertRecord = typeof alerts.$inferSelect;
export type NewAlert = typeof alerts.$inferInsert;

/** Every alert that is not resolved, locked so that two watchers never judge at once. */
export async function selectOpenAlertsForUpdate(db: Db): Promise<AlertRecord[]> {
  return db.select().from(alerts).where(ne(alerts.state, "resolved")).for("update");
}

/** The newest resolved alert of each rule and key since `since`, for flap damping. */
export async function selectRecentlyResolved(db: Db, since: Date) {
  return db
    .selectDistinctOn([alerts.rule, alerts.groupKey], {
      rule: alerts.rule,
      groupKey: alerts.groupKey,
      resolvedAt: alerts.resolvedAt,
      flapCount: alerts.flapCount,
    })
    .from(alerts)
    .where(
      and(
        eq(alerts.state, "resolved"),
        sql`${alerts.resolvedAt} > ${since.toISOString()}::timestamptz`,
      ),
    )
    .orderBy(alerts.rule, alerts.groupKey, desc(alerts.resolvedAt));
}

/** Its id, or null when another watcher has opened the same rule and key in between. */
export async function insertAlert(db: Db, alert: NewAlert): Promise<number | null> {
  const [row] = await db
    .insert(alerts)
    .values(alert)
    .onConflictDoNothing()
    .returning({ id: alerts.id });
  return row?.id ?? null;
}

export async function updateAlert(db: Db, id: number, change: Partial<NewAlert>): Promise<boolean> {
  const rows = await db
    .update(alerts)
    .set(change)
    .where(eq(alerts.id, id))
    .returning({ id: alerts.id });
  return rows.length > 0;
}

export async function insertAlertEvent(
  db: Db,
  event: {
    alertId: number;
    at: Date;
    state: AlertState;
    actor: string | null;
    note: string | null;
  },
): Promise<void> {
  await db.insert(alertEvents).values(event);
}

export async function selectAlert(db: Db, id: number): Promise<AlertRecord | null> {
  const [row] = await db.select().from(alerts).where(eq(alerts.id, id)).for("update");
  return row ?? null;
}

export async function selectAlertEvents(db: Db, alertIds: readonly number[]) {
  if (alertIds.length === 0) return [];
  return db
    .select()
    .from(alertEvents)
    .where(inArray(alertEvents.alertId, [...alertIds]))
    .orderBy(alertEvents.alertId, alertEvents.at, alertEvents.id);
}
