/** Small switches that survive a restart. */
import { eq } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { settings } from "@/lib/db/schema";

/** The stored value as it was written (JSON), or null. */
export async function selectSetting(db: Db, key: string): Promise<unknown> {
  const [row] = await db
    .select({ value: settings.value })
    .from(settings)
    .where(eq(settings.key, key));
  return row?.value ?? null;
}

export async function upsertSetting(
  db: Db,
  input: { key: string; value: unknown; now: Date; updatedBy: string | null },
): Promise<void> {
  const values = { value: input.value, updatedAt: input.now, updatedBy: input.updatedBy };
  await db
    .insert(settings)
    .values({ key: input.key, ...values })
    .onConflictDoUpdate({ target: settings.key, set: values });
}

export async function deleteSetting(db: Db, key: string): Promise<void> {
  await db.delete(settings).where(eq(settings.key, key));
}
