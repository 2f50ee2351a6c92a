/** Stored API keys: never the key, only its hash. */
import { and, desc, eq, isNull, lt, or, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { apiKeys } from "@/lib/db/schema-auth";

export type ApiKeyRow = typeof apiKeys.$inferSelect;

/** The key with this hash, revoked and expired ones too; null when there is none. */
export async function selectApiKeyByHash(db: Db, hash: string): Promise<ApiKeyRow | null> {
  const [row] = await db.select().from(apiKeys).where(eq(apiKeys.hash, hash));
  return row ?? null;
}

/** Newest first. */
export async function selectApiKeys(db: Db): Promise<ApiKeyRow[]> {
  return db.select().from(apiKeys).orderBy(desc(apiKeys.id));
}

export async function insertApiKey(
  db: Db,
  key: Pick<
    ApiKeyRow,
    "name" | "prefix" | "hash" | "role" | "requestsPerMinute" | "createdBy" | "expiresAt"
  >,
): Promise<ApiKeyRow> {
  const [row] = await db.insert(apiKeys).values(key).returning();
  if (row === undefined) throw new Error("the inserted key was not returned");
  return row;
}

/** Null when there is no such key that still works. */
export async function updateApiKeyRevoked(
  db: Db,
  change: { id: number; revokedBy: string; at: Date },
): Promise<ApiKeyRow | null> {
  const [row] = await db
    .update(apiKeys)
    .set({ revokedAt: change.at, revokedBy: change.revokedBy })
    .where(and(eq(apiKeys.id, change.id), isNull(apiKeys.revokedAt)))
    .returning();
  return row ?? null;
}

/** At most once a minute per key: "last used" is for people. */
export async function updateApiKeyUsed(
  db: Db,
  use: { id: number; at: Date; ip: string | null },
): Promise<void> {
  await db
    .update(apiKeys)
    .set({ lastUsedAt: use.at, lastUsedIp: use.ip })
    .where(
      and(
        eq(apiKeys.id, use.id),
        or(
          isNull(apiKeys.lastUsedAt),
          lt(apiKeys.lastUsedAt, sql`${use.at.toISOString()}::timestamptz - interval '1 minute'`),
        ),
      ),
    );
}
