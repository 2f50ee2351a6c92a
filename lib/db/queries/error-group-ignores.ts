/** Which causes of failures are left alone, until when, and why. */
import { eq, sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { errorGroupIgnores, featureComputationFailures } from "@/lib/db/schema";
import type { Recurrence } from "@/lib/domain/vocabulary";
import { msOf, rowsOf } from "./run";

export type NewIgnore = {
  fingerprint: string;
  until: Date | null;
  moreThan: number | null;
  per: Recurrence | null;
  reason: string;
  ignoredBy: string;
  ignoredAt: Date;
};

/** Counting begins anew. */
export async function upsertIgnore(db: Db, ignore: NewIgnore): Promise<void> {
  await db
    .insert(errorGroupIgnores)
    .values(ignore)
    .onConflictDoUpdate({ target: errorGroupIgnores.fingerprint, set: ignore });
}

/** Nothing happens to a group that is not ignored. */
export async function deleteIgnore(db: Db, fingerprint: string): Promise<void> {
  await db.delete(errorGroupIgnores).where(eq(errorGroupIgnores.fingerprint, fingerprint));
}

export async function hasFailures(db: Db, fingerprint: string): Promise<boolean> {
  const rows = await db
    .select({ id: featureComputationFailures.id })
    .from(featureComputationFailures)
    .where(eq(featureComputationFailures.fingerprint, fingerprint))
    .limit(1);
  return rows.length > 0;
}

export type IgnoredGroup = {
  fingerprint: string;
  untilMs: number | null;
  moreThan: number | null;
  per: Recurrence | null;
  reason: string;
  ignoredBy: string;
  ignoredAtMs: number;
  /** Failures since; counted only where a number of them ends it, else 0. */
  total: number;
  inWorstHour: number;
};

/** Every group that is or was ignored, whether or not it is over by now. */
export function selectIgnoredGroups(db: Db): Promise<IgnoredGroup[]> {
  return rowsOf<IgnoredGroup>(
    db,
    sql`select i.fingerprint, ${msOf("i.until")} as "untilMs", i.more_than as "moreThan", i.per,
        i.reason, i.ignored_by as "ignoredBy", ${msOf("i.ignored_at")} as "ignoredAtMs",
        coalesce(since.total, 0)::int as total, coalesce(since.in_worst_hour, 0)::int as "inWorstHour"
      from error_group_ignores i
      left join lateral (
        select count(*) as total, max(in_hour) as in_worst_hour from (
          select count(*) over (order by failed_at
            range between interval '1 hour' preceding and current row) as in_hour
          from feature_computation_failures f
          where f.fingerprint = i.fingerprint and f.failed_at > i.ignored_at
        ) hours
      ) since on i.more_than is not null`,
  );
}
