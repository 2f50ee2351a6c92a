/** What the probes ask: does the database answer, is its schema this release's, when did the scheduler last live and work. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import type { Db } from "@/lib/db/connect";
import { dateOf, msOf, rowOf } from "@/lib/db/queries/run";

export type Readiness = {
  appliedMigrations: number;
  /** Newest sign of life of a process that has not said goodbye. */
  beatAt: Date | null;
  /** End of the newest execution in which a symbol succeeded. */
  lastSuccessAt: Date | null;
  /** Whether an execution was ever asked for: before that, no success is no fault. */
  hasExecutions: boolean;
};

export async function selectReadiness(db: Db): Promise<Readiness> {
  const row = await rowOf<{
    migrations: number;
    beatMs: number | null;
    successMs: number | null;
    hasExecutions: boolean;
  }>(
    db,
    sql`select (select count(*)::int4 from drizzle.__drizzle_migrations) as migrations,
      ${msOf(sql`(select max(beat_at) from scheduler_heartbeats where stopped_at is null)`)} as "beatMs",
      ${msOf(sql`(select completed_at from scheduler_execution_log
        where status = 'completed' and successful_symbols > 0 order by started_at desc nulls first limit 1)`)} as "successMs",
      exists (select from scheduler_execution_log) as "hasExecutions"`,
  );
  return {
    appliedMigrations: row?.migrations ?? 0,
    beatAt: dateOf(row?.beatMs),
    lastSuccessAt: dateOf(row?.successMs),
    hasExecutions: row?.hasExecutions ?? false,
  };
}

let known: number | undefined;

/** How many migrations this release has. */
export function countKnownMigrations(): number {
  if (known !== undefined) return known;
  const file = join(process.cwd(), "drizzle/migrations/meta/_journal.json");
  const journal = JSON.parse(readFileSync(file, "utf8")) as { entries: unknown[] };
  known = journal.entries.length;
  return known;
}
