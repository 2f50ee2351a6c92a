/** Faults and how long they lasted, held against the recovery time objective of their type. */
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { recoveryIncidents } from "@/lib/db/schema";
import { atMs, textArray } from "./run";

/** A fault whose whole course is known at once. */
export async function insertRecovery(
  db: Db,
  incident: typeof recoveryIncidents.$inferInsert,
): Promise<void> {
  await db.insert(recoveryIncidents).values(incident);
}

/** A fault that begins; one of the same type and subject that is still open goes on instead. */
export async function openIncident(
  db: Db,
  incident: {
    failureType: string;
    subject: string;
    now: Date;
    targetSeconds: number;
    detail: string;
  },
): Promise<void> {
  const { failureType, subject, now, targetSeconds, detail } = incident;
  await db.execute(sql`
    insert into recovery_incidents (failure_type, subject, started_at, detected_at, target_seconds, detail)
    values (${failureType}, ${subject}, ${atMs(now.getTime())}, ${atMs(now.getTime())}, ${targetSeconds}, ${detail})
    on conflict (failure_type, subject) where recovered_at is null do nothing`);
}

/** What these subjects suffered from is over. */
export async function closeIncidents(
  db: Db,
  { failureType, subjects, now }: { failureType: string; subjects: readonly string[]; now: Date },
): Promise<void> {
  await db.execute(sql`
    update recovery_incidents set recovered_at = ${atMs(now.getTime())}
    where recovered_at is null and failure_type = ${failureType}
      and subject = any(${textArray(subjects)}::text[])`);
}
