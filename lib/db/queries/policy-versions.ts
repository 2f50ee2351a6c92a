/** Versions of the operating policy: every edit, and every file that an instance was started with. */
import { desc, eq, lt, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { policyVersions, trackedSymbols } from "@/lib/db/schema";
import type { Criticality } from "@/lib/domain/vocabulary";
import { textArray } from "./run";

export type PolicyVersion = typeof policyVersions.$inferSelect;
export type PolicySource = "file" | "page";

/** One writer at a time, until the transaction ends: versions are compared with the newest before they are added. */
export async function takePolicyLock(tx: Db): Promise<void> {
  await tx.execute(sql`select pg_advisory_xact_lock(hashtext('candlewatch.policy'))`);
}

export async function insertPolicyVersion(
  db: Db,
  version: {
    yaml: string;
    source: PolicySource;
    createdBy: string;
    reason: string | null;
    createdAt: Date;
  },
): Promise<PolicyVersion> {
  const [row] = await db.insert(policyVersions).values(version).returning();
  if (row === undefined) throw new Error("PostgreSQL returned no row for an insert.");
  return row;
}

/** Newest first, up to `limit`, older than the version `before` when given. */
export async function selectPolicyVersions(
  db: Db,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<PolicyVersion[]> {
  return db
    .select()
    .from(policyVersions)
    .where(before === undefined ? undefined : lt(policyVersions.id, before))
    .orderBy(desc(policyVersions.id))
    .limit(limit);
}

export async function selectPolicyVersion(db: Db, id: number): Promise<PolicyVersion | null> {
  const [row] = await db.select().from(policyVersions).where(eq(policyVersions.id, id));
  return row ?? null;
}

export async function selectNewestFileVersion(db: Db): Promise<PolicyVersion | null> {
  const [row] = await db
    .select()
    .from(policyVersions)
    .where(eq(policyVersions.source, "file"))
    .orderBy(desc(policyVersions.id))
    .limit(1);
  return row ?? null;
}

/** Returns how many tracked symbols changed their tier. */
export async function updateCriticality(
  db: Db,
  criticality: Criticality,
  symbols: readonly string[],
): Promise<number> {
  const rows = await db
    .update(trackedSymbols)
    .set({ criticality, updatedAt: sql`now()` })
    .where(
      sql`${trackedSymbols.symbol} = any(${textArray(symbols)}::text[]) and ${trackedSymbols.criticality} <> ${criticality}`,
    )
    .returning({ symbol: trackedSymbols.symbol });
  return rows.length;
}
