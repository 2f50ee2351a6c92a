/** Faults and how long they lasted, held against the recovery time objective of their type. */
import type { Db } from "@/lib/db/connect";
import { recoveryIncidents } from "@/lib/db/schema";

/** A fault whose whole course is known at once. */
export async function insertRecovery(
  db: Db,
  incident: typeof recoveryIncidents.$inferInsert,
): Promise<void> {
  await db.insert(recoveryIncidents).values(incident);
}
